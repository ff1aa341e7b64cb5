"""Les adresses de l'accueil de « chez nous » ; chaque pièce (coûts, référents, jumelages) a les siennes."""

from django.urls import URLPattern, path

from jumelles.web.chez_nous import equipe, gabarit, participations, vues

ADRESSES: list[URLPattern] = [
    path("chez-nous/", vues.accueil, name="chez_nous"),
    path("chez-nous/invitation/", equipe.invitation, name="invitation"),
    path("chez-nous/<slug:code>/", vues.collectivite, name="chez_nous_collectivite"),
    path("chez-nous/<slug:code>/equipe/", equipe.equipe, name="chez_nous_equipe"),
    path("chez-nous/<slug:code>/equipe/<int:adhesion_id>/retirer/", equipe.retirer, name="chez_nous_equipe_retirer"),
    path(
        "chez-nous/<slug:code>/equipe/invitations/<int:identifiant>/retirer/",
        equipe.retirer_une_invitation,
        name="chez_nous_invitation_retirer",
    ),
    path("chez-nous/<slug:code>/participations/", participations.participations, name="chez_nous_participations"),
    path(
        "chez-nous/<slug:code>/participations/<int:projet_id>/quitter/",
        participations.quitter,
        name="chez_nous_quitter",
    ),
    path("chez-nous/<slug:code>/gabarit/", gabarit.gabarit, name="chez_nous_gabarit"),
    path("chez-nous/<slug:code>/gabarit/exemple.docx", gabarit.exemple, name="chez_nous_gabarit_exemple"),
]
