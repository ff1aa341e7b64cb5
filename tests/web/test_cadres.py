"""Les cadres : leurs pages, et l'écran où une collectivité dit dans lequel son projet s'inscrit (C5.7)."""

from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jumelles.cooperations.models import Projet
from jumelles.cooperations.operations import marquer_sensible
from jumelles.provenance.models import Affirmation
from jumelles.referentiel.cadres import cadres
from tests.atelier.equipe import client_de
from tests.atelier.faits import appliquer, projet
from tests.atelier.monde import commune, un_monde, ville

CHEZ = "/chez-nous/ZZ001/projets/"
DIT = {"cadre": "accord-de-paris", "comment": "Deux villages ont leur plan climat (fabriqué).", "le": "2026-05"}
pytestmark = pytest.mark.django_db


@pytest.fixture
def eau() -> int:
    """Un projet de la première commune ; un autre, de la seconde."""
    un_monde()
    bouts: dict[str, Any] = {"partenaires": (ville("Antsahabe Fabriqué"),), "odd": ("6",)}
    appliquer(
        projets=[
            projet("p1", titre="Eau (fabriqué)", porteurs=(commune(1),), **bouts),
            projet("p2", titre="Ailleurs (fabriqué)", porteurs=(commune(2),), **bouts),
        ]
    )
    return Projet.objects.get(titre="Eau (fabriqué)").pk


def _lire(client: Client, adresse: str, statut: int = 200) -> str:
    reponse = client.get(adresse, follow=True)
    assert reponse.status_code == statut, adresse
    return unescape(reponse.content.decode())


def test_chaque_cadre_a_son_adresse_sa_source_et_dit_s_il_est_a_verifier(client: Client, index_suivi: Any) -> None:
    index_suivi()
    liste = _lire(client, "/cadres/")
    for c in cadres():
        assert f'href="/cadres/{c.code}/"' in liste
    page = _lire(client, "/cadres/loi-oudin-santini/")
    assert "à vérifier" in page and "pseau.org" in page and "9 février 2005" in page.replace("\xa0", " ")
    assert "FICOL" in _lire(client, "/cadres/agenda-2030/")
    _lire(client, "/cadres/nulle-part/", 404)


def test_seuls_les_gens_de_la_maison_et_seulement_pour_leurs_projets(client: Client, eau: int) -> None:
    ici, ailleurs = client_de("ZZ001"), client_de("ZZ002", "autre@exemple.invalid")
    autre = Projet.objects.get(titre="Ailleurs (fabriqué)").pk
    for adresse in (CHEZ, f"{CHEZ}{eau}/cadres/"):
        assert client.get(adresse).status_code == 302
        assert ailleurs.get(adresse).status_code == 403
        assert ici.get(adresse).status_code == 200
    for adresse in (f"{CHEZ}{eau}/cadres/", f"{CHEZ}{eau}/cadres/retirer/"):
        assert client.post(adresse, DIT).status_code == 302 and ailleurs.post(adresse, DIT).status_code == 403
    assert ici.get(f"{CHEZ}{eau}/cadres/retirer/").status_code == 405
    assert ici.post(f"{CHEZ}{autre}/cadres/", DIT).status_code == 404
    assert not any("cadres" in champs for champs in Affirmation.objects.values_list("champs", flat=True))
    assert "Eau (fabriqué)" in _lire(ici, CHEZ) and "Ailleurs" not in _lire(ici, CHEZ)


def test_le_dire_deux_fois_ne_change_rien_et_deux_personnes_ne_s_effacent_pas(client: Client, eau: int) -> None:
    moi, elle = client_de("ZZ001"), client_de("ZZ001", "collegue@exemple.invalid")
    ou = f"{CHEZ}{eau}/cadres/"
    for _fois in range(2):
        assert moi.post(ou, DIT).status_code == 302
    assert elle.post(ou, {**DIT, "comment": "Vu par elle (fabriqué)."}).status_code == 302
    dites = [a for a in Affirmation.objects.vivantes().about("projet", eau) if "cadres" in a.champs]
    assert len(dites) == 2 and len({a.auteur for a in dites}) == 2
    publique = _lire(client, f"/projets/{eau}/")
    assert DIT["comment"] in publique and "Vu par elle (fabriqué)." in publique
    assert "Accord de Paris" in _lire(moi, CHEZ)
    for _fois in range(2):
        assert elle.post(f"{ou}retirer/", {"dit": dites[0].pk}).status_code == 302
    assert DIT["comment"] not in _lire(client, f"/projets/{eau}/")
    fichier = Affirmation.objects.vivantes().about("projet", eau).exclude(pk=dites[1].pk).get()
    for dit in (str(fichier.pk), "", "²", "9" * 30):
        assert moi.post(f"{ou}retirer/", {"dit": dit}).status_code == 404


@pytest.mark.parametrize(
    ("champ", "valeur", "remede"),
    [
        ("cadre", "", "Choisissez un cadre"), ("cadre", "plan-sur-la-comete", "n’est pas"),
        ("comment", "  ", "Dites-le en une phrase"), ("comment", "x" * 601, "C’est trop long"),
        ("le", "demain", "ne se lit pas"), ("le", "2031", "à venir"), ("le", "31/05/2024x", "ne se lit pas"),
        ("preuve", "pas une adresse", "ne se lit pas"),
    ],
)  # fmt: skip
def test_une_faute_se_dit_et_le_reste_est_garde(eau: int, champ: str, valeur: str, remede: str) -> None:
    reponse = client_de("ZZ001").post(f"{CHEZ}{eau}/cadres/", {**DIT, champ: valeur})
    corps = unescape(reponse.content.decode())
    assert reponse.status_code == 422 and "Rien n’est enregistré" in corps and remede in corps
    if champ != "comment":
        assert DIT["comment"] in corps
    assert not any("cadres" in champs for champs in Affirmation.objects.values_list("champs", flat=True))


def test_d_un_projet_protege_rien_ne_parait(client: Client, eau: int) -> None:
    chez = client_de("ZZ001")
    chez.post(f"{CHEZ}{eau}/cadres/", DIT)
    marquer_sensible(objet="projet", objet_id=eau, masque_noms=True, par="essai")
    assert "ne paraît pas" in _lire(chez, f"{CHEZ}{eau}/cadres/")
    assert "Accord de Paris" not in _lire(chez, CHEZ)
    publique = _lire(client, f"/projets/{eau}/")
    assert DIT["comment"] not in publique and "Accord de Paris" not in publique


def test_le_nombre_de_requetes_ne_grandit_pas(client: Client, eau: int, index_suivi: Any) -> None:
    chez = client_de("ZZ001")
    chez.post(f"{CHEZ}{eau}/cadres/", DIT)
    index_suivi()
    for qui, adresse, au_plus in (
        (chez, CHEZ, 12), (chez, f"{CHEZ}{eau}/cadres/", 20), (client, "/cadres/", 2), (client, "/cadres/cerv/", 2),
    ):  # fmt: skip
        with CaptureQueriesContext(connection) as faites:
            qui.get(adresse)
        assert len(faites) <= au_plus, (adresse, len(faites))
