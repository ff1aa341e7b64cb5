"""Les jumelages et partenariats d'une liste."""

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from jumelles.cooperations.fiches import RelationBreve
from jumelles.web.adresses import adresse_relation
from jumelles.web.dates import depuis_date
from jumelles.web.lignes.pieces import demonstration, fraicheur, initiale, lien, qui_le_dit


def lignes_de_relations(relations: Iterable[RelationBreve]) -> SafeString:
    """Qui est lié à qui : la nature du lien, depuis quand, son état, ses pays, sa fraîcheur, qui le dit."""
    return SafeString('<ul class="lignes resultats">\n' + "".join([_ligne(r) for r in relations]) + "</ul>")


def _ligne(r: RelationBreve) -> str:
    pays = "".join([f"<span>{escape(p.pays_nom)}</span>" for p in r.parties if not p.francaise])
    etat = _("état : %(etat)s") % {"etat": escape(r.etat_libelle)}
    return (
        f'<li id="r-{r.id}" data-id="{r.id}"><h3>{lien(adresse_relation(r.id, r.slug), r.titre)}'
        f"{demonstration(r.demonstration)}</h3>\n"
        f'<p class="details"><span>{escape(initiale(r.nature_libelle))}</span><span>{_depuis(r)}</span>'
        f"<span>{etat}</span>{pays}</p>\n"
        f'<p class="details">{fraicheur(r)}{qui_le_dit(r.sources)}{_reserves(r)}</p></li>\n'
    )


def _depuis(r: RelationBreve) -> str:
    return escape(depuis_date(r.debut)) if r.debut else _("début non renseigné")


def _reserves(r: RelationBreve) -> str:
    """Ce qui invite à la prudence."""
    dites = ""
    if r.divergente:
        dites += f'<span class="etiquette etiquette--divergence">{_("des sources divergent")}</span>'
    if r.sensible:
        dites += f'<span class="etiquette">{_("volontairement imprécis")}</span>'
    return dites
