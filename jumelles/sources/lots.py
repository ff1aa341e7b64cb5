"""Importer un fichier : préparer un lot à l'écart, puis le basculer d'un coup dans une courte transaction.

Interrompu à tout moment, on est avant (le lot préparé sera purgé) ou après (tout est là), jamais entre.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from jumelles.acteurs.operations import PartieInconnue
from jumelles.cooperations.declarations import DeclarationProjet, DeclarationRelation
from jumelles.cooperations.operations import BilanEcriture, appliquer_declarations
from jumelles.cooperations.regles import ChampRefuse
from jumelles.provenance.enums import EtatLigne, EtatLot, Verdict
from jumelles.provenance.models import LigneLot, Lot
from jumelles.provenance.operations import Ecriture, journaliser
from jumelles.provenance.releves import (
    LigneAGarder,
    enregistrer_jugements,
    enregistrer_releves,
    find_courants,
    find_disparus,
)
from jumelles.provenance.suspens import poser_suspens
from jumelles.referentiel.paquets import par_paquets
from jumelles.sources import catalogue
from jumelles.sources.fiche import FicheSource, SourceInattendue, enregistrer_fiche
from jumelles.sources.ligne_lue import LigneLue, LignePlanifiee, SourceConnue
from jumelles.sources.ouverture import TAILLE_MAX, hacher
from jumelles.sources.plans import read_jugements, read_projet, read_relation, write_plan
from jumelles.sources.problemes import FichierRefuse
from jumelles.sources.rapport import CITES_MAX, Detail, Rapport
from jumelles.sources.rattachement import Rattacheur
from jumelles.sources.redites import sans_redites
from jumelles.territoires.vrac import actualiser_statistiques

__all__ = ["FichierRefuse", "LotPerime", "basculer", "importer", "preparer", "preparer_source"]

PAQUET = 500
PAQUET_ECRIT = 4000
AUTO = "auto"
Dire = Callable[[str], None]
Avancer = Callable[[int], None]


class LotPerime(FichierRefuse):
    """Le lot n'est plus en attente : un autre import de la même source est passé."""


@dataclass(frozen=True, slots=True)
class EnAttente:
    """Une ligne préparée, telle que rangée en attente."""

    cle: str
    numero: int
    etat: str
    brut: dict[str, Any]
    messages: list[str]
    plan: dict[str, Any]


class _Blanc(Exception):
    """Défait l'essai à blanc, une fois son bilan connu."""


def importer(
    source_code: str,
    chemin: Path,
    *,
    par: str,
    a_blanc: bool = False,
    dire: Dire | None = None,
    jour: date | None = None,
    rejouer: bool = False,
) -> Rapport:
    """Préparer puis basculer. source_code « auto » : d'après l'en-tête du fichier.

    a_blanc : tout lire et tout dire, ne rien écrire. rejouer : reprendre un fichier déjà importé
    (après de nouveaux jugements). FichierRefuse si le fichier ne se lit pas ; rien n'en est entré.
    """
    rapport = preparer(source_code, chemin, par=par, jour=jour, a_blanc=a_blanc, dire=dire, rejouer=rejouer)
    if rapport.lot is None or a_blanc or rapport.deja_fait:
        return rapport
    try:
        rendu = basculer(rapport.lot, par=par, jour=jour)
    except FichierRefuse:
        _abandonner([rapport.lot])  # un autre import l'avait déjà clos pendant qu'on y rangeait des lignes
        raise
    actualiser_statistiques()
    hors = rendu.etats[EtatLigne.HORS_CHAMP]
    dehors = f" ; {hors} ne concernent pas une collectivité française" if hors else ""
    _dire(dire, f"{rendu.fichier} : {rendu.etats[EtatLigne.VALIDE]} lignes valides sur {rendu.lues}{dehors}, basculé.")
    return rendu


def preparer(
    source_code: str,
    chemin: Path,
    *,
    par: str,
    jour: date | None = None,
    a_blanc: bool = False,
    dire: Dire | None = None,
    rejouer: bool = False,
) -> Rapport:
    """Lire, rattacher et mettre en attente ; rien n'est encore visible. Avec a_blanc, rien n'est écrit."""
    source = _find_source(source_code, Path(chemin))
    return preparer_source(source, Path(chemin), par=par, jour=jour, a_blanc=a_blanc, dire=dire, rejouer=rejouer)


