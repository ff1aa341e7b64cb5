"""Ce qu'une source nouvelle dit autrement qu'une correction relue : les deux restent, l'écart est listé."""

from collections.abc import Sequence

from jumelles.cooperations.operations.bilan import Difference
from jumelles.cooperations.regles import CHAMPS_COMPARES, compatibles
from jumelles.provenance.enums import NatureSource
from jumelles.provenance.models import Affirmation
from jumelles.provenance.operations import Parole


def _relues(objet_type: str, ids: set[int]) -> dict[int, list[Affirmation]]:
    """Corrections vivantes, par objet ; elles sont rares : on les lit toutes."""
    rangees: dict[int, list[Affirmation]] = {}
    vivantes = Affirmation.objects.vivantes().filter(objet_type=objet_type, source__nature=NatureSource.PERSONNE)
    for relue in vivantes:
        if relue.objet_id in ids:
            rangees.setdefault(relue.objet_id, []).append(relue)
    return rangees


def contradictions(
    paroles: Sequence[Parole], numeros: dict[int, int], *, champs: Sequence[str] = CHAMPS_COMPARES
) -> list[Difference]:
    """Comparer chaque parole neuve aux corrections du même objet ; numeros : relevé → ligne du fichier."""
    if not paroles:
        return []
    relues = _relues(paroles[0].objet_type, {p.objet_id for p in paroles})
    return [
        Difference(f"{parole.objet_type}:{parole.objet_id}", champ, voulue, dite, numeros.get(parole.releve_id or 0, 0))
        for parole in paroles
        for relue in relues.get(parole.objet_id, [])
        for champ in champs
        if (voulue := str(relue.champs.get(champ) or ""))
        and (dite := str(parole.champs.get(champ) or ""))
        and not compatibles(voulue, dite)
    ]
