"""Le JSON en octets : celui de l'index et de ce que l'on emporte, écrit et relu par orjson."""

import json
from typing import Any

import orjson


def en_octets(valeur: Any, *, trier: bool = False) -> bytes:
    """Le JSON d'une valeur, en UTF-8, sans blanc inutile ; trier : les clés dans l'ordre, toujours les mêmes octets.

    Un texte qui n'est pas de l'Unicode bien formé est écrit quand même, ses morceaux illisibles remplacés par « ? ».
    """
    try:
        return orjson.dumps(valeur, option=orjson.OPT_SORT_KEYS if trier else None)
    except orjson.JSONEncodeError:
        texte = json.dumps(valeur, ensure_ascii=False, separators=(",", ":"), sort_keys=trier)
        return texte.encode("utf-8", "replace")


def lire_octets(octets: bytes) -> Any:
    """La valeur que ces octets disent ; ValueError s'ils ne sont pas du JSON."""
    return orjson.loads(octets)
