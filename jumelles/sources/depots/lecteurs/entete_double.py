"""Un en-tête sur deux lignes : « Collectivité » au-dessus de « Nom » et « Département » se lisent ensemble."""

import re
from collections.abc import Sequence

from jumelles.sources.depots.reconnaissance.entetes import evoquer
from jumelles.sources.tableau import Rangee

_NOMBRE = re.compile(r"[-+]?[\d\s.,/:%€-]+")
_FORTE = 0.6


def is_de_mots(cellules: Sequence[str]) -> bool:
    """Vrai si ces cellules ne sont guère que des mots : ni nombres, ni adresses."""
    pleines = _pleines(cellules)
    mots = [c for c in pleines if not _NOMBRE.fullmatch(c) and not c.lower().startswith(("http://", "https://"))]
    return bool(pleines) and len(mots) >= 0.7 * len(pleines)


def sous_le_groupe(rangees: Sequence[Rangee], trouvee: Rangee) -> Rangee:
    """La rangée suivante, si celle-ci ne fait que grouper ses titres ; sinon celle-ci."""
    suivante = next((r for r in rangees if r.numero == trouvee.numero + 1), None)
    return suivante if suivante is not None and _groupe(trouvee, suivante) else trouvee


def titres(rangees: Sequence[Rangee], entete: Rangee) -> tuple[str, ...]:
    """Les titres de l'en-tête, chacun précédé de son groupe si la ligne au-dessus en est une de groupes."""
    dessus = next((r for r in rangees if r.numero == entete.numero - 1), None)
    if dessus is None or not _groupe(dessus, entete):
        return tuple(entete.cellules)
    rendus, courant = [], ""
    for rang, titre in enumerate(entete.cellules):
        courant = (dessus.cellules[rang].strip() if rang < len(dessus.cellules) else "") or courant
        rendus.append(f"{courant} {titre}".strip())
    return tuple(rendus)


def is_double(premieres: Sequence[Rangee]) -> bool:
    """Vrai si l'avant-dernière de ces rangées groupe les titres de la dernière."""
    return len(premieres) > 1 and _groupe(premieres[-2], premieres[-1])


def _groupe(dessus: Rangee, dessous: Rangee) -> bool:
    """Au-dessus, moins de titres, tous connus ; au-dessous, une moitié au moins de titres bien connus."""
    if dessus.probleme is not None or dessous.probleme is not None:
        return False
    groupes, noms = _pleines(dessus.cellules), _pleines(dessous.cellules)
    if not (2 <= len(groupes) < len(noms) and is_de_mots(groupes) and is_de_mots(noms) and all(map(evoquer, groupes))):
        return False
    return sum(any(e.force > _FORTE for e in evoquer(nom)) for nom in noms) * 2 >= len(noms)


def _pleines(cellules: Sequence[str]) -> list[str]:
    return [c.strip() for c in cellules if c.strip()]
