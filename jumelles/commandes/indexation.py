"""L'index vu par les commandes : le mettre à jour après une écriture, dire en quoi il diffère de la base."""

from collections.abc import Callable, Iterator
from itertools import islice

REFAIRE = "lancez « jumelles reindexer »"
ECARTS_DITS = 1000


def mettre_a_jour_l_index(dire: Callable[[str], None]) -> None:
    """Amener l'index à l'état de la base, ou dire que l'ouvrier s'en charge."""
    from jumelles.recherche.alimentation import rattraper
    from jumelles.recherche.documents import bon_nombre
    from jumelles.recherche.moteur import EcritureOccupee

    try:
        reprise = rattraper(equipe=bon_nombre())
    except EcritureOccupee:
        dire("l'index de recherche est écrit ailleurs en ce moment : l'ouvrier y portera ces changements")
        return
    if reprise.documents:
        geste = "bâti" if reprise.refait else "mis à jour"
        dire(f"index de recherche {geste} : {reprise.documents} documents".replace(",", " "))


def desordres_de_l_index() -> Iterator[str]:
    """Ce qui, dans l'index, n'est pas ce que dit la base, et comment le réparer ; n'écrit rien."""
    from jumelles.recherche.alimentation import comparer
    from jumelles.recherche.journal import BaseChangee
    from jumelles.recherche.moteur import MoteurIndisponible

    try:
        for ecart in islice(comparer(), ECARTS_DITS):
            yield f"index de recherche : {ecart.sorte} {ecart.id} est {ecart.raison} : {REFAIRE}"
    except MoteurIndisponible:
        yield f"l'index de recherche manque, ou vient d'une autre version : {REFAIRE}"
    except BaseChangee:
        yield f"l'index de recherche vient d'une autre base que celle-ci : {REFAIRE}"
