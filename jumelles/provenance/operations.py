"""Les verbes de la provenance : consigner, affirmer, retirer, juger."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from jumelles.provenance.enums import CONCLUANTS, Certitude, Verdict
from jumelles.provenance.models import Affirmation, Journal, Jugement, Lot, Source
from jumelles.referentiel.adresses import adresse_suivable

TAILLE_PAQUET = 1000


@dataclass(frozen=True, slots=True)
class Ecriture:
    """Une ligne de journal à écrire."""

    verbe: str
    objet_type: str
    objet_id: int
    avant: dict[str, Any] | None = None
    apres: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Parole:
    """Ce qu'une source dit d'un objet, avant d'être rangé en Affirmation."""

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


def journaliser(*, par: str, ecritures: Iterable[Ecriture], lot: Lot | None = None) -> None:
    """Ajouter des lignes au journal, dans la transaction de l'appelant."""
    if not par:
        raise ValueError("Une écriture sans auteur n'entre pas au journal.")
    Journal.objects.bulk_create(
        [
            Journal(
                par=par, verbe=e.verbe, objet_type=e.objet_type, objet_id=e.objet_id,
                avant=e.avant, apres=e.apres, lot=lot,
            )
            for e in ecritures
        ],
        batch_size=TAILLE_PAQUET,
    )  # fmt: skip


def affirmer(paroles: Sequence[Parole]) -> list[Affirmation]:
    """Ranger des paroles ; l'appelant écrit le journal de l'objet dont elles parlent."""
    return Affirmation.objects.bulk_create(
        [
            Affirmation(
                objet_type=p.objet_type, objet_id=p.objet_id, champs=p.champs, source_id=p.source_id,
                releve_id=p.releve_id, adresse=adresse_suivable(p.adresse), date_information=p.date_information,
                releve_le=p.releve_le, certitude=p.certitude, auteur=p.auteur,
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
            retiree_le=timezone.now(), retiree_par=par
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


@transaction.atomic
def prononcer_jugement(
    *, gauche: str, verdict: str, par: str, droite: str = "", raisons: Sequence[str] = ()
) -> Jugement:
    """Dire ce qu'un nom désigne. Conclure annule, sans les effacer, l'avis de la machine et les conclusions d'avant.

    `verdict` est un Verdict ; « identiques » demande `droite` (« collectivite:59183 », « lieu:2988507 ») : ValueError.
    """
    if verdict not in Verdict.values or (verdict == Verdict.IDENTIQUES and not droite):
        raise ValueError(f"Le verdict {verdict!r} ne se prononce pas, ou ne dit pas ce que le nom désigne.")
    if verdict in CONCLUANTS:
        depasses = Q(verdict__in=CONCLUANTS) | Q(auteur__startswith="machine:")
        for ancien in Jugement.objects.vivants().filter(depasses, gauche=gauche).values_list("pk", flat=True):
            annuler_jugement(jugement_id=ancien, par=par)
    jugement = Jugement.objects.create(gauche=gauche, droite=droite, verdict=verdict, raisons=list(raisons), auteur=par)
    apres = {"gauche": gauche, "droite": droite, "verdict": str(verdict)}
    journaliser(par=par, ecritures=[Ecriture("prononcer_jugement", "jugement", jugement.pk, apres=apres)])
    return jugement


@transaction.atomic
def annuler_jugement(*, jugement_id: int, par: str) -> Jugement:
    """Annuler un jugement : il reste lisible, il ne compte plus."""
    jugement = Jugement.objects.select_for_update().get(pk=jugement_id)
    if jugement.annule_le is None:
        jugement.annule_le = timezone.now()
        jugement.annule_par = par
        jugement.save(update_fields=["annule_le", "annule_par"])
        journaliser(par=par, ecritures=[Ecriture("annuler_jugement", "jugement", jugement.pk)])
    return jugement


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
