"""Les questions aux dossiers d'import : lesquels, où en est celui-ci, de quelles sources a-t-on déjà reçu."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q

from jumelles.contributions.enums import EtatDossier
from jumelles.contributions.models import DossierImport
from jumelles.contributions.regles import EN_COURS, SANS_SUITE
from jumelles.pieces.requetes import PieceFiche, en_fiche
from jumelles.provenance.enums import EtatLigne
from jumelles.provenance.models import Releve

PAR_PAGE = 30
# Ce qu'une liste ne montre pas, et qui pèse.
_LONGS = ("examen", "correspondance", "rapport")
_APPRIS = (EtatDossier.ESSAYE, EtatDossier.IMPORT, EtatDossier.IMPORTE, EtatDossier.RETRAIT, EtatDossier.DEFAIT,
           EtatDossier.RETOUR)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DossierFiche:
    """Un dossier d'import, tout entier. course : le lancement en cours ; total None : on ne sait pas encore."""

    id: int
    piece: PieceFiche
    source_code: str
    source_nom: str
    editeur: str
    licence: str
    adresse: str
    date_information: str
    etat: str
    etat_libelle: str
    entete: str
    examen: dict[str, Any]
    correspondance: dict[str, Any]
    raison: str
    lot_id: int | None
    rapport: dict[str, Any]
    refusees_id: int | None
    course: int
    tache: str
    faites: int
    total: int | None
    par: str
    ouvert_le: datetime
    change_le: datetime

    @property
    def en_cours(self) -> bool:
        """Vrai si un travail de fond tient le dossier."""
        return self.etat in EN_COURS


@dataclass(frozen=True, slots=True)
class PageDossiers:
    """Une page de la liste : éléments, total, numéro (à partir de 1), pages."""

    elements: tuple[DossierFiche, ...]
    total: int
    numero: int
    pages: int


@dataclass(frozen=True, slots=True)
class SourceDeposee:
    """Une source dont on a déjà reçu un fichier, telle que le dernier dossier la dit."""

    code: str
    nom: str
    editeur: str
    licence: str
    adresse: str


@dataclass(frozen=True, slots=True)
class AvanceeRevue:
    """Des lignes à revoir d'un import : combien attendent encore un nom, combien des décisions ont fait entrer."""

    restent: int
    entrees: int


def dossier(dossier_id: int) -> DossierFiche | None:
    """Un dossier, ou None."""
    trouve = DossierImport.objects.select_related("piece").filter(pk=dossier_id).first()
    return None if trouve is None else _fiche(trouve)


def dossier_du_lot(lot_id: int) -> DossierFiche | None:
    """Le dossier dont ce lot vient, ou None : un import en ligne de commande n'en a pas."""
    trouve = DossierImport.objects.select_related("piece").filter(lot_id=lot_id).order_by("-pk").first()
    return None if trouve is None else _fiche(trouve)


def dossiers(numero: int = 1) -> PageDossiers:
    """Les dossiers, du plus récent au plus ancien, sans leur rapport ni leur examen (vides ici)."""
    tous = DossierImport.objects.select_related("piece").defer(*_LONGS).order_by("-pk")
    total = tous.count()
    pages = max(1, -(-total // PAR_PAGE))
    numero = min(max(1, numero), pages)
    return PageDossiers(
        tuple(_fiche(d, bref=True) for d in tous[(numero - 1) * PAR_PAGE : numero * PAR_PAGE]), total, numero, pages
    )


def sources_deposees() -> tuple[SourceDeposee, ...]:
    """Une ligne par source déjà reçue, par nom."""
    derniers: dict[str, SourceDeposee] = {}
    lus = DossierImport.objects.exclude(source_code="").order_by("pk")
    for code, *dits in lus.values_list("source_code", "source_nom", "editeur", "licence", "adresse"):
        derniers[code] = SourceDeposee(code, *dits)
    return tuple(sorted(derniers.values(), key=lambda s: s.nom.casefold()))


def correspondances_apprises(source_code: str) -> tuple[dict[str, Any], ...]:
    """Les correspondances confirmées pour cette source, la dernière d'abord, une par en-tête."""
    appris = DossierImport.objects.filter(source_code=source_code, etat__in=_APPRIS).order_by("-pk")
    par_entete: dict[str, dict[str, Any]] = {}
    for entete, correspondance in appris.values_list("entete", "correspondance"):
        par_entete.setdefault(entete, correspondance)
    return tuple(par_entete.values())


def dossier_du_jeton(jeton: str) -> int | None:
    """Le dossier qu'un premier envoi de ce formulaire a ouvert, ou None."""
    try:
        return DossierImport.objects.filter(jeton=UUID(jeton)).values_list("pk", flat=True).first()
    except ValueError:
        return None


def a_oublier(avant: datetime) -> tuple[DossierFiche, ...]:
    """Les dossiers que rien n'a changés depuis, restés sans suite, ou conclus et dont on garde encore des exemples."""
    conclus = Q(etat__in=(EtatDossier.IMPORTE, EtatDossier.DEFAIT, EtatDossier.ABANDONNE))
    voulus = DossierImport.objects.filter(
        Q(etat__in=SANS_SUITE) | conclus & Q(examen__has_key="exemples"), change_le__lt=avant
    )
    return tuple(_fiche(d) for d in voulus.select_related("piece").order_by("pk"))


def avancee_de_la_revue(lot_id: int) -> AvanceeRevue:
    """Ce que sont devenues les lignes de ce lot qui étaient à revoir à l'import ; une requête."""
    tiennent = Releve.objects.filter(
        source_id=OuterRef("source_id"), cle=OuterRef("cle"), courant=True, etat=EtatLigne.VALIDE,
        lot__rapport__reprise_de=lot_id,
    )  # fmt: skip
    lues = Releve.objects.filter(lot_id=lot_id, etat=EtatLigne.A_REVOIR).annotate(entree=Exists(tiennent))
    comptes = lues.aggregate(restent=Count("pk", filter=Q(courant=True)), entrees=Count("pk", filter=Q(entree=True)))
    return AvanceeRevue(**comptes)


def plus_recent(d: DossierFiche) -> DossierFiche | None:
    """Le dernier fichier de la même source importé après celui-ci et qui tient encore, ou None."""
    suivants = DossierImport.objects.select_related("piece").filter(
        source_code=d.source_code, etat=EtatDossier.IMPORTE, lot_id__gt=d.lot_id or 0
    )
    trouve = suivants.order_by("-lot_id").first()
    return None if trouve is None else _fiche(trouve)


def _fiche(d: DossierImport, *, bref: bool = False) -> DossierFiche:
    return DossierFiche(
        id=d.pk, piece=en_fiche(d.piece), source_code=d.source_code, source_nom=d.source_nom, editeur=d.editeur,
        licence=d.licence, adresse=d.adresse, date_information=d.date_information, etat=d.etat,
        etat_libelle=str(d.get_etat_display()), entete=d.entete, examen={} if bref else d.examen,
        correspondance={} if bref else d.correspondance, raison=d.raison, lot_id=d.lot_id,
        rapport={} if bref else d.rapport,
        refusees_id=d.refusees_id, course=d.course, tache=d.tache, faites=d.faites, total=d.total, par=d.par,
        ouvert_le=d.ouvert_le, change_le=d.change_le,
    )  # fmt: skip
