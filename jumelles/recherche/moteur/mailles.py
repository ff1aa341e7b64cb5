"""Quelles mailles d'un niveau touchent une emprise."""

from collections.abc import Callable
from math import ceil, floor

from jumelles.recherche.emprise import RIEN, Emprise


def touche(emprise: Emprise, niveau: int) -> Callable[[str], bool]:
    """Dire, d'une maille de ce niveau, si elle a une partie dans l'emprise."""
    n = 1 << niveau
    gauche, droite = floor((emprise.ouest + 180) / 360 * n + RIEN), ceil((emprise.est + 180) / 360 * n - RIEN)
    bas, haut = floor((emprise.sud + 90) / 180 * n + RIEN), ceil((emprise.nord + 90) / 180 * n - RIEN)

    def dedans(code: str) -> bool:
        _, colonne, ligne = map(int, code.split("/"))
        if emprise.ouest < emprise.est:
            return gauche <= colonne < droite and bas <= ligne < haut
        return (colonne >= gauche or colonne < droite) and bas <= ligne < haut

    return dedans
