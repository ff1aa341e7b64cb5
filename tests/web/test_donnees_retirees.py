"""Un fait masqué aujourd'hui ne se lit plus dans les fichiers d'hier."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from jumelles.cooperations import operations
from jumelles.provenance.models import Journal
from jumelles.recherche.moteur import moteur
from jumelles.recherche.sorties.livraisons import ecrites, livraisons, livrer
from tests.atelier.faits import GRENOBLE, TANA, appliquer, la_relation, relation, une_source

pytestmark = pytest.mark.django_db
OCTOBRE = datetime(2026, 10, 1, 4, tzinfo=UTC)
SECRET = "Antsahabe"
Suivre = Callable[[], object]


@pytest.fixture
def relation_id(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, index_suivi: Suivre) -> int:
    """Un lien, et deux livraisons qui le disent."""
    une_source()
    appliquer(relation("r1", [GRENOBLE, TANA], nature="jumelage"))
    index_suivi()
    monkeypatch.setattr("jumelles.recherche.sorties.livraisons.racine", lambda: tmp_path)
    livrer(moteur(), OCTOBRE)
    livrer(moteur(), timezone.now())
    return la_relation().pk


def masquer(pk: int, **masques: bool) -> None:
    operations.marquer_sensible(objet="relation", objet_id=pk, par="personne:1", **masques)


def lu(client: Client, adresse: str) -> str:
    reponse: Any = client.get(adresse, follow=True)
    octets = b"".join(reponse.streaming_content) if reponse.streaming else reponse.content
    return octets.decode()


def test_le_fichier_du_mois_et_ceux_d_avant_se_retirent(client: Client, relation_id: int, index_suivi: Suivre) -> None:
    fichiers = [f"/donnees/{mois}{sorte}.{e}" for mois in ("", "2026-10/") for sorte in ("relations", "acteurs")
                for e in ("csv", "json", "geojson")]  # fmt: skip
    assert all(SECRET in lu(client, adresse) for adresse in fichiers)
    masquer(relation_id, masque_partenaire=True)
    index_suivi()
    assert [adresse for adresse in fichiers if SECRET in lu(client, adresse)] == []
    assert client.get("/donnees/2026-10/relations.csv").status_code == 410
    assert client.get("/donnees/relations.csv")["Location"] == "/relations.csv?interieures=oui"
    assert livraisons() == () and len(ecrites()) == 2
    assert client.get("/donnees/").status_code == 200
    assert b"2026-10" not in client.get("/donnees/catalog.jsonld").content


def test_la_nuit_d_apres_en_ecrit_une_autre(client: Client, relation_id: int, index_suivi: Suivre) -> None:
    from jumelles.commandes.travaux import publier_le_mois

    masquer(relation_id, masque_lieu=True)
    Journal.objects.filter(verbe="marquer_sensible").update(quand=timezone.now() - timedelta(hours=2))
    index_suivi()
    assert publier_le_mois.func().endswith("écrite")
    assert [v.mois for v in livraisons()] == [f"{timezone.localtime():%Y-%m}"]
    assert SECRET not in lu(client, "/donnees/relations.csv")


def test_une_livraison_tiree_d_un_index_en_retard_ne_se_montre_pas(relation_id: int) -> None:
    """L'index n'a pas encore pris le masque : le fichier, plus jeune que lui, dirait encore le nom."""
    masquer(relation_id, masque_partenaire=True)
    livrer(moteur(), timezone.now() + timedelta(minutes=1))
    assert livraisons() == ()


def test_lever_le_masque_rend_les_fichiers(relation_id: int) -> None:
    masquer(relation_id, masque_noms=True)
    assert livraisons() == ()
    masquer(relation_id)
    assert len(livraisons()) == 2


def test_une_autre_ecriture_ne_retire_rien(relation_id: int) -> None:
    assert len(livraisons()) == 2
    operations.corriger_relation(
        relation_id=relation_id, champs={"debut": "1999"}, jour=timezone.localdate(), par="personne:1"
    )
    assert len(livraisons()) == 2
