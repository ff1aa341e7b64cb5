"""Les adresses du droit."""

from django.urls import URLPattern, path

from jumelles.web.droit import assistant, modeles, textes, un_pour_cent, vues

ADRESSES: list[URLPattern] = [
    path("droit/", vues.accueil, name="droit"),
    path("droit/assistant/", assistant.assistant, name="droit_assistant"),
    path("droit/assistant/avis.<slug:extension>", assistant.document, name="droit_avis"),
    path("droit/un-pour-cent/", un_pour_cent.calculer, name="droit_un_pour_cent"),
    path("droit/textes/", textes.liste, name="droit_textes"),
    path("droit/textes/<slug:code>/", textes.fiche, name="droit_texte"),
    path("droit/modeles/", modeles.liste, name="droit_modeles"),
    path("droit/modeles/<slug:code>/", modeles.fiche, name="droit_modele"),
    path("droit/modeles/<slug:code>.<slug:extension>", modeles.document, name="droit_modele_document"),
    path("droit/<slug:type_>/", vues.par_type, name="droit_type"),
]
