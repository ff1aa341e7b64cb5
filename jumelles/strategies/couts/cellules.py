"""Une cellule d'un tableau de coûts : un nombre connu, ou pourquoi il ne l'est pas."""

from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jumelles.indicateurs.quotient import Empechement, Grandeur, Quotient
from jumelles.referentiel.nombres import INSECABLE, decimal_fr, euros, pour_cent
from jumelles.retombees.bilan import BilanNiveau
from jumelles.strategies.couts.mots import duree


class Cellule(NamedTuple):
    """Ce qui se lit, ce qu'il faut en savoir, et si c'est un nombre connu."""

    texte: str
    pourquoi: str = ""
    connue: bool = True


_POURQUOI: dict[str, str | Promise] = {
    Empechement.ANNEES: gettext_lazy("plus de cinq ans entre le montant et la population connue"),
    Empechement.PERIMETRES: gettext_lazy("les deux montants ne concernent pas les mêmes liens ou projets"),
    Empechement.NUL: gettext_lazy("on ne divise pas par zéro"),
}


def inconnue(pourquoi: str = "") -> Cellule:
    """Le mot d'un poste que personne n'a saisi : il n'est pas nul."""
    return Cellule(_("non mesuré"), pourquoi, connue=False)


def somme(g: Grandeur) -> Cellule:
    """Une somme en euros, ou « non mesuré »."""
    return inconnue() if g.valeur is None else Cellule(euros(g.valeur))


def temps(n: BilanNiveau) -> Cellule:
    """Les jours et les heures tels que saisis, et leur coût s'il est donné pour tous."""
    durees = [
        duree(valeur, mot)
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


def complet(n: BilanNiveau) -> Cellule:
    """Le coût net complet, ou ce qui manque pour le dire."""
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


def annonce(n: BilanNiveau) -> Cellule:
    """Le total annoncé, et s'il se recoupe avec ses parts ; aucun des deux n'est corrigé."""
    a = n.annonce
    if a.total.valeur is None:
        return inconnue()
    if a.ecart is None or a.calcule is None:
        return Cellule(euros(a.total.valeur), _("à comparer quand ses parts seront saisies"))
    if a.se_recoupe:
        return Cellule(euros(a.total.valeur), _("se recoupe avec ses parts"))
    return Cellule(
        euros(a.total.valeur),
        _("ses parts font %(calcule)s : %(ecart)s d’écart, à vérifier")
        % {"calcule": euros(a.calcule), "ecart": euros(abs(a.ecart))},
    )


def valorise(n: BilanNiveau) -> Cellule:
    """La part en nature ; inconnue dès qu'une ligne n'a pas dit sa forme."""
    lue = rapport(n.part_valorisee, pour_cent)
    if lue.connue or n.total.valeur is None or n.part_valorisee.empechement != Empechement.NON_MESURE:
        return lue
    return inconnue(_("une ligne au moins ne dit pas si elle est en argent ou en nature"))


def rapport(q: Quotient, dire: Callable[[Decimal], str], ailleurs: bool = False) -> Cellule:
    """ailleurs : les deux termes sont connus, mais pas à la même force de preuve."""
    if q.valeur is not None:
        return Cellule(dire(q.valeur))
    if q.empechement == Empechement.NON_MESURE:
        return inconnue(_("ses deux termes n’ont pas la même force de preuve") if ailleurs else "")
    return Cellule(_("non calculé"), str(_POURQUOI[q.empechement or ""]), connue=False)


def en_euros(v: Decimal) -> str:
    """« 1,50 € », toujours aux centimes."""
    return decimal_fr(v, 2) + INSECABLE + "€"


def pour_cent_fin(part: Decimal) -> str:
    """Deux décimales sous 1 % : la part d'un budget y tient presque toujours."""
    return pour_cent(part) if part * 100 >= 1 or not part else decimal_fr(part * 100, 2) + INSECABLE + "%"
