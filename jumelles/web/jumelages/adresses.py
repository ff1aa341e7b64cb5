"""Les adresses des jumelages de « chez nous »."""

from django.urls import URLPattern, path

from jumelles.web.jumelages import ecrire, vues

_LIEN = "chez-nous/<slug:code>/jumelages/<int:relation_id>/"

ADRESSES: list[URLPattern] = [
    path("chez-nous/<slug:code>/jumelages/", vues.liste, name="chez_nous_jumelages"),
    path(_LIEN, vues.fiche, name="chez_nous_jumelage"),
    path(f"{_LIEN}signe/", ecrire.signe, name="chez_nous_signe"),
    path(f"{_LIEN}cloture/", ecrire.cloture, name="chez_nous_cloture"),
    path(f"{_LIEN}annuler/", ecrire.annuler, name="chez_nous_annuler"),
    path(f"{_LIEN}<slug:modele>.<slug:extension>", vues.document, name="chez_nous_papier"),
]
