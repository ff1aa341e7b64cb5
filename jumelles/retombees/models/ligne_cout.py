"""Une version d'une ligne de coût : on n'en réécrit aucune, on en ajoute une."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jumelles.retombees.enums import Apport, Cause, Poste, Preuve, Unite
from jumelles.territoires.models import Collectivite


class LigneCoutQuerySet(models.QuerySet["LigneCout"]):
    def courantes(self) -> "LigneCoutQuerySet":
        """La dernière version de chaque ligne que personne n'a retirée."""
        return self.filter(courante=True, retiree=False)

    def de(self, code: str, annee: int | None = None) -> "LigneCoutQuerySet":
        """Celles de cette collectivité, cette année-là ou toutes."""
        siennes = self.filter(collectivite__code=code)
        return siennes if annee is None else siennes.filter(annee=annee)


class LigneCout(models.Model):
    collectivite = models.ForeignKey(Collectivite, on_delete=models.PROTECT, related_name="lignes_cout")
    # Toutes les versions d'une ligne portent le même numéro de ligne.
    ligne = models.UUIDField(_("ligne"), db_index=True)
    version = models.PositiveIntegerField(_("version"))
    courante = models.BooleanField(_("dernière version"), default=True)
    retiree = models.BooleanField(_("retirée"), default=False)
    annee = models.PositiveSmallIntegerField(_("année"))
    poste = models.CharField(_("poste"), max_length=14, choices=Poste.choices)
    valeur = models.DecimalField(_("valeur"), max_digits=15, decimal_places=2)
    unite = models.CharField(_("unité"), max_length=6, choices=Unite.choices)
    cout_unitaire = models.DecimalField(_("coût d'un jour ou d'une heure"), max_digits=9, decimal_places=2, null=True)
    apport = models.CharField(_("sorte d'apport"), max_length=10, choices=Apport.choices, blank=True)
    payeur = models.CharField(_("payeur"), max_length=200, blank=True)
    # « relation:12 », « projet:5 », ou vide pour toute l'action ; sans clé étrangère : un lien fondu ou retiré de la
    # base ne doit ni bloquer, ni changer en silence ce que la collectivité a écrit.
    perimetre = models.CharField(_("lien ou projet concerné"), max_length=30, blank=True)
    preuve = models.CharField(_("force de preuve"), max_length=10, choices=Preuve.choices)
    source = models.CharField(_("source ou justification"), max_length=500, blank=True)
    date_information = models.CharField(_("date de l'information"), max_length=10, blank=True)
    cause = models.CharField(_("lien avec l'action"), max_length=12, choices=Cause.choices, blank=True)
    # Tiré au sort avec le formulaire : deux clics n'écrivent qu'une fois.
    jeton = models.UUIDField(_("jeton du formulaire"), unique=True)
    par = models.CharField(_("par"), max_length=120)
    ecrite_le = models.DateTimeField(_("écrite le"), auto_now_add=True)

    objects = LigneCoutQuerySet.as_manager()

    class Meta:
        verbose_name = _("ligne de coût")
        verbose_name_plural = _("lignes de coût")
        ordering = ["id"]
        indexes = [models.Index(fields=["collectivite", "annee"], name="ligne_cout_par_annee")]
        constraints = [
            models.UniqueConstraint(name="ligne_cout_une_fois_par_version", fields=["ligne", "version"]),
            models.UniqueConstraint(name="ligne_cout_une_courante", fields=["ligne"], condition=Q(courante=True)),
            models.UniqueConstraint(
                name="ligne_cout_un_budget_par_annee", fields=["collectivite", "annee"],
                condition=Q(poste=Poste.BUDGET, courante=True, retiree=False),
            ),
            models.CheckConstraint(name="ligne_cout_signee", condition=~Q(par="")),
            models.CheckConstraint(name="ligne_cout_positive", condition=Q(valeur__gte=0)),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.collectivite_id} {self.annee} {self.poste} v{self.version}"
