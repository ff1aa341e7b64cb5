"""Écrire un répertoire : entités, noms, et sous quelles empreintes retrouver chaque nom."""

import json
import os
import shutil
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import numpy as np
import numpy.typing as npt

from jumelles.rapprochement.formes import noyaux
from jumelles.rapprochement.normaliser import cle
from jumelles.rapprochement.reductions import LONGUEUR_MOT, compacter, mots_pleins, suppressions, trier
from jumelles.rapprochement.termes import Entite

FORME = 5
Tableau = npt.NDArray[np.uint32]
NATURES = ("officiel", "usuel", "etranger", "ancien", "court")
MOT_TROP_COMMUN = 400  # un mot porté par plus de noms que cela, dans un pays, ne distingue plus rien
BLOCS = ("exact", "trie", "lettre", "mot")


@dataclass(frozen=True, slots=True)
class NomDit:
    """Un nom porté, et sa nature : officiel, usuel, etranger, ancien."""

    texte: str
    nature: str


@dataclass(frozen=True, slots=True)
class Entree:
    """Une entité et ses noms. cibles : refs de celles d'aujourd'hui qu'elle désigne ; vide, elle-même.

    groupement : ses noms annoncent son niveau (« Communauté de communes de… ») ; on la range aussi sous son nom court.
    """

    entite: Entite
    noms: tuple[NomDit, ...]
    cibles: tuple[str, ...] = ()
    groupement: bool = False
    identifiants: tuple[str, ...] = ()


def ecrire(dossier: Path, entrees: Iterable[Entree], *, repere: str) -> int:
    """Écrire le répertoire à neuf, d'un coup ; rendre combien de noms. repere : de quoi savoir s'il est à jour.

    Il ne prend son nom qu'une fois entier sur le disque.
    """
    en_cours = dossier.with_name(f"{dossier.name}.en-cours")
    shutil.rmtree(en_cours, ignore_errors=True)
    en_cours.mkdir(parents=True)
    # Les plus peuplées d'abord : un bloc trop plein garde celles que l'on nomme le plus.
    rangees = sorted(entrees, key=lambda e: (-(e.entite.population or 0), e.entite.ref))
    listes = _ecrire_entites(en_cours, rangees)
    noms = list(_noms(rangees))
    _ecrire_noms(en_cours, noms)
    np.save(en_cours / "ordre.npy", np.array(sorted(range(len(noms)), key=lambda n: noms[n][0]), dtype=np.uint32))
    _ecrire_blocs(en_cours, noms, [e.entite.pays for e in rangees])
    _ecrire_identifiants(en_cours, rangees)
    notice = {"forme": FORME, "repere": repere, "noms": len(noms), "entites": len(rangees), **listes}
    (en_cours / "notice.json").write_text(json.dumps(notice, ensure_ascii=False), encoding="utf-8")
    for ecrit in (*en_cours.iterdir(), en_cours):
        _fixer(ecrit)
    _remplacer(dossier, en_cours)
    return len(noms)


def _fixer(chemin: Path) -> None:
    """Attendre que le disque ait ce fichier, ou la liste de ce dossier."""
    ouvert = os.open(chemin, os.O_RDONLY)
    try:
        os.fsync(ouvert)
    finally:
        os.close(ouvert)


def _remplacer(dossier: Path, neuf: Path) -> None:
    ancien = dossier.with_name(f"{dossier.name}.ancien")
    shutil.rmtree(ancien, ignore_errors=True)
    if dossier.exists():
        dossier.rename(ancien)
    neuf.rename(dossier)
    _fixer(dossier.parent)
    shutil.rmtree(ancien, ignore_errors=True)


Nom = tuple[str, str, int, int, int]  # clé, texte, nature, rang de l'entité, rang de la cible


def _noms(entrees: list[Entree]) -> Iterator[Nom]:
    for rang, (entree, cibles) in enumerate(zip(entrees, _cibles(entrees), strict=True)):
        for cle_, (texte, nature) in _cles(entree).items():
            for cible in cibles:
                yield cle_, texte, nature, rang, cible


def _cibles(entrees: list[Entree]) -> list[list[int]]:
    """Pour chaque entité, les rangs de celles d'aujourd'hui qu'elle désigne."""
    rangs = {e.entite.ref: rang for rang, e in enumerate(entrees)}
    return [[rangs[c] for c in e.cibles if c in rangs] or [rang] for rang, e in enumerate(entrees)]


def _cles(entree: Entree) -> dict[str, tuple[str, int]]:
    """Chaque clé une fois, sous sa nature la plus fidèle."""
    cles: dict[str, tuple[str, int]] = {}
    for nom in sorted(entree.noms, key=lambda n: NATURES.index(n.nature)):
        if entiere := cle(nom.texte):
            cles.setdefault(entiere, (nom.texte, NATURES.index(nom.nature)))
    if entree.groupement:
        for nom in entree.noms:
            for noyau in noyaux(nom.texte):
                cles.setdefault(noyau, (nom.texte, NATURES.index("court")))
    return cles


