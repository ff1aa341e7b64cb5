"""Les questions posées à la provenance : quelles sources, ce qu'elles disent, ce qui attend."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q

from jumelles.provenance.models import Lot, Releve, Source


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
    """Toutes les sources, avec le nombre de faits que chacune dit."""
    vivantes = Count("affirmations", filter=Q(affirmations__retiree_le__isnull=True), distinct=True)
    return tuple(_fiche(s, s.n) for s in Source.objects.annotate(n=vivantes).order_by("nom"))


def source(code: str) -> SourceFiche | None:
    """La fiche d'une source, ou None."""
    trouvee = Source.objects.filter(code=code).first()
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
