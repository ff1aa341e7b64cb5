"""Les mots qui disent ce qu'est une autorité étrangère : « Gmina », « Stadt », « province de », en dix langues."""

import re
from functools import cache
from importlib.resources import files

_ARTICLES = re.compile(
    r"^(?:de la|de las|de los|de l|de|du|des|d|of the|of|da|do|das|dos|della|del|dello|di|der|von|the|la|le|el)\s+"
)


@cache
def _mots() -> tuple[dict[str, str], int]:
    """Le mot ou l'expression normalisés → « ville », « division » ou « quartier » ; longueur du plus long, en mots."""
    lignes = (files("jumelles.rapprochement") / "mots_administratifs.csv").read_text(encoding="utf-8").splitlines()
    mots = dict(ligne.split(",")[:2] for ligne in lignes[1:] if ligne)
    return mots, max(m.count(" ") + 1 for m in mots)


def lire_mots(cle: str) -> tuple[str, tuple[str, ...]]:
    """« departement de l alibori » → (« division », (« alibori »,)) ; rien de reconnu : (« », ())."""
    mots, longueur = _mots()
    parts = cle.split()
    for combien in range(min(longueur, len(parts) - 1), 0, -1):
        debut, fin = " ".join(parts[:combien]), " ".join(parts[-combien:])
        if debut in mots:
            return mots[debut], _nus(" ".join(parts[combien:]))
        if fin in mots:
            return mots[fin], _nus(" ".join(parts[:-combien]))
    return "", ()


def _nus(reste: str) -> tuple[str, ...]:
    sans = _ARTICLES.sub("", reste)
    return tuple(dict.fromkeys(n for n in (reste, sans) if n))
