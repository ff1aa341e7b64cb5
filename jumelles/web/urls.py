"""Les adresses des pages (CONVENTIONS D1) : lisibles, en français, stables."""

from django.contrib.sitemaps.views import index as plan_xml_index
from django.contrib.sitemaps.views import sitemap as plan_xml
from django.urls import URLPattern, path, re_path
from django.views.generic import RedirectView

from jumelles.web.accueil import vues as accueil
from jumelles.web.acteurs import vues as acteurs
from jumelles.web.argumentaire.adresses import ADRESSES as ARGUMENTAIRE
from jumelles.web.cadres.adresses import ADRESSES as CADRES
from jumelles.web.carte import images as carte_images
from jumelles.web.carte import vues as carte
from jumelles.web.chercher import vues as chercher
from jumelles.web.chez_nous.adresses import ADRESSES as CHEZ_NOUS
from jumelles.web.conseil.adresses import ADRESSES as CONSEIL
from jumelles.web.couts.adresses import ADRESSES as COUTS
from jumelles.web.donnees import vues as donnees
from jumelles.web.droit.adresses import ADRESSES as DROIT
from jumelles.web.exploitation.sante import sante
from jumelles.web.figures import vues as figures
from jumelles.web.importer.adresses import ADRESSES as IMPORTER
from jumelles.web.integration import vues as integration
from jumelles.web.jumelages.adresses import ADRESSES as JUMELAGES
from jumelles.web.machines import vues as machines
from jumelles.web.machines.plans import PLANS
from jumelles.web.maison import vues as maison
from jumelles.web.nomenclatures import vues as nomenclatures
from jumelles.web.note.adresses import ADRESSES as NOTE
from jumelles.web.pays.adresses import ADRESSES as PAYS
from jumelles.web.portraits.adresses import ADRESSES as PORTRAITS
from jumelles.web.projets import vues as projets
from jumelles.web.referents.adresses import ADRESSES as REFERENTS
from jumelles.web.relations import vues as relations
from jumelles.web.revue.adresses import ADRESSES as REVUE
from jumelles.web.sorties.vues import ou_fichier, sortie
from jumelles.web.sources import vues as sources
from jumelles.web.territoires import vues as territoires

_SORTE = "^(?P<sorte>relations|projets|acteurs)"
_NUMERO = r"(?P<identifiant>[0-9]{1,15})(?:-(?P<nom>[^/]*))?/$"
_INDEX = {"sitemaps": PLANS, "sitemap_url_name": "plan_xml", "template_name": "machines/plan_index.xml"}
_SECTION = {"sitemaps": PLANS, "template_name": "machines/plan.xml"}

urlpatterns: list[URLPattern] = [
    path("", accueil.accueil, name="accueil"),
    path("recherche/", chercher.recherche, name="recherche"),
    path("suggestions.json", chercher.suggestions, name="suggestions"),
    path("territoires/", territoires.liste, name="territoires"),
    re_path(r"^territoires/(?P<code>[0-9A-Za-z.]{1,16})(?:-(?P<nom>[^/]*))?/$", territoires.fiche, name="territoire"),
    *PAYS,
    re_path(r"^(?P<sorte>relations|projets|acteurs)/carte\.json$", carte.donnees, name="carte_donnees"),
    re_path(r"^(?P<sorte>relations|projets|acteurs)/monde\.svg$", carte_images.monde, name="carte_image"),
    path("relations/frise.svg", figures.frise, name="frise_svg"),
    re_path(_SORTE + r"/(?P<quoi>themes|odd|dimensions|natures)\.svg$", figures.barres, name="barres_svg"),
    re_path(r"^territoires/(?P<code>[0-9A-Za-z.]{1,16})/frise\.svg$", figures.frise_du_territoire),
    path("acteurs/", ou_fichier("acteurs", acteurs.liste), name="acteurs"),
    re_path(r"^acteurs/" + _NUMERO, acteurs.fiche, name="acteur"),
    path("relations/", ou_fichier("relations", relations.liste), name="relations"),
    re_path(r"^relations/" + _NUMERO, relations.fiche, name="relation"),
    path("projets/", ou_fichier("projets", projets.liste), name="projets"),
    re_path(r"^projets/" + _NUMERO, projets.fiche, name="projet"),
    re_path(_SORTE + r"\.(?P<extension>[A-Za-z0-9.]{1,12})$", sortie, name="sortie"),
    re_path(r"^integrer/" + _SORTE[1:] + "/$", integration.generateur, name="integrer"),
    path("integrer/", RedirectView.as_view(pattern_name="integrer"), {"sorte": "relations"}),
    re_path(r"^integrer/vue/" + _SORTE[1:] + "/$", integration.vue, name="integrer_vue"),
    path("oembed.json", integration.oembed, name="oembed"),
    path("donnees/", donnees.accueil, name="donnees"),
    path("donnees/dictionnaire/", donnees.dictionnaire, name="dictionnaire"),
    path("donnees/dictionnaire.csv", donnees.fichier, {"nom": "dictionnaire.csv"}, name="dictionnaire_csv"),
    path("donnees/catalog.jsonld", donnees.catalogue_dcat, name="catalogue_dcat"),
    re_path(r"^donnees/(?P<mois>[0-9]{4}-[0-9]{2})/(?P<nom>[A-Za-z0-9.]{1,40})$", donnees.fichier, name="donnees_mois"),
    re_path(r"^donnees/(?P<nom>[A-Za-z0-9.]{1,40})$", donnees.fichier, name="donnees_fichier"),
    path("themes/", nomenclatures.themes, name="themes"),
    path("themes/<slug:code>/", nomenclatures.theme, name="theme"),
    path("odd/", nomenclatures.objectifs, name="odd_liste"),
    path("odd/<int:numero>/", nomenclatures.objectif, name="odd"),
    *CADRES,
    path("sources/", sources.liste, name="sources"),
    path("sources/<slug:code>/", sources.fiche, name="source"),
    *CONSEIL,
    *COUTS,
    *DROIT,
    *JUMELAGES,
    *REFERENTS,
    *ARGUMENTAIRE,
    *IMPORTER,
    *NOTE,
    *CHEZ_NOUS,
    *REVUE,
    *PORTRAITS,
    path("agir/", maison.agir, name="agir"),
    path("plan-du-site/", maison.plan, name="plan"),
    path("accessibilite/", maison.accessibilite, name="accessibilite"),
    path("mentions-legales/", maison.mentions, name="mentions"),
    path("donnees-personnelles/", maison.donnees_personnelles, name="donnees_personnelles"),
    path("healthz", sante, name="sante"),
    path("favicon.svg", machines.favicon, name="favicon"),
    path("favicon.ico", machines.favicon),
    path("robots.txt", machines.robots, name="robots"),
    path(".well-known/security.txt", machines.securite, name="securite"),
    path("sitemap.xml", plan_xml_index, _INDEX, name="sitemap"),
    path("sitemap-<section>.xml", plan_xml, _SECTION, name="plan_xml"),
]