def preparer_source(
    source: SourceConnue,
    chemin: Path,
    *,
    par: str,
    fichier: str = "",
    jour: date | None = None,
    a_blanc: bool = False,
    dire: Dire | None = None,
    avancer: Avancer | None = None,
    rejouer: bool = False,
    lecture: str = "",
    avertissement: str = "",
    taille_max: int = 0,
) -> Rapport:
    """Préparer un fichier d'une source que l'on tient déjà, connue ou bâtie à l'instant.

    fichier : le nom à dire, s'il n'est pas celui du chemin. avancer(lues) : à chaque paquet rangé. lecture : ce qui
    distingue deux façons de lire le même fichier ; une autre façon n'est pas « déjà faite ».
    """
    jour = jour or timezone.localdate()
    taille_max = taille_max or getattr(settings, "TAILLE_MAX_FICHIER", TAILLE_MAX)
    empreinte = hacher(chemin, taille_max=taille_max)
    rapport = Rapport(source.code, fichier or chemin.name, empreinte, a_blanc=a_blanc, lecture=lecture)
    rapport.avertissement = avertissement
    deja = _deja_bascule(rapport)
    if deja is not None and not rejouer:
        rapport.lot, rapport.deja_fait = deja.pk, True
        _dire(dire, rapport.en_texte())
        return rapport
    _dire(dire, f"{rapport.fichier} : lecture ({source.code})…")
    planifiees = _planifier(source, chemin, jour, rapport)
    if a_blanc:
        return _essayer(source, list(planifiees), rapport, par=par, jour=jour)
    return _mettre_en_attente(source, planifiees, rapport, par=par, avancer=avancer)


def _deja_bascule(rapport: Rapport) -> Lot | None:
    """Le dernier lot basculé de ce fichier, s'il avait été lu de la même façon."""
    lots = Lot.objects.filter(source__code=rapport.source, empreinte=rapport.empreinte, etat=EtatLot.BASCULE)
    return next((lot for lot in lots if lot.rapport.get("lecture", "") == rapport.lecture), None)


def _find_source(code: str, chemin: Path) -> SourceConnue:
    if code != AUTO:
        return catalogue.find(code)
    hacher(chemin)  # dit d'abord si le fichier manque, est vide ou trop gros
    reconnu = catalogue.reconnaitre(chemin)
    if reconnu is None:
        raise catalogue.SourceInconnue(
            "aucune source connue n'a cet en-tête", f"nommez la source : {', '.join(catalogue.connues())}"
        )
    return catalogue.find(reconnu)


def _planifier(source: SourceConnue, chemin: Path, jour: date, rapport: Rapport) -> Iterator[LignePlanifiee]:
    """Lire et rattacher par paquets ; la mémoire ne retient que les clés."""
    fiche = source.fiche
    rattacheur = Rattacheur()
    avant = chemin.stat()
    perimetres: set[str] = set()
    lignes = sans_redites(_borner(source.lire(chemin, jour), fiche, rapport), rapport)
    while paquet := list(islice(lignes, PAQUET)):
        for planifiee, lue in zip(source.planifier(paquet, rattacheur, jour), paquet, strict=True):
            perimetres.add(planifiee.perimetre or lue.perimetre)
            rapport.etats[planifiee.etat] += 1
            rapport.deja_la += planifiee.deja_la
            rapport.sans_lieu += planifiee.sans_lieu
            rapport.ressemblent += planifiee.ressemble
            rapport.noter(lue.problemes)
            if planifiee.messages:
                rapport.citer(Detail(lue.numero, planifiee.cle, planifiee.etat, list(planifiee.messages)))
            yield planifiee
    apres = chemin.stat()
    if (avant.st_size, avant.st_mtime_ns) != (apres.st_size, apres.st_mtime_ns):
        raise FichierRefuse("il a changé pendant la lecture", "relancez l'import quand il est complet")
    rapport.perimetre = " + ".join(sorted(p for p in perimetres if p))[:250]
    try:
        fiche.check("lignes", rapport.lues)
    except SourceInattendue as erreur:
        raise FichierRefuse(str(erreur), "vérifiez que le fichier est entier") from erreur


def _borner(lignes: Iterable[LigneLue], fiche: FicheSource, rapport: Rapport) -> Iterator[LigneLue]:
    """Compter, et s'arrêter dès que le fichier a plus de lignes que sa source n'en promet."""
    for ligne in lignes:
        rapport.lues += 1
        if rapport.lues > fiche.bornes["lignes"].maximum:
            break  # la vérification des bornes, à la fin, dira pourquoi
        yield ligne


