"""Les verbes des contacts : inscrire, demander l'accord, accepter, revérifier, retirer pour de bon (C1.8).

Le journal n'en garde que le numéro : une personne retirée ne laisse ni nom, ni adresse, ni téléphone.
"""

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jumelles.acteurs.contacts import reseaux_tenus
from jumelles.acteurs.enums import Consentement
from jumelles.acteurs.models import Acteur, Contact, Refus, Sollicitation
from jumelles.acteurs.regles import empreinte, ressemble_a_une_personne
from jumelles.provenance.operations import Ecriture, journaliser
from jumelles.referentiel.adresses import adresse_suivable

LA_PERSONNE = "personne concernée"
ATTENTE = timedelta(days=90)
# Entre deux courriels à une personne qui n'a pas répondu.
PAUSE = timedelta(days=7)


class ContactRefuse(ValueError):
    """Le contact ne peut pas être inscrit ou changé ; le message dit pourquoi et quoi faire."""


@dataclass(frozen=True, slots=True)
class ContactDit:
    """Ce qu'on inscrit. reseau_id : None pour l'équipe de Jumelles ; source_date : date partielle ISO.

    personnel : un nom, une adresse ou un téléphone de personne ; rien ne s'en montre sans son accord.
    """

    pays: str
    rubrique: str
    reseau_id: int | None
    organisme: str
    source: str
    source_date: str
    personnel: bool = False
    fonction: str = ""
    nom: str = ""
    courriel: str = ""
    telephone: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True)
class Inscription:
    """Le numéro du contact ; jeton : à envoyer à la personne seule, vide s'il n'y a rien à demander."""

    contact_id: int
    jeton: str
    is_neuf: bool


@transaction.atomic
def inscrire(*, dit: ContactDit, au_nom_de: frozenset[int] | None, jour: date, par: str) -> Inscription:
    """Inscrire un contact ; redit à l'identique, rien ne change.

    au_nom_de : les réseaux de la personne (None : l'équipe de Jumelles). ContactRefuse si ce n'est pas le sien, ou si
    l'on a écrit à cette personne il y a moins de PAUSE pour un contact retiré ou redemandé depuis.
    """
    _exiger_le_sien(dit.reseau_id, au_nom_de)
    if dit.reseau_id is not None and not Acteur.objects.publies().filter(pk=dit.reseau_id).exists():
        raise ContactRefuse(_("Ce réseau n’est pas publié : choisissez-en un autre."))
    _exiger_sans_refus(dit.courriel)
    _refuser_ce_qui_ne_va_pas(dit)
    jeton = secrets.token_urlsafe(32) if dit.personnel else ""
    contact, neuf = Contact.objects.get_or_create(
        empreinte=empreinte(*(getattr(dit, nom) for nom in dit.__slots__)),
        defaults=_champs(dit) | {
            "consentement": Consentement.DEMANDE if dit.personnel else Consentement.SANS_OBJET,
            "empreinte_jeton": empreinte(jeton) if jeton else "", "verifie_le": jour, "par": par,
        },
    )  # fmt: skip
    if neuf:
        if dit.personnel:
            _exiger_la_pause(contact)
        journaliser(par=par, ecritures=[Ecriture("inscrire_contact", "contact", contact.pk)])
    return Inscription(contact.pk, jeton if neuf else "", neuf)


@transaction.atomic
def redemander(*, contact_id: int, au_nom_de: frozenset[int] | None, par: str) -> tuple[str, str]:
    """Un jeton neuf et le courriel de la personne ; l'ancien lien ne mène plus nulle part.

    ContactRefuse si l'on a redemandé il y a moins de PAUSE, ou si cette adresse a dit non.
    """
    contact = _le_sien(contact_id, au_nom_de)
    if contact.consentement != Consentement.DEMANDE:
        raise ContactRefuse(_("L’accord de ce contact n’est pas attendu : il n’y a rien à redemander."))
    _exiger_sans_refus(contact.courriel)
    maintenant = timezone.now()
    if contact.redemande_le and maintenant < contact.redemande_le + PAUSE:
        raise ContactRefuse(_("L’accord vient d’être redemandé : attendez sept jours avant d’écrire à nouveau."))
    jeton = secrets.token_urlsafe(32)
    contact.empreinte_jeton, contact.redemande_le = empreinte(jeton), maintenant
    contact.save(update_fields=["empreinte_jeton", "redemande_le"])
    journaliser(par=par, ecritures=[Ecriture("redemander_accord", "contact", contact.pk)])
    return jeton, contact.courriel


@transaction.atomic
def accepter(*, jeton: str) -> bool:
    """La personne accepte d'être montrée ; faux si le lien ne mène plus à rien. Deux fois n'y change rien."""
    contact = _du_jeton(jeton)
    if contact is None:
        return False
    if contact.consentement == Consentement.DEMANDE:
        contact.consentement, contact.accepte_le = Consentement.ACCEPTE, timezone.now()
        contact.save(update_fields=["consentement", "accepte_le"])
        journaliser(par=LA_PERSONNE, ecritures=[Ecriture("accepter_contact", "contact", contact.pk)])
    return True


@transaction.atomic
def refuser(*, jeton: str) -> bool:
    """La personne refuse, ou revient sur son accord : la fiche est effacée pour de bon, on ne lui écrira plus."""
    contact = _du_jeton(jeton)
    if contact is None:
        return False
    Refus.objects.get_or_create(empreinte=empreinte(contact.courriel))
    _effacer(contact, LA_PERSONNE)
    return True


