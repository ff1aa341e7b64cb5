"""Comparer pays par pays : la mémoire est bornée par le plus grand, et un doublon ne change pas de pays."""

from collections.abc import Collection, Iterator

from django.db.models import QuerySet

from jumelles.acteurs.models import Acteur
from jumelles.acteurs.semblables import comparables, pays_compare
from jumelles.cooperations.models import LieuAction, Projet, Relation
from jumelles.cooperations.requetes.doublons.fiches import (
    fiches_des_acteurs,
    fiches_des_projets,
    fiches_des_relations,
    projets_comparables,
    relations_comparables,
)
from jumelles.rapprochement.doublons.termes import Fiche
from jumelles.territoires.pays_francais import ISO_FRANCAIS

SORTES = ("acteur", "relation", "projet")


def listes_a_comparer(sorte: str, changees: Collection[str] | None = None) -> Iterator[list[Fiche]]:
    """Une liste par pays, l'une après l'autre ; changees : les pays de ces refs seulement."""
    ids = None if changees is None else [int(r.partition(":")[2]) for r in changees if r.startswith(f"{sorte}:")]
    if ids is not None and not ids:
        return
    for iso in sorted(_pays(sorte, ids)):
        yield _lire(sorte, iso)


def _pays(sorte: str, ids: list[int] | None) -> set[str]:
    """Les pays où chercher ; « FR » : entre Français ; « » : les projets qui n'en disent aucun."""
    if ids is not None and len(ids) > 900:
        ids = None  # plus de requêtes pour trier les pays que pour les lire
    if sorte == "acteur":
        acteurs = comparables() if ids is None else comparables().filter(pk__in=ids)
        return {pays_compare(i) for i in acteurs.order_by().values_list("pays_id", flat=True).distinct()}
    if sorte == "relation":
        liens = relations_comparables() if ids is None else relations_comparables().filter(pk__in=ids)
        siennes = Acteur.objects.filter(participations__relation__in=liens.order_by().values("pk"))
        return {pays_compare(i) for i in siennes.order_by().values_list("pays_id", flat=True).distinct()}
    projets = projets_comparables() if ids is None else projets_comparables().filter(pk__in=ids)
    lieux = LieuAction.objects.filter(projet__in=projets.order_by().values("pk"))
    return {"", *lieux.order_by().values_list("pays_id", flat=True).distinct()}


def _lire(sorte: str, iso: str) -> list[Fiche]:
    if sorte == "acteur":
        return list(fiches_des_acteurs(pays=sorted(ISO_FRANCAIS) if iso == "FR" else (iso,)))
    if sorte == "relation":
        return list(fiches_des_relations(_relations(iso)))
    return list(fiches_des_projets(_projets(iso)))


def _relations(iso: str) -> QuerySet[Relation]:
    if iso == "FR":
        return relations_comparables().filter(interieure=True)
    liees = Acteur.objects.filter(pays_id=iso).order_by().values("participations__relation_id")
    return relations_comparables().filter(pk__in=liees)


def _projets(iso: str) -> QuerySet[Projet]:
    if not iso:
        return projets_comparables().filter(lieux__isnull=True)
    return projets_comparables().filter(
        pk__in=LieuAction.objects.filter(pays_id=iso, projet__isnull=False).order_by().values("projet_id")
    )
