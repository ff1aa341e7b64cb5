"""Reprendre ce qu'un lot a dit, ou le rendre : relevés, paroles, jugements. Rien n'est effacé."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils import timezone

from jumelles.provenance.enums import CONCLUANTS, EtatLot
from jumelles.provenance.models import Affirmation, Journal, Jugement, Lot, Releve
from jumelles.provenance.operations.journal import Ecriture, journaliser
from jumelles.provenance.operations.jugements import annuler_jugements, reprendre_jugements
from jumelles.provenance.operations.paroles import REMPLACEE
from jumelles.provenance.releves import NOUVEL_AVIS
from jumelles.referentiel.paquets import par_paquets

PAQUET = 900


@dataclass(slots=True)
class ParolesDuLot:
    """Ce qui a changé.

    objets : (sorte, identifiant) dont on parle autrement ; remplaces : clés qu'un lot plus récent a redites, qui
    restent comme il les dit ; rendus : relevés redevenus courants.
    """

    objets: set[tuple[str, int]] = field(default_factory=set)
    retirees: int = 0
    rendues: int = 0
    rendus: int = 0
    remplaces: list[str] = field(default_factory=list)
    jugements: int = 0


def signature(lot: Lot) -> str:
    """Qui a retiré, ou annulé : ce que seul le rétablissement de ce lot rendra."""
    return f"machine:lot {lot.pk} annulé"


def retirer_paroles_du_lot(lot: Lot, *, par: str) -> ParolesDuLot:
    """Retirer ce que ce lot a dit, rendre la parole à ce qu'il avait remplacé ; dans la transaction de l'appelant.

    Le lot est déjà dit annulé. L'appelant recalcule les objets rendus.
    """
    reprise = ParolesDuLot()
    _rendre_les_releves(lot, reprise)
    dites = _citees(lot, "affirmer", "apres")
    vivantes = _where(dites, Q(retiree_le__isnull=True))
    _retirer(vivantes, signature(lot), lot, reprise, par=par)
    _rendre(_remplacees(lot), lot, reprise, par=par)
    _annuler_jugements(lot, reprise, par=par)
    return reprise


def rendre_paroles_du_lot(lot: Lot, *, par: str) -> ParolesDuLot:
    """Redire ce que ce lot disait, sauf ce qu'un lot plus récent a redit depuis. Le lot est déjà dit basculé."""
    reprise = ParolesDuLot()
    cles = _reprendre_les_releves(lot, reprise)
    perimees = _citees(lot, "remplacer_affirmation", "avant")
    depassees = _depassees(lot, cles)
    _retirer(_where({*perimees, *depassees}, Q(retiree_le__isnull=True)), REMPLACEE, lot, reprise, par=par)
    siennes = _where(_citees(lot, "affirmer", "apres"), Q(retiree_par=signature(lot)))
    _rendre([a for a in siennes if a.releve is None or a.releve.courant], lot, reprise, par=par)
    _rendre(_remplacees(lot), lot, reprise, par=par)
    _reprendre_jugements(lot, reprise, par=par)
    return reprise


def _paquets(ids: Iterable[int]) -> Iterator[list[int]]:
    return par_paquets(sorted(set(ids)), PAQUET)


def _where(parmi: Iterable[int], filtre: Q) -> list[Affirmation]:
    lues = Affirmation.objects.select_related("releve").filter(filtre).order_by("pk")
    return [a for paquet in _paquets(parmi) for a in lues.filter(pk__in=paquet)]


def _citees(lot: Lot, verbe: str, colonne: str) -> list[int]:
    """Les affirmations que le journal de ce lot cite."""
    lignes = Journal.objects.filter(lot=lot, verbe=verbe).values_list(colonne, flat=True)
    return [dit["affirmation"] for dit in lignes.iterator(chunk_size=5000) if dit and "affirmation" in dit]


