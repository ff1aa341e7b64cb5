"""Enregistrer qui dit."""

from typing import Any

from django.db import transaction

from jumelles.provenance.models import Source
from jumelles.provenance.operations.journal import Ecriture, journaliser
from jumelles.referentiel.adresses import adresse_suivable


@transaction.atomic
def enregistrer_source(*, code: str, par: str, **champs: Any) -> Source:
    """Créer la source, ou mettre à jour sa fiche ; le code est son identité ; redire la même chose n'écrit rien."""
    if "adresse" in champs:
        champs["adresse"] = adresse_suivable(champs["adresse"])
    connue = Source.objects.filter(code=code).first()
    avant = {nom: str(getattr(connue, nom)) for nom in champs} if connue else None
    apres = {nom: str(valeur) for nom, valeur in champs.items()}
    if connue is not None and avant == apres:
        return connue
    source, _ = Source.objects.update_or_create(code=code, defaults=champs)
    journaliser(par=par, ecritures=[Ecriture("enregistrer_source", "source", source.pk, avant=avant, apres=apres)])
    return source
