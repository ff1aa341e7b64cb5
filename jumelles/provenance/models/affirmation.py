"""Ce qu'une source dit d'un objet : une ligne par source et par objet, portant les champs dits."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from jumelles.provenance.enums import Certitude
from jumelles.provenance.models.releve import Releve
from jumelles.provenance.models.source import Source


class AffirmationQuerySet(models.QuerySet["Affirmation"]):
    def vivantes(self) -> "AffirmationQuerySet":
        """Celles que personne n'a retirées."""
        return self.filter(retiree_le__isnull=True)

    def about(self, objet_type: str, *objet_ids: int) -> "AffirmationQuerySet":
        """Celles qui parlent de ces objets."""
        return self.filter(objet_type=objet_type, objet_id__in=objet_ids)


class Affirmation(models.Model):
    objet_type = models.CharField(_("type d'objet"), max_length=20)
    objet_id = models.BigIntegerField(_("objet"))
    champs = models.JSONField(_("champs dits"))
    # Ce qu'elle attache à l'objet (participants, pays, montants, relation), par identifiants : de quoi le retirer seul.
    attaches = models.JSONField(_("ce qui y est attaché"), null=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="affirmations")
    releve = models.ForeignKey(Releve, on_delete=models.PROTECT, related_name="affirmations", null=True)
    adresse = models.URLField(_("adresse exacte"), max_length=600, blank=True)
    # Quand la source parle (sa propre date), et quand on l'a lue : deux choses.
    date_information = models.CharField(_("date de l'information"), max_length=10, blank=True)
    releve_le = models.DateField(_("relevé le"))
    certitude = models.CharField(_("certitude"), max_length=12, choices=Certitude.choices)
    auteur = models.CharField(_("auteur"), max_length=120)
    retiree_le = models.DateTimeField(_("retirée le"), null=True, blank=True)
    retiree_par = models.CharField(_("retirée par"), max_length=120, blank=True)

    objects = AffirmationQuerySet.as_manager()

    class Meta:
        verbose_name = _("affirmation")
        verbose_name_plural = _("affirmations")
        indexes = [
            models.Index(fields=["objet_type", "objet_id"], name="affirmation_par_objet"),
            models.Index(
                fields=["source", "objet_type", "date_information"],
                name="affirmation_par_source",
                condition=models.Q(retiree_le__isnull=True),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="un_releve_parle_une_fois_d_un_objet",
                fields=["releve", "objet_type", "objet_id"],
                condition=models.Q(retiree_le__isnull=True),
            ),
            models.CheckConstraint(name="affirmation_signee", condition=~models.Q(auteur="")),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} dit de {self.objet_type}:{self.objet_id}"
