"""Les cibles d'un ODD que des faits citent vraiment, comptées par le même moteur que les listes."""

from collections import Counter

from jumelles.recherche.filtre import Filtre, Sorte
from jumelles.recherche.moteur import moteur

SORTES: tuple[Sorte, ...] = ("relations", "projets")


def cibles_utilisees(numero: str) -> dict[str, int]:
    """Cible (« 6.1 ») → combien de relations et de projets la citent."""
    cites: Counter[str] = Counter()
    for sorte in SORTES:
        comptes = moteur().facettes(Filtre(), sorte, ("odd",))["odd"]
        cites.update({code: n for code, n in comptes.items() if code.startswith(f"{numero}.")})
    return dict(cites)
