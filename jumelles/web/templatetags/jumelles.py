"""Les mots communs à tous les gabarits : nombres, dates, adresses, petites pièces d'un fait."""

from typing import Any
from urllib.parse import urlsplit

from django import template
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import QueryDict
from django.templatetags.static import PrefixNode
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from jumelles.cooperations.fiches import RelationBreve
from jumelles.referentiel.nombres import INSECABLE
from jumelles.referentiel.typographie import typographier
from jumelles.territoires.regles import slug
from jumelles.web.adresses import adresse_partie
from jumelles.web.dates import date_fr, de_date, depuis_date
from jumelles.web.figures.barres import ink_on
from jumelles.web.lignes.pieces import fraicheur, initiale, qui_le_dit
from jumelles.web.nombres import entier, montant, pourcent

register = template.Library()
register.filter("adresse_partie", adresse_partie)
register.filter("date_fr", date_fr)
register.filter("de_date", de_date)
register.filter("depuis_date", depuis_date)
register.filter("initiale", initiale)
register.filter("slug", slug)
register.filter("entier", entier)
register.filter("pourcent", pourcent)
register.filter("montant", montant)
register.filter("typographie", lambda texte: typographier(str(texte)))


@register.filter
def ou_inconnu(valeur: Any) -> Any:
    """La valeur, ou « non renseigné » : jamais un tiret muet, jamais zéro."""
    if valeur in (None, "", ()):
        return format_html('<span class="inconnu">{}</span>', _("non renseigné"))
    return valeur


@register.filter
def site(adresse: str) -> str:
    """« strasbourg.eu » de « https://www.strasbourg.eu/cooperations » : le nom du site que l'on va ouvrir."""
    return (urlsplit(adresse).hostname or adresse).removeprefix("www.")


@register.filter
def lie_tirets(titre: str) -> str:
    """Le tiret reste avec le nom qui le précède, jamais seul en tête de ligne."""
    return titre.replace(" – ", f"{INSECABLE}– ")


@register.simple_tag
def statique(nom: str) -> str:
    """L'adresse d'un fichier bâti ; sans empreinte si rien n'est encore rassemblé."""
    try:
        return str(staticfiles_storage.url(nom))
    except ValueError:
        return PrefixNode.handle_simple("STATIC_URL") + nom


@register.simple_tag(takes_context=True)
def autre_page(context: template.Context, numero: int) -> str:
    """La même liste, à une autre page."""
    question: QueryDict = context["request"].GET.copy()
    question["page"] = str(numero)
    return "?" + question.urlencode()


@register.simple_tag
def carre_odd(numero: int, couleur: str) -> SafeString:
    """Le carré d'un objectif : couleur officielle et numéro ; le nom est écrit à côté."""
    return format_html(
        '<span class="odd__carre" aria-hidden="true"><svg viewBox="0 0 44 44"><rect width="44" height="44" rx="4" '
        'fill="{}"/><text class="odd__numero" x="22" y="23" fill="{}">{}</text></svg></span>',
        couleur, ink_on(couleur), numero,
    )  # fmt: skip


@register.simple_tag
def suggere() -> SafeString:
    """Ce qu'un champ de recherche porte pour proposer pendant que l'on écrit ; sans script, rien n'en joue."""
    return format_html(
        'data-suggestions="{}" data-titre="{}" data-annonce="{}" data-rien="{}"',
        reverse("suggestions"), _("Propositions"), _("# propositions, flèche bas pour les parcourir"),
        _("Aucune proposition"),
    )  # fmt: skip


@register.simple_tag
def fraicheur_fait(objet: RelationBreve) -> SafeString:
    """La pastille d'un fait : « confirmé le… » ou « à confirmer · dernière information : 2017 »."""
    return SafeString(fraicheur(objet))


@register.inclusion_tag("composants/fraicheur_liens.html")
def fraicheur_liens(fraicheur: Any) -> dict[str, Any]:
    """« 8 liens confirmés sur 20 » ; jamais un feu vert global."""
    return {"f": fraicheur}


@register.inclusion_tag("composants/chiffre.html")
def chiffre(compte: Any, adresse: str = "") -> dict[str, Any]:
    """Un nombre, avec ce qui est compté, quand et selon qui."""
    return {"c": compte, "adresse": adresse}


@register.simple_tag
def marques_source(sources: tuple[tuple[str, str], ...]) -> SafeString:
    """Qui le dit : un lien par source."""
    return SafeString(qui_le_dit(sources))
