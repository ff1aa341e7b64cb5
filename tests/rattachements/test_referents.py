"""Les référents (C5.10) : lus et écrits par l'équipe seule, effacés pour de bon, le nom jamais exigé."""

from uuid import uuid4

import pytest
from django.core import serializers
from django.db import IntegrityError, transaction

from jumelles.provenance.models import Journal
from jumelles.rattachements.habilitation import ANONYME, AccesRefuse, Habilitation
from jumelles.rattachements.models import Referent
from jumelles.rattachements.referents.operations import (
    ReferentDepasse,
    ajouter_referent,
    corriger_referent,
    effacer_referent,
)
from jumelles.rattachements.referents.requetes import referent, referents_de
from tests.atelier.monde import un_monde

CODE = "ZZ001"
CAMILLE = Habilitation(signature="personne:1", collectivites=frozenset({CODE}))
VOISIN = Habilitation(signature="personne:2", equipe=True, collectivites=frozenset({"ZZ002"}))
DIT = {"service": "Eau", "fonction": "Régie", "langues": "portugais", "nom": "Dominique Fabriquée"}


@pytest.fixture
def numero(db: None) -> int:
    un_monde()
    return ajouter_referent(code=CODE, dit=DIT, jeton=uuid4(), par=CAMILLE)


def test_le_nom_est_facultatif_le_service_non(numero: int) -> None:
    ajouter_referent(code=CODE, dit={"service": "Archives"}, jeton=uuid4(), par=CAMILLE)
    assert [(r.service, r.nom) for r in referents_de(CODE, pour=CAMILLE)] == [
        ("Archives", ""),
        ("Eau", "Dominique Fabriquée"),
    ]
    with pytest.raises(IntegrityError), transaction.atomic():
        ajouter_referent(code=CODE, dit={"nom": "Sans service"}, jeton=uuid4(), par=CAMILLE)


@pytest.mark.parametrize("qui", [ANONYME, VOISIN], ids=["anonyme", "équipe de Jumelles et d'ailleurs"])
def test_nul_autre_ne_lit_ni_n_ecrit(numero: int, qui: Habilitation) -> None:
    for geste in (
        lambda: referents_de(CODE, pour=qui),
        lambda: referent(CODE, numero, pour=qui),
        lambda: ajouter_referent(code=CODE, dit=DIT, jeton=uuid4(), par=qui),
        lambda: corriger_referent(code=CODE, identifiant=numero, vue=1, dit=DIT, par=qui),
        lambda: effacer_referent(code=CODE, identifiant=numero, vue=1, par=qui),
    ):
        with pytest.raises(AccesRefuse):
            geste()
    assert Referent.objects.count() == 1


def test_par_sa_propre_porte_on_ne_touche_pas_au_referent_du_voisin(numero: int) -> None:
    assert referent("ZZ002", numero, pour=VOISIN) is None
    effacer_referent(code="ZZ002", identifiant=numero, vue=1, par=VOISIN)
    with pytest.raises(ReferentDepasse):
        corriger_referent(code="ZZ002", identifiant=numero, vue=1, dit=DIT, par=VOISIN)
    assert Referent.objects.get().par == "personne:1"


def test_deux_personnes_a_la_fois_la_seconde_le_sait(numero: int) -> None:
    corriger_referent(code=CODE, identifiant=numero, vue=1, dit={**DIT, "langues": "italien"}, par=CAMILLE)
    with pytest.raises(ReferentDepasse):
        corriger_referent(code=CODE, identifiant=numero, vue=1, dit={**DIT, "langues": "grec"}, par=CAMILLE)
    assert [r.langues for r in referents_de(CODE, pour=CAMILLE)] == ["italien"]


def test_le_meme_envoi_deux_fois_n_ajoute_qu_une_fiche(db: None) -> None:
    un_monde()
    jeton = uuid4()
    numeros = {ajouter_referent(code=CODE, dit=DIT, jeton=jeton, par=CAMILLE) for _n in range(2)}
    assert len(numeros) == Referent.objects.count() == 1


def test_efface_il_ne_reste_que_qui_et_quand(numero: int) -> None:
    """Donnée personnelle : ni la fiche corrigée, ni la fiche effacée ne se retrouvent quelque part."""
    corriger_referent(code=CODE, identifiant=numero, vue=1, dit={**DIT, "nom": "Autre Fabriquée"}, par=CAMILLE)
    with pytest.raises(ReferentDepasse):
        effacer_referent(code=CODE, identifiant=numero, vue=1, par=CAMILLE)
    effacer_referent(code=CODE, identifiant=numero, vue=2, par=CAMILLE)
    effacer_referent(code=CODE, identifiant=numero, vue=2, par=CAMILLE)
    assert not Referent.objects.exists()
    garde = serializers.serialize("json", Journal.objects.all())
    assert "Fabriquée" not in garde
    assert "portugais" not in garde
    verbes = Journal.objects.filter(objet_type="referent").order_by("pk").values_list("verbe", flat=True)
    assert list(verbes) == ["ajouter_referent", "corriger_referent", "effacer_referent"]
