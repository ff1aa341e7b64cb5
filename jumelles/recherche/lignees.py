"""Les facettes qui s'emboîtent : quels codes contient un code, et lesquels montrer sous ce qu'on a choisi."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from jumelles.recherche.filtre import Filtre
from jumelles.referentiel import thesaurus
from jumelles.territoires.enums import CategorieCollectivite
from jumelles.territoires.models import Collectivite

EMBOITEES = ("territoire", "theme", "odd")
DEPLIES = 3  # départements dépliés à la fois : chacun peut avoir neuf cents communes
MONTREES = 40  # communes et intercommunalités montrées par département
Lignee = dict[str, tuple[str, ...]]
Division = tuple[str, str, str]  # code, département, région
Divisions = Callable[[Iterable[str]], Iterable[Division]]


def ancetres(nom: str, codes: Iterable[str]) -> Lignee:
    """Code → ce qui le contient, du plus proche au plus large ; une requête au plus."""
    uniques = tuple(dict.fromkeys(codes))
    if nom == "odd":
        return {c: (c.partition(".")[0],) if "." in c else () for c in uniques}
    if nom == "theme":
        parents = {t.code: t.parent for t in thesaurus.themes()}
        return {c: _up(c, parents) for c in uniques}
    return _territoires(uniques)


def _up(code: str, parents: Mapping[str, str]) -> tuple[str, ...]:
    suite: list[str] = []
    while code := parents.get(code, ""):
        suite.append(code)
    return tuple(suite)


def _territoires(codes: tuple[str, ...]) -> Lignee:
    if not codes:
        return {}
    lignes = Collectivite.objects.filter(code__in=codes).values_list("code", "departement", "region", "epci__code")
    lignees = {
        code: tuple(x for x in (epci, f"D{dep}" if dep else "", f"R{reg}" if reg else "") if x and x != code)
        for code, dep, reg, epci in lignes
    }
    return {c: () if c.startswith("R") else lignees.get(c, ()) for c in codes}


def affiner(filtre: Filtre, avant: Iterable[str]) -> Filtre:
    """Ce qu'on vient de cocher l'emporte : cocher l'Isère sous sa région, ou la région au-dessus de l'Isère.

    avant : les codes cochés avant ce choix. Entre un code et ce qui le contient, on garde le nouveau ; des deux
    nouveaux, le plus précis.
    """
    connus = frozenset(avant)
    for nom in EMBOITEES:
        filtre = _refine(filtre, nom, connus)
    return filtre


def _refine(filtre: Filtre, nom: str, avant: frozenset[str]) -> Filtre:
    choisis = getattr(filtre, nom)
    if len(choisis) < 2:
        return filtre
    for bas, hauts in ancetres(nom, choisis).items():
        for haut in (h for h in hauts if h in choisis):
            retire = bas if haut not in avant and bas in avant else haut
            filtre = filtre.without(nom, retire)
    return filtre


def divisions(codes: Iterable[str]) -> tuple[Division, ...]:
    """(code, département, région) des collectivités de ces codes ; une requête."""
    lignes = Collectivite.objects.filter(code__in=list(codes)).order_by()
    return tuple(lignes.values_list("code", "departement", "region"))


def arbre(nom: str, nombres: Mapping[str, int], choisis: tuple[str, ...], lire: Divisions = divisions) -> Lignee:
    """Parent → enfants à montrer, la racine sous "" ; ne se déplie que le chemin de ce qui est choisi.

    lire : d'où viennent les divisions de ces codes (la base, ou ce qu'on en a retenu).
    """
    if nom == "territoire":
        return _arbre_des_territoires(nombres, choisis, lire)
    montes = {c: (*reversed(hauts), c) for c, hauts in ancetres(nom, (*nombres, *choisis)).items()}
    ouverts = {etape for c in choisis for etape in montes.get(c, ())}
    rangees: defaultdict[str, list[str]] = defaultdict(list)
    for code, chemin in montes.items():
        parent = chemin[-2] if len(chemin) > 1 else ""
        if not parent or parent in ouverts or (parent not in nombres and parent not in choisis):
            rangees[parent if parent in montes else ""].append(code)
    return {parent: tuple(enfants) for parent, enfants in rangees.items()}


def _arbre_des_territoires(nombres: Mapping[str, int], choisis: tuple[str, ...], lire: Divisions) -> Lignee:
    """Régions ; départements de la région choisie ; communes et intercommunalités du département choisi."""
    hauts = ancetres("territoire", choisis)
    chemin = {*choisis, *(h for suite in hauts.values() for h in suite)}
    rangees: defaultdict[str, list[str]] = defaultdict(list)
    tetes = [c for c in nombres if _est_division(c)]
    for code, departement, region in lire(tetes):
        tete = f"R{region}" if region else ""
        if not tete or code == tete or (tete not in nombres and departement):
            rangees[""].append(code)
        elif tete in chemin:
            rangees[tete].append(code)
    deplies = [c for c in chemin if c.startswith("D") and c in nombres][:DEPLIES]
    for departement in deplies:
        rangees[departement] += _communes(departement, nombres)
    montres = {c for enfants in rangees.values() for c in enfants}
    rangees[""] += [c for c in choisis if c not in montres]
    return {parent: tuple(enfants) for parent, enfants in rangees.items() if enfants}


def _est_division(code: str) -> bool:
    return code[:1] in ("R", "D")


def _communes(departement: str, nombres: Mapping[str, int]) -> list[str]:
    """Les communes et intercommunalités du département qui ont quelque chose, les plus présentes d'abord."""
    requete = Collectivite.objects.vivantes().filter(departement=departement[1:])
    codes = requete.exclude(categorie=CategorieCollectivite.DEPARTEMENT).values_list("code", flat=True)
    presentes = [c for c in codes if c in nombres and not _est_division(c)]
    return sorted(presentes, key=lambda c: (-nombres[c], c))[:MONTREES]