def _mettre_en_attente(
    source: SourceConnue,
    planifiees: Iterator[LignePlanifiee],
    rapport: Rapport,
    *,
    par: str,
    avancer: Avancer | None = None,
) -> Rapport:
    """Ranger les lignes en attente, par petites transactions ; abandonner le lot si la lecture échoue.

    Chaque paquet dit dans le rapport du lot combien de lignes sont lues : on le suit d'un autre processus.
    """
    lot = _ouvrir_lot(source, rapport, par)
    try:
        while paquet := list(islice(planifiees, PAQUET)):
            with transaction.atomic():
                LigneLot.objects.bulk_create(_en_attente(lot, ligne) for ligne in paquet)
                Lot.objects.filter(pk=lot.pk).update(rapport={"lues": rapport.lues})
            if avancer is not None:
                avancer(rapport.lues)
    except FichierRefuse:
        _abandonner([lot.pk])
        raise
    rapport.lot = lot.pk
    lot.rapport = rapport.en_json()
    lot.save(update_fields=["rapport"])
    return rapport


@transaction.atomic
def _ouvrir_lot(source: SourceConnue, rapport: Rapport, par: str) -> Lot:
    """Abandonner ce qu'un import interrompu a laissé en attente, et ouvrir un lot neuf."""
    en_base = enregistrer_fiche(source.fiche, par=par)
    _abandonner(list(Lot.objects.filter(source=en_base, etat=EtatLot.PREPARE).values_list("pk", flat=True)))
    return Lot.objects.create(
        source=en_base, fichier=rapport.fichier[:250], empreinte=rapport.empreinte, etat=EtatLot.PREPARE, par=par
    )


@transaction.atomic
def _abandonner(ids: Sequence[int]) -> None:
    LigneLot.objects.filter(lot_id__in=ids).delete()
    Lot.objects.filter(pk__in=ids, etat=EtatLot.PREPARE).update(etat=EtatLot.ABANDONNE)


def _en_attente(lot: Lot, ligne: LignePlanifiee) -> LigneLot:
    return LigneLot(
        lot=lot, numero=ligne.numero, cle=ligne.cle[:250], etat=ligne.etat, brut=ligne.brut,
        plan=write_plan(ligne), messages=list(ligne.messages),
    )  # fmt: skip


def basculer(lot_id: int, *, par: str, jour: date | None = None) -> Rapport:
    """Rendre visible, en une transaction, tout ce qu'un lot a préparé. LotPerime s'il n'est plus en attente."""
    with transaction.atomic():
        lot = Lot.objects.select_for_update().select_related("source").get(pk=lot_id)
        if lot.etat != EtatLot.PREPARE:
            raise LotPerime(f"le lot {lot_id} n'est plus en attente ({lot.etat})", "relancez l'import")
        rapport = Rapport.depuis_json(lot.rapport)
        source = catalogue.connues().get(lot.source.code) or _sans_particularite(lot.source.code)
        _appliquer(source, lot, lambda: _relire(lot), rapport, par=par, jour=jour)
        apres = {"source": lot.source.code, "fichier": lot.fichier, "lues": rapport.lues, **rapport.bilan}
        journaliser(par=par, lot=lot, ecritures=[Ecriture("basculer_lot", "lot", lot.pk, apres=apres)])
        lot.etat, lot.bascule_le, lot.rapport = EtatLot.BASCULE, timezone.now(), rapport.en_json()
        lot.save(update_fields=["etat", "bascule_le", "rapport"])
        lot.lignes.all().delete()
    return rapport


def _sans_particularite(code: str) -> SourceConnue:
    """Une source bâtie d'un dépôt : à la bascule, elle n'assemble rien et ne répète rien."""
    return SourceConnue(code, None, lambda _tete: False, lambda _chemin, _jour: iter(()), lambda _l, _r, _j: [])


def _relire(lot: Lot) -> Iterator[EnAttente]:
    """Les lignes en attente, par paquets, dans l'ordre du fichier."""
    dernier = -1
    while True:
        suivantes = lot.lignes.filter(numero__gt=dernier).order_by("numero")[:PAQUET]
        paquet = [EnAttente(x.cle, x.numero, x.etat, x.brut, x.messages, x.plan) for x in suivantes]
        if not paquet:
            return
        yield from paquet
        dernier = paquet[-1].numero


