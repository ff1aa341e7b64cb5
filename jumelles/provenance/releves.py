"""Ranger le brut des lignes qui ne déclarent rien, et les jugements que la machine a rendus."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from jumelles.provenance.enums import CONCLUANTS, EtatLigne
from jumelles.provenance.models import Jugement, Lot, Releve
from jumelles.provenance.operations import Ecriture, annuler_jugements, journaliser
from jumelles.referentiel.paquets import par_paquets

PAQUET = 400
MACHINE = "machine:"
NOUVEL_AVIS = "machine:nouvel avis"
AUTEUR = MACHINE + "rapprochement"
Repete = Callable[[dict[str, Any], dict[str, Any]], bool]


@dataclass(frozen=True, slots=True)
class JugementPrevu:
    """Ce que la machine pense d'un nom ; droite vide : rien de sûr. score de 0 à 1."""

    gauche: str
    droite: str
    verdict: str
    score: float | None
    raisons: tuple[str, ...]
    auteur: str
    details: dict[str, Any] = field(default_factory=dict)  # seconde, marge


@dataclass(frozen=True, slots=True)
class LigneAGarder:
    """Une ligne sans déclaration (à revoir, hors champ, refusée), gardée telle quelle."""

    cle: str
    numero: int
    etat: str
    brut: dict[str, Any]
    messages: tuple[str, ...]


def find_courants(source_id: int, cles: Iterable[str]) -> dict[str, Releve]:
    """Les relevés courants de cette source sous ces clés."""
    return {
        releve.cle: releve
        for paquet in par_paquets(sorted(set(cles)), PAQUET)
        for releve in Releve.objects.filter(source_id=source_id, courant=True, cle__in=paquet)
    }


def enregistrer_releves(*, lot: Lot, lignes: Iterable[LigneAGarder], jour: date, repete: Repete) -> int:
    """Garder le brut de ces lignes ; rend combien sont neuves ou ont changé.

    Une ligne identique à son relevé courant n'ajoute rien. Une ligne qu'on ne sait plus rattacher
    mais qui l'était, au même brut, laisse son relevé valide : on ne défait pas ce qui tient.
    """
    neufs = 0
    for paquet in par_paquets(lignes, PAQUET):
        connus = find_courants(lot.source_id, (ligne.cle for ligne in paquet))
        a_ecrire = [n for n in paquet if n.cle not in connus or _differs(connus[n.cle], n, repete)]
        Releve.objects.filter(pk__in=[connus[n.cle].pk for n in a_ecrire if n.cle in connus]).update(courant=False)
        Releve.objects.bulk_create(
            Releve(
                source_id=lot.source_id, lot=lot, cle=n.cle, numero=n.numero, brut=n.brut, etat=n.etat,
                messages=list(n.messages), releve_le=jour,
            )
            for n in a_ecrire
        )  # fmt: skip
        neufs += len(a_ecrire)
    return neufs


def _differs(connu: Releve, ligne: LigneAGarder, repete: Repete) -> bool:
    if connu.brut == ligne.brut:
        if (connu.etat, ligne.etat) == (EtatLigne.HORS_CHAMP, EtatLigne.A_REVOIR) and _decide(connu):
            return False
        return connu.etat != EtatLigne.VALIDE and (connu.etat, connu.messages) != (ligne.etat, list(ligne.messages))
    return not repete(connu.brut, ligne.brut)


def _decide(releve: Releve) -> bool:
    """Vrai si c'est une personne qui l'a laissé hors du champ, au bureau de revue."""
    return releve.lot is not None and "decision" in releve.lot.rapport


def find_disparus(*, source_id: int, perimetre: str, presentes: set[str]) -> list[str]:
    """Clés lues la dernière fois dans le même périmètre, absentes cette fois ; rien n'est effacé."""
    lots = [
        lot.pk
        for lot in Lot.objects.filter(source_id=source_id, bascule_le__isnull=False).only("pk", "rapport")
        if lot.rapport.get("perimetre") == perimetre
    ]
    cles = Releve.objects.filter(source_id=source_id, courant=True, lot_id__in=lots).exclude(etat=EtatLigne.REFUSEE)
    return sorted(cle for cle in cles.values_list("cle", flat=True).iterator() if cle not in presentes)


def enregistrer_jugements(jugements: Iterable[JugementPrevu], *, lot: Lot | None = None) -> int:
    """Écrire les jugements de la machine, sauf là où une personne a jugé ; rend combien sont neufs.

    Redire la même chose n'ajoute rien ; changer d'avis annule l'ancien jugement, qui reste lisible.
    """
    uniques = {j.gauche: j for j in jugements}
    neufs = 0
    for paquet in par_paquets(uniques, PAQUET):
        vivants: dict[str, list[Jugement]] = {}
        for jugement in Jugement.objects.vivants().filter(gauche__in=paquet):
            vivants.setdefault(jugement.gauche, []).append(jugement)
        a_ecrire = [uniques[g] for g in paquet if _is_new(uniques[g], vivants.get(g, []))]
        perimes = [j.pk for prevu in a_ecrire for j in vivants.get(prevu.gauche, []) if j.auteur.startswith(MACHINE)]
        annuler_jugements(ids=perimes, par=AUTEUR, signe=NOUVEL_AVIS, lot=lot)
        ecrits = Jugement.objects.bulk_create(
            Jugement(
                gauche=p.gauche, droite=p.droite, verdict=p.verdict, score=p.score,
                raisons=list(p.raisons), auteur=p.auteur, details=p.details, lot=lot,
            )
            for p in a_ecrire
        )  # fmt: skip
        _consigner(ecrits, lot)
        neufs += len(a_ecrire)
    return neufs


def _consigner(ecrits: Sequence[Jugement], lot: Lot | None) -> None:
    """Une ligne de journal par jugement que la machine prononce."""
    lignes = [
        Ecriture("prononcer_jugement", "jugement", j.pk, apres={"gauche": j.gauche, "droite": j.droite}) for j in ecrits
    ]
    journaliser(par=AUTEUR, ecritures=lignes, lot=lot)


def _is_new(prevu: JugementPrevu, vivants: Sequence[Jugement]) -> bool:
    """Faux si une personne a dit ce que c'est, ou si la machine l'a déjà dit."""
    if any(not j.auteur.startswith(MACHINE) and j.verdict in CONCLUANTS for j in vivants):
        return False
    return not any((j.droite, j.verdict) == (prevu.droite, prevu.verdict) for j in vivants)
