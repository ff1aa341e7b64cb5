"""La page publique d'une source née d'un fichier déposé : un nombre, jamais les cases. D7."""

from datetime import date

import pytest
from django.test import Client

from jumelles.provenance.models import Releve
from tests.atelier.faits import une_source

pytestmark = pytest.mark.django_db
SECRET = "valeur « 06 fabriquée »"


def _page(client: Client, code: str) -> str:
    source = une_source(code)
    Releve.objects.create(
        source=source, cle="clé fabriquée", numero=7, brut={"Contact": SECRET}, etat="refusee",
        messages=[f"ligne 7 : {SECRET} : ce n'est pas une date"], releve_le=date(2026, 11, 22),
    )  # fmt: skip
    return client.get(f"/sources/{code}/").content.decode()


def test_ce_qu_un_fichier_depose_a_de_mal_lu_ne_se_publie_pas(client: Client) -> None:
    page = _page(client, "depot-essai")
    assert "06 fabriquée" not in page
    assert "clé fabriquée" not in page
    assert "1 ligne est refusée. Rien n’est jeté" in page.replace("\xa0", " ")
    assert "attend une décision" not in page


def test_ce_qu_une_source_publique_a_de_mal_lu_reste_liste(client: Client) -> None:
    """Sans cela, l'essai du dessus ne prouverait rien."""
    assert "clé fabriquée" in _page(client, "essai-publique")
