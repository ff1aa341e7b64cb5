"""Un classeur : XLSX par calamine, une fois mesuré ; ODS rangée à rangée."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import python_calamine
from django.utils.translation import gettext as _

from jumelles.sources.depots.lecteurs.archive import ouvrir_archive, verifier_archive
from jumelles.sources.depots.lecteurs.choix_feuille import choisir, exiger
from jumelles.sources.depots.lecteurs.classeur_ods import ouvrir_ods
from jumelles.sources.depots.lecteurs.document import Document
from jumelles.sources.depots.lecteurs.feuilles_xlsx import ouvrir_livre
from jumelles.sources.depots.lecteurs.fusions import Fusion, Fusions
from jumelles.sources.depots.lecteurs.mesure_xlsx import check_mesure
from jumelles.sources.depots.lecteurs.remarques import remarques
from jumelles.sources.problemes import FichierRefuse
from jumelles.sources.tableau import Rangee

# Ce que calamine lève d'un classeur qu'il ne sait pas lire.
_ERREURS = (python_calamine.CalamineError, ValueError, OSError, IndexError)


def ouvrir_classeur(chemin: Path, *, feuille: str = "") -> Document:
    """Éprouver l'archive, choisir la feuille, la mesurer ; FichierRefuse si l'un de ces pas ne va pas."""
    if verifier_archive(chemin) == "ods":
        return ouvrir_ods(chemin, feuille=feuille)
    with ouvrir_archive(chemin) as archive:
        livre = ouvrir_livre(archive)
        choisie = feuille or choisir(livre.feuilles, livre.porte_un_tableau)
        exiger(choisie, livre.feuilles)
        mesure = livre.mesurer(choisie)
    check_mesure(mesure, choisie)
    lue = _ouvrir_feuille(chemin, choisie)  # relire les rangées n'ouvre plus le classeur
    fusions = tuple(lue.merged_cell_ranges or ())
    return Document(
        "xlsx", partial(_rangees, lue, fusions), feuilles=livre.feuilles, feuille=choisie,
        problemes=remarques(mesure.sans_valeur, len(fusions)),
    )  # fmt: skip


def _ouvrir_feuille(chemin: Path, feuille: str) -> python_calamine.CalamineSheet:
    try:
        with python_calamine.CalamineWorkbook.from_path(chemin) as classeur:
            return classeur.get_sheet_by_name(feuille)
    except _ERREURS as erreur:
        raise FichierRefuse(
            _("la feuille « %s » est illisible") % feuille[:60],
            _("ouvrez-le dans un tableur et enregistrez-le de nouveau"),
        ) from erreur


def _rangees(lue: python_calamine.CalamineSheet, connues: tuple[Fusion, ...]) -> Iterator[Rangee]:
    decalage = lue.start[1] if lue.start else 0
    fusions = Fusions(connues)
    for rang, brutes in enumerate(lue.iter_rows()):
        cellules = [*[""] * decalage, *map(en_texte, brutes)]
        probleme = fusions.deplier(rang, cellules)
        if any(c.strip() for c in cellules):
            yield Rangee(rang + 1, tuple(cellules), probleme)


def en_texte(valeur: Any) -> str:
    """Une valeur de cellule en texte : dates ISO, nombres sans décimale inutile, « oui » ou « non »."""
    match valeur:
        case str():
            return valeur
        case bool():
            return "oui" if valeur else "non"
        case float() if valeur.is_integer() and abs(valeur) < 1e15:
            return str(int(valeur))
        case datetime() if valeur.time() == time.min:
            return valeur.date().isoformat()
        case datetime() | date() | time():
            return valeur.isoformat()
        case timedelta():
            return str(valeur)
    return repr(valeur)
