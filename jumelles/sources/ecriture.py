"""Écrire un fichier à côté, puis le renommer : un arrêt ne laisse jamais un fichier coupé."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO


@contextmanager
def ecrire_a_cote(sortie: Path) -> Iterator[TextIO]:
    """Un fichier de texte UTF-8 qui ne prend son nom qu'une fois entier sur le disque."""
    provisoire = sortie.with_name(f".{sortie.name}.{secrets.token_hex(4)}")
    try:
        with provisoire.open("x", encoding="utf-8", newline="") as fichier:
            yield fichier
            fichier.flush()
            os.fsync(fichier.fileno())
        provisoire.replace(sortie)
    except BaseException:
        provisoire.unlink(missing_ok=True)
        raise
