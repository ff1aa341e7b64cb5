"""Ce que l'index garde d'un document tel quel : empreinte, noms de colonnes, valeurs, et la fiche d'un trait."""

from collections.abc import Mapping
from functools import lru_cache

from jumelles.recherche.document import Cellule, Document, Point, Trouve
from jumelles.recherche.filtre import SORTES
from jumelles.recherche.ligne import en_ligne
from jumelles.recherche.octets import en_octets, lire_octets

_LISTE = "*"
_ENTRE = "\x1f"


def serrer(document: Document) -> bytes:
    """« empreinte ⏎ sorte et colonnes ⏎ [id, modifie, situe, points, valeurs…] ⏎ ligne de tableur », en UTF-8."""
    colonnes = (n + _LISTE if isinstance(v, tuple) else n for n, v in document.fiche.items())
    points = [(p.lat, p.lon, p.precision, p.cote, p.nom) for p in document.points]
    valeurs = [document.id, document.modifie, document.situe, points, *document.fiche.values()]
    tete = f"{document.empreinte()}\n{_ENTRE.join((document.sorte, *colonnes))}".encode()
    trait = en_ligne(document.sorte, document.fiche) if document.sorte in SORTES else ""
    return b"\n".join((tete, en_octets(valeurs), trait.encode("utf-8", "replace")))


@lru_cache(maxsize=4096)
def _entete(ligne: bytes) -> tuple[str, tuple[str, ...], tuple[int, ...]]:
    """Sorte, colonnes, et rangs des colonnes qui portent des listes."""
    sorte, *colonnes = ligne.decode().split(_ENTRE)
    listes = tuple(rang for rang, nom in enumerate(colonnes) if nom.endswith(_LISTE))
    return sorte, tuple(nom.removesuffix(_LISTE) for nom in colonnes), listes


def desserrer(brut: bytes) -> Trouve:
    """La fiche, telle qu'elle fut donnée."""
    _, entete, corps, _ = brut.split(b"\n", 3)
    sorte, colonnes, listes = _entete(entete)
    identifiant, modifie, situe, points, *valeurs = lire_octets(corps)
    for rang in listes:
        valeurs[rang] = tuple(valeurs[rang])
    fiche: Mapping[str, Cellule] = dict(zip(colonnes, valeurs, strict=True))
    return Trouve(sorte, identifiant, modifie, situe, fiche, tuple(Point(*p) for p in points))


def points(brut: bytes) -> tuple[Point, ...]:
    """Ses points seuls : le dixième d'une fiche, sans lire le reste."""
    corps = brut.split(b"\n", 3)[2]
    debut = corps.index(b"[", 1)
    if corps.startswith(b"[]", debut):
        return ()
    try:
        lus = lire_octets(corps[debut : corps.index(b"]]", debut) + 2])
    except ValueError:  # un nom de lieu qui contient lui-même « ]] »
        lus = lire_octets(corps)[3]
    return tuple([Point(*p) for p in lus])


def ligne(brut: bytes) -> str:
    """La fiche d'un trait ; elle peut contenir des sauts de ligne, donc elle vient en dernier."""
    return brut.split(b"\n", 3)[3].decode("utf-8", "replace")


def empreinte(brut: bytes) -> str:
    """L'empreinte seule."""
    return brut.split(b"\n", 1)[0].decode()
