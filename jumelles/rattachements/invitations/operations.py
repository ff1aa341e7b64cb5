"""Les verbes de l'équipe d'une collectivité : inviter, retirer une invitation, accepter, retirer une personne.

Peuvent inviter et retirer les gens de la collectivité et l'équipe de Jumelles. Le journal ne garde que des numéros.
"""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jumelles.comptes.models import Utilisateur
from jumelles.comptes.operations import creer_personne
from jumelles.provenance.operations import Ecriture, journaliser
from jumelles.rattachements.enums import RoleAdhesion
from jumelles.rattachements.habilitation import AccesRefuse, Habilitation
from jumelles.rattachements.invitations.requetes import empreinte_du_jeton, encore_valable
from jumelles.rattachements.models import Adhesion, Invitation
from jumelles.rattachements.operations import RattachementRefuse, detacher, rattacher
from jumelles.rattachements.requetes import tenus
from jumelles.territoires.models import Collectivite

# Entre deux courriels à une même adresse, et au plus à la fois.
PAUSE = timedelta(days=7)
EN_ATTENTE_MAX = 20
INVITE = "personne invitée"
# Après quoi une invitation sans suite est effacée : rien d'une personne ne se garde sans son accord.
OUBLI = timedelta(days=90)


class InvitationRefusee(ValueError):
    """L'invitation ne peut pas se faire ; le message dit pourquoi et quoi faire."""


def exiger_l_equipe(code: str, par: Habilitation) -> None:
    """AccesRefuse si la personne n'est ni de cette collectivité, ni de l'équipe de Jumelles."""
    if not (par.equipe or par.parle_pour(code)):
        raise AccesRefuse(code)


@transaction.atomic
def inviter(*, code: str, courriel: str, role: str, par: Habilitation) -> str:
    """Inviter cette adresse et rendre le jeton à lui écrire ; InvitationRefusee si l'on vient de lui écrire.

    Rien ici ne dépend de l'existence d'un compte.
    """
    exiger_l_equipe(code, par)
    if role not in (RoleAdhesion.AGENT, RoleAdhesion.ELU):
        raise InvitationRefusee(_("Choisissez agent·e ou élu·e."))
    # Verrouillée le temps d'écrire : deux personnes qui invitent la même adresse passent l'une après l'autre.
    maison = Collectivite.objects.select_for_update(no_key=True).get(code=code)
    adresse, maintenant = courriel.strip().lower(), timezone.now()
    _exiger_neuve(code, adresse, maintenant)
    perimees = Invitation.objects.en_attente().filter(collectivite=maison, courriel=adresse)
    perimees.update(retiree_le=maintenant, retiree_par=par.signature)
    jeton = secrets.token_urlsafe(32)
    neuve = Invitation.objects.create(
        collectivite=maison, courriel=adresse, role=role, empreinte_jeton=empreinte_du_jeton(jeton), par=par.signature
    )
    journaliser(par=par.signature, ecritures=[Ecriture("inviter", "invitation", neuve.pk)])
    return jeton


def _exiger_neuve(code: str, adresse: str, maintenant: datetime) -> None:
    siennes = Invitation.objects.filter(collectivite__code=code)
    vivantes = Adhesion.objects.vivantes().filter(collectivite__code__in=tenus(code))
    if vivantes.filter(utilisateur__email__iexact=adresse).exists():
        raise InvitationRefusee(_("Cette personne est déjà de votre équipe."))
    if siennes.filter(courriel=adresse, cree_le__gt=maintenant - PAUSE).exists():
        raise InvitationRefusee(_("Cette adresse a reçu une invitation il y a moins de sept jours : attendez."))
    if siennes.filter(cree_le__gt=maintenant - PAUSE).count() >= EN_ATTENTE_MAX:
        raise InvitationRefusee(_("%(n)s invitations en sept jours : c’est le plus possible.") % {"n": EN_ATTENTE_MAX})


@transaction.atomic
def retirer_invitation(*, code: str, identifiant: int, par: Habilitation) -> None:
    """Le lien envoyé ne mène plus nulle part ; déjà retirée ou acceptée, rien ne change."""
    exiger_l_equipe(code, par)
    siennes = Invitation.objects.en_attente().filter(pk=identifiant, collectivite__code__in=tenus(code))
    if siennes.update(retiree_le=timezone.now(), retiree_par=par.signature):
        journaliser(par=par.signature, ecritures=[Ecriture("retirer_invitation", "invitation", identifiant)])


@transaction.atomic
def accepter_invitation(*, jeton: str) -> bool:
    """La personne accepte ; son compte est créé s'il n'existe pas, sans mot de passe qu'on connaisse. Faux si le lien
    ne mène plus à rien."""
    attendues = Invitation.objects.select_for_update(of=("self",)).en_attente()
    trouvee = attendues.filter(empreinte_jeton=empreinte_du_jeton(jeton)).select_related("collectivite").first()
    if trouvee is None or not jeton or not encore_valable(trouvee):
        return False
    if not Utilisateur.objects.filter(email__iexact=trouvee.courriel).exists():
        creer_personne(courriel=trouvee.courriel, par=trouvee.par)
    rattacher(courriel=trouvee.courriel, code=trouvee.collectivite.code, role=trouvee.role, par=trouvee.par)
    Invitation.objects.filter(pk=trouvee.pk).update(acceptee_le=timezone.now())
    journaliser(par=INVITE, ecritures=[Ecriture("accepter_invitation", "invitation", trouvee.pk)])
    return True


@transaction.atomic
def retirer_de_l_equipe(*, code: str, adhesion_id: int, par: Habilitation) -> None:
    """La personne ne parle plus pour cette collectivité ; elle peut être invitée de nouveau. Deux fois : une seule.

    RattachementRefuse s'il ne resterait personne : l'équipe de Jumelles, elle, le peut.
    """
    exiger_l_equipe(code, par)
    Collectivite.objects.select_for_update(no_key=True).get(code=code)
    siennes = Adhesion.objects.vivantes().filter(collectivite__code__in=tenus(code))
    sortante = siennes.filter(pk=adhesion_id).first()
    if sortante is None:
        return
    siens = siennes.filter(utilisateur=sortante.utilisateur)
    if not par.equipe and not siennes.exclude(utilisateur=sortante.utilisateur).exists():
        raise RattachementRefuse(_("Il ne resterait personne : invitez d’abord quelqu’un d’autre."))
    for pk in list(siens.values_list("pk", flat=True)):
        detacher(adhesion_id=pk, par=par.signature)


@transaction.atomic
def oublier_les_invitations(*, maintenant: datetime, par: str) -> int:
    """Effacer celles que personne n'a acceptées, trois mois après ; rendre leur nombre."""
    vieilles = Invitation.objects.filter(acceptee_le__isnull=True, cree_le__lt=maintenant - OUBLI)
    numeros = list(vieilles.select_for_update().values_list("pk", flat=True))
    Invitation.objects.filter(pk__in=numeros).delete()
    journaliser(par=par, ecritures=[Ecriture("oublier_invitation", "invitation", pk) for pk in numeros])
    return len(numeros)
