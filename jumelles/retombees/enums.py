"""Les mots des coûts et des retours."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Poste(TextChoices):
    PROPRES = "propres", _("fonds propres")
    COFINANCEMENT = "cofinancement", _("cofinancement obtenu")
    ANNONCE = "annonce", _("total annoncé")
    TEMPS = "temps", _("temps des agents")
    SUR_PLACE = "sur_place", _("dépense faite sur le territoire")
    RETOUR = "retour", _("économie ou retour obtenu")
    BUDGET = "budget", _("budget de la collectivité")


class Unite(TextChoices):
    EUROS = "eur", _("euros")
    JOURS = "jours", _("jours")
    HEURES = "heures", _("heures")


class Apport(TextChoices):
    NUMERAIRE = "numeraire", _("en argent")
    VALORISE = "valorise", _("en nature, valorisé")


class Preuve(TextChoices):
    """La force de preuve, de la plus faible à la plus forte (énoncé C3.9)."""

    DECLARE = "declare", _("déclaré")
    DOCUMENTE = "documente", _("documenté")
    MESURE = "mesure", _("mesuré")
    VERIFIE = "verifie", _("vérifié par un tiers")


class Cause(TextChoices):
    CONTRIBUTION = "contribution", _("notre action y a contribué, avec d'autres causes")
    ATTRIBUTION = "attribution", _("c'est notre action qui l'a produit")
