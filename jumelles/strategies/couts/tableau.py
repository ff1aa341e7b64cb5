"""Le tableau d'une année : ce que cela coûte, puis ce que cela rapporte ; les mots de tous les jours d'abord."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from jumelles.referentiel.nombres import decimal_fr, euros, pour_cent
from jumelles.retombees.bilan import Bilan, BilanNiveau
from jumelles.retombees.enums import Preuve
from jumelles.strategies.couts.cellules import (
    Cellule,
    annonce,
    complet,
    en_euros,
    pour_cent_fin,
    rapport,
    somme,
    temps,
    valorise,
)
from jumelles.territoires.requetes import TerritoireFiche, TerritoireSitue

Lecture = Callable[[BilanNiveau], Cellule]


@dataclass(frozen=True, slots=True)
class RangeeCouts:
    """Une ligne du tableau : ce qu'elle dit, le mot du métier (vide : le même), comment elle se calcule, et une
    cellule par force de preuve."""

    code: str
    libelle: str
    technique: str
    formule: str
    cellules: tuple[Cellule, ...]

    @property
    def precision(self) -> str:
        """« coût net : ce qui reste à la charge de la collectivité »."""
        return (
            _("%(mot)s : %(formule)s") % {"mot": self.technique, "formule": self.formule}
            if self.technique
            else (self.formule)
        )


def rangees(bilan: Bilan, t: TerritoireFiche | TerritoireSitue, *, entre_nous: bool) -> tuple[RangeeCouts, ...]:
    """Toutes les lignes ; entre_nous : l'équipe lit sa propre fiche, et on lui dit « vous »."""
    return tuple(
        RangeeCouts(code, libelle, technique, formule, tuple(lire(n) for n in bilan.niveaux))
        for code, libelle, technique, formule, lire in (*_ce_que_ca_coute(bilan, t, entre_nous), *_rapporte(bilan))
    )


def _ce_que_ca_coute(
    bilan: Bilan, t: TerritoireFiche | TerritoireSitue, entre_nous: bool
) -> Iterator[tuple[str, str, str, str, Lecture]]:
    charge = _("À votre charge") if entre_nous else _("À la charge de la collectivité")
    yield (
        "propres", charge, _("coût net"), _("ses fonds propres, ce qui reste une fois les autres apports déduits"),
        lambda n: somme(n.propres),
    )  # fmt: skip
    yield (
        "cofinancements", _("Payé par d’autres"), _("cofinancements obtenus"),
        _("apports d’autres que la collectivité"), lambda n: somme(n.cofinancements),
    )  # fmt: skip
    yield "total", _("Coût total"), "", _("fonds propres + cofinancements"), lambda n: somme(n.total)
    if any(n.annonce.total.valeur is not None for n in bilan.niveaux):
        yield "annonce", _("Total annoncé"), "", _("par une convention ou un dossier ; jamais corrigé"), annonce
    yield "temps", _("Temps des agents"), "", _("tel que saisi ; son coût n’est jamais supposé"), temps
    yield (
        "complet", _("%(charge)s, tout compté") % {"charge": charge}, _("coût net complet"),
        _("fonds propres + temps des agents − économies et retours"), complet,
    )  # fmt: skip
    yield (
        "habitant", _("%(charge)s, par habitant") % {"charge": charge}, _("coût net par habitant"), _population(t),
        lambda n: rapport(n.par_habitant, en_euros),
    )  # fmt: skip
    yield "budget", _("Part du budget"), "", _le_budget(bilan), lambda n: rapport(n.part_du_budget, pour_cent_fin)


def _rapporte(bilan: Bilan) -> Iterator[tuple[str, str, str, str, Lecture]]:
    seuls = _depareilles(bilan, "propres", "cofinancements")
    yield (
        "levier", _("Reçu d’ailleurs pour 1 € payé"), _("effet de levier"), _("cofinancements ÷ fonds propres"),
        lambda n: rapport(n.levier, en_euros, seuls),
    )  # fmt: skip
    yield (
        "valorise", _("Part apportée en nature"), _("part valorisée"),
        _("apports en nature ÷ coût total, temps des agents non compris"), valorise,
    )  # fmt: skip
    yield (
        "sur_place", _("Dépensé sur le territoire"), "", _("achats et prestations payés ici"),
        lambda n: somme(n.sur_place),
    )  # fmt: skip
    ici = _depareilles(bilan, "propres", "sur_place")
    yield (
        "retour_local", _("Dépensé sur le territoire pour 1 € payé"), _("retour local"),
        _("dépense sur le territoire ÷ fonds propres"), lambda n: rapport(n.retour_local, en_euros, ici),
    )  # fmt: skip
    yield (
        "retours", _("Économies et retours obtenus"), "", _("dépenses évitées, recettes, services rendus"),
        lambda n: somme(n.retours),
    )  # fmt: skip


def _depareilles(bilan: Bilan, haut: str, bas: str) -> bool:
    """Vrai si les deux postes sont saisis, mais à aucune force de preuve ensemble."""
    niveaux = [(getattr(n, haut).valeur is not None, getattr(n, bas).valeur is not None) for n in bilan.niveaux]
    return any(h for h, _b in niveaux) and any(b for _h, b in niveaux) and not any(h and b for h, b in niveaux)


def _population(t: TerritoireFiche | TerritoireSitue) -> str:
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


def payeurs(bilan: Bilan) -> Iterator[tuple[str, str, str, str]]:
    """(qui, force de preuve, montant, part) : la collectivité d'abord, puis chaque cofinanceur, à chaque niveau."""
    for n in bilan.niveaux:
        preuve = str(Preuve(n.preuve).label)
        if n.total.valeur is None:
            continue
        yield _("La collectivité"), preuve, somme(n.propres)[0], _part(n.propres.valeur, n.total.valeur)
        for p in n.payeurs:
            yield p.nom or _("payeur non renseigné"), preuve, euros(p.montant), _part(p.montant, n.total.valeur)


def _part(montant: Decimal | None, total: Decimal) -> str:
    """La part du coût total, ou vide : d'un total nul, il n'y a pas de part."""
    return pour_cent(montant / total) if montant is not None and total else ""
