"""Décider d'un doublon : fondre deux fiches, ou retenir qu'elles sont deux ; les tables suivent, et reviennent."""

from collections.abc import Callable, Collection
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from jumelles.contributions.enums import SorteDecision
from jumelles.contributions.models import DecisionRevue
from jumelles.cooperations.operations import FusionRefusee, distinguer, fondre_acteurs, fondre_projets, fondre_relations
from jumelles.cooperations.requetes.doublons import PaireADecider
from jumelles.provenance.models import Jugement
from jumelles.provenance.operations import DejaJuge
from jumelles.provenance.paires import lire
from jumelles.sources.revue.choix import ChoixInconnu
from jumelles.sources.revue.decider import consigner
from jumelles.sources.revue.dire import DEUX
from jumelles.sources.revue.jetons import Rendu, une_seule_fois

GAUCHE, DROITE = "gauche", "droite"
__all__ = ["DEUX", "DROITE", "GAUCHE", "DejaJuge", "FusionRefusee", "decider_du_doublon"]
_FONDRE: dict[str, Callable[[int, int, dict[str, Any]], Jugement]] = {
    "acteur": lambda garde, fondu, plus: fondre_acteurs(garde=garde, fondu=fondu, **plus),
    "relation": lambda garde, fondue, plus: fondre_relations(garde=garde, fondue=fondue, **plus),
    "projet": lambda garde, fondu, plus: fondre_projets(garde=garde, fondu=fondu, **plus),
}


def decider_du_doublon(
    *, paire: PaireADecider, choix: str, par: str, jeton: UUID, vu: Collection[int], motif: str = ""
) -> Rendu:  # fmt: skip
    """Garder « gauche » ou « droite » et y fondre l'autre, ou dire « deux ».

    ChoixInconnu ; DejaJuge si une autre personne a décidé depuis ; FusionRefusee, qui dit pourquoi : rien n'est écrit.
    Le même jeton envoyé deux fois rend la première décision.
    """
    return une_seule_fois(jeton, lambda: _decider(paire, choix, par=par, jeton=jeton, vu=vu, motif=motif))


def _decider(paire: PaireADecider, choix: str, *, par: str, jeton: UUID, vu: Collection[int], motif: str) -> int:
    avant = _vivants(paire)
    jugement = _juger(paire, choix, par=par, vu=vu, motif=motif)
    if jugement.pk in avant:
        raise DejaJuge(jugement)
    gardee = paire.droite if choix == DROITE else paire.gauche
    decision = DecisionRevue.objects.create(
        jeton=jeton, sorte=SorteDecision.DOUBLON, par=par, jugements=[jugement.pk],
        depasses=sorted(avant - _vivants(paire)), sujets=[paire.gauche, paire.droite],
        choix=DEUX if choix == DEUX else gardee, bilan={"fondus": int(choix != DEUX), "objets": [gardee]},
    )  # fmt: skip
    consigner("decider_revue", decision, par)
    return int(decision.pk)


def _juger(paire: PaireADecider, choix: str, *, par: str, vu: Collection[int], motif: str) -> Jugement:
    un, autre = lire(paire.gauche), lire(paire.droite)
    if choix not in (GAUCHE, DROITE, DEUX) or un is None or autre is None:
        raise ChoixInconnu(_("Ce choix n'existe pas : gardez l'une des deux fiches, ou dites qu'elles sont deux."))
    if choix == DEUX:
        return distinguer(gauche=paire.gauche, droite=paire.droite, par=par, motif=motif, vu=vu)
    garde, fondu = (un[1], autre[1]) if choix == GAUCHE else (autre[1], un[1])
    plus = {"par": par, "motif": motif, "raisons": paire.raisons_gardees, "score": paire.score, "vu": vu}
    return _FONDRE[paire.sorte](garde, fondu, plus)


def _vivants(paire: PaireADecider) -> set[int]:
    vivants = Jugement.objects.vivants().paires().filter(gauche=paire.gauche, droite=paire.droite)
    return set(vivants.values_list("pk", flat=True))
