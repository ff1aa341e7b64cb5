"""Lire les effectifs qu'un document donne, recopiés dans notre table avec leur date."""

import csv

from jumelles.referentiel.thesaurus import TABLES
from jumelles.sources.fiche import FicheSource, SourceInattendue
from jumelles.territoires.lignes import EffectifLu

FICHIER = TABLES / "effectifs_cites.csv"
COLONNES = ["categorie", "libelle", "millesime", "nombre", "source", "date"]


def read_effectifs_cites(fiche: FicheSource) -> list[EffectifLu]:
    """Les chiffres du document."""
    with FICHIER.open(encoding="utf-8", newline="") as fichier:
        lecteur = csv.DictReader(fichier)
        if lecteur.fieldnames != COLONNES:
            raise SourceInattendue(f"{FICHIER.name} : colonnes inattendues {lecteur.fieldnames}.")
        lignes = [
            EffectifLu(x["categorie"], x["libelle"], x["millesime"], int(x["nombre"]), "effectifs") for x in lecteur
        ]
    fiche.check("chiffres", len(lignes))
    return lignes
