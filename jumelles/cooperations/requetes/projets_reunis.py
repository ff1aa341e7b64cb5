"""Ce que disent ensemble les projets d'une collectivité : leurs thèmes, leurs ODD, avec qui elle les mène."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet

from jumelles.acteurs.enums import NatureActeur
from jumelles.acteurs.models import Acteur
from jumelles.cooperations.enums import Nomenclature, RoleProjet
from jumelles.cooperations.fiches import ProjetBref
from jumelles.cooperations.models import ClassementProjet, ParticipationProjet, ParticipationRelation, Projet
from jumelles.cooperations.models.projet import ProjetQuerySet
from jumelles.cooperations.requetes.projets import MASQUE, masquant, projets_brefs
from jumelles.territoires.pays_francais import ISO_FRANCAIS
from jumelles.territoires.regles import slug

_MONTREES = (Nomenclature.THEME, Nomenclature.ODD, Nomenclature.DIMENSION)
_ROLES = dict(RoleProjet.choices)
_NATURES = dict(NatureActeur.choices)


@dataclass(frozen=True, slots=True)
class ActeurAssocie:
    """Une structure française d'une autre nature, et dans combien de ses projets et de ses liens elle est."""

    acteur_id: int
    nom: str
    slug: str
    nature_libelle: str
    roles: tuple[str, ...]  # libellés
    projets: int
    liens: int


def _reels(acteur_id: int) -> ProjetQuerySet:
    return Projet.objects.reels().filter(participations__acteur_id=acteur_id)


def projets_recents(acteur_id: int, *, jour: date, nombre: int) -> tuple[ProjetBref, ...]:
    """Ses projets réels les plus récents, les sans-date ensuite ; cinq requêtes."""
    siens = _reels(acteur_id).distinct().en_bref().order_by("-debut", "pk")[:nombre]
    return projets_brefs(list(siens), jour=jour)


def classements_des_projets(acteur_id: int) -> Mapping[str, Mapping[str, set[int]]]:
    """Nomenclature (thème, ODD, dimension) → code → lesquels de ses projets réels ; une requête."""
    lignes = ClassementProjet.objects.filter(projet__in=_reels(acteur_id).values("pk"), nomenclature__in=_MONTREES)
    rangees: defaultdict[str, defaultdict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for nomenclature, code, projet_id in lignes.order_by().values_list("nomenclature", "code", "projet_id"):
        rangees[nomenclature][code].add(projet_id)
    return rangees


def acteurs_associes(acteur_id: int, *, nombre: int) -> tuple[tuple[ActeurAssocie, ...], int]:
    """Les plus présents dans ses projets et ses liens, et combien ils sont en tout ; trois requêtes.

    Publiés, réels, ni collectivités ni étrangers ; jamais par un projet ou un lien qui cache ses parties.
    """
    roles: defaultdict[int, dict[str, int]] = defaultdict(dict)
    siens = _reels(acteur_id).exclude(MASQUE).values("pk")
    autres = _sans_elle(ParticipationProjet.objects.filter(projet__in=siens), acteur_id)
    for pk, role, n in autres.values_list("acteur_id", "role").annotate(n=Count("projet_id")):
        roles[pk][role] = n
    communs = ParticipationRelation.objects.comptees().filter(acteur_id=acteur_id).exclude(masquant("relation"))
    joints = _sans_elle(ParticipationRelation.objects.filter(relation__in=communs.values("relation_id")), acteur_id)
    liens = dict(joints.values_list("acteur_id").annotate(n=Count("relation_id")))
    tous = sorted({*roles, *liens}, key=lambda pk: (-sum(roles[pk].values()) - liens.get(pk, 0), pk))
    lus = Acteur.objects.reels().in_bulk(tous[:nombre])
    return tuple(_associe(lus[pk], roles[pk], liens.get(pk, 0)) for pk in tous[:nombre] if pk in lus), len(tous)


def _sans_elle(participations: QuerySet[Any], acteur_id: int) -> QuerySet[Any]:
    """Les structures françaises publiées, sans la collectivité ni les autres."""
    publies = participations.filter(
        acteur__sensible=False, acteur__supprime_le__isnull=True, acteur__fondu_dans__isnull=True,
        acteur__demonstration=False, acteur__pays__in=ISO_FRANCAIS,
    )  # fmt: skip
    return publies.exclude(acteur_id=acteur_id).exclude(acteur__nature=NatureActeur.COLLECTIVITE).order_by()


def _associe(acteur: Acteur, roles: Mapping[str, int], liens: int) -> ActeurAssocie:
    return ActeurAssocie(
        acteur.pk, acteur.nom, slug(acteur.nom), str(_NATURES.get(acteur.nature, acteur.nature)),
        tuple(str(_ROLES.get(r, r)) for r in sorted(roles)), sum(roles.values()), liens,
    )  # fmt: skip
