"""Petits fichiers fabriqués aux formats officiels : tous les liens y sont inventés."""

from collections.abc import Sequence
from pathlib import Path

from jumelles.sources.afd.colonnes import COMPLET, EXTRAIT
from jumelles.sources.wikidata_jumelages.lecture import COLONNES_2017

# Le nom, le pays et le point de lieux réels ; les jumelages entre eux sont inventés.
GRABELS = ("Grabels", "France", "43.6486", "3.8011", "8000")
DUNKIRK = ("Dunkirk", "France", "51.0383", "2.3775", "88000")
ANTSIRABE = ("Antsirabe", "Madagascar", "-19.8659", "47.0333", "")
RECIFE = ("Recife", "Brazil", "-8.0539", "-34.8811", "")
ILLISIBLE = ("Nulle-Part-en-France", "France", "46.0", "2.0", "")


def write_jumelages(chemin: Path, paires: Sequence[tuple[tuple[str, ...], tuple[str, ...]]]) -> Path:
    """Une table au format de 2017."""
    lignes = ["\t".join(COLONNES_2017)]
    for ici, la_bas in paires:
        nom, pays, lat, lon, habitants = la_bas
        lignes.append("\t".join((*ici, nom, lat, lon, habitants, pays, "1", "Non-EU")))
    chemin.write_text("\n".join(lignes) + "\n", encoding="utf-8")
    return chemin


def write_export(chemin: Path, lignes: Sequence[str]) -> Path:
    """Un export CSV de requete.rq, aux seules colonnes utiles."""
    entete = "item,itemLabel,coord,partner,partnerLabel,partnerCoord,countryLabel,countryIso,start,startPrecision"
    chemin.write_text("\n".join((entete, *lignes)) + "\n", encoding="utf-8")
    return chemin


def concours(**valeurs: str) -> dict[str, str]:
    """Un concours inventé, complété par ces valeurs."""
    return {
        "Id. Concours": "XZZ000101",
        "Id. Projet": "XZZ0001",
        "Titre du projet": "FICOL essai inventé",
        "Description du projet": "Un projet inventé pour les essais",
        "Etat du projet": "Exécution",
        "Date d'octroi": "2020-05-12",
        "Libellé bénéficiaire primaire": "Ville de Grabels",
        "Pays de réalisation": "MADAGASCAR",
        "Latitude": "48.8442306",
        "Longitude ": "2.3784529",
        "Engagements bruts (euro)": "100000.0",
        "Versements (euro)": "25000.5",
        **valeurs,
    }


def write_extrait(chemin: Path, lignes: Sequence[dict[str, str]]) -> Path:
    """Un extrait de l'AFD, quinze colonnes."""
    rangees = [",".join(EXTRAIT), *(",".join(_cite(ligne.get(n, "")) for n in EXTRAIT) for ligne in lignes)]
    chemin.write_text("\n".join(rangees) + "\n", encoding="utf-8")
    return chemin


def write_complet(chemin: Path, lignes: Sequence[dict[str, str]]) -> Path:
    """Un fichier complet de l'AFD, cinquante-quatre colonnes, marque d'UTF-8 et fins de ligne de Windows."""
    propres = {"Société": "AFD", "Date mise à jour données projet": "2024-04-02"}
    rangees = [";".join(COMPLET)]
    rangees += [";".join(_cite({**propres, **ligne}.get(n, "")) for n in COMPLET) for ligne in lignes]
    chemin.write_bytes(b"\xef\xbb\xbf" + "\r\n".join(rangees).encode() + b"\r\n")
    return chemin


def _cite(valeur: str) -> str:
    return '"' + valeur.replace('"', '""') + '"' if set(valeur) & set('",;\n') else valeur
