"""Ranger une relation ou un projet dans une nomenclature, par ordre de priorité (1 : principal)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from jumelles.cooperations.enums import Nomenclature
from jumelles.cooperations.models.projet import Projet
from jumelles.cooperations.models.relation import Relation


class Classement(models.Model):
    nomenclature = models.CharField(_("nomenclature"), max_length=12, choices=Nomenclature.choices)
    code = models.CharField(_("code"), max_length=60)
    rang = models.PositiveSmallIntegerField(_("priorité"), default=1)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.nomenclature}:{self.code}"


class ClassementRelation(Classement):
    relation = models.ForeignKey(Relation, on_delete=models.CASCADE, related_name="classements")

    class Meta:
        verbose_name = _("classement d'une relation")
        verbose_name_plural = _("classements des relations")
        indexes = [models.Index(fields=["nomenclature", "code"], name="classement_relation_par_code")]
        constraints = [
            models.UniqueConstraint(name="relation_classee_une_fois", fields=["relation", "nomenclature", "code"]),
            models.UniqueConstraint(name="relation_un_code_par_rang", fields=["relation", "nomenclature", "rang"]),
        ]


class ClassementProjet(Classement):
    projet = models.ForeignKey(Projet, on_delete=models.CASCADE, related_name="classements")

    class Meta:
        verbose_name = _("classement d'un projet")
        verbose_name_plural = _("classements des projets")
        indexes = [models.Index(fields=["nomenclature", "code"], name="classement_projet_par_code")]
        constraints = [
            models.UniqueConstraint(name="projet_classe_une_fois", fields=["projet", "nomenclature", "code"]),
            models.UniqueConstraint(name="projet_un_code_par_rang", fields=["projet", "nomenclature", "rang"]),
        ]
