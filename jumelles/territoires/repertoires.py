"""Les répertoires de noms des territoires : les bâtir depuis la base, et les ouvrir pour un processus."""

import fcntl
import os
import shutil
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from jumelles.rapprochement.moteur import Rapprocheur
from jumelles.rapprochement.repertoire import Entree, NomDit, Repertoire, RepertoireAbsent, ecrire
from jumelles.rapprochement.termes import Entite
from jumelles.territoires.enums import CategorieCollectivite as Cat
from jumelles.territoires.fraicheur import garder_un_moment
from jumelles.territoires.models import Collectivite, Filiation, Lieu, NomCollectivite
from jumelles.territoires.pays_francais import ISO_FRANCAIS
from jumelles.territoires.repere import marque_des_noms, repere_des_noms

PARTIES = (Cat.COMMUNE_DELEGUEE, Cat.COMMUNE_ASSOCIEE, Cat.ARRONDISSEMENT)
COMMUNALES = (Cat.COMMUNE, *PARTIES)
_GENERATIONS = 8
GARDES = 2
ESSAIS = 3
LETTRES_D_UN_CODE = 4
MARQUES = "marques"  # dans chaque dossier : les états des bases dont on sait déjà qu'ils sont le sien


def dossier_des_repertoires() -> Path:
    """Où ils sont, un dossier par état des références."""
    return Path(settings.VAR) / "rapprochement"


def batir_repertoires() -> Path:
    """Bâtir « france » et « monde » s'ils ne le sont pas pour les références de cette base ; rendre leur dossier.

    Une demi-minute pour la France et le monde entiers ; un seul processus à la fois s'y met, les autres l'attendent.
    """
    marque = marque_des_noms()
    connus = dossier_des_repertoires().glob(f"*/{MARQUES}/{marque}") if marque else ()
    for connu in connus:
        if _is_bati(connu.parent.parent):
            return connu.parent.parent
    dossier = _batir(repere_des_noms())
    if marque:
        (dossier / MARQUES).mkdir(exist_ok=True)
        (dossier / MARQUES / marque).touch()
    return dossier


def _is_bati(dossier: Path) -> bool:
    return (dossier / "monde" / "notice.json").exists()


def _batir(repere: str) -> Path:
    dossier = dossier_des_repertoires() / repere
    if _is_bati(dossier):
        return dossier
    dossier.mkdir(parents=True, exist_ok=True)
    with (dossier / "verrou").open("w") as verrou:
        fcntl.flock(verrou, fcntl.LOCK_EX)
        if not _is_bati(dossier):
            ecrire(dossier / "france", entrees_france(), repere=repere)
            ecrire(dossier / "monde", entrees_monde(), repere=repere)
    _oublier_les_anciens()
    return dossier


def _oublier_les_anciens() -> None:
    """Ne garder que les derniers servis ; qui en lit un autre le tient encore, qui allait l'ouvrir le rebâtit."""
    dossiers = sorted(dossier_des_repertoires().iterdir(), key=_dernier_usage)
    for ancien in dossiers[:-GARDES]:
        shutil.rmtree(ancien, ignore_errors=True)


def _dernier_usage(dossier: Path) -> int:
    try:
        return dossier.stat().st_mtime_ns
    except FileNotFoundError:  # un autre processus vient de l'ôter
        return 0


