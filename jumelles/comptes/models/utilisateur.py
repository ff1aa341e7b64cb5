"""Une personne qui se connecte, connue par son courriel."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils.translation import gettext_lazy as _


class UtilisateurManager(BaseUserManager["Utilisateur"]):
    def create_user(self, email: str, password: str | None = None, **champs: Any) -> "Utilisateur":
        """Créer une personne ; le courriel est rangé en minuscules."""
        utilisateur = self.model(email=email.strip().lower(), **champs)
        utilisateur.set_password(password)
        utilisateur.save(using=self._db)
        return utilisateur

    def create_superuser(self, email: str, password: str | None = None, **champs: Any) -> "Utilisateur":
        """Créer un administrateur."""
        return self.create_user(email, password, est_equipe=True, is_superuser=True, **champs)


class Utilisateur(AbstractBaseUser, PermissionsMixin):
    email = models.EmailField(_("courriel"), unique=True)
    nom = models.CharField(_("nom affiché"), max_length=120, blank=True)
    est_equipe = models.BooleanField(_("membre de l'équipe"), default=False)
    is_active = models.BooleanField(_("actif"), default=True)
    cree_le = models.DateTimeField(_("créé le"), auto_now_add=True)

    objects = UtilisateurManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("utilisateur")
        verbose_name_plural = _("utilisateurs")

    def __str__(self) -> str:
        return self.nom or self.email

    @property
    def is_staff(self) -> bool:
        """Le nom que Django attend pour « membre de l'équipe »."""
        return self.est_equipe

    @property
    def signature(self) -> str:
        """Ce que le journal retient de l'auteur d'une écriture."""
        return f"personne:{self.pk}"
