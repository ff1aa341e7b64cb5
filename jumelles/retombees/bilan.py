"""Le bilan d'une année, une force de preuve à la fois : le déclaré et le mesuré ne s'ajoutent pas.

Dans un niveau, des lignes de périmètres différents s'ajoutent (la page demande qu'elles ne se recouvrent pas) ; un
rapport ne se fait qu'à périmètres égaux. Un poste sans ligne n'est pas mesuré : il ne vaut jamais zéro.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jumelles.indicateurs.levier import levier
from jumelles.indicateurs.par_habitant import par_habitant
from jumelles.indicateurs.quotient import Grandeur, Quotient, rapporter
from jumelles.indicateurs.somme import SommeDeclaree
from jumelles.referentiel.mesure import Mesure
from jumelles.retombees.enums import Apport, Poste, Preuve, Unite
from jumelles.retombees.ligne_dite import LigneDite, LigneLue

# Le périmètre d'une ligne qui ne nomme ni lien ni projet ; ce n'est pas la collectivité entière.
TOUTE_L_ACTION = "action"


@dataclass(frozen=True, slots=True)
class TempsPasse:
    """jours et heures tels que saisis, None si aucun ; cout en euros ; chiffre : toutes ses lignes ont un coût."""

    jours: Decimal | None
    heures: Decimal | None
    cout: Grandeur
    chiffre: bool


@dataclass(frozen=True, slots=True)
class ApportDePayeur:
    """Ce qu'apporte un cofinanceur, en euros ; nom vide : payeur non renseigné."""

    nom: str
    montant: Decimal


@dataclass(frozen=True, slots=True)
class BilanNiveau:
    """Ce qui se calcule à un seul niveau de preuve. Euros ; parts de 0 à 1 ; levier : euros pour un euro."""

    preuve: str
    propres: Grandeur
    cofinancements: Grandeur
    total: Grandeur
    annonce: SommeDeclaree
    temps: TempsPasse
    sur_place: Grandeur
    retours: Grandeur
    complet: Grandeur
    par_habitant: Quotient
    part_du_budget: Quotient
    levier: Quotient
    retour_local: Quotient
    part_valorisee: Quotient
    payeurs: tuple[ApportDePayeur, ...]


@dataclass(frozen=True, slots=True)
class Bilan:
    """Une année : un niveau par force de preuve présente, de la plus faible à la plus forte ; et le budget."""

    annee: int
    niveaux: tuple[BilanNiveau, ...]
    budget: LigneDite | None

    @property
    def declares(self) -> bool:
        """Vrai si une colonne n'est que déclarée (énoncé C3.9 : ce qu'on en calcule se lit avec un avertissement)."""
        return any(n.preuve == Preuve.DECLARE for n in self.niveaux)


def dresser(lignes: Iterable[LigneLue], *, annee: int, population: Grandeur) -> Bilan:
    """Le bilan de ces lignes en vigueur, toutes de cette année ; population : habitants, et leur millésime."""
    dites = [x.dite for x in lignes]
    budget = next((d for d in dites if d.poste == Poste.BUDGET), None)
    denominateur = Grandeur(budget.valeur if budget else None, annee)
    niveaux = []
    for preuve in Preuve.values:
        siennes = [d for d in dites if d.preuve == preuve and d.poste != Poste.BUDGET]
        if siennes:
            niveaux.append(_niveau(preuve, siennes, annee, population, denominateur))
    return Bilan(annee, tuple(niveaux), budget)


def _niveau(preuve: str, dites: Sequence[LigneDite], annee: int, population: Grandeur, budget: Grandeur) -> BilanNiveau:
    propres, cofinancements, sur_place, retours = (
        _somme(dites, poste, annee) for poste in (Poste.PROPRES, Poste.COFINANCEMENT, Poste.SUR_PLACE, Poste.RETOUR)
    )
    total, temps = _ajouter(propres, cofinancements), _temps(dites, annee)
    return BilanNiveau(
        preuve=preuve, propres=propres, cofinancements=cofinancements, total=total,
        annonce=_annonce(dites, propres, cofinancements), temps=temps, sur_place=sur_place,
        retours=retours, complet=_complet(propres, temps, retours), par_habitant=par_habitant(propres, population),
        part_du_budget=rapporter(propres, budget), levier=levier(propres, cofinancements),
        retour_local=rapporter(sur_place, propres), part_valorisee=rapporter(_valorise(dites, total), total),
        payeurs=_payeurs(dites),
    )  # fmt: skip


