"""La fiche des coûts d'une année : les mêmes mots et les mêmes nombres à l'écran et dans le document."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from jumelles.acteurs.requetes import acteur_du_territoire
from jumelles.cooperations.requetes.financements import FinancementConnu, financements_connus
from jumelles.cooperations.requetes.titres import titres
from jumelles.indicateurs.quotient import Empechement, Grandeur, Quotient
from jumelles.referentiel.nombres import INSECABLE, decimal_fr, euros, pour_cent
from jumelles.retombees.bilan import Bilan, BilanNiveau, dresser
from jumelles.retombees.enums import Apport, Cause, Poste, Preuve, Unite
from jumelles.retombees.ligne_dite import LigneLue
from jumelles.territoires.requetes import TerritoireFiche


class Cellule(NamedTuple):
    """Ce qui se lit, ce qu'il faut en savoir, et si c'est un nombre connu."""

    texte: str
    pourquoi: str = ""
    connue: bool = True


@dataclass(frozen=True, slots=True)
class RangeeCouts:
    """Une ligne du tableau : ce qu'elle dit, comment elle se calcule, et une cellule par force de preuve."""

    code: str
    libelle: str
    formule: str
    cellules: tuple[Cellule, ...]


@dataclass(frozen=True, slots=True)
class FicheDesCouts:
    """Une année d'une collectivité, prête à montrer. preuves : l'en-tête de chaque colonne de nombres.

    payeurs : (qui, force de preuve, montant, part) ; perimetres : « relation:12 » → son titre montrable ;
    publiee_le None : fiche de travail, pour l'équipe ; connus : ceux de l'année ou sans année dite ; connus_ailleurs :
    ceux des autres années.
    """

    territoire: TerritoireFiche
    annee: int
    jour: date
    preuves: tuple[str, ...]
    rangees: tuple[RangeeCouts, ...]
    payeurs: tuple[tuple[str, str, str, str], ...]
    lignes: tuple[LigneLue, ...]
    perimetres: dict[str, str]
    connus: tuple[FinancementConnu, ...]
    connus_ailleurs: tuple[FinancementConnu, ...]
    declaratif: bool
    publiee_le: date | None


def fiche_des_couts(
    t: TerritoireFiche, annee: int, lignes: Sequence[LigneLue], *, jour: date, publiee_le: date | None = None
) -> FicheDesCouts:
    """Composer la fiche de ces lignes, toutes de cette année ; quatre requêtes au plus."""
    bilan = dresser(lignes, annee=annee, population=population_de(t))
    acteur_id = acteur_du_territoire(t.code)
    connus = financements_connus(acteur_id) if acteur_id else ()
    refs = {x.dite.perimetre for x in lignes if x.dite.perimetre}
    return FicheDesCouts(
        territoire=t, annee=annee, jour=jour, preuves=tuple(str(Preuve(n.preuve).label) for n in bilan.niveaux),
        rangees=tuple(_rangees(bilan, t)), payeurs=tuple(_payeurs(bilan)), lignes=tuple(lignes),
        perimetres=titres(refs, jour=jour) if refs else {}, connus=tuple(c for c in connus if c.annee in (annee, None)),
        connus_ailleurs=tuple(c for c in connus if c.annee not in (annee, None)),
        declaratif=bilan.declares, publiee_le=publiee_le,
    )  # fmt: skip


def population_de(t: TerritoireFiche) -> Grandeur:
    """La population municipale et son millésime ; inconnue si l'un des deux manque."""
    millesime = t.millesime[:4]
    connue = t.population is not None and millesime.isdigit()
    return Grandeur(Decimal(t.population or 0) if connue else None, int(millesime) if connue else 0)


def _rangees(bilan: Bilan, t: TerritoireFiche) -> Iterator[RangeeCouts]:
    for code, libelle, formule, lire in _tableau(bilan, t):
        yield RangeeCouts(code, libelle, formule, tuple(lire(n) for n in bilan.niveaux))


