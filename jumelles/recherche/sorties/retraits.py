"""Une livraison écrite avant qu'un fait soit masqué le dit encore : elle se retire, quel que soit son mois.

En ôter la seule ligne ne suffirait pas : d'une livraison à l'autre, les comptes de chaque partenaire le désigneraient.
"""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from jumelles.cooperations.models import Projet, Relation
from jumelles.provenance.models import Journal

VERBE = "marquer_sensible"
Ligne = tuple[int, datetime]
_VERROU = threading.Lock()


@dataclass(slots=True)
class _Vu:
    """Ce que l'on sait : jusqu'où le journal est lu, et le dernier masque encore posé."""

    jusque: Ligne | None = None
    masque: Ligne | None = None


_VU = _Vu()


def est_perimee(*, journal: int, trous: Sequence[int], instant: datetime) -> bool:
    """Dire si un masque encore posé est plus récent qu'un fichier ; journal, trous : le repère lu pour l'écrire."""
    masque = dernier_masque()
    if masque is None:
        return False
    numero, quand = masque
    return numero > journal or quand > instant or _dans(trous, numero)


def dernier_masque() -> Ligne | None:
    """(numéro, instant) de la dernière pose d'un masque que porte encore son objet ; None s'il n'y en a pas.

    Après la première fois, ne lit que la fin du journal.
    """
    with _VERROU:
        fin = Journal.objects.order_by("-pk").values_list("pk", "quand").first()
        if fin != _VU.jusque:
            if not _sans_masque_depuis(_VU.jusque):
                _VU.masque = _chercher()
            _VU.jusque = fin
        return _VU.masque


def _sans_masque_depuis(vu: Ligne | None) -> bool:
    """Vrai si le journal prolonge celui qu'on a lu, sans masque posé ni levé."""
    if vu is None or not Journal.objects.filter(pk=vu[0], quand=vu[1]).exists():
        return False
    return not Journal.objects.filter(pk__gt=vu[0], verbe=VERBE).exists()


def _chercher() -> Ligne | None:
    return max((x for x in (_de("relation", Relation), _de("projet", Projet)) if x), default=None)


def _de(objet_type: str, modele: Any) -> Ligne | None:
    # La démonstration n'est d'aucune livraison.
    masques = modele.objects.filter(sensible=True, demonstration=False).order_by().values("pk")
    poses = Journal.objects.filter(objet_type=objet_type, objet_id__in=masques, verbe=VERBE)
    ligne: Ligne | None = poses.order_by("-pk").values_list("pk", "quand").first()
    return ligne


def _dans(trous: Sequence[int], numero: int) -> bool:
    return any(bas <= numero <= haut for bas, haut in zip(trous[::2], trous[1::2], strict=True))
