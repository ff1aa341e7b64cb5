"""La largeur des colonnes d'un tableau, d'après ce qu'elles portent : la même dans toutes les sorties."""

from jumelles.documents.arbre import Alignement, Tableau
from jumelles.documents.copie import mots

_REGARDEES = 200  # lignes : au-delà, la largeur ne bouge plus guère
_MIN, _COURT, _MAX = 7, 30, 60
_A_LA_MAIN, _AISE = 40, 4  # une colonne à remplir : de quoi écrire au stylo ; les autres ne s'y serrent pas


def parts(tableau: Tableau) -> tuple[float, ...]:
    """La part de chaque colonne, somme 1."""
    poids = [_poids(tableau, rang) for rang in range(len(tableau.entetes))]
    return tuple(round(p / sum(poids), 4) for p in poids)


def alignements(tableau: Tableau) -> tuple[Alignement, ...]:
    """Un alignement par colonne ; à gauche si le tableau n'en dit rien."""
    return tableau.alignements or (Alignement.GAUCHE,) * len(tableau.entetes)


def _poids(tableau: Tableau, rang: int) -> float:
    textes = [mots(ligne[rang]) for ligne in tableau.lignes[:_REGARDEES]]
    if tableau.a_remplir and textes and sum(not t for t in textes) > len(textes) / 2:
        return _A_LA_MAIN
    plus_long_mot = max((len(m) for t in (*textes, tableau.entetes[rang]) for m in t.split(" ")), default=0)
    aise = _AISE if tableau.a_remplir else 0
    return float(max(_MIN, min(_COURT, plus_long_mot + 3), _utile([len(t) for t in textes]))) + aise


def _utile(longueurs: list[int]) -> float:
    """Une cellule courte tient sur sa ligne ; au-delà, entre la longueur moyenne et la plus grande."""
    plus_longue = max(longueurs, default=0)
    if plus_longue <= _COURT:
        return plus_longue
    moyenne = sum(longueurs) / len(longueurs)
    return min(_MAX, max(_COURT, (moyenne + plus_longue) / 2))
