"""Ce que l'on répond, du plus permis au plus strict."""

from enum import StrEnum


class Verdict(StrEnum):
    """OBLIGATOIRE : une chose due, hors de l'échelle du permis. NON_RENSEIGNE : la table ne dit rien."""

    OBLIGATOIRE = "obligatoire"
    POSSIBLE = "possible"
    SOUS_CONDITIONS = "sous_conditions"
    A_VERIFIER = "a_verifier"
    IMPOSSIBLE = "impossible"
    NON_RENSEIGNE = "non_renseigné"

    @property
    def rang(self) -> int:
        """Plus il est grand, plus le verdict est strict ; -1 : dû, donc hors de l'échelle."""
        return _RANGS[self]

    @property
    def is_oui(self) -> bool:
        """Vrai si l'on peut agir, avec ou sans conditions."""
        return self in (Verdict.POSSIBLE, Verdict.SOUS_CONDITIONS)


_RANGS = {
    Verdict.OBLIGATOIRE: -1, Verdict.POSSIBLE: 0, Verdict.SOUS_CONDITIONS: 1, Verdict.A_VERIFIER: 2,
    Verdict.NON_RENSEIGNE: 2, Verdict.IMPOSSIBLE: 3,
}  # fmt: skip
