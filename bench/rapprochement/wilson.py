"""L'intervalle de confiance d'une part (Wilson, 1927), juste aussi près de 1 et sur de petites listes."""

from math import sqrt

Z_95 = 1.959964


def intervalle(succes: int, essais: int, z: float = Z_95) -> tuple[float, float]:
    """Bornes à 95 % de succes / essais, de 0 à 1 ; (0, 1) sans essai ; ValueError si succes > essais."""
    if not 0 <= succes <= essais:
        raise ValueError(f"{succes} succès sur {essais} essais")
    if essais == 0:
        return 0.0, 1.0
    part, carre = succes / essais, z * z
    milieu = part + carre / (2 * essais)
    ecart = z * sqrt(part * (1 - part) / essais + carre / (4 * essais * essais))
    diviseur = 1 + carre / essais
    return max(0.0, (milieu - ecart) / diviseur), min(1.0, (milieu + ecart) / diviseur)


def dire(succes: int, essais: int) -> str:
    """« 99,43 % (98,9 à 99,7 ; 1710 sur 1720) »."""
    if not essais:
        return "sans objet"
    bas, haut = intervalle(succes, essais)
    texte = f"{succes / essais:.2%} ({bas:.2%} à {haut:.2%} ; {succes} sur {essais})"
    return texte.replace(".", ",").replace("%", "\N{NO-BREAK SPACE}%")
