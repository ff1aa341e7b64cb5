"""Un fichier qui épuise la mémoire est refusé sur la page de son import ; l'ouvrier vit, rien n'est à moitié écrit."""

import os
from pathlib import Path
from uuid import uuid4

import pytest

from jumelles.contributions.models import DossierImport
from jumelles.pieces.operations import deposer
from jumelles.provenance.models import LigneLot, Lot, Source
from jumelles.sources.depots import FicheDepot
from jumelles.sources.depots import a_part as borner
from jumelles.sources.depots.limites import MO, Limites
from jumelles.sources.fiche import enregistrer_fiche
from jumelles.sources.suivi import essai, examen
from jumelles.sources.suivi.travaux import mener

PAR = "personne:1"
FICHE = FicheDepot("inventee", "Liste inventée", "Réseau inventé", "Licence Ouverte 2.0")


@pytest.fixture(autouse=True)
def a_l_etroit(base_vide: str, monkeypatch: pytest.MonkeyPatch, settings, tmp_path: Path) -> None:
    """Un dossier de pièces à soi, et un import à qui l'on ne donne guère de mémoire."""
    settings.DOSSIER_DES_PIECES = str(tmp_path / "depots")
    monkeypatch.setattr(borner, "limites", lambda: Limites(memoire=256 * MO, calcul=20, attente=60))


def _dossier(etat: str) -> DossierImport:
    piece = deposer(morceaux=[b"Ville;Pays\nGrabels;Mali\n"], nom="liste.csv", par=PAR)
    return DossierImport.objects.create(
        piece_id=piece, jeton=uuid4(), source_code=FICHE.code, source_nom=FICHE.nom, editeur=FICHE.editeur,
        licence=FICHE.licence, etat=etat, par=PAR, course=1,
        correspondance={"objet": "relations", "colonnes": [{"colonne": "Ville", "champ": "collectivite"}]},
    )  # fmt: skip


def _s_enfler(*_args: object, **_nommes: object) -> None:
    raise AssertionError(len([bytes(16 * MO) for _ in range(1_000)]))


def _ecrire_puis_s_enfler(*_args: object, **_nommes: object) -> None:
    source = enregistrer_fiche(FICHE.en_fiche_source(), par=PAR)
    lot = Lot.objects.create(source=source, fichier="liste.csv", empreinte="x", par=PAR, rapport={"lues": 500})
    LigneLot.objects.create(lot=lot, numero=2, cle="c", etat="valide", brut={"Ville": "Grabels"})
    _s_enfler()


@pytest.mark.parametrize(("etat", "ou", "quoi"), [("examen", examen, "examiner"), ("essai", essai, "preparer_depot")])
def test_l_import_dit_ce_qui_lui_a_manque(monkeypatch, etat, ou, quoi):
    monkeypatch.setattr(ou, quoi, _s_enfler)
    dossier = _dossier(etat)
    assert mener.func(dossier.pk, 1, etat, PAR) == "refusé"
    dossier.refresh_from_db()
    assert dossier.etat == "refuse"
    assert "Ce fichier demande plus de mémoire que le site n'en donne à un import (256 Mo)." in dossier.raison
    assert "découpez-le" in dossier.raison


def test_ce_qu_un_essai_mort_avait_range_est_abandonne(monkeypatch):
    monkeypatch.setattr(essai, "preparer_depot", _ecrire_puis_s_enfler)
    autre = Lot.objects.create(
        source=Source.objects.create(code="autre", nom="Autre", editeur="Personne", licence="Licence Ouverte 2.0"),
        fichier="x", empreinte="x", par=PAR,
    )  # fmt: skip
    mener.func(_dossier("essai").pk, 1, "essai", PAR)
    mort = Lot.objects.get(fichier="liste.csv")
    assert (mort.etat, LigneLot.objects.count()) == ("abandonne", 0)
    assert Lot.objects.get(pk=autre.pk).etat == "prepare", "ce qu'une autre source prépare n'y perd rien"


def test_le_travail_se_fait_dans_un_autre_processus(monkeypatch, tmp_path):
    temoin = tmp_path / "temoin"
    monkeypatch.setattr(examen, "examiner", lambda *_a, **_n: temoin.write_text(str(os.getpid())) and 1 / 0)
    with pytest.raises(ZeroDivisionError):
        mener.func(_dossier("examen").pk, 1, "examen", PAR)
    assert temoin.read_text() != str(os.getpid())
