"""Désigner l'un de nos objets, et deux d'entre eux sans ordre. Sans base."""

SORTES = ("acteur", "relation", "projet")


def ref(sorte: str, identifiant: int) -> str:
    """« acteur:12 »."""
    return f"{sorte}:{identifiant}"


def lire(texte: str) -> tuple[str, int] | None:
    """« acteur:12 » → ("acteur", 12) ; None si ce n'est pas l'un de nos objets."""
    sorte, _, numero = texte.partition(":")
    return (sorte, int(numero)) if sorte in SORTES and numero.isascii() and numero.isdigit() else None


def ordonner(a: str, b: str) -> tuple[str, str]:
    """Les deux objets d'une paire, le plus petit numéro d'abord ; ValueError s'ils ne se comparent pas."""
    un, autre = lire(a), lire(b)
    if un is None or autre is None or un[0] != autre[0] or un == autre:
        raise ValueError(f"« {a} » et « {b} » ne font pas une paire : il faut deux objets distincts de même sorte.")
    return (a, b) if un[1] < autre[1] else (b, a)


def is_paire(gauche: str, droite: str) -> bool:
    """Vrai si le jugement porte sur deux de nos objets, et non sur un nom dans une source."""
    return lire(gauche) is not None and lire(droite) is not None
