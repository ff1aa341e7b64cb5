"""Ce qu'une écriture a fait : créé, complété, laissé tel quel, et ce qui contredit une personne."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Difference:
    """Une source plus récente dit autre chose qu'une correction relue ; les deux restent."""

    objet: str  # « relation:12 »
    champ: str
    valeur_relue: str
    valeur_nouvelle: str
    ligne: int


@dataclass(slots=True)
class BilanEcriture:
    """Compteurs d'une bascule ; paires : identités de liens internationaux touchés, sans double."""

    acteurs_crees: int = 0
    relations_creees: int = 0
    projets_crees: int = 0
    projets_completes: int = 0
    inchanges: int = 0
    supprimees_non_rouvertes: int = 0
    paires: set[str] = field(default_factory=set)
    neuves: set[int] = field(default_factory=set)
    completees: set[int] = field(default_factory=set)
    differences: list[Difference] = field(default_factory=list)

    @property
    def relations_completees(self) -> int:
        """Combien de liens déjà connus ont reçu une parole, une fois chacun."""
        return len(self.completees - self.neuves)
