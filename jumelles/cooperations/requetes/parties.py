"""D'une participation à une partie que l'on peut montrer."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from jumelles.acteurs.models import Acteur
from jumelles.cooperations.brouillage import Masque, brouiller_partie
from jumelles.cooperations.fiches import PartieFiche
from jumelles.cooperations.models import ParticipationRelation, Projet, Relation
from jumelles.territoires.models import Collectivite
from jumelles.territoires.pays_francais import ISO_FRANCAIS
from jumelles.territoires.regles import nom_affiche

PAQUET = 900
LIENS = ("acteur__pays", "acteur__collectivite")
COLONNES = (
    "acteur_id", "acteur__nom", "acteur__nature", "acteur__pays_id", "acteur__pays__nom", "acteur__lat", "acteur__lon",
    "acteur__precision", "acteur__lieu_id", "acteur__collectivite__code", "acteur__collectivite__categorie",
    "acteur__collectivite__nom", "acteur__collectivite__charniere",
)  # fmt: skip


def masque_de(objet: Relation | Projet) -> Masque:
    """Ce que l'objet demande de cacher."""
    if not objet.sensible:
        return Masque()
    return Masque(lieu=objet.masque_lieu, partenaire=objet.masque_partenaire, noms=objet.masque_noms)


def partie_de(acteur: Acteur, masque: Masque, au_titre_de: Collectivite | None = None) -> PartieFiche:
    """La partie, brouillée s'il le faut ; acteur chargé avec pays et collectivité."""
    c = acteur.collectivite
    siege = (c.code, c.categorie, c.nom, c.charniere) if c else (None,) * 4
    lue = (
        acteur.pk, acteur.nom, acteur.nature, acteur.pays_id, acteur.pays.nom, acteur.lat, acteur.lon,
        acteur.precision, acteur.lieu_id, *siege,
    )  # fmt: skip
    return partie_lue(lue, masque, au_titre_de.nom if au_titre_de else "")


def partie_lue(colonnes: tuple[Any, ...], masque: Masque, au_titre_de: str = "") -> PartieFiche:
    """La même, des seules COLONNES d'une participation : une liste en lit des centaines."""
    pk, nom, nature, iso, pays, lat, lon, precision, lieu, code, categorie, officiel, charniere = colonnes
    partie = PartieFiche(
        acteur_id=pk, nom=nom_affiche(categorie, officiel, charniere) if code else nom, nature=nature, pays_iso2=iso,
        pays_nom=pays, territoire_code=code or "", au_titre_de=au_titre_de, lat=lat, lon=lon, precision=precision,
        francaise=iso in ISO_FRANCAIS, rapprochee=bool(code) or lieu is not None,
    )  # fmt: skip
    return brouiller_partie(partie, masque)


def parties_par_relation(relations: Iterable[Relation]) -> dict[int, tuple[PartieFiche, ...]]:
    """Les parties de chaque relation, la française d'abord ; une requête par paquet."""
    masques = {r.pk: masque_de(r) for r in relations}
    rangees: defaultdict[int, list[PartieFiche]] = defaultdict(list)
    ids = sorted(masques)
    for debut in range(0, len(ids), PAQUET):
        paquet = ParticipationRelation.objects.filter(relation_id__in=ids[debut : debut + PAQUET])
        for pk, titre, *colonnes in paquet.values_list("relation_id", "au_titre_de__nom", *COLONNES):
            rangees[pk].append(partie_lue(tuple(colonnes), masques[pk], titre or ""))
    return {pk: tuple(sorted(parties, key=ordre)) for pk, parties in rangees.items()}


def ordre(partie: PartieFiche) -> tuple[bool, str]:
    """La française d'abord, puis l'alphabet."""
    return (not partie.francaise, partie.nom)
