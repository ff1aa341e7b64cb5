"""D'où vient un fait de la note : la source, ce qu'elle vaut, et sa date, toujours écrites de la même façon."""

import re

from jumelles.documents.arbre import Note
from jumelles.referentiel.temps import DatePartielle, dire

# La date que porte une source écrite dans une table : « …, 2015 », « …, 27/06/2024 », « …, juin 2024 ».
_A_LA_FIN = re.compile(r",\s*((?:\d{2}/){0,2}\d{4})$")
_A_BARRES = re.compile(r"(?:(\d{2})/)?(?:(\d{2})/)?(\d{4})")


def citer_source(source: str, etat: str = "", quand: DatePartielle | str | None = None, adresse: str = "") -> Note:
    """« Source (état), 27 juin 2024 » ; quand : une date partielle, ISO si elle est en texte.

    Sans date dite, celle qui termine la source, mise en mots et dite une seule fois.
    """
    jour = quand.in_french() if isinstance(quand, DatePartielle) else dire(quand or "")
    fin = None if jour else _A_LA_FIN.search(source)
    if fin is not None:
        source, jour = source[: fin.start()], _en_mots(fin[1])
    return Note(f"{source} ({etat})" if etat else source, jour, adresse)


def _en_mots(texte: str) -> str:
    lu = _A_BARRES.fullmatch(texte)
    assert lu is not None
    jour, mois = (lu[1], lu[2]) if lu[2] else (None, lu[1])
    return dire("-".join(x for x in (lu[3], mois, jour) if x))
