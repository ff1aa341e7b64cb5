"""Répondre à un lot : une seule demande au moteur, puis les pays, les acteurs, les codes ; et un seul verdict."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from jumelles.api.rapprochement.designes import Designes
from jumelles.api.rapprochement.familles import ActeursNommes, acteurs_des_villes, pays_nommes
from jumelles.api.rapprochement.lecture import LIMITE_MAX, QuestionLue
from jumelles.api.rapprochement.mentions import is_pays_illisible, mention
from jumelles.api.rapprochement.noms import LETTRES_D_UN_CODE
from jumelles.api.rapprochement.pretendants import COMPAREE, Pretendant, depuis_proposition, ressemblance
from jumelles.api.rapprochement.sortes import ACTEUR, AUTORITE, LIEU, ORGANISATION, PAYS, TERRITOIRE, TYPES, is_du_type
from jumelles.rapprochement.normaliser import cle
from jumelles.rapprochement.termes import Issue, Reponse
from jumelles.territoires.repertoires import rapprocheur_du_moment

# Le moteur ne sait pas quels types on veut : lui en demander plus que l'on n'en rendra.
EN_PLUS = 10
PLAUSIBLE = 0.5


@dataclass(frozen=True, slots=True)
class Demandee:
    """Une question et ce qu'il faut chercher pour elle. familles : types larges ; filtre : types exigés, ou vide."""

    question: QuestionLue
    familles: frozenset[str]
    filtre: tuple[str, ...] = ()
    souhait: tuple[str, ...] = ()

    @property
    def is_precise(self) -> bool:
        """Vrai si l'on a dit les types voulus."""
        return bool(self.filtre)


class Ailleurs:
    """Les pays et les acteurs que les questions d'un lot nomment : les acteurs se lisent tous ensemble."""

    def __init__(self, paires: Sequence[tuple[Demandee, Sequence[Pretendant]]]) -> None:
        self._autorites = acteurs_des_villes(p for d, siens in paires if AUTORITE in d.familles for p in siens)
        self._nommes = ActeursNommes(d.question.nom for d, _s in paires if d.familles & {ORGANISATION, AUTORITE})

    def de(self, demandee: Demandee, siens: Iterable[Pretendant]) -> list[Pretendant]:
        """Ceux d'une question ; siens : les lieux que le moteur y a reconnus."""
        question, trouves = demandee.question, []
        if not _is_comparable(demandee):
            return []
        if PAYS in demandee.familles:
            trouves += pays_nommes(question.nom, larges=demandee.is_precise)
        if AUTORITE in demandee.familles:
            trouves += [a for p in siens for a in self._autorites.get(p.id, ())]
        if demandee.familles & {ORGANISATION, AUTORITE}:
            trouves += self._nommes.de(question, precise=demandee.is_precise)
        return trouves


def repondre(questions: Mapping[str, QuestionLue]) -> dict[str, Any]:
    """Le lot de réponses de la norme, une par question."""
    demandees = {numero: _demander(q) for numero, q in questions.items()}
    situes = _interroger(list(demandees.values()))
    designes = Designes(questions.values())
    ailleurs = Ailleurs(list(zip(demandees.values(), situes, strict=True)))
    rendus = {}
    for (numero, demandee), siens in zip(demandees.items(), situes, strict=True):
        codes = designes.de(demandee.question)
        tous = [*codes, *siens, *ailleurs.de(demandee, siens)]
        retenus = _departager(demandee, tous, codes)[: demandee.question.limite]
        rendus[numero] = {"result": [p.en_dict(demandee.question.nom) for p in retenus]}
    return rendus


def _demander(question: QuestionLue) -> Demandee:
    connus = tuple(t for t in question.types if t in TYPES)
    if not question.types or question.stricte == "should":
        return Demandee(question, frozenset({TERRITOIRE, LIEU, PAYS, ORGANISATION}), souhait=connus)
    familles = {TYPES[t].dans if TYPES[t].dans == TERRITOIRE else t for t in connus}
    if ACTEUR in familles:
        familles |= {ORGANISATION, AUTORITE}
    # Un type que l'on n'a pas : rien ne peut en être.
    inconnus = len(connus) < len(question.types)
    if not connus or (inconnus and question.stricte == "all"):
        return Demandee(question, frozenset(), ("",))
    return Demandee(question, frozenset(familles), connus)


