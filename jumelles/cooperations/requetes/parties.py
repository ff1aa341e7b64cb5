"""D'une participation à une partie que l'on peut montrer."""

from collections import defaultdict
from collections.abc import Iterable

from jumelles.acteurs.models import Acteur
from jumelles.cooperations.brouillage import Masque, brouiller_partie
from jumelles.cooperations.fiches import PartieFiche
from jumelles.cooperations.models import ParticipationRelation, Projet, Relation
from jumelles.territoires.models import Collectivite
from jumelles.territoires.pays_francais import ISO_FRANCAIS
from jumelles.territoires.regles import nom_affiche

PAQUET = 900
LIENS = ("acteur__pays", "acteur__collectivite")


def masque_de(objet: Relation | Projet) -> Masque:
    """Ce que l'objet demande de cacher."""
    if not objet.sensible:
        return Masque()
    return Masque(lieu=objet.masque_lieu, partenaire=objet.masque_partenaire, noms=objet.masque_noms)


def partie_de(acteur: Acteur, masque: Masque, au_titre_de: Collectivite | None = None) -> PartieFiche:
    """La partie, brouillée s'il le faut ; acteur chargé avec pays et collectivité."""
    collectivite = acteur.collectivite
    nom = acteur.nom
    if collectivite is not None:
        nom = nom_affiche(collectivite.categorie, collectivite.nom, collectivite.charniere)
    partie = PartieFiche(
        acteur_id=acteur.pk, nom=nom, nature=acteur.nature, pays_iso2=acteur.pays_id, pays_nom=acteur.pays.nom,
        territoire_code=collectivite.code if collectivite else "", au_titre_de=au_titre_de.nom if au_titre_de else "",
        lat=acteur.lat, lon=acteur.lon, precision=acteur.precision, francaise=acteur.pays_id in ISO_FRANCAIS,
        rapprochee=collectivite is not None or acteur.lieu_id is not None,
    )  # fmt: skip
    return brouiller_partie(partie, masque)


def parties_par_relation(relations: Iterable[Relation]) -> dict[int, tuple[PartieFiche, ...]]:
    """Les parties de chaque relation, la française d'abord ; une requête par paquet."""
    masques = {r.pk: masque_de(r) for r in relations}
    rangees: defaultdict[int, list[PartieFiche]] = defaultdict(list)
    ids = sorted(masques)
    for debut in range(0, len(ids), PAQUET):
        paquet = ParticipationRelation.objects.filter(relation_id__in=ids[debut : debut + PAQUET])
        for p in paquet.select_related(*LIENS, "au_titre_de"):
            rangees[p.relation_id].append(partie_de(p.acteur, masques[p.relation_id], p.au_titre_de))
    return {pk: tuple(sorted(parties, key=ordre)) for pk, parties in rangees.items()}


def ordre(partie: PartieFiche) -> tuple[bool, str]:
    """La française d'abord, puis l'alphabet."""
    return (not partie.francaise, partie.nom)
