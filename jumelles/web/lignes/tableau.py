"""Les liens en tableau : le jumeau de la carte et de la frise."""

from collections.abc import Sequence
from html import escape

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from jumelles.cooperations.fiches import RelationBreve
from jumelles.web.adresses import adresse_relation
from jumelles.web.dates import date_fr
from jumelles.web.liens import Lien
from jumelles.web.lignes.pieces import au_titre_de, demonstration, fraicheur, lien, qui_le_dit

DEFILE = 3  # au-delà de tant de lignes, le tableau se parcourt au clavier


def tableau_de_liens(liens: Sequence[Lien], legende: str, colonne: str, avec_pays: bool = False) -> SafeString:
    """Un lien par ligne ; colonne : ce que dit la première."""
    dit = conditional_escape(legende)  # le gabarit l’a pu écrire lui-même, déjà échappée
    region = f' tabindex="0" role="region" aria-label="{dit}"' if len(liens) > DEFILE else ""
    titres = (conditional_escape(colonne), _("Depuis"), _("Nature"), _("Partenariat"), _("Donnée"), _("Qui le dit"))
    tete = "".join([f'<th scope="col">{t}</th>' for t in titres])
    return SafeString(
        f'<div class="tableau"{region}><table class="repliable"><caption>{dit}</caption>\n'
        f"<thead><tr>{tete}</tr></thead>\n"
        f"<tbody>{''.join([_ligne(x, avec_pays) for x in liens])}</tbody></table></div>"
    )


def _ligne(x: Lien, avec_pays: bool) -> str:
    r = x.relation
    return (
        f'<tr><th scope="row">{lien(adresse_relation(r.id, r.slug), x.nom)}{"".join(map(au_titre_de, x.autres))}'
        f"{_pays(x) if avec_pays else ''}{demonstration(r.demonstration)}</th>\n"
        f'<td data-titre="{_("Depuis :")}">{_depuis(r)}</td>\n'
        f'<td data-titre="{_("Nature :")}">{escape(r.nature_libelle)}</td>\n'
        f'<td data-titre="{_("Partenariat :")}">{escape(r.etat_libelle)}{_fin(r)}</td>\n'
        f"<td>{fraicheur(r)}</td>\n<td>{qui_le_dit(r.sources)}</td></tr>\n"
    )


def _pays(x: Lien) -> str:
    return f'<br><span class="note">{" ".join([escape(p.pays_nom) for p in x.autres if not p.francaise])}</span>'


def _depuis(r: RelationBreve) -> str:
    dit = escape(date_fr(r.debut)) if r.debut else f'<span class="inconnu">{_("non renseigné")}</span>'
    if not r.debut and r.premiere_convention:
        dit += _note(_("première convention : %(jour)s"), r.premiere_convention)
    if r.divergente:
        dit += f'<br><span class="etiquette etiquette--divergence">{_("divergent")}</span>'
    return dit


def _fin(r: RelationBreve) -> str:
    return _note(_("fin : %(jour)s"), r.fin) if r.fin else ""


def _note(phrase: str, quand: str) -> str:
    return f'<br><span class="note">{phrase % {"jour": escape(date_fr(quand))}}</span>'
