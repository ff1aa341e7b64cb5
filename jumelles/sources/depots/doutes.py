"""Ce qui est dit avec un doute (« en sommeil ? ») ou sans précision (« vers 1985 ») : jamais publié comme sûr."""

import re

_MOTS = re.compile(
    r"\b(?:peut[-\s][eê]tre|[aà]\s(?:confirmer|v[eé]rifier|pr[eé]ciser)|probable(?:ment)?|incertaine?s?)\b", re.I
)
_A_PEU_PRES = re.compile(
    r"[~≈±]|\b(?:vers|environ|env|circa|ca?\.|autour|avant|apr[eè]s|d[eé]but|fin|milieu|courant|ann[eé]es|d[eé]cennie"
    r"|about|around|um|hacia|alrededor)(?![^\W\d])",
    re.I,
)
_UNE_ANNEE = re.compile(r"(?<!\d)(?:1[0-9]|20)\d{2}(?!\d)|\bann[eé]es\s\d{2}\b", re.I)
# Un tableur qui ne sait pas écrire une lettre met « ? » à sa place.
_LETTRE_PERDUE = re.compile(r"[^\W\d_]\?[^\W\d_]")
_FIN = " \t\u00a0\u202f)!.»"


def is_douteux(texte: str) -> bool:
    """Vrai si la personne qui l'a écrit n'en était pas sûre : « actif ? », « Montauban (à confirmer) »."""
    return texte.rstrip(_FIN).endswith("?") or _MOTS.search(texte) is not None


def is_a_peu_pres(texte: str) -> bool:
    """Vrai d'une date sans précision : « vers 1985 », « ~1985 », « années 80 », « avant 1990 », « 1985 ? »."""
    if _UNE_ANNEE.search(texte) is None:
        return False
    return is_douteux(texte) or _A_PEU_PRES.search(texte) is not None


def has_lettre_perdue(texte: str) -> bool:
    """Vrai si un « ? » tient la place d'une lettre : « Ž?ár », « B?ziers » ; une adresse web n'en est pas."""
    return "://" not in texte and _LETTRE_PERDUE.search(texte) is not None


def sans_le_doute(nom: str) -> str:
    """« Montauban ? » → « Montauban » : le nom tel qu'on le montrera, une fois qu'une personne l'a reconnu."""
    return nom.rstrip(_FIN + "?(") if is_douteux(nom) else nom
