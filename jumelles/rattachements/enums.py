"""À quel titre une personne est rattachée."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RoleAdhesion(models.TextChoices):
    AGENT = "agent", _("agent·e")
    ELU = "elu", _("élu·e")
    RESEAU = "reseau", _("personne d’un réseau")
