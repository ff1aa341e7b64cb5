"""Les questions posées aux territoires : une collectivité, son histoire, un pays, un nom tapé."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import Case, F, Q, QuerySet, When

from jumelles.rapprochement.normaliser import cle
from jumelles.referentiel.grammaire import complement
from jumelles.territoires.enums import CategorieCollectivite, NatureNom
from jumelles.territoires.models import Collectivite, Effectif, Filiation, NomCollectivite, Pays
from jumelles.territoires.prefixe import commence_par
from jumelles.territoires.regles import nom_affiche, slug

EPCI = (
    CategorieCollectivite.CC, CategorieCollectivite.CA, CategorieCollectivite.CU, CategorieCollectivite.METROPOLE,
    CategorieCollectivite.EPT,
)  # fmt: skip
# Suivre les successions sans fin possible : aucune collectivité n'a changé plus de fois.
SAUTS = 8


@dataclass(frozen=True, slots=True)
class TerritoireBref:
    """De quoi nommer un territoire et y mener."""

    code: str
    slug: str
    nom: str
    categorie: str
    categorie_libelle: str
    departement: str = ""
    population: int | None = None
    departement_nom: str = ""
    precision: str = ""  # « commune déléguée de Valserhône », « aujourd'hui Hauts-de-France »


@dataclass(frozen=True, slots=True)
class AncienNom:
    """Un nom d'hier, une commune fusionnée : texte, jusqu'à quand (date partielle, vide : inconnue), comment."""

    texte: str
    fin: str
    nature: str
    source: str


@dataclass(frozen=True, slots=True)
class TerritoireFiche:
    """Une collectivité d'aujourd'hui ; lat et lon en degrés WGS84 ; population municipale du millésime."""

    id: int
    code: str
    slug: str
    nom: str
    nom_affiche: str
    de: str  # « de Lyon », « du Mans », « de l'Isère »
    categorie: str
    categorie_libelle: str
    code_insee: str
    siren: str
    population: int | None
    millesime: str
    departement: str
    region: str
    lat: float | None
    lon: float | None
    source_code: str
    source_nom: str
    licence: str
    fil: tuple[TerritoireBref, ...]  # du plus grand au plus petit, sans elle-même
    epci: TerritoireBref | None
    anciens: tuple[AncienNom, ...]
    membres: int


@dataclass(frozen=True, slots=True)
class TerritoireSitue:
    """Ce qu'il faut d'une collectivité pour la conseiller : sa taille, où elle est (degrés WGS84), qui le dit."""

    code: str
    nom_affiche: str
    categorie: str
    population: int | None
    millesime: str
    departement: str
    region: str
    lat: float | None
    lon: float | None
    source_nom: str


@dataclass(frozen=True, slots=True)
class PaysFiche:
    """Un pays ou territoire ; pma None : non renseigné."""

    iso2: str
    iso3: str
    m49: str
    slug: str
    nom: str
    locatif: str
    nom_long: str
    continent: str
    sous_region: str
    pma: bool | None
    est_etat: bool
    note: str
    lat: float | None
    lon: float | None
    source_code: str
    source_nom: str


@dataclass(frozen=True, slots=True)
class EffectifFiche:
    categorie: str
    libelle: str
    millesime: str
    nombre: int
    source_code: str
    source_nom: str


def bref(collectivite: Collectivite, precision: str = "") -> TerritoireBref:
    """La façon courte de nommer une collectivité."""
    nom = nom_affiche(collectivite.categorie, collectivite.nom, collectivite.charniere)
    return TerritoireBref(
        code=collectivite.code, slug=slug(nom), nom=nom, categorie=collectivite.categorie,
        categorie_libelle=str(collectivite.get_categorie_display()), departement=collectivite.departement,
        population=collectivite.population, precision=precision,
    )  # fmt: skip


def _vivante(code: str) -> Collectivite | None:
    """La collectivité d'aujourd'hui de ce code, ou de l'objet d'hier qui le portait."""
    if not code.isprintable():
        return None
    exacte = Collectivite.objects.filter(code=code).first() or _suffixee(code)
    for _saut in range(SAUTS):
        if exacte is None or Collectivite.objects.vivantes().filter(pk=exacte.pk).exists():
            return exacte
        suite = Filiation.objects.filter(ancienne=exacte).select_related("nouvelle").order_by("-date").first()
        exacte = suite.nouvelle if suite else exacte.parent or _suffixee(exacte.code)
    return None


def _suffixee(code: str) -> Collectivite | None:
    """La ligne déléguée, associée ou disparue de ce code : elle seule dit ce qu'est devenue la commune."""
    if not (code.isascii() and code.isalnum()):
        return None
    return Collectivite.objects.filter(code__in=(f"{code}.D", f"{code}.A", f"{code}.M", f"{code}.X")).first()


