"""Reprendre un import entier, et le remettre : chaque colonne redevient ce que disent les autres."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jumelles.acteurs.operations import placer
from jumelles.cooperations.models import Deplacement, ParticipationRelation, Projet, Relation
from jumelles.cooperations.operations.attaches import poser_attaches
from jumelles.cooperations.operations.fusion.cloture import Cloture, fermer, fondus
from jumelles.cooperations.operations.fusion.hors_fusion import hors_fusion
from jumelles.cooperations.operations.publication import (
    publier_ou_retirer,
    publier_ou_retirer_acteurs,
    publier_ou_retirer_projets,
)
from jumelles.cooperations.operations.retenue import recalculer_relations
from jumelles.cooperations.operations.retenue_projet import recalculer_projets
from jumelles.provenance.enums import EtatLot, NatureSource
from jumelles.provenance.models import Affirmation, Journal, Lot, Releve
from jumelles.provenance.operations import Ecriture, journaliser
from jumelles.provenance.operations.lots import ParolesDuLot, rendre_paroles_du_lot, retirer_paroles_du_lot
from jumelles.provenance.verrou import tenir_les_entites

Touches = dict[str, set[int]]
CITES_MAX = 200
PAQUET = 900


class LotNonAnnulable(ValueError):
    """Ce lot ne s'annule pas, ou ne se rétablit pas ; le message dit pourquoi, et que faire."""


@dataclass(frozen=True, slots=True)
class AnnulationLot:
    """Ce que l'annulation, ou le rétablissement, a changé.

    retirees, rendues : paroles ; relations, projets, acteurs : identifiants dépubliés (ou republiés) ; corriges :
    objets qu'une personne avait corrigés, et qui restent ; remplaces : clés qu'un import plus récent a redites,
    laissées comme il les dit (200 citées au plus).
    """

    lot: int
    retirees: int
    rendues: int
    releves_rendus: int
    jugements: int
    relations: tuple[int, ...]
    projets: tuple[int, ...]
    acteurs: tuple[int, ...]
    corriges: tuple[str, ...]
    remplaces: tuple[str, ...]
    nombre_remplaces: int


@transaction.atomic
def annuler_lot(*, lot_id: int, par: str, motif: str = "") -> AnnulationLot:
    """Reprendre tout ce qu'un import a dit ; `retablir_lot` le remet.

    Ses paroles sont retirées, celles qu'il avait remplacées reparlent, ses relevés cèdent à ceux d'avant ; ce que plus
    personne ne dit est dépublié (410) ; les corrections des personnes restent. LotNonAnnulable s'il n'est pas basculé,
    ou si c'est une référence. Ce qu'un import plus récent de la même source a redit reste comme il le dit, et se liste.
    """
    tenir_les_entites()  # toujours avant une ligne : deux qui s'attendent l'un l'autre n'avancent plus
    lot = _tenir(lot_id, EtatLot.BASCULE)
    lot.etat, lot.annule_le, lot.annule_par = EtatLot.ANNULE, timezone.now(), par
    lot.save(update_fields=["etat", "annule_le", "annule_par"])
    return _reprendre(lot, "annuler_lot", par=par, motif=motif)


@transaction.atomic
def retablir_lot(*, lot_id: int, par: str, motif: str = "") -> AnnulationLot:
    """Remettre un import annulé, tel qu'il était. LotNonAnnulable si le même fichier est revenu depuis."""
    tenir_les_entites()
    lot = _tenir(lot_id, EtatLot.ANNULE)
    memes = Lot.objects.filter(source_id=lot.source_id, empreinte=lot.empreinte, etat=EtatLot.BASCULE)
    revenu = memes.exclude(empreinte="").first()  # une reprise de revue n'a pas de fichier
    if revenu is not None:
        raise LotNonAnnulable(
            _("Le même fichier a été importé à nouveau (lot %(numero)s) : il n'y a rien à rétablir.")
            % {"numero": revenu.pk}
        )
    lot.etat, lot.annule_le, lot.annule_par = EtatLot.BASCULE, None, ""
    lot.save(update_fields=["etat", "annule_le", "annule_par"])
    return _reprendre(lot, "retablir_lot", par=par, motif=motif)


def _tenir(lot_id: int, etat: str) -> Lot:
    lot = Lot.objects.select_for_update(of=("self",)).select_related("source").filter(pk=lot_id).first()
    if lot is None:
        raise LotNonAnnulable(_("Le lot %(numero)s n'existe pas.") % {"numero": lot_id})
    if lot.etat != etat:
        raise LotNonAnnulable(
            _("Le lot %(numero)s (%(fichier)s) est %(etat)s : il faut qu'il soit %(voulu)s.")
            % {
                "numero": lot_id, "fichier": lot.fichier, "etat": lot.get_etat_display(),
                "voulu": EtatLot(etat).label,
            }
        )  # fmt: skip
    if lot.source.nature == NatureSource.REFERENTIEL or lot.ecritures.filter(verbe__startswith="charger_").exists():
        raise LotNonAnnulable(
            _("Le lot %(numero)s est une référence (%(source)s) : chargez-en une autre version pour la remplacer.")
            % {"numero": lot_id, "source": lot.source.nom}
        )
    return lot


