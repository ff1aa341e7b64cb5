"""Quand la ligne porte un identifiant : ce qu'il vaut, et ce qu'il ne vaut pas contre le nom."""

from collections.abc import Sequence

from jumelles.rapprochement.termes import Entite, Issue, Proposition, Reponse

SCORE = 0.9995
DEMENTI = 0.5


def confirmer(reponse: Reponse, designees: Sequence[Entite], dits: Sequence[str]) -> Reponse:
    """Accepter celle que l'identifiant désigne si le nom la propose aussi ; sinon, qu'une personne voie."""
    raison = f"même identifiant ({', '.join(dits)})"
    refs = {e.ref for e in designees}
    confirmees = [p for p in reponse.propositions if p.entite.ref in refs]
    if len(refs) == 1 and confirmees:
        retenue = _redire(confirmees[0], max(confirmees[0].score, SCORE), (raison, *confirmees[0].raisons))
        suivantes = (p for p in reponse.propositions if p != confirmees[0])
        autres = tuple(_redire(p, min(p.score, 1 - SCORE), p.raisons) for p in suivantes)
        return Reponse(Issue.ACCEPTE, retenue.score, retenue.raisons, (retenue, *autres))
    neuves = tuple(Proposition(e, e.nom, DEMENTI, (raison, "le nom ne le confirme pas")) for e in designees)
    dedans = tuple(p for p in reponse.propositions if p.entite.ref not in refs)
    doute = "l’identifiant et le nom ne désignent pas la même chose"
    return Reponse(Issue.A_REVOIR, DEMENTI, (raison, doute), (*neuves, *dedans))


def _redire(proposition: Proposition, score: float, raisons: tuple[str, ...]) -> Proposition:
    return Proposition(proposition.entite, proposition.nom, score, raisons, proposition.par)
