"""Réduire encore une clé, pour retrouver un nom malgré ses mots mêlés ou ses lettres fautives."""

from collections.abc import Iterator
from zlib import crc32

from jumelles.rapprochement.memoire import garder_les_courts

_MOTS_VIDES = (
    "le la les l de du des d en sur sous s lez et a au aux the of and da do dos das del di della der den die am an im "
    "in bei ob van von zu y e el los las al na nad pri ved i"
)
MOTS_VIDES = frozenset(_MOTS_VIDES.split())
LONGUEUR_FLOUE = 5  # plus court, une lettre de trop fait un autre nom
LONGUEUR_MOT = 4


def compacter(cle: str) -> str:
    """Sans espaces : « aix en provence » → « aixenprovence »."""
    return cle.replace(" ", "")


@garder_les_courts(32_768)
def mots_pleins(cle: str) -> tuple[str, ...]:
    """Les mots qui portent le nom, dans l'ordre ; tous, si aucun n'est plein."""
    mots = cle.split()
    return tuple(m for m in mots if m not in MOTS_VIDES) or tuple(mots)


def trier(cle: str) -> str:
    """Les mots pleins, dans l'ordre de l'alphabet : « val de reuil » et « reuil val » se valent."""
    return " ".join(sorted(mots_pleins(cle)))


def suppressions(compact: str) -> Iterator[int]:
    """Les empreintes du nom privé d'une lettre, et du nom entier : deux noms à une lettre près en partagent une."""
    octets = compact.encode()
    yield crc32(octets)
    if len(octets) >= LONGUEUR_FLOUE:
        for place in range(len(octets)):
            yield crc32(octets[:place] + octets[place + 1 :])


def empreinte(texte: str) -> int:
    """32 bits pour ranger un nom ; deux noms différents peuvent la partager : on compare toujours ensuite."""
    return crc32(texte.encode())
