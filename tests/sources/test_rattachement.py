"""Un nom écrit deux fois avec d'autres indices n'est jamais jugé par les indices de l'autre. B4."""

import pytest

from jumelles.rapprochement.termes import Mention
from jumelles.sources.depots.ligne_dite import BoutDit
from jumelles.sources.depots.questions import _ordre
from jumelles.sources.rattachement import Question, _reunir

GRANDE = Mention("Saint-Denis", "FR", population=112_000, partenaire="Gera")


def test_deux_lignes_qui_se_contredisent_ne_gardent_que_ce_qu_elles_disent_toutes_deux():
    petite = Mention("Saint-Denis", "FR", population=6_500, partenaire="Essen")
    for ordre in ((GRANDE, petite), (petite, GRANDE)):
        (question,) = _reunir([Question("essai:Saint-Denis@FR", m) for m in ordre])
        assert question.mention.population is None
        assert question.mention.nom == "Saint-Denis"


def test_deux_lignes_qui_s_accordent_gardent_tout():
    (question,) = _reunir([Question("essai:Saint-Denis@FR", GRANDE)] * 2)
    assert question.mention == GRANDE


@pytest.mark.parametrize(("une", "autre", "meme"), [(112_000, 113_900, True), (112_000, 6_500, False)])
def test_l_ordre_de_grandeur_distingue_deux_homonymes_pas_deux_annees(une, autre, meme):
    ordres = [_ordre(BoutDit("Saint-Denis", "", population)) for population in (une, autre)]
    assert (ordres[0] == ordres[1]) is meme
    assert _ordre(BoutDit("Saint-Denis")) == ""
