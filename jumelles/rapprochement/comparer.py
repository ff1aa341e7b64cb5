"""Dire ce qui rapproche et ce qui sépare une mention d'une entité : des traits nommés, dont chacun a sa phrase."""

from dataclasses import dataclass

from jumelles.rapprochement.bloquer import Piste
from jumelles.rapprochement.repertoire import NATURES, Repertoire
from jumelles.referentiel.sphere import distance_km

VILLES = frozenset({"ville", "commune"})
RAYONS = ((2.0, "a_moins_de_2_km"), (8.0, "a_moins_de_8_km"), (20.0, "a_moins_de_20_km"), (60.0, "a_moins_de_60_km"))
RAPPORTS = (
    (1.06, "population_egale"), (4 / 3, "population_proche"), (3.0, "population_ordre"), (10.0, "population_autre"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Contexte:
    """Ce que la ligne dit à côté du nom. niveaux vide, departements vide, None : elle n'en dit rien."""

    niveaux: frozenset[str] = frozenset()
    departements: frozenset[str] = frozenset()
    population: int | None = None
    lat: float | None = None
    lon: float | None = None
    is_situe: bool = False

    @property
    def is_precise(self) -> bool:
        """Vrai si la ligne situe ou mesure la chose, au-delà du pays."""
        return bool(self.departements or self.population or self.lat is not None)

    @property
    def is_nu(self) -> bool:
        """Vrai si le nom vient seul."""
        return not (self.is_precise or self.is_situe)


def comparer(contexte: Contexte, repertoire: Repertoire, piste: Piste) -> tuple[str, ...]:
    """Les traits d'une piste. Chaque trait est dans poids.csv, avec son poids et sa phrase."""
    entite, cible = repertoire.entite_du_nom[piste.nom], repertoire.cible_du_nom[piste.nom]
    traits = [NATURES[repertoire.nature[piste.nom]], piste.lien, piste.variante]
    if piste.rarete:
        traits.append(piste.rarete)
    if entite != cible:
        traits.append("d_hier")
    niveau = repertoire.niveaux[cible]
    if niveau != "ville":
        traits.append(_niveau(contexte, niveau, repertoire.niveaux[entite]))
    elif contexte.niveaux and contexte.niveaux.isdisjoint(VILLES):
        traits.append("niveau_autre")
    if contexte.departements:
        siens = {repertoire.departements[cible], repertoire.departements[entite]} - {""}
        if siens:
            traits.append("departement_meme" if siens & contexte.departements else "departement_autre")
    if contexte.population:
        traits += _population(contexte.population, repertoire, entite, cible)
    if contexte.lat is not None and contexte.lon is not None:
        traits += _distance(contexte.lat, contexte.lon, repertoire, cible)
    return tuple(traits)


def _niveau(contexte: Contexte, cible: str, entite: str) -> str:
    if contexte.niveaux:
        return "niveau_dit" if {cible, entite} & contexte.niveaux else "niveau_autre"
    return "commune_nue" if cible == "commune" else "autre_nue"


def _population(dite: int, repertoire: Repertoire, entite: int, cible: int) -> tuple[str, ...]:
    connues = {repertoire.population[entite], repertoire.population[cible]} - {-1, 0}
    if not connues:
        return ()
    rapport = min(max(dite / p, p / dite) for p in connues)
    return (next((trait for borne, trait in RAPPORTS if rapport <= borne), "population_tres_autre"),)


def _distance(lat: float, lon: float, repertoire: Repertoire, cible: int) -> tuple[str, ...]:
    la, lo = repertoire.lat[cible], repertoire.lon[cible]
    if la != la:
        return ()
    km = distance_km(lat, lon, la, lo)
    return (next((trait for rayon, trait in RAYONS if km <= rayon), "plus_loin"),)
