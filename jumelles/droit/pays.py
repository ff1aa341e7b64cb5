"""Ce que des listes publiées disent d'un pays : aide au développement, moins avancé, avis datés, cadre local (C1.5)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from jumelles.droit.etats import Etat
from jumelles.droit.lecture import TableInvalide, codes, read_jour, read_lignes
from jumelles.droit.phrases import dire
from jumelles.referentiel.temps import DatePartielle

_LISTES = "liste groupe du au pays editeur adresse source_date etat"
_NOTICES = "iso2 sujet date texte editeur adresse source_date etat"
_CONSEILS = "iso2 chemin"
_CADRES = "iso2 sujet enonce editeur adresse source_date etat"
CONSEILS_AUX_VOYAGEURS = "https://www.diplomatie.gouv.fr/fr/conseils-aux-voyageurs/"


class ListePays(StrEnum):
    """Les pays moins avancés (Nations unies) ; ceux que l'aide publique au développement peut viser (OCDE)."""

    PMA = "pma"
    APD = "apd"


class SujetNotice(StrEnum):
    SUSPENSION = "suspension"
    VOYAGE = "voyage"
    REGIME = "regime"


class SujetCadre(StrEnum):
    """Ce qu'il faut savoir du pays avant d'y signer."""

    DECENTRALISATION = "decentralisation"
    PARTENAIRES_AUTORISES = "partenaires_autorises"


@dataclass(frozen=True, slots=True)
class Origine:
    """Qui le publie, où, à quelle date (None : non renseignée), et si on l'a relu à la source."""

    editeur: str
    adresse: str
    date: DatePartielle | None
    etat: Etat

    @property
    def is_sure(self) -> bool:
        """Vrai si c'est lu à la source citée."""
        return self.etat is Etat.TROUVE


@dataclass(frozen=True, slots=True)
class AnneeDeListe:
    """Une liste, une année. oui : None si aucune liste connue ne couvre l'année.

    groupe : sa place dans la liste, vide s'il n'y est pas ; jusqu_au : le jour de sa sortie, dans l'année.
    """

    liste: ListePays
    annee: int
    oui: bool | None
    groupe: str = ""
    jusqu_au: date | None = None
    origine: Origine | None = None


@dataclass(frozen=True, slots=True)
class NoticePays:
    """Un avis daté, à lire avant tout. quand : le jour ou le mois du fait."""

    iso2: str
    sujet: SujetNotice
    quand: DatePartielle
    texte: str
    origine: Origine

    @property
    def titre(self) -> str:
        """« Coopération suspendue », « Avis aux voyageurs »… (phrases.csv)."""
        return dire(f"notice.{self.sujet}")


@dataclass(frozen=True, slots=True)
class CadrePays:
    """Un énoncé sur l'organisation locale du pays."""

    iso2: str
    sujet: SujetCadre
    enonce: str
    origine: Origine


@dataclass(frozen=True, slots=True)
class _Rang:
    """Des pays inscrits à une liste, du premier au dernier jour compris."""

    liste: ListePays
    groupe: str
    du: date
    au: date
    pays: frozenset[str]
    origine: Origine


def dire_annee(liste: ListePays, iso2: str, annee: int) -> AnneeDeListe:
    """Ce que la liste dit de ce pays cette année-là ; la dernière place de l'année l'emporte."""
    couvrent = [r for r in _rangs() if r.liste is liste and r.du.year <= annee <= r.au.year]
    siens = sorted((r for r in couvrent if iso2 in r.pays), key=lambda r: r.au)
    if siens:
        rang = siens[-1]
        fin = rang.au if rang.au.year == annee and (rang.au.month, rang.au.day) != (12, 31) else None
        return AnneeDeListe(liste, annee, True, rang.groupe, fin, rang.origine)
    if not couvrent:
        return AnneeDeListe(liste, annee, None)
    return AnneeDeListe(liste, annee, False, origine=max(couvrent, key=lambda r: len(r.pays)).origine)


def dire_annees(liste: ListePays, iso2: str, annees: Iterable[int]) -> tuple[AnneeDeListe, ...]:
    """La même chose, année par année, dans l'ordre donné."""
    return tuple(dire_annee(liste, iso2, annee) for annee in annees)


def derniere_connue(liste: ListePays, iso2: str, annee: int) -> AnneeDeListe:
    """La dernière année couverte jusqu'à celle-ci ; sans réponse (None) si la liste n'en couvre aucune."""
    premiere = min(r.du.year for r in _rangs())
    dites = (dire_annee(liste, iso2, a) for a in range(annee, premiere - 1, -1))
    return next((d for d in dites if d.oui is not None), AnneeDeListe(liste, annee, None))


def notices_du_pays(iso2: str) -> tuple[NoticePays, ...]:
    """Les avis datés sur ce pays, le plus récent d'abord ; vide : aucun relevé, ce qui n'en exclut aucun."""
    siennes = (n for n in _notices() if n.iso2 == iso2)
    return tuple(sorted(siennes, key=lambda n: n.quand.earliest(), reverse=True))


def conseils_aux_voyageurs(iso2: str) -> str:
    """L'adresse officielle des conseils aux voyageurs : celle du pays si on l'a établie, sinon leur accueil."""
    return _conseils().get(iso2, CONSEILS_AUX_VOYAGEURS)


def cadre_du_pays(iso2: str) -> tuple[tuple[SujetCadre, tuple[CadrePays, ...]], ...]:
    """Chaque sujet et ce qu'on en sait ; vide : non renseigné."""
    return tuple((s, tuple(c for c in _cadres() if c.iso2 == iso2 and c.sujet is s)) for s in SujetCadre)


@cache
def _rangs() -> tuple[_Rang, ...]:
    lus = tuple(
        _Rang(
            ListePays(x["liste"]), x["groupe"], date.fromisoformat(x["du"]), date.fromisoformat(x["au"]),
            frozenset(codes(x["pays"])), _origine(x),
        )
        for x in read_lignes("listes_pays", _LISTES)
    )  # fmt: skip
    if any(r.du > r.au or not r.pays for r in lus):
        raise TableInvalide("listes_pays.csv : une période à l'envers, ou une ligne sans pays")
    return lus


@cache
def _notices() -> tuple[NoticePays, ...]:
    return tuple(
        NoticePays(x["iso2"], SujetNotice(x["sujet"]), DatePartielle.read(x["date"]), x["texte"], _origine(x))
        for x in read_lignes("notices_pays", _NOTICES)
    )


@cache
def _conseils() -> dict[str, str]:
    return {x["iso2"]: f"{CONSEILS_AUX_VOYAGEURS}{x['chemin']}" for x in read_lignes("conseils_pays", _CONSEILS)}


@cache
def _cadres() -> tuple[CadrePays, ...]:
    lus = read_lignes("cadres_pays", _CADRES)
    return tuple(CadrePays(x["iso2"], SujetCadre(x["sujet"]), x["enonce"], _origine(x)) for x in lus)


def _origine(x: dict[str, str]) -> Origine:
    if not x["editeur"]:
        raise TableInvalide(f"un fait sans éditeur : {x}")
    return Origine(x["editeur"], x["adresse"], read_jour(x["source_date"]), Etat(x["etat"]))
