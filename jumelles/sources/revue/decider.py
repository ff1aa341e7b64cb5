"""Décider d'un nom : en une transaction, avec tout ce que la décision change."""

from collections.abc import Collection, Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from jumelles.contributions.enums import SorteDecision
from jumelles.contributions.models import DecisionRevue
from jumelles.provenance.enums import CONCLUANTS, Verdict
from jumelles.provenance.models import Jugement
from jumelles.provenance.operations import (
    DejaJuge,
    Ecriture,
    annuler_jugements,
    journaliser,
    prononcer,
    reprendre_jugements,
)
from jumelles.provenance.operations.jugements import MACHINE
from jumelles.sources.revue.choix import AUCUNE, HORS_CHAMP, ChoixInconnu, verifier_choix
from jumelles.sources.revue.jetons import Rendu, une_seule_fois
from jumelles.sources.revue.poursuite import poursuivre
from jumelles.territoires.repertoires import rapprocheur

# Une page ne montre pas davantage de propositions.
MONTREES_MAX = 12


def decider_du_nom(
    *, jugement_id: int, choix: str, par: str, jeton: UUID, vu: Collection[int], montrees: Sequence[str] = (),
    motif: str = "",
) -> Rendu:  # fmt: skip
    """Dire ce que ce nom désigne ; les lignes qui l'attendaient entrent dans la même transaction.

    choix : « collectivite:38185 », « lieu:2990969 », « hors_champ », ou « aucune » (aucune des propositions montrees,
    et d'elles seules ; ce que l'on en avait conclu ne tient plus, et le nom attend de nouveau). ChoixInconnu s'il
    n'existe pas ou ne va pas à la ligne ; DejaJuge si une autre personne a décidé depuis : rien n'est écrit. Le même
    jeton envoyé deux fois rend la première décision.
    """
    rapprocheur()  # ouvert avant la transaction, que rien ne doit retenir

    def decider() -> int:
        machine = Jugement.objects.filter(pk=jugement_id, paire=False, auteur__startswith=MACHINE).first()
        if machine is None:
            raise ChoixInconnu(_("Ce nom n'est pas de ceux que l'on décide ici."))
        return _decider(machine, choix, montrees, par=par, jeton=jeton, vu=vu, motif=motif)

    return une_seule_fois(jeton, decider)


def _decider(
    machine: Jugement, choix: str, montrees: Sequence[str], *, par: str, jeton: UUID, vu: Collection[int], motif: str
) -> int:  # fmt: skip
    avant = _vivants(machine.gauche)
    prononces: list[Jugement] = []
    for verdict, droite in _verdicts(machine, choix, montrees):
        prononces.append(
            prononcer(
                gauche=machine.gauche, droite=droite, verdict=verdict, par=par, raisons=[motif] if motif else [],
                details={"motif": motif} if motif else {}, vu={*vu, *(j.pk for j in prononces)},
            )
        )  # fmt: skip
    neufs = [j.pk for j in prononces if j.pk not in avant]
    rendus = _rouvrir(machine.gauche, par=par, vu=vu) if choix == AUCUNE else []
    if not neufs and not rendus:
        raise DejaJuge(prononces[0])  # la même chose, dite avant : on dit par qui
    decision = DecisionRevue.objects.create(
        jeton=jeton, sorte=SorteDecision.NOM, sujets=[machine.gauche], choix=choix, par=par, jugements=neufs,
        depasses=sorted(avant - _vivants(machine.gauche)), demande={"rendus": rendus} if rendus else {},
    )  # fmt: skip
    consigner("decider_revue", decision, par)
    poursuivre(decision, [machine.gauche], par=par)
    return int(decision.pk)


def _verdicts(machine: Jugement, choix: str, montrees: Sequence[str]) -> list[tuple[str, str]]:
    """Les jugements que ce choix prononce : un, ou un par proposition montrée et écartée."""
    mention = machine.details.get("mention", {})
    if choix == AUCUNE:
        refs = list(dict.fromkeys(r for r in montrees if r not in (AUCUNE, HORS_CHAMP)))[:MONTREES_MAX]
        if not refs:
            raise ChoixInconnu(_("Rien n'est proposé : il n'y a rien à écarter."))
        for ref in refs:
            verifier_choix(ref, mention)
        return [(Verdict.DIFFERENTS.value, ref) for ref in refs]
    verifier_choix(choix, mention)
    if choix == HORS_CHAMP:
        return [(Verdict.HORS_CHAMP.value, "")]
    return [(Verdict.IDENTIQUES.value, choix)]


def _rouvrir(gauche: str, *, par: str, vu: Collection[int]) -> list[int]:
    """Annuler ce que des personnes avaient conclu de ce nom ; rend le doute de la machine, qui vaut de nouveau."""
    de_ce_nom = Jugement.objects.filter(gauche=gauche, paire=False)
    conclus = list(de_ce_nom.vivants().filter(verdict__in=CONCLUANTS).exclude(auteur__startswith=MACHINE))
    if not conclus:
        return []
    inconnu = next((j for j in conclus if j.pk not in vu), None)
    if inconnu is not None:
        raise DejaJuge(inconnu)
    annuler_jugements(ids=[j.pk for j in conclus], par=par)
    doutes = de_ce_nom.filter(verdict=Verdict.INDECIS, auteur__startswith=MACHINE, annule_le__isnull=False)
    dernier = doutes.order_by("-annule_le", "-pk").values_list("pk", flat=True)[:1]
    return reprendre_jugements(ids=dernier, par=par)


def _vivants(gauche: str) -> set[int]:
    return set(Jugement.objects.vivants().filter(gauche=gauche, paire=False).values_list("pk", flat=True))


def consigner(verbe: str, decision: DecisionRevue, par: str) -> None:
    """Une ligne de journal : de quoi l'on décide, par références, et les jugements prononcés."""
    apres = {"sujets": decision.sujets, "choix": decision.choix, "jugements": decision.jugements}
    journaliser(par=par, ecritures=[Ecriture(verbe, "decision", decision.pk, apres=apres)])
