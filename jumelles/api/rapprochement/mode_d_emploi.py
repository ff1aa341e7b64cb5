"""Ce que la page de l'API dit du service de rapprochement : ses types, ses propriétés, ses bornes."""

from typing import Any

from django.conf import settings

from jumelles.api.rapprochement.lecture import FICHES_MAX, QUESTIONS_MAX
from jumelles.api.rapprochement.manifeste import RACINE
from jumelles.api.rapprochement.pretendants import COMPAREE
from jumelles.api.rapprochement.proprietes import PROPRIETES
from jumelles.api.rapprochement.sortes import TYPES


def rapprochement() -> dict[str, Any]:
    """Pour le gabarit ; les nombres viennent du code qui les tient."""
    return {
        "adresse": f"{settings.ADRESSE_PUBLIQUE}{RACINE}/", "types": list(TYPES.values()),
        "proprietes": list(PROPRIETES.values()), "questions_max": QUESTIONS_MAX, "fiches_max": FICHES_MAX,
        "comparee": COMPAREE,
    }  # fmt: skip
