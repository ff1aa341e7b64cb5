"""Une pièce : un fichier déposé, rangé sous un nom tiré au sort ; la fiche reste quand le fichier est effacé."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from jumelles.pieces.enums import EtatPiece, SortePiece


class PieceQuerySet(models.QuerySet["Piece"]):
    def presentes(self) -> "PieceQuerySet":
        """Celles dont le fichier est encore là."""
        return self.exclude(etat=EtatPiece.EFFACEE)


class Piece(models.Model):
    nom = models.CharField(_("nom donné par la personne"), max_length=120)
    rangement = models.CharField(_("nom sur le disque"), max_length=40, unique=True)
    sorte = models.CharField(_("sorte"), max_length=10, choices=SortePiece.choices)
    taille = models.BigIntegerField(_("taille en octets"))
    empreinte = models.CharField(_("empreinte SHA-256"), max_length=64, db_index=True)
    etat = models.CharField(_("état"), max_length=12, choices=EtatPiece.choices, default=EtatPiece.QUARANTAINE)
    par = models.CharField(_("déposée par"), max_length=120)
    deposee_le = models.DateTimeField(_("déposée le"), auto_now_add=True, db_index=True)
    effacee_le = models.DateTimeField(_("effacée le"), null=True, blank=True)

    objects = PieceQuerySet.as_manager()

    class Meta:
        verbose_name = _("pièce")
        verbose_name_plural = _("pièces")
        constraints = [
            models.CheckConstraint(name="piece_signee", condition=~models.Q(par="")),
            models.CheckConstraint(
                name="piece_effacee_est_datee",
                condition=models.Q(etat="effacee", effacee_le__isnull=False)
                | (~models.Q(etat="effacee") & models.Q(effacee_le__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return self.nom