def _tableau(bilan: Bilan, t: TerritoireFiche) -> Iterator[tuple[str, str, str, Callable[[BilanNiveau], Cellule]]]:
    """Chaque ligne, dans l'ordre où elle se lit : ce que cela coûte, puis ce que cela rapporte."""
    yield (
        "propres", _("Coût net : fonds propres"), _("ce qui reste à la charge de la collectivité"),
        lambda n: _somme(n.propres),
    )  # fmt: skip
    yield (
        "cofinancements", _("Cofinancements obtenus"), _("apports d’autres que la collectivité"),
        lambda n: _somme(n.cofinancements),
    )  # fmt: skip
    yield "total", _("Coût total"), _("fonds propres + cofinancements"), lambda n: _somme(n.total)
    yield "temps", _("Temps des agents"), _("tel que saisi ; son coût n’est jamais supposé"), _temps
    yield "complet", _("Coût net complet"), _("fonds propres + temps des agents − économies et retours"), _complet
    yield "habitant", _("Coût net par habitant"), _population(t), lambda n: _rapport(n.par_habitant, _par_habitant)
    yield "budget", _("Part du budget"), _le_budget(bilan), lambda n: _rapport(n.part_du_budget, _pour_cent_fin)
    seuls = _depareilles(bilan, "propres", "cofinancements")
    yield (
        "levier", _("Effet de levier"), _("cofinancements ÷ fonds propres"),
        lambda n: _rapport(n.levier, _levier, seuls),
    )  # fmt: skip
    yield (
        "valorise", _("Part valorisée"), _("apports en nature ÷ coût total, temps des agents non compris"),
        lambda n: _rapport(n.part_valorisee, pour_cent),
    )  # fmt: skip
    yield (
        "sur_place", _("Dépense faite sur le territoire"), _("achats et prestations payés ici"),
        lambda n: _somme(n.sur_place),
    )  # fmt: skip
    yield (
        "retour_local", _("Retour local"), _("dépense sur le territoire ÷ fonds propres"),
        lambda n: _rapport(n.retour_local, _levier, _depareilles(bilan, "propres", "sur_place")),
    )  # fmt: skip
    yield (
        "retours", _("Économies et retours obtenus"), _("dépenses évitées, recettes, services rendus"),
        lambda n: _somme(n.retours),
    )  # fmt: skip


def inconnue(pourquoi: str = "") -> Cellule:
    """Le mot d'un poste que personne n'a saisi : il n'est pas nul."""
    return Cellule(_("non mesuré"), pourquoi, connue=False)


def _depareilles(bilan: Bilan, haut: str, bas: str) -> bool:
    """Vrai si les deux postes sont saisis, mais à aucune force de preuve ensemble."""
    niveaux = [(getattr(n, haut).valeur is not None, getattr(n, bas).valeur is not None) for n in bilan.niveaux]
    return any(h for h, _b in niveaux) and any(b for _h, b in niveaux) and not any(h and b for h, b in niveaux)


def _somme(g: Grandeur) -> Cellule:
    return inconnue() if g.valeur is None else Cellule(euros(g.valeur))


def _temps(n: BilanNiveau) -> Cellule:
    durees = [
        _duree(valeur, mot)
        for valeur, mot in ((n.temps.jours, _("jours")), (n.temps.heures, _("heures")))
        if valeur is not None
    ]
    if not durees:
        return inconnue()
    texte = _(" et ").join(durees)
    if n.temps.chiffre and n.temps.cout.valeur is not None:
        return Cellule(_("%(duree)s, soit %(cout)s") % {"duree": texte, "cout": euros(n.temps.cout.valeur)})
    if n.temps.cout.valeur is not None:
        return Cellule(texte, _("coût d’un jour donné en partie seulement"))
    return Cellule(texte, _("coût d’un jour non renseigné"))


def _duree(valeur: Decimal, mot: str) -> str:
    return decimal_fr(valeur, _decimales(valeur)) + INSECABLE + mot


def _decimales(valeur: Decimal) -> int:
    """Autant de décimales qu'il y en a à dire : 14, 14,5, 14,25."""
    exposant = valeur.normalize().as_tuple().exponent
    return max(0, -exposant) if isinstance(exposant, int) else 0


def _complet(n: BilanNiveau) -> Cellule:
    if n.complet.valeur is not None:
        return Cellule(euros(n.complet.valeur))
    manques = [
        mot
        for manque, mot in (
            (n.propres.valeur is None, _("les fonds propres")),
            (not n.temps.chiffre, _("le coût du temps des agents")),
            (n.retours.valeur is None, _("les économies et retours")),
        )
        if manque
    ]
    return inconnue(_("il manque : %(quoi)s") % {"quoi": ", ".join(manques)})


def _rapport(q: Quotient, dire: Callable[[Decimal], str], ailleurs: bool = False) -> Cellule:
    """ailleurs : les deux termes sont connus, mais pas à la même force de preuve."""
    if q.valeur is not None:
        return Cellule(dire(q.valeur))
    if q.empechement == Empechement.NON_MESURE:
        return inconnue(_("ses deux termes n’ont pas la même force de preuve") if ailleurs else "")
    return Cellule(_("non calculé"), str(_POURQUOI[q.empechement or ""]), connue=False)


_POURQUOI: dict[str, str | Promise] = {
    Empechement.ANNEES: gettext_lazy("plus de cinq ans entre le montant et la population connue"),
    Empechement.PERIMETRES: gettext_lazy("les deux montants ne concernent pas les mêmes liens ou projets"),
    Empechement.NUL: gettext_lazy("on ne divise pas par zéro"),
}


def _par_habitant(v: Decimal) -> str:
    return decimal_fr(v, 2) + INSECABLE + "€"


