"""La fiche des coûts d'une année : les mêmes mots et les mêmes nombres à l'écran et dans le document."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from jumelles.acteurs.requetes import acteur_du_territoire
from jumelles.cooperations.requetes.financements import FinancementConnu, financements_connus
from jumelles.cooperations.requetes.titres import titres
from jumelles.indicateurs.quotient import Grandeur
from jumelles.retombees.bilan import Bilan, dresser
from jumelles.retombees.enums import Preuve
from jumelles.retombees.ligne_dite import LigneLue
from jumelles.strategies.couts.comparaison import ComparaisonDesCouts, comparer_les_couts
from jumelles.strategies.couts.evolution import EvolutionCouts, evolutions
from jumelles.strategies.couts.tableau import RangeeCouts, payeurs, rangees
from jumelles.territoires.requetes import TerritoireFiche, TerritoireSitue

Territoire = TerritoireFiche | TerritoireSitue


@dataclass(frozen=True, slots=True)
class FicheDesCouts:
    """Une année d'une collectivité, prête à montrer. preuves : l'en-tête de chaque colonne de nombres.

    payeurs : (qui, force de preuve, montant, part) ; perimetres : « relation:12 » → son titre montrable ;
    publiee_le None : fiche de travail, pour l'équipe ; connus : ceux de l'année ou sans année dite ; connus_ailleurs :
    ceux des autres années ; ancienne : le nom de la collectivité d'hier qui a saisi, vide si c'est celle-ci ;
    annee_d_avant : celle d'où partent les évolutions.
    """

    territoire: Territoire
    annee: int
    jour: date
    bilan: Bilan
    preuves: tuple[str, ...]
    rangees: tuple[RangeeCouts, ...]
    payeurs: tuple[tuple[str, str, str, str], ...]
    lignes: tuple[LigneLue, ...]
    perimetres: dict[str, str]
    connus: tuple[FinancementConnu, ...]
    connus_ailleurs: tuple[FinancementConnu, ...]
    declaratif: bool
    publiee_le: date | None
    ancienne: str = ""
    annee_d_avant: int | None = None
    evolutions: tuple[EvolutionCouts, ...] = ()
    comparaison: ComparaisonDesCouts | None = None


def fiche_des_couts(
    t: Territoire,
    annee: int,
    lignes: Sequence[LigneLue],
    *,
    jour: date,
    publiee_le: date | None = None,
    ancienne: str = "",
    connus: tuple[FinancementConnu, ...] | None = None,
) -> FicheDesCouts:
    """Composer la fiche de ces lignes, toutes de cette année ; quatre requêtes au plus.

    ancienne : le nom de la collectivité d'hier qui les a saisies ; ni la population ni les projets d'aujourd'hui ne
    sont alors les siens. connus : les montants de la base déjà lus pour elle ; None : les lire.
    """
    if ancienne:
        t = replace(t, population=None, millesime="")
    bilan = dresser(lignes, annee=annee, population=population_de(t))
    if connus is None or ancienne:
        acteur_id = None if ancienne else acteur_du_territoire(t.code)
        connus = financements_connus(acteur_id) if acteur_id else ()
    refs = {x.dite.perimetre for x in lignes if x.dite.perimetre}
    return FicheDesCouts(
        territoire=t, annee=annee, jour=jour, bilan=bilan,
        preuves=tuple(str(Preuve(n.preuve).label) for n in bilan.niveaux),
        rangees=rangees(bilan, t, entre_nous=publiee_le is None and not ancienne), payeurs=tuple(payeurs(bilan)),
        lignes=tuple(lignes), perimetres=titres(refs, jour=jour) if refs else {},
        connus=tuple(c for c in connus if c.annee in (annee, None)),
        connus_ailleurs=tuple(c for c in connus if c.annee not in (annee, None)),
        declaratif=bilan.declares, publiee_le=publiee_le, ancienne=ancienne,
    )  # fmt: skip


def population_de(t: Territoire) -> Grandeur:
    """La population municipale et son millésime ; inconnue si l'un des deux manque."""
    millesime = t.millesime[:4]
    connue = t.population is not None and millesime.isdigit()
    return Grandeur(Decimal(t.population or 0) if connue else None, int(millesime) if connue else 0)


def avec_reperes(f: FicheDesCouts, autres: Sequence[LigneLue]) -> FicheDesCouts:
    """La même, avec l'année d'avant (la dernière parmi ces autres lignes) et les comparables qui publient."""
    avant = max((x.annee for x in autres if x.annee < f.annee), default=None)
    evolue: tuple[EvolutionCouts, ...] = ()
    if avant is not None:
        siennes = [x for x in autres if x.annee == avant]
        hier = dresser(siennes, annee=avant, population=population_de(f.territoire))
        evolue = evolutions(hier, f.bilan, f.rangees)
    noms = {r.code: r.libelle for r in f.rangees}
    comparee = comparer_les_couts(f.territoire, f.bilan, noms) if f.preuves and not f.ancienne else None
    return replace(f, annee_d_avant=avant, evolutions=evolue, comparaison=comparee)
