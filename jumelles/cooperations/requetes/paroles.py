"""Ce que chaque source dit d'un objet, mis en mots."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from jumelles.cooperations.brouillage import Masque, brouiller_parole
from jumelles.cooperations.enums import EtatPartenariat, NatureRelation
from jumelles.cooperations.fiches import ParoleFiche
from jumelles.cooperations.requetes.cadres import est_dite_a_part
from jumelles.provenance.enums import NatureSource
from jumelles.provenance.models import Affirmation
from jumelles.referentiel import cadres, thesaurus
from jumelles.referentiel.temps import DateIllisible, DatePartielle


def libelle_champ(code: str) -> str:
    """Le nom français d'un champ."""
    return {
        "nature": _("Nature"),
        "autres_natures": _("Autres natures"),
        "intitule": _("Intitulé"),
        "debut": _("Début"),
        "premiere_convention": _("Première convention"),
        "fin": _("Fin"),
        "etat": _("État du partenariat"),
        "etat_depuis": _("État depuis"),
        "dimensions": _("Dimensions"),
        "themes": _("Thèmes"),
        "odd": _("Objectifs de développement durable"),
        "note": _("Note"),
        "titre": _("Titre"),
        "contexte": _("Contexte"),
        "etat_dit": _("Avancement"),
        "secteur_dit": _("Secteur"),
        "themes_deduits": _("Thèmes déduits du secteur (correspondance à vérifier)"),
        "dispositif": _("Dispositif"),
        "cadres": _("S’inscrit dans"),
    }.get(code, code)


def _un(code: str, valeur: str) -> str:
    if code in ("debut", "premiere_convention", "fin", "etat_depuis"):
        try:
            return DatePartielle.read(valeur).in_french()
        except DateIllisible:
            return valeur
    if code in ("nature", "autres_natures") and valeur in NatureRelation.values:
        return str(NatureRelation(valeur).label)
    if code == "etat" and valeur in EtatPartenariat.values:
        return str(EtatPartenariat(valeur).label)
    if code in ("themes", "dimensions", "odd"):
        return thesaurus.libelle(code, valeur) or valeur
    return valeur


def valeur_lisible(code: str, valeur: Any) -> str:
    """La valeur d'un champ, telle qu'on la lit."""
    if isinstance(valeur, dict):
        return " ; ".join(_cadre_dit(str(cle), str(dit)) for cle, dit in valeur.items())
    if isinstance(valeur, list | tuple):
        return ", ".join(_un(code, str(v)) for v in valeur)
    return _un(code, str(valeur))


def _cadre_dit(code: str, comment: str) -> str:
    """« Accord de Paris : un plan climat commun »."""
    nom = cadres.libelle(code) or code
    return _("%(cadre)s : %(comment)s") % {"cadre": nom, "comment": comment} if comment else nom


def paroles(objet_type: str, objet_id: int, masque: Masque) -> tuple[ParoleFiche, ...]:
    """Toutes les paroles vivantes sur l'objet, la plus récente d'abord."""
    return en_fiches(entendues(objet_type, objet_id), masque)


def entendues(objet_type: str, objet_id: int) -> list[Affirmation]:
    """Les paroles vivantes sur l'objet, la plus récente d'abord ; une requête."""
    vivantes = Affirmation.objects.vivantes().about(objet_type, objet_id).select_related("source", "releve")
    return sorted(vivantes, key=lambda a: (a.date_information, a.releve_le, a.pk), reverse=True)


def en_fiches(affirmations: Iterable[Affirmation], masque: Masque) -> tuple[ParoleFiche, ...]:
    """Ces paroles, telles qu'on peut les montrer."""
    return tuple(brouiller_parole(_parole(a), masque) for a in affirmations)


def _editeur(affirmation: Affirmation) -> str:
    """Qui publie : au nom de qui l'on parle, la page citée (« Ville de Dijon, site… »), sinon la source."""
    if dit_pour := affirmation.champs.get("au_nom_de"):
        return ", ".join(dit_pour.values())
    brut = affirmation.releve.brut if affirmation.releve else {}
    if not isinstance(brut, dict) or not brut.get("editeur"):
        return affirmation.source.editeur
    # « Fescity, autre » n'apprend rien à personne.
    return ", ".join(str(brut[c]) for c in ("editeur", "nature_source") if brut.get(c) not in (None, "", "autre"))


def _nom(code: str, champs: dict[str, Any]) -> str:
    """Un thème que la maison a déduit du secteur n'est pas un thème que la source a dit."""
    return "themes_deduits" if code == "themes" and "secteur_dit" in champs else code


def _parole(affirmation: Affirmation) -> ParoleFiche:
    source = affirmation.source
    return ParoleFiche(
        affirmation_id=affirmation.pk, source_code=source.code, source_nom=source.nom, editeur=_editeur(affirmation),
        licence=source.licence, adresse=affirmation.adresse, date_information=affirmation.date_information,
        releve_le=affirmation.releve_le, certitude=affirmation.certitude,
        auteur_humain=source.nature == NatureSource.PERSONNE and not est_dite_a_part(affirmation),
        champs=tuple(
            (c, libelle_champ(_nom(c, affirmation.champs)), valeur_lisible(c, v))
            for c, v in affirmation.champs.items()
            if c != "au_nom_de"
        ),
    )  # fmt: skip
