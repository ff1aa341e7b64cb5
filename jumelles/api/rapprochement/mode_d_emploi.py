"""Ce que la page de l'API dit du service de rapprochement : ses types, ses propriétés, ses bornes."""

from typing import Any

from django.conf import settings

from jumelles.api import debit
from jumelles.api.rapprochement.lecture import FICHES_MAX, QUESTIONS_MAX
from jumelles.api.rapprochement.manifeste import RACINE, VERSION
from jumelles.api.rapprochement.pretendants import COMPAREE
from jumelles.api.rapprochement.proprietes import PROPRIETES
from jumelles.api.rapprochement.sortes import TYPES

VERSION_D_AVANT = "0.1"
SCORE_MAX = 100
# Les mots de la norme, tels que les machines les lisent.
MOTS = {mot: mot for mot in ("match", "score", "ressemblance", "meme_nom", "id")}
EXEMPLES = ("38185", "D38", "R84", "geonames:2886242", "pays:MG", "acteur:12")


def rapprochement() -> dict[str, Any]:
    """Pour le gabarit ; les nombres viennent du code qui les tient."""
    return {
        "adresse": f"{settings.ADRESSE_PUBLIQUE}{RACINE}/", "types": list(TYPES.values()),
        "proprietes": list(PROPRIETES.values()), "questions_max": QUESTIONS_MAX, "fiches_max": FICHES_MAX,
        "comparee": COMPAREE, "version": VERSION, "score_max": SCORE_MAX, "mots": MOTS, "exemples": EXEMPLES,
        "questions_par_minute": debit.questions_permises(), "version_d_avant": VERSION_D_AVANT, "chemin": f"{RACINE}/",
    }  # fmt: skip
