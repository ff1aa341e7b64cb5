"""Dans quel ordre : les clés de tri et les ensembles que tout moteur doit rendre pareils."""

from jumelles.rapprochement.normaliser import cle
from jumelles.recherche.document import Document
from jumelles.recherche.filtre import Filtre

LETTRES = 80
SANS_NOM = "\U0010ffff"
SANS_DATE = 99_999_999
TOUTES = "*"


def nom_de_tri(document: Document) -> str:
    """Son premier nom, réduit à ce qui se range ; une écriture non latine telle quelle ; sans nom : en dernier."""
    nom = document.noms[0] if document.noms else ""
    return (cle(nom) or nom.casefold() or SANS_NOM)[:LETTRES]


def ancien(document: Document) -> int:
    """Le début, AAAAMMJJ ; sans date : en dernier."""
    return document.debut or SANS_DATE


def recent(document: Document) -> int:
    """Le début à rebours ; sans date : en dernier aussi."""
    return SANS_DATE - document.debut


def ensembles(document: Document) -> tuple[str, ...]:
    """Les ensembles d'où une recherche peut partir, « relations/public/ouvert » ; voir `ensemble`."""
    monde = "demonstration" if document.demonstration else "public"
    liens = ("tous",) if document.interieure else ("tous", "ouvert")
    racines = [f"{s}/{monde}/{lien}" for s in (document.sorte, TOUTES) for lien in liens]
    return (*racines, *(f"{r}/situe" for r in racines)) if document.situe else tuple(racines)


def ensemble(sorte: str, filtre: Filtre, *, situes: bool = False) -> str:
    """D'où part ce filtre : la démonstration seule si on la demande, les liens intérieurs seulement si on les veut."""
    monde = "demonstration" if filtre.demonstration else "public"
    lien = "tous" if filtre.interieures else "ouvert"
    return f"{sorte}/{monde}/{lien}" + ("/situe" if situes else "")
