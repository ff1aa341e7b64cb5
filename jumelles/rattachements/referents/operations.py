"""Les verbes des référents : ajouter, corriger, effacer. Le journal dit qui et quand, jamais ce que disait la fiche."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from jumelles.provenance.operations import Ecriture, journaliser
from jumelles.rattachements.habilitation import Habilitation
from jumelles.rattachements.models import Referent
from jumelles.rattachements.requetes import tenus
from jumelles.territoires.models import Collectivite

CHAMPS: Final = ("service", "fonction", "competences", "langues", "nom", "joindre")


class ReferentDepasse(ValueError):
    """La fiche a changé, ou a été effacée, depuis qu'on l'a lue ; rien n'est écrit."""


@transaction.atomic
def ajouter_referent(*, code: str, dit: Mapping[str, str], jeton: UUID, par: Habilitation, public: bool = False) -> int:
    """Ajouter un référent et rendre son numéro ; le même jeton rend le premier. dit : un texte par champ.

    public : son service et sa fonction se lisent sur la page du territoire ; rien d'autre, jamais la personne.
    """
    par.exiger(code)
    champs = {champ: dit.get(champ, "") for champ in CHAMPS}
    voulu = {"collectivite": Collectivite.objects.get(code=code), "par": par.signature, **champs}
    voulu["publie_le"] = timezone.now() if public else None
    neuf, cree = Referent.objects.get_or_create(jeton=jeton, defaults=voulu)
    if cree:
        _journal("ajouter_referent", neuf.pk, par)
    return neuf.pk


@transaction.atomic
def corriger_referent(
    *, code: str, identifiant: int, vue: int, dit: Mapping[str, str], par: Habilitation, public: bool = False
) -> None:
    """Remplacer la fiche lue en version `vue` ; ReferentDepasse si une autre personne est passée."""
    par.exiger(code)
    champs = {champ: dit.get(champ, "") for champ in CHAMPS}
    siens = Referent.objects.filter(pk=identifiant, collectivite__code__in=tenus(code), version=vue)
    maintenant = timezone.now()
    depuis = Coalesce("publie_le", Value(maintenant)) if public else None
    if not siens.update(**champs, publie_le=depuis, version=vue + 1, par=par.signature, change_le=maintenant):
        raise ReferentDepasse
    _journal("corriger_referent", identifiant, par)


@transaction.atomic
def effacer_referent(*, code: str, identifiant: int, vue: int, par: Habilitation) -> None:
    """Effacer pour de bon la fiche lue en version `vue` ; ReferentDepasse si elle a changé depuis.

    Déjà effacée, rien ne change.
    """
    par.exiger(code)
    siens = Referent.objects.filter(pk=identifiant, collectivite__code__in=tenus(code))
    effacees, _details = siens.filter(version=vue).delete()
    if effacees:
        _journal("effacer_referent", identifiant, par)
    elif siens.exists():
        raise ReferentDepasse


def _journal(verbe: str, identifiant: int, par: Habilitation) -> None:
    journaliser(par=par.signature, ecritures=[Ecriture(verbe, "referent", identifiant)])
