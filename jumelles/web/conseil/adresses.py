"""Les adresses du conseil, des types de partenaires et des appels."""

from django.urls import path

from jumelles.web.conseil import appels, grille, partenaires, regles, temoignages, vues

ADRESSES = [
    path("partenaires/", partenaires.liste, name="partenaires"),
    path("partenaires.csv", partenaires.en_csv, name="partenaires_csv"),
    path("partenaires/<slug:code>/", partenaires.fiche, name="partenaire"),
    path("conseil/", vues.conseil, name="conseil"),
    path("conseil/note.<slug:extension>", vues.note, name="conseil_note"),
    path("conseil/regles/", regles.tableau, name="conseil_regles"),
    path("conseil/grille/", grille.tableau, name="conseil_grille"),
    path("conseil/grille.csv", grille.en_csv, name="conseil_grille_csv"),
    path("appels/", appels.liste, name="appels"),
    path("appels.csv", appels.en_csv, name="appels_csv"),
    path("appels/<slug:code>/", appels.fiche, name="appel"),
    *temoignages.ADRESSES,
]
