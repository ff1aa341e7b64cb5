"""Lire dans un nom le niveau qu'il annonce (« Ville de », « CD », « Métropole ») et le nom nu qu'il porte."""

import re
from dataclasses import dataclass

from jumelles.rapprochement.normaliser import cle

COMMUNE = frozenset({"commune"})
EPCI = frozenset({"cc", "ca", "cu", "metropole", "ept"})
SYNDICAT = frozenset({"syndicat"})
# La Métropole de Lyon, la Corse ou la Martinique ne sont plus de la catégorie que leur nom annonce.
METROPOLE = EPCI | {"statut_particulier"}
DEPARTEMENT = frozenset({"departement", "statut_particulier", "outre_mer"})
REGION = frozenset({"region", "statut_particulier", "outre_mer"})
COLLECTIVITE_UNIQUE = frozenset({"statut_particulier", "outre_mer"})

# Du plus long au plus court : « communauté de communes » avant « commune ».
_PREFIXES: tuple[tuple[str, frozenset[str]], ...] = (
    ("collectivite territoriale", COLLECTIVITE_UNIQUE | {"region"}),
    ("collectivite europeenne", COLLECTIVITE_UNIQUE),
    ("collectivite", COLLECTIVITE_UNIQUE),
    ("communaute d agglomeration", frozenset({"ca"})),
    ("communaute de communes", frozenset({"cc"})),
    ("communaute des communes", frozenset({"cc"})),
    ("communaute urbaine", frozenset({"cu", "metropole", "statut_particulier"})),
    ("communaute", EPCI),
    ("conseil departemental", DEPARTEMENT),
    ("conseil general", DEPARTEMENT),
    ("conseil regional", REGION),
    ("etablissement public territorial", frozenset({"ept"})),
    ("syndicat mixte", SYNDICAT),
    ("syndicat intercommunal", SYNDICAT),
    ("syndicat", SYNDICAT),
    ("metropole europeenne", METROPOLE),
    ("metropole", METROPOLE),
    ("departement", DEPARTEMENT),
    ("region", REGION),
    ("mairie", COMMUNE),
    ("commune", COMMUNE),
    ("ville", COMMUNE),
    ("ca", frozenset({"ca"})),
    ("cc", frozenset({"cc"})),
    ("cu", frozenset({"cu", "metropole", "statut_particulier"})),
    ("ept", frozenset({"ept"})),
    ("cd", DEPARTEMENT),
    ("dpt", DEPARTEMENT),
    ("dept", DEPARTEMENT),
    ("dep", DEPARTEMENT),
    ("cg", DEPARTEMENT),
    ("cr", REGION),
)
_SUFFIXES: tuple[tuple[str, frozenset[str]], ...] = (
    ("communaute d agglomeration", frozenset({"ca"})),
    ("communaute de communes", frozenset({"cc"})),
    ("communaute urbaine", frozenset({"cu", "metropole"})),
    ("metropole communaute urbaine", METROPOLE),
    ("metropole", METROPOLE),
    ("agglomeration", EPCI),
    ("agglo", EPCI),
    ("communaute", EPCI),
)
# Rangés par le mot qui les trahit : la plupart des noms n'en ont aucun.
_PAR_PREMIER_MOT = {p.split()[0]: [x for x in _PREFIXES if x[0].split()[0] == p.split()[0]] for p, _ in _PREFIXES}
_PAR_DERNIER_MOT = {s.split()[-1]: [x for x in _SUFFIXES if x[0].split()[-1] == s.split()[-1]] for s, _ in _SUFFIXES}
_SYNDICATS = re.compile(r"\b(?:syndicat|sivom|sivu|s[iy]ctom|smictom|sitcom|siaep|smergc|sdea)\b")
_PARENTHESE = re.compile(r"\([^()]*\)")
_ARTICLES = ("de la ", "de l ", "des ", "du ", "de ", "d ")
# « Ville du Mans » nomme Le Mans, « Ville des Lilas » Les Lilas.
_RENDU = {"du ": "le ", "des ": "les ", "de la ": "la ", "de l ": "l "}


@dataclass(frozen=True, slots=True)
class Forme:
    """niveaux : catégories que le nom annonce (vide : il n'en dit rien) ; cles : du plus fidèle au plus nu."""

    niveaux: frozenset[str]
    cles: tuple[str, ...]
    mot: str = ""

    @property
    def is_syndicat(self) -> bool:
        """Vrai si le nom est celui d'un syndicat : le référentiel n'en a pas."""
        return self.niveaux == SYNDICAT


def lire_forme(nom: str) -> Forme:
    """« CA de Saint-Omer » → catégorie ca, clés « ca de saint omer », puis « saint omer »."""
    entier = cle(_PARENTHESE.sub(" ", nom)) or cle(nom)
    cles = [entier] if entier else []
    if _SYNDICATS.search(entier):
        return Forme(SYNDICAT, tuple(cles), "syndicat")
    niveaux: frozenset[str] = frozenset()
    mot = ""
    nu = entier
    for prefixe, siens in _PAR_PREMIER_MOT.get(nu.partition(" ")[0], ()):
        if nu.startswith(prefixe + " "):
            nu, niveaux, mot = nu[len(prefixe) + 1 :], siens, prefixe
            break
    for suffixe, siens in _PAR_DERNIER_MOT.get(nu.rpartition(" ")[2], ()):
        if nu.endswith(" " + suffixe):
            nu, niveaux, mot = nu[: -len(suffixe) - 1], (niveaux or siens), mot or suffixe
            break
    if nu != entier:
        cles += _sans_article(nu)
    return Forme(niveaux, tuple(dict.fromkeys(c for c in cles if c)), mot)


def _sans_article(nu: str) -> list[str]:
    """Le nom nu, puis sans sa préposition : « de la vienne » → « la vienne », « vienne »."""
    for article in _ARTICLES:
        if nu.startswith(article):
            reste = nu[len(article) :]
            return [_RENDU[article] + reste, reste] if article in _RENDU else [reste, *_sans_le(reste)]
    return [nu, *_sans_le(nu)]


def _sans_le(nu: str) -> list[str]:
    """« le grand chalon » se dit aussi « grand chalon »."""
    return [nu[len(a) :] for a in ("le ", "la ", "les ", "l ") if nu.startswith(a)]


def noyaux(nom: str) -> frozenset[str]:
    """Les clés sous lesquelles ranger un groupement, un département ou une région du référentiel."""
    forme = lire_forme(nom)
    entier = cle(nom)
    return frozenset({*forme.cles, *_sans_le(entier), *(c.replace(" ", "") for c in forme.cles[-1:])})
