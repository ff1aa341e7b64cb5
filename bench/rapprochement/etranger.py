"""La vérité d'une ville étrangère : les lieux de GeoNames qui peuvent être celui dont la liste donne le point.

Aucun contour à l'étranger. La vérité est un ensemble d'identifiants, séparés par « | », pris dans le pays dit, à moins
de R km du point (R : 6 km ; 12 au-delà de 20 000 habitants dits ; 15 si le nom annonce une municipalité ; 20 au-delà de
200 000 habitants) :

1. « nommé » : un nom du lieu (tous ceux de GeoNames) est celui de la ligne, aux mots d'administration et aux précisions
   près. Un nom principal passe avant un nom de rechange ; des égaux qui restent, sont admis le plus proche du point et
   ceux qui sont à moins de 3 km de lui.
2. « nommé à peu près » : ressemblance d'au moins 82 sur 100, et le lieu est à moins de 3 km du point, ou a la
   population dite à 35 % près, ou ne diffère que d'une lettre ou deux (90 sur 100). À moins de 1,5 km, 65 sur 100
   suffisent.
3. « nommé de loin » : rien à moins de R, mais un seul lieu de ce nom à moins de 60 km, et à moins de 15 km.
4. « population » : aucun nom ne ressemble ; un seul lieu à moins de 2 km a la population dite, à 35 % près.
5. « relue » : une personne a lu la ligne (`relues_etranger.csv`).

Sans vérité, comptées à part :

- « absente » : rien ne ressemble autour. Le lieu n'est pas au référentiel (village, arrondissement, district anglais
  sans ville de ce nom), ou la ligne le met dans un autre pays ; en accepter un est une faute, comptée à part ;
- « division » : province, comté, cercle, département ; le référentiel n'a que des lieux habités ;
- « point douteux » : un lieu de ce nom est entre 15 et 60 km, ou plusieurs y sont. On ne juge pas ;
- « autre pays » : un lieu de ce nom est là, dans un autre pays que celui de la ligne (« Yalta », Russie ; « Blaj »,
  Autriche-Hongrie). On ne juge pas.

Relecture du 22 novembre 2026 : 60 lignes « oui » tirées au hasard et lues une à une, aucune vérité fausse (donc moins
de 6 % de fausses, à 95 %) ; les 87 villes « à peu près », « de loin » et « population » lues toutes, 25 corrigées.

Limites : le nom aide à choisir entre des lieux voisins, jamais hors du rayon ; le moteur ne voit ni le point ni le
rayon. Une commune et son bourg, que GeoNames range à part, se confondent si leurs points sont à moins de 3 km. Un point
faux de la liste (« Durango » au Mexique, posée à Tijuana) rend « absente » une ville présente.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from rapidfuzz.fuzz import ratio, token_set_ratio

from bench.rapprochement.francais import dire_point
from bench.rapprochement.lieux import LieuConnu, Lieux
from bench.rapprochement.mentions import Citee
from jumelles.rapprochement.normaliser import cle
from jumelles.referentiel.sphere import distance_km

RELUES = Path(__file__).parent / "relues_etranger.csv"
PRESQUE = 82.0
UNE_LETTRE = 90.0
SUR_PLACE = (1.5, 65.0)
PRES_KM = 3.0
POPULATION_KM = 2.0
LOIN_KM = 15.0
RAYON_DOUTE_KM = 60.0
AUTRE_PAYS_KM = 15.0
RAPPORT_POPULATION = 1.35
MUNICIPALITE = re.compile(r"\b(?:municipality|municipio|gmina|gemeinde|comune|commune|city of|town)\b", re.IGNORECASE)
_DIVISION = re.compile(
    r"\b(?:province|county|voivodeship|department|departamento|region|prefecture|oblast|governorate|state|district"
    r"|canton|raion|krai|wilaya|cercle|circle|comarca|landkreis)\b",
    re.IGNORECASE,
)
_MOTS = re.compile(
    r"\b(?:municipality|municipio|gmina|gemeinde|comune|commune|rural|urban|city|town|village|of|de|di|del|la|le|the"
    r"|metropolitan|local|borough)\b"
)
_cle = lru_cache(maxsize=1_000_000)(cle)


@dataclass(frozen=True, slots=True)
class VeriteLieu:
    """ids vides : rien d'admis. origine : comment on le sait (voir en tête)."""

    ids: tuple[int, ...]
    origine: str


def read_relues() -> dict[tuple[str, str], VeriteLieu]:
    """(nom, point au dixième) → ce qu'une personne a lu ; vide : absente du référentiel ; « ? » : point faux."""
    with RELUES.open(encoding="utf-8", newline="") as fichier:
        return {(r["nom"], r["point"]): _lire_relue(r["verite"]) for r in csv.DictReader(fichier)}


def _lire_relue(verite: str) -> VeriteLieu:
    if verite == "?":
        return VeriteLieu((), "point douteux")
    ids = tuple(int(v) for v in verite.split("|") if v)
    return VeriteLieu(ids, "relue" if ids else "absente")


