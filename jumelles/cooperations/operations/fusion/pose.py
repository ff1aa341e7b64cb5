"""Poser les fusions sur les lignes : elles passent à l'objet gardé, et chacune garde trace de sa valeur propre."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from jumelles.cooperations.models import Deplacement
from jumelles.cooperations.operations.fusion.cloture import Cloture
from jumelles.cooperations.operations.fusion.groupes import Groupes
from jumelles.cooperations.operations.fusion.propre import poser_champs
from jumelles.cooperations.operations.fusion.tables import TABLES, Ligne, TableLiee

Champs = dict[int, dict[str, Any]]


def poser_les_lignes(cloture: Cloture, groupes: Groupes) -> list[Deplacement]:
    """Déplacer toutes les lignes de la clôture ; rend les déplacements, pas encore écrits."""
    return [
        deplacement
        for table in TABLES
        for deplacement in _poser(table, table.lire(cloture.relations, cloture.projets), groupes)
    ]


def _poser(table: TableLiee, lignes: list[Ligne], groupes: Groupes) -> Iterator[Deplacement]:
    cibles = {ligne["id"]: _cible(table, ligne, groupes) for ligne in lignes}
    propres = {ligne["id"]: ligne for ligne in lignes}
    if table.nom.startswith("parole_"):
        _laisser_les_redites(propres, cibles, table)
    otees = set(_redites(table, propres, cibles))
    poses = {pk: c for pk, c in cibles.items() if pk not in otees and _differs(c, propres[pk])}
    _ecrire(table, propres, poses, otees)
    for pk in sorted(otees):
        yield _deplacement(table, propres[pk], cibles[pk], "", propres[pk])
    for pk, cible in poses.items():
        for champ, valeur in cible.items():
            if valeur != propres[pk][champ]:
                yield _deplacement(table, propres[pk], cible, champ, propres[pk][champ])


def _deplacement(table: TableLiee, ligne: Ligne, cible: Ligne, champ: str, propre: Any) -> Deplacement:
    conteneur = table.conteneur(ligne, cible)
    return Deplacement(conteneur=conteneur, table=table.nom, ligne=ligne["id"], champ=champ, propre=propre)


def _differs(cible: Ligne, propre: Ligne) -> bool:
    return any(valeur != propre[champ] for champ, valeur in cible.items())


def _cible(table: TableLiee, ligne: Ligne, groupes: Groupes) -> Ligne:
    if table.nom == "parole_relation" and ligne["objet_id"] in groupes.muettes:
        return {"objet_id": ligne["objet_id"]}
    return {champ: groupes.garde(sorte, ligne[champ]) for champ, sorte in table.renvois.items()}


def _laisser_les_redites(propres: dict[int, Ligne], cibles: dict[int, Ligne], table: TableLiee) -> None:
    """Un relevé parle une fois d'un objet : s'il parlait des deux, la seconde parole reste où elle est."""
    dites = {(x["releve_id"], x["objet_id"]) for pk, x in propres.items() if _reste(cibles[pk], x)}
    for pk, ligne in propres.items():
        if _reste(cibles[pk], ligne) or ligne["retiree_le"] is not None or ligne["releve_id"] is None:
            continue
        cle = (ligne["releve_id"], cibles[pk]["objet_id"])
        if cle in dites:
            cibles[pk] = {"objet_id": ligne["objet_id"]}
        dites.add(cle)


def _reste(cible: Ligne, propre: Ligne) -> bool:
    return not _differs(cible, propre)


def _redites(table: TableLiee, propres: dict[int, Ligne], cibles: dict[int, Ligne]) -> Iterator[int]:
    """Les lignes qui, déplacées, rediraient une autre ; celle qui reste prend ce qui lui manquait."""
    if table.nom == "financement":
        yield from _montants_redits(propres, cibles)
    if not table.unique:
        return
    memes: defaultdict[tuple[Any, ...], list[int]] = defaultdict(list)
    for pk in sorted(propres, key=lambda pk: (_differs(cibles[pk], propres[pk]), pk)):
        memes[tuple(cibles[pk].get(c, propres[pk][c]) for c in table.unique)].append(pk)
    for garde, *autres in memes.values():
        for champ in table.complete if autres else ():
            complet = _completer([propres[pk][champ] for pk in (garde, *autres)])
            if complet != propres[garde][champ]:
                cibles[garde][champ] = complet
        yield from autres


def _completer(valeurs: list[Any]) -> Any:
    """La première valeur connue ; deux textes différents se suivent."""
    connues = list(dict.fromkeys(v for v in valeurs if v not in (None, "")))
    if not connues:
        return valeurs[0]
    return "\n".join(connues) if isinstance(connues[0], str) else connues[0]


def _montants_redits(propres: dict[int, Ligne], cibles: dict[int, Ligne]) -> Iterator[int]:
    """Le même montant dit par deux sources de deux fiches fondues ne s'additionne pas ; deux tranches, si."""
    vus: dict[tuple[Any, ...], Ligne] = {}
    for pk, ligne in sorted(propres.items()):
        cle = (*cibles[pk].values(), *(ligne[c] for c in ("annee", "nature", "etape", "montant", "devise")))
        autre = vus.setdefault(cle, ligne)
        if autre["projet_id"] != ligne["projet_id"] and autre["source_id"] != ligne["source_id"]:
            yield pk


def _ecrire(table: TableLiee, propres: dict[int, Ligne], poses: Champs, otees: Iterable[int]) -> None:
    if not table.unique:
        table.oter(otees)
        poser_champs(table.nom, poses)
        return
    # Ôter puis remettre : deux lignes qui échangent leur place ne se heurtent jamais.
    table.oter([*otees, *poses])
    table.creer([{**propres[pk], **cible} for pk, cible in poses.items()])
