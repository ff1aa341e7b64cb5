"""Les coûts des autres : médiane et effectif, parmi les comparables de la règle publiée (décision 0014).

Ne comptent que les fiches publiées, de la même année, une force de preuve à la fois ; sous cinq, rien ne se compare.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from jumelles.cooperations.requetes.engages import Perimetre, engages_de_codes
from jumelles.indicateurs.mediane import Mediane, mediane
from jumelles.indicateurs.quotient import Grandeur
from jumelles.retombees.bilan import Bilan, BilanNiveau, dresser
from jumelles.retombees.enums import Preuve
from jumelles.retombees.ligne_dite import FicheSituee, LigneDite
from jumelles.retombees.requetes import fiches_comparables
from jumelles.strategies.couts.cellules import en_euros, pour_cent_fin
from jumelles.strategies.portrait.regle import MAXIMUM, MINIMUM, PasDeComparaison, niveau_de, pas_de
from jumelles.territoires.requetes import TerritoireFiche, TerritoireSitue, brefs_par_code

# Ce qui se compare d'une taille à l'autre : jamais un montant brut.
COMPAREES: tuple[tuple[str, Callable[[Decimal], str]], ...] = (
    ("par_habitant", en_euros), ("part_du_budget", pour_cent_fin), ("levier", en_euros), ("retour_local", en_euros),
)  # fmt: skip
CODES = {"par_habitant": "habitant", "part_du_budget": "budget", "levier": "levier", "retour_local": "retour_local"}


@dataclass(frozen=True, slots=True)
class MesureDesCouts:
    """Une mesure à une force de preuve, en mots : la nôtre, celle du milieu, les quarts, et parmi combien."""

    libelle: str
    preuve: str
    soi: str
    milieu: str
    quarts: str
    n: int
    groupe: str


@dataclass(frozen=True, slots=True)
class ComparaisonDesCouts:
    """mesures : celles que cinq comparables publient ; vide, et publiees dit combien de comparables publient l'année.

    niveau : « communes ».
    """

    annee: int
    niveau: str
    publiees: int
    mesures: tuple[MesureDesCouts, ...]


@dataclass(frozen=True, slots=True)
class _Membre:
    fiche: FicheSituee
    niveaux: dict[str, BilanNiveau]
    budget: LigneDite | None

    def lire(self, nom: str, preuve: str) -> Decimal | None:
        """La valeur de cette mesure à cette preuve ; None si elle n'y est pas, ou y mêle une autre preuve."""
        lue: Decimal | None = getattr(self.niveaux[preuve], nom).valeur
        return None if _melee(nom, preuve, self.budget) else lue


def comparer_les_couts(t: TerritoireFiche | TerritoireSitue, bilan: Bilan, noms: dict[str, str]) -> ComparaisonDesCouts:
    """noms : code de rangée → son libellé. Une requête si personne d'autre ne publie, quatre sinon."""
    niveau = niveau_de(t.categorie)
    fiches = fiches_comparables(niveau.categories, bilan.annee, sauf=t.code, pres_de=t.population, region=t.region)
    engagees = engages_de_codes([f.code for f in fiches]) if fiches else {}
    membres = [_membre(f, bilan.annee) for f in fiches if f.code in engagees]
    mesures: tuple[MesureDesCouts, ...] = ()
    if len(membres) >= MINIMUM:
        mesures = tuple(m for n in bilan.niveaux for m in _mesures(n, bilan.budget, membres, tuple(_pas(t)), noms))
    return ComparaisonDesCouts(bilan.annee, niveau.nom, len(membres), mesures)


def _pas(t: TerritoireFiche | TerritoireSitue) -> Iterator[PasDeComparaison]:
    region = brefs_par_code([f"R{t.region}"]).get(f"R{t.region}") if t.region else None
    return pas_de(t.categorie, t.population, t.region, region.nom if region else "")


def _membre(f: FicheSituee, annee: int) -> _Membre:
    connue = f.population is not None and f.millesime[:4].isdigit()
    habitants = Grandeur(Decimal(f.population or 0) if connue else None, int(f.millesime[:4]) if connue else 0)
    bilan = dresser(f.lignes, annee=annee, population=habitants)
    return _Membre(f, {n.preuve: n for n in bilan.niveaux}, bilan.budget)


def _melee(nom: str, preuve: str, budget: LigneDite | None) -> bool:
    """Vrai si le dénominateur, le budget, n'a pas la force de preuve du numérateur : cela se lit, sans se comparer."""
    return nom == "part_du_budget" and budget is not None and budget.preuve != preuve


def _mesures(
    soi: BilanNiveau,
    budget: LigneDite | None,
    membres: Sequence[_Membre],
    pas: Sequence[PasDeComparaison],
    noms: dict[str, str],
) -> Iterator[MesureDesCouts]:
    """Le premier périmètre où cinq comparables publient cette mesure à cette preuve."""
    memes = [m for m in membres if soi.preuve in m.niveaux]
    for nom, dire in (c for c in COMPAREES if not _melee(c[0], soi.preuve, budget)):
        for p in pas:
            siens = [m for m in memes if _dedans(m.fiche, p.perimetre)][:MAXIMUM]
            lues = [m.lire(nom, soi.preuve) for m in siens]
            milieu = mediane([v for v in lues if v is not None])
            if milieu is not None:
                yield _mesure(noms[CODES[nom]], soi, nom, milieu, dire, p.dit)
                break


def _mesure(
    libelle: str, soi: BilanNiveau, nom: str, milieu: Mediane, dire: Callable[[Decimal], str], groupe: str
) -> MesureDesCouts:
    notre: Decimal | None = getattr(soi, nom).valeur
    return MesureDesCouts(
        libelle=libelle, preuve=str(Preuve(soi.preuve).label),
        soi=_("non mesuré") if notre is None else dire(notre), milieu=dire(milieu.valeur),
        quarts=_("de %(bas)s à %(haut)s") % {"bas": dire(milieu.quart_bas), "haut": dire(milieu.quart_haut)},
        n=milieu.n, groupe=groupe,
    )  # fmt: skip


def _dedans(f: FicheSituee, p: Perimetre) -> bool:
    """Les bornes d'un périmètre, comme `Perimetre.conditions` les dit à la base."""
    bas, haut = p.population
    if p.region and f.region != p.region:
        return False
    if bas is None and haut is None:
        return True
    return f.population is not None and (bas or 0) <= f.population and (haut is None or f.population < haut)


def trop_peu(c: ComparaisonDesCouts) -> str:
    """Pourquoi rien ne se compare : jamais sous cinq fiches publiées."""
    return _(
        "Pas assez de fiches publiées pour comparer : il en faut %(minimum)s au moins pour %(annee)s, à la même force "
        "de preuve ; parmi les %(niveau)s engagées, %(n)s en publient une."
    ) % {"minimum": MINIMUM, "annee": c.annee, "niveau": c.niveau, "n": c.publiees}


def regle_de_comparaison(c: ComparaisonDesCouts) -> str:
    """Ce que la médiane compte, et ce qu'elle ne compte pas."""
    return _(
        "Fiches de %(annee)s publiées par des %(niveau)s comparables : le premier périmètre où %(minimum)s au moins "
        "publient ce nombre, à la même force de preuve. Qui ne publie pas ne compte pas pour zéro."
    ) % {"annee": c.annee, "niveau": c.niveau, "minimum": MINIMUM}
