"""Qui a des centaines de liens : la page s'en tient aux premiers, dit combien il y en a, et mène à tous."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client

from jumelles.acteurs.requetes import acteur_du_territoire
from jumelles.cooperations.requetes import relations_de
from jumelles.recherche.apercus import apercu
from jumelles.recherche.filtre import Filtre
from jumelles.recherche.requetes import acteurs as annuaire
from jumelles.web import au_dela
from jumelles.web.acteurs import vues as acteurs
from jumelles.web.nombres import entier
from jumelles.web.portes import aujourdhui
from jumelles.web.territoires import vues as territoires

pytestmark = pytest.mark.django_db
LIMITE = 1


@pytest.fixture
def peu(monkeypatch: pytest.MonkeyPatch) -> None:
    """Un lien au plus : presque tous ont alors « trop » de liens."""
    for module in (au_dela, territoires, acteurs):
        monkeypatch.setattr(module, "LIENS_MAX", LIMITE)


def _page(client: Client, adresse: str) -> str:
    reponse = client.get(adresse, follow=True)
    assert reponse.status_code == 200
    return unescape(reponse.content.decode())


def _strasbourg() -> tuple[int, Filtre]:
    pk = acteur_du_territoire("67482")
    assert pk
    return pk, Filtre(partie=(str(pk),))


def _partenaire() -> int:
    """Un acteur étranger qui a plus de liens que la limite."""
    trouves = annuaire(Filtre(type_acteur=("autorite_etrangere",)), jour=aujourdhui(), tri="pertinence", taille=200)
    return int(max(trouves.elements, key=lambda a: a.relations).id)


@pytest.mark.parametrize("quoi", ["territoire", "acteur"])
def test_la_page_s_en_tient_aux_premiers_et_mene_a_tous(client: Client, peu: None, quoi: str) -> None:
    if quoi == "territoire":
        (_pk, filtre), adresse = _strasbourg(), "/territoires/67482/"
    else:
        pk = _partenaire()
        filtre, adresse = Filtre(partie=(str(pk),)), f"/acteurs/{pk}/"
    total = apercu(filtre).total
    assert total > LIMITE
    html = _page(client, adresse)
    tableau = html[html.index('id="tableau"') :]
    assert 0 < tableau.count('<th scope="row">') <= LIMITE
    assert f'<span class="chiffre__nombre">{entier(total)}</span>' in html
    assert f'href="/relations/?{filtre.to_query()}">Voir et filtrer les {entier(total)} liens' in html
    assert f"sur {entier(total)}." in html
    assert "ne montrent que" in html


def test_sous_la_limite_rien_ne_change(client: Client) -> None:
    html = _page(client, "/territoires/67482/")
    assert "ne montrent que" not in html
    _pk, filtre = _strasbourg()
    lignes = html[html.index('id="tableau"') :].split("</table>")[0].count('<th scope="row">')
    assert lignes == apercu(filtre).total > LIMITE


def test_les_premiers_sont_les_memes_que_de_toutes(client: Client) -> None:
    pk, _filtre = _strasbourg()
    toutes = relations_de(pk, francais=True, jour=aujourdhui())
    premieres = relations_de(pk, francais=True, jour=aujourdhui(), nombre=LIMITE)
    assert [r.debut for r in premieres] == [r.debut for r in toutes[:LIMITE]]
    assert len(premieres) == LIMITE


def test_le_nombre_de_requetes_ne_suit_pas_celui_des_liens(
    client: Client, peu: None, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    with django_assert_max_num_queries(29):
        html = _page(client, "/territoires/67482-strasbourg/")
    assert re.search(r"ne montrent que \d+ liens", html)
