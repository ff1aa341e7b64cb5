"""Les verbes des rattachements : rattacher une personne à une collectivité ou à un réseau, l'en détacher."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jumelles.acteurs.models import Acteur
from jumelles.comptes.models import Utilisateur
from jumelles.provenance.operations import Ecriture, journaliser
from jumelles.rattachements.enums import RoleAdhesion
from jumelles.rattachements.models import Adhesion
from jumelles.rattachements.requetes import adhesions_de
from jumelles.territoires.enums import CategorieCollectivite
from jumelles.territoires.models import Collectivite
from jumelles.territoires.requetes import vers_aujourdhui
from jumelles.territoires.suites import SUFFIXES


class RattachementRefuse(ValueError):
    """Le rattachement ne peut pas se faire ; le message dit pourquoi et quoi faire."""


@transaction.atomic
def rattacher(*, courriel: str, code: str, role: str = RoleAdhesion.AGENT, par: str) -> int:
    """Rattacher une personne à une collectivité, et rendre l'adhésion ; déjà rattachée, rien ne change.

    Un code d'hier rattache à la collectivité d'aujourd'hui. RattachementRefuse si le compte ou le code n'existent pas.
    """
    if role not in (RoleAdhesion.AGENT, RoleAdhesion.ELU):
        raise RattachementRefuse(_("« %s » n’est pas un rôle : agent ou elu.") % role)
    if _est_un_arrondissement(code.strip()):
        raise RattachementRefuse(_("« %s » est un arrondissement : donnez le code de sa ville.") % code)
    devenu = vers_aujourdhui(code.strip())
    if devenu is None:
        raise RattachementRefuse(_("aucune collectivité de code « %s » au référentiel.") % code)
    personne = _personne(courriel)
    deja = adhesions_de(personne.email, code=devenu)
    return deja[0] if deja else _rattacher(personne, role, par, collectivite=Collectivite.objects.get(code=devenu))


@transaction.atomic
def rattacher_au_reseau(*, courriel: str, reseau_id: int, par: str) -> int:
    """Rattacher une personne à un réseau connu comme acteur ; RattachementRefuse sinon."""
    reseau = Acteur.objects.publies().filter(pk=reseau_id).first()
    if reseau is None:
        raise RattachementRefuse(_("aucun acteur publié de numéro %s.") % reseau_id)
    return _rattacher(_personne(courriel), RoleAdhesion.RESEAU, par, reseau=reseau)


@transaction.atomic
def detacher(*, adhesion_id: int, par: str) -> None:
    """Clore une adhésion ; close déjà, rien ne change. La ligne reste : qui a parlé pour qui se relit."""
    adhesion = Adhesion.objects.select_for_update().filter(pk=adhesion_id, close_le__isnull=True).first()
    if adhesion is None:
        return
    adhesion.close_le, adhesion.close_par = timezone.now(), par
    adhesion.save(update_fields=["close_le", "close_par"])
    journaliser(par=par, ecritures=[Ecriture("detacher", "adhesion", adhesion.pk)])


def _est_un_arrondissement(code: str) -> bool:
    ecritures = [f"{code.partition('.')[0]}{suffixe}" for suffixe in SUFFIXES]
    nommes = Collectivite.objects.filter(code__in=ecritures)
    return nommes.filter(categorie=CategorieCollectivite.ARRONDISSEMENT).exists()


def _personne(courriel: str) -> Utilisateur:
    personne = Utilisateur.objects.filter(email__iexact=courriel.strip()).first()
    if personne is None:
        raise RattachementRefuse(_("aucun compte « %s » : créez-le d’abord.") % courriel)
    return personne


def _rattacher(
    personne: Utilisateur, role: str, par: str, collectivite: Collectivite | None = None, reseau: Acteur | None = None
) -> int:
    adhesion, neuve = Adhesion.objects.get_or_create(
        utilisateur=personne, collectivite=collectivite, reseau=reseau, close_le__isnull=True,
        defaults={"role": role, "par": par},
    )  # fmt: skip
    if neuve:
        journaliser(par=par, ecritures=[Ecriture("rattacher", "adhesion", adhesion.pk)])
    return adhesion.pk
