"""Ce que le bureau donne à lire avant de décider, et après : le lien déjà connu, la ligne du lot, la décision (B14)."""

import re
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jumelles.acteurs.models import Acteur
from jumelles.provenance.models import Jugement
from tests.atelier.equipe import client_de_l_equipe
from tests.atelier.revue import BOURG_01, BOURG_38, decider, suspens, un_monde_qui_hesite


@pytest.fixture(autouse=True)
def monde(base_vide: str, tmp_path: Path) -> None:
    """Six lignes inventées, dont cinq attendent un nom."""
    un_monde_qui_hesite(tmp_path)


@pytest.fixture
def client() -> Client:
    """Une personne de l'équipe, connectée."""
    return client_de_l_equipe()


def _lire(client: Client, adresse: str) -> str:
    reponse = client.get(adresse)
    assert reponse.status_code == 200, adresse
    return reponse.content.decode().replace("\u00a0", " ").replace("\u202f", " ")


def _dire(nom: str, **mention: str) -> Jugement:
    """Compléter ce que la ligne dit de ce nom."""
    jugement = suspens(nom)
    jugement.details["mention"] |= mention
    jugement.save(update_fields=["details"])
    return jugement


def _compter(client: Client, adresse: str) -> tuple[str, int]:
    """La page, et combien de questions elle pose à la base."""
    client.get(adresse)
    with CaptureQueriesContext(connection) as posees:
        page = _lire(client, adresse)
    return page, len(posees)


def test_la_proposition_deja_liee_au_partenaire_de_la_ligne_vient_d_abord(client: Client) -> None:
    """Le badge dit avec qui, d'après qui ; le score reste dit ; rien d'un acteur masqué, autant de questions."""
    jugement = _dire("Bourg-Fabriqué", partenaire="Personne|Inconnue")
    decider("Bourg-Fabriqué", BOURG_38)
    comptes = []
    for partenaire, connue in (("Personne|Inconnue", False), ("Personne|Seulafabo", True), ("Seulafabo|Tierce", True)):
        jugement.details["mention"]["partenaire"] = partenaire
        Jugement.objects.filter(pk=jugement.pk).update(details=jugement.details)
        page, posees = _compter(client, f"/revue/noms/{jugement.pk}/")
        comptes.append(posees)
        refs = re.findall(r'name="choix" value="(collectivite:[^"]+)"', page)
        assert refs == ([BOURG_38, BOURG_01] if connue else [BOURG_01, BOURG_38])
        assert len(re.findall(r"déjà liée à Seulafabo \([^)]*Wikidata", page)) == connue
        assert page.count("50 chances sur 100") == 2
    assert comptes[1] == comptes[2] <= comptes[0] + 6
    Acteur.objects.filter(nom__in=["Seulafabo", "Tierce"]).update(sensible=True)
    assert "déjà liée" not in _lire(client, f"/revue/noms/{jugement.pk}/")
