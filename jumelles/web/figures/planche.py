"""Une figure à emporter : un fichier SVG qui porte son titre, ses sources et sa date."""

from dataclasses import dataclass
from datetime import date
from textwrap import wrap

from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string

SIGNES_TITRE, SIGNES_NOTE = 54, 116
INTERLIGNE_TITRE, INTERLIGNE_NOTE = 46, 26
MARGE = 40


@dataclass(frozen=True, slots=True)
class Planche:
    """largeur : en unités du dessin ; hauteur : celle du dessin seul ; notes : légende, sources, date."""

    titre: str
    largeur: int
    hauteur: int
    notes: tuple[str, ...]
    jour: date

    @property
    def lignes_titre(self) -> list[tuple[int, str]]:
        """(ordonnée, texte) de chaque ligne du titre."""
        lignes = wrap(self.titre, self._signes(SIGNES_TITRE))
        return [(MARGE + (rang + 1) * INTERLIGNE_TITRE - 12, ligne) for rang, ligne in enumerate(lignes)]

    @property
    def haut(self) -> int:
        """Où commence le dessin."""
        return MARGE + len(self.lignes_titre) * INTERLIGNE_TITRE + 14

    @property
    def lignes_notes(self) -> list[tuple[int, str]]:
        """(ordonnée, texte) de chaque ligne sous le dessin."""
        lignes = [ligne for note in self.notes for ligne in wrap(note, self._signes(SIGNES_NOTE))]
        debut = self.haut + self.hauteur + 30
        return [(debut + rang * INTERLIGNE_NOTE, ligne) for rang, ligne in enumerate(lignes)]

    @property
    def total(self) -> int:
        """La hauteur de la planche."""
        return self.haut + self.hauteur + 30 + len(self.lignes_notes) * INTERLIGNE_NOTE + MARGE // 2

    @property
    def large(self) -> int:
        """La largeur de la planche."""
        return self.largeur + 2 * MARGE

    def _signes(self, pour_1200: int) -> int:
        return max(24, pour_1200 * self.large // 1200)


def rendre(gabarit: str, planche: Planche, nom: str, **contexte: object) -> HttpResponse:
    """Le fichier SVG, sous ce nom ; aucune feuille de style : il se lit n'importe où."""
    texte = render_to_string(gabarit, {"p": planche, "marge": MARGE, "site": settings.ADRESSE_PUBLIQUE, **contexte})
    reponse = HttpResponse(texte, content_type="image/svg+xml; charset=utf-8")
    reponse["Content-Disposition"] = f'inline; filename="{nom}-{planche.jour.isoformat()}.svg"'
    return reponse
