"""Une personne de l'équipe, avec son second facteur : pour un client d'essai, ou sur le site servi pour de vrai."""

import subprocess
import sys
from typing import TYPE_CHECKING

from django.test import Client

from tests.atelier.bases import environnement
from tests.atelier.empreintes import RACINE

if TYPE_CHECKING:
    from jumelles.comptes.models import Utilisateur

COURRIEL = "camille@exemple.invalid"
PORTE = "allauth.account.auth_backends.AuthenticationBackend"


def une_personne_de_l_equipe(courriel: str = COURRIEL, *, second_facteur: bool = True) -> "Utilisateur":
    """Une personne de l'équipe ; sans second facteur, toute page la mène à l'écran qui l'active."""
    from allauth.mfa.models import Authenticator

    from jumelles.comptes.models import Utilisateur

    personne = Utilisateur.objects.create_user(courriel, "un-mot-de-passe-long", nom="Camille Exemple", est_equipe=True)
    if second_facteur:
        Authenticator.objects.create(user=personne, type="totp", data={"secret": "fabriqué"})
    return personne


def client_de_l_equipe(courriel: str = COURRIEL, *, second_facteur: bool = True) -> Client:
    """Un client d'essai où cette personne est connectée."""
    client = Client()
    client.force_login(une_personne_de_l_equipe(courriel, second_facteur=second_facteur), backend=PORTE)
    return client


def client_de(code: str, courriel: str = "agent@exemple.invalid", *, role: str = "agent") -> Client:
    """Un client d'essai où est connectée une personne rattachée à cette collectivité, et à elle seule."""
    from jumelles.comptes.models import Utilisateur
    from jumelles.rattachements.operations import rattacher

    personne = Utilisateur.objects.create_user(courriel, "un-mot-de-passe-long", nom="Dominique Exemple")
    rattacher(courriel=courriel, code=code, role=role, par="essai")
    client = Client()
    client.force_login(personne, backend=PORTE)
    return client


_OUVRIR = f"""
import django; django.setup()
from tests.atelier.equipe import PORTE, une_personne_de_l_equipe
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from jumelles.comptes.models import Utilisateur
personne = Utilisateur.objects.filter(email={COURRIEL!r}).first() or une_personne_de_l_equipe()
session = SessionStore()
session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(personne.pk), PORTE
session[HASH_SESSION_KEY] = personne.get_session_auth_hash()
session.save()
print(session.session_key)
"""


def session_sur_le_site(base: str) -> str:
    """La valeur du témoin « sessionid » d'une personne de l'équipe, sur la base d'un site servi."""
    env = {**environnement(base), "DJANGO_SETTINGS_MODULE": "jumelles.config.reglages"}
    dit = subprocess.run(
        [sys.executable, "-c", _OUVRIR], cwd=RACINE, env=env, capture_output=True, text=True, check=True
    )
    return dit.stdout.strip().splitlines()[-1]
