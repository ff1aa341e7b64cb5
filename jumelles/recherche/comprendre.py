"""« eau madagascar occitanie » : reconnaître un thème, un pays, une région ; laisser le reste en texte."""

from dataclasses import replace
from functools import cache

from jumelles.rapprochement.normaliser import cle
from jumelles.recherche.filtre import Filtre
from jumelles.recherche.phrase.noms import NATURES
from jumelles.referentiel import cadres, thesaurus
from jumelles.territoires.enums import CategorieCollectivite
from jumelles.territoires.models import Collectivite, Pays
from jumelles.territoires.pays_francais import ISO_FRANCAIS

MOTS_MAX = 12
LONGUEUR_MAX = 6  # mots d'un même nom : « provence alpes cote d azur »
DIVISIONS = (
    CategorieCollectivite.REGION, CategorieCollectivite.DEPARTEMENT, CategorieCollectivite.STATUT_PARTICULIER,
    CategorieCollectivite.OUTRE_MER,
)  # fmt: skip
VIDES = frozenset(
    ["a", "au", "aux", "avec", "d", "dans", "de", "des", "du", "en", "et", "l", "la", "le", "les", "par", "pour", "sur"]
)
# Ce qu'on écrit pour dire « une fiche » ou « une collectivité » : aucune fiche ne se reconnaît à ces mots-là.
COMMUNS = frozenset(
    ["acteur", "acteurs", "collectivite", "collectivites", "commune", "communes", "lien", "liens", "mairie",
     "partenaire", "partenaires", "partenariat", "partenariats", "projet", "projets", "ville", "villes"]
)  # fmt: skip
JUMELEES = ("jumele", "jumeles", "jumelee", "jumelees")
Noms = dict[str, tuple[str, str]]


def comprendre(texte: str) -> Filtre:
    """Le filtre que disent ces mots ; ce qui ne se reconnaît pas reste du texte. Deux requêtes."""
    mots = cle(texte).split()[:MOTS_MAX]
    noms = {**_natures(), **_cadres(), **_themes(), **_pays(), **_divisions()}
    filtre, restants, rang = Filtre(), [], 0
    while rang < len(mots):
        longueur, trouve = _longest(mots, rang, noms)
        if trouve:
            filtre = filtre.avec(*trouve)
        elif mots[rang] not in VIDES | COMMUNS:
            restants.append(mots[rang])
        rang += longueur
    return replace(filtre, texte=" ".join(restants))


def _longest(mots: list[str], rang: int, noms: Noms) -> tuple[int, tuple[str, str] | None]:
    """Le plus long nom connu qui commence à ce mot."""
    for longueur in range(min(LONGUEUR_MAX, len(mots) - rang), 0, -1):
        trouve = noms.get(" ".join(mots[rang : rang + longueur]))
        if trouve:
            return longueur, trouve
    return 1, None


@cache
def _themes() -> Noms:
    """Le libellé entier d'un thème, ou son premier mot s'il n'est qu'à lui ; « odd 6 »."""
    noms: Noms = {}
    premiers: dict[str, list[str]] = {}
    for t in thesaurus.themes():
        mots = [m for m in cle(t.libelle).split() if m not in VIDES]
        noms[cle(t.libelle)] = ("theme", t.code)
        premiers.setdefault(mots[0], []).append(t.code)
    seuls = {mot: ("theme", codes[-1]) for mot, codes in premiers.items() if len(codes) == 1}
    return {
        **seuls,
        "eau": ("theme", "eau"),
        **noms,
        **{f"odd {o.numero}": ("odd", str(o.numero)) for o in thesaurus.odd()},
    }


@cache
def _cadres() -> Noms:
    """« agenda 2030 », « accord de paris », « cerv » : le code d'un cadre, mots séparés, s'il dit assez à lui seul."""
    return {cle(c.code): ("cadre", c.code) for c in cadres.cadres()}


@cache
def _natures() -> Noms:
    """« jumelages », « coopération décentralisée », « aides d'urgence » ; « jumelées avec »."""
    dites = {cle(nom.au(n)): ("nature", code) for code, nom in NATURES.items() for n in (1, 2)}
    seules = {mots: trouve for mots, trouve in dites.items() if mots not in COMMUNS}
    return {**seules, **dict.fromkeys(JUMELEES, ("nature", "jumelage"))}


def _pays() -> Noms:
    lignes = Pays.objects.exclude(pk__in=ISO_FRANCAIS).values_list("pk", "nom", "nom_long")
    return {cle(nom): ("pays", pk) for pk, *dits in lignes for nom in dits if nom}


def _divisions() -> Noms:
    lignes = Collectivite.objects.vivantes().filter(categorie__in=DIVISIONS).values_list("nom", "code")
    return {cle(nom): ("territoire", code) for nom, code in sorted(lignes, key=lambda x: x[1])}
