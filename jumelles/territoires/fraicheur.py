"""Garder une minute ce que l'on a lu d'une base, pour un processus qui le demande sans cesse."""

import time
from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from django.db import connection

FRAICHEUR = 60.0  # secondes
T = TypeVar("T")


def garder_un_moment(lire: Callable[[], T]) -> Callable[[], T]:
    """Relire une fois par minute au plus, base par base."""
    gardes: dict[str, tuple[float, T]] = {}

    @wraps(lire)
    def lue() -> T:
        base = str(connection.settings_dict["NAME"])
        garde = gardes.get(base)
        if garde is None or time.monotonic() - garde[0] > FRAICHEUR:
            garde = gardes[base] = (time.monotonic(), lire())
        return garde[1]

    return lue