def vers_aujourdhui(code: str) -> str | None:
    """Le code d'aujourd'hui auquel mène un code, même ancien ; None s'il est inconnu."""
    trouvee = _vivante(code)
    return trouvee.code if trouvee else None


def territoire(code: str) -> TerritoireFiche | None:
    """La fiche d'une collectivité d'aujourd'hui (code exact), ou None."""
    if not code.isprintable():
        return None
    c = Collectivite.objects.vivantes().filter(code=code).select_related("source", "epci").first()
    if c is None:
        return None
    nom = nom_affiche(c.categorie, c.nom, c.charniere)
    return TerritoireFiche(
        id=c.pk, code=c.code, slug=slug(nom), nom=c.nom, nom_affiche=nom, de=complement(c.nom, c.charniere),
        categorie=c.categorie, categorie_libelle=str(c.get_categorie_display()), code_insee=c.code_insee,
        siren=c.siren, population=c.population, millesime=c.millesime, departement=c.departement, region=c.region,
        lat=c.lat, lon=c.lon, source_code=c.source.code, source_nom=c.source.nom, licence=c.source.licence,
        fil=_fil(c), epci=bref(c.epci) if c.epci else None, anciens=_anciens(c), membres=c.membres.count(),
    )  # fmt: skip


def territoire_situe(code: str) -> TerritoireSitue | None:
    """La même, en bref : une requête."""
    c = Collectivite.objects.vivantes().filter(code=code).select_related("source").first()
    if c is None:
        return None
    return TerritoireSitue(
        code=c.code, nom_affiche=nom_affiche(c.categorie, c.nom, c.charniere), categorie=c.categorie,
        population=c.population, millesime=c.millesime, departement=c.departement, region=c.region, lat=c.lat,
        lon=c.lon, source_nom=c.source.nom,
    )  # fmt: skip


def _fil(c: Collectivite) -> tuple[TerritoireBref, ...]:
    """Région puis département qui contiennent la collectivité."""
    codes = []
    if c.region and c.categorie != CategorieCollectivite.REGION:
        codes.append(f"R{c.region}")
    if c.departement and c.categorie not in (CategorieCollectivite.DEPARTEMENT, CategorieCollectivite.REGION):
        codes.append(f"D{c.departement}")
    trouvees = {x.code: x for x in Collectivite.objects.filter(code__in=codes).exclude(pk=c.pk)}
    return tuple(bref(trouvees[code]) for code in codes if code in trouvees)


def _anciens(c: Collectivite) -> tuple[AncienNom, ...]:
    """Noms passés et collectivités réunies, de la plus récente fin à la plus ancienne."""
    noms = [
        AncienNom(n.texte, n.fin, str(n.get_nature_display()), n.source.nom)
        for n in c.noms.filter(nature=NatureNom.ANCIEN).select_related("source")
        if n.texte.casefold() != c.nom.casefold()
    ]
    reunies = [
        AncienNom(f.ancienne.nom, f.date, str(f.get_nature_display()), f.source.nom)
        for f in c.predecessions.select_related("ancienne", "source")
    ]
    uniques = {(a.texte, a.nature): a for a in (*noms, *reunies)}
    return tuple(sorted(uniques.values(), key=lambda a: (a.fin, a.texte), reverse=True))


def brefs_par_code(codes: Iterable[str]) -> dict[str, TerritoireBref]:
    """Nommer plusieurs collectivités en une requête."""
    return {c.code: bref(c) for c in Collectivite.objects.filter(code__in=list(codes))}


def regions_et_departements() -> tuple[tuple[TerritoireBref, tuple[TerritoireBref, ...]], ...]:
    """Chaque région, et les départements (ou collectivités qui en tiennent lieu) de son territoire."""
    niveaux = (
        CategorieCollectivite.REGION, CategorieCollectivite.DEPARTEMENT, CategorieCollectivite.STATUT_PARTICULIER,
        CategorieCollectivite.OUTRE_MER,
    )  # fmt: skip
    requete = Collectivite.objects.vivantes().filter(categorie__in=niveaux).order_by("code")
    enfants: defaultdict[str, list[TerritoireBref]] = defaultdict(list)
    tetes: dict[str, TerritoireBref] = {}
    for c in requete:
        if c.code.startswith("R") or not c.region or c.categorie == CategorieCollectivite.OUTRE_MER:
            tetes[c.region or c.code] = bref(c)
        else:
            enfants[c.region].append(bref(c))
    return tuple((tete, tuple(enfants.get(region, ()))) for region, tete in sorted(tetes.items(), key=_par_nom))


def _par_nom(couple: tuple[str, TerritoireBref]) -> str:
    return couple[1].slug


def _pays(p: Pays) -> PaysFiche:
    return PaysFiche(
        iso2=p.iso2, iso3=p.iso3, m49=p.m49, slug=slug(p.nom), nom=p.nom, locatif=p.locatif, nom_long=p.nom_long,
        continent=p.continent, sous_region=p.sous_region, pma=p.pma, est_etat=p.est_etat, note=p.note, lat=p.lat,
        lon=p.lon, source_code=p.source.code, source_nom=p.source.nom,
    )  # fmt: skip


