"""Les adresses que l'on donne à suivre : celles du web, et rien qui s'exécute dans le navigateur de qui lit."""

import re
from urllib.parse import urlsplit

_INVISIBLES = re.compile(r"[\x00-\x20\x7f]")


def adresse_suivable(texte: str) -> str:
    """Cette adresse si elle mène à une page du web (http, https), sinon « » : ni `javascript:`, ni `data:`."""
    propre = texte.strip()
    try:
        lue = urlsplit(propre)
        suivable = lue.scheme in ("http", "https") and bool(lue.hostname) and not _INVISIBLES.search(propre)
    except ValueError:
        return ""
    return propre if suivable else ""
