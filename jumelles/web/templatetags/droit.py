"""Les mots du droit : une phrase par code, un texte par code, un fait par code."""

from django import template

from jumelles.droit.cas import TypeCollectivite, faits
from jumelles.droit.par_type import SujetArticle, article_du_type
from jumelles.droit.phrases import dire
from jumelles.droit.textes import NoteJuridique, note
from jumelles.droit.un_pour_cent import Budget, regles_de
from jumelles.referentiel.typographie import typographier

register = template.Library()
register.filter("phrase_droit", lambda code: typographier(dire(str(code))))


@register.filter
def texte_droit(code: str) -> NoteJuridique:
    """La note d'un texte cité."""
    return note(code)


@register.filter
def fait_droit(code: str) -> str:
    """Ce que dit un fait : « de l'argent est versé »."""
    return typographier(faits()[code].phrase)


@register.filter
def article_transmission(type_: TypeCollectivite) -> str:
    """« CGCT, art. L. 3131-1 et L. 3131-2 » : l'article de la transmission au préfet, pour ce type."""
    return typographier(article_du_type(SujetArticle.TRANSMISSION, type_).references)


@register.simple_tag
def taux_du_droit() -> str:
    """« 1 % » : le taux du plafond, lu dans la table."""
    (regle,) = regles_de(Budget.EAU, "plafond")
    return f"{(regle.valeur or 0) * 100:.0f}\N{NO-BREAK SPACE}%"
