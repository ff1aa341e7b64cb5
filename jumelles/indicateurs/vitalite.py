"""La vitalité d'un lien : cinq signes, chacun vrai, faux ou inconnu ; l'inconnu ne compte jamais pour un non.

Formule : acte en vigueur, rencontre de moins de douze mois, budget de l'année, projet en cours, trois acteurs ou plus.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from jumelles.referentiel.temps import DatePartielle

MOIS_DE_SILENCE = 24
MOIS_DE_RENCONTRE = 12
ACTEURS = 3


class EtatDeVie(StrEnum):
    """VIVANT : un signe au moins. EN_SOMMEIL : aucun, et plus rien depuis vingt-quatre mois. SANS_NOUVELLE : on ne

    sait pas quand on en a parlé pour la dernière fois. A_REGARDER : une nouvelle récente, mais aucun signe.
    """

    VIVANT = "vivant"
    A_REGARDER = "a_regarder"
    EN_SOMMEIL = "en_sommeil"
    SANS_NOUVELLE = "sans_nouvelle"


@dataclass(frozen=True, slots=True)
class Signes:
    """None, ou vide : inconnu. rencontre, information : la dernière, date partielle ISO ; acteurs : combien."""

    acte: bool | None = None
    rencontre: str = ""
    budget: bool | None = None
    projet: bool | None = None
    acteurs: int | None = None
    information: str = ""


@dataclass(frozen=True, slots=True)
class Vitalite:
    """signes : (code, vrai, faux ou inconnu), dans l'ordre de la formule ; jugement : pour les gens de la maison."""

    signes: tuple[tuple[str, bool | None], ...]
    jugement: EtatDeVie

    @property
    def positifs(self) -> int:
        """Combien de signes sont vrais."""
        return sum(1 for _code, dit in self.signes if dit)

    @property
    def connus(self) -> int:
        """Combien de signes sont connus, sur cinq."""
        return sum(1 for _code, dit in self.signes if dit is not None)


def vitalite(s: Signes, jour: date) -> Vitalite:
    """Juger un lien ce jour-là ; une date partielle compte pour son dernier jour possible."""
    rencontre = _mois(s.rencontre, jour)
    signes: tuple[tuple[str, bool | None], ...] = (
        ("acte", s.acte),
        ("rencontre", None if rencontre is None else rencontre < MOIS_DE_RENCONTRE),
        ("budget", s.budget),
        ("projet", s.projet),
        ("acteurs", None if s.acteurs is None else s.acteurs >= ACTEURS),
    )
    return Vitalite(signes, _juger(signes, _mois(max(s.information, s.rencontre), jour)))


def _juger(signes: tuple[tuple[str, bool | None], ...], silence: int | None) -> EtatDeVie:
    # Plusieurs acteurs disent une richesse passée, pas une vie d'aujourd'hui.
    if any(dit for code, dit in signes if code != "acteurs"):
        return EtatDeVie.VIVANT
    if silence is None:
        return EtatDeVie.SANS_NOUVELLE
    return EtatDeVie.A_REGARDER if silence < MOIS_DE_SILENCE else EtatDeVie.EN_SOMMEIL


def _mois(quand: str, jour: date) -> int | None:
    """Combien de mois entiers se sont écoulés ; None si la date est inconnue."""
    if not quand:
        return None
    fin = min(DatePartielle.read(quand).latest(), jour)
    return (jour.year - fin.year) * 12 + jour.month - fin.month - (jour.day < fin.day)
