"""Les adresses du bureau de revue."""

from django.urls import URLPattern, path

from jumelles.web.revue import doublons, gestes, vues

ADRESSES: list[URLPattern] = [
    path("revue/", vues.file, name="revue"),
    path("revue/suivant/", vues.suivant, name="revue_suivant"),
    path("revue/noms/<int:identifiant>/", vues.nom, name="revue_nom"),
    path("revue/noms/<int:identifiant>/decider/", gestes.decider, name="revue_decider"),
    path("revue/noms/<int:identifiant>/passer/", gestes.passer, name="revue_passer"),
    path("revue/doublons/", doublons.liste, name="revue_doublons"),
    path("revue/doublons/<int:identifiant>/", doublons.paire, name="revue_doublon"),
    path("revue/passes/", gestes.revoir_les_passes, name="revue_passes"),
    path("revue/par-lot/", gestes.par_lot, name="revue_par_lot"),
    path("revue/decisions/", vues.historique, name="revue_decisions"),
    path("revue/decisions/<int:identifiant>/", vues.une_decision, name="revue_decision"),
    path("revue/decisions/<int:identifiant>/annuler/", gestes.annuler, name="revue_annuler"),
    path("revue/decisions/<int:identifiant>/reprendre/", gestes.reprendre, name="revue_reprendre"),
]