def _remplacees(lot: Lot) -> list[Affirmation]:
    """Les paroles qu'un lot aujourd'hui annulé avait remplacées, et dont le relevé est redevenu courant."""
    annules = set(Lot.objects.filter(source_id=lot.source_id, etat=EtatLot.ANNULE).values_list("pk", flat=True))
    lignes = Journal.objects.filter(verbe="remplacer_affirmation", lot__source_id=lot.source_id).order_by("pk")
    dits = lignes.values_list("lot_id", "avant").iterator(chunk_size=5000)
    dernier = {avant["affirmation"]: pk for pk, avant in dits if avant}
    parmi = [affirmation for affirmation, pk in dernier.items() if pk in annules]
    return _where(parmi, Q(retiree_par=REMPLACEE) & (Q(releve__isnull=True) | Q(releve__courant=True)))


def _depassees(lot: Lot, cles: Iterable[str]) -> list[int]:
    """Les paroles vivantes dont le relevé n'est plus courant."""
    liste = sorted(cles)
    perimees = Affirmation.objects.vivantes().filter(releve__source_id=lot.source_id, releve__courant=False)
    return [
        pk
        for debut in range(0, len(liste), PAQUET)
        for pk in perimees.filter(releve__cle__in=liste[debut : debut + PAQUET]).values_list("pk", flat=True)
    ]


def _retirer(paroles: Iterable[Affirmation], signe: str, lot: Lot, reprise: ParolesDuLot, *, par: str) -> None:
    paroles = list(paroles)
    for paquet in _paquets(a.pk for a in paroles):
        Affirmation.objects.filter(pk__in=paquet).update(retiree_le=timezone.now(), retiree_par=signe)
    _consigner("retirer_affirmation" if signe != REMPLACEE else "remplacer_affirmation", paroles, lot, par=par)
    reprise.retirees += len(paroles)
    reprise.objets |= {(a.objet_type, a.objet_id) for a in paroles}


def _rendre(paroles: Iterable[Affirmation], lot: Lot, reprise: ParolesDuLot, *, par: str) -> None:
    paroles = list(paroles)
    for paquet in _paquets(a.pk for a in paroles):
        Affirmation.objects.filter(pk__in=paquet).update(retiree_le=None, retiree_par="")
    _consigner("rendre_affirmation", paroles, lot, par=par)
    reprise.rendues += len(paroles)
    reprise.objets |= {(a.objet_type, a.objet_id) for a in paroles}


def _consigner(verbe: str, paroles: Iterable[Affirmation], lot: Lot, *, par: str) -> None:
    ecritures = [Ecriture(verbe, a.objet_type, a.objet_id, avant={"affirmation": a.pk}) for a in paroles]
    journaliser(par=par, lot=lot, ecritures=ecritures)


def _rendre_les_releves(lot: Lot, reprise: ParolesDuLot) -> None:
    """Ceux d'avant redeviennent courants ; ceux qu'un lot plus récent a remplacés ne le sont déjà plus."""
    siens = dict(Releve.objects.filter(lot=lot, courant=True).values_list("cle", "pk"))
    replaces = Releve.objects.filter(lot=lot, courant=False).order_by("numero", "pk")
    reprise.remplaces = list(replaces.values_list("cle", flat=True))
    for paquet in _paquets(siens.values()):
        Releve.objects.filter(pk__in=paquet).update(courant=False)
    d_avant: dict[str, int] = {}
    cles = sorted(siens)
    anciens = Releve.objects.filter(source_id=lot.source_id).exclude(lot__etat=EtatLot.ANNULE).order_by("pk")
    for debut in range(0, len(cles), PAQUET):
        d_avant.update(anciens.filter(cle__in=cles[debut : debut + PAQUET]).values_list("cle", "pk"))
    for paquet in _paquets(d_avant.values()):
        reprise.rendus += Releve.objects.filter(pk__in=paquet).update(courant=True)


