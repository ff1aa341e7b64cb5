"""Les verbes des contacts : inscrire, demander l'accord, accepter, revérifier, retirer pour de bon (C1.8).

Le journal n'en garde que le numéro : une personne retirée ne laisse ni nom, ni adresse, ni téléphone.
"""

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from jumelles.acteurs.contacts import reseaux_tenus
from jumelles.acteurs.enums import Consentement
from jumelles.acteurs.models import Acteur, Contact, Refus, Sollicitation
from jumelles.acteurs.personnel import (
    designe_quelqu_un,
    is_portable,
    mots_lus,
    noms_possibles,
    porte_une_coordonnee,
    ressemble_a_une_personne,
)
from jumelles.acteurs.regles import (
    boite,
    chiffres,
    domaines,
    empreinte,
    empreinte_du_jeton,
    empreintes_d_adresse,
    empreintes_lues,
)
from jumelles.provenance.operations import Ecriture, journaliser
from jumelles.referentiel.adresses import adresse_suivable

LA_PERSONNE = "personne concernée"
ATTENTE = timedelta(days=90)
# Entre deux courriels à une personne qui n'a pas répondu.
PAUSE = timedelta(days=7)
REFUSE = gettext_noop("La personne à cette adresse a refusé de figurer ici : ne l’inscrivez pas, ne lui écrivez plus.")
# Ce qu'un même réseau peut laisser sans réponse : au-delà, il attend.
EN_ATTENTE_MAX = 20


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

    au_nom_de : les réseaux de la personne (None : l'équipe de Jumelles). ContactRefuse si ce n'est pas le sien, si la
    personne n'a pas encore répondu, si on lui a écrit il y a moins de PAUSE, ou si EN_ATTENTE_MAX des siens attendent.
    """
    _exiger_le_sien(dit.reseau_id, au_nom_de)
    if dit.reseau_id is not None and not Acteur.objects.publies().filter(pk=dit.reseau_id).exists():
        raise ContactRefuse(_("Ce réseau n’est pas publié : choisissez-en un autre."))
    _exiger_sans_refus(dit)
    _refuser_ce_qui_ne_va_pas(dit)
    jeton = secrets.token_urlsafe(32) if dit.personnel else ""
    contact, neuf = Contact.objects.get_or_create(
        empreinte=empreinte(*(getattr(dit, nom) for nom in dit.__slots__)),
        defaults=_champs(dit) | {
            "consentement": Consentement.DEMANDE if dit.personnel else Consentement.SANS_OBJET,
            "empreinte_jeton": empreinte_du_jeton(jeton) if jeton else "", "verifie_le": jour, "par": par,
        },
    )  # fmt: skip
    if neuf:
        if dit.personnel:
            _exiger_de_pouvoir_ecrire(contact)
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
    if _a_refuse(contact.courriel):
        raise ContactRefuse(_(REFUSE))
    maintenant = timezone.now()
    if contact.redemande_le and maintenant < contact.redemande_le + PAUSE:
        raise ContactRefuse(_("L’accord vient d’être redemandé : attendez sept jours avant d’écrire à nouveau."))
    jeton = secrets.token_urlsafe(32)
    contact.empreinte_jeton, contact.redemande_le = empreinte_du_jeton(jeton), maintenant
    contact.save(update_fields=["empreinte_jeton", "redemande_le"])
    _retenir(contact.courriel, maintenant)
    journaliser(par=par, ecritures=[Ecriture("redemander_accord", "contact", contact.pk)])
    return jeton, contact.courriel


@transaction.atomic
def accepter(*, jeton: str) -> bool:
    """La personne accepte d'être montrée ; faux si le lien ne mène plus à rien. Deux fois n'y change rien."""
    contact = _du_jeton(jeton)
    if contact is None or _a_refuse(contact.courriel):
        return False
    if contact.consentement == Consentement.DEMANDE:
        contact.consentement, contact.accepte_le = Consentement.ACCEPTE, timezone.now()
        contact.save(update_fields=["consentement", "accepte_le"])
        journaliser(par=LA_PERSONNE, ecritures=[Ecriture("accepter_contact", "contact", contact.pk)])
    return True


@transaction.atomic
def refuser(*, jeton: str) -> bool:
    """La personne refuse, ou revient sur son accord : on ne lui écrira plus.

    Toutes les fiches de cette boîte sont effacées pour de bon, d'où qu'elles viennent.
    """
    contact = _du_jeton(jeton)
    if contact is None:
        return False
    for trace in _traces(contact):
        Refus.objects.get_or_create(empreinte=trace)
    for sienne in _de_la_boite(contact.courriel):
        _effacer(sienne, LA_PERSONNE)
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
        _retenir(contact.courriel, ecrit_le)
    contact.delete()
    journaliser(par=par, ecritures=[Ecriture("retirer_contact", "contact", numero)])


def _retenir(courriel: str, ecrit_le: datetime) -> None:
    """Garder la date du dernier courriel à cette boîte, la plus tardive si elle est déjà gardée."""
    gardee, _neuve = Sollicitation.objects.get_or_create(
        empreinte=empreinte(boite(courriel)), defaults={"le": ecrit_le}
    )
    Sollicitation.objects.filter(pk=gardee.pk, le__lt=ecrit_le).update(le=ecrit_le)


def _exiger_de_pouvoir_ecrire(contact: Contact) -> None:
    """Une demande à la fois par boîte, sept jours entre deux courriels : retirer ou inscrire autrement n'y change rien.

    La ligne de la boîte se tient d'abord : de deux inscriptions au même instant, une seule écrit.
    """
    maintenant = timezone.now()
    gardee, neuve = Sollicitation.objects.get_or_create(
        empreinte=empreinte(boite(contact.courriel)), defaults={"le": maintenant}
    )
    tenue = Sollicitation.objects.select_for_update().get(pk=gardee.pk)
    autres = [c for c in _de_la_boite(contact.courriel) if c.pk != contact.pk]
    recent = maintenant - PAUSE
    if (not neuve and tenue.le > recent) or any(c.redemande_le and c.redemande_le > recent for c in autres):
        raise ContactRefuse(
            _("Nous avons écrit à cette personne il y a moins de sept jours : attendez avant de l’inscrire à nouveau.")
        )
    if any(c.consentement == Consentement.DEMANDE for c in autres):
        raise ContactRefuse(_("Une demande est déjà en cours à cette adresse : attendez la réponse de la personne."))
    _exiger_peu_d_attente(contact)
    _retenir(contact.courriel, maintenant)


def _exiger_peu_d_attente(contact: Contact) -> None:
    if contact.reseau_id is None:
        return
    list(Acteur.objects.select_for_update().filter(pk=contact.reseau_id))
    siens = Contact.objects.filter(reseau_id__in=reseaux_tenus({contact.reseau_id}))
    if siens.filter(consentement=Consentement.DEMANDE).exclude(pk=contact.pk).count() >= EN_ATTENTE_MAX:
        raise ContactRefuse(
            _("Vingt personnes n’ont pas encore répondu à votre réseau : attendez, ou retirez celles qui tardent.")
        )


def _de_la_boite(courriel: str) -> list[Contact]:
    """Tous les contacts dont le courriel arrive dans cette boîte, tenus le temps d'écrire."""
    cherchee = boite(courriel)
    proches = reduce(or_, (Q(courriel__iendswith=f"@{domaine}") for domaine in domaines(courriel)))
    return [c for c in Contact.objects.select_for_update().filter(proches) if boite(c.courriel) == cherchee]


def _traces(contact: Contact) -> set[str]:
    """Ce que l'on garde d'un refus : des empreintes, de la boîte, du numéro, et du nom dans ce pays."""
    telephone = [_trace_telephone(contact.telephone)] if contact.telephone else []
    nom = mots_lus(contact.nom)
    noms = [_trace_nom(contact.pays_id, " ".join(sorted(nom)))] if len(nom) > 1 else []
    return {empreinte(boite(contact.courriel)), *telephone, *noms}


def _trace_telephone(telephone: str) -> str:
    return empreinte("telephone", chiffres(telephone))


def _trace_nom(pays: str, nom: str) -> str:
    return empreinte("nom", pays, nom)


def _du_jeton(jeton: str) -> Contact | None:
    if not jeton:
        return None
    return Contact.objects.select_for_update().filter(empreinte_jeton__in=empreintes_lues(jeton)).first()


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


def _a_refuse(courriel: str) -> bool:
    return Refus.objects.filter(empreinte__in=empreintes_d_adresse(courriel)).exists()


def _exiger_sans_refus(dit: ContactDit) -> None:
    """Ni à cette boîte, ni sous un autre jour : son numéro seul, ou son nom dans le nom d'un service."""
    traces = empreintes_d_adresse(dit.courriel)
    if dit.telephone and (is_portable(dit.telephone) or not (dit.courriel or dit.page)):
        traces.add(_trace_telephone(dit.telephone))
    if not dit.personnel:
        traces |= {_trace_nom(dit.pays, nom) for texte in _textes(dit) for nom in noms_possibles(texte)}
    if Refus.objects.filter(empreinte__in=traces).exists():
        raise ContactRefuse(_(REFUSE))


def _textes(dit: ContactDit) -> tuple[str, ...]:
    return (dit.organisme, dit.fonction, dit.source)


def _refuser_ce_qui_ne_va_pas(dit: ContactDit) -> None:
    if not (dit.courriel or dit.telephone or dit.page):
        raise ContactRefuse(_("Dites au moins un courriel, un téléphone ou une page."))
    if dit.page and not adresse_suivable(dit.page):
        raise ContactRefuse(_("L’adresse de la page commence par https://, et mène à une page du web."))
    if dit.personnel and not dit.courriel:
        raise ContactRefuse(_("Dites le courriel de la personne : c’est à elle que nous demandons son accord."))
    if dit.nom and not dit.personnel:
        raise ContactRefuse(_("Un nom de personne demande son accord : cochez « C’est une personne »."))
    if any(map(porte_une_coordonnee, _textes(dit))):
        raise ContactRefuse(
            _("Un courriel ou un téléphone est écrit dans un texte : mettez-le dans la case qui est la sienne.")
        )
    if not dit.personnel:
        _refuser_ce_qui_est_d_une_personne(dit)


def _refuser_ce_qui_est_d_une_personne(dit: ContactDit) -> None:
    """C1.8 : rien d'une personne ne se montre sous le nom d'un service."""
    if any(map(designe_quelqu_un, _textes(dit))):
        raise ContactRefuse(
            _("Un texte nomme une personne (M., Mme, Dr…) : dites le service, ou cochez « C’est une personne ».")
        )
    if is_portable(dit.telephone):
        raise ContactRefuse(
            _("Ce téléphone est un portable : cochez « C’est une personne », ou donnez celui du standard.")
        )
    if ressemble_a_une_personne(dit.courriel, dit.organisme):
        raise ContactRefuse(
            _("Ce courriel semble celui d’une personne : cochez « C’est une personne », ou donnez celui du service.")
        )


def _champs(dit: ContactDit) -> dict[str, object]:
    noms = ("rubrique", "reseau_id", "organisme", "fonction", "nom", "courriel", "telephone", "page", "source")
    return {nom: getattr(dit, nom) for nom in noms} | {"pays_id": dit.pays, "source_date": dit.source_date}
