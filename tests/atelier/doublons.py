"""Deux fiches inventées qui se ressemblent, et la paire que la machine en propose."""

from datetime import date

from jumelles.acteurs.models import Acteur
from jumelles.cooperations.requetes.doublons import PaireADecider, paires_a_decider
from jumelles.provenance.operations import prononcer

JOUR = date(2026, 11, 22)


def une_paire() -> PaireADecider:
    """Deux associations inventées du même nom et du même pays, que la machine propose."""
    un, autre = (
        Acteur.objects.create(nom=nom, cle="association fabriquee d antsaha", pays_id="MG", nature="association").pk
        for nom in ("Association Fabriquée d'Antsaha", "Association Fabriquee d Antsaha")
    )
    prononcer(
        gauche=f"acteur:{un}", droite=f"acteur:{autre}", verdict="indecis", par="machine:doublons-1", score=0.9,
        raisons=["même nom"], details={"debloque": 1},
    )  # fmt: skip
    return paires_a_decider(1, jour=JOUR)[0]
