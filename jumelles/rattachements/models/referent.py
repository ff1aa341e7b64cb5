"""Un référent interne : un service, une fonction, ce que l'on y sait faire ; le nom de la personne, si elle le veut."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from jumelles.territoires.models import Collectivite


class Referent(models.Model):
    collectivite = models.ForeignKey(Collectivite, on_delete=models.CASCADE, related_name="referents")
    service = models.CharField(_("service"), max_length=160)
    fonction = models.CharField(_("fonction"), max_length=160, blank=True)
    competences = models.CharField(_("compétences"), max_length=500, blank=True)
    langues = models.CharField(_("langues"), max_length=200, blank=True)
    nom = models.CharField(_("nom de la personne"), max_length=120, blank=True)
    joindre = models.CharField(_("comment joindre"), max_length=160, blank=True)
    # Vide : pour l'équipe seule. Sinon, le service et la fonction sont publics ; la personne, jamais.
    publie_le = models.DateTimeField(_("public depuis"), null=True, blank=True)
    # Chaque correction l'avance : qui corrige d'après une version dépassée le sait, et n'écrase rien.
    version = models.PositiveIntegerField(_("version"), default=1)
    jeton = models.UUIDField(_("jeton du formulaire"), unique=True)
    par = models.CharField(_("par"), max_length=120)
    change_le = models.DateTimeField(_("changé le"), auto_now=True)

    class Meta:
        verbose_name = _("référent")
        verbose_name_plural = _("référents")
        ordering = ["service", "id"]
        constraints = [
            models.CheckConstraint(name="referent_signe", condition=~models.Q(par="")),
            models.CheckConstraint(name="referent_a_un_service", condition=~models.Q(service="")),
        ]

    def __str__(self) -> str:
        return f"{self.service} ({self.collectivite_id})"
