"""Les dates d'un document : des entiers AAAAMMJJ qui se comparent, des secondes depuis 1970."""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.db.models import Max

from jumelles.provenance.models import Journal
from jumelles.referentiel.temps import DateIllisible, DatePartielle


def au_plus_tot(texte: str) -> int:
    """« 1998 » → 19980101, « 1998-05 » → 19980501 ; 0 si inconnu ou illisible."""
    try:
        return int(f"{texte[:4]}{texte[5:7] or '01'}{texte[8:10] or '01'}") if texte else 0
    except ValueError:
        return 0


def au_plus_tard(texte: str) -> int:
    """« 1998 » → 19981231, « 1998-05 » → 19980531 ; 0 si inconnu ou illisible."""
    if not texte:
        return 0
    try:
        return int(DatePartielle.read(texte).latest().strftime("%Y%m%d"))
    except DateIllisible:
        return 0


def ecritures_de(objet_type: str, ids: Iterable[int]) -> dict[int, datetime]:
    """Objet → sa dernière écriture au journal : un acte ou une parole de plus le modifient aussi ; une requête."""
    lignes = Journal.objects.filter(objet_type=objet_type, objet_id__in=list(ids)).order_by()
    return dict(lignes.values_list("objet_id").annotate(n=Max("quand")))


def dernier(modifie_le: datetime, ecrit_le: datetime | None) -> datetime:
    """Le plus tardif des deux instants, à la seconde, en temps universel."""
    return max(modifie_le, ecrit_le or modifie_le).astimezone(UTC).replace(microsecond=0)


def en_iso(instant: datetime) -> str:
    """« 2026-11-01T10:00:00Z »."""
    return instant.strftime("%Y-%m-%dT%H:%M:%SZ")
