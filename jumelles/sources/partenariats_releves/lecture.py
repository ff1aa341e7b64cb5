"""Lire les partenariats relevés, dans notre table comme dans la table d'origine : mêmes lignes, mêmes clés."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from jumelles.acteurs.enums import NiveauAutorite
from jumelles.cooperations.enums import EtatPartenariat, NatureRelation
from jumelles.sources.ligne_lue import LigneLue
from jumelles.sources.ouverture import BOM, Ouvert
from jumelles.sources.partenariats_releves.colonnes import (
    DITES,
    ORIGINE,
    TABLE,
    identifier,
    rendre_dite,
    separer,
)
from jumelles.sources.problemes import rendre_lisible
from jumelles.sources.tableau import Tableau, verifier_entete
from jumelles.sources.valeurs import Controle

ICI = Path(__file__).parent
TABLE_DU_DEPOT = ICI / "partenariats.csv"
NIVEAUX = (
    "commune",
    "EPCI",
    "métropole",
    "département",
    "région",
    "syndicat mixte",
    "commune/métropole",
    "région (multi)",
)
OBJETS = ("relation", "projet")
FIABILITES = {"source": "dite", "connaissance": "a_verifier"}
TEXTE_MAX = 180
_LONGUEURS = {
    "id": 40,
    "dispositif": 80,
    "note": 2000,
    "note_dite": 1000,
    "source_dite": 1200,
    "adresse": 600,
    "autre_adresse": 600,
}
_DATES = ("debut", "premiere_convention", "etat_depuis", "renouvele", "date_information", "releve_le")
_NON_RELUE = "ligne absente de la table relue : ajoutez-la par fabrique.py, ou corrigez-la sur le site"
_CHANGEE = "cette ligne a changé depuis sa relecture ({}) : relisez-la et relancez fabrique.py"


@dataclass(frozen=True, slots=True)
class FichePartenariat:
    """Une ligne relue. Textes nus, dates partielles ISO, listes de noms. a_relire : pourquoi une personne doit voir."""

    champs: dict[str, str]
    a_relire: str = ""

    def __getitem__(self, nom: str) -> str:
        return self.champs[nom]

    @property
    def collectivites(self) -> tuple[str, ...]:
        """Les collectivités françaises, telles que relues."""
        return separer(self.champs["collectivites_lues"])

    @property
    def partenaires(self) -> tuple[str, ...]:
        """Les partenaires étrangers, tels que relus."""
        return separer(self.champs["partenaires_lus"])

    @property
    def departements(self) -> frozenset[str]:
        """Les départements que la page permet de dire."""
        return frozenset(separer(self.champs["departements_lus"]))


def reconnait(tete: bytes) -> bool:
    """Vrai pour l'en-tête de l'un des deux formats."""
    premiere = tete.removeprefix(BOM).split(b"\n", 1)[0].decode("utf-8", "replace").strip()
    return premiere in (",".join(TABLE), ",".join(ORIGINE))


@cache
def read_relues() -> dict[str, dict[str, str]]:
    """La table du dépôt, sous l'identifiant de chaque ligne d'origine."""
    with TABLE_DU_DEPOT.open(encoding="utf-8", newline="") as fichier:
        return {identifier(rendre_dite(ligne)): ligne for ligne in csv.DictReader(fichier)}


def lire(chemin: Path, jour: date) -> Iterator[LigneLue]:
    """Rendre les lignes ; une ligne d'origine prend la lecture relue qui lui correspond."""
    with chemin.open("rb") as fichier:
        tableau = Tableau(Ouvert(fichier), separateur=",")
        est_notre = "nature_dite" in tableau.entete
        verifier_entete(tableau.entete, TABLE if est_notre else ORIGINE)
        for rangee in tableau.rangees():
            if rangee.probleme is not None:
                cellules = [rendre_lisible(c)[:2000] for c in rangee.cellules[:60]]
                yield LigneLue(rangee.numero, "", {"cellules": cellules}, problemes=(rangee.probleme,))
                continue
            brut = dict(zip(tableau.entete, rangee.cellules, strict=True))
            yield _lire_notre(rangee.numero, brut, jour) if est_notre else _lire_origine(rangee.numero, brut, jour)


