"""Les questions aux coûts : les lignes d'une année, l'histoire d'une ligne, ce qui est publié."""

from collections.abc import Iterable
from dataclasses import fields
from uuid import UUID

from django.utils import timezone

from jumelles.retombees.enums import Poste
from jumelles.retombees.ligne_dite import FichePubliee, LigneDite, LigneLue
from jumelles.retombees.models import FicheCouts, LigneCout

CHAMPS = tuple(f.name for f in fields(LigneDite))


def lignes(code: str, annee: int | None = None) -> tuple[LigneLue, ...]:
    """Les lignes en vigueur de cette collectivité, par année (la dernière d'abord) puis par poste ; une requête."""
    return _rangees(map(lue, LigneCout.objects.courantes().de(code, annee)))


def retirees(code: str, annee: int) -> tuple[LigneLue, ...]:
    """Les lignes de cette année que l'on a retirées, et que l'on peut remettre."""
    return tuple(map(lue, LigneCout.objects.filter(courante=True, retiree=True).de(code, annee)))


def versions(code: str, ligne: UUID) -> tuple[LigneLue, ...]:
    """Toutes les versions d'une ligne de cette collectivité, la dernière d'abord ; vide si elle n'est pas à elle."""
    return tuple(map(lue, LigneCout.objects.de(code).filter(ligne=ligne).order_by("-version")))


def fiches_publiees(code: str) -> tuple[FichePubliee, ...]:
    """Ce que cette collectivité a publié, année par année, la plus récente d'abord ; deux requêtes au plus."""
    fiches = list(FicheCouts.objects.filter(collectivite__code=code, retiree_le__isnull=True).order_by("-annee"))
    ids = {pk for f in fiches for pk in f.lignes}
    par_id = {v.pk: lue(v) for v in LigneCout.objects.de(code).filter(pk__in=ids)} if ids else {}
    return tuple(
        FichePubliee(f.annee, timezone.localdate(f.publiee_le), _rangees(par_id[pk] for pk in f.lignes if pk in par_id))
        for f in fiches
    )


def qui_publie() -> tuple[str, ...]:
    """Les codes des collectivités qui ont une fiche publique, dans l'ordre ; une requête."""
    publiques = FicheCouts.objects.filter(retiree_le__isnull=True).order_by("collectivite__code")
    return tuple(publiques.values_list("collectivite__code", flat=True).distinct())


def liens_finances(code: str, annees: Iterable[int]) -> frozenset[int]:
    """Les liens (identifiants) pour lesquels cette collectivité a saisi une dépense ces années-là ; une requête."""
    depenses = (
        LigneCout.objects.courantes()
        .de(code)
        .filter(annee__in=list(annees), valeur__gt=0, perimetre__startswith="relation:")
    )
    perimetres = depenses.exclude(poste=Poste.RETOUR).values_list("perimetre", flat=True)
    return frozenset(int(p.removeprefix("relation:")) for p in perimetres)


def _rangees(lues: Iterable[LigneLue]) -> tuple[LigneLue, ...]:
    """Dans l'ordre des postes, pour qu'une ligne corrigée reste à sa place."""
    return tuple(sorted(lues, key=lambda x: (-x.annee, Poste.values.index(x.dite.poste), str(x.ligne))))


def lue(v: LigneCout) -> LigneLue:
    """Une version, en valeur figée."""
    return LigneLue(
        id=v.pk, ligne=v.ligne, version=v.version, annee=v.annee,
        dite=LigneDite(**{champ: getattr(v, champ) for champ in CHAMPS}),
        retiree=v.retiree, courante=v.courante, par=v.par, ecrite_le=v.ecrite_le,
    )  # fmt: skip
