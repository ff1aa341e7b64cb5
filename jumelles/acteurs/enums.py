"""Les mots des acteurs."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class NatureActeur(TextChoices):
    COLLECTIVITE = "collectivite", _("collectivité française")
    AUTORITE_ETRANGERE = "autorite_etrangere", _("autorité locale étrangère")
    ASSOCIATION = "association", _("association")
    DIASPORA = "diaspora", _("organisation de solidarité issue des migrations")
    ENTREPRISE = "entreprise", _("entreprise")
    UNIVERSITE = "universite", _("université ou grande école")
    HOPITAL = "hopital", _("hôpital")
    ETABLISSEMENT = "etablissement", _("établissement scolaire ou de formation")
    AGENCE = "agence", _("agence ou opérateur public")
    SERVICE = "service", _("service interne")
    BAILLEUR = "bailleur", _("bailleur")
    RESEAU = "reseau", _("réseau")
    ETAT = "etat", _("État ou organisation internationale")
    AUTRE = "autre", _("autre structure")


class NiveauAutorite(TextChoices):
    """Niveau d'une autorité étrangère, quand une source le dit."""

    VILLE = "ville", _("commune ou ville")
    QUARTIER = "quartier", _("quartier ou section de commune")
    INTERCOMMUNAL = "intercommunal", _("groupement de communes")
    PROVINCE = "province", _("province, département ou district")
    REGION = "region", _("région ou État fédéré")
    NON_RENSEIGNE = "non_renseigne", _("niveau non renseigné")


class Precision(TextChoices):
    POINT = "point", _("lieu exact")
    VILLE = "ville", _("ville")
    REGION = "region", _("région")
    PAYS = "pays", _("pays seulement")
    INCONNUE = "inconnue", _("non localisé")


class RubriqueContact(TextChoices):
    """À qui s'adresser dans un pays ; l'ordre est celui de la page."""

    AMBASSADE = "ambassade", _("Ambassade de France et service de coopération et d’action culturelle")
    AFD = "afd", _("Agence de l’Agence française de développement")
    BUSINESS_FRANCE = "business_france", _("Bureau de Business France")
    CHAMBRE = "chambre", _("Chambre de commerce et d’industrie")
    ASSOCIATION_NATIONALE = "association_nationale", _("Association nationale des autorités locales")
    RESEAU = "reseau", _("Réseau ou groupe-pays")
    AUTRE = "autre", _("Autre contact utile")


class Consentement(TextChoices):
    """Ce qu'a dit la personne ; un service n'a rien à accepter."""

    SANS_OBJET = "sans_objet", _("contact public d’un service")
    DEMANDE = "demande", _("accord demandé")
    ACCEPTE = "accepte", _("accord donné")
