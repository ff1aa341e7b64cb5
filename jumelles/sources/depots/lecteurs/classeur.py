"""Un classeur XLSX ou ODS : la feuille choisie, les formules par leur valeur, les fusions dépliées ou refusées."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Literal

import python_calamine

from jumelles.recherche.sorties.classeur import LISEZ_MOI
from jumelles.sources.depots.lecteurs.archive import ouvrir_archive, verifier_archive
from jumelles.sources.depots.lecteurs.document import Document
from jumelles.sources.depots.lecteurs.mesure_ods import mesurer_ods
from jumelles.sources.depots.lecteurs.mesure_xlsx import MesureFeuille, mesurer_xlsx
from jumelles.sources.depots.limites import limites
from jumelles.sources.depots.termes import Feuille
from jumelles.sources.problemes import FichierRefuse, Probleme
from jumelles.sources.tableau import Rangee

_REENREGISTREZ = "ouvrez-le dans un tableur et enregistrez-le de nouveau"
_ERREURS = (python_calamine.CalamineError, ValueError, OSError, IndexError)
Fusion = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class _Plan:
    """Ce qu'on sait d'une feuille avant d'en lire les rangées."""

    mesure: MesureFeuille
    fusions: tuple[Fusion, ...]


def ouvrir_classeur(chemin: Path, *, feuille: str = "") -> Document:
    """Éprouver l'archive, choisir la feuille, la mesurer ; FichierRefuse si l'un de ces pas ne va pas."""
    sorte = verifier_archive(chemin)
    feuilles = _feuilles(chemin)
    choisie = feuille or _choisir(chemin, sorte, feuilles)
    if choisie not in [f.nom for f in feuilles]:
        noms = ", ".join(f"« {f.nom} »" for f in feuilles)
        raise FichierRefuse(f"aucune feuille « {choisie} »", f"choisissez l'une de celles-ci : {noms}")
    plan = _mesurer(chemin, sorte, choisie)
    return Document(
        sorte, partial(_rangees, chemin, choisie, plan), feuilles=feuilles, feuille=choisie,
        problemes=tuple(_remarques(plan)),
    )  # fmt: skip


def _feuilles(chemin: Path) -> tuple[Feuille, ...]:
    try:
        with python_calamine.CalamineWorkbook.from_path(chemin) as classeur:
            lues = [m for m in classeur.sheets_metadata if m.typ == python_calamine.SheetTypeEnum.WorkSheet]
    except _ERREURS as erreur:
        raise FichierRefuse("le classeur est illisible", _REENREGISTREZ) from erreur
    if not lues:
        raise FichierRefuse("le classeur n'a aucune feuille de données", "enregistrez la bonne feuille")
    visible = python_calamine.SheetVisibleEnum.Visible
    return tuple(Feuille(m.name, masquee=m.visible != visible) for m in lues)


def _choisir(chemin: Path, sorte: Literal["xlsx", "ods"], feuilles: Sequence[Feuille]) -> str:
    """La première feuille visible qui porte un tableau d'au moins deux colonnes et deux lignes."""
    visibles = [f.nom for f in feuilles if not f.masquee and f.nom != LISEZ_MOI] or [feuilles[0].nom]
    for nom in visibles:
        with ouvrir_archive(chemin) as archive:
            mesure = mesurer_xlsx(archive, nom) if sorte == "xlsx" else mesurer_ods(archive, nom)[0]
        if mesure.lignes - mesure.premiere >= 1 and mesure.colonnes > 1:
            return nom
    return visibles[0]


def _mesurer(chemin: Path, sorte: Literal["xlsx", "ods"], feuille: str) -> _Plan:
    with ouvrir_archive(chemin) as archive:
        if sorte == "xlsx":
            mesure, fusions = mesurer_xlsx(archive, feuille), list[Fusion]()
        else:
            mesure, fusions = mesurer_ods(archive, feuille)
    bornes = limites()
    if mesure.colonnes > bornes.colonnes:
        raise FichierRefuse(
            f"{mesure.colonnes} colonnes dans la feuille « {feuille} », la limite est de {bornes.colonnes}",
            "ne gardez que les colonnes utiles, dans un nouveau classeur",
        )
    if mesure.cellules > bornes.cellules or mesure.lignes > bornes.lignes * 2:
        raise FichierRefuse(
            f"la feuille « {feuille} » va jusqu'à la ligne {mesure.lignes} : {mesure.cellules} cases",
            "effacez les lignes vides de la fin, ou découpez le classeur",
        )
    if sorte == "xlsx":
        fusions = _ouvrir_feuille(chemin, feuille).merged_cell_ranges or []
    return _Plan(mesure, tuple(fusions))


