"""Ce que le chargement des références a fait, et ce qu'il a trouvé d'anormal."""

from dataclasses import dataclass, field

from jumelles.territoires.lignes import Chargement


@dataclass(frozen=True, slots=True)
class RapportReference:
    """Une référence : deja_la quand rien n'a changé depuis le dernier chargement."""

    nom: str
    deja_la: bool
    lignes: dict[str, Chargement] = field(default_factory=dict)
    constats: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RapportReferences:
    """Toutes les références, dans l'ordre où elles ont été chargées."""

    references: tuple[RapportReference, ...]

    @property
    def rien_change(self) -> bool:
        """Vrai si toutes étaient déjà là."""
        return all(r.deja_la for r in self.references)
