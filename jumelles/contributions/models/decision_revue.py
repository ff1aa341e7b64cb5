"""Une décision prise au bureau de revue : un geste, un ou plusieurs jugements, ce qu'ils ont changé."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from jumelles.contributions.enums import EtatDecision, SorteDecision


class DecisionRevue(models.Model):
    # Tiré au sort avec le formulaire : deux clics ne décident qu'une fois.
    jeton = models.UUIDField(_("jeton du formulaire"), unique=True)
    sorte = models.CharField(_("sorte"), max_length=8, choices=SorteDecision.choices)
    etat = models.CharField(_("état"), max_length=8, choices=EtatDecision.choices, default=EtatDecision.FAITE)
    # Des références, jamais un titre : ce que l'on masque demain ne reste écrit nulle part.
    sujets = models.JSONField(_("de quoi elle décide"), default=list)
    choix = models.CharField(_("ce qu'elle dit"), max_length=120)
    # Les jugements prononcés, et ceux de la machine qu'ils ont dépassés : de quoi tout rendre.
    jugements = models.JSONField(_("jugements prononcés"), default=list)
    depasses = models.JSONField(_("jugements dépassés"), default=list)
    demande = models.JSONField(_("ce qu'il reste à faire"), default=dict)
    bilan = models.JSONField(_("ce qu'elle a changé"), default=dict)
    tache = models.CharField(_("travail en cours"), max_length=64, blank=True)
    par = models.CharField(_("par"), max_length=120)
    prise_le = models.DateTimeField(_("prise le"), auto_now_add=True)
    annulee_le = models.DateTimeField(_("annulée le"), null=True, blank=True)
    annulee_par = models.CharField(_("annulée par"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("décision de revue")
        verbose_name_plural = _("décisions de revue")
        ordering = ["-id"]
        indexes = [models.Index(fields=["par", "etat"], name="decision_par_personne")]
        constraints = [models.CheckConstraint(name="decision_signee", condition=~models.Q(par=""))]

    def __str__(self) -> str:
        return f"{self.sorte} {self.pk} ({self.etat})"
