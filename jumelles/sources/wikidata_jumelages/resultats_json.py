"""Lire au fil de l'eau un export SPARQL en JSON, sans jamais le tenir entier en mémoire."""

import json
import re
from collections.abc import Iterator
from typing import Any

from jumelles.sources.ouverture import Ouvert
from jumelles.sources.problemes import FichierRefuse

OBJET_MAX = 64_000
# Un résultat a au plus quinze variables, chacune refermée par une accolade : au-delà, chaque essai de plus ne
# ferait que relire tout ce qui précède.
ESSAIS_MAX = 200
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


_BLANCS = re.compile(r"\s*")


class _Tampon:
    """Le texte lu, jusqu'où il est consommé (`rang`), et sa place dans le fichier."""

    def __init__(self, ouvert: Ouvert) -> None:
        self._lignes = ouvert.lignes()
        self.texte = ""
        self.rang = 0
        self.numero = 0

    def grow(self) -> bool:
        """Lire une ligne de plus et oublier ce qui est consommé ; faux à la fin du fichier."""
        suivante = next(self._lignes, None)
        if suivante is None:
            return False
        self.texte = self.texte[self.rang :] + suivante
        self.rang = 0
        self.numero += 1
        return True

    def grow_to_brace(self) -> bool:
        """Lire jusqu'à une ligne qui referme quelque chose : avant elle, aucun objet ne se termine."""
        while self.grow():
            if "}" in self.texte[self.texte.rfind("\n", 0, -1) + 1 :]:
                return True
            if self.reste > OBJET_MAX:
                return False
        return False

    def skip(self, jusque: int) -> None:
        """Avancer au-delà de ce qui est lu, et des blancs qui suivent."""
        blancs = _BLANCS.match(self.texte, jusque)
        self.rang = blancs.end() if blancs else jusque

    @property
    def reste(self) -> int:
        """Combien de signes attendent."""
        return len(self.texte) - self.rang


def lire_objets(ouvert: Ouvert) -> Iterator[tuple[int, dict[str, Any]]]:
    """Rendre (ligne, objet) pour chaque résultat ; FichierRefuse si ce n'est pas un export SPARQL."""
    tampon = _Tampon(ouvert)
    _enter(tampon)
    while True:
        while not tampon.reste and tampon.grow():
            tampon.skip(0)
        if not tampon.reste:
            raise FichierRefuse("le document JSON est coupé", _REMEDE, ligne=tampon.numero)
        suivant = tampon.texte[tampon.rang]
        if suivant == "]":
            return
        if suivant == ",":
            tampon.skip(tampon.rang + 1)
            continue
        yield tampon.numero, _next_object(tampon)


def _enter(tampon: _Tampon) -> None:
    """Avancer jusqu'au premier résultat : tableau nu, ou tableau « bindings »."""
    while tampon.grow():
        tampon.skip(0)
        if tampon.texte.startswith("[", tampon.rang):
            tampon.skip(tampon.rang + 1)
            return
        trouve = _BINDINGS.search(tampon.texte)
        if trouve:
            tampon.skip(trouve.end())
            return
        if len(tampon.texte) > OBJET_MAX:
            break
    raise FichierRefuse("pas de tableau « bindings » : ce n'est pas un export SPARQL", _REMEDE, ligne=1)


def _next_object(tampon: _Tampon) -> dict[str, Any]:
    """Décoder l'objet qui attend, en lisant d'autres lignes s'il le faut."""
    for _essai in range(ESSAIS_MAX):
        try:
            objet, fin = _DECODEUR.raw_decode(tampon.texte, tampon.rang)
        except json.JSONDecodeError as erreur:
            if tampon.reste <= OBJET_MAX and tampon.grow_to_brace():
                continue
            ligne = tampon.numero - tampon.texte.count("\n", erreur.pos, len(tampon.texte) - 1)
            raise FichierRefuse("JSON illisible ou coupé", _REMEDE, ligne=ligne, colonne=erreur.colno) from None
        except (ValueError, RecursionError) as erreur:
            raise FichierRefuse(f"JSON refusé : {_dire_refus(erreur)}", _REMEDE, ligne=tampon.numero) from None
        if not isinstance(objet, dict):
            raise FichierRefuse("un résultat n'est pas un objet JSON", _REMEDE, ligne=tampon.numero)
        tampon.skip(fin)
        return objet
    raise FichierRefuse("un résultat s'étale sur trop de lignes", _REMEDE, ligne=tampon.numero)


def _dire_refus(erreur: Exception) -> str:
    if isinstance(erreur, RecursionError):
        return "trop profond"
    return "un nombre a des milliers de chiffres" if "int_max_str_digits" in str(erreur) else str(erreur)
