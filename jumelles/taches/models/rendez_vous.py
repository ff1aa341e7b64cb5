"""Un rendez-vous : telle tâche, à telle cadence ; la prochaine fois est écrite."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RendezVous(models.Model):
    nom = models.SlugField(_("nom"), max_length=80, unique=True)
    tache = models.CharField(_("chemin de la tâche"), max_length=200)
    cadence = models.DurationField(_("cadence"))
    prochaine_fois = models.DateTimeField(_("prochaine fois"))
    derniere_fois = models.DateTimeField(_("dernière fois"), null=True, blank=True)
    actif = models.BooleanField(_("actif"), default=True)

    class Meta:
        verbose_name = _("rendez-vous")
        verbose_name_plural = _("rendez-vous")

    def __str__(self) -> str:
        return self.nom