@transaction.atomic
def reverifier(*, contact_id: int, au_nom_de: frozenset[int] | None, jour: date, par: str) -> None:
    """Dire que ce contact vaut toujours aujourd'hui."""
    contact = _le_sien(contact_id, au_nom_de)
    contact.verifie_le = jour
    contact.save(update_fields=["verifie_le"])
    journaliser(par=par, ecritures=[Ecriture("reverifier_contact", "contact", contact.pk)])


@transaction.atomic
def retirer(*, contact_id: int, au_nom_de: frozenset[int] | None, par: str) -> None:
    """Effacer pour de bon ; déjà retiré, rien ne change."""
    if Contact.objects.filter(pk=contact_id).exists():
        _effacer(_le_sien(contact_id, au_nom_de), par)


@transaction.atomic
def oublier_sans_reponse(*, maintenant: datetime, par: str) -> int:
    """Effacer les personnes qui n'ont pas dit oui dans les ATTENTE qui suivent la saisie ; rendre leur nombre."""
    tard = maintenant - ATTENTE
    muets = list(Contact.objects.select_for_update().filter(consentement=Consentement.DEMANDE, cree_le__lt=tard))
    for contact in muets:
        _effacer(contact, par)
    Sollicitation.objects.filter(le__lt=maintenant - PAUSE).delete()
    return len(muets)


def _effacer(contact: Contact, par: str) -> None:
    numero, ecrit_le = contact.pk, contact.redemande_le or contact.cree_le
    if contact.empreinte_jeton and timezone.now() < ecrit_le + PAUSE:
        _retenir(empreinte(contact.courriel), ecrit_le)
    contact.delete()
    journaliser(par=par, ecritures=[Ecriture("retirer_contact", "contact", numero)])


def _retenir(adresse: str, ecrit_le: datetime) -> None:
    """Garder la date du dernier courriel à cette adresse, la plus tardive si elle est déjà gardée."""
    gardee, _neuve = Sollicitation.objects.get_or_create(empreinte=adresse, defaults={"le": ecrit_le})
    Sollicitation.objects.filter(pk=gardee.pk, le__lt=ecrit_le).update(le=ecrit_le)


def _exiger_la_pause(contact: Contact) -> None:
    """Retirer puis inscrire de nouveau, ou inscrire autrement, ne permet pas d'écrire plus souvent."""
    depuis = timezone.now() - PAUSE
    redemandes = Contact.objects.filter(courriel__iexact=contact.courriel, redemande_le__gt=depuis)
    retires = Sollicitation.objects.filter(empreinte=empreinte(contact.courriel), le__gt=depuis)
    if retires.exists() or redemandes.exclude(pk=contact.pk).exists():
        raise ContactRefuse(
            _("Nous avons écrit à cette personne il y a moins de sept jours : attendez avant de l’inscrire à nouveau.")
        )


def _du_jeton(jeton: str) -> Contact | None:
    if not jeton:
        return None
    return Contact.objects.select_for_update().filter(empreinte_jeton=empreinte(jeton)).first()


def _le_sien(contact_id: int, au_nom_de: frozenset[int] | None) -> Contact:
    contact = Contact.objects.select_for_update().filter(pk=contact_id).first()
    if contact is None:
        raise ContactRefuse(_("Ce contact n’existe plus."))
    _exiger_le_sien(contact.reseau_id, au_nom_de)
    return contact


def _exiger_le_sien(reseau_id: int | None, au_nom_de: frozenset[int] | None) -> None:
    """Masqué ou fondu, un réseau garde la main sur ses contacts : on doit toujours pouvoir les effacer."""
    if au_nom_de is not None and reseau_id not in reseaux_tenus(au_nom_de):
        raise ContactRefuse(_("Ce contact est celui d’un autre réseau : vous ne pouvez pas le changer."))


def _exiger_sans_refus(courriel: str) -> None:
    if courriel and Refus.objects.filter(empreinte=empreinte(courriel)).exists():
        raise ContactRefuse(
            _("La personne à cette adresse a refusé de figurer ici : ne l’inscrivez pas, ne lui écrivez plus.")
        )


def _refuser_ce_qui_ne_va_pas(dit: ContactDit) -> None:
    if not (dit.courriel or dit.telephone or dit.page):
        raise ContactRefuse(_("Dites au moins un courriel, un téléphone ou une page."))
    if dit.page and not adresse_suivable(dit.page):
        raise ContactRefuse(_("L’adresse de la page commence par https://, et mène à une page du web."))
    if dit.personnel and not dit.courriel:
        raise ContactRefuse(_("Dites le courriel de la personne : c’est à elle que nous demandons son accord."))
    if dit.nom and not dit.personnel:
        raise ContactRefuse(_("Un nom de personne demande son accord : cochez « C’est une personne »."))
    if not dit.personnel and ressemble_a_une_personne(dit.courriel):
        raise ContactRefuse(
            _("Ce courriel semble celui d’une personne : cochez « C’est une personne », ou donnez celui du service.")
        )


def _champs(dit: ContactDit) -> dict[str, object]:
    noms = ("rubrique", "reseau_id", "organisme", "fonction", "nom", "courriel", "telephone", "page", "source")
    return {nom: getattr(dit, nom) for nom in noms} | {"pays_id": dit.pays, "source_date": dit.source_date}
