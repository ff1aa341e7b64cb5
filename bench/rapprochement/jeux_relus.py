"""Les jeux dont une personne a dit la vérité : les partenariats relevés, les bénéficiaires de l'AFD.

Verdicts de `sourcees_relues.csv` (400 noms, relus un à un) et d'`afd_relus.csv` : un code, plusieurs (« | », l'un ou
l'autre convient), rien (absent du référentiel : syndicat, province, intercommunalité étrangère), « ? » (la source ne
permet pas de le dire : on ne juge pas). Une région d'hier a pour vérité celle d'aujourd'hui.
"""

import csv
from collections import Counter
from pathlib import Path

ICI = Path(__file__).parent
_NIVEAUX_DITS = {
    "EPCI": "epci", "métropole": "epci", "département": "departement", "région": "region",
    "région (multi)": "region", "commune": "commune", "commune/métropole": "",
}  # fmt: skip


def _lire(chemin: Path) -> list[dict[str, str]]:
    with chemin.open(encoding="utf-8-sig", newline="") as fichier:
        return list(csv.DictReader(fichier))


def _existe(verite: str) -> str:
    return {"": "absente", "?": "non jugée"}.get(verite, "oui")


def _ligne(liste: str, nom: str, pays: str, niveau: str, verite: str, difficulte: str) -> dict[str, object]:
    return {
        "liste": liste,
        "nom": nom,
        "pays": pays,
        "niveau": niveau,
        "verite": "" if verite == "?" else verite,
        "existe": _existe(verite),
        "origine": "relue",
        "difficulte": difficulte,
    }


def preparer_sourcees(donnees: Path) -> list[dict[str, object]]:
    """Les deux côtés des 285 faits, une fois chaque nom ; KeyError si un nom n'a pas été relu."""
    relues = {(r["cote"], r["nom"], r["pays"] if r["cote"] == "la_bas" else r["niveau"]): r for r in _lire(_sourcees())}
    isos = {r["pays_dit"]: r["iso2"] for r in _lire(_relecture_des_pays())}
    rendues: dict[tuple[str, str, str], dict[str, object]] = {}
    for fait in _lire(donnees / "jumelages" / "partenariats_sources.csv"):
        ici = ("ici", fait["collectivite"], fait["niveau"])
        niveau = _NIVEAUX_DITS.get(fait["niveau"], "")
        rendues.setdefault(
            ici, _ligne("sourcees", ici[1], "FR", niveau, relues[ici]["verite"], f"ici, {fait['niveau']}")
        )
        la_bas = ("la_bas", fait["partenaire"], isos[fait["pays"]])
        relue = relues[la_bas]
        rendues.setdefault(
            la_bas, _ligne("sourcees", la_bas[1], la_bas[2], "", relue["verite"], f"là-bas, {relue['niveau']}")
        )
    return list(rendues.values())


def _sourcees() -> Path:
    return ICI / "sourcees_relues.csv"


def _relecture_des_pays() -> Path:
    from jumelles.sources import partenariats_releves

    return Path(partenariats_releves.__file__).parent / "relecture" / "pays.csv"


def preparer_afd(donnees: Path) -> list[dict[str, object]]:
    """Les bénéficiaires de l'AFD, une ligne par concours (46) ; KeyError si un nom n'a pas été relu."""
    relus = {r["beneficiaire"]: r["verite"] for r in _lire(ICI / "afd_relus.csv")}
    concours = _lire(donnees / "afd" / "afd_projets_collectivites_extrait.csv")
    noms = Counter(c["Libellé bénéficiaire primaire"] for c in concours)
    return [_ligne("afd", nom, "FR", "", relus[nom], "bénéficiaire") for nom in noms.elements()]
