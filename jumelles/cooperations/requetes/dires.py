"""Les paroles vivantes sur des objets, réduites à ce qui sert à choisir la valeur retenue."""

from collections import defaultdict
from collections.abc import Iterable

from jumelles.cooperations.regles import Dire
from jumelles.provenance.enums import NatureSource
from jumelles.provenance.models import Affirmation

PAQUET = 900


def _lire(affirmation: Affirmation) -> Dire:
    """Réduire une affirmation (source chargée) à ce qui sert à choisir."""
    return Dire(
        champs=affirmation.champs,
        humaine=affirmation.source.nature == NatureSource.PERSONNE,
        certitude=affirmation.certitude,
        date_information=affirmation.date_information,
        releve_le=affirmation.releve_le,
        source_code=affirmation.source.code,
        identifiant=affirmation.pk,
    )


def dires_par_objet(objet_type: str, ids: Iterable[int]) -> dict[int, list[Dire]]:
    """Paroles vivantes de chaque objet, en une requête par paquet."""
    rangees: defaultdict[int, list[Dire]] = defaultdict(list)
    liste = sorted(set(ids))
    for debut in range(0, len(liste), PAQUET):
        vivantes = Affirmation.objects.vivantes().about(objet_type, *liste[debut : debut + PAQUET])
        for affirmation in vivantes.select_related("source"):
            rangees[affirmation.objet_id].append(_lire(affirmation))
    return rangees
