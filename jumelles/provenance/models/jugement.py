"""Un jugement : ce nom désigne-t-il cet objet, ces deux objets n'en sont-ils qu'un ? Daté, signé, jamais réécrit."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jumelles.provenance.enums import CONCLUANTS, Verdict
from jumelles.provenance.models.lot import Lot


class JugementQuerySet(models.QuerySet["Jugement"]):
    def vivants(self) -> "JugementQuerySet":
        """Ceux que personne n'a annulés."""
        return self.filter(annule_le__isnull=True)

    def paires(self) -> "JugementQuerySet":
        """Ceux qui portent sur deux de nos objets."""
        return self.filter(paire=True)

    def about(self, *refs: str) -> "JugementQuerySet":
        """Ceux qui portent sur l'un de ces objets (« acteur:12 »), d'un côté ou de l'autre."""
        return self.filter(Q(gauche__in=refs) | Q(droite__in=refs))


class Jugement(models.Model):
    # Un nom dans une source, ou l'un de nos objets (« acteur:12 ») ; entre deux objets, le plus petit numéro à gauche.
    gauche = models.CharField(_("ce qui est nommé"), max_length=300, db_index=True)
    droite = models.CharField(_("ce que c'est"), max_length=120, blank=True, db_index=True)
    paire = models.BooleanField(_("entre deux de nos objets"), default=False)
    verdict = models.CharField(_("verdict"), max_length=12, choices=Verdict.choices)
    score = models.FloatField(_("score"), null=True, blank=True)
    raisons = models.JSONField(_("raisons"), default=list)
    # seconde, marge : ce que la machine plaçait juste derrière ; garde : l'objet qu'une personne a voulu garder.
    details = models.JSONField(_("détails"), default=dict)
    auteur = models.CharField(_("auteur"), max_length=120)
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="jugements", null=True, blank=True)
    prononce_le = models.DateTimeField(_("prononcé le"), auto_now_add=True)
    annule_le = models.DateTimeField(_("annulé le"), null=True, blank=True)
    annule_par = models.CharField(_("annulé par"), max_length=120, blank=True)

    objects = JugementQuerySet.as_manager()

    class Meta:
        verbose_name = _("jugement")
        verbose_name_plural = _("jugements")
        constraints = [
            models.CheckConstraint(name="jugement_signe", condition=~Q(auteur="")),
            # Deux personnes au même instant : la base n'en laisse passer qu'une, l'autre l'apprend.
            models.UniqueConstraint(
                name="une_paire_jugee_une_fois", fields=["gauche", "droite"], condition=Q(paire=True, annule_le=None)
            ),
            models.UniqueConstraint(
                name="un_nom_conclu_une_fois",
                fields=["gauche"],
                condition=Q(paire=False, annule_le=None, verdict__in=[str(v) for v in CONCLUANTS]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gauche} → {self.droite or '?'} ({self.verdict})"
