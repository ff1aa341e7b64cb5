"""Ce qu'un classeur a qu'il faut savoir, sans l'empêcher d'entrer."""

from jumelles.sources.problemes import Probleme


def remarques(sans_valeur: int, fusions: int) -> tuple[Probleme, ...]:
    """Les formules dont rien n'est enregistré, les cellules fusionnées."""
    rendues = []
    if sans_valeur:
        raison = f"formules sans valeur enregistrée ({sans_valeur}) : leurs cellules sont lues vides"
        remede = "ouvrez le classeur dans un tableur et enregistrez-le"
        rendues.append(Probleme(0, "", "", raison, remede, bloquant=False))
    if fusions:
        raison = f"cellules fusionnées ({fusions}) : la valeur est recopiée vers le bas, refusée en travers"
        remede = "défusionnez-les pour être sûr de ce qu'elles disent"
        rendues.append(Probleme(0, "", "", raison, remede, bloquant=False))
    return tuple(rendues)
