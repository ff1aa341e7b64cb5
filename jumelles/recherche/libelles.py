"""Les mots français des valeurs de facette ; une valeur inconnue n'a pas de mot."""

from collections.abc import Callable, Iterable, Mapping

from django.utils.translation import gettext as _

from jumelles.acteurs.enums import NatureActeur
from jumelles.acteurs.models import Acteur
from jumelles.acteurs.requetes import bref
from jumelles.cooperations.enums import (
    EtatActe,
    EtatDonnee,
    EtatPartenariat,
    NatureRelation,
    StatutProjet,
    TypeInstrument,
)
from jumelles.cooperations.models import Projet
from jumelles.provenance.models import Source
from jumelles.recherche.filtre import Sorte
from jumelles.referentiel import thesaurus
from jumelles.territoires.models import Collectivite, Pays
from jumelles.territoires.regles import nom_affiche

_CHOIX = {
    "type_acteur": NatureActeur, "nature": NatureRelation, "etat": EtatPartenariat, "acte": EtatActe,
    "statut": StatutProjet, "instrument": TypeInstrument, "fraicheur": EtatDonnee,
}  # fmt: skip


def libelles(facette: str, codes: Iterable[str]) -> dict[str, str]:
    """Code → libellé français, pour les codes connus de cette facette ; une requête au plus."""
    voulus = tuple(codes)
    if not voulus:
        return {}
    if facette in _CHOIX:
        connus = {str(c): str(libelle) for c, libelle in _CHOIX[facette].choices}
        return {c: connus[c] for c in voulus if c in connus}
    return _LECTEURS[facette](voulus)


def _pays(codes: tuple[str, ...]) -> dict[str, str]:
    return dict(Pays.objects.filter(pk__in=codes).values_list("pk", "nom"))


def _territoires(codes: tuple[str, ...]) -> dict[str, str]:
    lignes = Collectivite.objects.filter(code__in=codes).values_list("code", "categorie", "nom", "charniere")
    return {code: nom_affiche(categorie, nom, charniere) for code, categorie, nom, charniere in lignes}


def _acteurs(codes: tuple[str, ...]) -> dict[str, str]:
    numeros = [int(c) for c in codes if c.isascii() and c.isdigit() and len(c) <= 15]
    publies = Acteur.objects.publies().filter(pk__in=numeros).select_related("pays", "collectivite")
    return {str(a.pk): bref(a).nom for a in publies}


def _sources(codes: tuple[str, ...]) -> dict[str, str]:
    return dict(Source.objects.filter(code__in=codes).values_list("code", "nom"))


def _dispositifs(codes: tuple[str, ...]) -> dict[str, str]:
    connus = Projet.objects.publies().filter(dispositif__in=codes).order_by().values_list("dispositif", flat=True)
    return {c: c for c in connus.distinct()}


def _themes(codes: tuple[str, ...]) -> dict[str, str]:
    return {c: dit for c in codes if (dit := thesaurus.libelle("themes", c))}


def _odd(codes: tuple[str, ...]) -> dict[str, str]:
    """« 6 » : « 6. Eau propre et assainissement » ; « 6.1 » : « 6.1 » et son libellé officiel."""
    titres = {c: thesaurus.libelle("cibles_odd" if "." in c else "odd", c) for c in codes}
    return {c: _("%(numero)s. %(titre)s") % {"numero": c, "titre": titre} for c, titre in titres.items() if titre}


def _dimensions(codes: tuple[str, ...]) -> dict[str, str]:
    return {c: dit for c in codes if (dit := thesaurus.libelle("dimensions", c))}


_LECTEURS: Mapping[str, Callable[[tuple[str, ...]], dict[str, str]]] = {
    "pays": _pays, "pays_action": _pays, "territoire": _territoires, "partie": _acteurs, "source": _sources,
    "dispositif": _dispositifs, "theme": _themes, "odd": _odd, "dimension": _dimensions,
}  # fmt: skip


def titre(nom: str, sorte: Sorte) -> str:
    """Comment s'appelle un critère, sur les pages de cette sorte."""
    propres = {
        ("pays", "acteurs"): _("Pays du siège"), ("pays", "projets"): _("Pays d’action"),
        ("territoire", "acteurs"): _("Territoire du siège ou des partenaires"),
        ("nature", "acteurs"): _("Nature de ses liens"), ("type_acteur", "acteurs"): _("Nature de l’acteur"),
        ("depuis", "acteurs"): _("Premier lien depuis"), ("jusque", "acteurs"): _("Premier lien jusqu’en"),
    }  # fmt: skip
    return propres.get((nom, sorte)) or _titres()[nom]


def _titres() -> dict[str, str]:
    return {
        "texte": _("Mots"), "pays": _("Pays et territoires"), "territoire": _("Territoire français"),
        "type_acteur": _("Nature d’un acteur"), "nature": _("Nature du lien"), "etat": _("État du partenariat"),
        "acte": _("État de l’acte"), "statut": _("Avancement"), "theme": _("Thème"), "odd": _("Objectif (ODD)"),
        "dimension": _("Dimension"), "instrument": _("Instrument"), "dispositif": _("Dispositif"),
        "pays_action": _("Pays d’action"), "source": _("Source"), "fraicheur": _("Fraîcheur de la donnée"),
        "partie": _("Avec"), "depuis": _("Commencé depuis"), "jusque": _("Commencé jusqu’en"),
        "emprise": _("Cadre de la carte"), "modifie_depuis": _("Modifié depuis"),
        "interieures": _("Liens entre collectivités françaises"), "demonstration": _("Démonstration"),
    }  # fmt: skip
