"""Lire la table relue des pays et territoires."""

import csv
from pathlib import Path

from jumelles.referentiel.codes import is_iso2
from jumelles.referentiel.thesaurus import TABLES
from jumelles.sources.fiche import FicheSource, SourceInattendue
from jumelles.territoires.lignes import PaysLu

FICHIER = TABLES / "pays.csv"
OUI_NON = {"oui": True, "non": False}
COLONNES = [
    "iso2", "iso3", "m49", "nom", "locatif", "nom_long", "nom_onu", "nom_anglais", "autres_noms",
    "continent", "sous_region", "pma", "est_etat", "note", "lat", "lon", "source", "date",
]  # fmt: skip


def read_pays(fiche: FicheSource, chemin: Path = FICHIER) -> list[PaysLu]:
    """Tous les pays de la table ; SourceInattendue dit la ligne et la colonne qui gênent."""
    with chemin.open(encoding="utf-8", newline="") as fichier:
        lecteur = csv.DictReader(fichier)
        if lecteur.fieldnames != COLONNES:
            raise SourceInattendue(f"{chemin.name} : colonnes inattendues {lecteur.fieldnames}.")
        pays = [_read_ligne(numero, ligne) for numero, ligne in enumerate(lecteur, start=2)]
    fiche.check("pays", len(pays))
    return pays


def _read_ligne(numero: int, ligne: dict[str, str]) -> PaysLu:
    if not is_iso2(ligne["iso2"]) or not ligne["nom"] or not ligne["locatif"].endswith(_fin(ligne["nom"])):
        raise SourceInattendue(f"pays.csv, ligne {numero} : code, nom ou locatif inattendu ({ligne['nom']}).")
    return PaysLu(
        iso2=ligne["iso2"],
        iso3=ligne["iso3"],
        m49=ligne["m49"],
        nom=ligne["nom"],
        locatif=ligne["locatif"],
        nom_long=ligne["nom_long"],
        nom_onu=ligne["nom_onu"],
        nom_anglais=ligne["nom_anglais"],
        autres_noms=tuple(n for n in ligne["autres_noms"].split(";") if n),
        continent=ligne["continent"],
        sous_region=ligne["sous_region"],
        pma=_read_oui_non(numero, "pma", ligne["pma"]) if ligne["pma"] else None,
        est_etat=_read_oui_non(numero, "est_etat", ligne["est_etat"]),
        note=ligne["note"],
        lat=float(ligne["lat"]) if ligne["lat"] else None,
        lon=float(ligne["lon"]) if ligne["lon"] else None,
    )


def _read_oui_non(numero: int, colonne: str, texte: str) -> bool:
    if texte not in OUI_NON:
        raise SourceInattendue(f"pays.csv, ligne {numero}, colonne {colonne} : {texte!r} n'est ni oui ni non.")
    return OUI_NON[texte]


def _fin(nom: str) -> str:
    """Le dernier mot du nom : « au Bénin » finit comme « Bénin », « aux îles Cook » comme « Îles Cook »."""
    return nom.split()[-1].rpartition("-")[2]
