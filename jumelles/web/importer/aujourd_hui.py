"""Les comptes d'un import, tels que des décisions de revue les ont changés depuis."""

from dataclasses import replace

from django.utils.translation import gettext as _

from jumelles.contributions.requetes import AvanceeRevue
from jumelles.web.importer.bilan import BilanImport, CompteImport
from jumelles.web.nombres import entier


def aujourd_hui(b: BilanImport, suite: AvanceeRevue) -> BilanImport:
    """Le même bilan, ses lignes comptées aujourd'hui : entrées depuis par des décisions, et encore à revoir."""
    if suite.restent == b.a_revoir and not suite.entrees:
        return b
    dits = {
        b.comptes[0].nom: CompteImport(b.valides + suite.entrees, b.comptes[0].nom, _phrase(b.valides, suite.entrees)),
        _("à revoir"): CompteImport(suite.restent, _("à revoir"), _("gardées de côté : un nom reste à trancher")),
    }
    comptes = tuple(dits.get(c.nom, c) for c in b.comptes)
    return replace(b, comptes=tuple(c for rang, c in enumerate(comptes) if c.nombre or not rang))


def _phrase(valides: int, depuis: int) -> str:
    """« 273 à l'import, 19 depuis par vos décisions »."""
    if not depuis:
        return _("lues et rattachées")
    return _("%(n)s à l'import, %(m)s depuis par vos décisions") % {"n": entier(valides), "m": entier(depuis)}
