"""Les mots de la page : le haut et le bas, posés dans le modèle, remplis pour chaque document."""

import re
from html import escape

from jumelles.documents.copie import Copie

TITRE, AUTEUR, JOUR = "@@titre@@", "@@auteur@@", "@@jour@@"
_MARQUES = re.compile("|".join((TITRE, AUTEUR, JOUR)))


def fill_page(xml: bytes, copie: Copie) -> bytes:
    """Le même XML, où le titre, l'auteur et le jour sont ceux du document."""
    mots = {TITRE: copie.titre, AUTEUR: copie.auteur, JOUR: copie.jour_dit}
    return _MARQUES.sub(lambda marque: escape(mots[marque[0]]), xml.decode()).encode()


def date_properties(xml: bytes, copie: Copie) -> bytes:
    """Les propriétés du fichier au jour du document : enfermé, pandoc les date de 1970."""
    return xml.replace(b"1970-01-01T00:00:00Z", f"{copie.jour.isoformat()}T00:00:00Z".encode())
