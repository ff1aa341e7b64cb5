"""Les actes à prendre, dans l'ordre : délibérer, transmettre, signer, transmettre, payer, déclarer."""

from dataclasses import dataclass
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
def _actes() -> tuple[tuple[Declencheur, dict[str, str]], ...]:
    lignes = read_lignes("actes", "rang code libelle pourquoi quand textes source etat")
    return tuple((Declencheur.read(x["quand"]), x) for x in sorted(lignes, key=lambda x: int(x["rang"])))


def actes_a_prendre(cas: Cas) -> tuple[ActeAPrendre, ...]:
    """Ceux qui s'appliquent, et ceux qui pourraient s'appliquer (avec ce qui manque pour le savoir)."""
    pris = []
    for quand, x in _actes():
        vrai, manquants = quand.evaluer(cas)
        if vrai is not False:
            pris.append(
                ActeAPrendre(
                    int(x["rang"]), x["code"], x["libelle"], x["pourquoi"], read_references(x["textes"]), x["source"],
                    Etat(x["etat"]), manquants,
                )
            )  # fmt: skip
    return tuple(pris)
