"""Lire un dépôt dans un processus à part, mémoire et temps bornés : un fichier auquel nul n'a pensé n'y tue que lui.

Là où l'on ne sait pas borner un processus (hors de Linux), ou dans une transaction qu'un autre ne verrait pas, le
travail se fait ici même.
"""

import signal
import sys
import traceback
from collections.abc import Callable
from functools import wraps
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from pathlib import Path
from typing import Any

from django.db import connections
from django.utils.translation import gettext as _

from jumelles.sources.depots.limites import MO, Limites, limites
from jumelles.sources.problemes import FichierRefuse
from jumelles.taches.enfants import se_detacher

Faire = Callable[..., None]
MINUTE = 60
# Comment meurt un processus à qui la mémoire manque hors de Python : de lui-même, ou de la main du système.
_SANS_MEMOIRE = (-signal.SIGABRT, -signal.SIGKILL, -signal.SIGSEGV)


def a_part(faire: Faire, *, defaire: Faire | None = None) -> Faire:
    """Le même travail, mené à part ; ce qu'il lève est levé ici.

    FichierRefuse s'il passe les bornes ou meurt ; `defaire`, appelé alors avec les mêmes arguments, ôte ce qu'il a
    laissé d'inachevé.
    """

    @wraps(faire)
    def mener(*args: Any, **nommes: Any) -> None:
        if not is_possible():
            faire(*args, **nommes)
            return
        try:
            issue = _confier(faire, args, nommes)
        except FichierRefuse:
            if defaire is not None:
                defaire(*args, **nommes)
            raise
        if issue is not None:
            raise issue

    return mener


def is_possible() -> bool:
    """Vrai si ce système borne un processus, et si un autre verrait ce que celui-ci a écrit."""
    return sys.platform == "linux" and not any(c.in_atomic_block for c in connections.all(initialized_only=True))


def _confier(faire: Faire, args: tuple[Any, ...], nommes: dict[str, Any]) -> BaseException | None:
    """Ce que le travail a levé, ou None ; FichierRefuse s'il n'a pas pu finir."""
    bornes = limites()
    connections.close_all()  # une connexion ne se partage pas
    contexte = get_context("fork")
    lecture, ecriture = contexte.Pipe(duplex=False)
    enfant = contexte.Process(target=_travailler, args=(ecriture, bornes, faire, args, nommes), daemon=True)
    enfant.start()
    ecriture.close()
    try:
        return _attendre(enfant, lecture, bornes)
    finally:
        enfant.kill()
        enfant.join()
        lecture.close()


def _attendre(enfant: ForkProcess, lecture: Connection, bornes: Limites) -> BaseException | None:
    if not lecture.poll(bornes.attente):
        raise _trop_long(bornes.attente)
    try:
        issue: BaseException | None = lecture.recv()
    except EOFError:
        enfant.join(MINUTE)
        raise _dire_la_mort(enfant.exitcode, bornes) from None
    if isinstance(issue, MemoryError):
        raise _trop_lourd(bornes) from issue
    return issue


def _travailler(
    ecriture: Connection, bornes: Limites, faire: Faire, args: tuple[Any, ...], nommes: dict[str, Any]
) -> None:
    # C'est au lanceur de décider de l'arrêt : il finit d'abord ce qui est commencé.
    for arret in (signal.SIGINT, signal.SIGTERM):
        signal.signal(arret, signal.SIG_IGN)
    se_detacher()
    _borner(bornes)
    ecriture.send(_mener(faire, args, nommes))


def _mener(faire: Faire, args: tuple[Any, ...], nommes: dict[str, Any]) -> BaseException | None:
    try:
        faire(*args, **nommes)
    except Exception as erreur:
        erreur.add_note(traceback.format_exc())  # la trace ne passe pas d'un processus à l'autre
        return erreur
    finally:
        connections.close_all()
    return None


def _borner(bornes: Limites) -> None:
    import resource  # propre à Unix

    tenue = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    for quoi, combien in (
        (resource.RLIMIT_AS, tenue + bornes.memoire),
        (resource.RLIMIT_CPU, bornes.calcul),
        (resource.RLIMIT_CORE, 0),
    ):
        dur = resource.getrlimit(quoi)[1]
        permis = combien if dur == resource.RLIM_INFINITY else min(combien, dur)
        resource.setrlimit(quoi, (permis, dur))


def _dire_la_mort(code: int | None, bornes: Limites) -> FichierRefuse:
    if code == -signal.SIGXCPU:
        return _trop_long(bornes.calcul)
    if code in _SANS_MEMOIRE:
        return _trop_lourd(bornes)
    return FichierRefuse(
        _("la lecture de ce fichier s'est arrêtée net"),
        _("ouvrez-le dans un tableur, enregistrez-le en « CSV UTF-8 », puis déposez-le de nouveau"),
    )


def _trop_lourd(bornes: Limites) -> FichierRefuse:
    return FichierRefuse(
        _("Ce fichier demande plus de mémoire que le site n'en donne à un import (%d Mo).") % (bornes.memoire // MO),
        _("Gardez les seules lignes et colonnes utiles, ou découpez-le, puis déposez-le de nouveau."),
    )


def _trop_long(secondes: int) -> FichierRefuse:
    return FichierRefuse(
        _("Ce fichier demande plus de temps que le site n'en donne à un import (%d min).") % max(secondes // MINUTE, 1),
        _("Gardez les seules lignes et colonnes utiles, ou découpez-le, puis déposez-le de nouveau."),
    )
