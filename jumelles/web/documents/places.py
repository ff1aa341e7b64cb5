"""Les places où se composent les documents : peu à la fois, un qui attend, et les pages gardent des fils."""

import threading
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

_P = ParamSpec("_P")
EN_MEME_TEMPS, EN_ATTENTE = 2, 1  # par processus, qui a quatre fils
ATTENTE, REVENIR = 4.0, 10  # secondes
_EN_COURS = threading.BoundedSemaphore(EN_MEME_TEMPS)
_ATTENDENT = threading.BoundedSemaphore(EN_ATTENTE)


def une_place(vue: Callable[_P, HttpResponse]) -> Callable[_P, HttpResponse]:
    """Prendre une place avant de composer, et la rendre quoi qu'il arrive ; sans place, 503 et « revenez »."""

    @wraps(vue)
    def placee(*args: _P.args, **kwargs: _P.kwargs) -> HttpResponse:
        if not _prendre():
            return _faire_attendre(args[0])
        try:
            return vue(*args, **kwargs)
        finally:
            _EN_COURS.release()

    placee.prend_une_place = True  # type: ignore[attr-defined]
    return placee


def _prendre() -> bool:
    """Une place tout de suite ; sinon l'attendre, si personne ne l'attend déjà."""
    if _EN_COURS.acquire(blocking=False):
        return True
    if not _ATTENDENT.acquire(blocking=False):
        return False
    try:
        return _EN_COURS.acquire(timeout=ATTENTE)
    finally:
        _ATTENDENT.release()


def _faire_attendre(request: Any) -> HttpResponse:
    assert isinstance(request, HttpRequest)
    reponse = render(request, "documents/attendre.html", status=503)
    reponse["Retry-After"] = str(REVENIR)
    reponse["Cache-Control"] = "no-store"
    return reponse
