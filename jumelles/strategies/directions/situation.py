"""Ce que la base sait d'une collectivité, en nombres : ce que les règles regardent, et rien d'autre."""

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class SituationLocale:
    """Des comptes de faits connus ; 0 : aucun n'est connu, ce qui ne dit pas qu'il n'y en a pas.

    liens : liens internationaux que personne n'a clos ;
    anciens : dont la dernière information a plus de cinq ans, ou n'est pas datée ;
    recents : les autres ; projets : menés ; locaux : structures déjà associées à ses liens ou à ses projets ;
    voisins : collectivités englobantes ou voisines engagées ; voisins_pays : dans le pays demandé ;
    voisins_theme : sur un thème demandé ; appels : appels ouverts ou à venir qui peuvent convenir ;
    pays_partages : pays où agissent plusieurs collectivités comparables, et pas celle-ci ;
    service : 1 si elle peut être chargée d'un service d'eau, d'énergie ou de déchets et que le thème y touche.
    """

    liens: int = 0
    anciens: int = 0
    recents: int = 0
    projets: int = 0
    locaux: int = 0
    voisins: int = 0
    voisins_pays: int = 0
    voisins_theme: int = 0
    appels: int = 0
    pays_partages: int = 0
    service: int = 0

    def __post_init__(self) -> None:
        negatifs = [f.name for f in fields(self) if getattr(self, f.name) < 0]
        if negatifs:
            raise ValueError(f"comptes négatifs : {', '.join(negatifs)}")
        if self.anciens + self.recents != self.liens:
            raise ValueError("liens anciens et récents ne font pas le total")
