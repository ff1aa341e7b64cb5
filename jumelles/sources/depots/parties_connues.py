"""Les parties d'une relation du site, désignées de façon à se retrouver elles-mêmes."""

from collections.abc import Iterable

from jumelles.acteurs.designation import Partie
from jumelles.acteurs.enums import NatureActeur, NiveauAutorite
from jumelles.acteurs.models import Acteur
from jumelles.cooperations.models import ParticipationRelation
from jumelles.referentiel.paquets import par_paquets

PAQUET = 400
_VILLES = (NiveauAutorite.VILLE, NiveauAutorite.NON_RENSEIGNE)
Connus = dict[tuple[str, str, str], set[int]]


def parties_des_relations(numeros: Iterable[int]) -> dict[int, tuple[Partie, ...]]:
    """Numéro de relation → ses parties ; en une requête."""
    rendues: dict[int, list[Partie]] = {}
    participations = ParticipationRelation.objects.filter(relation__in=sorted(set(numeros))).order_by("pk")
    for participation in participations.select_related("acteur__collectivite", "acteur__lieu", "au_titre_de"):
        titre = participation.au_titre_de.code if participation.au_titre_de else ""
        rendues.setdefault(participation.relation_id, []).append(_partie(participation.acteur, titre))
    return {numero: tuple(parties) for numero, parties in rendues.items()}


def lieux_des_partenaires(cles: Iterable[str]) -> Connus:
    """(code de la collectivité, pays, nom normalisé) → les lieux (GeoNames) de ses villes partenaires de ce nom."""
    villes = ParticipationRelation.objects.comptees().filter(
        acteur__nature=NatureActeur.AUTORITE_ETRANGERE, acteur__niveau__in=_VILLES, acteur__lieu__isnull=False,
        relation__participations__acteur__collectivite__isnull=False,
    )  # fmt: skip
    connus: Connus = {}
    for paquet in par_paquets(sorted({c for c in cles if c}), PAQUET):
        lus = villes.filter(acteur__cle__in=paquet).values_list(
            "relation__participations__acteur__collectivite__code", "acteur__pays", "acteur__cle",
            "acteur__lieu__geonameid",
        )  # fmt: skip
        for code, pays, nom, geonameid in lus:
            connus.setdefault((code, pays, nom), set()).add(geonameid)
    return connus


def _partie(acteur: Acteur, au_titre_de: str) -> Partie:
    if acteur.collectivite is not None:
        return Partie(acteur.nom, "FR", acteur.collectivite.code, au_titre_de)
    return Partie(
        acteur.nom, acteur.pays_id, geonameid=acteur.lieu.geonameid if acteur.lieu else None, niveau=acteur.niveau,
        nature=acteur.nature, lat=acteur.lat, lon=acteur.lon,
    )  # fmt: skip
