"""Les actes à prendre, dans l'ordre : délibérer, transmettre, signer, transmettre, payer, déclarer."""

from dataclasses import dataclass, replace
from functools import cache

from jumelles.droit.cas import Cas
from jumelles.droit.declencheur import Declencheur
from jumelles.droit.etats import Etat
from jumelles.droit.lecture import read_lignes
from jumelles.droit.regles import read_references


@dataclass(frozen=True, slots=True)
class ActeAPrendre:
    """si : les faits dont il dépend et que l'on ne connaît pas encore (vide : il est à prendre)."""

    rang: int
    code: str
    libelle: str
    pourquoi: str
    textes: tuple[str, ...]
    source: str
    etat: Etat
    si: tuple[str, ...] = ()


@cache
def _actes() -> tuple[tuple[Declencheur, ActeAPrendre], ...]:
    lus = (
        (Declencheur.read(x["quand"]), _read(x))
        for x in read_lignes("actes", "rang code libelle pourquoi quand textes source etat")
    )
    return tuple(sorted(lus, key=lambda lu: lu[1].rang))


def _read(x: dict[str, str]) -> ActeAPrendre:
    return ActeAPrendre(
        int(x["rang"]), x["code"], x["libelle"], x["pourquoi"], read_references(x["textes"]), x["source"],
        Etat(x["etat"]),
    )  # fmt: skip


def actes_a_prendre(cas: Cas) -> tuple[ActeAPrendre, ...]:
    """Ceux qui s'appliquent, et ceux qui pourraient s'appliquer (avec ce qui manque pour le savoir)."""
    vus = ((acte, *quand.evaluer(cas)) for quand, acte in _actes())
    return tuple(replace(acte, si=manquants) for acte, vrai, manquants in vus if vrai is not False)
