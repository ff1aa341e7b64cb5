"""Ce que vaut une phrase : un fait trouvé, à vérifier, un jugement, un avis d'atelier, une opinion."""

from dataclasses import dataclass
from enum import StrEnum

from jumelles.droit.lecture import TableInvalide

SANS_SOURCE = "non renseignée"


class EtatFait(StrEnum):
    """Trouvé : lu à la source citée. À vérifier : connu, non relu. Les trois autres engagent qui les dit."""

    TROUVE = "trouvé"
    A_VERIFIER = "à vérifier"
    JUGEMENT = "jugement"
    AVIS_D_ATELIER = "avis d’atelier"
    OPINION = "opinion"


@dataclass(frozen=True, slots=True)
class FaitCite:
    """Une phrase, sa source (« non renseignée » s'il n'y en a pas) et son état."""

    texte: str
    source: str
    etat: EtatFait

    def __post_init__(self) -> None:
        sans = self.source in ("", SANS_SOURCE)
        if not self.texte or (sans and self.etat in (EtatFait.TROUVE, EtatFait.AVIS_D_ATELIER)):
            raise TableInvalide(f"« {self.texte} » se dit {self.etat} sans source")


def read_fait(ligne: dict[str, str]) -> FaitCite:
    """Les colonnes texte, source, etat d'une ligne."""
    return FaitCite(ligne["texte"], ligne["source"], EtatFait(ligne["etat"]))
