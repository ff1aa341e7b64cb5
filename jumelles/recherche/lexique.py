"""Les mots des facettes, retenus d'une page à l'autre tant que rien n'a changé."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from django.utils.translation import get_language

from jumelles.rapprochement.normaliser import cle
from jumelles.recherche.libelles import libelles
from jumelles.recherche.lignees import Division, divisions
from jumelles.recherche.memoire import garder

cle_retenue = lru_cache(maxsize=20_000)(cle)


@dataclass(slots=True)
class Lexique:
    """Ce qu'un état de la base dit des codes : il ne fait que s'accroître, puis s'oublie à la première écriture.

    Un code que personne ne connaît n'y entre pas : une adresse forgée ne peut l'emplir.
    """

    _mots: dict[str, dict[str, str]] = field(default_factory=dict)
    _divisions: dict[str, Division] = field(default_factory=dict)

    def mots(self, facette: str, codes: Iterable[str]) -> Mapping[str, str]:
        """Code → libellé, pour ces codes au moins s'ils sont connus ; une requête au plus, la première fois."""
        connus = self._mots.setdefault(facette, {})
        if manquants := [c for c in codes if c not in connus]:
            connus.update(libelles(facette, manquants))
        return connus

    def divisions(self, codes: Iterable[str]) -> tuple[Division, ...]:
        """Les départements et régions de ces codes : (code, département, région)."""
        voulus = tuple(codes)
        if manquants := [c for c in voulus if c not in self._divisions]:
            self._divisions.update({d[0]: d for d in divisions(manquants)})
        return tuple(self._divisions[c] for c in voulus if c in self._divisions)


def lexique() -> Lexique:
    """Celui de l'état présent de la base et de l'index, dans la langue de la page ; une requête pour le savoir."""
    return garder(("lexique", get_language()), Lexique)
