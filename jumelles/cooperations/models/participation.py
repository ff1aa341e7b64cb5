"""Qui est dans une relation ou un projet, et à quel titre."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from jumelles.acteurs.models import Acteur
from jumelles.cooperations.enums import RoleProjet, RoleRelation
from jumelles.cooperations.models.projet import Projet
from jumelles.cooperations.models.relation import Relation
from jumelles.territoires.models import Collectivite


class ParticipationRelationQuerySet(models.QuerySet["ParticipationRelation"]):
    def comptees(self) -> "ParticipationRelationQuerySet":
        """Celles des relations internationales publiées, hors démonstration : les seules des comptes."""
        return self.filter(
            relation__interieure=False,
            relation__demonstration=False,
            relation__supprimee_le__isnull=True,
            relation__fondue_dans__isnull=True,
        )


class ParticipationRelation(models.Model):
    relation = models.ForeignKey(Relation, on_delete=models.CASCADE, related_name="participations")
    acteur = models.ForeignKey(Acteur, on_delete=models.PROTECT, related_name="participations", db_index=False)
    role = models.CharField(_("rôle"), max_length=10, choices=RoleRelation.choices, default=RoleRelation.PARTIE)
    # Le lien signé par une commune depuis fusionnée est porté par la commune nouvelle, et on le dit.
    au_titre_de = models.ForeignKey(Collectivite, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = ParticipationRelationQuerySet.as_manager()

    class Meta:
        verbose_name = _("participation à une relation")
        verbose_name_plural = _("participations aux relations")
        # Les liens d'un acteur se lisent dans l'index seul ; il vaut aussi pour l'acteur.
        indexes = [models.Index(fields=["acteur", "relation"], name="participation_par_acteur")]
        constraints = [models.UniqueConstraint(name="acteur_une_fois_par_relation", fields=["relation", "acteur"])]

    def __str__(self) -> str:
        return f"{self.acteur_id} dans {self.relation_id}"


class ParticipationProjet(models.Model):
    projet = models.ForeignKey(Projet, on_delete=models.CASCADE, related_name="participations")
    acteur = models.ForeignKey(Acteur, on_delete=models.PROTECT, related_name="participations_projets")
    role = models.CharField(_("rôle"), max_length=12, choices=RoleProjet.choices)
    apport = models.TextField(_("apport non financier"), blank=True)

    class Meta:
        verbose_name = _("participation à un projet")
        verbose_name_plural = _("participations aux projets")
        constraints = [
            models.UniqueConstraint(name="acteur_role_une_fois_par_projet", fields=["projet", "acteur", "role"])
        ]

    def __str__(self) -> str:
        return f"{self.acteur_id} {self.role} de {self.projet_id}"
