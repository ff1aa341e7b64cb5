"""Ce que chaque gabarit peut dire de la maison."""

from typing import Any

from django.http import HttpRequest


def maison(request: HttpRequest) -> dict[str, Any]:
    """Rendre ce que l'entête et le pied de page affichent."""
    return {}
