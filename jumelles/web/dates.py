"""Les dates telles qu'on les lit en français ; inconnue, dite inconnue."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache

from django.utils.translation import gettext as _

from jumelles.referentiel.nombres import INSECABLE
from jumelles.referentiel.temps import DateIllisible, DatePartielle


def date_fr(valeur: date | str | None) -> str:
    """« 12 mai 1998 », « mai 1998 » ou « 1998 » ; vide : « date non renseignée »."""
    return _dire(valeur, DatePartielle.in_french) or _("date non renseignée")


def de_date(valeur: date | str) -> str:
    """« du 12 mai 1998 », « d'avril 2020 », « de 1998 »."""
    return _dire(valeur, DatePartielle.after_de)


def a_date(valeur: date | str) -> str:
    """« au 12 mai 1998 », « à mai 1998 », « à 1998 »."""
    return _dire(valeur, DatePartielle.after_a)


def depuis_date(valeur: date | str) -> str:
    """« depuis le 12 mai 1998 », « depuis mai 1998 », « depuis 1998 »."""
    return _dire(valeur, DatePartielle.after_depuis)


def _dire(valeur: date | str | None, tourner: Callable[[DatePartielle], str]) -> str:
    if not valeur:
        return ""
    return _en_clair(valeur.isoformat()[:10] if isinstance(valeur, date) else valeur, tourner)


@lru_cache(maxsize=8192)
def _en_clair(texte: str, tourner: Callable[[DatePartielle], str]) -> str:
    """Les mêmes dates reviennent de ligne en ligne."""
    try:
        dite = tourner(DatePartielle.read(texte))
    except DateIllisible:
        dite = texte
    # La date ne se coupe pas ; ce qui la précède peut rester en fin de ligne.
    return dite.replace(" ", INSECABLE).replace(f"depuis{INSECABLE}", "depuis ")