def relire(numero: int, brut: dict[str, str], jour: date) -> list[LigneLue]:
    """La ligne d'un relevé gardé, de notre table ou de la table d'origine."""
    return [_lire_notre(numero, brut, jour) if "nature_dite" in brut else _lire_origine(numero, brut, jour)]


def _lire_notre(numero: int, brut: dict[str, str], jour: date, a_relire: str = "") -> LigneLue:
    controle = Controle(numero)
    for nom in TABLE:
        controle.texte(nom, brut[nom], maximum=_LONGUEURS.get(nom, TEXTE_MAX))
    for nom in ("id", "collectivites_lues", "partenaires_lus", "releve_le"):
        if not brut[nom].strip():
            controle.noter(nom, "", "cellule vide", "cette valeur est nécessaire")
    for nom in _DATES:
        controle.date(nom, brut[nom], jour=jour)
    controle.date("fin", brut["fin"], jour=jour, future=True)
    if 0 < len(brut["releve_le"].strip()) < len("AAAA-MM-JJ"):
        controle.noter("releve_le", brut["releve_le"], "il manque le jour de la lecture", "attendu : 2026-11-21")
    for nom in ("adresse", "autre_adresse"):
        controle.adresse(nom, brut[nom], maximum=_LONGUEURS[nom])
    _check_codes(controle, brut)
    propre = {n: rendre_lisible(v)[:2000] for n, v in brut.items()}
    problemes = tuple(controle.problemes)
    if controle.is_refusee:
        return LigneLue(numero, "", propre, problemes=problemes)
    fiche = FichePartenariat({n: v.strip() for n, v in propre.items()}, a_relire)
    return LigneLue(numero, brut["id"].strip(), propre, fiche, problemes, perimetre="relevés")


def _check_codes(controle: Controle, brut: dict[str, str]) -> None:
    """Refuser un code hors des listes du métier."""
    permis = {
        "niveau": NIVEAUX,
        "objet": OBJETS,
        "partenaire_niveau": NiveauAutorite.values,
        "nature": NatureRelation.values if brut["objet"] == "relation" else ("",),
        "autres_natures": ("", *NatureRelation.values),
        "etat": ("", *EtatPartenariat.values),
        "fiabilite": tuple(FIABILITES),
    }
    for nom, valeurs in permis.items():
        if brut[nom].strip() not in valeurs:
            controle.noter(nom, brut[nom], "valeur inconnue", f"attendu : {', '.join(v or 'rien' for v in valeurs)}")
    if not re.fullmatch(r"[A-Z]{2}", brut["pays_iso2"].strip()):
        controle.noter("pays_iso2", brut["pays_iso2"], "ce n'est pas un code ISO à deux lettres", "attendu : DE")


def _lire_origine(numero: int, brut: dict[str, str], jour: date) -> LigneLue:
    """La lecture relue de cette ligne si elle existe ; sinon ce qui se lit sans rien supposer."""
    connue = read_relues().get(identifier(brut))
    if connue is None:
        return _lire_non_relue(numero, brut, jour)
    changes = [n for n, notre in DITES.items() if connue[notre].strip() != brut[n].strip()]
    if changes:
        return _lire_notre(
            numero, {**connue, **{DITES[n]: brut[n] for n in changes}}, jour, _CHANGEE.format(", ".join(changes))
        )
    return _lire_notre(numero, connue, jour)


def _lire_non_relue(numero: int, brut: dict[str, str], jour: date) -> LigneLue:
    controle = Controle(numero)
    for nom in ORIGINE:
        controle.texte(nom, brut[nom], maximum=1200, requis=nom in ("collectivite", "partenaire", "pays", "source"))
    propre = {n: rendre_lisible(v)[:2000] for n, v in brut.items()}
    if controle.is_refusee:
        return LigneLue(numero, "", propre, problemes=tuple(controle.problemes))
    champs = {**dict.fromkeys(TABLE, ""), **{DITES[n]: v for n, v in propre.items()}}
    fiche = FichePartenariat(champs, _NON_RELUE)
    return LigneLue(numero, identifier(brut), propre, fiche, tuple(controle.problemes), perimetre="relevés")
