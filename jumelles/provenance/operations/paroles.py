"""Affirmer, remplacer, retirer : une parole ne s'efface jamais."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from jumelles.provenance.enums import Certitude
from jumelles.provenance.models import Affirmation, Lot
from jumelles.provenance.operations.journal import TAILLE_PAQUET, Ecriture, journaliser
from jumelles.referentiel.adresses import adresse_suivable

# Qui a importé est au journal ; ceci dit qu'un relevé plus récent a pris la place, et qu'elle peut la rendre.
REMPLACEE = "machine:remplacée par un relevé plus récent"


@dataclass(frozen=True, slots=True)
class Parole:
    """Ce qu'une source dit d'un objet, et ce qu'elle y attache, avant d'être rangé en Affirmation."""

    objet_type: str
    objet_id: int
    champs: dict[str, Any]
    source_id: int
    releve_le: date
    auteur: str
    releve_id: int | None = None
    adresse: str = ""
    date_information: str = ""
    certitude: str = field(default=Certitude.DITE.value)
    attaches: dict[str, Any] | None = None


def affirmer(paroles: Sequence[Parole]) -> list[Affirmation]:
    """Ranger des paroles ; l'appelant écrit le journal de l'objet dont elles parlent."""
    return Affirmation.objects.bulk_create(
        [
            Affirmation(
                objet_type=p.objet_type, objet_id=p.objet_id, champs=p.champs, source_id=p.source_id,
                releve_id=p.releve_id, adresse=adresse_suivable(p.adresse), date_information=p.date_information,
                releve_le=p.releve_le, certitude=p.certitude, auteur=p.auteur, attaches=p.attaches,
            )
            for p in paroles
        ],
        batch_size=TAILLE_PAQUET,
    )  # fmt: skip


def remplacer_paroles(
    perimees: Sequence[Affirmation], paroles: Sequence[Parole], *, par: str, lot: Lot | None = None
) -> None:
    """Retirer des paroles vivantes, en ranger d'autres, et journaliser chacune, dans la transaction de l'appelant."""
    for debut in range(0, len(perimees), TAILLE_PAQUET):
        ids = [a.pk for a in perimees[debut : debut + TAILLE_PAQUET]]
        Affirmation.objects.filter(pk__in=ids, retiree_le__isnull=True).update(
            retiree_le=timezone.now(), retiree_par=REMPLACEE
        )
    retraits = {
        a.pk: Ecriture("remplacer_affirmation", a.objet_type, a.objet_id, avant={"affirmation": a.pk}) for a in perimees
    }
    ajouts = [
        Ecriture("affirmer", a.objet_type, a.objet_id, apres={"affirmation": a.pk, "source": a.source_id})
        for a in affirmer(paroles)
    ]
    journaliser(par=par, lot=lot, ecritures=[*retraits.values(), *ajouts])


@transaction.atomic
def retirer_affirmation(*, affirmation_id: int, par: str) -> Affirmation:
    """Retirer une parole sans l'effacer ; l'appelant recalcule la valeur retenue."""
    affirmation = Affirmation.objects.select_for_update().get(pk=affirmation_id)
    if affirmation.retiree_le is None:
        affirmation.retiree_le = timezone.now()
        affirmation.retiree_par = par
        affirmation.save(update_fields=["retiree_le", "retiree_par"])
        journaliser(
            par=par,
            ecritures=[
                Ecriture("retirer_affirmation", affirmation.objet_type, affirmation.objet_id,
                         avant={"affirmation": affirmation.pk, "champs": affirmation.champs})
            ],
        )  # fmt: skip
    return affirmation
