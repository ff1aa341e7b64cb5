"""Ce que les figures à emporter dessinent d'un filtre : les liens datés, les parts par thème, ODD ou nature."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from jumelles.recherche.apercus import themes_a_montrer
from jumelles.recherche.document import Trouve
from jumelles.recherche.filtre import ANNEES, Filtre, Sorte
from jumelles.recherche.moteur import moteur

LIGNES_MAX = 60
PARTS = {"themes": "theme", "odd": "odd", "dimensions": "dimension", "natures": "nature"}


@dataclass(frozen=True, slots=True)
class Datee:
    """Une relation datée, telle que la frise la lit ; dates partielles, vides si inconnues."""

    nom: str
    debut: str
    fin: str
    etat: str
    etat_depuis: str
    nature: str
    nature_libelle: str
    etat_libelle: str


@dataclass(frozen=True, slots=True)
class Dates:
    """Les plus anciennes relations datées ; restent : datées mais non dessinées ; sans_date : début inconnu."""

    lignes: tuple[Datee, ...]
    restent: int
    sans_date: int
    total: int


def datees(filtre: Filtre) -> Dates:
    """Les relations du filtre dont on sait le début, de la plus ancienne à la plus récente."""
    m = moteur()
    total = m.compter(filtre, "relations")
    borne = replace(filtre, depuis=filtre.depuis or ANNEES[0], jusque=filtre.jusque or ANNEES[1])
    connues = m.compter(borne, "relations")
    ids = m.chercher(borne, "relations", tri="ancien", debut=0, nombre=LIGNES_MAX).ids
    fiches = m.lire("relations", ids)
    communs = _communs(fiches) if len(filtre.partie) == 1 else frozenset()
    lignes = tuple(_datee(t, communs) for t in fiches)
    return Dates(lignes, connues - len(lignes), total - connues, total)


def _noms(trouve: Trouve) -> list[str]:
    noms = [trouve.fiche["parties_francaises"], trouve.fiche["partenaires"]]
    return [str(nom) for liste in noms if isinstance(liste, tuple) for nom in liste]


def _communs(fiches: tuple[Trouve, ...]) -> frozenset[str]:
    """La partie que toutes ont : celle dont on regarde les liens."""
    ensembles = [set(_noms(t)) for t in fiches]
    return frozenset(set.intersection(*ensembles)) if len(ensembles) > 1 else frozenset()


def _datee(trouve: Trouve, communs: frozenset[str]) -> Datee:
    dits = {nom: str(trouve.fiche[nom] or "") for nom in Datee.__slots__ if nom != "nom"}
    autres = ", ".join(nom for nom in _noms(trouve) if nom not in communs)
    return Datee(nom=autres if communs and autres else str(trouve.fiche["titre"]), **dits)


def parts(filtre: Filtre, sorte: Sorte, quoi: str) -> Mapping[str, int]:
    """Code → combien de fiches ; thèmes au deuxième niveau, ODD sans leurs cibles."""
    facette = PARTS[quoi]
    comptes = moteur().facettes(filtre, sorte, [facette], ignorer=False)[facette]
    if quoi == "themes":
        return themes_a_montrer(comptes)
    return {code: n for code, n in comptes.items() if "." not in code}
