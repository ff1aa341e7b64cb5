"""Un import écrit sur l'état propre de ce qu'il touche : il ne recrée pas ce qu'on a fondu, et le rend séparable."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from jumelles.acteurs.models import Acteur
from jumelles.acteurs.operations import connus
from jumelles.cooperations.declarations import DeclarationProjet, DeclarationRelation, Partie
from jumelles.cooperations.models import ParticipationRelation
from jumelles.cooperations.operations.fusion.cloture import fermer, fondus
from jumelles.cooperations.operations.fusion.hors_fusion import hors_fusion
from jumelles.cooperations.operations.fusion.tables import par_paquets
from jumelles.cooperations.operations.publication import rouvrir_acteurs
from jumelles.provenance.models import Affirmation, Lot, Source
from jumelles.provenance.verrou import tenir_les_entites


@contextmanager
def sur_le_propre(
    relations: Sequence[DeclarationRelation],
    projets: Sequence[DeclarationProjet],
    *,
    par: str,
    lot: Lot | None = None,
) -> Iterator[None]:
    """Hors fusion pour tout ce qui est fondu et que ces déclarations désignent ; rien à faire si rien ne l'est."""
    tenir_les_entites()  # avant de lire : ce que l'on fond pendant qu'on attend son tour est lu aussi
    joints = {sorte: {pk for paire in paires for pk in paire} for sorte, paires in fondus().items()}
    if not any(joints.values()):
        yield
        rouvrir_acteurs(par=par, lot=lot)
        return
    sources = {d.dit.source_code for d in relations} | {d.dit.source_code for d in projets}
    designes = _acteurs([p for d in relations for p in d.parties] + _parties(projets), sources)
    touches = fermer(
        acteurs=designes & joints["acteur"],
        relations=_relations_de(designes, joints["relation"]),
        projets=_projets_de(sources, joints["projet"]),
    )
    with hors_fusion(touches, par=par, lot=lot):
        yield
    rouvrir_acteurs(par=par, lot=lot)


def _parties(projets: Sequence[DeclarationProjet]) -> list[Partie]:
    payeurs = {f.payeur for d in projets for f in d.financements if f.payeur}
    nommes = [Partie(nom=nom, pays="FR") for nom in sorted(payeurs)]
    return [*(p for d in projets for p in (*d.porteurs, *d.partenaires)), *nommes]


def _acteurs(parties: Sequence[Partie], sources: set[str]) -> set[int]:
    """Ceux que les parties peuvent désigner, fondus compris, et ceux qui les gardent."""
    demonstration = Source.objects.filter(code__in=sources, demonstration=True).exists()
    trouves = connus(parties, Acteur.objects.all(), demonstration=demonstration)
    return {pk for a in trouves for pk in (a.pk, a.fondu_dans_id) if pk}


def _relations_de(acteurs: set[int], fondues: set[int]) -> set[int]:
    return {
        pk
        for paquet in par_paquets(fondues)
        for pk, acteur_id in ParticipationRelation.objects.filter(relation_id__in=paquet).values_list(
            "relation_id", "acteur_id"
        )
        if acteur_id in acteurs
    }


def _projets_de(sources: set[str], fondus: set[int]) -> set[int]:
    return {
        pk
        for paquet in par_paquets(fondus)
        for pk in Affirmation.objects.filter(
            objet_type="projet", objet_id__in=paquet, source__code__in=sources
        ).values_list("objet_id", flat=True)
    }
