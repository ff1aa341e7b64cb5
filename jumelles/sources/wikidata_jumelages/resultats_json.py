"""Lire au fil de l'eau un export SPARQL en JSON, sans jamais le tenir entier en mémoire."""

import json
import re
from collections.abc import Iterator
from typing import Any

from jumelles.sources.ouverture import Ouvert
from jumelles.sources.problemes import FichierRefuse

OBJET_MAX = 64_000
_BINDINGS = re.compile(r'"bindings"\s*:\s*\[')
_REMEDE = "exportez de nouveau la requête, en CSV, TSV ou JSON"


def _refuser_double(paires: list[tuple[str, Any]]) -> dict[str, Any]:
    rendu = dict(paires)
    if len(rendu) != len(paires):
        raise ValueError("clé en double")
    return rendu


def _refuser_constante(nom: str) -> Any:
    raise ValueError(f"{nom} n'est pas un nombre")


_DECODEUR = json.JSONDecoder(object_pairs_hook=_refuser_double, parse_constant=_refuser_constante)


class _Tampon:
    """Le texte lu et pas encore consommé, avec sa place dans le fichier."""

    def __init__(self, ouvert: Ouvert) -> None:
        self._lignes = ouvert.lignes()
        self.texte = ""
        self.numero = 0

    def grow(self) -> bool:
        """Lire une ligne de plus ; faux à la fin du fichier."""
        suivante = next(self._lignes, None)
        if suivante is None:
            return False
        self.texte += suivante
        self.numero += 1
        return True

    def skip(self, jusque: int) -> None:
        """Oublier ce qui est lu, et les blancs qui suivent."""
        self.texte = self.texte[jusque:].lstrip()


def lire_objets(ouvert: Ouvert) -> Iterator[tuple[int, dict[str, Any]]]:
    """Rendre (ligne, objet) pour chaque résultat ; FichierRefuse si ce n'est pas un export SPARQL."""
    tampon = _Tampon(ouvert)
    _enter(tampon)
    while True:
        while not tampon.texte and tampon.grow():
            tampon.skip(0)
        if not tampon.texte:
            raise FichierRefuse("le document JSON est coupé", _REMEDE, ligne=tampon.numero)
        if tampon.texte[0] == "]":
            return
        if tampon.texte[0] == ",":
            tampon.skip(1)
            continue
        yield tampon.numero, _next_object(tampon)


def _enter(tampon: _Tampon) -> None:
    """Avancer jusqu'au premier résultat : tableau nu, ou tableau « bindings »."""
    while tampon.grow():
        tampon.skip(0)
        if tampon.texte.startswith("["):
            tampon.skip(1)
            return
        trouve = _BINDINGS.search(tampon.texte)
        if trouve:
            tampon.skip(trouve.end())
            return
        if len(tampon.texte) > OBJET_MAX:
            break
    raise FichierRefuse("pas de tableau « bindings » : ce n'est pas un export SPARQL", _REMEDE, ligne=1)


def _next_object(tampon: _Tampon) -> dict[str, Any]:
    """Décoder l'objet au début du tampon, en lisant d'autres lignes s'il le faut."""
    while True:
        try:
            objet, fin = _DECODEUR.raw_decode(tampon.texte)
        except json.JSONDecodeError as erreur:
            if len(tampon.texte) <= OBJET_MAX and tampon.grow():
                continue
            raise FichierRefuse(
                "JSON illisible ou coupé", _REMEDE, ligne=tampon.numero, colonne=erreur.pos + 1
            ) from None
        except (ValueError, RecursionError) as erreur:
            raison = "trop profond" if isinstance(erreur, RecursionError) else str(erreur)
            raise FichierRefuse(f"JSON refusé : {raison}", _REMEDE, ligne=tampon.numero) from None
        if not isinstance(objet, dict):
            raise FichierRefuse("un résultat n'est pas un objet JSON", _REMEDE, ligne=tampon.numero)
        tampon.skip(fin)
        return objet