def entrees_france() -> Iterator[Entree]:
    """Toutes les collectivités, vivantes ou passées, avec tous leurs noms et celles qu'elles désignent aujourd'hui."""
    noms: defaultdict[int, list[NomDit]] = defaultdict(list)
    for pk, texte, nature in NomCollectivite.objects.values_list("collectivite_id", "texte", "nature").iterator():
        noms[pk].append(NomDit(texte, nature))
    suites, dates = _suites()
    for c in Collectivite.objects.select_related("parent").iterator(chunk_size=2000):
        communale = c.categorie in COMMUNALES
        entite = Entite(
            ref=f"collectivite:{c.code}", nom=c.nom, niveau=str(Cat.COMMUNE) if communale else c.categorie, pays="FR",
            departement=c.departement, population=c.population, lat=c.lat, lon=c.lon,
            vivante=not c.ancienne and c.categorie not in PARTIES, fin=_annee(c.fin or dates.get(c.pk, "")),
        )  # fmt: skip
        dits = (f"insee:{c.code_insee}" if c.code_insee else "", f"siren:{c.siren}" if c.siren else "")
        yield Entree(
            entite, tuple(noms[c.pk]), _cibles(c, suites), groupement=not communale,
            identifiants=tuple(d for d in dits if d),
        )  # fmt: skip


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


def _suites() -> tuple[dict[int, list[Collectivite]], dict[int, str]]:
    """Celles qui continuent chaque collectivité d'hier, et quand la première l'a reprise."""
    suites: defaultdict[int, list[Collectivite]] = defaultdict(list)
    dates: dict[int, str] = {}
    for lien in Filiation.objects.select_related("nouvelle", "nouvelle__parent").order_by("date", "pk"):
        suites[lien.ancienne_id].append(lien.nouvelle)
        if lien.date:
            dates.setdefault(lien.ancienne_id, lien.date)
    return dict(suites), dates


def _annee(date: str) -> int | None:
    return int(date[:4]) if date[:4].isdigit() else None


def entrees_monde() -> Iterator[Entree]:
    """Les lieux du monde hors de France ; un nom qui n'est pas en lettres latines ne se compare pas."""
    lieux = Lieu.objects.exclude(pays__in=ISO_FRANCAIS)
    for li in lieux.iterator(chunk_size=5000):
        entite = Entite(
            ref=f"lieu:{li.geonameid}", nom=li.nom, niveau="ville", pays=li.pays_id, division=li.division,
            population=li.population, lat=li.lat, lon=li.lon,
        )  # fmt: skip
        autres = (NomDit(n, "usuel") for n in li.autres_noms.split("\n") if _is_un_nom(n))
        yield Entree(entite, (NomDit(li.nom, "officiel"), *autres), identifiants=(f"geonames:{li.geonameid}",))


def _is_un_nom(texte: str) -> bool:
    """Ni une autre écriture, ni le code d'un aéroport (« AFD » est aussi celui de Port Alfred)."""
    return _is_latin(texte) and not (len(texte) <= LETTRES_D_UN_CODE and texte.isupper())


def _is_latin(texte: str) -> bool:
    return texte.isascii() or not any(0x36F < ord(s) < 0x1E00 or ord(s) > 0x2C00 for s in texte)


def rapprocheur() -> Rapprocheur:
    """Celui des références de cette base, telles qu'elles sont ; le bâtit s'il manque, le refait s'il est abîmé."""
    for _essai in range(ESSAIS):
        # Un autre processus peut ôter le dossier entre le moment où on le trouve et celui où on l'ouvre.
        with suppress(FileNotFoundError):
            dossier = batir_repertoires()
            os.utime(dossier)  # servi à l'instant : le dernier que l'on ôterait
            instant = (dossier / "monde" / "notice.json").stat().st_mtime_ns
            try:
                return _ouvrir(dossier, instant)
            except RepertoireAbsent:
                shutil.rmtree(dossier, ignore_errors=True)
    raise RepertoireAbsent("le répertoire des noms s'ôte à mesure qu'on le bâtit")


@garder_un_moment
def rapprocheur_du_moment() -> Rapprocheur:
    """Le même, sans reposer la question à la base plus d'une fois par minute : pour répondre vite à une page."""
    return rapprocheur()


@lru_cache(maxsize=4)
def _ouvrir(dossier: Path, _instant: int) -> Rapprocheur:
    return Rapprocheur(Repertoire(dossier / "france"), Repertoire(dossier / "monde"), francais=frozenset(ISO_FRANCAIS))
