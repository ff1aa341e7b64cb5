"""Les barres : une part par thème ou par objectif, toujours avec son nom et son nombre en toutes lettres."""

from collections.abc import Iterable
from dataclasses import dataclass

ENCRE, BLANC = "#14232b", "#ffffff"


@dataclass(frozen=True, slots=True)
class Barre:
    """part : pour cent de la plus longue ; couleur vide : celle de la maison ; numero : celui d'un ODD."""

    libelle: str
    nombre: int
    adresse: str
    part: str
    couleur: str = ""
    numero: int = 0


def draw_barres(comptes: Iterable[tuple[str, int, str, str, int]]) -> tuple[Barre, ...]:
    """De (libellé, nombre, adresse, couleur, numéro) à des barres, la plus longue d'abord."""
    liste = sorted((c for c in comptes if c[1]), key=lambda c: (-c[1], c[0]))
    plus_long = max((nombre for _, nombre, *_ in liste), default=1)
    return tuple(
        Barre(libelle, nombre, adresse, f"{100 * nombre / plus_long:.1f}", couleur, numero)
        for libelle, nombre, adresse, couleur, numero in liste
    )


def ink_on(couleur: str) -> str:
    """Encre ou blanc : celle des deux qui se lit le mieux sur cette couleur (#rrggbb)."""
    fond = _luminance(couleur)
    sur_encre = (max(fond, _luminance(ENCRE)) + 0.05) / (min(fond, _luminance(ENCRE)) + 0.05)
    return ENCRE if sur_encre >= 1.05 / (fond + 0.05) else BLANC


def _luminance(couleur: str) -> float:
    """Luminance relative (WCAG 2.1), entre 0 et 1."""
    canaux = (int(couleur[i : i + 2], 16) / 255 for i in (1, 3, 5))
    lineaires = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in canaux]
    return 0.2126 * lineaires[0] + 0.7152 * lineaires[1] + 0.0722 * lineaires[2]
