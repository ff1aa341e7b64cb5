"""Lire un répertoire : des tableaux posés sur les fichiers, dont seul ce qui sert entre en mémoire."""

import json
import mmap
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np

from jumelles.rapprochement.repertoire.ecriture import BLOCS, FORME
from jumelles.rapprochement.termes import Entite


class RepertoireAbsent(LookupError):
    """Le répertoire n'est pas là, n'est pas entier, ou est d'une autre forme : `jumelles initialiser` le refait."""


class Textes:
    """Des textes bout à bout, lus un à un."""

    def __init__(self, dossier: Path, nom: str) -> None:
        self._debuts = _vue(dossier, f"{nom}_debut")
        with (dossier / f"{nom}.txt").open("rb") as fichier:
            vide = fichier.seek(0, 2) == 0
            self._octets: mmap.mmap | bytes = b"" if vide else mmap.mmap(fichier.fileno(), 0, access=mmap.ACCESS_READ)

    def __getitem__(self, rang: int) -> str:
        return self._octets[self._debuts[rang] : self._debuts[rang + 1]].decode()


class Repertoire:
    """Un répertoire ouvert. Les entités et les noms s'y désignent par leur rang.

    niveaux, pays, departements, divisions : un par entité ; tailles : ordre de grandeur de la population, 0 pour un
    village, 4 pour une métropole.
    """

    def __init__(self, dossier: Path) -> None:
        self.dossier = dossier
        try:
            self.notice = json.loads((dossier / "notice.json").read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError) as erreur:
            raise RepertoireAbsent(f"aucun répertoire de noms dans {dossier.name}") from erreur
        if self.notice.get("forme") != FORME:
            raise RepertoireAbsent(f"le répertoire {dossier.name} est d'une forme d'avant")
        try:
            self._ouvrir(dossier)
        except FileNotFoundError as erreur:  # un autre processus vient de l'ôter
            raise RepertoireAbsent(f"le répertoire {dossier.name} n'est pas entier") from erreur

    def _ouvrir(self, dossier: Path) -> None:
        self.refs, self.noms_entites = Textes(dossier, "ref"), Textes(dossier, "nom")
        self.cles, self.textes = Textes(dossier, "cle"), Textes(dossier, "texte")
        self._blocs = {b: (_lire(dossier, f"{b}_empreinte"), _lire(dossier, f"{b}_nom")) for b in BLOCS}
        self._identifiants = Textes(dossier, "identifiants")
        self._codes = _lire(dossier, "identifiant_empreinte")
        self._porteur, self._designee = _vue(dossier, "identifiant_entite"), _vue(dossier, "identifiant_cible")
        self.ordre = _lire(dossier, "ordre")
        self.nature, self.entite_du_nom, self.cible_du_nom = (_vue(dossier, n) for n in ("nature", "entite", "cible"))
        self.population = _vue(dossier, "population")
        self.lat, self.lon = _vue(dossier, "lat"), _vue(dossier, "lon")
        self.vivante, self._fin = _vue(dossier, "vivante"), _vue(dossier, "fin")
        self.niveaux = self._lister(dossier, "niveau")
        self.pays = self._lister(dossier, "pays")
        self.departements = self._lister(dossier, "departement")
        self.divisions = self._lister(dossier, "division")
        self.tailles = memoryview(np.log10(np.maximum(_lire(dossier, "population"), 0) + 100.0) - 2.0)
        self.entite = lru_cache(maxsize=20_000)(self._entite)

    def __len__(self) -> int:
        """Combien d'entités."""
        return len(self.vivante)

    @property
    def repere(self) -> str:
        """De quoi il a été fait."""
        return str(self.notice["repere"])

    def trouver(
        self, bloc: str, empreintes: Sequence[int], *, combien: int | None = None
    ) -> Iterator[tuple[int, list[int]]]:
        """(place d'une empreinte qu'un nom porte, rangs de ces noms, les plus peuplés d'abord).

        combien : de noms au plus par empreinte.
        """
        connues, noms = self._blocs[bloc]
        if not len(connues):
            return
        cherchees = np.asarray(empreintes, dtype=np.uint32)
        debuts = np.searchsorted(connues, cherchees, side="left")
        places = np.flatnonzero(connues.take(debuts, mode="clip") == cherchees)
        debuts, fins = debuts[places], np.searchsorted(connues, cherchees[places], side="right")
        if combien is not None:
            fins = np.minimum(fins, debuts + combien)
        for place, debut, fin in zip(places.tolist(), debuts.tolist(), fins.tolist(), strict=True):
            yield place, noms[debut:fin].tolist()

    def identifier(self, identifiant: str) -> list[tuple[int, int]]:
        """(rang de l'entité vivante désignée, rang de qui porte cet identifiant) : « insee:38185 », « geonames:12 ».

        Un code d'hier mène à celles qui continuent son porteur, sauf si une vivante le porte aujourd'hui.
        """
        empreinte = np.uint32(crc32(identifiant.encode()))
        debut, fin = (int(np.searchsorted(self._codes, empreinte, side=c)) for c in ("left", "right"))
        portes = [(self._designee[i], self._porteur[i]) for i in range(debut, fin)]
        portes = [(c, p) for c, p in portes if self.vivante[c] and identifiant in self._identifiants[p].split()]
        return [(c, p) for c, p in portes if self.vivante[p]] or portes

    def _lister(self, dossier: Path, nom: str) -> list[str]:
        valeurs: list[str] = self.notice[nom]
        return [valeurs[code] for code in _lire(dossier, nom).tolist()]

    def _entite(self, rang: int) -> Entite:
        population, lat, lon = int(self.population[rang]), float(self.lat[rang]), float(self.lon[rang])
        return Entite(
            ref=self.refs[rang], nom=self.noms_entites[rang], niveau=self.niveaux[rang],
            pays=self.pays[rang], departement=self.departements[rang],
            division=self.divisions[rang], population=None if population < 0 else population,
            lat=None if lat != lat else lat, lon=None if lon != lon else lon, vivante=bool(self.vivante[rang]),
            fin=self._fin[rang] or None,
        )  # fmt: skip


def _lire(dossier: Path, nom: str) -> Any:
    """Le tableau posé sur son fichier, sans la lenteur de numpy.memmap à chaque tranche."""
    return np.asarray(np.load(dossier / f"{nom}.npy", mmap_mode="r"))


def _vue(dossier: Path, nom: str) -> Any:
    """De quoi lire une valeur à la fois, en valeurs de Python."""
    return memoryview(_lire(dossier, nom))
