"""Les lignes d'une frise : un lien daté par ligne, ses repères tracés une fois pour toutes."""

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from jumelles.cooperations.fiches import RelationBreve
from jumelles.strategies.frise import Frise, LigneFrise
from jumelles.web.adresses import adresse_relation
from jumelles.web.lignes.pieces import lien


def lignes_de_frise(frise: Frise[RelationBreve]) -> SafeString:
    """Un trait par lien, de son début à sa fin ; la forme de la borne dit la nature."""
    reperes = "".join(
        f'<line class="frise__repere" x1="{x}%" x2="{x}%" y1="0" y2="100%"/>' for x, _annee in frise.reperes
    )
    return SafeString("".join(_ligne(x, reperes) for x in frise.lignes))


def liens_nommes(nommes: Iterable[tuple[str, RelationBreve]]) -> SafeString:
    """Des liens à la suite, chacun sous le nom que lui donne la page."""
    return SafeString(_(", ").join(lien(adresse_relation(r.id, r.slug), nom) for nom, r in nommes))


def _ligne(x: LigneFrise[RelationBreve], reperes: str) -> str:
    r = x.relation
    return (
        f'<li class="frise__ligne"><span class="frise__nom">{lien(adresse_relation(r.id, r.slug), x.nom)}</span>\n'
        f'<svg role="img" aria-label="{escape(_dire(x))}">\n{reperes}\n'
        f'<line class="frise__trait frise__trait--{x.famille} frise__trait--{x.trace}" x1="{x.debut_x}%" '
        f'x2="{x.fin_x}%" y1="50%" y2="50%"/>\n{_borne(x)}\n'
        f'<text class="frise__annee" x="{x.debut_x}%" y="50%" dx="-11">{x.annee}</text>\n</svg></li>\n'
    )


def _dire(x: LigneFrise[RelationBreve]) -> str:
    dits = {"nature": x.relation.nature_libelle, "etat": x.relation.etat_libelle, "debut": x.annee}
    if x.fin_annee:
        return _("De %(debut)s à %(fin)s, %(nature)s, état : %(etat)s") % {**dits, "fin": x.fin_annee}
    return _("Depuis %(debut)s, %(nature)s, état : %(etat)s") % dits


def _borne(x: LigneFrise[RelationBreve]) -> str:
    if x.famille == "partenariat":
        return (
            f'<svg x="{x.debut_x}%" y="50%" overflow="visible"><rect class="frise__borne frise__borne--partenariat" '
            'x="-5" y="-5" width="10" height="10"/></svg>'
        )
    return f'<circle class="frise__borne frise__borne--{x.famille}" cx="{x.debut_x}%" cy="50%" r="5"/>'
