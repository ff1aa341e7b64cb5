"""Chacun son tour : ce qui s'est fondu pendant qu'on attendait est lu avant d'écrire (B22).

Sur PostgreSQL deux transactions vivent ensemble ; ici, attendre son tour fait arriver la fusion d'une autre personne.
"""

from collections.abc import Callable

import pytest

from jumelles.acteurs.models import Acteur
from jumelles.cooperations import operations
from jumelles.cooperations.coherence import verifier
from jumelles.cooperations.models import ParticipationRelation, Relation
from jumelles.cooperations.operations import annulation
from jumelles.cooperations.operations.fusion import imports, vivants
from jumelles.provenance.models import Affirmation
from tests.atelier.faits import JOUR, appliquer, relation
from tests.atelier.imports import importer
from tests.atelier.monde import acteur, commune, un_monde, ville

DE = {"par": "personne:1"}
UNE, AUTRE = ville("Ville fabriquée"), ville("Vila fabriquée")


@pytest.fixture(autouse=True)
def monde(base_vide: str) -> None:
    """Deux fiches de la même ville, chacune avec son lien."""
    un_monde()
    appliquer(relation("u", [commune(1), UNE]), relation("a", [commune(2), AUTRE]))


def _en_attendant(monkeypatch: pytest.MonkeyPatch, module: object, fondre: Callable[[], object]) -> None:
    """La première fois que ce module attend son tour, une autre personne fond deux fiches."""
    restent = [fondre]
    monkeypatch.setattr(module, "tenir_les_entites", lambda: restent.pop()() if restent else None)


def _fondre_les_villes() -> None:
    operations.fondre_acteurs(garde=acteur(UNE), fondu=acteur(AUTRE), **DE)


def test_un_import_voit_la_fusion_faite_pendant_qu_il_attendait(monkeypatch: pytest.MonkeyPatch) -> None:
    _en_attendant(monkeypatch, imports, _fondre_les_villes)
    importer(relation("n", [commune(3), AUTRE]))
    liens = ParticipationRelation.objects.filter(relation__in=Relation.objects.publiees())
    assert not liens.filter(acteur=acteur(AUTRE)).exists(), "le lien neuf va à la fiche gardée"
    assert liens.filter(acteur=acteur(UNE)).count() == 3
    assert verifier() == []


def test_un_retrait_voit_la_fusion_faite_pendant_qu_il_attendait(monkeypatch: pytest.MonkeyPatch) -> None:
    lot = importer(relation("n", [commune(3), AUTRE]))
    _en_attendant(monkeypatch, annulation, _fondre_les_villes)
    operations.annuler_lot(lot_id=lot.pk, **DE)
    assert Acteur.objects.get(pk=acteur(AUTRE)).fondu_dans_id == acteur(UNE)
    assert Relation.objects.publiees().count() == 2
    assert verifier() == []


def test_une_correction_va_a_la_fiche_que_l_on_vient_de_garder(monkeypatch: pytest.MonkeyPatch) -> None:
    garde, fondue = Relation.objects.order_by("pk").values_list("pk", flat=True)
    appliquer(relation("m", [commune(1), AUTRE]))
    meme = Relation.objects.order_by("-pk")[0].pk
    _en_attendant(monkeypatch, vivants, _fondre_les_villes)
    operations.corriger_relation(
        relation_id=meme, champs={"debut": "1990"}, jour=JOUR, adresse="https://e.invalid", **DE
    )
    assert Relation.objects.get(pk=meme).fondue_dans_id == garde != fondue
    corrigee = Affirmation.objects.vivantes().get(source__code="correction-relue")
    assert corrigee.objet_id == garde
    assert Relation.objects.get(pk=garde).debut == "1990"
