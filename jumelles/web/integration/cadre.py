"""Un cadre à intégrer : ce que son adresse demande, et le code à coller ailleurs."""

from dataclasses import dataclass, replace
from html import escape
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from jumelles.recherche.filtre import Filtre, Sorte
from jumelles.web.adresses import adresse_entiere

VUES = ("tout", "liste", "carte")
LARGEURS, HAUTEURS, NOMBRES = (200, 2000), (150, 3000), (1, 50)
TITRE_MAX = 120


@dataclass(frozen=True, slots=True)
class CadreIntegre:
    """largeur : en pixels, 0 pour toute la place ; hauteur : en pixels ; nombre : lignes de la liste."""

    sorte: Sorte
    filtre: Filtre
    titre: str = ""
    vue: str = "tout"
    nombre: int = 10
    largeur: int = 0
    hauteur: int = 600

    @classmethod
    def lire(cls, sorte: Sorte, question: QueryDict) -> "CadreIntegre":
        """Lire une adresse ; ce qui sort des bornes y est ramené, ce qui ne se lit pas garde sa valeur d'office."""
        vue = question.get("montrer", "")
        return cls(
            sorte, Filtre.from_query(question).pour(sorte), " ".join(question.get("titre", "").split())[:TITRE_MAX],
            vue if vue in VUES else "tout", entier(question.get("nombre", ""), 10, NOMBRES),
            entier(question.get("largeur", ""), 0, LARGEURS), entier(question.get("hauteur", ""), 600, HAUTEURS),
        )  # fmt: skip

    @property
    def adresse(self) -> str:
        """L'adresse publique du cadre."""
        couples = [*self.filtre.couples(), ("montrer", self.vue), ("nombre", str(self.nombre))]
        couples += [("titre", self.titre)] if self.titre else []
        return adresse_entiere(f"{reverse('integrer_vue', args=[self.sorte])}?{urlencode(couples)}")

    @property
    def page(self) -> str:
        """L'adresse publique de la liste entière, sur ce site."""
        question = self.filtre.to_query()
        return adresse_entiere(reverse(self.sorte) + (f"?{question}" if question else ""))

    def borne(self, largeur: str, hauteur: str) -> "CadreIntegre":
        """Le même, pas plus large ni plus haut que ces pixels (oEmbed : maxwidth, maxheight)."""
        large = entier(largeur, LARGEURS[1], LARGEURS)
        haut = min(self.hauteur, entier(hauteur, HAUTEURS[1], HAUTEURS))
        return replace(self, largeur=min(self.largeur or 800, large), hauteur=haut)

    def code(self, titre: str) -> str:
        """Le HTML à coller ; titre : ce qu'un lecteur d'écran dira du cadre. Un lien le suit."""
        large = str(self.largeur) if self.largeur else "100%"
        return (
            f'<iframe src="{escape(self.adresse)}" title="{escape(titre)}" width="{large}" height="{self.hauteur}" '
            'loading="lazy" style="border:0;max-width:100%" referrerpolicy="no-referrer"></iframe>\n'
            f'<p><a href="{escape(self.page)}">{escape(titre)}</a></p>'
        )


def entier(texte: str, office: int, bornes: tuple[int, int]) -> int:
    """Un nombre ramené dans ses bornes ; illisible : la valeur d'office."""
    if not (texte.isascii() and texte.isdigit() and len(texte) <= 6):
        return office
    return min(max(int(texte), bornes[0]), bornes[1])
