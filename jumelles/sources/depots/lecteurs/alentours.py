"""Ce qui entoure un tableau sans en être : un titre au-dessus des colonnes, un total au-dessous."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jumelles.rapprochement.normaliser import cle
from jumelles.sources.problemes import Probleme, extraire
from jumelles.sources.tableau import Rangee

_TOTAL = re.compile(r"(?:sous |grand )?(?:total|totaux|somme|ensemble|nombre total)(?: general)?(?: \d.*)?")
_COMMENCE = re.compile(r"[-=(]?\s*\d")


def lire_total(cellules: Sequence[str]) -> str:
    """Ce que compte cette rangée si elle totalise les autres (« 300 jumelages »), ou le mot qui l'annonce ; "" sinon.

    Un mot de total d'abord, puis rien que des nombres : une ville qui s'appellerait ainsi aurait un pays.
    """
    pleines = [c.strip() for c in cellules if c.strip()]
    if not pleines or len(pleines[0]) > 60 or not _TOTAL.fullmatch(cle(pleines[0])):
        return ""
    if not all(_COMMENCE.match(c) for c in pleines[1:]):
        return ""
    return extraire(" ; ".join(pleines[1:]) or pleines[0])


def dire_total(numero: int, total: str) -> Probleme:
    """« un total (« 300 jumelages ») : laissée de côté »."""
    raison = _("un total (« %s ») : ligne laissée de côté, elle ne compte pas") % total
    return Probleme(numero, "", "", raison, bloquant=False)


def dire_titre(dessus: Sequence[Rangee]) -> list[Probleme]:
    """Les lignes au-dessus des titres de colonnes, que l'on ne lit pas ; rien s'il n'y en a pas."""
    if not dessus:
        return []
    texte = extraire(" ".join(c.strip() for c in dessus[0].cellules if c.strip()))
    modele = ngettext(
        "une ligne au-dessus des titres de colonnes n'est pas lue (« %(texte)s »)",
        "%(n)d lignes au-dessus des titres de colonnes ne sont pas lues (« %(texte)s »…)",
        len(dessus),
    )
    return [Probleme(dessus[0].numero, "", "", modele % {"n": len(dessus), "texte": texte}, bloquant=False)]
