"""Les décisions prises : qui, quand, quoi, ce qu'elles ont changé."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils import timezone

from jumelles.contributions.enums import EtatDecision, SorteDecision
from jumelles.contributions.models import DecisionRevue
from jumelles.cooperations.requetes.doublons import paire_a_decider
from jumelles.cooperations.requetes.titres import titres
from jumelles.provenance.models import Jugement
from jumelles.provenance.operations.jugements import MACHINE
from jumelles.sources.revue.dire import dire_les_decisions, dire_les_jugements, noms_montrables
from jumelles.sources.revue.poursuite import arretees
from jumelles.sources.revue.termes import Suite

PAR_PAGE, CITES_MAX, DECIDES_MAX, PAQUET = 30, 12, 60, 900
# Un état que rien n'écrit : il se lit aux jugements, et se défait avec la décision qui les a dépassés.
REMPLACEE = "remplacee"


@dataclass(frozen=True, slots=True)
class DecisionFiche:
    """Une décision, avec les seuls noms que l'on peut montrer aujourd'hui. nombre : de jugements ; laisses : combien

    de noms elle a laissés, décidés par d'autres, et cites les premiers ; retour : on en revient ; arretee : son
    travail de fond est mort ; remplaces : combien de ses jugements une autre décision a dépassés, etat « remplacee »
    s'ils le sont tous ; decides : d'un lot, les premiers noms et ce qu'ils sont ; objets : « relation:12 » et son titre
    (les deux sur la seule page d'une décision).
    """

    id: int
    sorte: str
    objet: str
    choix: str
    etat: str
    suite: Suite
    nombre: int
    par: str
    prise_le: datetime
    annulee_le: datetime | None
    annulee_par: str
    retour: bool = False
    arretee: bool = False
    laisses: int = 0
    cites: tuple[str, ...] = ()
    remplaces: int = 0
    decides: tuple[tuple[str, str], ...] = ()
    objets: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PageDecisions:
    """Une page de l'historique : éléments, total, numéro (à partir de 1), pages."""

    elements: tuple[DecisionFiche, ...]
    total: int
    numero: int
    pages: int


def decisions(numero: int = 1) -> PageDecisions:
    """Les décisions, de la plus récente à la plus ancienne."""
    toutes = DecisionRevue.objects.order_by("-pk")
    total = toutes.count()
    pages = max(1, -(-total // PAR_PAGE))
    numero = min(max(1, numero), pages)
    return PageDecisions(tuple(_fiches(toutes[(numero - 1) * PAR_PAGE : numero * PAR_PAGE])), total, numero, pages)


def decision(decision_id: int) -> DecisionFiche | None:
    """Une décision, avec les noms qu'elle a décidés et le titre de ce qu'elle a touché, ou None."""
    lue = DecisionRevue.objects.filter(pk=decision_id).first()
    if lue is None:
        return None
    fiche = _fiches([lue])[0]
    dits = titres(fiche.suite.objets, jour=timezone.localdate())
    decides = dire_les_jugements(lue.jugements[:DECIDES_MAX]) if lue.sorte == SorteDecision.LOT else ()
    return replace(fiche, decides=decides, objets=tuple((o, dits[o]) for o in fiche.suite.objets if o in dits))


def derniere_decision(par: str) -> DecisionFiche | None:
    """La dernière que cette personne a prise, annulée ou non."""
    return next(iter(_fiches(DecisionRevue.objects.filter(par=par).order_by("-pk")[:1])), None)


def ou_redecider(decision_id: int, *, jour: date) -> tuple[str, int] | None:
    """Où redécider : (« nom » ou « doublon », jugement de la machine), ou None.

    Un nom se redécide toujours ; une paire, si la machine la propose encore.
    """
    d = DecisionRevue.objects.filter(pk=decision_id).exclude(sorte=SorteDecision.LOT).first()
    if d is None or not d.sujets:
        return None
    if d.sorte == SorteDecision.NOM:
        machine = Jugement.objects.filter(gauche=d.sujets[0], paire=False, auteur__startswith=MACHINE)
        numero = machine.order_by("annule_le", "-pk").values_list("pk", flat=True).first()
        return ("nom", numero) if numero else None
    vivante = Jugement.objects.vivants().paires().filter(gauche=d.sujets[0], droite=d.sujets[1])
    numero = vivante.values_list("pk", flat=True).first()
    return ("doublon", numero) if numero and paire_a_decider(numero, jour=jour) else None


def _fiches(lues: Iterable[DecisionRevue]) -> list[DecisionFiche]:
    lues = list(lues)
    dites = dire_les_decisions(lues, jour=timezone.localdate())
    arretes = arretees(lues)
    cites = noms_montrables(g for d in lues for g in d.demande.get("laisses", ())[:CITES_MAX])
    remplaces = _remplaces(lues)
    return [
        DecisionFiche(
            id=d.pk, sorte=d.sorte, objet=dites[d.pk][0], choix=dites[d.pk][1],
            etat=REMPLACEE if 0 < len(d.jugements) == remplaces[d.pk] else d.etat, remplaces=remplaces[d.pk],
            suite=Suite.depuis_json(d.bilan), nombre=len(d.jugements), par=d.par, prise_le=d.prise_le,
            annulee_le=d.annulee_le, annulee_par=d.annulee_par, retour="retour" in d.demande, arretee=d.pk in arretes,
            laisses=len(d.demande.get("laisses", ())),
            cites=tuple(cites[g] for g in d.demande.get("laisses", ())[:CITES_MAX]),
        )
        for d in lues
    ]  # fmt: skip


def _remplaces(lues: Sequence[DecisionRevue]) -> dict[int, int]:
    """Décision qui a pris effet → combien de ses jugements ne valent plus."""
    suivies = [d for d in lues if d.etat in (EtatDecision.FAITE, EtatDecision.RETIREE)]
    tous = sorted({pk for d in suivies for pk in d.jugements})
    annules: set[int] = set()
    for debut in range(0, len(tous), PAQUET):
        siens = Jugement.objects.filter(pk__in=tous[debut : debut + PAQUET], annule_le__isnull=False)
        annules.update(siens.values_list("pk", flat=True))
    return {d.pk: len(annules & set(d.jugements)) if d in suivies else 0 for d in lues}
