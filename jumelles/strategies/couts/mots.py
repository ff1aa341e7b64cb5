"""Les mots des coûts : ce qu'une ligne dit, ce que les nombres ne prouvent pas."""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jumelles.cooperations.requetes.financements import FinancementConnu
from jumelles.referentiel.nombres import INSECABLE, decimal_fr, euros
from jumelles.retombees.enums import Apport, Cause, Poste, Unite
from jumelles.retombees.ligne_dite import LigneLue


def duree(valeur: Decimal, mot: str) -> str:
    """« 14,5 jours » : autant de décimales qu'il y en a à dire."""
    exposant = valeur.normalize().as_tuple().exponent
    decimales = max(0, -exposant) if isinstance(exposant, int) else 0
    return decimal_fr(valeur, decimales) + INSECABLE + mot


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


def dire_l_origine(ancienne: str, nom: str) -> str:
    """Qui a saisi (son nom), quand ce n'est pas la collectivité d'aujourd'hui (le sien)."""
    return _(
        "Saisi par %(ancienne)s, aujourd’hui réunie dans %(nom)s : ces nombres restent les siens, et ne s’ajoutent à "
        "aucun autre."
    ) % {"ancienne": ancienne, "nom": nom}


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
    en_mots = duree(d.valeur, str(Unite(d.unite).label))
    return en_mots if d.cout_unitaire is None else _("%(d)s à %(c)s") % {"d": en_mots, "c": euros(d.cout_unitaire)}


def concerne(x: LigneLue, perimetres: Mapping[str, str]) -> str:
    """Le lien ou le projet, sous un titre montrable (perimetres : « relation:12 » → titre) ; sinon toute l'action."""
    if x.dite.poste == Poste.BUDGET:
        return _("toute la collectivité")
    return perimetres.get(x.dite.perimetre) or (
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
