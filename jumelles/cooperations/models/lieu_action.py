"""Un lieu où l'on agit, avec sa précision : un pays n'est pas un point."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jumelles.acteurs.enums import Precision
from jumelles.cooperations.models.projet import Projet
from jumelles.cooperations.models.relation import Relation
from jumelles.territoires.models import Lieu, Pays


class LieuAction(models.Model):
    relation = models.ForeignKey(Relation, on_delete=models.CASCADE, null=True, blank=True, related_name="lieux")
    projet = models.ForeignKey(Projet, on_delete=models.CASCADE, null=True, blank=True, related_name="lieux")
    pays = models.ForeignKey(Pays, on_delete=models.PROTECT, related_name="+")
    lieu = models.ForeignKey(Lieu, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    nom = models.CharField(_("nom"), max_length=200, blank=True)
    lat = models.FloatField(_("latitude"), null=True, blank=True)
    lon = models.FloatField(_("longitude"), null=True, blank=True)
    precision = models.CharField(_("précision"), max_length=10, choices=Precision.choices)

    class Meta:
        verbose_name = _("lieu d'action")
        verbose_name_plural = _("lieux d'action")
        constraints = [
            models.CheckConstraint(
                name="lieu_action_d_une_relation_ou_d_un_projet",
                condition=Q(relation__isnull=False, projet__isnull=True)
                | Q(relation__isnull=True, projet__isnull=False),
            ),
            models.CheckConstraint(
                name="lieu_action_point_sur_terre",
                condition=Q(lat__isnull=True) | Q(lat__gte=-90, lat__lte=90, lon__gte=-180, lon__lte=180),
            ),
            models.CheckConstraint(
                name="un_pays_n_est_pas_un_point", condition=Q(lat__isnull=True) | ~Q(precision="pays")
            ),
        ]

    def __str__(self) -> str:
        return self.nom or self.pays_id
