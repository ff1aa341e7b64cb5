"""Les parties d'une relation du site, désignées de façon à se retrouver elles-mêmes."""

from collections.abc import Iterable

from jumelles.acteurs.designation import Partie
from jumelles.acteurs.models import Acteur
from jumelles.cooperations.models import ParticipationRelation


def parties_des_relations(numeros: Iterable[int]) -> dict[int, tuple[Partie, ...]]:
    """Numéro de relation → ses parties ; en une requête."""
    rendues: dict[int, list[Partie]] = {}
    participations = ParticipationRelation.objects.filter(relation__in=sorted(set(numeros))).order_by("pk")
    for participation in participations.select_related("acteur__collectivite", "acteur__lieu", "au_titre_de"):
        titre = participation.au_titre_de.code if participation.au_titre_de else ""
        rendues.setdefault(participation.relation_id, []).append(_partie(participation.acteur, titre))
    return {numero: tuple(parties) for numero, parties in rendues.items()}


def _partie(acteur: Acteur, au_titre_de: str) -> Partie:
    if acteur.collectivite is not None:
        return Partie(acteur.nom, "FR", acteur.collectivite.code, au_titre_de)
    return Partie(
        acteur.nom, acteur.pays_id, geonameid=acteur.lieu.geonameid if acteur.lieu else None, niveau=acteur.niveau,
        nature=acteur.nature, lat=acteur.lat, lon=acteur.lon,
    )  # fmt: skip
