"""La largeur des colonnes d'un tableau, d'après ce qu'elles portent : la même dans toutes les sorties."""

from jumelles.documents.arbre import Alignement, Tableau
from jumelles.documents.copie import mots

_REGARDEES = 200  # lignes : au-delà, la largeur ne bouge plus guère
_MIN, _MAX = 7, 42


def parts(tableau: Tableau) -> tuple[float, ...]:
    """La part de chaque colonne, somme 1."""
    poids = [_poids(tableau, rang) for rang in range(len(tableau.entetes))]
    return tuple(round(p / sum(poids), 4) for p in poids)


def alignements(tableau: Tableau) -> tuple[Alignement, ...]:
    """Un alignement par colonne ; à gauche si le tableau n'en dit rien."""
    return tableau.alignements or (Alignement.GAUCHE,) * len(tableau.entetes)


def _poids(tableau: Tableau, rang: int) -> float:
    textes = [mots(ligne[rang]) for ligne in tableau.lignes[:_REGARDEES]]
    plus_long_mot = max((len(m) for t in (*textes, tableau.entetes[rang]) for m in t.split(" ")), default=0)
    plus_long = max(map(len, textes), default=0)
    return float(min(_MAX, max(_MIN, plus_long_mot + 3, plus_long)))