def rayon_km(citee: Citee) -> float:
    """Jusqu'où le lieu peut être du point, selon ce que la ligne dit de sa taille."""
    if (citee.population or 0) >= 200_000:
        return 20.0
    if MUNICIPALITE.search(citee.nom):
        return LOIN_KM
    return 12.0 if (citee.population or 0) >= 20_000 else 6.0


def formes(nom: str) -> tuple[str, ...]:
    """Les clés à comparer : entière, sans précision, sans mots d'administration."""
    cles = [_cle(n) for n in (nom, nom.partition(",")[0], nom.partition("(")[0])]
    cles += [" ".join(_MOTS.sub(" ", c).split()) for c in cles]
    return tuple(dict.fromkeys(c for c in cles if c))


def ressemblance(dites: Sequence[str], nom: str) -> float:
    """De 0 à 100 : 100 si une forme est égale ; sinon la plus forte des ressemblances, au plus 99."""
    clef = _cle(nom)
    if not clef:
        return 0.0
    if clef in dites:
        return 100.0
    return min(99.0, max(max(ratio(d, clef), _mots(d, clef)) for d in dites))


def _mots(dite: str, clef: str) -> float:
    """Les mots communs, sauf entre noms trop courts ; un peu moins qu'un nom égal."""
    return min(89.0, token_set_ratio(dite, clef)) if min(len(dite), len(clef)) >= 4 else 0.0


def juger(citee: Citee, pays: str, lieux: Lieux, relues: dict[tuple[str, str], VeriteLieu]) -> VeriteLieu:
    """Les lieux admis pour une ligne, par son point."""
    relue = relues.get((citee.nom, dire_point(citee.lat, citee.lon)))
    if relue is not None:
        return relue
    if _DIVISION.search(citee.nom.partition(",")[0]):
        return VeriteLieu((), "division")
    autour = lieux.find_autour(pays, citee.lat, citee.lon, RAYON_DOUTE_KM)
    rayon = rayon_km(citee)
    return _nommer(citee, [m for m in autour if m[0] <= rayon]) or _nommer_de_loin(citee, autour, rayon, lieux)


def _nommer(citee: Citee, proches: Iterable[tuple[float, LieuConnu]]) -> VeriteLieu | None:
    """Les lieux les mieux nommés du voisinage."""
    dites = formes(citee.nom)
    notes = []
    for km, lieu in proches:
        note, rang = max((ressemblance(dites, n), -min(r, 1)) for r, n in enumerate(lieu.noms))
        if note == 100.0 or _suffit(note, km, citee.population, lieu.population):
            notes.append((-note, -rang, km, lieu))
    if not notes:
        return None
    meilleure, rang, _, premier = min(notes, key=lambda n: n[:3])
    egaux = [li for note, r, _, li in sorted(notes, key=lambda n: n[2]) if (note, r) == (meilleure, rang)]
    ids = tuple(li.geonameid for li in egaux if _ecart(premier, li) <= PRES_KM)
    return VeriteLieu(ids, "nommé" if meilleure == -100.0 else "nommé à peu près")


def _suffit(note: float, km: float, dite: int | None, connue: int | None) -> bool:
    if km <= SUR_PLACE[0] and note >= SUR_PLACE[1]:
        return True
    return note >= PRESQUE and (km <= PRES_KM or note >= UNE_LETTRE or _meme_population(dite, connue))


def _nommer_de_loin(citee: Citee, autour: Sequence[tuple[float, LieuConnu]], rayon: float, lieux: Lieux) -> VeriteLieu:
    """Quand rien ne ressemble dans le rayon : plus loin, ou par la population, ou rien."""
    dites = formes(citee.nom)
    homonymes = [(km, li) for km, li in autour if any(_cle(n) in dites for n in li.noms)]
    if len(homonymes) == 1 and homonymes[0][0] <= LOIN_KM:
        return VeriteLieu((homonymes[0][1].geonameid,), "nommé de loin")
    if homonymes:
        return VeriteLieu((), "point douteux")
    pres = [li for km, li in autour if km <= min(rayon, POPULATION_KM)]
    memes = [li for li in pres if _meme_population(citee.population, li.population)]
    if len(memes) == 1:
        return VeriteLieu((memes[0].geonameid,), "population")
    ailleurs = lieux.find_partout(citee.lat, citee.lon, AUTRE_PAYS_KM)
    is_ailleurs = any(_cle(n) in dites for li in ailleurs for n in li.noms)
    return VeriteLieu((), "autre pays" if is_ailleurs else "absente")


def _ecart(un: LieuConnu, autre: LieuConnu) -> float:
    return distance_km(un.lat, un.lon, autre.lat, autre.lon)


def _meme_population(dite: int | None, connue: int | None) -> bool:
    if not dite or not connue:
        return False
    return 1 / RAPPORT_POPULATION <= dite / connue <= RAPPORT_POPULATION
