"""Ce que chaque gabarit peut dire de la maison."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Entree:
    """Une entrée du menu : avant et apres disparaissent quand la ligne est étroite."""

    avant: str
    nom: str
    apres: str
    adresse: str
    ici: bool


def maison(request: HttpRequest) -> dict[str, Any]:
    """Rendre le menu, l'adresse canonique et l'adresse publique."""
    return {
        "menu": _menu(request.path),
        "adresse_publique": settings.ADRESSE_PUBLIQUE,
        "canonique": f"{settings.ADRESSE_PUBLIQUE}{request.path}",
    }


def _menu(chemin: str) -> list[Entree]:
    entrees = [
        ("", _("jumelages"), _(" et partenariats"), "relations"),
        (_("panorama des "), _("projets"), "", "projets"),
        (_("annuaire des "), _("acteurs"), "", "acteurs"),
        ("", _("pays"), "", "pays_liste"),
        ("", _("ODD"), "", "odd_liste"),
        ("", _("agir"), "", "agir"),
    ]
    return [
        Entree(avant, nom, apres, adresse := reverse(vue), chemin.startswith(adresse))
        for avant, nom, apres, vue in entrees
    ]
