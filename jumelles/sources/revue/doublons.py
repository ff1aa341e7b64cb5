"""Décider d'un doublon : fondre deux fiches, ou retenir qu'elles sont deux ; les tables suivent, et reviennent."""

from collections.abc import Callable, Collection
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from jumelles.contributions.enums import SorteDecision
from jumelles.contributions.models import DecisionRevue
from jumelles.cooperations.operations import FusionRefusee, distinguer, fondre_acteurs, fondre_projets, fondre_relations
from jumelles.cooperations.requetes.doublons import PaireADecider
from jumelles.provenance.models import Jugement
from jumelles.provenance.operations import DejaJuge, Ecriture, journaliser
from jumelles.provenance.paires import lire
from jumelles.sources.revue.choix import ChoixInconnu

GAUCHE, DROITE, DEUX = "gauche", "droite", "deux"
__all__ = ["DEUX", "DROITE", "GAUCHE", "DejaJuge", "FusionRefusee", "decider_du_doublon"]
_FONDRE: dict[str, Callable[[int, int, dict[str, Any]], Jugement]] = {
    "acteur": lambda garde, fondu, plus: fondre_acteurs(garde=garde, fondu=fondu, **plus),
    "relation": lambda garde, fondue, plus: fondre_relations(garde=garde, fondue=fondue, **plus),
    "projet": lambda garde, fondu, plus: fondre_projets(garde=garde, fondu=fondu, **plus),
}


@transaction.atomic
def decider_du_doublon(
    *, paire: PaireADecider, choix: str, par: str, jeton: UUID, vu: Collection[int], motif: str = ""
) -> int:  # fmt: skip
    """Garder « gauche » ou « droite » et y fondre l'autre, ou dire « deux » ; rend la décision.

    ChoixInconnu ; DejaJuge si une autre personne a décidé depuis ; FusionRefusee, qui dit pourquoi : rien n'est écrit.
    """
    deja = DecisionRevue.objects.filter(jeton=jeton).first()
    if deja is not None:
        return int(deja.pk)
    un, autre = lire(paire.gauche), lire(paire.droite)
    if choix not in (GAUCHE, DROITE, DEUX) or un is None or autre is None:
        raise ChoixInconnu(_("Ce choix n'existe pas : gardez l'une des deux fiches, ou dites qu'elles sont deux."))
    avant = _vivants(paire)
    if choix == DEUX:
        jugement = distinguer(gauche=paire.gauche, droite=paire.droite, par=par, motif=motif, vu=vu)
        dit = _("deux choses différentes")
    else:
        garde, fondu = (un[1], autre[1]) if choix == GAUCHE else (autre[1], un[1])
        plus = {"par": par, "motif": motif, "raisons": paire.raisons_gardees, "score": paire.score, "vu": vu}
        jugement = _FONDRE[paire.sorte](garde, fondu, plus)
        dit = _("une seule fiche : %(titre)s") % {
            "titre": paire.titre_gauche if choix == GAUCHE else paire.titre_droite
        }
    if jugement.pk in avant:
        raise DejaJuge(jugement)
    decision = DecisionRevue.objects.create(
        jeton=jeton, sorte=SorteDecision.DOUBLON, par=par, jugements=[jugement.pk],
        depasses=sorted(avant - _vivants(paire)), choix=dit[:400],
        objet=f"{paire.titre_gauche} / {paire.titre_droite}"[:300],
        bilan={"fondus": int(choix != DEUX), "objets": [paire.gauche if choix != DROITE else paire.droite]},
    )  # fmt: skip
    apres = {"objet": decision.objet, "choix": decision.choix, "jugements": decision.jugements}
    journaliser(par=par, ecritures=[Ecriture("decider_revue", "decision", decision.pk, apres=apres)])
    return int(decision.pk)


def _vivants(paire: PaireADecider) -> set[int]:
    vivants = Jugement.objects.vivants().paires().filter(gauche=paire.gauche, droite=paire.droite)
    return set(vivants.values_list("pk", flat=True))
