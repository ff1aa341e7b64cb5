"""Un déplacement : ce qu'une fusion a changé à une ligne, et la valeur qu'elle avait en propre."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _


class Deplacement(models.Model):
    # L'objet gardé sous lequel la ligne paraît : tout ce qui le concerne se rend d'un coup.
    conteneur = models.CharField(_("objet gardé"), max_length=40, db_index=True)
    table = models.CharField(_("table"), max_length=24)
    ligne = models.BigIntegerField(_("ligne"))
    # Vide : la ligne entière, ôtée parce qu'elle redisait une autre.
    champ = models.CharField(_("champ"), max_length=24, blank=True)
    propre = models.JSONField(_("valeur propre"), null=True, encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = _("déplacement")
        verbose_name_plural = _("déplacements")
        constraints = [models.UniqueConstraint(name="deplacee_une_fois", fields=["table", "ligne", "champ"])]

    def __str__(self) -> str:
        return f"{self.table}:{self.ligne} {self.champ or 'ôtée'} sous {self.conteneur}"
