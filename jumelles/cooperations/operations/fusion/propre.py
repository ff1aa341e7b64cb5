"""Rendre à chaque ligne sa valeur propre : l'état d'avant toute fusion."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from jumelles.cooperations.models import Deplacement
from jumelles.cooperations.operations.fusion.cloture import Cloture
from jumelles.cooperations.operations.fusion.tables import FONDU, MODELES, PAR_NOM, modele_de, par_paquets


def rendre_le_propre(cloture: Cloture) -> None:
    """Défaire tout ce que les fusions ont posé sur ces objets ; les jugements restent."""
    rendus: defaultdict[str, list[Deplacement]] = defaultdict(list)
    for deplacement in deplacements_de(cloture):
        rendus[deplacement.table].append(deplacement)
    for table, siens in rendus.items():
        _rendre(table, siens)
    for paquet in par_paquets(d.pk for siens in rendus.values() for d in siens):
        Deplacement.objects.filter(pk__in=paquet).delete()
    for sorte, ids in cloture.par_sorte().items():
        champ = FONDU[sorte]
        for paquet in par_paquets(ids):
            MODELES[sorte].objects.filter(pk__in=paquet, **{f"{champ}__isnull": False}).update(**{champ: None})


def deplacements_de(cloture: Cloture) -> list[Deplacement]:
    """Ce que les fusions ont déplacé sous ces objets."""
    refs = cloture.refs()
    return [
        deplacement
        for debut in range(0, len(refs), 900)
        for deplacement in Deplacement.objects.filter(conteneur__in=refs[debut : debut + 900]).order_by("pk")
    ]


def _rendre(table: str, deplacements: list[Deplacement]) -> None:
    otees = {d.ligne: _ligne(table, d.propre or {}) for d in deplacements if not d.champ}
    champs: defaultdict[int, dict[str, Any]] = defaultdict(dict)
    for d in deplacements:
        if d.champ:
            champs[d.ligne][d.champ] = _valeur(table, d.champ, d.propre)
    if table in PAR_NOM and PAR_NOM[table].unique:
        # Ôter puis remettre : deux lignes qui échangent leur place ne se heurtent jamais.
        lues = _lire(table, champs)
        PAR_NOM[table].oter(lues)
        PAR_NOM[table].creer([*({**ligne, **champs[pk]} for pk, ligne in lues.items()), *otees.values()])
        return
    poser_champs(table, champs)
    if otees:
        PAR_NOM[table].creer(otees.values())


def _lire(table: str, ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    return {
        ligne["id"]: ligne
        for paquet in par_paquets(ids)
        for ligne in modele_de(table)._default_manager.filter(pk__in=paquet).values()
    }


def poser_champs(table: str, champs: dict[int, dict[str, Any]]) -> None:
    """Écrire ces valeurs, ligne → colonne → valeur ; celles qui sont pareilles partent ensemble."""
    pareilles: defaultdict[tuple[tuple[str, Any], ...], list[int]] = defaultdict(list)
    for pk, siens in champs.items():
        pareilles[tuple(sorted(siens.items()))].append(pk)
    lignes = modele_de(table)._default_manager
    cles = [pk for pk, siens in champs.items() if "cle" in siens]
    for paquet in par_paquets(cles):  # une identité se libère avant d'être reprise
        lignes.filter(pk__in=paquet).update(cle=None)
    for valeurs, ids in pareilles.items():
        for morceau in par_paquets(ids):
            lignes.filter(pk__in=morceau).update(**dict(valeurs))


def _ligne(table: str, propre: dict[str, Any]) -> dict[str, Any]:
    return {champ: _valeur(table, champ, valeur) for champ, valeur in propre.items()}


def _valeur(table: str, champ: str, valeur: Any) -> Any:
    """La valeur telle que la colonne la porte : le JSON ne connaît ni les dates ni les montants."""
    return None if valeur is None else modele_de(table)._meta.get_field(champ).to_python(valeur)
