"""Les verbes des comptes : créer un administrateur, lui rendre l'accès."""

import secrets
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from jumelles.comptes.models import Utilisateur

# Sans 0/O, 1/l/I : le mot de passe se recopie à la main une fois.
ALPHABET = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"


class CompteRefuse(ValueError):
    """Le compte ne peut pas être créé ou changé ; le message dit pourquoi."""


@dataclass(frozen=True, slots=True)
class Acces:
    """Ce qu'il faut montrer une fois à la personne ; le mot de passe n'est rangé que haché."""

    courriel: str
    mot_de_passe: str
    utilisateur_id: int


def tirer_mot_de_passe() -> str:
    """Tirer quatre groupes de cinq signes (plus de cent bits)."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(5)) for _ in range(4))


def creer_administrateur(*, courriel: str, nom: str = "", par: str) -> Acces:
    """Créer un administrateur au courriel déjà vérifié ; CompteRefuse si le courriel ne va pas."""
    return _creer(courriel, nom, par, administrateur=True)


def creer_personne(*, courriel: str, nom: str = "", par: str) -> Acces:
    """Créer le compte d'une personne qui n'est pas de l'équipe de Jumelles ; CompteRefuse si le courriel ne va pas."""
    return _creer(courriel, nom, par, administrateur=False)


@transaction.atomic
def _creer(courriel: str, nom: str, par: str, *, administrateur: bool) -> Acces:
    _check_auteur(par)
    courriel = courriel.strip().lower()
    try:
        validate_email(courriel)
    except ValidationError as erreur:
        raise CompteRefuse(_("« %s » n'est pas une adresse de courriel.") % courriel) from erreur
    if Utilisateur.objects.filter(email__iexact=courriel).exists():
        raise CompteRefuse(_("le compte %s existe déjà.") % courriel)
    mot_de_passe = tirer_mot_de_passe()
    creer = Utilisateur.objects.create_superuser if administrateur else Utilisateur.objects.create_user
    utilisateur = creer(courriel, mot_de_passe, nom=nom)
    EmailAddress.objects.create(user=utilisateur, email=courriel, verified=True, primary=True)
    return Acces(courriel, mot_de_passe, utilisateur.pk)


@transaction.atomic
def rendre_l_acces(*, courriel: str, oublier_second_facteur: bool = False, par: str) -> Acces:
    """Donner un nouveau mot de passe, rouvrir le compte, et fermer les sessions ouvertes."""
    _check_auteur(par)
    try:
        utilisateur = Utilisateur.objects.select_for_update().get(email__iexact=courriel.strip())
    except Utilisateur.DoesNotExist as erreur:
        raise CompteRefuse(_("aucun compte %s.") % courriel) from erreur
    mot_de_passe = tirer_mot_de_passe()
    utilisateur.set_password(mot_de_passe)
    utilisateur.is_active = True
    utilisateur.save(update_fields=["password", "is_active"])
    EmailAddress.objects.update_or_create(
        user=utilisateur, email=utilisateur.email, defaults={"verified": True, "primary": True}
    )
    if oublier_second_facteur:
        Authenticator.objects.filter(user=utilisateur).delete()
    return Acces(utilisateur.email, mot_de_passe, utilisateur.pk)


def purger_sessions() -> int:
    """Effacer les sessions expirées ; rendre leur nombre."""
    from django.utils import timezone

    effacees, _details = Session.objects.filter(expire_date__lt=timezone.now()).delete()
    return effacees


def _check_auteur(par: str) -> None:
    if not par:
        raise ValueError("Une écriture sans auteur est refusée.")
