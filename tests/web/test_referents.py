"""Les référents à l'écran (C5.10) : la matrice d'accès, et rien d'eux nulle part ailleurs."""

import uuid
from typing import Any

import pytest
from django.test import Client

from jumelles.comptes.models import Utilisateur
from jumelles.rattachements.models import Referent
from tests.atelier.equipe import PORTE, client_de, client_de_l_equipe
from tests.atelier.monde import un_monde

CHEZ = "/chez-nous/ZZ001/referents/"
NOM = "Dominique Polichinelle"


@pytest.fixture
def agent(db: None) -> Client:
    un_monde()
    return client_de("ZZ001")


def ajouter(agent: Client, **champs: str) -> Any:
    """Un référent du service de l'eau."""
    dits = {"jeton": str(uuid.uuid4()), "service": "Eau", "nom": NOM, "langues": "portugais", **champs}
    return agent.post(f"{CHEZ}ajouter/", dits)


def test_on_ajoute_on_corrige_on_efface(agent: Client) -> None:
    assert "Personne n’est encore noté" in agent.get(CHEZ).content.decode()
    assert ajouter(agent)["Location"] == CHEZ
    fiche = Referent.objects.get()
    dits = {"jeton": str(uuid.uuid4()), "vue": "1", "service": "Eau", "nom": ""}
    assert agent.post(f"{CHEZ}{fiche.pk}/", dits).status_code == 302
    assert NOM not in agent.get(CHEZ).content.decode()
    seconde = agent.post(f"{CHEZ}{fiche.pk}/", {**dits, "langues": "grec"})
    assert seconde.status_code == 409
    assert 'value="grec"' in seconde.content.decode()
    agent.post(f"{CHEZ}{fiche.pk}/effacer/")
    assert Referent.objects.count() == 1, "sans la case, rien ne s'efface"
    lue_avant = agent.post(f"{CHEZ}{fiche.pk}/effacer/", {"compris": "oui", "vue": "1"})
    page = lue_avant.content.decode()
    assert lue_avant.status_code == 409, "on n'efface que ce que l'on a lu"
    assert "rien n’est effacé" in page and 'name="vue" value="2"><p' in page
    assert Referent.objects.count() == 1
    agent.post(f"{CHEZ}{fiche.pk}/effacer/", {"compris": "oui", "vue": "2"})
    assert not Referent.objects.exists()
    assert agent.get(f"{CHEZ}{fiche.pk}/").status_code == 404


def test_seul_le_service_est_demande_et_le_balisage_reste_du_texte(agent: Client) -> None:
    assert "Dites au moins de quel service" in ajouter(agent, service=" ").content.decode()
    ajouter(agent, nom="", service="<script>x</script>", competences="=1+1")
    assert "<script>x" not in agent.get(CHEZ).content.decode()
    assert "'=1+1" in agent.get("/chez-nous/ZZ001/referents.csv").content.decode()
    assert ajouter(agent, service="x" * 161).status_code == 400
    assert ajouter(agent, service="a\x00").status_code == 400


def test_la_matrice_d_acces(agent: Client) -> None:
    """Anonyme, inscrit, d'une autre collectivité, équipe de Jumelles × page, fichier, gestes."""
    ajouter(agent)
    numero = Referent.objects.get().pk
    inscrit = Client()
    personne = Utilisateur.objects.create_user("inscrit@exemple.invalid", "un-mot-de-passe-long")
    inscrit.force_login(personne, backend=PORTE)
    refuses = [inscrit, client_de("ZZ002", "voisin@exemple.invalid"), client_de_l_equipe()]
    lectures = [CHEZ, f"{CHEZ}ajouter/", f"{CHEZ}{numero}/", "/chez-nous/ZZ001/referents.csv"]
    for adresse in lectures:
        assert Client().get(adresse).status_code == 302, adresse
        assert [c.get(adresse).status_code for c in refuses] == [403, 403, 403], adresse
        assert agent.get(adresse).status_code == 200, adresse
        assert "no-store" in agent.get(adresse)["Cache-Control"], adresse
    for adresse in (f"{CHEZ}ajouter/", f"{CHEZ}{numero}/", f"{CHEZ}{numero}/effacer/"):
        assert Client().post(adresse, {"compris": "oui"}).status_code == 302, adresse
        assert [c.post(adresse, {"compris": "oui"}).status_code for c in refuses] == [403, 403, 403], adresse
    assert refuses[1].get(f"/chez-nous/ZZ002/referents/{numero}/").status_code == 404
    refuses[1].post(f"/chez-nous/ZZ002/referents/{numero}/effacer/", {"compris": "oui", "vue": "1"})
    assert Referent.objects.count() == 1


PUBLIQUES = [
    "/territoires/ZZ001-fabriquee-sur-isere/", "/territoires/ZZ001-fabriquee-sur-isere/couts/", "/acteurs.csv",
    "/recherche/?q=Polichinelle", "/suggestions.json?q=Polichinelle", "/api/v1/acteurs?q=Polichinelle",
    "/acteurs/?q=Polichinelle", "/chez-nous/ZZ001/couts/2025/fiche.md",
]  # fmt: skip


def test_ni_le_public_ni_la_recherche_ni_l_api_ne_le_disent(agent: Client, index_suivi: Any) -> None:
    """Ni l'index, qui relit pourtant le journal, ni les fichiers, ni les documents."""
    ajouter(agent, competences="Polichinelle-des-Eaux")
    index_suivi()
    for adresse in PUBLIQUES:
        reponse = agent.get(adresse)
        assert reponse.status_code == 200, adresse
        texte = b"".join(reponse.streaming_content if reponse.streaming else [reponse.content]).decode()  # type: ignore[attr-defined]
        assert NOM not in texte, adresse
        assert "des-Eaux" not in texte, adresse


def test_un_service_se_montre_a_tous_si_on_le_choisit_et_jamais_la_personne(agent: Client, client: Client) -> None:
    """C5.10 : pour l'équipe seule par défaut ; le service et la fonction, si la collectivité le décide."""
    page = "/territoires/ZZ001-fabriquee-sur-isere/"
    ajouter(agent, fonction="Cheffe de la régie fabriquée", competences="Polichinelle")
    fiche = Referent.objects.get()
    assert "régie fabriquée" not in client.get(page).content.decode()
    dits = {"jeton": str(uuid.uuid4()), "service": "Eau fabriquée", "fonction": "Régie", "nom": NOM,
            "joindre": "0102", "competences": "Polichinelle"}  # fmt: skip
    agent.post(f"{CHEZ}{fiche.pk}/", {**dits, "vue": "1", "public": "on"})
    texte = client.get(page).content.decode()
    assert "Eau fabriquée" in texte and "Dit par la collectivité" in texte
    for cache in (NOM, "Polichinelle", "0102"):
        assert cache not in texte
    assert "Eau fabriquée" not in client.get("/territoires/ZZ002-fabriquee-en-bresse/").content.decode()
    agent.post(f"{CHEZ}{fiche.pk}/", {**dits, "vue": "2"})
    assert "Eau fabriquée" not in client.get(page).content.decode()


def test_la_liste_compte_ses_requetes(agent: Client, django_assert_max_num_queries: Any) -> None:
    for n in range(12):
        ajouter(agent, service=f"Service {n}")
    with django_assert_max_num_queries(9):
        assert agent.get(CHEZ).status_code == 200
