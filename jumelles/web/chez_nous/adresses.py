"""Les adresses de l'accueil de « chez nous » ; chaque pièce (coûts, référents, jumelages) a les siennes."""

from django.urls import URLPattern, path

from jumelles.web.chez_nous import gabarit, vues

ADRESSES: list[URLPattern] = [
    path("chez-nous/", vues.accueil, name="chez_nous"),
    path("chez-nous/<slug:code>/", vues.collectivite, name="chez_nous_collectivite"),
    path("chez-nous/<slug:code>/gabarit/", gabarit.gabarit, name="chez_nous_gabarit"),
    path("chez-nous/<slug:code>/gabarit/exemple.docx", gabarit.exemple, name="chez_nous_gabarit_exemple"),
]
