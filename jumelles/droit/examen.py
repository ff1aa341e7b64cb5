"""L'avis sur un cas : toutes les lignes qui s'appliquent, la plus stricte d'abord, et les actes à prendre."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from jumelles.droit.actes import ActeAPrendre, actes_a_prendre
from jumelles.droit.cas import Cas, TypeCollectivite
from jumelles.droit.etats import Etat
from jumelles.droit.regles import RegleDroit, TablesDroit, TypeAction, Vigilance, tables_du_droit
from jumelles.droit.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class LigneAvis:
    """Ce qu'une case répond. dit : ce qu'elle porte ; verdict : ce que l'on peut en répondre.

    si : les faits à connaître pour savoir si elle s'applique ; a_etablir : ceux qui changeraient son verdict ;
    is_sure : la règle est trouvée ou relue, et en vigueur.
    """

    action: TypeAction
    regle: RegleDroit
    dit: Verdict
    verdict: Verdict
    is_sure: bool
    si: tuple[str, ...]
    a_etablir: tuple[str, ...]
    vigilances: tuple[Vigilance, ...]

    @property
    def conditions(self) -> tuple[str, ...]:
        """Les conditions de la ligne, puis celles de la case."""
        return tuple(c for c in (self.action.conditions, self.regle.conditions) if c)

    @property
    def is_a_verifier(self) -> bool:
        """Vrai si la règle, son verdict ou un point de vigilance demande l'avis de la préfecture."""
        douteux = any(v.etat is not Etat.TROUVE for v in self.vigilances)
        return douteux or not self.is_sure or self.verdict is Verdict.A_VERIFIER

    @property
    def phrase(self) -> str:
        """Le code de la phrase à dire : un verdict qui porte un doute ne se dit jamais nu."""
        return _phrase(self.verdict, self.is_a_verifier)


@dataclass(frozen=True, slots=True)
class Avis:
    """verdict : le plus strict des lignes (hors obligations) ; mentions : codes de phrases à dire avec l'avis."""

    cas: Cas
    verdict: Verdict
    lignes: tuple[LigneAvis, ...]
    actes: tuple[ActeAPrendre, ...]
    mentions: tuple[str, ...]

    @property
    def is_a_verifier(self) -> bool:
        """Vrai si l'on doit renvoyer à la préfecture, même sur un « possible »."""
        return "mention.a_verifier" in self.mentions

    @property
    def phrase(self) -> str:
        """Le code de la phrase qui résume l'avis, réserve comprise."""
        return _phrase(self.verdict, self.is_a_verifier)


def examiner(cas: Cas, tables: TablesDroit | None = None) -> Avis:
    """L'avis sur ce cas, selon les tables du dépôt ou d'autres ; jamais un oui sur une règle non vérifiée."""
    tables = tables or tables_du_droit()
    lignes = tuple(sorted(_lignes(cas, tables), key=_ordre))
    permis = [x.verdict for x in lignes if x.dit is not Verdict.OBLIGATOIRE]
    verdict = max(permis, key=lambda v: v.rang, default=Verdict.A_VERIFIER)
    bloque = not permis or verdict is Verdict.IMPOSSIBLE
    actes = () if bloque else actes_a_prendre(cas)
    mentions = list(_doutes(verdict, lignes, cas.jour))
    if not permis:
        mentions.insert(0, "mention.rien")
    if verdict is Verdict.IMPOSSIBLE:
        mentions.append("mention.sans_acte")
    if actes:
        mentions.append("mention.ordre")
    return Avis(cas, verdict, lignes, actes, tuple(mentions))


def _lignes(cas: Cas, tables: TablesDroit) -> Iterator[LigneAvis]:
    for action in tables.actions:
        vrai, si = action.quand.evaluer(cas)
        if vrai is False:
            continue
        vigilances = tables.vigilances_de(action.numero)
        for colonne in cas.colonnes:
            for regle in tables.cases(action.numero, colonne):
                yield examiner_case(cas, action, regle, si, vigilances)


def examiner_case(
    cas: Cas, action: TypeAction, regle: RegleDroit, si: tuple[str, ...], vigilances: tuple[Vigilance, ...]
) -> LigneAvis:
    """Ce qu'une case répond à ce cas ; si : les faits à connaître pour savoir si elle s'applique."""
    dit, is_sure = regle.dire(cas), regle.is_sure(cas.jour)
    a_etablir = (regle.fait,) if regle.fait and cas.sait(regle.fait) is None else ()
    verdict = _prudent(dit, is_sure, bool(si), bool(a_etablir))
    return LigneAvis(action, regle, dit, verdict, is_sure, si, a_etablir, vigilances)


def _prudent(dit: Verdict, is_sure: bool, is_incertaine: bool, is_a_etablir: bool) -> Verdict:
    """Un oui non vérifié, un silence, un refus dont on ne sait s'il s'applique : à vérifier."""
    if dit is Verdict.NON_RENSEIGNE or (dit is Verdict.IMPOSSIBLE and is_incertaine):
        return Verdict.A_VERIFIER
    if not is_sure and dit is not Verdict.IMPOSSIBLE:
        return Verdict.A_VERIFIER
    return Verdict.SOUS_CONDITIONS if dit is Verdict.POSSIBLE and is_a_etablir else dit


def _phrase(verdict: Verdict, is_a_verifier: bool) -> str:
    reserve = "_reserve" if is_a_verifier and verdict is not Verdict.A_VERIFIER else ""
    return f"verdict.{verdict}{reserve}"


def _ordre(ligne: LigneAvis) -> tuple[int, int, bool]:
    return (-ligne.verdict.rang, ligne.action.numero, ligne.regle.type is TypeCollectivite.OUTRE_MER)


def _doutes(verdict: Verdict, lignes: tuple[LigneAvis, ...], jour: date | None) -> Iterator[str]:
    par_action = sorted(lignes, key=lambda x: x.action.numero)
    desaccord = any(a.action is b.action and a.verdict is not b.verdict for a, b in pairwise(par_action))
    if desaccord or verdict is Verdict.A_VERIFIER or any(x.is_a_verifier for x in lignes):
        yield "mention.a_verifier"
    if desaccord:
        yield "mention.colonnes"
    if any(not x.regle.is_en_vigueur(jour) for x in lignes):
        yield "mention.perimee"
    if any(not x.regle.marque.is_relue for x in lignes):
        yield "mention.non_relu"
