"""Quand la ligne porte un identifiant : ce qu'il vaut, et ce qu'il ne vaut pas contre le nom."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from jumelles.rapprochement.formes import EPCI, METROPOLE
from jumelles.rapprochement.normaliser import cle
from jumelles.rapprochement.termes import Entite, Issue, Mention, Proposition, Reponse

SCORE = 0.9995
DEMENTI = 0.5
SIGNES_MAX, CHIFFRES_INSEE = 60, 5
_REUNIES = {"commune": "commune fondue", "departement": "département réuni", "region": "région réunie"}


class Designee(NamedTuple):
    """Ce qu'un identifiant désigne aujourd'hui ; par : celle d'hier dont c'est le code, ou None."""

    entite: Entite
    par: Entite | None

    def dire(self, dits: Sequence[str]) -> str:
        """« même identifiant (insee:38185) », ou ce qu'est devenue celle d'hier dont c'est le code."""
        if self.par is None:
            return f"même identifiant ({', '.join(dits)})"
        if cle(self.par.nom) == cle(self.entite.nom):
            return f"ancien code de « {self.entite.nom} »" + (f", jusqu’en {self.par.fin}" if self.par.fin else "")
        reunie = _REUNIES.get(self.par.niveau, "collectivité réunie")
        quand = f" en {self.par.fin}" if self.par.fin else ""
        return f"code de « {self.par.nom} », {reunie}{quand} dans « {self.entite.nom} »"


def lire_identifiant(sorte: str, dit: str) -> str:
    """Le numéro tel qu'on le range : « siren:213 801 855 » → « 213801855 » ; « 1033 », code INSEE, → « 01033 »."""
    serre = "".join(dit[:SIGNES_MAX].split()).removeprefix(f"{sorte}:").upper()
    return serre.zfill(CHIFFRES_INSEE) if sorte == "insee" and serre.isdecimal() else serre


def confirmer(mention: Mention, reponse: Reponse, designees: Sequence[Designee]) -> Reponse:
    """Accepter celle que l'identifiant désigne si le nom la propose aussi ; sinon, qu'une personne voie.

    Un niveau dit, et autre, demande une personne : la commune et l'intercommunalité d'un même nom ont chacune un code.
    """
    raisons = {d.entite.ref: d.dire(mention.identifiants) for d in designees}
    confirmees = [p for p in reponse.propositions if p.entite.ref in raisons and _is_du_niveau(mention, p)]
    if len(raisons) == 1 and confirmees:
        return _accepter(reponse, confirmees[0], raisons[confirmees[0].entite.ref])
    dementi = "le nom ne le confirme pas"
    neuves = tuple(
        Proposition(d.entite, d.entite.nom, DEMENTI, (raisons[d.entite.ref], dementi), d.par) for d in designees
    )
    dedans = tuple(p for p in reponse.propositions if p.entite.ref not in raisons)
    doute = "l’identifiant et le nom ne désignent pas la même chose"
    return Reponse(Issue.A_REVOIR, DEMENTI, (neuves[0].raisons[0], doute), (*neuves, *dedans))


def _accepter(reponse: Reponse, confirmee: Proposition, raison: str) -> Reponse:
    retenue = _redire(confirmee, max(confirmee.score, SCORE), (raison, *confirmee.raisons))
    suivantes = (p for p in reponse.propositions if p != confirmee)
    autres = tuple(_redire(p, min(p.score, 1 - SCORE), p.raisons) for p in suivantes)
    return Reponse(Issue.ACCEPTE, retenue.score, retenue.raisons, (retenue, *autres))


def _is_du_niveau(mention: Mention, proposition: Proposition) -> bool:
    """Vrai si rien ne dit deux niveaux ; une intercommunalité reste la même en changeant de catégorie."""
    siens = {proposition.entite.niveau, proposition.par.niveau if proposition.par else ""}
    if not mention.niveaux or "ville" in siens or not mention.niveaux.isdisjoint(siens):
        return True
    return not (mention.niveaux.isdisjoint(EPCI) or METROPOLE.isdisjoint(siens))


def _redire(proposition: Proposition, score: float, raisons: tuple[str, ...]) -> Proposition:
    return replace(proposition, score=score, raisons=raisons)
