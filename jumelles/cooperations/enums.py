"""Les mots des coopérations."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class NatureRelation(TextChoices):
    JUMELAGE = "jumelage", _("jumelage")
    COOPERATION = "cooperation_decentralisee", _("coopération décentralisée")
    PARTENARIAT = "partenariat", _("partenariat")
    ACCORD = "accord", _("accord de coopération")
    PACTE = "pacte", _("pacte ou traité d'amitié")
    DECLARATION = "declaration", _("déclaration d'intention")
    TRANSFRONTALIERE = "transfrontaliere", _("coopération transfrontalière")
    GECT = "gect", _("GECT ou district européen")
    BUREAU = "bureau_representation", _("bureau de représentation")
    AIDE = "aide_sans_convention", _("aide sans convention")
    URGENCE = "aide_urgence", _("aide d'urgence")
    RESEAU = "adhesion_reseau", _("adhésion à un réseau")
    PARRAINAGE = "parrainage", _("parrainage")
    NON_RENSEIGNEE = "non_renseignee", _("nature non renseignée")


class EtatPartenariat(TextChoices):
    ACTIF = "actif", _("actif")
    EN_SOMMEIL = "en_sommeil", _("en sommeil")
    SUSPENDU = "suspendu", _("suspendu")
    CLOS = "clos", _("clos")
    REPRIS = "repris", _("repris par")
    NON_RENSEIGNE = "non_renseigne", _("non renseigné")


ETATS_SUR_SOURCE_DATEE = (EtatPartenariat.SUSPENDU, EtatPartenariat.CLOS)


class EtatActe(TextChoices):
    EN_VIGUEUR = "en_vigueur", _("en vigueur")
    ECHU = "echu", _("échu")
    RESILIE = "resilie", _("résilié")
    NON_RENSEIGNE = "non_renseigne", _("non renseigné")


class EtatDonnee(TextChoices):
    CONFIRMEE = "confirmee", _("confirmée")
    A_CONFIRMER = "a_confirmer", _("à confirmer")


class TypeActe(TextChoices):
    CONVENTION = "convention", _("convention")
    CHARTE = "charte", _("charte ou serment")
    DELIBERATION = "deliberation", _("délibération")
    AVENANT = "avenant", _("avenant")
    LETTRE = "lettre", _("lettre ou déclaration d'intention")
    AUTRE = "autre", _("autre acte")


class Nomenclature(TextChoices):
    NATURE = "nature", _("nature")
    DIMENSION = "dimension", _("dimension")
    THEME = "theme", _("thème")
    ODD = "odd", _("objectif de développement durable")
    CIBLE = "cible", _("cible d'ODD")
    CADRE = "cadre", _("cadre de référence")


class SorteCadre(TextChoices):
    ONU = "onu", _("Nations unies")
    UNION_EUROPEENNE = "union_europeenne", _("Union européenne")
    NATIONAL = "national", _("France")
    STRATEGIE_PAYS = "strategie_pays", _("Stratégie de pays")


class RoleRelation(TextChoices):
    PARTIE = "partie", _("partie")
    APPUI = "appui", _("appui")


class RoleProjet(TextChoices):
    PORTEUR = "porteur", _("porteur")
    PARTENAIRE = "partenaire", _("partenaire")
    FINANCEUR = "financeur", _("financeur")
    OPERATEUR = "operateur", _("maître d'œuvre")


class TypeInstrument(TextChoices):
    VISITE = "visite_de_sites", _("visite de sites")
    AGENCE = "agence", _("agence")
    BUREAU = "bureau_representation", _("bureau de représentation")
    PLATEFORME = "plateforme", _("plate-forme de l'international")


class NatureFinancement(TextChoices):
    NUMERAIRE = "numeraire", _("numéraire")
    VALORISEE = "valorisee", _("valorisée")


class EtapeFinancement(TextChoices):
    DEMANDE = "demande", _("demandé")
    OBTENU = "obtenu", _("obtenu")
    ENGAGE = "engage", _("engagé")
    VERSE = "verse", _("versé")


class StatutProjet(TextChoices):
    A_VENIR = "a_venir", _("à venir")
    EN_COURS = "en_cours", _("en cours")
    TERMINE = "termine", _("terminé")
    A_VERIFIER = "a_verifier", _("à vérifier")
    NON_RENSEIGNE = "non_renseigne", _("non renseigné")
