"""Ce que Jumelles demande à la bibliothèque de connexion."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AdaptateurCompte(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Personne ne s'inscrit seul pour l'instant : un administrateur invite."""
        return False

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """Pas de nom d'utilisateur : le courriel suffit."""
