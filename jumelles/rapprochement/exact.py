"""Juger si un nom désigne une chose connue : égalité des noms normalisés, et rien qu'on doive deviner."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import asin, cos, radians, sin, sqrt

RAYON_COMMUNE_KM = 15.0
# Le point d'une commune seule de son nom peut être loin de celui de la source : communes très étendues.
RAYON_SEULE_KM = 30.0
MARGE_HOMONYME = 3.0
RAPPORT_POPULATION = 3.0
RAPPORT_MEME = 4 / 3
RAPPORT_DOMINANT = 10.0
POPULATION_DOMINANTE = 50_000
POPULATION_GRANDE = 500_000
_RANG_NOM = {"officiel": 0, "usuel": 1, "etranger": 2, "ancien": 3}
_DIT_NOM = {
    "officiel": "même nom officiel que « {nom} »",
    "usuel": "nom usuel de « {nom} »",
    "etranger": "autre nom de « {nom} »",
    "ancien": "ancien nom de « {nom} »",
}


class Issue(StrEnum):
    """Ce que vaut la réponse : on tient, on hésite, ou rien ne convient."""

    ACCEPTE = "accepté"
    A_REVOIR = "à revoir"
    ECARTE = "écarté"


@dataclass(frozen=True, slots=True)
class Demande:
    """Ce que la ligne dit : clés du nom (du plus fidèle au plus nu), niveaux admis, et les indices qu'elle porte.

    niveaux vide : la ligne n'en dit rien. Degrés décimaux WGS84. dominante : à l'étranger, admettre
    la seule grande ville d'un nom.
    """

    nom: str
    cles: tuple[str, ...]
    niveaux: frozenset[str] = frozenset()
    departements: frozenset[str] = frozenset()
    population: int | None = None
    lat: float | None = None
    lon: float | None = None
    dominante: bool = False


@dataclass(frozen=True, slots=True)
class Candidat:
    """Une chose connue qui porte l'une des clés. designe : la chose d'aujourd'hui qu'elle mène à désigner."""

    ref: str
    nom: str
    cle: str
    niveau: str
    nature_nom: str = "officiel"
    designe: str = ""
    departement: str = ""
    population: int | None = None
    lat: float | None = None
    lon: float | None = None
    vivant: bool = True

    @property
    def cible(self) -> str:
        """Ce que l'on désigne en le choisissant."""
        return self.designe or self.ref


@dataclass(frozen=True, slots=True)
class Reponse:
    """L'issue, le candidat retenu s'il y en a un, le score de 0 à 1, et les raisons en français."""

    issue: Issue
    candidat: Candidat | None
    score: float
    raisons: tuple[str, ...]
    ecartes: tuple[Candidat, ...] = ()


