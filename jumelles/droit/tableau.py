"""Le tableau d'un type de collectivité : ses dix-neuf lignes, aucune passée sous silence, et les actes de chacune."""

from dataclasses import dataclass
from datetime import date

from jumelles.droit.actes import ActeAPrendre, actes_a_prendre
from jumelles.droit.cas import Cas, TypeCollectivite
from jumelles.droit.examen import LigneAvis, examiner_case
from jumelles.droit.regles import TablesDroit, TypeAction, tables_du_droit
from jumelles.droit.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class LigneTableau:
    """Ce que la case répond, et les actes à prendre dans l'ordre ; aucun pour un refus ou une obligation."""

    ligne: LigneAvis
    actes: tuple[ActeAPrendre, ...]


def tableau_du_type(type_: TypeCollectivite, jour: date, tables: TablesDroit | None = None) -> tuple[LigneTableau, ...]:
    """Toutes les lignes du tableau pour ce type, la plus stricte d'abord, les obligations à la fin."""
    tables = tables or tables_du_droit()
    lignes = (
        _ligne(_cas_de(a, type_, jour), a, tables, n) for a in tables.actions for n in range(_cases(a, type_, tables))
    )
    return tuple(sorted(lignes, key=lambda x: (-x.ligne.verdict.rang, x.ligne.action.numero)))


def _cases(action: TypeAction, type_: TypeCollectivite, tables: TablesDroit) -> int:
    return len(tables.cases(action.numero, type_))


def _cas_de(action: TypeAction, type_: TypeCollectivite, jour: date) -> Cas:
    """Le premier cas qui appelle cette ligne ; le reste n'est pas dit."""
    suite = action.quand.suites[0]
    oui, non = (frozenset(f for f, voulu in suite if voulu is v) for v in (True, False))
    return Cas(type_, oui, non, jour)


def _ligne(cas: Cas, action: TypeAction, tables: TablesDroit, rang: int) -> LigneTableau:
    regle = tables.cases(action.numero, cas.type)[rang]
    ligne = examiner_case(cas, action, regle, (), tables.vigilances_de(action.numero))
    sans_acte = ligne.dit is Verdict.OBLIGATOIRE or ligne.verdict is Verdict.IMPOSSIBLE
    return LigneTableau(ligne, () if sans_acte else actes_a_prendre(cas))
