"""Les mots des contributions."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EtatDossier(TextChoices):
    EXAMEN = "examen", _("lecture des colonnes")
    COLONNES = "colonnes", _("colonnes à confirmer")
    ESSAI = "essai", _("essai en cours")
    ESSAYE = "essaye", _("essai fait, à confirmer")
    IMPORT = "import", _("import en cours")
    IMPORTE = "importe", _("importé")
    RETRAIT = "retrait", _("retrait en cours")
    DEFAIT = "defait", _("défait")
    RETOUR = "retour", _("remise en cours")
    REFUSE = "refuse", _("fichier refusé")
    ABANDONNE = "abandonne", _("abandonné")


class SorteDecision(TextChoices):
    NOM = "nom", _("un nom")
    DOUBLON = "doublon", _("un doublon")
    LOT = "lot", _("plusieurs noms à la fois")


class EtatDecision(TextChoices):
    EN_COURS = "en_cours", _("en cours")
    FAITE = "faite", _("prise")
    RETIREE = "retiree", _("retirée avec son import")
    ANNULEE = "annulee", _("annulée")
