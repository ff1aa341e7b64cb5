"""Un contact utile dans un pays : un service et sa page publique, ou une personne qui l'a accepté (énoncé C1.8)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jumelles.acteurs.enums import Consentement, RubriqueContact
from jumelles.acteurs.models.acteur import Acteur
from jumelles.territoires.models import Pays


class ContactQuerySet(models.QuerySet["Contact"]):
    def montrables(self) -> "ContactQuerySet":
        """Ceux que tout le monde peut voir : un service, ou une personne qui a accepté ; jamais d'un réseau masqué.

        Un réseau fondu dans un autre lui laisse ses contacts.
        """
        publie = Q(reseau__fondu_dans__isnull=True, reseau__supprime_le__isnull=True)
        fondu = Q(
            reseau__fondu_dans__supprime_le__isnull=True, reseau__fondu_dans__fondu_dans__isnull=True,
            reseau__fondu_dans__sensible=False, reseau__fondu_dans__demonstration=False,
            reseau__fondu_dans__isnull=False,
        )  # fmt: skip
        vrai = Q(reseau__sensible=False, reseau__demonstration=False)
        reseau_visible = Q(reseau__isnull=True) | (vrai & (publie | fondu))
        return self.exclude(consentement=Consentement.DEMANDE).filter(reseau_visible)


class Contact(models.Model):
    pays = models.ForeignKey(Pays, on_delete=models.PROTECT, related_name="contacts")
    rubrique = models.CharField(_("rubrique"), max_length=24, choices=RubriqueContact.choices)
    reseau = models.ForeignKey(Acteur, on_delete=models.PROTECT, null=True, blank=True, related_name="contacts")
    organisme = models.CharField(_("organisme"), max_length=200)
    fonction = models.CharField(_("fonction ou service"), max_length=200, blank=True)
    nom = models.CharField(_("nom de la personne"), max_length=120, blank=True)
    courriel = models.EmailField(_("courriel"), blank=True)
    telephone = models.CharField(_("téléphone"), max_length=40, blank=True)
    page = models.URLField(_("page publique"), max_length=500, blank=True)
    source = models.CharField(_("d'où vient l'information"), max_length=200)
    source_date = models.CharField(_("date de l'information"), max_length=10)
    consentement = models.CharField(_("consentement"), max_length=12, choices=Consentement.choices)
    empreinte_jeton = models.CharField(_("empreinte du jeton"), max_length=64, blank=True, db_index=True)
    redemande_le = models.DateTimeField(_("accord redemandé le"), null=True, blank=True)
    accepte_le = models.DateTimeField(_("accepté le"), null=True, blank=True)
    empreinte = models.CharField(_("empreinte"), max_length=64, unique=True)
    verifie_le = models.DateField(_("vérifié le"))
    par = models.CharField(_("saisi par"), max_length=120)
    cree_le = models.DateTimeField(_("créé le"), auto_now_add=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        indexes = [models.Index(fields=["pays", "rubrique"], name="contact_par_pays")]
        constraints = [
            models.CheckConstraint(name="contact_signe", condition=~Q(par="")),
            models.CheckConstraint(name="contact_source", condition=~Q(source="") & ~Q(source_date="")),
            models.CheckConstraint(
                name="contact_nomme_avec_consentement", condition=Q(nom="") | ~Q(consentement="sans_objet")
            ),
            models.CheckConstraint(
                name="contact_accord_date",
                condition=Q(consentement="accepte", accepte_le__isnull=False)
                | (~Q(consentement="accepte") & Q(accepte_le__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisme} ({self.pays_id})"


class Refus(models.Model):
    """Qui a dit non : l'empreinte de sa boîte, de son téléphone, de son nom dans ce pays ; pour ne plus l'inscrire."""

    empreinte = models.CharField(_("empreinte du courriel"), max_length=64, unique=True)
    refuse_le = models.DateTimeField(_("refusé le"), auto_now_add=True)

    class Meta:
        verbose_name = _("refus")
        verbose_name_plural = _("refus")

    def __str__(self) -> str:
        return f"refus {self.pk}"


class Sollicitation(models.Model):
    """Une boîte à qui l'on a écrit : son empreinte, gardée le temps de la pause."""

    empreinte = models.CharField(_("empreinte du courriel"), max_length=64, unique=True)
    le = models.DateTimeField(_("écrit le"))

    class Meta:
        verbose_name = _("sollicitation")
        verbose_name_plural = _("sollicitations")

    def __str__(self) -> str:
        return f"sollicitation {self.pk}"
