"""Une relation : le lien durable entre au moins deux parties, dont les colonnes portent la valeur retenue."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.db.models.functions import Left
from django.utils.translation import gettext_lazy as _

from jumelles.acteurs.models import Acteur
from jumelles.cooperations.enums import EtatPartenariat, NatureRelation


class RelationQuerySet(models.QuerySet["Relation"]):
    def publiees(self) -> "RelationQuerySet":
        """Ni supprimées, ni fondues dans une autre."""
        return self.filter(supprimee_le__isnull=True, fondue_dans__isnull=True)

    def reelles(self) -> "RelationQuerySet":
        """Hors démonstration : celles que l'on compte."""
        return self.publiees().filter(demonstration=False)

    def internationales(self) -> "RelationQuerySet":
        """Une partie au moins hors de France : les seules des comptes internationaux."""
        return self.filter(interieure=False)

    def with_pays(self, iso2: str) -> "RelationQuerySet":
        """Celles dont une partie est de ce pays."""
        return self.filter(participations__acteur__pays_id=iso2).distinct()

    def with_acteur(self, acteur_id: int) -> "RelationQuerySet":
        """Celles dont cet acteur est partie ou appui."""
        return self.filter(participations__acteur_id=acteur_id)

    def actives_le(self, jour: date) -> "RelationQuerySet":
        """Dites actives, et que rien ne dit à venir ni finies ce jour-là ; « 2026 » peut finir le 31 décembre."""
        iso = jour.isoformat()
        non_finies = Q(fin="") | Q(fin__gte=iso) | Q(fin__in=(iso[:4], iso[:7]))
        return self.filter(etat=EtatPartenariat.ACTIF, debut__lte=iso).filter(non_finies)


class Relation(models.Model):
    # Parties triées et famille de lien : le même lien dit par deux sources n'entre qu'une fois.
    cle = models.CharField(_("identité du lien"), max_length=200, unique=True, null=True)
    nature = models.CharField(
        _("nature"), max_length=28, choices=NatureRelation.choices, default=NatureRelation.NON_RENSEIGNEE
    )
    intitule = models.CharField(_("intitulé"), max_length=300, blank=True)
    debut = models.CharField(_("début de la relation"), max_length=10, blank=True)
    premiere_convention = models.CharField(_("première convention"), max_length=10, blank=True)
    fin = models.CharField(_("fin"), max_length=10, blank=True)
    etat = models.CharField(
        _("état du partenariat"), max_length=16, choices=EtatPartenariat.choices,
        default=EtatPartenariat.NON_RENSEIGNE,
    )  # fmt: skip
    etat_depuis = models.CharField(_("état depuis"), max_length=10, blank=True)
    repris_par = models.ForeignKey(Acteur, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    interieure = models.BooleanField(_("entre parties françaises"), default=False)
    confirmee_le = models.DateField(_("confirmée le"), null=True, blank=True)
    derniere_information = models.CharField(_("dernière information"), max_length=10, blank=True)
    divergente = models.BooleanField(_("des sources divergent"), default=False)
    sensible = models.BooleanField(_("sensible"), default=False)
    masque_lieu = models.BooleanField(_("lieu grossi au pays"), default=False)
    masque_partenaire = models.BooleanField(_("partenaire caché"), default=False)
    masque_noms = models.BooleanField(_("noms et textes cachés"), default=False)
    demonstration = models.BooleanField(_("démonstration"), default=False)
    fondue_dans = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    supprimee_le = models.DateTimeField(_("supprimée le"), null=True, blank=True)
    # Une machine dépublie ce que plus personne ne dit, et rouvre ; elle ne rouvre pas ce qu'une personne a fermé.
    supprimee_par = models.CharField(_("supprimée par"), max_length=120, blank=True)
    cree_le = models.DateTimeField(_("créée le"), auto_now_add=True)
    modifie_le = models.DateTimeField(_("modifiée le"), auto_now=True)

    objects = RelationQuerySet.as_manager()

    class Meta:
        verbose_name = _("relation")
        verbose_name_plural = _("relations")
        indexes = [
            models.Index(fields=["nature"], name="relation_par_nature"),
            models.Index(fields=["debut"], name="relation_par_debut"),
        ]
        constraints = [
            models.CheckConstraint(
                name="relation_finit_apres_son_debut",
                condition=Q(fin="") | Q(debut="") | Q(fin__gte=Left("debut", 4)),
            ),
            models.CheckConstraint(
                name="relation_suspendue_ou_close_sur_date",
                condition=~Q(etat__in=["suspendu", "clos"]) | ~Q(etat_depuis=""),
            ),
            models.CheckConstraint(
                name="relation_sensible_masque_quelque_chose",
                condition=Q(sensible=True) | Q(masque_lieu=False, masque_partenaire=False, masque_noms=False),
            ),
        ]

    def __str__(self) -> str:
        return f"relation {self.pk}"
