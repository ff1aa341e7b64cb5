"""Un acteur connu par son seul nom reçoit le point qu'une source donne plus tard ; il n'est pas doublé."""

import pytest

from jumelles.acteurs.designation import Partie
from jumelles.acteurs.models import Acteur
from jumelles.acteurs.operations import trouver_ou_creer
from jumelles.provenance.models import Journal

pytestmark = pytest.mark.django_db


def test_le_point_vient_apres_le_nom() -> None:
    nu = Partie("Fokontany Fabriqué", "MG", niveau="ville")
    situe = Partie("Fokontany Fabriqué", "MG", niveau="ville", lat=-18.5, lon=47.5)
    (premier,) = trouver_ou_creer([nu], par="machine:essai")
    (second,) = trouver_ou_creer([situe], par="machine:essai")
    assert premier.pk == second.pk
    assert (Acteur.objects.get(pk=premier.pk).lat, second.precision) == (-18.5, "ville")
    assert Journal.objects.filter(verbe="situer_acteur", objet_id=premier.pk).count() == 1
    trouver_ou_creer([situe], par="machine:essai")
    assert Journal.objects.filter(verbe="situer_acteur", objet_id=premier.pk).count() == 1
