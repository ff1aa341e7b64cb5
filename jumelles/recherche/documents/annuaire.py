"""Les acteurs d'un paquet de documents, avec leurs noms d'hier et les territoires qui les contiennent."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from jumelles.acteurs.models import Acteur
from jumelles.cooperations.brouillage import Masque
from jumelles.cooperations.fiches import PartieFiche
from jumelles.cooperations.requetes.parties import partie_de
from jumelles.recherche.documents.decor import Decor
from jumelles.territoires.models import Collectivite, Filiation, NomCollectivite

GARDES = 4_000
SAUTS = 8
NOMS_DE_LIEU = 24
LATIN = "\u0250"
SANS_MASQUE = Masque()


@dataclass(frozen=True, slots=True)
class ActeurLu:
    """Un acteur chargé. noms : ceux d'aujourd'hui, d'hier, d'ailleurs ; territoires : son code et ses ancêtres.

    contexte : noms des territoires et du pays ; bout : d'où part un arc (« D38 », « R84 »), vide s'il n'y en a pas.
    """

    acteur: Acteur
    fiche: PartieFiche  # la partie qu'il est, quand rien ne la masque
    francais: bool
    noms: tuple[str, ...]
    contexte: tuple[str, ...]
    territoires: tuple[str, ...] = ()
    epci: str = ""
    departement: str = ""
    region: str = ""
    bout: str = ""
    population: int = 0


class Annuaire:
    """Les acteurs déjà lus pendant une course ; au plus GARDES en mémoire."""

    def __init__(self, decor: Decor) -> None:
        self.decor = decor
        self._lus: dict[int, ActeurLu] = {}

    def get(self, acteur_id: int) -> ActeurLu | None:
        """L'acteur chargé ; None s'il a disparu entre-temps."""
        return self._lus.get(acteur_id)

    def charger(self, ids: Iterable[int]) -> None:
        """Lire ceux qui manquent : quatre requêtes au plus."""
        voulus = set(ids)
        if len(self._lus) > GARDES:
            self._lus = {pk: self._lus[pk] for pk in voulus & self._lus.keys()}
        manquants = voulus - self._lus.keys()
        if manquants:
            self.ranger(list(Acteur.objects.filter(pk__in=manquants).select_related("collectivite", "lieu")))

    def ranger(self, acteurs: list[Acteur]) -> None:
        """Garder ces acteurs, chargés avec collectivité et lieu."""
        if len(self._lus) > 2 * GARDES:
            self._lus.clear()
        collectivites = [a.collectivite for a in acteurs if a.collectivite]
        noms = noms_des_collectivites(c.pk for c in collectivites)
        suites = aujourdhui(collectivites)
        for acteur in acteurs:
            acteur.pays = self.decor.pays[acteur.pays_id]
            siens = acteur.collectivite_id or 0
            self._lus[acteur.pk] = self._lire(acteur, noms.get(siens, ()), suites.get(siens))

    def _lire(self, acteur: Acteur, noms: tuple[str, ...], suite: Collectivite | None) -> ActeurLu:
        pays = self.decor.noms_pays[acteur.pays_id]
        fiche = partie_de(acteur, SANS_MASQUE)
        francais = fiche.francaise
        c = acteur.collectivite
        propres = (acteur.nom, acteur.sigle) if acteur.sigle else (acteur.nom,)
        if c is None:
            lieu = acteur.lieu
            ailleurs = noms_latins(lieu.autres_noms) if lieu else ()
            population = (lieu.population or 0) if lieu else 0
            return ActeurLu(
                acteur, fiche, francais, (*propres, *ailleurs), () if francais else pays, population=population
            )
        codes = tuple(dict.fromkeys((*ancetres(c, self.decor), *(ancetres(suite, self.decor) if suite else ()))))
        grands = tuple(self.decor.grands[x] for x in codes if x != c.code and x in self.decor.grands)
        return ActeurLu(
            acteur, fiche, francais, (*propres, *noms), grands, territoires=codes,
            epci=self.decor.codes.get(c.epci_id or 0, ""), departement=departement_de(c, self.decor),
            region=region_de(c, self.decor), bout=bout_de(c), population=c.population or 0,
        )  # fmt: skip


def noms_latins(autres_noms: str) -> tuple[str, ...]:
    """Les noms d'un lieu écrits en lettres latines, sans répétition, NOMS_DE_LIEU au plus."""
    latins = {n.casefold(): n for n in autres_noms.split("\n") if n and max(n) < LATIN}
    return tuple(latins.values())[:NOMS_DE_LIEU]


def departement_de(c: Collectivite, decor: Decor) -> str:
    """Le code du département qui contient (ou qu'est) la collectivité ; vide pour une région."""
    if c.code.startswith("R") or (c.code.startswith("D") and c.categorie != "departement"):
        return ""
    code = f"D{c.departement}"
    return code if c.departement and code in decor.grands else ""


def region_de(c: Collectivite, decor: Decor) -> str:
    """Le code de la région qui contient (ou qu'est) la collectivité."""
    code = c.code if c.code.startswith("R") else f"R{c.region}"
    return code if code in decor.grands else ""


def ancetres(c: Collectivite, decor: Decor) -> tuple[str, ...]:
    """Son code, puis ceux de son EPCI, de son département (d'hier et d'aujourd'hui) et de sa région."""
    departement = departement_de(c, decor)
    epci = decor.codes.get(c.epci_id or 0, "")
    codes = (c.code, epci, departement, decor.suites.get(departement, ""), region_de(c, decor))
    return tuple(dict.fromkeys(code for code in codes if code))


def bout_de(c: Collectivite) -> str:
    """D'où part un arc : la région, ou le département."""
    if c.code.startswith("R") or not c.departement:
        return c.code if c.code[:1] in "DR" else ""
    return f"D{c.departement}"


def aujourdhui(collectivites: Iterable[Collectivite]) -> dict[int, Collectivite]:
    """Identifiant d'une collectivité d'hier, ou déléguée → celle qui lui succède ; aucune requête s'il n'y en a pas."""
    suites: dict[int, Collectivite] = {}
    front = {c.pk: c for c in collectivites if _passee(c)}
    for _saut in range(SAUTS):
        if not front:
            break
        vers = {c.pk: c.parent_id for c in front.values() if c.parent_id}
        filiations = Filiation.objects.filter(ancienne__in={c.pk for c in front.values()}).order_by("date")
        vers |= dict(filiations.values_list("ancienne_id", "nouvelle_id"))
        suivantes = Collectivite.objects.in_bulk({v for v in vers.values() if v})
        front = {pk: suivantes[v] for pk, c in front.items() if (v := vers.get(c.pk))}
        suites |= front
        front = {pk: c for pk, c in front.items() if _passee(c)}
    return suites


def _passee(c: Collectivite) -> bool:
    return c.ancienne or c.parent_id is not None


def noms_des_collectivites(ids: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """Les noms portés, d'hier, d'ailleurs ; ceux des communes réunies et déléguées ; trois requêtes."""
    voulus = sorted(ids)
    if not voulus:
        return {}
    noms: defaultdict[int, dict[str, None]] = defaultdict(dict)
    for lignes in (
        NomCollectivite.objects.filter(collectivite__in=voulus).values_list("collectivite_id", "texte"),
        Filiation.objects.filter(nouvelle__in=voulus).values_list("nouvelle_id", "ancienne__nom"),
        Collectivite.objects.filter(parent__in=voulus).values_list("parent_id", "nom"),
    ):
        for pk, texte in lignes:
            if texte and max(texte) < LATIN:
                noms[pk][texte] = None
    return {pk: tuple(textes) for pk, textes in noms.items()}
