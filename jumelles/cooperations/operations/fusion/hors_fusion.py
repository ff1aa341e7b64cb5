"""Écrire hors fusion : rendre à chacun son état propre, écrire, puis recomposer les entités d'après les jugements.

Ce que disent les sources s'écrit toujours sur l'état propre ; la fusion n'est qu'une pose par-dessus, recalculée. Elle
ne peut donc ni perdre un lien, ni dépendre de l'ordre où les jugements sont arrivés.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from jumelles.cooperations.models import Deplacement, Projet
from jumelles.cooperations.operations.exposition import recalculer_exposition, recalculer_participants
from jumelles.cooperations.operations.fusion.cloture import Cloture, fermer
from jumelles.cooperations.operations.fusion.groupes import Groupes, grouper
from jumelles.cooperations.operations.fusion.objets import poser_les_objets
from jumelles.cooperations.operations.fusion.pose import poser_les_lignes
from jumelles.cooperations.operations.fusion.propre import deplacements_de, rendre_le_propre
from jumelles.cooperations.operations.fusion.tables import FONDU, MODELES, par_paquets
from jumelles.cooperations.operations.publication import publier_ou_retirer, publier_ou_retirer_projets
from jumelles.cooperations.operations.retenue import recalculer_relations
from jumelles.cooperations.operations.retenue_projet import recalculer_projets
from jumelles.provenance.models import Journal, Lot
from jumelles.provenance.operations import Ecriture, journaliser
from jumelles.provenance.verrou import tenir_les_entites

Fondus = dict[tuple[str, int], int]
Trace = set[tuple[str, str, int, str]]


@contextmanager
def hors_fusion(cloture: Cloture, *, par: str, lot: Lot | None = None) -> Iterator[None]:
    """Dans la transaction de l'appelant. cloture : ce que l'on va juger ou récrire, déjà étendue par `fermer`."""
    tenir_les_entites()
    avant, traces = _fondus(cloture), _traces(cloture)
    dernier = Journal.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    rendre_le_propre(cloture)
    recalculer_exposition(_joints("acteur", avant), par=par)
    yield
    entiere = fermer(acteurs=cloture.acteurs, relations=cloture.relations, projets=cloture.projets)
    groupes = _recomposer(entiere, avant, par=par, lot=lot)
    _journaliser(entiere, groupes, avant, traces, dernier, par=par, lot=lot)


def _joints(sorte: str, fondus: Fondus) -> set[int]:
    return {pk for (s, fondu), garde in fondus.items() if s == sorte for pk in (fondu, garde)}


def _fondus(cloture: Cloture) -> Fondus:
    return {
        (sorte, pk): garde
        for sorte, ids in cloture.par_sorte().items()
        for paquet in par_paquets(ids)
        for pk, garde in MODELES[sorte]
        .objects.filter(pk__in=paquet, **{f"{FONDU[sorte]}__isnull": False})
        .values_list("pk", f"{FONDU[sorte]}_id")
    }


def _traces(cloture: Cloture) -> Trace:
    return {(d.conteneur, d.table, d.ligne, d.champ) for d in deplacements_de(cloture)}


def _recomposer(cloture: Cloture, avant: Fondus, *, par: str, lot: Lot | None) -> Groupes:
    groupes = grouper(cloture)
    # Gardée hier, fondue désormais : elle rend d'abord ce qu'elle retenait des autres.
    recalculer_relations(_detrones("relation", groupes, avant), par=par, lot=lot)
    recalculer_projets(_detrones("projet", groupes, avant), par=par, lot=lot)
    deplaces = poser_les_objets(cloture, groupes, _adossements(cloture))
    deplaces += poser_les_lignes(cloture, groupes)
    Deplacement.objects.bulk_create(deplaces, batch_size=500)
    # Sont à reposer ceux qui réunissent d'autres paroles que les leurs, et ceux qui viennent de rendre les autres.
    relations, projets = _a_reposer("relation", groupes, avant), _a_reposer("projet", groupes, avant)
    recalculer_relations(relations, par=par, lot=lot)
    recalculer_projets(projets, par=par, lot=lot)
    publier_ou_retirer(relations, par=par, lot=lot)
    publier_ou_retirer_projets(projets, par=par, lot=lot)
    masquees = {d.ligne for d in deplaces if d.table == "relation"} | relations
    recalculer_participants(masquees, par=par)
    gardes = set(groupes.membres("acteur")) | {
        pk for pk in _joints("acteur", avant) if groupes.garde("acteur", pk) == pk
    }
    recalculer_exposition(gardes, par=par)
    return groupes


def _a_reposer(sorte: str, groupes: Groupes, avant: Fondus) -> set[int]:
    joints = set(groupes.membres(sorte)) | _joints(sorte, avant)
    return {pk for pk in joints if groupes.garde(sorte, pk) == pk}


def _detrones(sorte: str, groupes: Groupes, avant: Fondus) -> set[int]:
    return {garde for (s, _), garde in avant.items() if s == sorte and groupes.garde(sorte, garde) != garde}


def _adossements(cloture: Cloture) -> list[tuple[int, int]]:
    adosses = Projet.relations.through.objects
    return [
        paire
        for paquet in par_paquets(cloture.projets)
        for paire in adosses.filter(projet_id__in=paquet).values_list("projet_id", "relation_id")
    ]  # fmt: skip


def _journaliser(
    cloture: Cloture, groupes: Groupes, avant: Fondus, traces: Trace, dernier: int, *, par: str, lot: Lot | None
) -> None:  # fmt: skip
    """Dire qui s'est fondu, qui s'est séparé, et ce que l'index doit relire."""
    apres = _fondus(cloture)
    ecritures = []
    a_relire: set[tuple[str, int]] = set()
    for objet in sorted(avant.keys() | apres.keys()):
        hier, desormais = avant.get(objet), apres.get(objet)
        if hier == desormais:
            continue
        verbe = "fondre" if desormais else "separer"
        dits = {"fondu_dans": hier}, {"fondu_dans": desormais}
        ecritures.append(Ecriture(f"{verbe}_{objet[0]}", *objet, *dits))
        a_relire |= {(objet[0], pk) for pk in (hier, desormais) if pk}
    for conteneur, *_ in traces ^ _traces(cloture):
        sorte, _, pk = conteneur.partition(":")
        a_relire.add((sorte, int(pk)))
    a_relire |= _ecrits_depuis(dernier, apres)
    a_relire -= {(e.objet_type, e.objet_id) for e in ecritures}
    ecritures += [Ecriture(f"recomposer_{sorte}", sorte, pk) for sorte, pk in sorted(a_relire)]
    journaliser(par=par, lot=lot, ecritures=ecritures)


def _ecrits_depuis(dernier: int, fondus: Fondus) -> set[tuple[str, int]]:
    """Les objets gardés dont un fondu vient d'être écrit : c'est leur fiche qui change."""
    ecrits = Journal.objects.filter(pk__gt=dernier, objet_type__in=list(MODELES)).values_list("objet_type", "objet_id")
    return {(sorte, fondus[(sorte, pk)]) for sorte, pk in ecrits.distinct().order_by() if (sorte, pk) in fondus}
