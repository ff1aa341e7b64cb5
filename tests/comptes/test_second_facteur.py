"""Un membre de l'équipe active son second facteur à la première connexion, puis donne un code à chaque fois."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.test import Client

from jumelles.comptes.models import Utilisateur
from jumelles.comptes.operations import Acces, creer_administrateur

ACTIVER = "/compte/2fa/totp/activate/"
DEMANDER = "/compte/2fa/authenticate/"


@pytest.fixture
def acces(db: None, settings: object) -> Acces:
    """Un administrateur neuf ; les compteurs d'essais de connexion sont remis à zéro."""
    cache.clear()
    return creer_administrateur(courriel="camille@exemple.invalid", par="essai")


def _connecter(client: Client, acces: Acces) -> str:
    reponse = client.post("/compte/login/", {"login": acces.courriel, "password": acces.mot_de_passe})
    assert reponse.status_code == 302, reponse.content.decode()[:2000]
    return str(reponse["Location"])


def _code(secret: str) -> str:
    return totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30))


def _activer(client: Client) -> str:
    page = client.get(ACTIVER)
    secret = str(page.context["form"].secret)
    assert client.post(ACTIVER, {"code": _code(secret)}).status_code == 302
    return secret


@pytest.mark.parametrize("chemin", ["/", "/relations/", "/une-page-qui-n-existe-pas/"])
def test_sans_second_facteur_toute_page_mene_a_l_ecran_qui_l_active(client: Client, acces: Acces, chemin: str) -> None:
    _connecter(client, acces)
    reponse = client.get(chemin)
    assert (reponse.status_code, reponse["Location"]) == (302, ACTIVER)
    assert client.get(ACTIVER).status_code == 200


def test_un_code_faux_n_active_rien(client: Client, acces: Acces) -> None:
    _connecter(client, acces)
    client.get(ACTIVER)
    assert client.post(ACTIVER, {"code": "000000"}).status_code == 200
    assert not Authenticator.objects.filter(type="totp").exists()


def test_apres_activation_les_pages_s_ouvrent_et_le_code_est_demande_ensuite(acces: Acces) -> None:
    premier = Client()
    _connecter(premier, acces)
    secret = _activer(premier)
    assert premier.get("/une-page-qui-n-existe-pas/").status_code == 404

    cache.clear()
    second = Client()
    assert _connecter(second, acces) == DEMANDER
    assert "_auth_user_id" not in second.session
    assert second.post(DEMANDER, {"code": "000000"}).status_code == 200
    assert "_auth_user_id" not in second.session
    # Le code de l'activation a servi : un code ne sert qu'une fois, on prend le suivant.
    cache.clear()
    suivant = totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30))
    assert second.post(DEMANDER, {"code": suivant}).status_code == 302
    assert second.session["_auth_user_id"] == str(Utilisateur.objects.get().pk)


def test_qui_n_est_pas_de_l_equipe_n_est_pas_contraint(client: Client, db: None) -> None:
    personne = Utilisateur.objects.create_user("lecteur@exemple.invalid", "un-mot-de-passe-long")
    client.force_login(personne, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/une-page-qui-n-existe-pas/").status_code == 404


def test_personne_ne_s_inscrit_seul(client: Client, db: None) -> None:
    reponse = client.post(
        "/compte/signup/",
        {"email": "x@exemple.invalid", "password1": "un-mot-de-passe-long", "password2": "un-mot-de-passe-long"},
    )
    assert reponse.status_code == 200
    assert not Utilisateur.objects.filter(email="x@exemple.invalid").exists()


def test_apres_six_mots_de_passe_faux_le_bon_est_refuse_aussi(client: Client, acces: Acces) -> None:
    for _ in range(6):
        cache.clear()
        client.post("/compte/login/", {"login": acces.courriel, "password": "faux"})
    cache.clear()
    client.post("/compte/login/", {"login": acces.courriel, "password": acces.mot_de_passe})
    assert "_auth_user_id" not in client.session


def test_une_connexion_ancienne_redonne_le_mot_de_passe_avant_d_activer(client: Client, acces: Acces) -> None:
    _connecter(client, acces)
    session = client.session
    session["account_authentication_methods"][-1]["at"] -= 3600
    session.save()
    assert client.get(ACTIVER)["Location"].startswith("/compte/reauthenticate/")
