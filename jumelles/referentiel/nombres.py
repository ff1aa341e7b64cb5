"""Un entier tel qu'on l'écrit en français."""

INSECABLE = "\u00a0"


def milliers(nombre: int) -> str:
    """« 34 875 », avec une espace insécable par millier."""
    return f"{nombre:,}".replace(",", INSECABLE)
