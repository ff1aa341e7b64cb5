"""Les cellules fusionnées : vers le bas, la valeur se recopie ; en travers, on ne sait plus quelle colonne elle dit.

Les rangées se lisent dans l'ordre : on ne tient que les fusions qui couvrent la rangée en cours, une par colonne.
"""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from jumelles.sources.depots.limites import limites
from jumelles.sources.problemes import Probleme

Case = tuple[int, int]  # ligne et colonne, à partir de zéro
Fusion = tuple[Case, Case]  # bornes comprises


@dataclass(slots=True)
class _VersLeBas:
    """Une fusion d'une seule colonne : jusqu'à quelle ligne, et la valeur de sa tête."""

    fin: int
    valeur: str | None = None


class Fusions:
    """Se souvient des fusions en cours de lecture et corrige chaque rangée."""

    def __init__(self, connues: Iterable[Fusion] = ()) -> None:
        self._attendues = deque(sorted(connues))
        self._dessous: dict[int, _VersLeBas] = {}
        self._travers: Fusion | None = None

    def ajouter(self, fusion: Fusion) -> None:
        """Retenir une fusion, si elle commence à la rangée en cours ; loin à droite, elle ne porte sur rien."""
        debut, fin = fusion
        if debut[1] == fin[1]:
            if debut[1] < limites().colonnes:
                self._dessous[debut[1]] = _VersLeBas(fin[0])
        elif self._travers is None or fin[0] >= self._travers[1][0]:
            self._travers = fusion

    def deplier(self, rang: int, cellules: list[str]) -> Probleme | None:
        """Recopier vers le bas dans cette rangée ; rendre le problème d'une fusion en travers."""
        self._avancer(rang)
        for colonne, fusion in self._dessous.items():
            lue = cellules[colonne] if colonne < len(cellules) else ""
            if fusion.valeur is None:
                fusion.valeur = lue
            if colonne < len(cellules):
                cellules[colonne] = lue or fusion.valeur
        return _en_travers(rang + 1, self._travers) if self._travers is not None else None

    def completer(self, rang: int, cellules: list[str]) -> None:
        """Ajouter les cases de droite qu'une fusion vers le bas remplit."""
        self._avancer(rang)
        if self._dessous and max(self._dessous) >= len(cellules):
            cellules += [""] * (max(self._dessous) + 1 - len(cellules))

    def _avancer(self, rang: int) -> None:
        """Prendre les fusions qui commencent, oublier celles qui sont finies."""
        if self._travers is not None and self._travers[1][0] < rang:
            self._travers = None
        for colonne in [c for c, f in self._dessous.items() if f.fin < rang]:
            del self._dessous[colonne]
        while self._attendues and self._attendues[0][0][0] <= rang:
            fusion = self._attendues.popleft()
            if fusion[1][0] >= rang:
                self.ajouter(fusion)


def _en_travers(ligne: int, fusion: Fusion) -> Probleme:
    debut, fin = (f"{lettres(colonne)}{rang + 1}" for rang, colonne in fusion)
    raison = _("cellules fusionnées en travers : on ne sait pas quelle colonne elles disent")
    return Probleme(ligne, "", f"{debut}:{fin}", raison, _("défusionnez-les et répétez la valeur"))


def lettres(colonne: int) -> str:
    """Le nom d'une colonne dans un tableur : 0 → « A », 27 → « AB »."""
    rendues = ""
    while colonne >= 0:
        rendues, colonne = chr(65 + colonne % 26) + rendues, colonne // 26 - 1
    return rendues
