"""Les notices : ce que l'on sait de nombreux territoires, lieux ou pays à la fois, en peu de requêtes."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q

from jumelles.rapprochement.normaliser import cle
from jumelles.territoires.enums import NatureNom
from jumelles.territoires.models import Collectivite, Filiation, Lieu, NomCollectivite, Pays
from jumelles.territoires.regles import nom_affiche
from jumelles.territoires.suites import codes_d_aujourdhui

_DIVISIONS = Q(code__startswith="D") | Q(code__startswith="R")


@dataclass(frozen=True, slots=True)
class NoticeTerritoire:
    """Une collectivité d'aujourd'hui. departement, region, epci : codes publics (« D38 »), vides s'il n'y en a pas.

    population municipale du millésime, None si inconnue ; lat et lon en degrés WGS84.
    """

    code: str
    nom: str
    nom_affiche: str  # « Département de l'Isère »
    categorie: str
    categorie_libelle: str
    insee: str
    siren: str
    departement: str
    region: str
    epci: str
    epci_nom: str
    population: int | None
    millesime: str
    lat: float | None
    lon: float | None
    autres_noms: tuple[str, ...]
    anciens_noms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoticeLieu:
    """Un lieu du monde ; population None si inconnue ; lat et lon en degrés WGS84."""

    geonames: int
    nom: str
    pays: str
    population: int | None
    lat: float
    lon: float
    autres_noms: tuple[str, ...]


def notices_des_territoires(codes: Collection[str]) -> dict[str, NoticeTerritoire]:
    """Code demandé, d'hier ou d'aujourd'hui → la collectivité d'aujourd'hui ; les codes inconnus manquent."""
    vers = codes_d_aujourdhui(codes)
    vivantes = Collectivite.objects.vivantes().filter(code__in=set(vers.values())).select_related("epci")
    chargees = {c.code: c for c in vivantes}
    autres, anciens = _noms(chargees.values())
    notices = {code: _notice(c, autres[c.pk], anciens[c.pk]) for code, c in chargees.items()}
    return {code: notices[suite] for code, suite in vers.items() if suite in notices}


def _noms(collectivites: Iterable[Collectivite]) -> tuple[defaultdict[int, list[str]], defaultdict[int, list[str]]]:
    """Par collectivité : ses autres noms d'aujourd'hui, et ceux d'hier, communes réunies comprises."""
    noms = {c.pk: c.nom for c in collectivites}
    autres: defaultdict[int, list[str]] = defaultdict(list)
    anciens: defaultdict[int, list[str]] = defaultdict(list)
    dits = NomCollectivite.objects.filter(collectivite__in=noms).order_by("pk")
    for pk, texte, nature in dits.values_list("collectivite_id", "texte", "nature"):
        rangee = anciens[pk] if nature == NatureNom.ANCIEN else autres[pk]
        if texte not in rangee and texte.casefold() != noms[pk].casefold():
            rangee.append(texte)
    reunies = Filiation.objects.filter(nouvelle__in=noms).order_by("ancienne__code")
    for pk, texte in reunies.values_list("nouvelle_id", "ancienne__nom"):
        if texte not in anciens[pk] and texte.casefold() != noms[pk].casefold():
            anciens[pk].append(texte)
    return autres, anciens


def _notice(c: Collectivite, autres: list[str], anciens: list[str]) -> NoticeTerritoire:
    return NoticeTerritoire(
        code=c.code, nom=c.nom, nom_affiche=nom_affiche(c.categorie, c.nom, c.charniere), categorie=c.categorie,
        categorie_libelle=str(c.get_categorie_display()), insee=c.code_insee, siren=c.siren,
        departement=f"D{c.departement}" if c.departement and not c.code.startswith("R") else "",
        region=f"R{c.region}" if c.region else "", epci=c.epci.code if c.epci else "",
        epci_nom=c.epci.nom if c.epci else "", population=c.population, millesime=c.millesime, lat=c.lat, lon=c.lon,
        autres_noms=tuple(autres), anciens_noms=tuple(anciens),
    )  # fmt: skip


def notices_des_lieux(geonames: Collection[int]) -> dict[int, NoticeLieu]:
    """Identifiant GeoNames → le lieu ; les inconnus manquent. Une requête."""
    return {
        li.geonameid: NoticeLieu(
            li.geonameid, li.nom, li.pays_id, li.population, li.lat, li.lon,
            tuple(n for n in li.autres_noms.split("\n") if n),
        )
        for li in Lieu.objects.filter(geonameid__in=list(geonames))
    }  # fmt: skip


def codes_des_siren(sirens: Collection[str]) -> dict[str, str]:
    """SIREN → code de la collectivité d'aujourd'hui qui le porte. Une requête."""
    vivantes = Collectivite.objects.vivantes().filter(siren__in=[s for s in sirens if s])
    return dict(vivantes.values_list("siren", "code"))


def noms_des_divisions() -> dict[str, str]:
    """Code d'un département ou d'une région (« D38 ») → son nom."""
    return dict(Collectivite.objects.filter(_DIVISIONS).values_list("code", "nom"))


def noms_des_pays() -> dict[str, tuple[str, ...]]:
    """Code ISO 2 → ses noms, le nom officiel français d'abord ; codes ISO compris."""
    return {
        p.iso2: tuple(
            n for n in (p.nom, p.nom_long, p.nom_onu, p.nom_anglais, *p.autres_noms, p.iso3, p.iso2) if cle(n)
        )
        for p in Pays.objects.order_by("nom")
    }
