"""Les mots des territoires."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CategorieCollectivite(TextChoices):
    """Catégorie juridique (COG, DGCL). Les trois dernières ne sont plus, ou pas, des collectivités."""

    COMMUNE = "commune", _("commune")
    CC = "cc", _("communauté de communes")
    CA = "ca", _("communauté d'agglomération")
    CU = "cu", _("communauté urbaine")
    METROPOLE = "metropole", _("métropole")
    EPT = "ept", _("établissement public territorial")
    SYNDICAT = "syndicat", _("syndicat mixte ou intercommunal")
    DEPARTEMENT = "departement", _("département")
    REGION = "region", _("région")
    STATUT_PARTICULIER = "statut_particulier", _("collectivité à statut particulier")
    OUTRE_MER = "outre_mer", _("collectivité d'outre-mer")
    COMMUNE_DELEGUEE = "commune_deleguee", _("commune déléguée")
    COMMUNE_ASSOCIEE = "commune_associee", _("commune associée")
    ARRONDISSEMENT = "arrondissement", _("arrondissement municipal")


class NatureNom(TextChoices):
    OFFICIEL = "officiel", _("nom officiel")
    USUEL = "usuel", _("nom usuel")
    ANCIEN = "ancien", _("ancien nom")
    ETRANGER = "etranger", _("nom dans une autre langue")


class NatureFiliation(TextChoices):
    FUSION = "fusion", _("fusion")
    CHANGEMENT_CODE = "changement_code", _("changement de code")
    REPRISE = "reprise", _("reprise par")
    RATTACHEMENT = "rattachement", _("commune déléguée ou associée de")


class OriginePoint(TextChoices):
    MAIRIE = "mairie", _("mairie, dans le contour")
    CONTOUR = "contour", _("point intérieur du contour")
    MAIRIE_NON_VERIFIEE = "mairie_non_verifiee", _("mairie, contour absent")
    CHEF_LIEU = "chef_lieu", _("chef-lieu")
    INCONNUE = "inconnue", _("inconnue")