def _interroger(demandees: Sequence[Demandee]) -> list[list[Pretendant]]:
    """Les prétendants que le moteur trouve parmi les territoires et les lieux, question par question."""
    voulues = [i for i, d in enumerate(demandees) if d.familles & {TERRITOIRE, LIEU, AUTORITE} and _is_comparable(d)]
    mentions = [mention(demandees[i].question, demandees[i].filtre) for i in voulues]
    combien = EN_PLUS + max((d.question.limite for d in demandees), default=0)
    rendus: list[list[Pretendant]] = [[] for _d in demandees]
    if mentions:
        reponses = rapprocheur_du_moment().rapprocher(mentions, propositions=min(combien, LIMITE_MAX + EN_PLUS))
        for i, reponse in zip(voulues, reponses, strict=True):
            rendus[i] = _lire(reponse, demandees[i])
    return rendus


def _is_comparable(demandee: Demandee) -> bool:
    return 0 < len(demandee.question.nom) <= COMPAREE


def _lire(reponse: Reponse, demandee: Demandee) -> list[Pretendant]:
    """Une collectivité qui n'existe plus, et que rien ne continue, n'a pas de page : elle ne se propose pas."""
    question = demandee.question
    accepte = reponse.issue is Issue.ACCEPTE and not is_pays_illisible(question)
    if accepte and reponse.propositions[0].entite.ref.startswith("lieu:") and not question.indice("pays"):
        # « AFD » seul nomme aussi un aéroport : trois lettres et pas de pays, ce n'est pas un nom.
        accepte = len(cle(question.nom)) > LETTRES_D_UN_CODE
    return [
        depuis_proposition(p, accepte=accepte and rang == 0, raisons=p.raisons if rang else reponse.raisons)
        for rang, p in enumerate(reponse.propositions)
        if p.entite.vivante
    ]


def _departager(demandee: Demandee, trouves: Iterable[Pretendant], codes: Sequence[Pretendant]) -> list[Pretendant]:
    """Du type voulu, sans double, et un seul accepté : deux choses sûres de porter ce nom, c'est n'être sûr de rien."""
    uniques: dict[str, Pretendant] = {}
    for p in trouves:
        connu = uniques.get(p.id)
        if connu is None or (p.accepte, p.score) > (connu.accepte, connu.score):
            uniques[p.id] = p
    retenus = [p for p in uniques.values() if _is_voulu(p, demandee)]
    if demandee.souhait:
        retenus = [p if _is_souhaite(p, demandee) else replace(p, accepte=False) for p in retenus]
    dits = {p.id for p in codes}
    if dits:
        retenus = [p if p.id in dits else replace(p, accepte=False) for p in retenus]
    if sum(p.accepte for p in retenus) > 1 or (not demandee.is_precise and _is_partage(retenus, demandee)):
        raison = _("une autre chose porte ce nom : précisez le type")
        retenus = [replace(p, accepte=False, raisons=(*p.raisons, raison)) if p.accepte else p for p in retenus]
    return sorted(retenus, key=lambda p: (not p.accepte, not _is_souhaite(p, demandee), -p.score, p.id))


def _is_partage(retenus: Sequence[Pretendant], demandee: Demandee) -> bool:
    """Vrai si, sans type demandé, le nom accepté est aussi celui d'une chose d'une autre sorte : Luxembourg."""
    acceptes = {p.types[-1] for p in retenus if p.accepte}
    autres = (p for p in retenus if p.types[-1] not in acceptes and p.score >= PLAUSIBLE)
    return bool(acceptes) and any(ressemblance(demandee.question.nom, p.nom_dit) == 1.0 for p in autres)


def _is_voulu(pretendant: Pretendant, demandee: Demandee) -> bool:
    if not demandee.filtre:
        return True
    exiger = all if demandee.question.stricte == "all" else any
    return exiger(is_du_type(t, pretendant.types, pretendant.niveau) for t in demandee.filtre)


def _is_souhaite(pretendant: Pretendant, demandee: Demandee) -> bool:
    return any(is_du_type(t, pretendant.types, pretendant.niveau) for t in demandee.souhait)
