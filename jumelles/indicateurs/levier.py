"""L'effet de levier : ce qui est venu d'ailleurs pour un euro de fonds propres (formule de Cités Unies France)."""

from jumelles.indicateurs.quotient import Grandeur, Quotient, rapporter


def levier(propres: Grandeur, obtenus: Grandeur) -> Quotient:
    """(total − propres) / propres, le total étant propres + obtenus ; euros pour un euro."""
    return rapporter(obtenus, propres)