def pays_fiche(iso2: str) -> PaysFiche | None:
    """La fiche d'un pays par son code à deux lettres, majuscules ou non."""
    trouve = Pays.objects.filter(pk=iso2.upper()).select_related("source").first()
    return _pays(trouve) if trouve else None


def points_des_divisions() -> dict[str, tuple[float, float]]:
    """Code d'un département ou d'une région, d'hier ou d'aujourd'hui → (latitude, longitude) de son chef-lieu."""
    divisions = Collectivite.objects.filter(Q(code__startswith="D") | Q(code__startswith="R"), lat__isnull=False)
    return {code: (lat or 0.0, lon or 0.0) for code, lat, lon in divisions.values_list("code", "lat", "lon")}


def points_des_pays() -> dict[str, tuple[float, float]]:
    """Code ISO → (latitude, longitude) du milieu du pays."""
    situes = Pays.objects.filter(lat__isnull=False).values_list("pk", "lat", "lon")
    return {iso: (lat or 0.0, lon or 0.0) for iso, lat, lon in situes}


def pays_liste() -> tuple[PaysFiche, ...]:
    """Tous les pays et territoires, dans l'ordre alphabétique français."""
    return tuple(sorted((_pays(p) for p in Pays.objects.select_related("source")), key=lambda p: p.slug))


def effectifs() -> tuple[EffectifFiche, ...]:
    """Les dénominateurs connus, chacun avec sa source et son millésime."""
    return tuple(
        EffectifFiche(e.categorie, e.libelle, e.millesime, e.nombre, e.source.code, e.source.nom)
        for e in Effectif.objects.select_related("source").order_by("categorie", "millesime")
    )


def _en_clair(noms: QuerySet[NomCollectivite], limite: int) -> list[NomCollectivite]:
    """Les noms portés aujourd'hui d'abord, puis ceux d'hier ou d'ailleurs ; les plus peuplées en tête."""
    rang = Case(When(nature__in=(NatureNom.OFFICIEL, NatureNom.USUEL), collectivite__ancienne=False, then=0), default=1)
    ordonnes = noms.select_related("collectivite__parent").annotate(rang=rang)
    return list(ordonnes.order_by("rang", F("collectivite__population").desc(nulls_last=True), "cle")[:limite])


def chercher_territoires(texte: str, *, limite: int = 20, exactement: bool = False) -> tuple[TerritoireBref, ...]:
    """Les collectivités dont un nom, d'aujourd'hui ou d'hier, est ce texte, puis celles dont un nom commence ainsi.

    exactement : s'en tenir aux premières.
    """
    voulu = cle(texte)
    code = texte.strip().upper()
    if not voulu:
        return ()
    # Une collectivité porte plusieurs noms : en lire davantage, pour qu'il en reste assez une fois réunis.
    exacts = _en_clair(NomCollectivite.objects.filter(cle=voulu), 4 * limite)
    debuts: list[NomCollectivite] = []
    if not exactement and len(voulu) >= 2 and len(exacts) < limite:
        debuts = _en_clair(NomCollectivite.objects.filter(commence_par("cle", voulu)).exclude(cle=voulu), 4 * limite)
    par_code = vers_aujourdhui(code) if code.isalnum() and len(code) <= 9 else None
    rangees: dict[str, TerritoireBref] = {}
    if par_code:
        rangees[par_code] = brefs_par_code([par_code])[par_code]
    for nom in (*exacts, *debuts):
        if len(rangees) >= limite:
            break
        trouve = _mener(nom)
        if trouve is not None:
            rangees.setdefault(trouve.code, trouve)
    return _situer(tuple(rangees.values())[:limite])


def _situer(brefs: tuple[TerritoireBref, ...]) -> tuple[TerritoireBref, ...]:
    """Nommer le département de chacun, en une requête."""
    codes = {f"D{b.departement}" for b in brefs if b.departement}
    noms = {c[1:]: nom for c, nom in Collectivite.objects.filter(code__in=codes).values_list("code", "nom")}
    return tuple(replace(b, departement_nom=noms.get(b.departement, "")) for b in brefs)


def _mener(nom: NomCollectivite) -> TerritoireBref | None:
    """Du nom trouvé à la collectivité d'aujourd'hui, en disant d'où l'on vient."""
    c = nom.collectivite
    if not c.ancienne and c.parent_id is None:
        porte = nom.nature in (NatureNom.OFFICIEL, NatureNom.USUEL)
        return bref(c, precision="" if porte else f"{nom.texte} ({nom.get_nature_display()})")
    aujourdhui = _vivante(c.code)
    if aujourdhui is None:
        return None
    return bref(aujourdhui, precision=f"{c.nom} ({c.get_categorie_display()})")
