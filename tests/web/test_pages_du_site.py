"""Les outils du site se trouvent par leur nom dans la recherche, au-dessus des résultats, et ne s'y comptent pas."""

import pytest
from django.test import Client

from jumelles.web.chercher.pages_du_site import OUTILS, outils_nommes


@pytest.mark.parametrize(
    ("demande", "vues"),
    [
        ("note", ["note_choisir"]), ("la note", ["note_choisir"]), ("Note pour l’élu", ["note_choisir"]),
        ("mission", ["pays_liste"]), ("dossier de mission", ["pays_liste"]), ("droit", ["droit"]),
        ("droits", ["droit"]), ("argumentaire", ["argumentaire"]), ("conseil", ["conseil"]), ("coût", ["chez_nous"]),
        ("couts", ["chez_nous"]), ("combien ça coûte", ["note_choisir", "chez_nous"]),
    ],
)  # fmt: skip
def test_un_outil_repond_a_son_nom(demande: str, vues: list[str]) -> None:
    assert [o.vue for o in outils_nommes(demande)] == vues


@pytest.mark.parametrize("demande", ["", "  ", "la", "Grenoble", "droits humains", "conseil départemental", "<b>"])
def test_une_autre_demande_ne_montre_aucun_outil(demande: str) -> None:
    assert outils_nommes(demande) == []


@pytest.mark.django_db
def test_la_recherche_montre_l_outil_sans_le_compter() -> None:
    client = Client()
    page = client.get("/recherche/", {"q": "note"}).content.decode()
    assert 'id="outils"' in page and 'href="/note/"' in page
    assert "Rien ne porte ce nom" not in page
    premiere = client.get("/suggestions.json", {"q": "mission"}).json()["suggestions"][0]
    assert (premiere["sorte"], premiere["adresse"]) == ("outil", "/pays/")
    assert 'id="outils"' not in client.get("/recherche/", {"q": "Grenoble"}).content.decode()


@pytest.mark.django_db
def test_chaque_outil_mene_a_une_page_qui_repond() -> None:
    client = Client()
    assert {client.get(o.adresse).status_code for o in OUTILS} <= {200, 302}
