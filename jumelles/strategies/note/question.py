"""Ce que l'on demande pour une note : quatre questions au plus, dont trois peuvent rester sans réponse (C4.11)."""

from dataclasses import dataclass

from jumelles.conseil.demande import Besoin, DemandeConseil
from jumelles.strategies.conseil_explique import Question

# Sans besoin dit, la note répond à ce que l'on demande d'abord à un élu : qui paie, qui aide, qui s'en sert ici.
BESOINS_PAR_DEFAUT = (Besoin.FINANCEMENT, Besoin.METHODE, Besoin.RELAIS_CITOYEN)


@dataclass(frozen=True, slots=True)
class QuestionNote:
    """code : la collectivité ; besoins, themes, pays : vides, non dits ; ecartees : directions que l'on ne veut pas."""

    code: str
    besoins: tuple[Besoin, ...] = ()
    themes: tuple[str, ...] = ()
    pays: str = ""
    ecartees: tuple[str, ...] = ()

    def pour_le_conseil(self) -> Question:
        """La même question, telle que le conseil la lit ; ConseilIncoherent si un thème ou un pays n'existe pas."""
        besoins = self.besoins or BESOINS_PAR_DEFAUT
        return Question(DemandeConseil(besoins, self.themes, self.pays or None), self.code)
