"""Les structures dont le siège est sur place, ou tout près : ce que l'annuaire sait de leur lieu, à vol d'oiseau."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from jumelles.acteurs.enums import NatureActeur
from jumelles.recherche.document import Cellule
from jumelles.recherche.emprise import Emprise
from jumelles.recherche.filtre import Filtre
from jumelles.recherche.moteur import moteur
from jumelles.referentiel.sphere import carre, distance_km
from jumelles.strategies.candidats import SITUES
from jumelles.territoires.enums import CategorieCollectivite as Categorie
from jumelles.territoires.pays_francais import ISO_FRANCAIS
from jumelles.territoires.requetes import EPCI, TerritoireFiche

RAYONS_KM = {Categorie.COMMUNE.value: 10, **dict.fromkeys((str(c) for c in EPCI), 25)}
LUES, PAR_FOIS, MONTREES = 100, 20, 10
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
    if not rayon:
        return ()
    retenues = islice(_dans_le_cercle((t.lat or 0.0, t.lon or 0.0), rayon), MONTREES)
    return tuple(sorted(retenues, key=lambda x: (x.distance_km, x.nom)))


def _dans_le_cercle(point: tuple[float, float], rayon: int) -> Iterator[Installee]:
    """Les plus présentes d'abord, lues paquet par paquet : qui n'en veut que dix n'en lit pas cent."""
    emprise = _carre(point, rayon)
    if emprise is None:
        return
    index, filtre = moteur(), Filtre(pays=tuple(sorted(ISO_FRANCAIS)), type_acteur=NATURES, emprise=emprise)
    ids = index.chercher(filtre, "acteurs", tri="pertinence", debut=0, nombre=LUES).ids
    for debut in range(0, len(ids), PAR_FOIS):
        for trouvee in index.lire("acteurs", ids[debut : debut + PAR_FOIS]):
            # Une structure connue de sa seule région se dessine au milieu de celle-ci : ce n'est pas un siège.
            if trouvee.fiche["precision"] in SITUES:
                lue = _lire(trouvee.fiche, point)
                if lue.distance_km <= rayon:
                    yield lue


def _carre(point: tuple[float, float], rayon: int) -> Emprise | None:
    sud, nord, ouest, est = carre(*point, rayon)
    return Emprise.lire(f"{ouest},{sud},{est},{nord}")


def _lire(fiche: Mapping[str, Cellule], point: tuple[float, float]) -> Installee:
    siege = (_reel(fiche["latitude"]), _reel(fiche["longitude"]))
    return Installee(
        str(fiche["nom"]), str(fiche["adresse"]), str(fiche["type_acteur_libelle"]),
        round(distance_km(*point, *siege)), int(_reel(fiche["relations"])), int(_reel(fiche["projets"])),
    )  # fmt: skip


def _reel(cellule: Cellule) -> float:
    return float(cellule) if isinstance(cellule, int | float) else 0.0
