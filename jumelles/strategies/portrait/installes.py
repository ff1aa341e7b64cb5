"""Les structures dont le siège est sur place, ou tout près : ce que l'annuaire sait de leur lieu, à vol d'oiseau."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import cos, radians

from jumelles.acteurs.enums import NatureActeur
from jumelles.cooperations.requetes.engages import a_vol_d_oiseau
from jumelles.recherche.document import Cellule
from jumelles.recherche.emprise import Emprise
from jumelles.recherche.filtre import Filtre
from jumelles.recherche.moteur import moteur
from jumelles.strategies.candidats import SITUES
from jumelles.territoires.enums import CategorieCollectivite as Categorie
from jumelles.territoires.pays_francais import ISO_FRANCAIS
from jumelles.territoires.requetes import EPCI, TerritoireFiche

RAYONS_KM = {Categorie.COMMUNE.value: 10, **dict.fromkeys((str(c) for c in EPCI), 25)}
LUES, MONTREES = 100, 10
NATURES = tuple(n.value for n in NatureActeur if n not in (NatureActeur.COLLECTIVITE, NatureActeur.AUTORITE_ETRANGERE))


@dataclass(frozen=True, slots=True)
class Installee:
    """Une structure de l'annuaire : sa page, sa nature, à combien du point de la collectivité, ses liens et projets."""

    nom: str
    adresse: str
    nature_libelle: str
    distance_km: int
    liens: int
    projets: int


def rayon_de(t: TerritoireFiche) -> int:
    """Jusqu'où l'on cherche, en kilomètres ; 0 : un territoire trop grand pour un cercle, ou sans point connu."""
    return RAYONS_KM.get(t.categorie, 0) if t.lat is not None and t.lon is not None else 0


def installees(t: TerritoireFiche) -> tuple[Installee, ...]:
    """Les structures publiées les plus présentes de ce cercle, la plus proche d'abord ; l'index seul."""
    rayon = rayon_de(t)
    emprise = _carre(t.lat or 0.0, t.lon or 0.0, rayon) if rayon else None
    if emprise is None:
        return ()
    index = moteur()
    filtre = Filtre(pays=tuple(sorted(ISO_FRANCAIS)), type_acteur=NATURES, emprise=emprise)
    ids = index.chercher(filtre, "acteurs", tri="pertinence", debut=0, nombre=LUES).ids
    # Une structure connue de sa seule région se dessine au milieu de celle-ci : ce n'est pas un siège.
    situees = [x.fiche for x in index.lire("acteurs", ids) if x.fiche["precision"] in SITUES]
    lues = [_lire(fiche, (t.lat or 0.0, t.lon or 0.0)) for fiche in situees]
    dedans = [x for x in lues if x.distance_km <= rayon][:MONTREES]
    return tuple(sorted(dedans, key=lambda x: (x.distance_km, x.nom)))


def _carre(lat: float, lon: float, rayon: int) -> Emprise | None:
    haut = rayon / 111.2
    large = haut / max(0.1, cos(radians(lat)))
    return Emprise.lire(f"{lon - large},{max(-90.0, lat - haut)},{lon + large},{min(90.0, lat + haut)}")


def _lire(fiche: Mapping[str, Cellule], point: tuple[float, float]) -> Installee:
    siege = (_reel(fiche["latitude"]), _reel(fiche["longitude"]))
    return Installee(
        str(fiche["nom"]), str(fiche["adresse"]), str(fiche["type_acteur_libelle"]),
        round(a_vol_d_oiseau(point, siege)), int(_reel(fiche["relations"])), int(_reel(fiche["projets"])),
    )  # fmt: skip


def _reel(cellule: Cellule) -> float:
    return float(cellule) if isinstance(cellule, int | float) else 0.0
