"""Le manifeste : ce que le service offre et où, tel qu'un client le lit d'abord."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from jumelles import __version__
from jumelles.api.rapprochement.sortes import LARGES, TYPES

VERSION = "0.2"
RACINE = "/api/rapprochement"
APERCU = (430, 340)


def manifeste() -> dict[str, Any]:
    """Le manifeste de la version 0.2."""
    ici = f"{settings.ADRESSE_PUBLIQUE}{RACINE}"
    return {
        "versions": [VERSION],
        "name": _("Jumelles : territoires français, lieux et acteurs de leur action internationale"),
        "identifierSpace": f"{ici}/fiche/",
        "schemaSpace": f"{ici}/types/",
        "documentation": f"{settings.ADRESSE_PUBLIQUE}/api/#rapprochement",
        "logo": f"{settings.ADRESSE_PUBLIQUE}/favicon.svg",
        "serviceVersion": __version__,
        "defaultTypes": [TYPES[t].en_dict() for t in LARGES],
        "view": {"url": f"{ici}/fiche/{{{{id}}}}"},
        "feature_view": {"url": f"{settings.ADRESSE_PUBLIQUE}/api/#trait-{{{{id}}}}"},
        "preview": {"url": f"{ici}/apercu?id={{{{id}}}}", "width": APERCU[0], "height": APERCU[1]},
        "suggest": {
            norme: {
                "service_url": settings.ADRESSE_PUBLIQUE,
                "service_path": f"{RACINE}/suggerer/{quoi}",
                "flyout_service_url": settings.ADRESSE_PUBLIQUE,
                "flyout_service_path": f"{RACINE}/bulle/{quoi}?id=${{id}}",
            }
            for norme, quoi in (("entity", "choses"), ("type", "types"), ("property", "proprietes"))
        },
        "extend": {
            "propose_properties": {"service_url": settings.ADRESSE_PUBLIQUE, "service_path": f"{RACINE}/proprietes"},
            "property_settings": [
                {
                    "name": "limit", "label": _("Valeurs au plus"), "type": "number", "default": 0,
                    "help_text": _("Combien de valeurs rendre par ligne ; 0 : toutes."),
                }
            ],
        },
    }  # fmt: skip
