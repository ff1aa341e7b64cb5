"""Une date dite avec la précision qu'on lui connaît : 1998, 1998-05 ou 1998-05-12."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Self

MOIS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
ANNEE_MIN, ANNEE_MAX = 1000, 2200
_FORME = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


class DateIllisible(ValueError):
    """Le texte n'est pas une date partielle ISO 8601."""


@dataclass(frozen=True, slots=True)
class DatePartielle:
    """Année, mois et jour, les deux derniers facultatifs. Sans ordre : « 1998 » n'est ni avant ni après mai 1998."""

    annee: int
    mois: int | None = None
    jour: int | None = None

    def __post_init__(self) -> None:
        if not ANNEE_MIN <= self.annee <= ANNEE_MAX:
            raise DateIllisible(f"année {self.annee} hors de {ANNEE_MIN}-{ANNEE_MAX}")
        if self.jour is not None and self.mois is None:
            raise DateIllisible("un jour sans mois")
        try:
            date(self.annee, self.mois or 1, self.jour or 1)
        except ValueError as erreur:
            raise DateIllisible(str(self)) from erreur

    @classmethod
    def read(cls, texte: str) -> Self:
        """Lire « 1998 », « 1998-05 » ou « 1998-05-12 » ; DateIllisible sinon."""
        trouve = _FORME.fullmatch(texte.strip())
        if trouve is None:
            raise DateIllisible(f"{texte!r} n'est pas une date (AAAA, AAAA-MM ou AAAA-MM-JJ)")
        annee, mois, jour = (int(x) if x else None for x in trouve.groups())
        assert annee is not None
        return cls(annee, mois, jour)

    @classmethod
    def of(cls, jour: date) -> Self:
        """La date d'un jour entier."""
        return cls(jour.year, jour.month, jour.day)

    def __str__(self) -> str:
        suite = "".join(f"-{x:02d}" for x in (self.mois, self.jour) if x is not None)
        return f"{self.annee:04d}{suite}"

    def earliest(self) -> date:
        """Le premier jour possible."""
        return date(self.annee, self.mois or 1, self.jour or 1)

    def latest(self) -> date:
        """Le dernier jour possible."""
        if self.mois is None:
            return date(self.annee, 12, 31)
        if self.jour is None:
            suivant = date(self.annee + self.mois // 12, self.mois % 12 + 1, 1)
            return date.fromordinal(suivant.toordinal() - 1)
        return date(self.annee, self.mois, self.jour)

    def in_french(self) -> str:
        """« 1998 », « mai 1998 » ou « 12 mai 1998 »."""
        if self.mois is None:
            return str(self.annee)
        if self.jour is None:
            return f"{MOIS[self.mois - 1]} {self.annee}"
        quantieme = "1er" if self.jour == 1 else str(self.jour)
        return f"{quantieme} {MOIS[self.mois - 1]} {self.annee}"

    def after_de(self) -> str:
        """« du 12 mai 1998 », « d'avril 2020 », « de 1998 »."""
        dite = self.in_french()
        if self.jour is not None:
            return f"du {dite}"
        return f"d'{dite}" if dite[0] in "ao" else f"de {dite}"

    def after_a(self) -> str:
        """« au 12 mai 1998 », « à mai 1998 », « à 1998 »."""
        return f"{'à' if self.jour is None else 'au'} {self.in_french()}"

    def after_depuis(self) -> str:
        """« depuis le 12 mai 1998 », « depuis mai 1998 », « depuis 1998 »."""
        return f"depuis {'' if self.jour is None else 'le '}{self.in_french()}"


def dire(jour: date | str) -> str:
    """« 12 mai 1998 », « mai 1998 » ou « 1998 », d'un jour ou d'une date partielle ISO ; rien d'un texte vide.

    DateIllisible si le texte n'est pas une date.
    """
    if not jour:
        return ""
    return (DatePartielle.of(jour) if isinstance(jour, date) else DatePartielle.read(jour)).in_french()
