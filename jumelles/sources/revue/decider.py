"""Décider d'un nom, et revenir sur une décision : chacune en une transaction, avec tout ce qu'elle change."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jumelles.contributions.enums import EtatDecision, SorteDecision
from jumelles.contributions.models import DecisionRevue
from jumelles.cooperations.operations import annuler_decision
from jumelles.provenance.enums import CONCLUANTS, Verdict
from jumelles.provenance.models import Jugement
from jumelles.provenance.operations import DejaJuge, Ecriture, journaliser, prononcer
from jumelles.provenance.operations.jugements import MACHINE
from jumelles.provenance.suspens import lignes_en_suspens
from jumelles.sources.revue.choix import ChoixInconnu, nommer_choix
from jumelles.sources.revue.lecteurs import nom_de
from jumelles.sources.revue.reprise import reprendre
from jumelles.sources.revue.termes import Suite
from jumelles.territoires.repertoires import rapprocheur

HORS_CHAMP, AUCUNE = "hors_champ", "aucune"
# Au-delà, les lignes se reprennent en arrière-plan : la page répond tout de suite.
LIGNES_MAX = 50
__all__ = ["AUCUNE", "HORS_CHAMP", "LIGNES_MAX", "ChoixInconnu", "DejaJuge", "annuler_la_decision", "decider_du_nom"]


@dataclass(frozen=True, slots=True)
class Rendu:
    """Ce qu'un envoi a donné : la décision prise, et si c'est cet envoi qui l'a prise."""

    decision: int
    neuve: bool


def decider_du_nom(
    *, jugement_id: int, choix: str, par: str, jeton: UUID, vu: Collection[int], motif: str = ""
) -> Rendu:
    """Dire ce que ce nom désigne ; les lignes qui l'attendaient entrent dans la même transaction.

    choix : « collectivite:38185 », « lieu:2990969 », « hors_champ », ou « aucune » (aucune des propositions vues).
    ChoixInconnu s'il n'existe pas ; DejaJuge si une autre personne a décidé depuis : rien n'est écrit. Le même jeton
    envoyé deux fois rend la première décision.
    """
    rapprocheur()  # ouvert avant la transaction, que rien ne doit retenir
    with transaction.atomic():
        deja = DecisionRevue.objects.filter(jeton=jeton).first()
        if deja is not None:
            return Rendu(deja.pk, neuve=False)
        machine = Jugement.objects.filter(pk=jugement_id, paire=False, auteur__startswith=MACHINE).first()
        if machine is None:
            raise ChoixInconnu(_("Ce nom n'est pas de ceux que l'on décide ici."))
        dit = nommer_choix(choix)
        avant = _vivants(machine.gauche)
        prononces: list[Jugement] = []
        for verdict, droite in _verdicts(machine, choix):
            dits = {"motif": motif} if motif else {}
            vus = {*vu, *(j.pk for j in prononces)}
            raisons = [motif] if motif else []
            prononces.append(
                prononcer(
                    gauche=machine.gauche,
                    droite=droite,
                    verdict=verdict,
                    par=par,
                    raisons=raisons,
                    details=dits,
                    vu=vus,
                )
            )
        neufs = [j.pk for j in prononces if j.pk not in avant]
        if prononces and not neufs:
            raise DejaJuge(prononces[0])  # la même chose, dite avant : on dit par qui
        decision = DecisionRevue.objects.create(
            jeton=jeton, sorte=SorteDecision.NOM, objet=nom_de(machine.gauche)[:300], choix=dit[:400], par=par,
            jugements=neufs, depasses=sorted(avant - _vivants(machine.gauche)),
        )  # fmt: skip
        _consigner("decider_revue", decision, par)
        poursuivre(decision, [machine.gauche], par=par)
    return Rendu(decision.pk, neuve=True)


def _verdicts(machine: Jugement, choix: str) -> list[tuple[str, str]]:
    """Les jugements que ce choix prononce : un, ou un par proposition écartée."""
    if choix == HORS_CHAMP:
        return [(Verdict.HORS_CHAMP.value, "")]
    if choix == AUCUNE:
        refs = [p["ref"] for p in machine.details.get("propositions", ())]
        if not refs:
            raise ChoixInconnu(_("Rien n'est proposé : il n'y a rien à écarter."))
        return [(Verdict.DIFFERENTS.value, ref) for ref in refs]
    return [(Verdict.IDENTIQUES.value, choix)]


