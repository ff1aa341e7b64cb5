"""Accepter d'un coup ce que la machine propose au-dessus d'un score ; chaque nom a son jugement, signé."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from jumelles.contributions.enums import EtatDecision, SorteDecision
from jumelles.contributions.models import DecisionRevue
from jumelles.provenance.enums import Verdict
from jumelles.provenance.models import Jugement
from jumelles.provenance.operations import DejaJuge, Ecriture, journaliser, prononcer
from jumelles.sources.revue.decider import finir
from jumelles.sources.revue.file import en_attente, montrer
from jumelles.sources.revue.filtre import FiltreRevue
from jumelles.sources.revue.termes import NomEnAttente
from jumelles.territoires.repertoires import rapprocheur

# Plus bas, le hasard parlerait : un par un.
SEUIL_MIN, SEUIL_DEFAUT = 0.7, 0.95
NOMS_MAX, SUR_LE_CHAMP = 2000, 20


def au_dessus(filtre: FiltreRevue, seuil: float) -> list[NomEnAttente]:
    """Les noms de la file dont la première proposition atteint ce score, du plus sûr au moins sûr."""
    seuil = max(SEUIL_MIN, seuil)
    lus = en_attente(filtre).filter(score__gte=seuil, details__has_key="propositions").order_by("-score", "pk")
    return [n for n in montrer(lus[:NOMS_MAX]) if n.premiere]


def accepter_par_lot(*, ids: Sequence[int], seuil: float, par: str, jeton: UUID) -> int:
    """Accepter la première proposition de chacun de ces noms ; rend la décision, que l'on annule d'un geste.

    Au-delà de SUR_LE_CHAMP noms, l'ouvrier s'en charge. Un nom qu'une autre personne vient de décider est laissé.
    """
    from jumelles.sources.revue.travaux import reprendre_en_fond

    rapprocheur()
    with transaction.atomic():
        deja = DecisionRevue.objects.filter(jeton=jeton).first()
        if deja is not None:
            return int(deja.pk)
        choix = _("la première proposition, au-dessus de %(n)s %%") % {"n": round(seuil * 100)}
        decision = DecisionRevue.objects.create(
            jeton=jeton, sorte=SorteDecision.LOT, objet=_("%(n)s noms, par lot") % {"n": len(ids)}, choix=choix,
            par=par, etat=EtatDecision.EN_COURS, demande={"choisis": list(ids)[:NOMS_MAX], "seuil": seuil},
        )  # fmt: skip
        apres = {"objet": decision.objet, "choix": decision.choix}
        journaliser(par=par, ecritures=[Ecriture("decider_revue", "decision", decision.pk, apres=apres)])
        if len(ids) > SUR_LE_CHAMP:
            decision.tache = str(reprendre_en_fond.enqueue(decision.pk, par).id)
            decision.save(update_fields=["tache"])
        else:
            prononcer_le_lot(decision, par=par)
            finir(decision, decision.demande["gauches"], par=par)
    return int(decision.pk)


def prononcer_le_lot(decision: DecisionRevue, *, par: str) -> None:
    """Prononcer chaque jugement, sauf ceux d'un nom décidé depuis ; dans la transaction de l'appelant."""
    choisis, seuil = decision.demande["choisis"], decision.demande["seuil"]
    neufs: list[int] = []
    depasses: list[int] = []
    gauches: list[str] = []
    laisses: list[str] = []
    for machine in Jugement.objects.filter(pk__in=choisis).order_by("pk"):
        premiere = next(iter(machine.details.get("propositions", ())), None)
        try:
            if premiere is None or machine.annule_le is not None or (machine.score or 0) < seuil:
                raise DejaJuge(machine)
            jugement = prononcer(
                gauche=machine.gauche, droite=premiere["ref"], verdict=Verdict.IDENTIQUES, par=par,
                score=premiere["score"], raisons=[_("accepté par lot"), *premiere["raisons"]],
                details={"par_lot": decision.pk, "seuil": seuil}, vu=[machine.pk],
            )  # fmt: skip
        except DejaJuge:
            laisses.append(machine.gauche)
            continue
        neufs.append(jugement.pk)
        depasses.append(machine.pk)
        gauches.append(machine.gauche)
    decision.jugements, decision.depasses = neufs, depasses
    decision.demande = {**decision.demande, "gauches": gauches, "laisses": laisses}
    decision.save(update_fields=["jugements", "depasses", "demande"])
