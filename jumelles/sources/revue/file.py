"""La file : les noms que personne n'a encore reconnus, ceux qui débloquent le plus d'abord."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.formats import date_format

from jumelles.provenance.enums import EtatLigne, Verdict
from jumelles.provenance.models import Jugement, Lot, Source, Suspens
from jumelles.provenance.operations.jugements import MACHINE
from jumelles.sources.revue.choix import situer_les_choix
from jumelles.sources.revue.filtre import FiltreRevue
from jumelles.sources.revue.lecteurs import nom_de
from jumelles.sources.revue.termes import NomEnAttente, PageRevue, ResteRevue
from jumelles.territoires.models import Pays
from jumelles.territoires.pays_francais import ISO_FRANCAIS

PAR_PAGE, DITS_MAX = 25, 3
_ATTENDENT = Suspens.objects.filter(gauche=OuterRef("gauche"), releve__courant=True).order_by()
_ECARTES = Jugement.objects.vivants().filter(gauche=OuterRef("gauche"), verdict=Verdict.DIFFERENTS, paire=False)
# Un pays que la ligne ne dit pas n'est pas français ; nier la condition, elle, perdrait ces noms des deux côtés.
_FRANCAIS = Case(
    When(details__mention__pays__in=sorted(ISO_FRANCAIS), then=Value(True)), default=Value(False),
    output_field=BooleanField(),
)  # fmt: skip


_BLOQUEES, _PLACEES = _ATTENDENT.filter(releve__etat=EtatLigne.A_REVOIR), _ATTENDENT.filter(releve__etat="valide")


def _compter(attendent: QuerySet[Suspens]) -> Coalesce:
    siens = attendent.values("gauche").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(siens, output_field=IntegerField()), 0)


def annoter(lus: Any) -> Any:
    """Avec le nombre de lignes que chaque nom retient dehors (bloquees), ou laisse sans lieu (placees)."""
    return lus.annotate(bloquees=_compter(_BLOQUEES), placees=_compter(_PLACEES))


def en_attente(filtre: FiltreRevue) -> Any:
    """Les jugements de la machine qui n'ont pas conclu, et dont une ligne au moins attend ; comptés et ordonnés.

    Ce dont on a écarté des propositions n'est pas décidé : il reste dans la file, après les autres.
    """
    lus = annoter(_sans_compter(filtre)).annotate(ecarte=Exists(_ECARTES))
    return lus.order_by("ecarte", "-bloquees", "-placees", F("score").desc(nulls_last=True), "pk")


def _sans_compter(f: FiltreRevue) -> Any:
    """Les mêmes, sans compter les lignes de chacun : de quoi dire combien ils sont."""
    lus: Any = Jugement.objects.vivants().filter(paire=False, verdict=Verdict.INDECIS, auteur__startswith=MACHINE)
    lus = lus.filter(Q(Exists(_BLOQUEES)) | Q(Exists(_PLACEES)))
    sans_aide = Q(Exists(_ECARTES)) | Q(score__isnull=True) | Q(score=0)
    if f.aide:
        lus = lus.filter(sans_aide) if f.aide == "non" else lus.filter(score__gt=0).exclude(Exists(_ECARTES))
    if f.source:
        lus = lus.filter(gauche__startswith=f"{f.source}:")
    if f.lot:
        lus = lus.filter(Exists(_ATTENDENT.filter(releve__lot_id=int(f.lot))))
    if f.cote:
        lus = lus.annotate(francais=_FRANCAIS).filter(francais=f.cote == "france")
    if f.pays:
        lus = lus.filter(details__mention__pays=f.pays)
    if f.effet:
        lus = lus.filter(Exists(_BLOQUEES)) if f.effet == "entrer" else lus.exclude(Exists(_BLOQUEES))
    return lus.filter(details__mention__nom__icontains=f.q) if f.q else lus


def file_d_attente(filtre: FiltreRevue, numero: int = 1) -> PageRevue:
    """Une page de la file."""
    total = _sans_compter(filtre).count()
    pages = max(1, -(-total // PAR_PAGE))
    numero = min(max(1, numero), pages)
    lus = en_attente(filtre)[(numero - 1) * PAR_PAGE : numero * PAR_PAGE]
    return PageRevue(tuple(montrer(lus)), total, numero, pages)


def montrer(lus: Iterable[Any]) -> list[NomEnAttente]:
    """Les mêmes, prêts à montrer : le nom des sources, et où sont les premières propositions."""
    lus = list(lus)
    codes = {j.gauche.partition(":")[0] for j in lus}
    noms = dict(Source.objects.filter(code__in=codes).values_list("code", "nom"))
    situees = situer_les_choix(p["ref"] for j in lus for p in j.details.get("propositions", ())[:1])
    return [_en_attente(j, noms, situees) for j in lus]


def _en_attente(j: Any, noms: dict[str, str], situees: dict[str, str]) -> NomEnAttente:
    code, mention = j.gauche.partition(":")[0], j.details.get("mention", {})
    proposees: Sequence[dict[str, Any]] = j.details.get("propositions", ())
    premiere = proposees[0] if proposees else {"ref": "", "nom": ""}
    return NomEnAttente(
        id=j.pk, nom=mention.get("nom") or nom_de(j.gauche), pays=mention.get("pays", ""), source_code=code,
        source_nom=noms.get(code, code), score=j.score if proposees else None,
        premiere=premiere["nom"], bloquees=j.bloquees, placees=j.placees,
        situee=situees.get(premiere["ref"], premiere["nom"]), departement=_dit(mention, "departement"),
        partenaire=_dit(mention, "partenaire"),
    )  # fmt: skip


def _dit(mention: dict[str, Any], champ: str) -> str:
    """Ce que la ligne en dit, en clair ; vide si elle en dit trop pour que l'on s'y retrouve."""
    dits = [d.strip() for d in str(mention.get(champ, "")).split("|") if d.strip()]
    return ", ".join(dits) if len(dits) <= DITS_MAX else ""


def suivant(filtre: FiltreRevue, passes: Sequence[int] = ()) -> int | None:
    """Le jugement à décider ensuite, dans l'ordre de la file, sans ceux que l'on a passés ; None : la file est vide."""
    premiers: list[int] = list(en_attente(filtre).exclude(pk__in=passes).values_list("pk", flat=True)[:1])
    return premiers[0] if premiers else None


def reste(filtre: FiltreRevue) -> ResteRevue:
    """Combien de noms, et combien de lignes ils retiennent dehors ou laissent sans lieu ; une ligne compte une fois."""
    noms = _sans_compter(filtre)
    lignes = Suspens.objects.filter(releve__courant=True, gauche__in=noms.values("gauche")).order_by()
    par_etat = dict(lignes.values_list("releve__etat").annotate(n=Count("releve", distinct=True)))
    return ResteRevue(noms.count(), par_etat.get(EtatLigne.A_REVOIR, 0), par_etat.get(EtatLigne.VALIDE, 0))


def choix_des_filtres() -> dict[str, tuple[tuple[str, str], ...]]:
    """Les sources, les imports et les pays dont un nom attend, avec leur libellé."""
    lots = Lot.objects.filter(releves__courant=True, releves__suspens__isnull=False).distinct().order_by("-pk")[:40]
    sources = Source.objects.filter(releves__courant=True, releves__suspens__isnull=False).distinct().order_by("nom")
    isos = {p for p in _sans_compter(FiltreRevue()).values_list("details__mention__pays", flat=True) if p}
    return {
        "source": tuple(sources.values_list("code", "nom")),
        "lot": tuple((str(x.pk), _dater(x)) for x in lots),
        "pays": tuple(Pays.objects.filter(iso2__in=isos).order_by("nom").values_list("iso2", "nom")),
    }


def _dater(lot: Lot) -> str:
    """« jumelages.csv, 12 novembre 2026 à 09:30 » : deux dépôts du même fichier se distinguent."""
    return f"{lot.fichier}, {date_format(timezone.localtime(lot.bascule_le or lot.prepare_le), 'j F Y à H:i')}"
