"""Les répertoires de noms des territoires : les bâtir depuis la base, et les ouvrir pour un processus."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db.models import Max

from jumelles.rapprochement.moteur import Rapprocheur
from jumelles.rapprochement.repertoire import Entree, NomDit, Repertoire, RepertoireAbsent, ecrire
from jumelles.rapprochement.termes import Entite
from jumelles.territoires.enums import CategorieCollectivite as Cat
from jumelles.territoires.models import Collectivite, Filiation, Lieu, NomCollectivite
from jumelles.territoires.pays_francais import ISO_FRANCAIS

PARTIES = (Cat.COMMUNE_DELEGUEE, Cat.COMMUNE_ASSOCIEE, Cat.ARRONDISSEMENT)
COMMUNALES = (Cat.COMMUNE, *PARTIES)
_GENERATIONS = 8


def dossier_des_repertoires() -> Path:
    """Où ils sont."""
    return Path(settings.VAR) / "rapprochement"


def batir_repertoires() -> dict[str, int]:
    """Écrire « france » et « monde » à neuf ; rendre combien de noms chacun porte."""
    dossier = dossier_des_repertoires()
    repere = repere_des_noms()
    return {
        "france": ecrire(dossier / "france", entrees_france(), repere=repere),
        "monde": ecrire(dossier / "monde", entrees_monde(), repere=repere),
    }


def repere_des_noms() -> str:
    """Ce dont les répertoires sont faits : change dès qu'un nom ou un lieu s'ajoute."""
    noms = NomCollectivite.objects.aggregate(n=Max("pk"))["n"]
    lieux = Lieu.objects.aggregate(n=Max("pk"))["n"]
    return f"{noms or 0}-{lieux or 0}-{Collectivite.objects.count()}"


def entrees_france() -> Iterator[Entree]:
    """Toutes les collectivités, vivantes ou passées, avec tous leurs noms et celles qu'elles désignent aujourd'hui."""
    noms: defaultdict[int, list[NomDit]] = defaultdict(list)
    for pk, texte, nature in NomCollectivite.objects.values_list("collectivite_id", "texte", "nature").iterator():
        noms[pk].append(NomDit(texte, nature))
    suites = _suites()
    for c in Collectivite.objects.select_related("parent").iterator(chunk_size=2000):
        communale = c.categorie in COMMUNALES
        entite = Entite(
            ref=f"collectivite:{c.code}", nom=c.nom, niveau=str(Cat.COMMUNE) if communale else c.categorie, pays="FR",
            departement=c.departement, population=c.population, lat=c.lat, lon=c.lon,
            vivante=not c.ancienne and c.categorie not in PARTIES,
        )  # fmt: skip
        yield Entree(entite, tuple(noms[c.pk]), _cibles(c, suites), groupement=not communale)


def _cibles(collectivite: Collectivite, suites: Mapping[int, list[Collectivite]]) -> tuple[str, ...]:
    """Celles d'aujourd'hui qu'elle désigne, de fusion en fusion ; vide : elle-même."""
    if not collectivite.ancienne and collectivite.categorie not in PARTIES:
        return ()
    front, finales = [collectivite], {}
    for _ in range(_GENERATIONS):
        suivantes = []
        for c in front:
            siennes = [c.parent] if not c.ancienne and c.categorie in PARTIES and c.parent else suites.get(c.pk, [])
            for suite in siennes:
                finie = not suite.ancienne and suite.categorie not in PARTIES
                finales.update({suite.code: suite} if finie else {})
                suivantes += [] if finie else [suite]
        front = suivantes
    return tuple(f"collectivite:{code}" for code in sorted(finales))


def _suites() -> dict[int, list[Collectivite]]:
    suites: defaultdict[int, list[Collectivite]] = defaultdict(list)
    for lien in Filiation.objects.select_related("nouvelle", "nouvelle__parent"):
        suites[lien.ancienne_id].append(lien.nouvelle)
    return dict(suites)


def entrees_monde() -> Iterator[Entree]:
    """Les lieux du monde hors de France ; un nom qui n'est pas en lettres latines ne se compare pas."""
    lieux = Lieu.objects.exclude(pays__in=ISO_FRANCAIS)
    for li in lieux.iterator(chunk_size=5000):
        entite = Entite(
            ref=f"lieu:{li.geonameid}", nom=li.nom, niveau="ville", pays=li.pays_id, division=li.division,
            population=li.population, lat=li.lat, lon=li.lon,
        )  # fmt: skip
        autres = (NomDit(n, "usuel") for n in li.autres_noms.split("\n") if _is_latin(n))
        yield Entree(entite, (NomDit(li.nom, "officiel"), *autres))


def _is_latin(texte: str) -> bool:
    return texte.isascii() or not any(0x36F < ord(s) < 0x1E00 or ord(s) > 0x2C00 for s in texte)


@cache
def _ouvrir(dossier: Path, _instant: int) -> tuple[Repertoire, ...]:
    return tuple(Repertoire(dossier / nom) for nom in ("france", "monde"))


def rapprocheur() -> Rapprocheur:
    """Le rapprocheur de ce processus ; RepertoireAbsent si les répertoires ne sont pas bâtis."""
    france, monde = repertoires()
    return _rapprocheur(france, monde)


@cache
def _rapprocheur(france: Repertoire, monde: Repertoire) -> Rapprocheur:
    return Rapprocheur(france, monde, francais=frozenset(ISO_FRANCAIS))


def repertoires() -> tuple[Repertoire, ...]:
    """Ceux de ce processus, rouverts quand ils ont été refaits ; RepertoireAbsent s'ils ne sont pas bâtis."""
    dossier = dossier_des_repertoires()
    try:
        instant = (dossier / "monde" / "notice.json").stat().st_mtime_ns
    except FileNotFoundError as erreur:
        raise RepertoireAbsent("les répertoires de noms ne sont pas bâtis : `jumelles construire`") from erreur
    return _ouvrir(dossier, instant)
