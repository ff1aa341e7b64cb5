"""Les cellules fusionnées : vers le bas, la valeur se recopie ; en travers, on ne sait plus quelle colonne elle dit."""

from collections.abc import Sequence

from jumelles.sources.depots.limites import limites
from jumelles.sources.problemes import Probleme

Case = tuple[int, int]  # ligne et colonne, à partir de zéro
Fusion = tuple[Case, Case]  # bornes comprises


class Fusions:
    """Se souvient des fusions en cours de lecture et corrige chaque rangée."""

    def __init__(self, connues: Sequence[Fusion] = ()) -> None:
        self._dessous: dict[Case, Case] = {}
        self._travers: dict[int, Fusion] = {}
        self._retenues: dict[Case, str] = {}
        for fusion in connues:
            self.ajouter(fusion)

    def ajouter(self, fusion: Fusion) -> None:
        """Retenir une fusion ; au-delà de la borne des lignes, elle ne porte sur rien."""
        debut, fin = fusion
        for ligne in range(debut[0], min(fin[0], debut[0] + limites().lignes) + 1):
            if debut[1] == fin[1]:
                self._dessous[(ligne, debut[1])] = debut
            else:
                self._travers[ligne] = fusion

    def deplier(self, rang: int, cellules: list[str]) -> Probleme | None:
        """Recopier vers le bas dans cette rangée ; rendre le problème d'une fusion en travers."""
        for colonne in range(len(cellules)):
            tete = self._dessous.get((rang, colonne))
            if tete == (rang, colonne):
                self._retenues[tete] = cellules[colonne]
            elif tete is not None:
                cellules[colonne] = cellules[colonne] or self._retenues.get(tete, "")
        fusion = self._travers.get(rang)
        return _en_travers(rang + 1, fusion) if fusion is not None else None

    def completer(self, rang: int, cellules: list[str]) -> None:
        """Ajouter les cases de droite qu'une fusion vers le bas remplit."""
        colonnes = [c for ligne, c in self._dessous if ligne == rang] if self._dessous else []
        if colonnes and max(colonnes) >= len(cellules):
            cellules += [""] * (max(colonnes) + 1 - len(cellules))


def _en_travers(ligne: int, fusion: Fusion) -> Probleme:
    debut, fin = (f"{lettres(colonne)}{rang + 1}" for rang, colonne in fusion)
    return Probleme(ligne, "", f"{debut}:{fin}", "cellules fusionnées en travers : on ne sait pas quelle colonne elles "
                    "disent", "défusionnez-les et répétez la valeur")  # fmt: skip


def lettres(colonne: int) -> str:
    """Le nom d'une colonne dans un tableur : 0 → « A », 27 → « AB »."""
    rendues = ""
    while colonne >= 0:
        rendues, colonne = chr(65 + colonne % 26) + rendues, colonne // 26 - 1
    return rendues
