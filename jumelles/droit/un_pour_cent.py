"""Le 1 % eau, assainissement, énergie, déchets : un plafond par budget, sans transfert de l'un à l'autre."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache

from jumelles.droit.etats import MarqueDroit, read_marque
from jumelles.droit.lecture import TableInvalide, codes, read_lignes
from jumelles.droit.montants import exiger_montant
from jumelles.droit.regles import read_references

_COLONNES = "code nature budgets regle valeur textes source source_date etat relu_par relu_le"
_NATURES = ("plafond", "calcul", "assiette", "appoint", "usage_admis", "usage_exclu", "decision")


class Budget(StrEnum):
    """Le budget qui paie ; pas ce qu'il paie : l'eau et l'assainissement se financent de l'un ou de l'autre."""

    EAU = "eau"
    ASSAINISSEMENT = "assainissement"
    ENERGIE = "energie"
    DECHETS = "dechets"


class Respect(StrEnum):
    RESPECTE = "respecte"
    DEPASSE = "depasse"
    INCONNU = "inconnu"


@dataclass(frozen=True, slots=True)
class RegleUnPourCent:
    """Une règle du 1 % et les budgets qu'elle vise ; valeur : le taux d'un plafond (0,01), None ailleurs."""

    code: str
    nature: str
    budgets: tuple[Budget, ...]
    regle: str
    valeur: Decimal | None
    textes: tuple[str, ...]
    marque: MarqueDroit


@dataclass(frozen=True, slots=True)
class BudgetVerifie:
    """Montants en euros, None s'ils sont inconnus ; depassement : 0 quand le plafond est respecté."""

    budget: Budget
    ressources: Decimal | None
    plafond: Decimal | None
    depense: Decimal | None
    depassement: Decimal | None
    regle: RegleUnPourCent
    appoint: RegleUnPourCent | None

    @property
    def respect(self) -> Respect:
        """Inconnu si l'on ne peut rien conclure."""
        if self.depassement is None:
            return Respect.INCONNU
        return Respect.DEPASSE if self.depassement else Respect.RESPECTE

    @property
    def phrase(self) -> str:
        """Le code de la phrase qui le dit (phrases.csv)."""
        seul = "_seul" if self.respect is Respect.DEPASSE and self.appoint is None else ""
        return f"un_pour_cent.{self.respect}{seul}"


@dataclass(frozen=True, slots=True)
class VerificationUnPourCent:
    """Chaque budget jugé à part : la place libre de l'un ne sert jamais à l'autre."""

    budgets: tuple[BudgetVerifie, ...]

    @property
    def respect(self) -> Respect:
        """Dépassé dès qu'un budget l'est ; inconnu si l'un ne se juge pas, ou s'il n'y en a aucun."""
        dits = {b.respect for b in self.budgets}
        if Respect.DEPASSE in dits:
            return Respect.DEPASSE
        return Respect.RESPECTE if dits == {Respect.RESPECTE} else Respect.INCONNU

    @property
    def depassement(self) -> Decimal | None:
        """Ce qui dépasse en tout, en euros ; None si un budget ne se juge pas."""
        dits = [b.depassement for b in self.budgets]
        return None if None in dits else sum((d for d in dits if d is not None), Decimal(0))


@cache
def regles_un_pour_cent() -> tuple[RegleUnPourCent, ...]:
    """Toutes les règles du 1 %, dans l'ordre de la table."""
    return tuple(_read(x) for x in read_lignes("un_pour_cent", _COLONNES))


def _read(x: dict[str, str]) -> RegleUnPourCent:
    if x["nature"] not in _NATURES or bool(x["valeur"]) != (x["nature"] == "plafond"):
        raise TableInvalide(f"un_pour_cent.csv : {x}")
    return RegleUnPourCent(
        x["code"], x["nature"], tuple(Budget(b) for b in codes(x["budgets"])), x["regle"],
        Decimal(x["valeur"]) if x["valeur"] else None, read_references(x["textes"]), read_marque(x),
    )  # fmt: skip


def regles_de(budget: Budget, nature: str) -> tuple[RegleUnPourCent, ...]:
    """Les règles d'un budget, d'une nature : « assiette », « usage_admis », « usage_exclu »…"""
    return tuple(r for r in regles_un_pour_cent() if budget in r.budgets and r.nature == nature)


def is_usage_admis(budget: Budget, usage: str) -> bool | None:
    """Un usage (code) se paie-t-il ainsi ? None : la table n'en dit rien."""
    dites = [r for r in regles_un_pour_cent() if r.code == usage and budget in r.budgets]
    natures = {r.nature for r in dites} & {"usage_admis", "usage_exclu"}
    return "usage_admis" in natures if natures else None


def plafonds(ressources: Mapping[Budget, Decimal | None]) -> dict[Budget, Decimal | None]:
    """Le plafond de chaque budget, en euros, d'après ses ressources propres ; inconnues : plafond inconnu."""
    return {b: _plafond(b, exiger_montant(r)) for b, r in ressources.items()}


def verifier_un_pour_cent(
    ressources: Mapping[Budget, Decimal | None], depenses: Mapping[Budget, Decimal | None]
) -> VerificationUnPourCent:
    """Juger chaque budget cité, en euros de la même année ; ce qui n'est pas dit est inconnu, jamais zéro."""
    cites = [b for b in Budget if b in ressources or b in depenses]
    return VerificationUnPourCent(tuple(_verifier(b, ressources.get(b), depenses.get(b)) for b in cites))


def _verifier(budget: Budget, ressources: Decimal | None, depense: Decimal | None) -> BudgetVerifie:
    plafond, depense = _plafond(budget, exiger_montant(ressources)), exiger_montant(depense)
    depassement = None if plafond is None or depense is None else max(depense - plafond, Decimal(0))
    if depense == 0:
        depassement = Decimal(0)  # ne rien dépenser respecte tout plafond, même inconnu
    appoint = next(iter(regles_de(budget, "appoint")), None)
    return BudgetVerifie(budget, ressources, plafond, depense, depassement, _regle(budget), appoint)


def _plafond(budget: Budget, ressources: Decimal | None) -> Decimal | None:
    taux = _regle(budget).valeur
    return None if ressources is None or taux is None else ressources * taux


def _regle(budget: Budget) -> RegleUnPourCent:
    (regle,) = regles_de(budget, "plafond")
    return regle
