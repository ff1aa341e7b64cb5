"""Accepter d'un coup ce que la machine propose au-dessus d'un score ; chaque nom a son jugement, signé."""

import re
from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from jumelles.contributions.enums import SorteDecision
from jumelles.contributions.models import DecisionRevue
from jumelles.provenance.enums import Verdict
from jumelles.provenance.models import Jugement
from jumelles.provenance.operations import DejaJuge, prononcer
from jumelles.provenance.operations.jugements import MACHINE
from jumelles.rapprochement.normaliser import cle
from jumelles.sources.revue.choix import ChoixInconnu, verifier_choix
from jumelles.sources.revue.decider import consigner
from jumelles.sources.revue.file import en_attente, montrer
from jumelles.sources.revue.filtre import FiltreRevue
from jumelles.sources.revue.jetons import Rendu, une_seule_fois
from jumelles.sources.revue.lecteurs import nom_de
from jumelles.sources.revue.poursuite import mettre_en_fond, poursuivre
from jumelles.sources.revue.termes import NomEnAttente
from jumelles.territoires.repertoires import rapprocheur

PREMIERE = "premiere"
# Plus bas, le hasard parlerait : un par un.
SEUIL_MIN, SEUIL_DEFAUT = 0.7, 0.95
NOMS_MAX, SUR_LE_CHAMP = 2000, 20
_PLUSIEURS = re.compile(r"[,;/&+|]|\s(?:et|and|und|y)\s", re.IGNORECASE)


def au_dessus(filtre: FiltreRevue, seuil: float) -> list[NomEnAttente]:
    """Les noms de la file dont la première proposition atteint ce score, du plus sûr au moins sûr.

    Sans ceux qui disent plusieurs collectivités (« Toulouse et Albi ») : ils se décident un par un.
    """
    seuil = max(SEUIL_MIN, seuil)
    lus = en_attente(filtre).filter(score__gte=seuil, details__has_key="propositions").order_by("-score", "pk")
    return [n for n in montrer(lus[:NOMS_MAX]) if n.premiere and not is_plusieurs(n.nom, n.premiere)]


def is_plusieurs(nom: str, propose: str) -> bool:
    """Vrai si ce nom en dit deux, et que la proposition ne les dit pas tous : « Sèvre et Loire » peut être un nom."""
    return _PLUSIEURS.search(nom) is not None and cle(nom) != cle(propose)


def accepter_par_lot(*, ids: Sequence[int], seuil: float, par: str, jeton: UUID) -> Rendu:
    """Accepter la première proposition de chacun de ces noms ; la décision s'annule d'un geste.

    Au-delà de SUR_LE_CHAMP noms, ou si trop de lignes en dépendent, l'ouvrier s'en charge. Un nom qu'une autre
    personne vient de décider est laissé, et la décision le dit ; de même si sa proposition ne tient plus.
    """
    rapprocheur()
    return une_seule_fois(jeton, lambda: _accepter(list(ids)[:NOMS_MAX], seuil, par=par, jeton=jeton))


def _accepter(ids: list[int], seuil: float, *, par: str, jeton: UUID) -> int:
    decision = DecisionRevue.objects.create(
        jeton=jeton, sorte=SorteDecision.LOT, choix=PREMIERE, par=par, demande={"choisis": ids, "seuil": seuil}
    )
    if len(ids) > SUR_LE_CHAMP:
        mettre_en_fond(decision, par=par)
    else:
        prononcer_le_lot(decision, par=par)
        poursuivre(decision, decision.demande["gauches"], par=par)
    consigner("decider_revue", decision, par)
    return int(decision.pk)


def prononcer_le_lot(decision: DecisionRevue, *, par: str) -> None:
    """Prononcer chaque jugement, sauf ceux d'un nom décidé depuis ; dans la transaction de l'appelant."""
    pris: dict[int, Jugement] = {}
    laisses: list[str] = []
    choisis = Jugement.objects.filter(pk__in=decision.demande["choisis"], paire=False, auteur__startswith=MACHINE)
    for machine in choisis.select_for_update().order_by("pk"):
        jugement = _accepter_un(machine, decision, par=par)
        if jugement is None:
            laisses.append(machine.gauche)
        else:
            pris[machine.pk] = jugement
    decision.jugements, decision.depasses = [j.pk for j in pris.values()], list(pris)
    decision.demande = {**decision.demande, "gauches": [j.gauche for j in pris.values()], "laisses": laisses}
    decision.save(update_fields=["jugements", "depasses", "demande"])


def _accepter_un(machine: Jugement, decision: DecisionRevue, *, par: str) -> Jugement | None:
    """Le jugement neuf ; None si une autre personne a parlé de ce nom, ou si la proposition ne tient plus."""
    seuil = decision.demande["seuil"]
    premiere = next(iter(machine.details.get("propositions", ())), None)
    if premiere is None or machine.annule_le is not None or (machine.score or 0) < seuil:
        return None
    if is_plusieurs(nom_de(machine.gauche), premiere["nom"]):
        return None
    try:
        verifier_choix(premiere["ref"], machine.details.get("mention", {}))
        jugement = prononcer(
            gauche=machine.gauche, droite=premiere["ref"], verdict=Verdict.IDENTIQUES, par=par,
            score=premiere["score"], raisons=[_("accepté par lot"), *premiere["raisons"]],
            details={"par_lot": decision.pk, "seuil": seuil}, vu=[machine.pk],
        )  # fmt: skip
    except (DejaJuge, ChoixInconnu):
        return None
    # Une autre personne a dit la même chose à l'instant : c'est son jugement, l'annuler n'est pas à nous.
    return jugement if jugement.details.get("par_lot") == decision.pk else None