def _ouvrir_feuille(chemin: Path, feuille: str) -> python_calamine.CalamineSheet:
    try:
        with python_calamine.CalamineWorkbook.from_path(chemin) as classeur:
            return classeur.get_sheet_by_name(feuille)
    except _ERREURS as erreur:
        raise FichierRefuse(f"la feuille « {feuille} » est illisible", _REENREGISTREZ) from erreur


def _remarques(plan: _Plan) -> Iterator[Probleme]:
    if plan.mesure.sans_valeur:
        raison = f"formules sans valeur enregistrée ({plan.mesure.sans_valeur}) : leurs cellules sont lues vides"
        yield Probleme(0, "", "", raison, "ouvrez le classeur dans un tableur et enregistrez-le", bloquant=False)
    if plan.fusions:
        raison = f"cellules fusionnées ({len(plan.fusions)}) : la valeur est recopiée vers le bas, refusée en travers"
        yield Probleme(0, "", "", raison, "défusionnez-les pour être sûr de ce qu'elles disent", bloquant=False)


def _rangees(chemin: Path, feuille: str, plan: _Plan) -> Iterator[Rangee]:
    lue = _ouvrir_feuille(chemin, feuille)
    decalage = lue.start[1] if lue.start else 0
    dessous = _vers_le_bas(plan.fusions)
    travers = _en_travers(plan.fusions)
    retenues: dict[tuple[int, int], str] = {}
    for rang, brutes in enumerate(lue.iter_rows()):
        cellules = [*[""] * decalage, *map(en_texte, brutes)]
        _deplier(rang, cellules, dessous, retenues)
        if any(c.strip() for c in cellules):
            yield Rangee(rang + 1, tuple(cellules), _fusionnee(rang + 1, travers.get(rang)))


def _vers_le_bas(fusions: Sequence[Fusion]) -> dict[tuple[int, int], tuple[int, int]]:
    """Chaque case sous une fusion d'une seule colonne, et la case qui porte sa valeur."""
    borne = limites().lignes * 2
    return {
        (ligne, debut[1]): debut
        for debut, fin in fusions
        if debut[1] == fin[1]
        for ligne in range(debut[0], min(fin[0], debut[0] + borne) + 1)
    }


def _en_travers(fusions: Sequence[Fusion]) -> dict[int, Fusion]:
    """Les lignes que coupe une fusion sur plusieurs colonnes : on ne sait plus quelle colonne elle dit."""
    borne = limites().lignes * 2
    return {
        ligne: (debut, fin)
        for debut, fin in fusions
        if debut[1] != fin[1]
        for ligne in range(debut[0], min(fin[0], debut[0] + borne) + 1)
    }


def _deplier(
    rang: int,
    cellules: list[str],
    dessous: dict[tuple[int, int], tuple[int, int]],
    retenues: dict[tuple[int, int], str],
) -> None:
    for colonne in range(len(cellules)):
        tete = dessous.get((rang, colonne))
        if tete is None:
            continue
        if tete == (rang, colonne):
            retenues[tete] = cellules[colonne]
        else:
            cellules[colonne] = cellules[colonne] or retenues.get(tete, "")


def _fusionnee(ligne: int, fusion: Fusion | None) -> Probleme | None:
    if fusion is None:
        return None
    debut, fin = (f"{_lettres(c)}{n + 1}" for n, c in fusion)
    return Probleme(ligne, "", f"{debut}:{fin}", "cellules fusionnées en travers : on ne sait pas quelle colonne elles "
                    "disent", "défusionnez-les et répétez la valeur")  # fmt: skip


def _lettres(colonne: int) -> str:
    lettres = ""
    while colonne >= 0:
        lettres, colonne = chr(65 + colonne % 26) + lettres, colonne // 26 - 1
    return lettres


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
