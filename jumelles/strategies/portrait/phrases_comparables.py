"""À qui l'on compare, et comment : les phrases que la page et les documents portent à l'identique."""

from django.utils.translation import gettext as _

from jumelles.referentiel.nombres import milliers
from jumelles.strategies.portrait.comparaison import Comparaison, Ecart
from jumelles.strategies.portrait.regle import MAXIMUM, MINIMUM


def groupe(c: Comparaison) -> str:
    """À qui l'on compare, combien d'engagées compte le périmètre, et combien on en garde."""
    if c.pas is None:
        return _("Moins de cinq comparables : pas de comparaison.")
    n = milliers(c.engagees)
    dit = _("Groupe : %(perimetre)s. Engagées et connues ici, sans elle : %(n)s, sur %(tous)s collectivités de ce "
            "périmètre.") % {
        "perimetre": c.pas.dit, "n": _("au moins %(n)s") % {"n": n} if c.bornee else n, "tous": milliers(c.ensemble),
    }  # fmt: skip
    raisons = (
        *([_("celles qui partagent au moins un thème avec elle")] if c.par_theme else []),
        *([_("parmi les %(max)s dont la population est la plus proche") % {"max": milliers(MAXIMUM)}] if c.bornee
          else []),
    )  # fmt: skip
    if raisons:
        gardees = {"n": milliers(c.n), "raisons": ", ".join(raisons)}
        dit += " " + _("On la compare à %(n)s d’entre elles : %(raisons)s.") % gardees
    return dit


def sans_mediane(c: Comparaison) -> str:
    """Les mesures dont trop peu disent quelque chose ; vide s'il n'y en a pas."""
    dit = _("Moins de cinq comparables en disent quelque chose, donc pas de médiane : %(noms)s.")
    return dit % {"noms": ", ".join(c.sans_mediane)} if c.sans_mediane else ""


def effectif() -> str:
    """Ce que compte l'effectif d'une mesure."""
    return _("n : les comparables dont on connaît au moins un fait de cette mesure.")


def comment_on_compare() -> tuple[str, ...]:
    """La règle, en clair ; la même que la table de « regle.py »."""
    return (
        _("Est comparable une collectivité du même niveau, engagée : au moins un lien international ou un projet connu "
          "ici. Celle dont on ne sait rien n’est pas comptée comme un zéro."),
        _("On cherche d’abord dans la même strate de population et la même région ; à moins de %(min)s, dans la même "
          "strate en France, puis dans les strates voisines, puis parmi tout le niveau.") % {"min": MINIMUM},
        _("Au plus %(max)s : celles dont la population est la plus proche. Si %(min)s au moins partagent un de nos "
          "thèmes, on ne garde que celles-là.") % {"max": MAXIMUM, "min": MINIMUM},
        _("À moins de %(min)s, aucune comparaison. La médiane est la valeur du milieu : la moitié du groupe fait plus, "
          "la moitié fait moins.") % {"min": MINIMUM},
        _("Chaque médiane ne porte que sur les comparables dont on connaît au moins un lien, un pays ou un projet, "
          "selon la mesure ; les autres sont inconnues, pas nulles. À moins de %(min)s, pas de médiane.")
        % {"min": MINIMUM},
        _("Strates des communes : celles de la dotation globale de fonctionnement (CGCT, à vérifier) ; celles des "
          "autres niveaux sont fixées ici."),
    )  # fmt: skip


def ecart(e: Ecart) -> str:
    """« Pologne (12 sur 37) »."""
    return _("%(nom)s (%(n)s sur %(sur)s)") % {"nom": e.nom, "n": milliers(e.combien), "sur": milliers(e.sur)}


def enumerer(ecarts: tuple[Ecart, ...], *, comptes: bool = True) -> str:
    """Plusieurs à la suite."""
    return ", ".join(ecart(e) if comptes else e.nom for e in ecarts)
