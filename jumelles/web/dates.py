"""Les dates telles qu'on les lit en français ; inconnue, dite inconnue."""

from datetime import date
from functools import lru_cache

from django.utils.translation import gettext as _

from jumelles.referentiel.temps import DateIllisible, DatePartielle
from jumelles.web.nombres import INSECABLE


def date_fr(valeur: date | str | None) -> str:
    """« 12 mai 1998 », « mai 1998 » ou « 1998 » ; vide : « date non renseignée »."""
    if not valeur:
        return _("date non renseignée")
    return _en_clair(valeur.isoformat()[:10] if isinstance(valeur, date) else valeur)


@lru_cache(maxsize=4096)
def _en_clair(texte: str) -> str:
    """Les mêmes dates reviennent de ligne en ligne."""
    try:
        dite = DatePartielle.read(texte).in_french()
    except DateIllisible:
        dite = texte
    return dite.replace(" ", INSECABLE)
