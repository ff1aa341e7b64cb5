"""Les questions posées à la provenance : quelles sources, ce qu'elles disent, ce qui attend."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from jumelles.provenance.enums import EtatLot
from jumelles.provenance.models import Affirmation, Journal, Lot, Releve, Source


@dataclass(frozen=True, slots=True)
class SourceFiche:
    """Une source et ce qu'elle apporte ; affirmations : faits vivants ; a_revoir : relevés non rattachés."""

    code: str
    nom: str
    editeur: str
    licence: str
    adresse: str
    millesime: str
    nature: str
    nature_libelle: str
    date_information: str
    releve_le: date | None
    description: str
    limites: str
    demonstration: bool
    affirmations: int = 0
    dernier_lot: datetime | None = None
    etats: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class EnAttente:
    """Un relevé gardé mais non rattaché : ligne du fichier, brut, raisons."""

    numero: int
    cle: str
    etat: str
    brut: dict[str, Any]
    messages: tuple[Any, ...]


def sources() -> tuple[SourceFiche, ...]:
    """Toutes les sources, avec le nombre de faits que chacune dit : une requête, sur un index qui les porte tous."""
    siennes = _vivantes().values("source").annotate(n=Count("pk")).values("n")
    comptees = _publiques().annotate(n=Coalesce(Subquery(siennes), 0)).order_by("nom")
    return tuple(_fiche(s, s.n) for s in comptees)


def sources_nommees(codes: Iterable[str] | None = None) -> tuple[SourceFiche, ...]:
    """Ces sources, ou toutes, par nom, sans compter ce qu'elles disent (affirmations vaut 0)."""
    voulues = _publiques().order_by("nom")
    return tuple(_fiche(s, 0) for s in (voulues if codes is None else voulues.filter(code__in=list(codes))))


def dernieres_informations(objet_type: str) -> tuple[tuple[str, str], ...]:
    """(nom, date de son information la plus récente) des sources non inventées qui parlent de ces objets."""
    siennes = _vivantes().filter(objet_type=objet_type).order_by("-date_information")
    datees = Source.objects.filter(demonstration=False).annotate(d=Subquery(siennes.values("date_information")[:1]))
    return tuple(datees.filter(d__isnull=False).order_by("nom").values_list("nom", "d"))


def _publiques() -> QuerySet[Source]:
    """Celles que l'on peut dire : un essai à blanc, ou un import retiré, n'en fait paraître aucune."""
    lots = Lot.objects.filter(source=OuterRef("pk"))
    return Source.objects.filter(Exists(lots.filter(etat=EtatLot.BASCULE)) | ~Exists(lots))


def _vivantes() -> QuerySet[Affirmation]:
    return Affirmation.objects.vivantes().order_by().filter(source=OuterRef("pk"))


def derniere_ecriture() -> tuple[int, datetime] | None:
    """Le numéro et l'instant de la dernière écriture du journal : ce qui change dès que quelque chose change."""
    return Journal.objects.order_by("-pk").values_list("pk", "quand").first()


def source(code: str) -> SourceFiche | None:
    """La fiche d'une source, ou None si rien n'en est encore entré."""
    trouvee = _publiques().filter(code=code).first()
    if trouvee is None:
        return None
    dits = trouvee.affirmations.filter(retiree_le__isnull=True).count()
    lot = Lot.objects.filter(source=trouvee, etat="bascule").order_by("-bascule_le").first()
    etats = Releve.objects.filter(source=trouvee, courant=True).order_by().values_list("etat").annotate(n=Count("pk"))
    return _fiche(trouvee, dits, lot.bascule_le if lot else None, tuple(sorted(etats)))


def _fiche(
    s: Source, dits: int, dernier_lot: datetime | None = None, etats: tuple[tuple[str, int], ...] = ()
) -> SourceFiche:
    return SourceFiche(
        code=s.code, nom=s.nom, editeur=s.editeur, licence=s.licence, adresse=s.adresse, millesime=s.millesime,
        nature=s.nature, nature_libelle=str(s.get_nature_display()), date_information=s.date_information,
        releve_le=s.releve_le, description=s.description, limites=s.limites, demonstration=s.demonstration,
        affirmations=dits, dernier_lot=dernier_lot, etats=etats,
    )  # fmt: skip


def en_attente(
    code: str, *, etats: tuple[str, ...] = ("a_revoir", "refusee"), limite: int = 200
) -> tuple[EnAttente, ...]:
    """Les relevés courants d'une source que personne n'a pu rattacher, dans l'ordre du fichier."""
    releves = Releve.objects.filter(source__code=code, courant=True, etat__in=etats).order_by("numero")[:limite]
    return tuple(EnAttente(r.numero, r.cle, r.etat, r.brut, tuple(r.messages)) for r in releves)