def _levier(v: Decimal) -> str:
    return _("%(valeur)s pour 1 €") % {"valeur": _par_habitant(v)}


def _pour_cent_fin(part: Decimal) -> str:
    """Deux décimales sous 1 % : la part d'un budget y tient presque toujours."""
    return pour_cent(part) if part * 100 >= 1 or not part else decimal_fr(part * 100, 2) + INSECABLE + "%"


def _population(t: TerritoireFiche) -> str:
    if t.population is None:
        return _("population non renseignée")
    nombre = decimal_fr(Decimal(t.population), 0)
    return _("%(n)s habitants, %(source)s, millésime %(m)s") % {"n": nombre, "source": t.source_nom, "m": t.millesime}


def _le_budget(bilan: Bilan) -> str:
    b = bilan.budget
    if b is None:
        return _("budget de la collectivité non renseigné")
    return _("fonds propres ÷ budget : %(budget)s (%(preuve)s, %(source)s)") % {
        "budget": euros(b.valeur), "preuve": b.preuve_libelle, "source": b.source,
    }  # fmt: skip


def _payeurs(bilan: Bilan) -> Iterator[tuple[str, str, str, str]]:
    """Qui paie quoi : la collectivité d'abord, puis chaque cofinanceur, à chaque niveau de preuve."""
    for n in bilan.niveaux:
        preuve = str(Preuve(n.preuve).label)
        if n.total.valeur is None:
            continue
        yield _("La collectivité"), preuve, _somme(n.propres)[0], _part(n.propres.valeur, n.total.valeur)
        for p in n.payeurs:
            yield p.nom or _("payeur non renseigné"), preuve, euros(p.montant), _part(p.montant, n.total.valeur)


def _part(montant: Decimal | None, total: Decimal) -> str:
    """La part du coût total, ou vide : d'un total nul, il n'y a pas de part."""
    return pour_cent(montant / total) if montant is not None and total else ""


def contrefactuel() -> str:
    """Ce que ces nombres ne prouvent pas ; se lit avec eux, à l'écran comme sur papier."""
    return _(
        "Ces nombres décrivent ce qui a été dépensé et obtenu ; ils ne disent pas ce qui se serait passé sans cette "
        "action. Une part des dépenses et des retours aurait pu venir d’ailleurs."
    )


def separation() -> str:
    """Pourquoi il n'y a pas de total d'une colonne à l'autre."""
    return _(
        "Ce qui est déclaré, documenté, mesuré et vérifié n’est jamais additionné : chaque force de preuve a sa "
        "colonne, sans total d’une colonne à l’autre. « Non mesuré » ne veut pas dire zéro."
    )


def avertissement() -> str:
    """Quand une colonne n'est que déclarée (énoncé C3.9)."""
    return _(
        "Les nombres déclarés n’ont ni document ni mesure à l’appui : prenez-les, et ce qui s’en calcule, comme des "
        "ordres de grandeur."
    )


def projets_en_mots(c: FinancementConnu) -> str:
    """« 3 projets »."""
    return ngettext("%(n)s projet", "%(n)s projets", c.projets) % {"n": c.projets}


def qui_paie(c: FinancementConnu) -> str:
    """Qui verse la somme, vu de la collectivité."""
    if c.soi is None:
        return _("payeur non renseigné")
    return _("la collectivité") if c.soi else _("d’autres")


def dire_la_valeur(x: LigneLue) -> str:
    """« 12 500 € », « 14 jours à 210 € »."""
    d = x.dite
    if d.unite == Unite.EUROS:
        return euros(d.valeur)
    duree = _duree(d.valeur, str(Unite(d.unite).label))
    return duree if d.cout_unitaire is None else _("%(d)s à %(c)s") % {"d": duree, "c": euros(d.cout_unitaire)}


def concerne(x: LigneLue, f: FicheDesCouts) -> str:
    """Le lien ou le projet, sous un titre montrable ; sinon toute l'action."""
    if x.dite.poste == Poste.BUDGET:
        return _("toute la collectivité")
    return f.perimetres.get(x.dite.perimetre) or (
        _("lien retiré de la base") if x.dite.perimetre else _("toute l’action")
    )


def dire_le_poste(x: LigneLue) -> str:
    """Le poste, avec son payeur, sa sorte d'apport ou son lien avec l'action quand ils sont dits."""
    d = x.dite
    precisions = [
        d.payeur,
        str(Apport.VALORISE.label) if d.apport == Apport.VALORISE else "",
        str(Cause(d.cause).label) if d.cause else "",
    ]
    dites = ", ".join(p for p in precisions if p)
    poste = d.poste_libelle[:1].upper() + d.poste_libelle[1:]
    return f"{poste} ({dites})" if dites else poste


def annee_connue(c: FinancementConnu) -> str:
    """« 2018 », ou que l'année n'est pas dite."""
    return _("année non renseignée") if c.annee is None else str(c.annee)
