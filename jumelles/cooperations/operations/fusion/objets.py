"""Poser les fusions sur les objets mêmes : qui est fondu, quelle identité, quels masques, quels manques comblés."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone

from jumelles.acteurs.models import Acteur
from jumelles.cooperations.models import Deplacement, Projet, Relation
from jumelles.cooperations.operations.exposition import MASQUES
from jumelles.cooperations.operations.fusion.cloture import Cloture
from jumelles.cooperations.operations.fusion.groupes import Groupes
from jumelles.cooperations.operations.fusion.propre import poser_champs
from jumelles.cooperations.operations.fusion.tables import FONDU, MODELES, par_paquets
from jumelles.cooperations.operations.publication import SANS_PARTENAIRE
from jumelles.cooperations.regles import parties_de_lien

_MASQUE = ("sensible", *MASQUES)
_COMPLETES = (("siren",), ("rna",), ("sigle",), ("description",), ("lieu_id",), ("lat", "lon", "precision"))
Champs = dict[int, dict[str, Any]]


def poser_les_objets(cloture: Cloture, groupes: Groupes, adosses: Iterable[tuple[int, int]]) -> list[Deplacement]:
    """Écrire les colonnes des objets ; adosses : (projet, relation) propres. Rend les déplacements, à écrire."""
    relations = _lus(Relation, cloture.relations, "cle", "supprimee_le", "supprimee_par", *_MASQUE)
    projets = _lus(Projet, cloture.projets, *_MASQUE)
    masques = _masques_des_relations(relations, groupes)
    voulues: Champs = {pk: {"cle": groupes.cles[pk], **masques[pk]} for pk in relations}
    for pk in relations:
        if len(groupes.propres.get(pk, ())) > 1 and len(groupes.parties[pk]) < 2:
            voulues[pk].update(_retiree(relations[pk], timezone.now()))
    deplaces = _poser("relation", relations, voulues, groupes)
    voulus = _masques_des_projets(projets, relations, masques, adosses, groupes)
    deplaces += _poser("projet", projets, voulus, groupes)
    deplaces += _completer_les_acteurs(cloture.acteurs, groupes)
    _fondre(groupes, cloture)
    return deplaces


def _retiree(relation: dict[str, Any], maintenant: datetime) -> dict[str, Any]:
    if relation["supprimee_le"] is not None:
        return {}
    return {"supprimee_le": maintenant, "supprimee_par": SANS_PARTENAIRE}


def _lus(modele: Any, ids: set[int], *champs: str) -> Champs:
    return {
        ligne.pop("pk"): ligne
        for paquet in par_paquets(ids)
        for ligne in modele.objects.filter(pk__in=paquet).values("pk", *champs)
    }


def _poser(sorte: str, propres: Champs, voulus: Champs, groupes: Groupes) -> list[Deplacement]:
    changes: Champs = {}
    for pk, champs in voulus.items():
        differents = {c: v for c, v in champs.items() if v != propres[pk][c]}
        if differents:
            changes[pk] = differents
    poser_champs(sorte, changes)
    return [
        Deplacement(
            conteneur=f"{sorte}:{groupes.garde(sorte, pk)}", table=sorte, ligne=pk, champ=champ,
            propre=propres[pk][champ],
        )
        for pk, champs in changes.items()
        for champ in champs
    ]  # fmt: skip


def _ou(masques: Iterable[dict[str, Any]]) -> dict[str, bool]:
    reunis = dict.fromkeys(_MASQUE, False)
    for masque in masques:
        reunis = {nom: reunis[nom] or bool(masque[nom]) for nom in _MASQUE}
    return reunis


def _masques_des_relations(relations: Champs, groupes: Groupes) -> dict[int, dict[str, bool]]:
    """Le groupe prend tous les masques de ses membres ; un lien que la fusion met entre les mêmes parties, aussi."""
    par_parties: defaultdict[str, list[int]] = defaultdict(list)
    for pk in relations:
        par_parties[parties_de_lien(groupes.parties[pk])].append(pk)
    masques = {pk: _ou([relations[pk]]) for pk in relations}
    for siens in par_parties.values():
        if len({groupes.propres.get(pk) for pk in siens}) > 1:
            masques.update(dict.fromkeys(siens, _ou(masques[pk] for pk in siens)))
    for siens in groupes.membres("relation").values():
        masques.update(dict.fromkeys(siens, _ou(masques[pk] for pk in siens)))
    return masques


def _masques_des_projets(
    projets: Champs, relations: Champs, masques: dict[int, dict[str, bool]], adosses: Iterable[tuple[int, int]],
    groupes: Groupes,
) -> Champs:  # fmt: skip
    """Un projet prend les masques de ceux qu'il rejoint, et ceux que son lien vient de prendre."""
    voulus = {pk: _ou([projets[pk]]) for pk in projets}
    for projet_id, relation_id in adosses:
        garde = groupes.garde("relation", relation_id) or relation_id
        if projet_id not in voulus or garde not in masques or relation_id not in relations:
            continue
        if masques[garde] != _ou([relations[relation_id]]):
            voulus[projet_id] = _ou([voulus[projet_id], masques[garde]])
    for siens in groupes.membres("projet").values():
        voulus.update(dict.fromkeys(siens, _ou(voulus[pk] for pk in siens)))
    return {pk: dict(masque) for pk, masque in voulus.items()}


def _completer_les_acteurs(ids: set[int], groupes: Groupes) -> list[Deplacement]:
    """L'acteur gardé prend ce qu'il n'avait pas : SIREN, RNA, sigle, lieu, point ; jamais d'un acteur caché."""
    champs = ("sensible", *(c for groupe in _COMPLETES for c in groupe))
    membres = groupes.membres("acteur")
    lus = _lus(Acteur, {pk for siens in membres.values() for pk in siens} & ids, *champs)
    voulus: Champs = {}
    for garde, siens in membres.items():
        if garde not in lus:
            continue
        autres = [lus[pk] for pk in siens if pk in lus and pk != garde]
        sources = [a for a in autres if lus[garde]["sensible"] or not a["sensible"]]
        voulus[garde] = {}
        for groupe in _COMPLETES:
            if lus[garde][groupe[0]] in (None, ""):
                trouve = next((s for s in sources if s[groupe[0]] not in (None, "")), None)
                voulus[garde].update({c: trouve[c] for c in groupe} if trouve else {})
    return _poser("acteur", lus, voulus, groupes)


def _fondre(groupes: Groupes, cloture: Cloture) -> None:
    for sorte, ids in cloture.par_sorte().items():
        champ = f"{FONDU[sorte]}_id"
        par_garde: defaultdict[int, list[int]] = defaultdict(list)
        for pk in ids:
            garde = groupes.gardes[sorte].get(pk, pk)
            if garde != pk:
                par_garde[garde].append(pk)
        for garde, siens in par_garde.items():
            for paquet in par_paquets(siens):
                MODELES[sorte].objects.filter(pk__in=paquet).update(**{champ: garde})
