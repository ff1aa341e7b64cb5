"""Ce que le bureau dit d'une décision, et de ce qu'il reste, en une phrase."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jumelles.sources.revue.termes import ResteRevue, Suite
from jumelles.web.nombres import entier

_Dire = Callable[[int], str]
_DITS: tuple[tuple[str, _Dire], ...] = (
    ("liens_entres", lambda n: ngettext("%(n)s lien entré", "%(n)s liens entrés", n)),
    ("liens_precises", lambda n: ngettext("%(n)s lien précisé", "%(n)s liens précisés", n)),
    ("projets_entres", lambda n: ngettext("%(n)s projet entré", "%(n)s projets entrés", n)),
    ("projets_precises", lambda n: ngettext("%(n)s projet précisé", "%(n)s projets précisés", n)),
    ("fondus", lambda n: _("deux fiches n'en font plus qu'une")),
    ("hors_champ", lambda n: ngettext("%(n)s ligne hors du champ", "%(n)s lignes hors du champ", n)),
    ("restent", lambda n: ngettext("%(n)s ligne attend un autre nom", "%(n)s lignes attendent un autre nom", n)),
    ("illisibles", lambda n: ngettext("%(n)s ligne attend que son fichier soit relu",
                                      "%(n)s lignes attendent que leur fichier soit relu", n)),
)  # fmt: skip


def dire_la_suite(suite: Suite) -> str:
    """« 3 liens entrés, 1 projet précisé » ; ou que rien n'attendait."""
    dits = [dire(n) % {"n": entier(n)} for nom, dire in _DITS if (n := getattr(suite, nom))]
    if suite.liens and suite.liens < suite.liens_entres:
        dits[0] = _dire_les_lignes(suite)
    entrent = suite.liens_entres or suite.liens_precises or suite.projets_entres or suite.projets_precises
    if suite.retirees and not entrent:
        retires = ngettext("%(n)s lien ou projet retiré", "%(n)s liens ou projets retirés", suite.retirees)
        dits.insert(0, retires % {"n": entier(suite.retirees)})
    return ", ".join(dits) or _("rien d'autre n'a changé")


def _dire_les_lignes(suite: Suite) -> str:
    """« 4 lignes entrées, 3 liens » : deux lignes disaient le même."""
    liens = ngettext("%(m)s lien", "%(m)s liens", suite.liens) % {"m": entier(suite.liens)}
    return _("%(n)s lignes entrées, %(liens)s") % {"n": entier(suite.liens_entres), "liens": liens}


def dire_le_reste(reste: ResteRevue) -> str:
    """« Il reste 276 noms à décider : 21 lignes ne sont pas encore publiées, 285 sont entrées sans leur lieu. »"""
    if not reste.noms:
        return _("Il ne reste aucun nom à décider.")
    noms = ngettext("Il reste %(n)s nom à décider", "Il reste %(n)s noms à décider", reste.noms)
    dits = [
        ngettext("%(n)s ligne n'est pas encore publiée", "%(n)s lignes ne sont pas encore publiées", reste.bloquees)
        % {"n": entier(reste.bloquees)}
        if reste.bloquees
        else "",
        ngettext("%(n)s est entrée sans son lieu", "%(n)s sont entrées sans leur lieu", reste.placees)
        % {"n": entier(reste.placees)}
        if reste.placees
        else "",
    ]
    return noms % {"n": entier(reste.noms)} + _("\u00a0: ") + ", ".join(d for d in dits if d) + "."


def dire_ce_qui_attend(bloquees: int, placees: int) -> str:
    """« 8 lignes entreraient », « 4 liens seraient placés »."""
    dits = [
        ngettext("%(n)s ligne entrerait", "%(n)s lignes entreraient", bloquees) % {"n": entier(bloquees)}
        if bloquees
        else "",
        ngettext("%(n)s ligne serait située", "%(n)s lignes seraient situées", placees) % {"n": entier(placees)}
        if placees
        else "",
    ]
    return ", ".join(d for d in dits if d) or _("plus aucune ligne n'attend")


def dire_le_score(score: float | None) -> str:
    """« 97 chances sur 100 » ; la machine ne dit jamais 100."""
    if score is None:
        return _("rien de semblable")
    centieme = min(99, round(score * 100))
    if centieme < 1:
        return _("moins d'une chance sur 100")
    return ngettext("%(n)s chance sur 100", "%(n)s chances sur 100", centieme) % {"n": centieme}
