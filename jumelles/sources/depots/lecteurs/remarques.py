"""Ce qu'un classeur a qu'il faut savoir, sans l'empêcher d'entrer."""

from django.utils.translation import gettext as _

from jumelles.sources.problemes import Probleme


def remarques(sans_valeur: int, fusions: int) -> tuple[Probleme, ...]:
    """Les formules dont rien n'est enregistré, les cellules fusionnées."""
    rendues = []
    if sans_valeur:
        raison = _("formules sans valeur enregistrée (%d) : leurs cellules sont lues vides") % sans_valeur
        remede = _("ouvrez le classeur dans un tableur et enregistrez-le")
        rendues.append(Probleme(0, "", "", raison, remede, bloquant=False))
    if fusions:
        raison = _("cellules fusionnées (%d) : la valeur est recopiée vers le bas, refusée en travers") % fusions
        remede = _("défusionnez-les pour être sûr de ce qu'elles disent")
        rendues.append(Probleme(0, "", "", raison, remede, bloquant=False))
    return tuple(rendues)
