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


def test_un_refus_ne_se_garde_pas_en_cache() -> None:
    for client in (client_de("38151"), client_de_l_equipe()):
        refus = client.get("/chez-nous/38185/")
        assert refus.status_code == 403
        assert "no-store" in refus["Cache-Control"]
        assert "Cette page ne vous est pas ouverte" in refus.content.decode()


@pytest.mark.parametrize(
    "adresse",
    ["/territoires/38130/note/", "/territoires/R22/note.md", "/chez-nous/38185/gabarit/", "/argumentaire/retoucher/"],
)
def test_une_question_trop_longue_ne_suit_pas_la_redirection(adresse: str) -> None:
    """Une adresse de plus de 2 048 signes ferait une erreur, tracée, au lieu de mener."""
    longue = "&".join(f"theme=x{n}" for n in range(600))
    menee = Client().get(f"{adresse}?{longue}")
    assert menee.status_code in (301, 302)
    assert len(menee["Location"]) < 200
    courte = Client().get(f"{adresse}?theme=eau")
    assert courte.status_code != menee.status_code or "theme" in courte["Location"]
