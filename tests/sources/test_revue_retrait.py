"""Retirer un import, décisions de revue comprises, puis le remettre : l'état d'avant, exactement (B4, B14)."""

from pathlib import Path
from uuid import uuid4

import pytest

from jumelles.contributions.models import DecisionRevue, DossierImport
from jumelles.contributions.requetes import AvanceeRevue, avancee_de_la_revue, dossier
from jumelles.cooperations.coherence import verifier
from jumelles.cooperations.models import Relation
from jumelles.cooperations.requetes import adresse_relation
from jumelles.pieces.models import Piece
from jumelles.provenance.models import Jugement, Lot
from jumelles.sources.revue import annuler_la_decision, decider_du_nom
from jumelles.sources.suivi import ce_qui_partirait
from jumelles.sources.suivi.retrait import remettre_dossier, retirer_dossier
from tests.atelier.faits import appliquer, relation
from tests.atelier.monde import commune, ecarts, ville
from tests.atelier.revue import (
    BOURG_01,
    BOURG_38,
    PAR,
    VILLE_SUD,
    decider,
    importer_les_lignes,
    liens,
    montre,
    poser_le_monde,
    publie,
    suspens,
)


@pytest.fixture
def importe(base_vide: str, tmp_path: Path) -> tuple[DossierImport, dict[str, list[str]]]:
    """L'import des six lignes inventées, et ce qui était publié avant lui ; une autre source disait déjà deux liens."""
    poser_le_monde()
    appliquer(relation("a", [commune(1), ville("Tierce", "DE")]), relation("b", [commune(2), ville("Autre fabriquée")]))
    avant = publie()
    return _dossier(importer_les_lignes(tmp_path)), avant


def _dossier(lot: Lot) -> DossierImport:
    piece = Piece.objects.create(
        nom="liens.tsv", rangement=uuid4().hex, sorte="csv", taille=1, empreinte="inventée", par=PAR
    )
    return DossierImport.objects.create(
        piece=piece, jeton=uuid4(), lot=lot, etat="importe", course=1, par=PAR, source_code=lot.source.code
    )


def _retirer(d: DossierImport) -> None:
    DossierImport.objects.filter(pk=d.pk).update(etat="retrait")
    retirer_dossier(dossier(d.pk), par=PAR)


def _remettre(d: DossierImport) -> None:
    DossierImport.objects.filter(pk=d.pk).update(etat="retour")
    remettre_dossier(dossier(d.pk), par=PAR)


def _etats() -> dict[int, str]:
    return dict(DecisionRevue.objects.values_list("pk", "etat"))


def test_retirer_puis_remettre_un_import_et_ses_decisions(importe: tuple[DossierImport, dict[str, list[str]]]) -> None:
    """B4 : un nom accepté, un partenaire reconnu, un refus, une décision annulée ; retirés ensemble, remis ensemble."""
    d, avant = importe
    ancien = Relation.objects.publiees().filter(participations__acteur__nom="Antsahafabo").get().pk
    tenues = [decider("Bourg-Fabriqué", BOURG_38), decider("Antsahafabo", VILLE_SUD)]
    tenues.append(decider("Perdu-Fabriqué", "hors_champ"))
    annulee = decider("Tierce", "hors_champ")
    annuler_la_decision(decision_id=annulee, par=PAR)
    entre, mene = montre(), adresse_relation(ancien).vers
    assert mene is not None, "l'ancienne adresse du lien mène au lien où le partenaire est reconnu"
    assert Jugement.objects.vivants().paires().count() == 1

    _retirer(d)
    assert list(ecarts(avant, publie())) == []
    assert Jugement.objects.vivants().paires().count() == 0, "la fusion s'est défaite avec les lignes qui la voulaient"
    assert _etats() == {**dict.fromkeys(tenues, "retiree"), annulee: "annulee"}
    assert not verifier()

    _remettre(d)
    assert list(ecarts(entre, montre())) == []
    assert adresse_relation(ancien).vers == mene
    assert _etats() == {**dict.fromkeys(tenues, "faite"), annulee: "annulee"}
    assert not verifier()


def test_une_decision_annulee_pendant_le_retrait_reste_annulee(
    importe: tuple[DossierImport, dict[str, list[str]]],
) -> None:
    """B4 : remettre l'import ne fait pas rentrer ce qu'une personne a refusé entre-temps."""
    d, _avant = importe
    bourg, perdu = decider("Bourg-Fabriqué", BOURG_38), decider("Perdu-Fabriqué", "collectivite:ZZ103")
    assert ("Seulafabo", "ZZ102") in liens()
    _retirer(d)
    annuler_la_decision(decision_id=bourg, par=PAR)
    _remettre(d)
    assert not {lien for lien in liens() if "ZZ102" in lien}
    assert ("Seulafabo", "ZZ103") in liens(), "l'autre décision, elle, vaut de nouveau"
    assert _etats() == {bourg: "annulee", perdu: "faite"}
    assert suspens("Bourg-Fabriqué").annule_le is None
    assert not verifier()


def test_ce_que_l_on_decide_autrement_pendant_le_retrait_vaut_au_retour(
    importe: tuple[DossierImport, dict[str, list[str]]],
) -> None:
    d, _avant = importe
    machine = suspens("Bourg-Fabriqué").pk
    bourg = decider("Bourg-Fabriqué", BOURG_38)
    _retirer(d)
    annuler_la_decision(decision_id=bourg, par=PAR)
    decider_du_nom(jugement_id=machine, choix=BOURG_01, par=PAR, jeton=uuid4(), vu=[])
    _remettre(d)
    assert {("Seulafabo", "ZZ101"), ("Tierce", "ZZ101")} <= liens()
    assert not {lien for lien in liens() if "ZZ102" in lien}
    assert not verifier()


def test_ce_que_l_on_annonce_est_ce_qui_part_et_ce_que_l_on_en_dit(
    importe: tuple[DossierImport, dict[str, list[str]]],
) -> None:
    """Un lien précisé par une décision sort puis rentre au cours du retrait : il ne compte qu'une fois."""
    d, _avant = importe
    decider("Bourg-Fabriqué", BOURG_38)
    decider("Antsahafabo", VILLE_SUD)
    publies = set(Relation.objects.publiees().values_list("pk", flat=True))
    annonce = ce_qui_partirait(d.lot_id)
    assert avancee_de_la_revue(d.lot_id) == AvanceeRevue(restent=2, entrees=3)
    _retirer(d)
    partis = publies - set(Relation.objects.publiees().values_list("pk", flat=True))
    d.refresh_from_db()
    assert len(partis) == annonce.quittent == d.rapport["retrait"]["relations"] == 4
    assert annonce.perdent == 4
    assert d.rapport["retrait"]["acteurs"] == 5
