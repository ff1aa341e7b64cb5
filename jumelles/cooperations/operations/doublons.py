"""Proposer les doublons à la revue : la machine écrit « indécis » et ses raisons, et ne fond jamais rien."""

from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from jumelles.cooperations.requetes.doublons.changements import (
    RECHERCHE,
    changees_depuis,
    derniere_position,
    position_sure,
)
from jumelles.cooperations.requetes.doublons.file_d_attente import AUTEUR, proposees, raisons_gardees
from jumelles.cooperations.requetes.doublons.pays import SORTES, listes_a_comparer
from jumelles.provenance.enums import Verdict
from jumelles.provenance.models import Jugement
from jumelles.provenance.operations import DejaJuge, Ecriture, annuler_jugement, journaliser, prononcer
from jumelles.rapprochement.doublons import FicheStructure, PairePossible, chercher
from jumelles.rapprochement.doublons.termes import Fiche
from jumelles.referentiel.paquets import par_paquets

PAQUET = 200
Cle = tuple[str, str]


@dataclass(frozen=True, slots=True)
class BilanDoublons:
    """Ce qu'une recherche a changé à la file : paires entrées, redites autrement, retirées ; et combien sont tenues."""

    entrees: int = 0
    redites: int = 0
    retirees: int = 0
    tenues: int = 0


def proposer_doublons(*, maintenant: datetime, par: str = AUTEUR, entier: bool = False) -> BilanDoublons:
    """Chercher les doublons de ce qui a changé depuis la dernière fois (entier : de tout), et tenir la file à jour.

    Une paire qu'une personne a jugée, ou déjà fondue, n'est pas proposée. Chercher encore ne change rien. Coupée en
    route, la recherche reprend au même repère.
    """
    depart = None if entier else derniere_position()
    position = position_sure(maintenant)
    changees = None if depart is None else changees_depuis(depart)
    trouvees, reunis = _chercher(changees)
    vivants = _vivants(trouvees)
    neuves = [p for cle, p in sorted(trouvees.items()) if (j := vivants.get(cle)) is None or _a_redire(j, p)]
    redites = sum((p.gauche, p.droite) in vivants for p in neuves)
    perimees = _perimees(trouvees, changees)
    _retirer(perimees, par=par)
    _proposer(neuves, vivants, reunis, par=par)
    bilan = BilanDoublons(len(neuves) - redites, redites, len(perimees), proposees().count())
    if neuves or perimees or changees or depart is None:
        apres = {"position": position, "entrees": bilan.entrees, "redites": redites, "retirees": bilan.retirees}
        journaliser(par=par, ecritures=[Ecriture("chercher_doublons", RECHERCHE, 0, apres=apres)])
    return bilan


def _chercher(changees: Collection[str] | None) -> tuple[dict[Cle, PairePossible], dict[Cle, int]]:
    """Les paires à proposer, et combien de liens chacune réunirait."""
    trouvees: dict[Cle, PairePossible] = {}
    reunis: dict[Cle, int] = {}
    for sorte in SORTES:
        for fiches in listes_a_comparer(sorte, changees):
            poids = {f.ref: _liens(f) for f in fiches}
            for paire in chercher(fiches, changees=changees):
                # Deux fiches d'une même ville font deux liens : c'est la ville qu'il faut fondre.
                if not paire.acteurs_a_fondre or sorte != "relation":
                    trouvees[(paire.gauche, paire.droite)] = paire
                    reunis[(paire.gauche, paire.droite)] = max(1, min(poids[paire.gauche], poids[paire.droite]))
    return trouvees, reunis


def _liens(fiche: Fiche) -> int:
    return len(fiche.partenaires) if isinstance(fiche, FicheStructure) else 1


def _vivants(trouvees: Collection[Cle]) -> dict[Cle, Jugement]:
    vivants = Jugement.objects.vivants().paires().iterator(chunk_size=2000)
    return {(j.gauche, j.droite): j for j in vivants if (j.gauche, j.droite) in trouvees}


def _a_redire(jugement: Jugement, paire: PairePossible) -> bool:
    """Vrai si c'est la machine qui l'a dit, et qu'elle le dirait autrement aujourd'hui."""
    if jugement.verdict != Verdict.INDECIS or not jugement.auteur.startswith("machine:"):
        return False
    return (jugement.score, jugement.raisons) != (paire.score, list(raisons_gardees(paire)))


def _perimees(trouvees: Collection[Cle], changees: Collection[str] | None) -> list[int]:
    """Les propositions que cette recherche n'a pas retrouvées."""
    return [
        pk
        for pk, gauche, droite in proposees().order_by("pk").values_list("pk", "gauche", "droite")
        if (gauche, droite) not in trouvees and (changees is None or gauche in changees or droite in changees)
    ]


def _retirer(jugements: Iterable[int], *, par: str) -> None:
    for paquet in par_paquets(jugements, PAQUET):
        with transaction.atomic():
            for pk in paquet:
                annuler_jugement(jugement_id=pk, par=par, motif="la comparaison ne le propose plus")


def _proposer(
    paires: Iterable[PairePossible], vivants: dict[Cle, Jugement], reunis: dict[Cle, int], *, par: str
) -> None:  # fmt: skip
    """Par petites transactions : la file se lit pendant qu'elle s'écrit."""
    for paquet in par_paquets(paires, PAQUET):
        with transaction.atomic():
            for paire in paquet:
                cle = (paire.gauche, paire.droite)
                # Une personne a décidé à l'instant : sa décision tient, les autres paires entrent.
                with suppress(DejaJuge):
                    _dire(paire, vivants.get(cle), reunis[cle], par=par)


@transaction.atomic
def _dire(paire: PairePossible, connu: Jugement | None, reunis: int, *, par: str) -> None:
    if connu is not None:
        annuler_jugement(jugement_id=connu.pk, par=par, motif="redit d'après ce qui a changé")
    prononcer(
        gauche=paire.gauche, droite=paire.droite, verdict=Verdict.INDECIS, par=par, score=paire.score,
        raisons=raisons_gardees(paire),
        details={"constat": str(paire.constat), "debloque": reunis, "traits": list(paire.traits)},
    )  # fmt: skip
