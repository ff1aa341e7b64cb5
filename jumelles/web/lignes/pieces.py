"""Les petites pièces d'une ligne : qui le dit, avec qui, confirmé ou non. Chaînes de HTML déjà échappées."""

from collections.abc import Iterable
from functools import lru_cache
from html import escape

from django.urls import reverse
from django.utils.translation import gettext as _

from jumelles.cooperations.fiches import PartieFiche, RelationBreve
from jumelles.web.adresses import adresse_partie
from jumelles.web.dates import date_fr


def initiale(texte: str) -> str:
    """Première lettre en capitale, le reste intact."""
    return texte[:1].upper() + texte[1:]


def lien(adresse: str, texte: str) -> str:
    """Un lien ; le texte seul s'il ne mène nulle part."""
    return f'<a href="{escape(adresse)}">{escape(texte)}</a>' if adresse else escape(texte)


def demonstration(oui: bool) -> str:
    """L'étiquette d'une chose inventée, précédée d'une espace ; rien si elle est vraie."""
    if not oui:
        return ""
    return f' <span class="etiquette etiquette--demonstration">{_("démonstration")}</span>'


@lru_cache(maxsize=1024)
def _source(code: str, nom: str) -> str:
    """Peu de sources, citées à chaque ligne."""
    return lien(reverse("source", args=[code]), nom)


def qui_le_dit(sources: Iterable[tuple[str, str]]) -> str:
    """Un lien par source."""
    dites = _(", ").join([_source(code, nom) for code, nom in sources])
    return f'<span class="source">{dites or _("source non renseignée")}</span>'


def parties(siennes: Iterable[PartieFiche]) -> str:
    """Chaque partie avec son pays, et au titre de qui elle a signé."""
    return _(", ").join([_partie(p) for p in siennes])


def _partie(p: PartieFiche) -> str:
    pays = f" ({escape(p.pays_nom)})" if p.pays_nom and not p.francaise else ""
    return lien(adresse_partie(p), p.nom) + pays + au_titre_de(p)


def au_titre_de(p: PartieFiche) -> str:
    """La commune d'hier dont une partie porte le lien, précédée d'une espace ; rien si elle est en son nom."""
    if not p.au_titre_de:
        return ""
    return f' <span class="note">{_("au titre de %(nom)s") % {"nom": escape(p.au_titre_de)}}</span>'


def fraicheur(r: RelationBreve) -> str:
    """La pastille d'un fait : « confirmé le… » ou « à confirmer · dernière information : 2017 »."""
    if not r.confirmee:
        return f'<span class="pastille">{_a_confirmer(r.derniere_information)}</span>'
    dit = _("confirmé le %(jour)s") % {"jour": escape(date_fr(r.confirmee_le))} if r.confirmee_le else _("confirmé")
    return f'<span class="pastille pastille--confirmee">{dit}</span>'


def _a_confirmer(quand: str) -> str:
    if not quand:
        return _("à confirmer · dernière information non renseignée")
    return _("à confirmer · dernière information : %(jour)s") % {"jour": escape(date_fr(quand))}
