"""Les acteurs réels, déjà lus en base par qui appelle : on les classe, on ne leur prête aucun avis."""

from dataclasses import dataclass

from jumelles.conseil.demande import ConseilIncoherent, ascendants


@dataclass(frozen=True, slots=True)
class ActeurPropose:
    """Un acteur lu en base. pays (ISO 2), themes (codes) : où et en quoi il agit, sans ordre.

    km : du demandeur, en kilomètres ; annee : sa dernière information ; source : d'où on le sait.
    """

    id: str
    nom: str
    adresse: str
    source: str
    pays: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    km: int | None = None
    annee: int | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "pays", _ranges(self.pays))
        object.__setattr__(self, "themes", _ranges(self.themes))
        if not self.id or not self.nom or not self.source or (self.km is not None and self.km < 0):
            raise ConseilIncoherent(f"acteur mal formé : {self.id!r}")
        if inconnus := [t for t in self.themes if t not in ascendants()]:
            raise ConseilIncoherent(f"thèmes inconnus : {', '.join(inconnus)}")


def _ranges(codes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(codes) if len(codes) < 2 else tuple(sorted(set(codes)))
