"""Les questions aux coûts : les lignes d'une année, l'histoire d'une ligne, ce qui est publié."""

from collections.abc import Collection, Iterable
from dataclasses import fields
from uuid import UUID

from django.db.models import Case, Count, F, Q, QuerySet, Value, When, Window
from django.db.models.functions import Abs, RowNumber
from django.utils import timezone

from jumelles.retombees.enums import Poste
from jumelles.retombees.ligne_dite import AnneeHeritee, FicheHeritee, FichePubliee, FicheSituee, LigneDite, LigneLue
from jumelles.retombees.models import FicheCouts, LigneCout
from jumelles.territoires.suites import codes_d_aujourdhui, codes_d_hier

# Au-delà, on ne compare pas à plus loin : la médiane n'y gagne rien.
COMPARABLES_MAX = 200
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


def heritages(code: str) -> tuple[AnneeHeritee, ...]:
    """Ce qu'ont saisi les collectivités d'hier que celle-ci continue, la dernière année d'abord.

    Cela ne s'ajoute jamais au sien. Une requête si elle n'en continue aucune.
    """
    anciens = codes_d_hier(code)
    if not anciens:
        return ()
    saisies = LigneCout.objects.courantes().filter(collectivite__code__in=anciens).order_by()
    comptes = saisies.values_list("collectivite__code", "collectivite__nom", "annee").annotate(n=Count("pk"))
    publiees = {(f.code, f.annee): f.le for f in fiches_heritees(anciens)}
    lues = (AnneeHeritee(c, nom, annee, n, publiees.get((c, annee))) for c, nom, annee, n in comptes)
    return tuple(sorted(lues, key=lambda h: (-h.annee, h.nom, h.code)))


def fiches_heritees(anciens: Iterable[str]) -> tuple[FicheHeritee, ...]:
    """Ce que ces collectivités d'hier avaient publié, la dernière année d'abord ; deux requêtes, aucune sans code."""
    codes = list(anciens)
    if not codes:
        return ()
    ouvertes = FicheCouts.objects.filter(collectivite__code__in=codes, retiree_le__isnull=True)
    fiches = list(ouvertes.select_related("collectivite").order_by("-annee", "collectivite__nom", "pk"))
    versions_lues = LigneCout.objects.filter(
        collectivite__code__in=codes, pk__in={pk for f in fiches for pk in f.lignes}
    )
    par_id = {v.pk: lue(v) for v in versions_lues}
    return tuple(
        FicheHeritee(
            f.annee, timezone.localdate(f.publiee_le), _rangees(par_id[pk] for pk in f.lignes if pk in par_id),
            code=f.collectivite.code, nom=f.collectivite.nom,
        )
        for f in fiches
    )  # fmt: skip


def fiches_comparables(
    categories: Collection[str], annee: int, *, sauf: str, pres_de: int | None, region: str = ""
) -> tuple[FicheSituee, ...]:
    """Les fiches que publient cette année-là les collectivités d'aujourd'hui de ces catégories, celle-là exceptée.

    Les COMPARABLES_MAX les plus proches par la population (pres_de ; None : les plus peuplées) dans cette région, et
    autant ailleurs ; population inconnue : en dernier. Une requête s'il n'y en a pas, deux sinon.
    """
    ouvertes = FicheCouts.objects.filter(
        annee=annee, retiree_le__isnull=True, collectivite__categorie__in=list(categories),
        collectivite__ancienne=False,
    ).exclude(collectivite__code=sauf).select_related("collectivite")  # fmt: skip
    proches = list(_les_plus_proches(ouvertes, pres_de, region))
    ids = {pk for f in proches for pk in f.lignes}
    par_id = {v.pk: lue(v) for v in LigneCout.objects.filter(annee=annee, pk__in=ids)} if ids else {}
    return tuple(
        FicheSituee(
            f.collectivite.code, f.collectivite.population, f.collectivite.millesime, f.collectivite.region,
            tuple(par_id[pk] for pk in f.lignes if pk in par_id),
        )
        for f in proches
    )  # fmt: skip


def _les_plus_proches(ouvertes: QuerySet[FicheCouts], pres_de: int | None, region: str) -> QuerySet[FicheCouts]:
    """La base range et coupe : le nombre de fiches lues ne suit pas le nombre de fiches publiées."""
    population = F("collectivite__population")
    ecart = -population if pres_de is None else Abs(population - pres_de)
    ordre = (ecart.asc(nulls_last=True), F("collectivite__code").asc())
    ici = Case(When(collectivite__region=region, then=Value(1)), default=Value(0))
    rang = Window(RowNumber(), partition_by=[ici], order_by=ordre)
    return ouvertes.annotate(rang=rang).filter(rang__lte=COMPARABLES_MAX).order_by(*ordre)


def qui_publie() -> tuple[str, ...]:
    """Les codes des collectivités d'aujourd'hui dont une fiche est publique, la leur ou héritée ; dans l'ordre."""
    publiques = FicheCouts.objects.filter(retiree_le__isnull=True).order_by("collectivite__code")
    return tuple(sorted(set(codes_d_aujourdhui(set(publiques.values_list("collectivite__code", flat=True))).values())))


def liens_finances(code: str, annees: Iterable[int]) -> frozenset[int]:
    """Les liens (identifiants) pour lesquels cette collectivité, ou celles qu'elle continue, a saisi une dépense ces
    années-là ; une requête, quelques-unes de plus si des collectivités d'hier en ont saisi."""
    passee = Q(collectivite__ancienne=True) | Q(collectivite__parent__isnull=False)
    depenses = LigneCout.objects.courantes().filter(
        Q(collectivite__code=code) | passee, annee__in=list(annees), valeur__gt=0, perimetre__startswith="relation:"
    )
    dites = depenses.exclude(poste__in=(Poste.RETOUR, Poste.ANNONCE)).values_list("collectivite__code", "perimetre")
    lues = set(dites)
    siens = {code, *(codes_d_hier(code) if any(qui != code for qui, _p in lues) else ())}
    return frozenset(int(p.removeprefix("relation:")) for qui, p in lues if qui in siens)


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