def _essayer(
    source: SourceConnue, planifiees: Sequence[LignePlanifiee], rapport: Rapport, *, par: str, jour: date
) -> Rapport:
    """Écrire pour compter, puis tout défaire."""
    lignes = [EnAttente(p.cle[:250], p.numero, p.etat, p.brut, list(p.messages), write_plan(p)) for p in planifiees]
    try:
        with transaction.atomic():
            en_base = enregistrer_fiche(source.fiche, par=par)
            lot = Lot.objects.create(source=en_base, fichier=rapport.fichier[:250], empreinte="", par=par)
            _appliquer(source, lot, lambda: lignes, rapport, par=par, jour=jour)
            raise _Blanc
    except _Blanc:
        return rapport


def _appliquer(
    source: SourceConnue,
    lot: Lot,
    relire: Callable[[], Iterable[EnAttente]],
    rapport: Rapport,
    *,
    par: str,
    jour: date | None,
) -> None:
    """Déclarer les lignes valides, garder le brut des autres, consigner les jugements ; la mémoire tient un paquet."""
    presentes = {ligne.cle for ligne in relire()}
    disparus = find_disparus(source_id=lot.source_id, perimetre=rapport.perimetre, presentes=presentes)
    rapport.disparus, rapport.nombre_disparus = disparus[:CITES_MAX], len(disparus)
    bilan = BilanEcriture()
    try:
        for relations, projets in _declarations(source, relire()):
            neufs = _ecarter_redites(source, lot.source_id, relations, projets, rapport)
            appliquer_declarations(lot=lot, relations=neufs[0], projets=neufs[1], par=par, bilan=bilan)
    except (ChampRefuse, PartieInconnue) as erreur:
        raise FichierRefuse(f"une déclaration est refusée : {erreur}", "rien n'a été écrit ; signalez-le") from erreur
    rapport.retenir(bilan)
    a_garder = (
        LigneAGarder(ligne.cle, ligne.numero, ligne.etat, ligne.brut, tuple(ligne.messages))
        for ligne in relire()
        if ligne.etat != EtatLigne.VALIDE
    )
    enregistrer_releves(lot=lot, lignes=a_garder, jour=jour or timezone.localdate(), repete=source.repete)
    juges = (j for ligne in relire() for j in read_jugements(ligne.plan))
    rapport.jugements = sum(enregistrer_jugements(paquet, lot=lot) for paquet in par_paquets(juges, PAQUET_ECRIT))
    poser_suspens(source_id=lot.source_id, attentes=(a for ligne in relire() for a in _attentes(ligne)))


def _declarations(
    source: SourceConnue, lignes: Iterable[EnAttente]
) -> Iterator[tuple[list[DeclarationRelation], list[DeclarationProjet]]]:
    """Ce que disent les lignes valides, par paquets ; d’un bloc si la source réunit des lignes en projets."""
    plans = (ligne.plan for ligne in lignes if ligne.etat == EtatLigne.VALIDE)
    for paquet in [list(plans)] if source.is_a_assembler else par_paquets(plans, PAQUET_ECRIT):
        relations = [r for plan in paquet if (r := read_relation(plan)) is not None]
        yield relations, source.assembler([p for plan in paquet if (p := read_projet(plan)) is not None])


def _attentes(ligne: EnAttente) -> list[tuple[str, str]]:
    """Les noms que cette ligne laisse à une personne ; hors du champ ou refusée, elle n'attend rien."""
    if ligne.etat not in (EtatLigne.VALIDE, EtatLigne.A_REVOIR):
        return []
    return [(ligne.cle, j.gauche) for j in read_jugements(ligne.plan) if j.verdict == Verdict.INDECIS]


def _ecarter_redites(
    source: SourceConnue,
    source_id: int,
    relations: list[DeclarationRelation],
    projets: list[DeclarationProjet],
    rapport: Rapport,
) -> tuple[list[DeclarationRelation], list[DeclarationProjet]]:
    """Écarter ce que le relevé courant de cette source dit déjà aussi bien ou mieux."""
    toutes: list[DeclarationRelation | DeclarationProjet] = [*relations, *projets]
    courants = find_courants(source_id, (d.dit.cle for d in toutes))

    def is_neuf(declaration: DeclarationRelation | DeclarationProjet) -> bool:
        connu = courants.get(declaration.dit.cle)
        if connu is None or connu.etat != EtatLigne.VALIDE or not source.repete(connu.brut, declaration.dit.brut):
            return True
        rapport.redites_d_un_releve += 1
        return False

    return [r for r in relations if is_neuf(r)], [p for p in projets if is_neuf(p)]


def _dire(dire: Dire | None, texte: str) -> None:
    if dire is not None:
        dire(texte)
