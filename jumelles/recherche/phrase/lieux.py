"""Dire un territoire français avec son article : « depuis l'Isère », « depuis la Bretagne », « de Grenoble »."""

from dataclasses import dataclass

from jumelles.referentiel.grammaire import complement
from jumelles.territoires.enums import CategorieCollectivite
from jumelles.territoires.models import Collectivite

# Le COG dit « d'Occitanie », jamais « l'Occitanie » : l'article d'une région ne s'en déduit pas.
ARTICLES_REGIONS = {
    "R01": "la ", "R02": "la ", "R03": "la ", "R11": "l'", "R24": "le ", "R27": "la ", "R28": "la ", "R32": "les ",
    "R44": "le ", "R52": "les ", "R53": "la ", "R75": "la ", "R76": "l'", "R84": "",
}  # fmt: skip
ARTICLES = {"de l'": "l'", "de la": "la ", "du": "le ", "des": "les "}
GROUPEMENTS = ("CC ", "CA ", "CU ", "Communauté", "Collectivité", "Métropole ")


@dataclass(frozen=True, slots=True)
class Lieu:
    """Un territoire : avec l'article (« l'Isère »), et en complément (« de l'Isère »)."""

    nom: str
    de: str


def lieux(codes: tuple[str, ...]) -> dict[str, Lieu]:
    """Code → façon de le dire, pour les codes connus ; une requête."""
    if not codes:
        return {}
    lignes = Collectivite.objects.filter(code__in=codes).values_list("code", "categorie", "nom", "charniere")
    return {code: _lieu(code, categorie, nom, charniere) for code, categorie, nom, charniere in lignes}


def _lieu(code: str, categorie: str, nom: str, charniere: str) -> Lieu:
    match categorie:
        case CategorieCollectivite.REGION if code in ARTICLES_REGIONS:
            return _avec_article(ARTICLES_REGIONS[code], nom)
        case CategorieCollectivite.REGION:
            return _avec_article("la ", f"région {nom}") if code != "R04" else _avec_article("", nom)
        case CategorieCollectivite.DEPARTEMENT if charniere not in ARTICLES:
            return _avec_article("le ", f"département {complement(nom, charniere)}")
        case CategorieCollectivite.COMMUNE:
            return Lieu(nom, complement(nom, charniere))
    if nom.startswith(GROUPEMENTS):
        return _avec_article("la ", nom)
    return _avec_article(ARTICLES.get(charniere, ""), nom)


def _avec_article(article: str, nom: str) -> Lieu:
    contractes = {"le ": "du ", "les ": "des ", "": "d'" if nom[:1] in "AEIOUYÉÈÎÔ" else "de "}
    return Lieu(f"{article}{nom}", f"{contractes.get(article, f'de {article}')}{nom}")
