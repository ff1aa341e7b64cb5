"""Exporter, relire, comparer : de quoi éprouver que ce qui sort rentre."""

import csv
import io
from datetime import UTC, date, datetime
from pathlib import Path

from jumelles.recherche.dictionnaire import COLONNES
from jumelles.recherche.documents import Course
from jumelles.recherche.filtre import Filtre
from jumelles.recherche.ligne import en_ligne
from jumelles.recherche.moteur import moteur
from jumelles.recherche.sorties.en_csv import en_lignes
from jumelles.recherche.sorties.extraction import Extraction
from jumelles.recherche.sorties.formats import FORMATS
from jumelles.sources.depots import Examen, FicheDepot, Rapport, basculer, examiner, preparer_depot

PAR = "personne:essai"
FICHE = FicheDepot("retour", "Nos exports, relus", "Essai", "Licence Ouverte 2.0")
FICHIERS = ("csv", "xlsx", "geojson", "json")
JOUR = date(2026, 11, 22)
# Ce qui ne peut être égal d'un site à l'autre, et pourquoi : le numéro et l'adresse sont donnés par le site qui
# écrit ; la source, sa licence et la confirmation sont celles du dépôt ; l'instant est celui de l'écriture ; actes,
# instruments et contradictions ne sont pas des colonnes que l'on relit ; le nom d'hier vit dans la participation.
PROPRES_AU_SITE = {
    "id", "adresse", "sources", "sources_noms", "licences", "etat_donnee", "confirmee_le", "modifie_le", "actes",
    "etats_actes", "instruments", "instruments_libelles", "divergente", "au_titre_de",
}  # fmt: skip


def exporter(sorte: str, extension: str) -> bytes:
    """Le fichier que le site donnerait de tout."""
    extraction = Extraction(sorte, Filtre(), datetime(2026, 11, 22, tzinfo=UTC))
    return b"".join(FORMATS[extension].ecrire(moteur(), extraction))


def en_csv(sorte: str) -> str:
    """Le CSV de tout, tel que l'export l'écrit, sans passer par l'index."""
    tete = ";".join(c.nom for c in COLONNES[sorte]) + "\r\n"
    return tete + en_lignes([en_ligne(sorte, d.fiche) for d in Course(JOUR).tous(sorte)], ";")


def importer(chemin: Path) -> tuple[Examen, Rapport]:
    """Examiner, préparer, basculer."""
    examen = examiner(chemin)
    rapport = preparer_depot(chemin, examen.correspondance, FICHE, par=PAR)
    assert rapport.lot is not None
    return examen, basculer(rapport.lot, par=PAR)


def fiches_de(texte: str) -> dict[str, dict[str, str]]:
    """Titre → cellules, sans ce que chaque site donne."""
    lues = csv.DictReader(io.StringIO(texte, newline=""), delimiter=";")
    return {x["titre"]: {c: v for c, v in x.items() if c not in PROPRES_AU_SITE} for x in lues}
