"""Ce qui ne va pas dans un fichier : où, quoi, pourquoi, et que faire."""

import re
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

from jumelles.referentiel.typographie import typographier

_EXTRAIT_MAX = 120
# Remplacés à l'écran et en base : PostgreSQL refuse le nul, un terminal obéit aux autres.
_ILLISIBLES = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")


def rendre_lisible(texte: str) -> str:
    """Montrer les signes de commande par leur code (\\x1b) au lieu de les laisser agir."""
    return _ILLISIBLES.sub(lambda m: f"\\x{ord(m.group()):02x}", texte)


def extraire(texte: str) -> str:
    """Un extrait court et lisible d'une valeur."""
    lisible = rendre_lisible(texte).replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")
    return lisible if len(lisible) <= _EXTRAIT_MAX else lisible[: _EXTRAIT_MAX - 1] + "…"


@dataclass(frozen=True, slots=True)
class Probleme:
    """Une valeur qui ne va pas. ligne compte l'en-tête (0 : tout le fichier) ; bloquant faux : la ligne entre."""

    ligne: int
    colonne: str
    valeur: str
    raison: str
    remede: str = ""
    bloquant: bool = True

    def en_texte(self) -> str:
        """« ligne 12, colonne « lat », valeur « 95 » : hors de [-90, 90] ; vérifier… »."""
        lieu = (f"ligne {self.ligne}" if self.ligne else "tout le fichier") + (
            f", colonne « {self.colonne} »" if self.colonne else ""
        )
        valeur = f", valeur « {self.valeur} »" if self.valeur else ""
        remede = f" → {self.remede}" if self.remede else ""
        return typographier(f"{lieu}{valeur} : {self.raison}{remede}")

    def en_json(self) -> dict[str, Any]:
        """Les mêmes champs, nus."""
        return asdict(self)


class FichierRefuse(ValueError):
    """Le fichier entier est refusé ; rien n'en est entré. Le message dit où, pourquoi et que faire."""

    def __init__(self, raison: str, remede: str = "", *, ligne: int = 0, colonne: int = 0) -> None:
        self.raison, self.remede, self.ligne, self.colonne = raison, remede, ligne, colonne
        lieu = f"ligne {ligne}" + (f", colonne {colonne}" if colonne else "") + " : " if ligne else ""
        super().__init__(typographier(f"Fichier refusé. {lieu}{raison}{' → ' + remede if remede else ''}"))

    def __reduce__(self) -> tuple[Any, ...]:
        """Passer d'un processus à l'autre sans que la phrase se répète."""
        return partial(type(self), ligne=self.ligne, colonne=self.colonne), (self.raison, self.remede)
