"""Ce que la base sait d'une collectivité, en nombres : ce que les règles regardent, et rien d'autre."""

from dataclasses import dataclass, fields

ICI = 0  # km : ce qui contient la collectivité n'est pas loin d'elle


@dataclass(frozen=True, slots=True)
class SituationLocale:
    """Des comptes de faits connus ; 0 : aucun n'est connu, ce qui ne dit pas qu'il n'y en a pas.

    liens : liens internationaux que personne n'a clos ;
    anciens : dont la dernière information a plus de cinq ans, ou n'est pas datée ;
    recents : les autres ; projets : menés ; locaux : structures déjà associées à ses liens ou à ses projets ;
    appels : appels ouverts dont rien de connu ne l'écarte ;
    pays_partages : pays où agissent plusieurs collectivités comparables, et pas celle-ci ;
    service : 1 si elle peut être chargée d'un service d'eau, d'énergie ou de déchets et que le thème y touche.

    En kilomètres, une valeur par collectivité engagée qui la contient (ICI) ou l'avoisine : voisins, toutes ;
    voisins_pays, celles du pays demandé ; voisins_theme, celles d'un thème demandé.
    """

    liens: int = 0
    anciens: int = 0
    recents: int = 0
    projets: int = 0
    locaux: int = 0
    appels: int = 0
    pays_partages: int = 0
    service: int = 0
    voisins: tuple[int, ...] = ()
    voisins_pays: tuple[int, ...] = ()
    voisins_theme: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        negatifs = [f.name for f in fields(self) if self.compter(f.name) < 0 or min(self._kms(f.name), default=0) < 0]
        if negatifs:
            raise ValueError(f"comptes négatifs : {', '.join(negatifs)}")
        if self.anciens + self.recents != self.liens:
            raise ValueError("liens anciens et récents ne font pas le total")

    def compter(self, champ: str, km_max: int | None = None) -> int:
        """Le compte de ce champ ; km_max : ne compter que jusque-là, None : sans limite."""
        valeur = getattr(self, champ)
        if isinstance(valeur, int):
            return valeur
        return sum(km_max is None or km <= km_max for km in valeur)

    def _kms(self, champ: str) -> tuple[int, ...]:
        valeur = getattr(self, champ)
        return valeur if isinstance(valeur, tuple) else ()
