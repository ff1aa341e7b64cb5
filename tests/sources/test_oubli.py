"""Ce que l'on a lu d'un fichier sans qu'il entre s'oublie au bout de trente jours, et seulement cela (B14)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from jumelles.contributions.models import DossierImport
from jumelles.contributions.requetes import a_oublier, dossiers
from jumelles.pieces.models import Piece
from jumelles.provenance.models import LigneLot, Lot
from jumelles.provenance.requetes import source, sources, sources_nommees
from jumelles.sources.suivi.oubli import GARDE, oublier_les_essais
from tests.atelier.monde import un_monde

PAR = "machine:essai"
EXAMEN = {"format": "csv", "exemples": [{"nom": "Camille Exemple"}]}


@pytest.fixture(autouse=True)
def monde(base_vide: str) -> None:
    """Un petit monde, et une source que seul un essai dit."""
    un_monde()


def _dossier(etat: str, *, jours: int, lot: Lot | None = None) -> DossierImport:
    piece = Piece.objects.create(
        nom="x.csv", rangement=uuid4().hex, sorte="csv", taille=1, empreinte="inventée", par=PAR
    )
    ouvert = DossierImport.objects.create(
        piece=piece, jeton=uuid4(), source_code="depot-inventee", etat=etat, par=PAR, examen=EXAMEN, lot=lot,
        rapport={"lues": 3},
    )  # fmt: skip
    DossierImport.objects.filter(pk=ouvert.pk).update(change_le=timezone.now() - timedelta(days=jours))
    return ouvert


def _lot(etat: str) -> Lot:
    quand = timezone.now() if etat == "bascule" else None
    lot = Lot.objects.create(source=un_monde(), fichier="x", empreinte="x", etat=etat, par=PAR, bascule_le=quand)
    LigneLot.objects.create(lot=lot, numero=2, cle="c", etat="valide", brut={"nom": "Camille Exemple"})
    return lot


def _oublier() -> int:
    return oublier_les_essais(maintenant=timezone.now(), par="machine:calendrier")


def test_un_essai_sans_suite_s_oublie_en_entier() -> None:
    lot = _lot("prepare")
    d = _dossier("essaye", jours=GARDE.days + 1, lot=lot)
    assert _oublier() == 1
    d.refresh_from_db()
    lot.refresh_from_db()
    assert (d.etat, d.lot_id, d.rapport, d.examen) == ("abandonne", None, {}, {"format": "csv"})
    assert (lot.etat, lot.lignes.count()) == ("abandonne", 0)
    assert "30 jours" in d.raison
    assert a_oublier(timezone.now()) == ()


@pytest.mark.parametrize("etat", ["examen", "colonnes", "essai", "refuse", "abandonne"])
def test_ce_que_l_on_n_a_jamais_confirme_s_oublie(etat: str) -> None:
    d = _dossier(etat, jours=GARDE.days + 1)
    assert (_oublier(), _oublier()) == (1, 0)
    d.refresh_from_db()
    assert (d.etat, d.rapport, d.examen) == ("abandonne", {}, {"format": "csv"})


def test_un_import_fait_garde_son_rapport_et_perd_ses_exemples() -> None:
    d = _dossier("importe", jours=GARDE.days + 1, lot=_lot("bascule"))
    assert _oublier() == 1
    d.refresh_from_db()
    assert (d.etat, d.rapport, d.examen) == ("importe", {"lues": 3}, {"format": "csv"})


@pytest.mark.parametrize(("etat", "jours"), [("essaye", GARDE.days - 1), ("import", GARDE.days + 1)])
def test_ce_qui_est_recent_ou_entre_reste(etat: str, jours: int) -> None:
    d = _dossier(etat, jours=jours, lot=_lot("prepare"))
    assert _oublier() == 0
    d.refresh_from_db()
    assert (d.etat, d.examen) == (etat, EXAMEN)


def test_ce_qu_un_essai_tue_avait_mis_en_attente_s_efface() -> None:
    lot, recent = _lot("prepare"), _lot("prepare")
    Lot.objects.filter(pk=lot.pk).update(prepare_le=timezone.now() - GARDE - timedelta(days=1))
    _oublier()
    assert dict(Lot.objects.values_list("pk", "etat")) == {lot.pk: "abandonne", recent.pk: "prepare"}
    assert [x.lot_id for x in LigneLot.objects.all()] == [recent.pk]


@pytest.mark.parametrize(("etats", "publique"), [((), True), (("prepare",), False), (("abandonne",), False),
                                                  (("abandonne", "bascule"), True)])  # fmt: skip
def test_un_essai_ne_fait_paraitre_aucune_source(etats: tuple[str, ...], publique: bool) -> None:
    """B14 : une source n'est dite qu'une fois un de ses lots basculé."""
    for etat in etats:
        _lot(etat)
    code = un_monde().code
    assert (source(code) is not None) is publique
    for dites in (sources(), sources_nommees(), sources_nommees([code])):
        assert (code in {s.code for s in dites}) is publique


def test_la_liste_des_imports_ne_lit_ni_rapport_ni_examen() -> None:
    _dossier("importe", jours=0, lot=_lot("bascule"))
    (element,) = dossiers().elements
    assert (element.rapport, element.examen, element.correspondance) == ({}, {}, {})
