"""Un refus ne reste dans aucun cache ; une question trop longue ne casse pas la redirection."""

import pytest
from django.test import Client

from tests.atelier.equipe import client_de, client_de_l_equipe
from tests.atelier.monde import un_monde


@pytest.fixture(autouse=True)
def monde(db: None) -> None:
    un_monde()


def test_un_refus_ne_se_garde_pas_en_cache() -> None:
    voisin, jumelles = client_de("ZZ002"), client_de_l_equipe()
    for client, page in ((voisin, "referents"), (jumelles, "referents"), (voisin, "equipe")):
        refus = client.get(f"/chez-nous/ZZ001/{page}/")
        assert refus.status_code == 403
        assert "no-store" in refus["Cache-Control"]
        assert "Cette page ne vous est pas ouverte" in refus.content.decode()


@pytest.mark.parametrize(
    "adresse",
    ["/territoires/ZZ001/note/", "/chez-nous/ZZ001/gabarit/", "/chez-nous/ZZ001/equipe/", "/argumentaire/retoucher/"],
)
def test_une_question_trop_longue_ne_suit_pas_la_redirection(adresse: str) -> None:
    """Une adresse de plus de 2 048 signes ferait une erreur, tracée, au lieu de mener."""
    menee = Client().get(f"{adresse}?{'&'.join(f'theme=x{n}' for n in range(600))}")
    assert menee.status_code in (301, 302)
    assert "x1" not in menee["Location"]


def test_une_question_courte_suit_la_redirection() -> None:
    assert Client().get("/territoires/ZZ001/note/?theme=eau")["Location"].endswith("/note/?theme=eau")
    assert Client().get("/chez-nous/ZZ001/gabarit/?x=eau")["Location"].endswith("gabarit/%3Fx%3Deau")