def _reprendre_les_releves(lot: Lot, reprise: ParolesDuLot) -> list[str]:
    siens = dict(Releve.objects.filter(lot=lot).values_list("cle", "pk"))
    courants: dict[str, int] = {}
    cles = sorted(siens)
    lus = Releve.objects.filter(source_id=lot.source_id, courant=True)
    for debut in range(0, len(cles), PAQUET):
        courants.update(lus.filter(cle__in=cles[debut : debut + PAQUET]).values_list("cle", "pk"))
    reprise.remplaces = [cle for cle in cles if courants.get(cle, 0) > siens[cle]]
    repris = set(cles) - set(reprise.remplaces)
    for paquet in _paquets(courants[cle] for cle in repris if cle in courants):
        Releve.objects.filter(pk__in=paquet).update(courant=False)
    for paquet in _paquets(siens[cle] for cle in repris):
        reprise.rendus += Releve.objects.filter(pk__in=paquet).update(courant=True)
    return sorted(repris)


def _annuler_jugements(lot: Lot, reprise: ParolesDuLot, *, par: str) -> None:
    """Annuler l'avis que la machine a rendu en lisant ce lot, et reprendre celui qu'il avait remplacé."""
    siens = list(Jugement.objects.vivants().filter(lot=lot, paire=False))
    annuler_jugements(ids=[j.pk for j in siens], par=par, signe=signature(lot), lot=lot)
    reprise.jugements = len(siens)
    reprendre_jugements(ids=_anciens_avis({j.gauche: j.pk for j in siens}), par=par, lot=lot)


def _par_noms(gauches: Iterable[str]) -> Iterator[list[str]]:
    liste = sorted(gauches)
    return (liste[debut : debut + PAQUET] for debut in range(0, len(liste), PAQUET))


def _anciens_avis(siens: dict[str, int]) -> list[int]:
    """Les avis de la machine qu'il avait remplacés, si rien de vivant ne conclut et que leur lot tient."""
    anciens: dict[str, int] = {}
    conclus: set[str] = set()
    remplaces = Jugement.objects.filter(paire=False, annule_par=NOUVEL_AVIS).exclude(lot__etat=EtatLot.ANNULE)
    vivants = Jugement.objects.vivants().filter(paire=False, verdict__in=CONCLUANTS)
    for paquet in _par_noms(siens):
        conclus.update(vivants.filter(gauche__in=paquet).values_list("gauche", flat=True))
        for gauche, pk in remplaces.filter(gauche__in=paquet).order_by("pk").values_list("gauche", "pk"):
            if pk < siens[gauche]:
                anciens[gauche] = pk
    return [pk for gauche, pk in anciens.items() if gauche not in conclus]


def _reprendre_jugements(lot: Lot, reprise: ParolesDuLot, *, par: str) -> None:
    """Rendre l'avis de ce lot, sauf là où l'on a jugé depuis, ou qu'une personne a conclu."""
    siens = {j.gauche: j for j in Jugement.objects.filter(lot=lot, annule_par=signature(lot)).order_by("pk")}
    anciens: list[tuple[str, int]] = []
    tus: set[str] = set()
    vivants = Jugement.objects.vivants().filter(paire=False)
    for paquet in _par_noms(siens):
        for j in vivants.filter(gauche__in=paquet):
            machine = j.auteur.startswith("machine:")
            if j.pk > siens[j.gauche].pk or (not machine and j.verdict in CONCLUANTS):
                tus.add(j.gauche)
            elif machine:
                anciens.append((j.gauche, j.pk))
    repris = [j.pk for gauche, j in siens.items() if gauche not in tus]
    perimes = [pk for gauche, pk in anciens if gauche not in tus]
    annuler_jugements(ids=perimes, par=par, signe=NOUVEL_AVIS, lot=lot)
    reprise.jugements = len(reprendre_jugements(ids=repris, par=par, lot=lot))
