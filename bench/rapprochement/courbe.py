"""Ce que vaudrait un seuil plus large : part acceptée et précision, si le score seul décidait de plus."""

from collections.abc import Iterable

from bench.rapprochement.notes import Note

SEUILS = (0.98, 0.95, 0.92, 0.9, 0.87, 0.85, 0.82, 0.8, 0.75, 0.7, 0.6)


def tracer(notes: Iterable[Note]) -> list[tuple[float, int, int, int]]:
    """(seuil, acceptées, justes, absentes acceptées) : ce que la machine accepte, et tout score d'au moins ce seuil."""
    jugees = [n for n in notes if n.existe != "non jugée" and n.reponse]
    points = []
    for seuil in SEUILS:
        prises = [n for n in jugees if n.acceptee or n.score >= seuil]
        presentes = [n for n in prises if n.existe == "oui"]
        points.append((seuil, len(presentes), sum(n.is_juste for n in presentes), len(prises) - len(presentes)))
    return points