def _ecrire_entites(dossier: Path, entrees: list[Entree]) -> dict[str, list[str]]:
    entites = [e.entite for e in entrees]
    _ecrire_textes(dossier, "ref", (e.ref for e in entites))
    _ecrire_textes(dossier, "nom", (e.nom for e in entites))
    listes = {n: sorted({getattr(e, n) for e in entites}) for n in ("niveau", "pays", "departement", "division")}
    for nom, valeurs in listes.items():
        rangs = {v: i for i, v in enumerate(valeurs)}
        np.save(dossier / f"{nom}.npy", np.array([rangs[getattr(e, nom)] for e in entites], dtype=np.uint16))
    population = [-1 if e.population is None else e.population for e in entites]
    np.save(dossier / "population.npy", np.array(population, dtype=np.int32))
    for nom in ("lat", "lon"):
        degres = [np.nan if getattr(e, nom) is None else getattr(e, nom) for e in entites]
        np.save(dossier / f"{nom}.npy", np.array(degres, dtype=np.float32))
    np.save(dossier / "vivante.npy", np.array([e.vivante for e in entites], dtype=np.bool_))
    np.save(dossier / "fin.npy", np.array([e.fin or 0 for e in entites], dtype=np.uint16))
    return listes


def _ecrire_noms(dossier: Path, noms: list[Nom]) -> None:
    _ecrire_textes(dossier, "cle", (n[0] for n in noms))
    _ecrire_textes(dossier, "texte", (n[1] for n in noms))
    for place, nom, sorte in ((2, "nature", np.uint8), (3, "entite", np.uint32), (4, "cible", np.uint32)):
        np.save(dossier / f"{nom}.npy", np.array([n[place] for n in noms], dtype=sorte))


def _ecrire_textes(dossier: Path, nom: str, textes: Iterable[str]) -> None:
    """Tous les textes bout à bout, et où chacun commence."""
    debuts = [0]
    with (dossier / f"{nom}.txt").open("wb") as fichier:
        for texte in textes:
            debuts.append(debuts[-1] + fichier.write(texte.encode()))
    np.save(dossier / f"{nom}_debut.npy", np.array(debuts, dtype=np.uint32))


def _ecrire_blocs(dossier: Path, noms: list[Nom], pays: list[str]) -> None:
    for bloc in BLOCS:
        rangs, empreintes = _bloc(bloc, noms, pays)
        ordre = np.lexsort((rangs, empreintes))
        np.save(dossier / f"{bloc}_empreinte.npy", empreintes[ordre])
        np.save(dossier / f"{bloc}_nom.npy", rangs[ordre])


def _bloc(bloc: str, noms: list[Nom], pays: list[str]) -> tuple[Tableau, Tableau]:
    rangs, empreintes = array("I"), array("I")
    for rang, (cle_, _, _, entite, _) in enumerate(noms):
        debut = len(empreintes)
        empreintes.extend(_empreintes(bloc, cle_, pays[entite]))
        rangs.extend([rang] * (len(empreintes) - debut))
    tous = np.frombuffer(rangs, dtype=np.uint32), np.frombuffer(empreintes, dtype=np.uint32)
    return _sans_communs(*tous) if bloc == "mot" else tous


def _ecrire_identifiants(dossier: Path, entrees: list[Entree]) -> None:
    """De l'empreinte d'un identifiant au rang de qui le porte, qui le redit en clair, et de celles qu'il désigne."""
    cibles = _cibles(entrees)
    dits = [(crc32(i.encode()), r, c) for r, e in enumerate(entrees) for i in e.identifiants for c in cibles[r]]
    dits.sort()
    for place, nom in enumerate(("empreinte", "entite", "cible")):
        np.save(dossier / f"identifiant_{nom}.npy", np.array([d[place] for d in dits], dtype=np.uint32))
    _ecrire_textes(dossier, "identifiants", (" ".join(e.identifiants) for e in entrees))


def _sans_communs(rangs: Tableau, empreintes: Tableau) -> tuple[Tableau, Tableau]:
    _, places, combien = np.unique(empreintes, return_inverse=True, return_counts=True)
    rares = combien[places] <= MOT_TROP_COMMUN
    return rangs[rares], empreintes[rares]


def _empreintes(bloc: str, cle_: str, pays: str) -> Iterable[int]:
    match bloc:
        case "exact":
            return (crc32(cle_.encode()),)
        case "trie":
            return (crc32(trier(cle_).encode()),)
        case "lettre":
            return suppressions(compacter(cle_))
    return {crc32(f"{pays}{m}".encode()) for m in mots_pleins(cle_) if len(m) >= LONGUEUR_MOT}
