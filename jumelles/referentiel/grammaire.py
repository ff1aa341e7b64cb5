"""Accorder un nom de lieu : « de Lyon », « du Mans », « de l'Isère », « à La Rochelle »."""

# Code « type de nom en clair » du COG (INSEE). Une commune garde son article (« La Rochelle »), un département non.
CHARNIERES_COMMUNE = ("de", "d'", "du", "de La", "des", "de L'", "d'", "de", "de")
CHARNIERES_DIVISION = ("de", "d'", "du", "de la", "des", "de l'", "des", "de", "de")
_CONTRACTES = {"du": ("Le ", "au"), "des": ("Les ", "aux")}


def complement(nom: str, charniere: str) -> str:
    """« de … » : complement("Le Mans", "du") rend « du Mans », complement("Isère", "de l'") « de l'Isère »."""
    if charniere in ("de La", "de L'"):
        return f"de {nom}"
    article = _CONTRACTES.get(charniere, ("",))[0]
    return _joindre(charniere or "de", nom.removeprefix(article))


def locatif(nom: str, charniere: str) -> str:
    """« à … » pour une commune : « au Mans », « aux Ulis », « à Lyon », « à La Rochelle »."""
    if charniere in _CONTRACTES:
        article, contracte = _CONTRACTES[charniere]
        if nom.startswith(article):
            return f"{contracte} {nom.removeprefix(article)}"
    return f"à {nom}"


def _joindre(charniere: str, nom: str) -> str:
    return f"{charniere}{nom}" if charniere.endswith("'") else f"{charniere} {nom}"