def _perimetre(dites: Iterable[LigneDite]) -> frozenset[str]:
    return frozenset(d.perimetre or TOUTE_L_ACTION for d in dites)


def _somme(dites: Sequence[LigneDite], poste: str, annee: int) -> Grandeur:
    siennes = [d for d in dites if d.poste == poste]
    return Grandeur(sum((d.valeur for d in siennes), Decimal()) if siennes else None, annee, _perimetre(siennes))


def _ajouter(a: Grandeur, b: Grandeur, signe: int = 1) -> Grandeur:
    perimetre = a.perimetre | b.perimetre
    if a.valeur is None or b.valeur is None:
        return Grandeur(None, a.annee, perimetre)
    return Grandeur(a.valeur + signe * b.valeur, a.annee, perimetre)


def _annonce(dites: Sequence[LigneDite], *parts: Grandeur) -> SommeDeclaree:
    """Le total annoncé et ses parts saisies : comparés à mêmes liens et projets, sinon laissés sans parts."""
    siennes = [d for d in dites if d.poste == Poste.ANNONCE]
    perimetre = _perimetre(siennes)
    comparables = parts if all(p.perimetre == perimetre for p in parts) else ()
    total = sum((d.valeur for d in siennes), Decimal()) if siennes else None
    return SommeDeclaree(_mesure(total, dites), tuple(_mesure(p.valeur, dites) for p in comparables))


def _mesure(valeur: Decimal | None, dites: Sequence[LigneDite]) -> Mesure:
    return Mesure(valeur, Unite.EUROS, dites[0].preuve_libelle, "")


def _temps(dites: Sequence[LigneDite], annee: int) -> TempsPasse:
    siennes = [d for d in dites if d.poste == Poste.TEMPS]
    chiffrees = [d for d in siennes if d.cout_unitaire is not None]
    cout = sum((d.valeur * (d.cout_unitaire or 0) for d in chiffrees), Decimal()) if chiffrees else None
    return TempsPasse(
        jours=_duree(siennes, Unite.JOURS), heures=_duree(siennes, Unite.HEURES),
        cout=Grandeur(cout, annee, _perimetre(chiffrees)), chiffre=bool(siennes) and len(chiffrees) == len(siennes),
    )  # fmt: skip


def _duree(dites: Iterable[LigneDite], unite: str) -> Decimal | None:
    valeurs = [d.valeur for d in dites if d.unite == unite]
    return sum(valeurs, Decimal()) if valeurs else None


def _complet(propres: Grandeur, temps: TempsPasse, retours: Grandeur) -> Grandeur:
    """Fonds propres, plus le temps s'il est tout chiffré, moins les retours ; non mesuré s'il manque un des trois."""
    cout = temps.cout if temps.chiffre else Grandeur(None, propres.annee)
    return _ajouter(_ajouter(propres, cout), retours, signe=-1)


def _valorise(dites: Sequence[LigneDite], total: Grandeur) -> Grandeur:
    """Non mesuré dès qu'une ligne n'a pas dit sa forme : se taire n'est pas « en argent »."""
    apports = [d for d in dites if d.poste in (Poste.PROPRES, Poste.COFINANCEMENT)]
    dits = bool(apports) and all(d.apport for d in apports)
    valeur = sum((d.valeur for d in apports if d.apport == Apport.VALORISE), Decimal()) if dits else None
    return Grandeur(valeur, total.annee, total.perimetre)


def _payeurs(dites: Sequence[LigneDite]) -> tuple[ApportDePayeur, ...]:
    """Les cofinanceurs, du plus gros apport au plus petit."""
    sommes: dict[str, Decimal] = {}
    for d in dites:
        if d.poste == Poste.COFINANCEMENT:
            sommes[d.payeur] = sommes.get(d.payeur, Decimal()) + d.valeur
    return tuple(ApportDePayeur(nom, somme) for nom, somme in sorted(sommes.items(), key=lambda x: (-x[1], x[0])))