def _reprendre(lot: Lot, verbe: str, *, par: str, motif: str) -> AnnulationLot:
    annule = lot.etat == EtatLot.ANNULE
    touches = _touches(lot)
    publies = _publies(touches)
    with hors_fusion(_cloture(touches), par=par, lot=lot):
        reprise = retirer_paroles_du_lot(lot, par=par) if annule else rendre_paroles_du_lot(lot, par=par)
        _recalculer(reprise, lot, par=par)
        _resituer(lot, annule=annule, par=par)
    acteurs = publier_ou_retirer_acteurs(_acteurs(touches), par=par, lot=lot)
    rendu = _rendu(lot, reprise, (publies, _publies(touches)), acteurs)
    lot.rapport = {**lot.rapport, verbe: {**asdict(rendu), "motif": motif, "par": par}}
    lot.save(update_fields=["rapport"])
    apres = {"motif": motif, "retirees": rendu.retirees, "rendues": rendu.rendues}
    journaliser(par=par, lot=lot, ecritures=[Ecriture(verbe, "lot", lot.pk, apres=apres)])
    return rendu


def _recalculer(reprise: ParolesDuLot, lot: Lot, *, par: str) -> None:
    relations = {pk for sorte, pk in reprise.objets if sorte == "relation"}
    projets = {pk for sorte, pk in reprise.objets if sorte == "projet"}
    recalculer_relations(relations, par=par, lot=lot)
    publier_ou_retirer(relations, par=par, lot=lot)
    poser_attaches(projets, par=par, lot=lot)
    recalculer_projets(projets, par=par, lot=lot)
    publier_ou_retirer_projets(projets, par=par, lot=lot)


def _resituer(lot: Lot, *, annule: bool, par: str) -> None:
    """Ôter le point que ce lot a donné à des acteurs qui n'en avaient pas, ou le remettre."""
    lignes = Journal.objects.filter(lot=lot, verbe="situer_acteur").values_list("objet_id", "avant", "apres")
    placer({pk: (avant, apres) for pk, avant, apres in lignes if avant and apres}, oter=annule, par=par, lot=lot)


def _paroles(lot: Lot) -> Iterable[tuple[str, int, Any]]:
    """(sorte, objet, attaches) de tout ce qu'a dit la source sous les clés de ce lot, ou que son journal cite."""
    cles = sorted(Releve.objects.filter(lot=lot).values_list("cle", flat=True))
    siennes = Affirmation.objects.filter(source_id=lot.source_id)
    for debut in range(0, len(cles), PAQUET):
        dites = siennes.filter(releve__source_id=lot.source_id, releve__cle__in=cles[debut : debut + PAQUET])
        yield from dites.values_list("objet_type", "objet_id", "attaches")
    cites = Journal.objects.filter(lot=lot, verbe__in=("affirmer", "remplacer_affirmation"))
    yield from ((sorte, pk, None) for sorte, pk in cites.values_list("objet_type", "objet_id").distinct())


def _touches(lot: Lot) -> Touches:
    """Sorte → ce dont ce lot parle ; acteurs : ceux que ses paroles attachent à un projet."""
    touches: Touches = {"relation": set(), "projet": set(), "acteur": set()}
    for sorte, pk, attaches in _paroles(lot):
        touches[sorte].add(pk)
        dites = attaches or {}
        touches["acteur"] |= {a for a, _role in dites.get("participations", ())}
        touches["acteur"] |= {m[0] for m in dites.get("montants", ()) if m[0]}
    situes = Journal.objects.filter(lot=lot, verbe="situer_acteur")
    touches["acteur"] |= set(situes.values_list("objet_id", flat=True))
    return touches


def _cloture(touches: Touches) -> Cloture:
    """Ce qui est fondu, et que ce lot touche."""
    joints = {sorte: {pk for paire in paires for pk in paire} for sorte, paires in fondus().items()}
    deplaces = {int(ref.partition(":")[2]) for ref in _conteneurs("projet:")}
    return fermer(
        acteurs=touches["acteur"] & joints["acteur"],
        relations=touches["relation"] & joints["relation"],
        projets=touches["projet"] & (joints["projet"] | deplaces),
    )


def _conteneurs(prefixe: str) -> Iterable[str]:
    return Deplacement.objects.filter(conteneur__startswith=prefixe).values_list("conteneur", flat=True).distinct()


def _publies(touches: Touches) -> Touches:
    return {
        "relation": _parmi(Relation.objects.publiees(), touches["relation"]),
        "projet": _parmi(Projet.objects.publies(), touches["projet"]),
    }


def _parmi(requete: Any, ids: Iterable[int]) -> set[int]:
    liste = sorted(ids)
    return {
        pk
        for debut in range(0, len(liste), PAQUET)
        for pk in requete.filter(pk__in=liste[debut : debut + PAQUET]).values_list("pk", flat=True)
    }


def _acteurs(touches: Touches) -> set[int]:
    """Ceux que ses liens et ses projets nomment."""
    liste = sorted(touches["relation"])
    siens = {
        pk
        for debut in range(0, len(liste), PAQUET)
        for pk in ParticipationRelation.objects.filter(relation_id__in=liste[debut : debut + PAQUET]).values_list(
            "acteur_id", flat=True
        )
    }
    return siens | touches["acteur"]


def _rendu(lot: Lot, reprise: ParolesDuLot, publies: tuple[Touches, Touches], acteurs: set[int]) -> AnnulationLot:
    hier, desormais = publies
    corriges = Affirmation.objects.vivantes().filter(source__nature=NatureSource.PERSONNE)
    relus = set(corriges.values_list("objet_type", "objet_id"))
    return AnnulationLot(
        lot=lot.pk, retirees=reprise.retirees, rendues=reprise.rendues, releves_rendus=reprise.rendus,
        jugements=reprise.jugements, relations=tuple(sorted(hier["relation"] ^ desormais["relation"])),
        projets=tuple(sorted(hier["projet"] ^ desormais["projet"])), acteurs=tuple(sorted(acteurs)),
        corriges=tuple(sorted(f"{s}:{pk}" for s, pk in reprise.objets & relus)),
        remplaces=tuple(reprise.remplaces[:CITES_MAX]), nombre_remplaces=len(reprise.remplaces),
    )  # fmt: skip
