"""Un projet : une action bornée dans le temps, adossée ou non à des relations."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Left
from django.utils.translation import gettext_lazy as _

from jumelles.cooperations.models.relation import Relation


class ProjetQuerySet(models.QuerySet["Projet"]):
    def publies(self) -> "ProjetQuerySet":
        """Ni supprimés, ni fondus dans un autre."""
        return self.filter(supprime_le__isnull=True, fondu_dans__isnull=True)

    def reels(self) -> "ProjetQuerySet":
        """Hors démonstration : ceux que l'on compte."""
        return self.publies().filter(demonstration=False)

    def en_bref(self) -> "ProjetQuerySet":
        """Sans les longs textes, qu'une ligne de liste ne montre pas."""
        return self.defer("cle", "contexte", "objectifs", "resultats")

    def with_pays(self, iso2: str) -> "ProjetQuerySet":
        """Ceux qui agissent dans ce pays."""
        return self.filter(lieux__pays_id=iso2).distinct()


class Projet(models.Model):
    titre = models.CharField(_("titre"), max_length=600)
    # Titre normalisé par rapprochement.normaliser.cle : on cherche sans accents, sur les deux bases.
    cle = models.CharField(_("titre normalisé"), max_length=600, default="")
    relations = models.ManyToManyField(Relation, related_name="projets", blank=True)
    contexte = models.TextField(_("contexte"), blank=True)
    objectifs = models.TextField(_("objectifs"), blank=True)
    resultats = models.TextField(_("résultats"), blank=True)
    debut = models.CharField(_("début du projet"), max_length=10, blank=True)
    fin = models.CharField(_("fin du projet"), max_length=10, blank=True)
    # Ce que la source dit de l'avancement ; le statut montré est calculé (regles.statut_projet).
    etat_dit = models.CharField(_("état dit par la source"), max_length=40, blank=True)
    dispositif = models.CharField(_("dispositif"), max_length=80, blank=True)
    derniere_information = models.CharField(_("dernière information"), max_length=10, blank=True)
    divergent = models.BooleanField(_("des sources divergent"), default=False)
    sensible = models.BooleanField(_("sensible"), default=False)
    masque_lieu = models.BooleanField(_("lieu grossi au pays"), default=False)
    masque_partenaire = models.BooleanField(_("partenaire caché"), default=False)
    masque_noms = models.BooleanField(_("noms et textes cachés"), default=False)
    demonstration = models.BooleanField(_("démonstration"), default=False)
    fondu_dans = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    supprime_le = models.DateTimeField(_("supprimé le"), null=True, blank=True)
    # Une machine dépublie ce que plus personne ne dit, et rouvre ; elle ne rouvre pas ce qu'une personne a fermé.
    supprime_par = models.CharField(_("supprimé par"), max_length=120, blank=True)
    cree_le = models.DateTimeField(_("créé le"), auto_now_add=True)
    modifie_le = models.DateTimeField(_("modifié le"), auto_now=True)

    objects = ProjetQuerySet.as_manager()

    class Meta:
        verbose_name = _("projet")
        verbose_name_plural = _("projets")
        constraints = [
            models.CheckConstraint(
                name="projet_finit_apres_son_debut",
                condition=Q(fin="") | Q(debut="") | Q(fin__gte=Left("debut", 4)),
            ),
            models.CheckConstraint(
                name="projet_sensible_masque_quelque_chose",
                condition=Q(sensible=True) | Q(masque_lieu=False, masque_partenaire=False, masque_noms=False),
            ),
        ]

    def __str__(self) -> str:
        return self.titre
