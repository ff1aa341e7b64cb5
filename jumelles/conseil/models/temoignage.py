"""Un témoignage : ce qu'une personne a vécu avec un type de partenaire, ou avec un acteur réel."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jumelles.acteurs.models import Acteur
from jumelles.conseil.moderation import EtatTemoignage


class TemoignageQuerySet(models.QuerySet["Temoignage"]):
    def publies(self) -> "TemoignageQuerySet":
        """Ceux que tout le monde lit : sur un type, ou sur un acteur publié et vrai."""
        montrable = Q(acteur__isnull=True) | Q(
            acteur__sensible=False, acteur__supprime_le__isnull=True, acteur__demonstration=False
        )
        return self.filter(montrable, etat=EtatTemoignage.PUBLIE)


class Temoignage(models.Model):
    # Tiré au sort avec le formulaire : deux clics ne témoignent qu'une fois.
    jeton = models.UUIDField(_("jeton du formulaire"), unique=True)
    type_partenaire = models.SlugField(_("type de partenaire"), max_length=60, blank=True)
    acteur = models.ForeignKey(Acteur, on_delete=models.PROTECT, null=True, blank=True, related_name="temoignages")
    avantage = models.TextField(_("avantage"), blank=True)
    faiblesse = models.TextField(_("faiblesse"), blank=True)
    contrepartie = models.TextField(_("contrepartie"), blank=True)
    apport = models.TextField(_("apport"), blank=True)
    contexte = models.TextField(_("contexte"), blank=True)
    au_titre_de = models.CharField(_("au titre de"), max_length=120, blank=True)
    critique_un_tiers = models.BooleanField(_("dit une faiblesse d'un tiers nommé"), default=False)
    etat = models.CharField(_("état"), max_length=16, default=EtatTemoignage.PROPOSE)
    raison = models.TextField(_("pourquoi il est refusé ou retiré"), blank=True)
    droit_offert_le = models.DateField(_("droit de réponse offert le"), null=True, blank=True)
    droit_offert_a = models.CharField(_("droit de réponse offert à"), max_length=200, blank=True)
    reponse = models.TextField(_("réponse"), blank=True)
    repondu_le = models.DateField(_("répondu le"), null=True, blank=True)
    par = models.CharField(_("par"), max_length=120)
    propose_le = models.DateTimeField(_("proposé le"), auto_now_add=True)
    publie_le = models.DateField(_("publié le"), null=True, blank=True)

    objects = TemoignageQuerySet.as_manager()

    class Meta:
        verbose_name = _("témoignage")
        verbose_name_plural = _("témoignages")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["etat", "type_partenaire"], name="temoignage_par_type")]
        constraints = [
            models.CheckConstraint(name="temoignage_signe", condition=~Q(par="")),
            models.CheckConstraint(
                name="temoignage_d_un_type_ou_d_un_acteur",
                condition=Q(acteur__isnull=True) & ~Q(type_partenaire="") | Q(acteur__isnull=False, type_partenaire=""),
            ),
            models.CheckConstraint(
                name="critique_d_un_acteur_se_dit_telle",
                condition=Q(acteur__isnull=True) | Q(faiblesse="") | Q(critique_un_tiers=True),
            ),
            models.CheckConstraint(
                name="critique_publiee_apres_droit_de_reponse",
                condition=~Q(etat="publie") | Q(critique_un_tiers=False) | Q(droit_offert_le__isnull=False),
            ),
            models.CheckConstraint(
                name="reponse_datee", condition=Q(reponse="", repondu_le__isnull=True) | Q(repondu_le__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"témoignage {self.pk} ({self.etat})"
