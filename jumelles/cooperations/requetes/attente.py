"""Les relevés non rattachés que l'on peut montrer : aucun ne nomme un partenaire que l'on cache."""

import json

from jumelles.acteurs.models import Acteur
from jumelles.provenance.requetes import EnAttente, en_attente
from jumelles.rapprochement.normaliser import cle


def en_attente_montrable(code: str, *, limite: int = 200) -> tuple[EnAttente, ...]:
    """Comme provenance.requetes.en_attente, sans les lignes où paraît le nom d'un acteur masqué."""
    caches = [f" {nom} " for nom in Acteur.objects.filter(sensible=True).values_list("cle", flat=True) if nom]
    return tuple(ligne for ligne in en_attente(code, limite=limite) if not any(nom in _texte(ligne) for nom in caches))


def _texte(ligne: EnAttente) -> str:
    brut = json.dumps([ligne.cle, ligne.brut, ligne.messages], ensure_ascii=False, default=str)
    return f" {cle(brut)} "
