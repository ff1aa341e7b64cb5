"""Un jugement : ce nom de cette source désigne-t-il cet objet ? Daté, signé, réversible, jamais réécrit."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from jumelles.provenance.enums import Verdict


class JugementQuerySet(models.QuerySet["Jugement"]):
    def vivants(self) -> "JugementQuerySet":
        """Ceux que personne n'a annulés."""
        return self.filter(annule_le__isnull=True)


class Jugement(models.Model):
    gauche = models.CharField(_("ce qui est nommé"), max_length=300, db_index=True)
    droite = models.CharField(_("ce que c'est"), max_length=120, blank=True, db_index=True)
    verdict = models.CharField(_("verdict"), max_length=12, choices=Verdict.choices)
    score = models.FloatField(_("score"), null=True, blank=True)
    raisons = models.JSONField(_("raisons"), default=list)
    auteur = models.CharField(_("auteur"), max_length=120)
    prononce_le = models.DateTimeField(_("prononcé le"), auto_now_add=True)
    annule_le = models.DateTimeField(_("annulé le"), null=True, blank=True)
    annule_par = models.CharField(_("annulé par"), max_length=120, blank=True)

    objects = JugementQuerySet.as_manager()

    class Meta:
        verbose_name = _("jugement")
        verbose_name_plural = _("jugements")
        constraints = [models.CheckConstraint(name="jugement_signe", condition=~models.Q(auteur=""))]

    def __str__(self) -> str:
        return f"{self.gauche} → {self.droite or '?'} ({self.verdict})"
