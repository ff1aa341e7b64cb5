"""Abîmer un nom comme le font les gens et les machines ; données fabriquées, tirées par une graine."""

import re
import unicodedata
from collections.abc import Callable
from random import Random

Abime = Callable[[str, Random], str]
_OCR = (("rn", "m"), ("l", "1"), ("o", "0"), ("é", "e'"), ("m", "rn"), ("i", "l"), ("u", "ü"))
_TRANSLITTERATIONS = (
    ("kh", "h"), ("ou", "u"), ("u", "ou"), ("dj", "j"), ("j", "dj"), ("sh", "ch"), ("ch", "sh"), ("y", "i"),
    ("v", "w"), ("w", "v"), ("q", "k"), ("k", "q"), ("ts", "tz"), ("ii", "y"), ("aa", "a"), ("ee", "e"),
)  # fmt: skip


def sans_accents(nom: str, _: Random) -> str:
    """« Évry » → « Evry »."""
    return "".join(s for s in unicodedata.normalize("NFKD", nom) if not unicodedata.combining(s))


def capitales(nom: str, hasard: Random) -> str:
    """« Évry » → « EVRY »."""
    return sans_accents(nom, hasard).upper()


def minuscules(nom: str, _: Random) -> str:
    """« Évry » → « évry »."""
    return nom.lower()


def sans_tirets(nom: str, _: Random) -> str:
    """« Saint-Malo » → « Saint Malo »."""
    return nom.replace("-", " ")


def abreger_saint(nom: str, _: Random) -> str:
    """« Saint-Malo » → « St-Malo », « Sainte-Mère » → « Ste Mère »."""
    return re.sub(r"\bSaint(e?)([- ])", r"St\1\2", nom)


def abreger_sur(nom: str, _: Random) -> str:
    """« Ivry-sur-Seine » → « Ivry s/Seine », « Clichy-sous-Bois » → « Clichy s/s Bois »."""
    return re.sub(r"[- ]sur[- ]", " s/", re.sub(r"[- ]sous[- ]", " s/s ", nom))


def renvoyer_l_article(nom: str, _: Random) -> str:
    """« Le Mans » → « Mans (Le) », « L'Isle-Adam » → « Isle-Adam (L') »."""
    return re.sub(r"^(L[eas]s?|L')\s?(.+)$", r"\2 (\1)", nom)


def oter_l_article(nom: str, _: Random) -> str:
    """« Le Mans » → « Mans »."""
    return re.sub(r"^(?:L[ea]s?\s|L')(.+)$", r"\1", nom)


def fauter(nom: str, hasard: Random) -> str:
    """Une faute de frappe : une lettre doublée, ôtée, changée, ou deux échangées ; jamais la première."""
    place = hasard.randrange(1, max(2, len(nom) - 1))
    lettre, suivante = nom[place], nom[place + 1 : place + 2]
    faute = hasard.choice(("double", "oubli", "change", "echange"))
    milieu = {
        "double": lettre * 2 + suivante,
        "oubli": suivante,
        "change": hasard.choice("aeioulnrst") + suivante,
        "echange": suivante + lettre,
    }
    return nom[:place] + milieu[faute] + nom[place + 2 :]


def lire_mal(nom: str, hasard: Random) -> str:
    """Une confusion de lecture optique."""
    possibles = [(de, vers) for de, vers in _OCR if de in nom[1:]]
    if not possibles:
        return nom
    de, vers = hasard.choice(possibles)
    return nom[0] + nom[1:].replace(de, vers, 1)


def couper(nom: str, _: Random) -> str:
    """Une colonne trop étroite : les quatre cinquièmes du nom."""
    return nom[: max(6, len(nom) * 4 // 5)].rstrip(" -'")


def translitterer(nom: str, hasard: Random) -> str:
    """Une autre transcription : « Kharkiv » → « Harkiv », « Djibouti » → « Jibouti »."""
    plat = sans_accents(nom, hasard)
    possibles = [(de, vers) for de, vers in _TRANSLITTERATIONS if de in plat[1:].lower()]
    if not possibles:
        return nom
    de, vers = hasard.choice(possibles)
    return plat[0] + plat[1:].lower().replace(de, vers, 1)


def devant(mots: str) -> Abime:
    """Ce qu'on écrit devant : « Ville de », « Gemeinde »."""
    return lambda nom, _: f"{mots}{nom}"


def derriere(mots: str) -> Abime:
    """Ce qu'on écrit derrière : « Municipality »."""
    return lambda nom, _: f"{nom}{mots}"


def avec_de(mots: str) -> Abime:
    """« Mairie » + « Évry » → « Mairie d'Évry » ; « Mairie » + « Le Mans » → « Mairie du Mans »."""
    return lambda nom, _: f"{mots} {de(nom)}"


def de(nom: str) -> str:
    """« de Lyon », « d'Évry », « du Mans », « des Lilas », « de La Rochelle »."""
    if nom.startswith("Le "):
        return f"du {nom[3:]}"
    if nom.startswith("Les "):
        return f"des {nom[4:]}"
    premiere = unicodedata.normalize("NFKD", nom[:1]).lower()[:1]
    return f"d'{nom}" if premiere in "aeiouy" else f"de {nom}"
