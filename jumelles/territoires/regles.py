"""Comment on dit et on écrit un territoire. Sans base."""

import re
import unicodedata
from functools import lru_cache

from jumelles.referentiel.grammaire import complement
from jumelles.territoires.enums import CategorieCollectivite


def nom_affiche(categorie: str, nom: str, charniere: str = "") -> str:
    """« Département de l'Isère », « Région Occitanie » ; les autres portent leur nom seul."""
    if categorie == CategorieCollectivite.DEPARTEMENT:
        return f"Département {complement(nom, charniere)}"
    if categorie == CategorieCollectivite.REGION and not nom.lower().startswith("région"):
        return f"Région {nom}"
    return nom


@lru_cache(maxsize=8192)
def slug(nom: str) -> str:
    """La fin lisible d'une adresse : « Saint-Étienne » → « saint-etienne »."""
    plat = unicodedata.normalize("NFKD", nom.replace("œ", "oe").replace("Œ", "Oe").replace("æ", "ae"))
    plat = "".join(signe for signe in plat if not unicodedata.combining(signe)).lower()
    return re.sub(r"[^a-z0-9]+", "-", plat).strip("-")[:80] or "sans-nom"
