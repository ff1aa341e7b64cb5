"""Ce que des personnes ont décidé des lignes d'un import : de quoi le retirer et le remettre avec ces décisions."""

from collections.abc import Collection, Iterable

from jumelles.contributions.enums import EtatDecision, SorteDecision
from jumelles.contributions.models import DecisionRevue
from jumelles.provenance.models import Jugement, Suspens
from jumelles.provenance.operations import Ecriture, journaliser
from jumelles.provenance.operations.jugements import MACHINE
from jumelles.provenance.suspens import lignes_en_suspens

PAQUET = 900


def decides(lots: Collection[int]) -> list[int]:
    """Les jugements vivants rendus par des personnes sur les noms qu'attendent, ou ont attendus, ces lots.

    Ceux d'une décision qui n'a pas fini n'y sont pas : leurs lignes restent à reprendre.
    """
    noms = Suspens.objects.filter(releve__lot__in=list(lots)).values("gauche")
    siens = Jugement.objects.vivants().filter(paire=False, gauche__in=noms).exclude(auteur__startswith=MACHINE)
    en_cours = {pk for pks in _jugements(EtatDecision.EN_COURS).values() for pk in pks}
    return sorted(set(siens.values_list("pk", flat=True)) - en_cours)


def juges_autrement(lots: Collection[int], *, depuis: Collection[int]) -> list[str]:
    """Les noms de ces lots dont on juge autrement qu'alors ; depuis : ce que decides rendait."""
    changes = sorted({*depuis} ^ {*decides(lots)})
    return sorted({g for paquet in _paquets(changes) for g in _gauches(paquet)})


def suivre_les_lignes(jugements: Collection[int], *, par: str) -> None:
    """Dire retirée, ou de nouveau prise, chaque décision d'où viennent ces jugements, selon que ses lignes sont là."""
    tenues = _jugements(EtatDecision.FAITE) | _jugements(EtatDecision.RETIREE)
    concernees = [pk for pk, siens in tenues.items() if siens & set(jugements)]
    for decision in DecisionRevue.objects.filter(pk__in=concernees).order_by("pk"):
        gauches = {g for paquet in _paquets(sorted(decision.jugements)) for g in _gauches(paquet)}
        etat = EtatDecision.FAITE if lignes_en_suspens(gauches) else EtatDecision.RETIREE
        if etat == decision.etat:
            continue
        avant, decision.etat = {"etat": str(decision.etat)}, etat
        decision.save(update_fields=["etat"])
        suivie = Ecriture("suivre_decision_revue", "decision", decision.pk, avant, {"etat": str(etat)})
        journaliser(par=par, ecritures=[suivie])


def _jugements(etat: str) -> dict[int, set[int]]:
    """Décision sur des noms, dans cet état → ses jugements. Elles sont l'œuvre de personnes : on les lit toutes."""
    lues = DecisionRevue.objects.filter(etat=etat).exclude(sorte=SorteDecision.DOUBLON)
    return {pk: set(siens) for pk, siens in lues.values_list("pk", "jugements")}


def _paquets(ids: list[int]) -> Iterable[list[int]]:
    return (ids[debut : debut + PAQUET] for debut in range(0, len(ids), PAQUET))


def _gauches(ids: list[int]) -> list[str]:
    return list(Jugement.objects.filter(pk__in=ids).values_list("gauche", flat=True))
