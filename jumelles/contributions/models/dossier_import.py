"""Le dossier d'un import : un fichier déposé par une personne, ce qu'elle en dit, et où il en est."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from jumelles.contributions.enums import EtatDossier
from jumelles.pieces.models import Piece
from jumelles.provenance.models import Lot


class DossierImport(models.Model):
    piece = models.ForeignKey(Piece, on_delete=models.PROTECT, related_name="dossiers")
    # Tiré au sort avec le formulaire : deux clics sur « Envoyer » n'ouvrent qu'un dossier.
    jeton = models.UUIDField(_("jeton du formulaire"), unique=True)
    # Ce que la personne dit de sa source ; le code la relie à ses fichiers précédents.
    source_code = models.SlugField(_("code de la source"), max_length=80, db_index=True)
    source_nom = models.CharField(_("nom de la source"), max_length=250)
    editeur = models.CharField(_("éditeur"), max_length=250)
    licence = models.CharField(_("licence"), max_length=120)
    adresse = models.URLField(_("adresse"), max_length=500, blank=True)
    date_information = models.CharField(_("date de l'information"), max_length=10, blank=True)
    etat = models.CharField(_("état"), max_length=12, choices=EtatDossier.choices, default=EtatDossier.EXAMEN)
    # L'empreinte de l'en-tête : un fichier de même forme reprend la correspondance du précédent.
    entete = models.CharField(_("empreinte de l'en-tête"), max_length=64, blank=True, db_index=True)
    examen = models.JSONField(_("ce que l'on a reconnu"), default=dict)
    correspondance = models.JSONField(_("correspondance des colonnes"), default=dict)
    raison = models.TextField(_("pourquoi le fichier est refusé"), blank=True)
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="dossiers", null=True)
    rapport = models.JSONField(_("rapport"), default=dict)
    refusees = models.ForeignKey(
        Piece, on_delete=models.PROTECT, related_name="+", null=True, verbose_name=_("lignes refusées")
    )
    # Chaque lancement porte un numéro : un travail d'avant, qui vivrait encore, ne peut plus rien écrire.
    course = models.PositiveIntegerField(_("lancements"), default=0)
    tache = models.CharField(_("travail en cours"), max_length=64, blank=True)
    faites = models.PositiveIntegerField(_("lignes lues"), default=0)
    total = models.PositiveIntegerField(_("lignes du fichier"), null=True)
    par = models.CharField(_("déposé par"), max_length=120)
    ouvert_le = models.DateTimeField(_("déposé le"), auto_now_add=True)
    change_le = models.DateTimeField(_("changé le"), auto_now=True)

    class Meta:
        verbose_name = _("dossier d'import")
        verbose_name_plural = _("dossiers d'import")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(name="dossier_signe", condition=~models.Q(par="")),
            models.CheckConstraint(
                name="dossier_importe_a_son_lot",
                condition=~models.Q(etat__in=("import", "importe", "retrait", "defait", "retour"))
                | models.Q(lot__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_code}:{self.pk} ({self.etat})"
