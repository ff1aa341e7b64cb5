"""Les acteurs d'une liste."""

from collections.abc import Iterable
from html import escape

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jumelles.acteurs.requetes import ActeurBref
from jumelles.web.adresses import adresse_acteur, adresse_territoire
from jumelles.web.lignes.pieces import demonstration, initiale, lien
from jumelles.web.nombres import entier


def lignes_d_acteurs(acteurs: Iterable[ActeurBref]) -> SafeString:
    """Qui c'est, d'où, et combien de liens et de projets on lui connaît."""
    listes = reverse("relations"), reverse("projets")
    return SafeString('<ul class="lignes resultats">\n' + "".join([_ligne(a, *listes) for a in acteurs]) + "</ul>")


def _ligne(a: ActeurBref, relations: str, projets: str) -> str:
    ailleurs = "" if a.rapproche else f"<span>{_('lieu non rattaché à un référentiel')}</span>"
    return (
        f'<li id="a-{a.id}" data-id="{a.id}"><h3>{lien(_adresse(a), a.nom)}{demonstration(a.demonstration)}</h3>\n'
        f'<p class="details"><span>{escape(initiale(a.nature_libelle))}</span><span>{escape(a.pays_nom)}</span>'
        f"{ailleurs}</p>\n{_engagements(a, relations, projets)}</li>\n"
    )


def _adresse(a: ActeurBref) -> str:
    return adresse_territoire(a.territoire_code, a.nom) if a.territoire_code else adresse_acteur(a.id, a.nom)


def _engagements(a: ActeurBref, relations: str, projets: str) -> str:
    """Ses nombres, chacun menant à la liste qu'il compte."""
    dits = []
    if a.relations:
        n = ngettext("%(m)s lien", "%(m)s liens", a.relations) % {"m": entier(a.relations)}
        dits.append(f"<span>{lien(f'{relations}?partie={a.id}', n)}</span>")
    if a.projets:
        n = ngettext("%(m)s projet", "%(m)s projets", a.projets) % {"m": entier(a.projets)}
        dits.append(f"<span>{lien(f'{projets}?partie={a.id}', n)}</span>")
    return f'<p class="details">{"".join(dits)}</p>' if dits else ""
