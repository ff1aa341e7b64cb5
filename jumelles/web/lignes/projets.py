"""Les projets d'une liste."""

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from jumelles.cooperations.fiches import ProjetBref
from jumelles.web.adresses import adresse_projet
from jumelles.web.dates import a_date, date_fr, de_date, depuis_date
from jumelles.web.lignes.pieces import demonstration, initiale, lien, parties, qui_le_dit


def lignes_de_projets(projets: Iterable[ProjetBref]) -> SafeString:
    """Qui porte, où, à quelle étape, depuis quand, qui le dit."""
    return SafeString('<ul class="lignes resultats">\n' + "".join([_ligne(p) for p in projets]) + "</ul>")


def _ligne(p: ProjetBref) -> str:
    pays = _(", ").join([escape(nom) for _iso, nom in p.pays]) or _("pays non renseigné")
    return (
        f'<li id="p-{p.id}" data-id="{p.id}"><h3>{lien(adresse_projet(p.id, p.slug), p.titre)}'
        f"{demonstration(p.demonstration)}</h3>\n"
        f'<p class="details"><span>{parties(p.porteurs)}</span><span>{pays}</span>'
        f"<span>{_avancement(p)}</span><span>{_quand(p)}</span></p>\n"
        f'<p class="details"><span class="source">{_information(p)}</span>{qui_le_dit(p.sources)}</p></li>\n'
    )


def _avancement(p: ProjetBref) -> str:
    """« Non renseigné » seul ne dit pas de quoi."""
    return _("avancement non renseigné") if p.statut == "non_renseigne" else escape(initiale(p.statut_libelle))


def _quand(p: ProjetBref) -> str:
    if not p.debut:
        return _("dates non renseignées")
    return escape(f"{de_date(p.debut)} {a_date(p.fin)}" if p.fin else depuis_date(p.debut))


def _information(p: ProjetBref) -> str:
    if not p.derniere_information:
        return _("dernière information non renseignée")
    return _("dernière information : %(jour)s") % {"jour": escape(date_fr(p.derniere_information))}
