"""Les mots de la provenance."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class NatureSource(TextChoices):
    REFERENTIEL = "referentiel", _("référentiel")
    BASE = "base", _("base de données")
    PAGE = "page", _("page publique")
    DECLARATION = "declaration", _("déclaration d'un acteur")
    PERSONNE = "personne", _("correction relue par une personne")
    DEMONSTRATION = "demonstration", _("démonstration, inventé")


class EtatLot(TextChoices):
    PREPARE = "prepare", _("préparé")
    BASCULE = "bascule", _("basculé")
    ABANDONNE = "abandonne", _("abandonné")
    ANNULE = "annule", _("annulé après coup")


class EtatLigne(TextChoices):
    VALIDE = "valide", _("valide")
    A_REVOIR = "a_revoir", _("à revoir")
    HORS_CHAMP = "hors_champ", _("hors du champ")
    REFUSEE = "refusee", _("refusée")


class Certitude(TextChoices):
    ETABLIE = "etablie", _("établie")
    DITE = "dite", _("dite par la source")
    A_VERIFIER = "a_verifier", _("à vérifier")


class Verdict(TextChoices):
    IDENTIQUES = "identiques", _("la même chose")
    DIFFERENTS = "differents", _("deux choses différentes")
    INDECIS = "indecis", _("indécis")
    HORS_CHAMP = "hors_champ", _("n'est pas une collectivité")


# « Ce n'est pas Dunes » ne dit pas ce que c'est : la machine peut encore proposer autre chose.
CONCLUANTS = (Verdict.IDENTIQUES, Verdict.HORS_CHAMP)
