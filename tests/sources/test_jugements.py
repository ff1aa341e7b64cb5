"""Les jugements de la machine : redits sans double, changés sans effacer, muets devant une personne."""

import pytest

from jumelles.provenance.models import Jugement
from jumelles.provenance.releves import JugementPrevu, enregistrer_jugements

pytestmark = pytest.mark.django_db
GAUCHE = "essai:Marly@50.34,3.54"
MACHINE = JugementPrevu(GAUCHE, "collectivite:59383", "identiques", 0.9, ("2 km",), "machine:exact-1")
AUTRE = JugementPrevu(GAUCHE, "collectivite:57447", "identiques", 0.9, ("3 km",), "machine:exact-1")


def _vivants() -> list[tuple[str, str]]:
    return sorted(Jugement.objects.vivants().filter(gauche=GAUCHE).values_list("auteur", "droite"))


def test_redire_la_meme_chose_n_ajoute_rien():
    assert enregistrer_jugements([MACHINE]) == 1
    assert enregistrer_jugements([MACHINE, MACHINE]) == 0
    assert _vivants() == [("machine:exact-1", "collectivite:59383")]


def test_changer_d_avis_annule_sans_effacer():
    enregistrer_jugements([MACHINE])
    assert enregistrer_jugements([AUTRE]) == 1
    assert _vivants() == [("machine:exact-1", "collectivite:57447")]
    assert Jugement.objects.filter(gauche=GAUCHE, annule_par="machine:nouvel avis").count() == 1


@pytest.mark.parametrize(
    ("verdict", "droite", "neufs"),
    [("identiques", "collectivite:57447", 0), ("hors_champ", "", 0), ("differents", "collectivite:57447", 1)],
)
def test_une_personne_qui_a_conclu_fait_taire_la_machine(verdict, droite, neufs):
    Jugement.objects.create(gauche=GAUCHE, droite=droite, verdict=verdict, auteur="personne:1")
    assert enregistrer_jugements([MACHINE]) == neufs
    assert ("personne:1", droite) in _vivants(), "le jugement d'une personne n'est jamais annulé par la machine"


def test_rien_a_juger_n_ecrit_rien():
    assert enregistrer_jugements([]) == 0
