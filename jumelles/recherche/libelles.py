"""Les mots français des valeurs de facette ; une valeur inconnue n'a pas de mot."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

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
from jumelles.provenance.models import Source
from jumelles.recherche.filtre import Filtre, Sorte
from jumelles.recherche.moteur import moteur
from jumelles.referentiel import cadres, thesaurus
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
    """Un dispositif est son propre mot, s'il a un projet : l'index le sait, sans relire la table des projets."""
    index = moteur()
    frequents = index.facettes(Filtre(), "projets", ("dispositif",))["dispositif"]
    return {c: c for c in codes if c in frequents or _existe(Filtre(dispositif=(c,)))}


def _existe(filtre: Filtre) -> bool:
    """Vrai si un projet, vrai ou inventé, répond ; les facettes ne disent que les codes les plus fréquents."""
    mondes = (filtre, replace(filtre, demonstration=True))
    return any(moteur().compter(monde, "projets") for monde in mondes)


def _themes(codes: tuple[str, ...]) -> dict[str, str]:
    return {c: dit for c in codes if (dit := thesaurus.libelle("themes", c))}


def _odd(codes: tuple[str, ...]) -> dict[str, str]:
    """« 6 » : « 6. Eau propre et assainissement » ; « 6.1 » : « 6.1 » et son libellé officiel."""
    titres = {c: thesaurus.libelle("cibles_odd" if "." in c else "odd", c) for c in codes}
    return {c: _("%(numero)s. %(titre)s") % {"numero": c, "titre": titre} for c, titre in titres.items() if titre}


def _dimensions(codes: tuple[str, ...]) -> dict[str, str]:
    return {c: dit for c in codes if (dit := thesaurus.libelle("dimensions", c))}


def _cadres(codes: tuple[str, ...]) -> dict[str, str]:
    return {c: dit for c in codes if (dit := cadres.libelle(c))}


_LECTEURS: Mapping[str, Callable[[tuple[str, ...]], dict[str, str]]] = {
    "pays": _pays, "pays_action": _pays, "territoire": _territoires, "partie": _acteurs, "source": _sources,
    "dispositif": _dispositifs, "theme": _themes, "odd": _odd, "dimension": _dimensions,
    "cadre": _cadres,
}  # fmt: skip


# Traduits à la lecture seulement : une page en nomme une quinzaine, jamais la table entière.
_TITRES_PROPRES = {
    ("pays", "acteurs"): gettext_lazy("Pays du siège"),
    ("pays", "projets"): gettext_lazy("Pays d’action"),
    ("territoire", "acteurs"): gettext_lazy("Territoire du siège ou des partenaires"),
    ("nature", "acteurs"): gettext_lazy("Nature de ses liens"),
    ("type_acteur", "acteurs"): gettext_lazy("Nature de l’acteur"),
    ("depuis", "acteurs"): gettext_lazy("Premier lien depuis"),
    ("jusque", "acteurs"): gettext_lazy("Premier lien jusqu’en"),
}
_TITRES = {
    "texte": gettext_lazy("Mots"),
    "pays": gettext_lazy("Pays et territoires"),
    "territoire": gettext_lazy("Territoire français"),
    "type_acteur": gettext_lazy("Nature d’un acteur"),
    "nature": gettext_lazy("Nature du lien"),
    "etat": gettext_lazy("État du partenariat"),
    "acte": gettext_lazy("État de l’acte"),
    "statut": gettext_lazy("Avancement"),
    "theme": gettext_lazy("Thème"),
    "odd": gettext_lazy("Objectif (ODD)"),
    "dimension": gettext_lazy("Dimension"),
    "instrument": gettext_lazy("Instrument"),
    "dispositif": gettext_lazy("Dispositif"),
    "cadre": gettext_lazy("S’inscrit dans"),
    "pays_action": gettext_lazy("Pays d’action"),
    "source": gettext_lazy("Source"),
    "fraicheur": gettext_lazy("Fraîcheur de la donnée"),
    "partie": gettext_lazy("Avec"),
    "depuis": gettext_lazy("Commencé depuis"),
    "jusque": gettext_lazy("Commencé jusqu’en"),
    "emprise": gettext_lazy("Cadre de la carte"),
    "modifie_depuis": gettext_lazy("Modifié depuis"),
    "interieures": gettext_lazy("Liens entre collectivités françaises"),
    "demonstration": gettext_lazy("Démonstration"),
}


def titre(nom: str, sorte: Sorte) -> str:
    """Comment s'appelle un critère, sur les pages de cette sorte."""
    return str(_TITRES_PROPRES.get((nom, sorte)) or _TITRES[nom])
