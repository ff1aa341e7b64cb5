"""L'annuaire : une page d'acteurs, et ce que la page de chacun montre."""

from dataclasses import replace

from jumelles.acteurs.requetes import PageActeurs, acteurs
from jumelles.cooperations.requetes import participations_par_acteur


def annuaire(*, nature: str = "", pays: str = "", texte: str = "", numero: int = 1, taille: int = 50) -> PageActeurs:
    """Une page de l'annuaire, par ordre alphabétique, chaque acteur avec ses nombres de relations et de projets."""
    page = acteurs(nature=nature, pays=pays, texte=texte, numero=numero, taille=taille)
    nombres = participations_par_acteur(a.id for a in page.elements)
    comptes = (replace(a, relations=nombres[a.id][0], projets=nombres[a.id][1]) for a in page.elements)
    return replace(page, elements=tuple(comptes))
