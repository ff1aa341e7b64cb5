"""Le partenaire que dit une ligne départage deux homonymes, quand un seul est déjà en lien avec lui."""

from collections.abc import Sequence

from jumelles.cooperations.requetes.liens_connus import partenaires_connus
from jumelles.rapprochement.moteur import DIT_AUTRE_CHOSE
from jumelles.rapprochement.normaliser import cle
from jumelles.rapprochement.termes import Issue, Mention, Proposition, Reponse

SCORE = 0.99
POSSIBLE = 0.005


def departager(mentions: Sequence[Mention], reponses: Sequence[Reponse]) -> list[Reponse]:
    """Les mêmes réponses ; acceptée, celle dont une seule proposition est déjà liée au partenaire de la ligne."""
    douteuses = [
        i
        for i, (m, r) in enumerate(zip(mentions, reponses, strict=True))
        if m.partenaire and _hesite_entre_homonymes(r)
    ]
    refs = {p.entite.ref for i in douteuses for p in _possibles(reponses[i])}
    connus = partenaires_connus(refs)
    rendues = list(reponses)
    for i in douteuses:
        rendues[i] = _departager(mentions[i], reponses[i], connus)
    return rendues


def _hesite_entre_homonymes(reponse: Reponse) -> bool:
    """Un indice contraire demande une personne : connaître le partenaire n'y change rien."""
    return reponse.issue is Issue.A_REVOIR and len(reponse.propositions) > 1 and DIT_AUTRE_CHOSE not in reponse.raisons


def _possibles(reponse: Reponse) -> list[Proposition]:
    return [p for p in reponse.propositions if p.score >= POSSIBLE]


def _departager(mention: Mention, reponse: Reponse, connus: dict[str, frozenset[str]]) -> Reponse:
    dits = {cle(p) for p in mention.partenaire.split("|")} - {""}
    liees = [p for p in _possibles(reponse) if dits & connus.get(p.entite.ref, frozenset())]
    if len(liees) != 1 or liees[0].contredite:
        return reponse
    liee = liees[0]
    raisons = (*liee.raisons, f"déjà en lien avec « {mention.partenaire} », et seule de ce nom à l’être")
    retenue = Proposition(liee.entite, liee.nom, SCORE, raisons, liee.par)
    autres = tuple(p for p in reponse.propositions if p is not liee)
    return Reponse(Issue.ACCEPTE, SCORE, raisons, (retenue, *autres))
