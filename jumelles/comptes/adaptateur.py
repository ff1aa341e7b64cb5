"""Ce que Jumelles demande à la bibliothèque de connexion."""

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest


class AdaptateurCompte(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Personne ne s'inscrit seul pour l'instant : un administrateur invite."""
        return False

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """Pas de nom d'utilisateur : le courriel suffit."""

    def is_reauthentication_required(self, *, app: str, **autres: Any) -> bool:
        """Ne pas redemander le mot de passe à qui vient de le donner pour activer son premier second facteur."""
        utilisateur = self.request.user
        if app == "allauth.mfa" and not is_mfa_enabled(utilisateur):
            donnes = get_authentication_records(self.request, utilisateur)
            if donnes and time.time() - donnes[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT:
                return False
        return bool(super().is_reauthentication_required(app=app, **autres))
