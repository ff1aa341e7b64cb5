"""L'entrée de « chez nous » : à chacun les siennes, et rien aux autres."""

import pytest
from django.test import Client
from lxml import html

from tests.atelier.equipe import PORTE, client_de, client_de_l_equipe

pytestmark = pytest.mark.django_db


def test_une_seule_collectivite_y_mene_tout_droit() -> None:
    client = client_de("38185")
    page = client.get("/chez-nous/", follow=True)
    assert page.redirect_chain[-1][0] == "/chez-nous/38185/"
    texte = page.content.decode()
    assert "Grenoble" in texte
    assert "Dominique Exemple" in texte
    portes = html.fromstring(page.content).xpath("//li[@class='carte']//a/@href")
    assert len(portes) == 4
    assert [client.get(adresse).status_code for adresse in portes] == [200] * len(portes)


def test_sans_rattachement_la_page_dit_quoi_faire() -> None:
    from jumelles.comptes.models import Utilisateur

    client = Client()
    client.force_login(Utilisateur.objects.create_user("x@exemple.invalid", "un-mot-de-passe-long"), backend=PORTE)
    texte = client.get("/chez-nous/").content.decode()
    assert "rattaché à aucune collectivité" in texte


@pytest.mark.parametrize("code", ["38185", "99999"])
def test_ni_anonyme_ni_voisin_ni_equipe_de_jumelles(code: str) -> None:
    adresse = f"/chez-nous/{code}/"
    assert Client().get(adresse).status_code == 302
    assert client_de("38151").get(adresse).status_code == 403
    assert client_de_l_equipe().get(adresse).status_code == 403