def distance_km(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Distance à vol d'oiseau en kilomètres (formule du demi-sinus verse, rayon 6 371 km)."""
    phi_a, phi_b = radians(lat_a), radians(lat_b)
    h = sin((phi_b - phi_a) / 2) ** 2 + cos(phi_a) * cos(phi_b) * sin(radians(lon_b - lon_a) / 2) ** 2
    return 2 * 6371.0 * asin(min(1.0, sqrt(h)))


def juger(demande: Demande, candidats: Iterable[Candidat]) -> Reponse:
    """Retenir le seul candidat que la ligne permet, sinon rendre ceux entre lesquels on hésite."""
    tous = [c for c in candidats if c.cle in demande.cles]
    if not tous:
        return Reponse(Issue.ECARTE, None, 0.0, ("aucun nom semblable au référentiel",))
    admis = _filtrer(demande, tous)
    if not admis:
        return Reponse(Issue.A_REVOIR, None, 0.0, _raisons_du_refus(demande, tous), _par_cible(tous))
    restants = _par_cible(admis)
    if demande.lat is not None and demande.lon is not None:
        return _juger_par_distance(demande, restants)
    return _juger_par_nom(demande, restants)


def _filtrer(demande: Demande, candidats: Sequence[Candidat]) -> list[Candidat]:
    """Garder le niveau et le département que la ligne annonce, sous la clé la plus fidèle qui en a."""
    admis = [
        c
        for c in candidats
        if (not demande.niveaux or c.niveau in demande.niveaux)
        and (not demande.departements or c.departement in demande.departements)
    ]
    for cle in demande.cles:
        siens = [c for c in admis if c.cle == cle]
        if siens:
            return siens
    return []


def _raisons_du_refus(demande: Demande, candidats: Sequence[Candidat]) -> tuple[str, ...]:
    """Pourquoi des noms égaux ne suffisent pas."""
    raisons = []
    if demande.niveaux and all(c.niveau not in demande.niveaux for c in candidats):
        raisons.append(f"niveau différent : {', '.join(sorted({c.niveau for c in candidats}))}")
    if demande.departements and all(c.departement not in demande.departements for c in candidats):
        raisons.append(f"aucune dans {', '.join(sorted(demande.departements))}")
    return tuple(raisons) or ("niveau et département ne vont pas ensemble",)


def _ordre(candidat: Candidat) -> tuple[bool, bool, int]:
    """D'abord celle d'aujourd'hui, sous son propre nom, puis sous un nom de rechange."""
    return (not candidat.vivant, bool(candidat.designe), _RANG_NOM.get(candidat.nature_nom, 9))


def _par_cible(candidats: Iterable[Candidat]) -> tuple[Candidat, ...]:
    """Un seul candidat par chose désignée : une commune nouvelle et sa déléguée du même nom n'en font qu'une."""
    retenus: dict[str, Candidat] = {}
    for candidat in sorted(candidats, key=_ordre):
        retenus.setdefault(candidat.cible, candidat)
    return tuple(retenus.values())


def _dit_nom(candidat: Candidat) -> str:
    """La phrase qui dit par quel nom on l'a trouvé."""
    return _DIT_NOM.get(candidat.nature_nom, "nom de « {nom} »").format(nom=candidat.nom)


def _juger_par_distance(demande: Demande, candidats: tuple[Candidat, ...]) -> Reponse:
    """Le plus proche du point de la ligne, nettement devant le suivant."""
    mesures = _mesurer(demande, candidats)
    if not mesures:
        return _juger_par_nom(demande, candidats)
    distance, plus_proche = mesures[0]
    rayon = _rayon(plus_proche, is_seul=len(candidats) == 1)
    ecarts = (_dit_nom(plus_proche), f"{distance:.0f} km")
    if distance > rayon:
        return Reponse(Issue.A_REVOIR, None, 0.2, (*ecarts, f"plus de {rayon:.0f} km"), candidats)
    if len(mesures) > 1 and not _nettement(demande, distance, mesures[1][0]):
        autre = mesures[1]
        raison = f"« {autre[1].nom} » n'est qu'à {autre[0]:.0f} km"
        return Reponse(Issue.A_REVOIR, None, 0.4, (*ecarts, raison), candidats)
    score = round(1.0 - 0.3 * distance / rayon - 0.02 * _RANG_NOM.get(plus_proche.nature_nom, 4), 3)
    return Reponse(Issue.ACCEPTE, plus_proche, score, (*ecarts, *_dit_population(demande, plus_proche)))


def _mesurer(demande: Demande, candidats: Iterable[Candidat]) -> list[tuple[float, Candidat]]:
    """Candidats et distances, du plus proche au plus lointain ; à l'étranger, le nom principal d'un lieu proche
    passe avant le nom de rechange d'un voisin (« San Miniato » avant « San Miniato Basso »)."""
    assert demande.lat is not None
    assert demande.lon is not None
    mesures = sorted(
        (
            (distance_km(demande.lat, demande.lon, c.lat, c.lon), c)
            for c in candidats
            if c.lat is not None and c.lon is not None
        ),
        key=lambda m: (m[0], _ordre(m[1])),
    )
    if not demande.dominante:
        return mesures
    proches = [m for m in mesures if m[0] <= RAYON_COMMUNE_KM and m[1].nature_nom == "officiel"]
    return proches or mesures


def _rayon(candidat: Candidat, *, is_seul: bool) -> float:
    """Une commune seule de son nom, ou une très grande ville, peut avoir son point plus loin."""
    is_grande = (candidat.population or 0) >= POPULATION_GRANDE
    return RAYON_SEULE_KM if is_seul or is_grande else RAYON_COMMUNE_KM


def _nettement(demande: Demande, distance: float, autre: float) -> bool:
    """Le suivant est hors du rayon, ou trois fois plus loin ; en France, d'au moins cinq kilomètres."""
    marge = 1.0 if demande.dominante else 5.0
    return autre > RAYON_SEULE_KM or (autre >= MARGE_HOMONYME * distance and autre - distance >= marge)


def _dit_population(demande: Demande, candidat: Candidat) -> tuple[str, ...]:
    """Signaler une population du même ordre ; jamais s'y fier seul."""
    if not demande.population or not candidat.population:
        return ()
    rapport = demande.population / candidat.population
    if 1 / RAPPORT_POPULATION <= rapport <= RAPPORT_POPULATION:
        return ("population du même ordre",)
    return (f"population différente ({demande.population} dite, {candidat.population} au référentiel)",)


def _juger_par_nom(demande: Demande, candidats: tuple[Candidat, ...]) -> Reponse:
    """Sans point : unique ; être la seule à porter ce nom aujourd'hui ne suffit pas (une sur huit est fausse)."""
    if len(candidats) == 1:
        seul = candidats[0]
        score = round(0.95 - 0.05 * _RANG_NOM.get(seul.nature_nom, 4), 3)
        return Reponse(Issue.ACCEPTE, seul, score, (_dit_nom(seul), "seule à porter ce nom", *_dit_indices(demande)))
    proche = _find_meme_population(demande, candidats)
    if proche is not None:
        raison = "seule de ce nom à avoir cette population, à un tiers près"
        return Reponse(Issue.ACCEPTE, proche, 0.75, (_dit_nom(proche), raison))
    dominante = _find_dominante(candidats) if demande.dominante else None
    if dominante is not None:
        return dominante
    noms = ", ".join(f"{c.nom} ({c.departement or c.ref})" for c in candidats[:6])
    return Reponse(Issue.A_REVOIR, None, 0.3, (f"{len(candidats)} portent ce nom : {noms}",), candidats)


def _dit_indices(demande: Demande) -> tuple[str, ...]:
    """Rappeler l'indice qui a servi à départager."""
    if demande.departements:
        return (f"dans {', '.join(sorted(demande.departements))}",)
    return ()


def _find_meme_population(demande: Demande, candidats: tuple[Candidat, ...]) -> Candidat | None:
    """Celle dont la population est la même à un tiers près, si toutes les autres sont à plus du triple ou du tiers."""
    if not demande.population or any(not c.population for c in candidats):
        return None
    ecarts = sorted(
        (max(demande.population / (c.population or 1), (c.population or 1) / demande.population), c.ref, c)
        for c in candidats
    )
    (premier, _, proche), (second, _, _) = ecarts[0], ecarts[1]
    return proche if premier <= RAPPORT_MEME and second >= RAPPORT_POPULATION else None


def _find_dominante(candidats: tuple[Candidat, ...]) -> Reponse | None:
    """La seule grande ville d'un nom dans un pays : dix fois la suivante, et plus de 50 000 habitants."""
    rangs = sorted(candidats, key=lambda c: c.population or 0, reverse=True)
    premiere, suivante = rangs[0].population or 0, rangs[1].population or 0
    if premiere < POPULATION_DOMINANTE or premiere < RAPPORT_DOMINANT * suivante:
        return None
    raison = f"de loin la plus peuplée de ce nom dans ce pays ({premiere} habitants, la suivante {suivante})"
    return Reponse(Issue.ACCEPTE, rangs[0], 0.7, (_dit_nom(rangs[0]), raison))
