"""Les entités sont-elles ce que composent les jugements vivants, et rien ne renvoie-t-il à une fiche fondue ?"""

from collections.abc import Iterator
from typing import Any

from jumelles.cooperations.ecart import Ecart
from jumelles.cooperations.models import Deplacement, Financement, ParticipationProjet, Projet, Relation
from jumelles.cooperations.models import ParticipationRelation as Participation
from jumelles.cooperations.operations.fusion.cloture import fondus, juges
from jumelles.cooperations.operations.fusion.tables import MODELES
from jumelles.provenance.entites import composer
from jumelles.provenance.enums import Verdict
from jumelles.provenance.models import Affirmation

_RENVOIS: tuple[tuple[Any, str, str], ...] = (
    (Participation, "acteur__fondu_dans", "acteur_id"),
    (Participation, "relation__fondue_dans", "relation_id"),
    (ParticipationProjet, "acteur__fondu_dans", "acteur_id"),
    (ParticipationProjet, "projet__fondu_dans", "projet_id"),
    (Financement, "payeur__fondu_dans", "payeur_id"),
    (Financement, "projet__fondu_dans", "projet_id"),
    (Projet.relations.through, "relation__fondue_dans", "relation_id"),
    (Projet.relations.through, "projet__fondu_dans", "projet_id"),
    (Relation, "repris_par__fondu_dans", "repris_par_id"),
)


def verifier_entites() -> list[Ecart]:
    """Relire les fusions ; une liste vide dit qu'elles sont celles que les jugements demandent."""
    return [*_chaines(), *_composees(), *_distinguees(), *_renvois(), *_paroles(), *_deplacements()]


def _chaines() -> Iterator[Ecart]:
    """Une fiche fondue mène droit à celle qui la garde."""
    for sorte, paires in fondus().items():
        relais = {fondu for fondu, _ in paires}
        for fondu, garde in paires:
            if garde in relais:
                yield Ecart(f"{sorte}:{fondu}", f"fondu dans {sorte}:{garde}, lui-même fondu")


def _composees() -> Iterator[Ecart]:
    """Deux acteurs, deux projets sont réunis si des jugements vivants les joignent, et alors seulement.

    Deux liens peuvent l'être aussi parce que leurs parties le sont : ceux-là ont au moins leurs parties en commun.
    """
    identiques, portes = juges(), fondus()
    for sorte in MODELES:
        garde = dict(portes[sorte])
        for groupe in composer((), identiques[sorte]):
            if len({garde.get(pk, pk) for pk in groupe}) > 1:
                yield Ecart(f"{sorte}:{groupe[0]}", "des jugements vivants le joignent à d'autres, les tables non")
        if sorte == "relation":
            continue
        chef = {pk: groupe[0] for groupe in composer((), identiques[sorte]) for pk in groupe}
        for fondu, tete in portes[sorte]:
            if chef.get(fondu, fondu) != chef.get(tete, tete):
                yield Ecart(f"{sorte}:{fondu}", f"fondu dans {sorte}:{tete} sans qu'aucun jugement vivant ne le dise")


def _distinguees() -> Iterator[Ecart]:
    portes = fondus()
    for sorte, paires in juges(Verdict.DIFFERENTS).items():
        garde = dict(portes[sorte])
        for a, b in paires:
            if garde.get(a, a) == garde.get(b, b):
                yield Ecart(f"{sorte}:{a}", f"réuni à {sorte}:{b}, dont quelqu'un a dit qu'il est distinct")


def _renvois() -> Iterator[Ecart]:
    for modele, fondu, champ in _RENVOIS:
        table = str(modele._meta.verbose_name)
        for pk, vers in modele.objects.filter(**{f"{fondu}__isnull": False}).values_list("pk", champ)[:50]:
            yield Ecart(f"{table} {pk}", f"renvoie à {champ.removesuffix('_id')}:{vers}, fondu dans un autre")


def _paroles() -> Iterator[Ecart]:
    """Une parole vivante parle d'une fiche gardée, sauf d'un lien qu'une personne avait supprimé avant la fusion."""
    fondues: tuple[tuple[str, Any], ...] = (
        ("relation", Relation.objects.filter(fondue_dans__isnull=False).exclude(supprimee_par__startswith="personne:")),
        ("projet", Projet.objects.filter(fondu_dans__isnull=False)),
    )
    for sorte, requete in fondues:
        vivantes = Affirmation.objects.vivantes().filter(objet_type=sorte, objet_id__in=requete.values("pk"))
        for pk, objet_id in vivantes.values_list("pk", "objet_id"):
            if not _redite(pk):
                yield Ecart(f"{sorte}:{objet_id}", f"fondu, mais la parole {pk} en parle encore")


def _redite(parole_id: int) -> bool:
    """Le même relevé parlait déjà de la fiche gardée : sa seconde parole reste où elle était."""
    parole = Affirmation.objects.get(pk=parole_id)
    if parole.releve_id is None:
        return False
    autres = Affirmation.objects.vivantes().filter(releve_id=parole.releve_id, objet_type=parole.objet_type)
    return autres.exclude(pk=parole_id).exists()


def _deplacements() -> Iterator[Ecart]:
    """Une valeur propre n'est gardée que sous une fiche qui en réunit d'autres, ou qui renvoie à l'une d'elles."""
    if not any(fondus().values()):
        for pk, conteneur in Deplacement.objects.values_list("pk", "conteneur")[:50]:
            yield Ecart(conteneur, f"le déplacement {pk} reste, alors que rien n'est fondu")