def _vivants(gauche: str) -> set[int]:
    return set(Jugement.objects.vivants().filter(gauche=gauche, paire=False).values_list("pk", flat=True))


def poursuivre(decision: DecisionRevue, gauches: Sequence[str], *, par: str) -> None:
    """Reprendre les lignes tout de suite si elles sont peu, sinon en arrière-plan, et le retenir."""
    from jumelles.sources.revue.travaux import reprendre_en_fond

    if len(lignes_en_suspens(gauches)) > LIGNES_MAX:
        decision.etat, decision.demande = EtatDecision.EN_COURS, {**decision.demande, "gauches": list(gauches)}
        decision.tache = str(reprendre_en_fond.enqueue(decision.pk, par).id)
        decision.save(update_fields=["etat", "demande", "tache"])
        return
    finir(decision, gauches, par=par)


def finir(decision: DecisionRevue, gauches: Sequence[str], *, par: str) -> None:
    """Reprendre les lignes et dire ce que cela a changé, dans la transaction de l'appelant."""
    suite = reprendre(gauches, decision=decision.pk, objet=f"{decision.objet} → {decision.choix}", par=par)
    decision.etat, decision.bilan = EtatDecision.FAITE, suite.en_json()
    decision.save(update_fields=["etat", "bilan"])


class DecisionDepassee(ValueError):
    """Cette décision ne s'annule plus : on l'a déjà annulée, ou quelqu'un en a pris une autre depuis."""


def annuler_la_decision(*, decision_id: int, par: str) -> Suite:
    """Annuler une décision : ses jugements, et ce qu'ils ont fait entrer ; l'état d'avant revient.

    DecisionDepassee, avec qui et quand, si elle ne tient déjà plus ; rien n'est écrit.
    """
    rapprocheur()
    with transaction.atomic():
        decision = DecisionRevue.objects.select_for_update().get(pk=decision_id)
        jugements = list(Jugement.objects.filter(pk__in=decision.jugements).order_by("pk"))
        _verifier_tenue(decision, jugements)
        for jugement in jugements:
            annuler_decision(jugement_id=jugement.pk, par=par, motif=_("décision annulée"))
        _rendre_les_depasses(decision, par)
        gauches = sorted({j.gauche for j in jugements if not j.paire})
        suite = reprendre(gauches, decision=decision.pk, objet=_("retour sur « %s »") % decision.objet, par=par)
        decision.etat, decision.annulee_le, decision.annulee_par = EtatDecision.ANNULEE, timezone.now(), par
        decision.bilan = {**decision.bilan, "annulation": suite.en_json()}
        decision.save(update_fields=["etat", "annulee_le", "annulee_par", "bilan"])
        _consigner("annuler_decision_revue", decision, par)
    return suite


def _verifier_tenue(decision: DecisionRevue, jugements: Sequence[Jugement]) -> None:
    if decision.etat == EtatDecision.EN_COURS:
        raise DecisionDepassee(_("Cette décision entre encore ses lignes : attendez qu'elle ait fini."))
    if decision.etat == EtatDecision.ANNULEE:
        raise DecisionDepassee(_("Cette décision est déjà annulée."))
    if any(j.annule_le is not None for j in jugements):
        raise DecisionDepassee(_("Une autre décision a pris sa place depuis : annulez d'abord celle-là."))


def _rendre_les_depasses(decision: DecisionRevue, par: str) -> None:
    """Ce qu'elle avait dépassé vaut de nouveau, sauf si l'on en a jugé autrement depuis."""
    depasses = Jugement.objects.filter(pk__in=decision.depasses, annule_le__isnull=False)
    conclus = Jugement.objects.vivants().filter(
        gauche__in=depasses.values("gauche"), verdict__in=CONCLUANTS, paire=False
    )
    rendus = depasses.exclude(paire=False, gauche__in=list(conclus.values_list("gauche", flat=True)))
    ids = list(rendus.values_list("pk", flat=True))
    Jugement.objects.filter(pk__in=ids).update(annule_le=None, annule_par="")
    journaliser(par=par, ecritures=[Ecriture("reprendre_jugement", "jugement", pk) for pk in ids])


def _consigner(verbe: str, decision: DecisionRevue, par: str) -> None:
    apres = {"objet": decision.objet, "choix": decision.choix, "jugements": decision.jugements}
    journaliser(par=par, ecritures=[Ecriture(verbe, "decision", decision.pk, apres=apres)])
