"""Ce que la base sait de l'argent des projets d'un acteur, année par année : à montrer à côté, jamais à ajouter."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import BooleanField, Case, Count, F, Sum, Value, When

from jumelles.cooperations.enums import EtapeFinancement, NatureFinancement
from jumelles.cooperations.models import Financement, Projet
from jumelles.cooperations.requetes.projets import MASQUE


@dataclass(frozen=True, slots=True)
class FinancementConnu:
    """Une somme d'une seule source, à une seule étape, d'une seule nature.

    annee None : non renseignée ; soi : payée par l'acteur même, None si le payeur n'est pas dit ; projets : combien
    elle en réunit.
    """

    annee: int | None
    etape: str
    etape_libelle: str
    soi: bool | None
    montant: Decimal
    devise: str
    projets: int
    source_code: str
    source_nom: str
    nature: str = ""  # numéraire ou valorisée : deux natures ne s'ajoutent pas plus que deux étapes
    nature_libelle: str = ""


def financements_connus(acteur_id: int) -> tuple[FinancementConnu, ...]:
    """Les montants des projets publiés et réels où cet acteur a un rôle, hors projets masqués ; une requête.

    De l'année la plus récente à la plus ancienne, les sommes sans année à la fin.
    """
    siens = Projet.objects.reels().filter(participations__acteur_id=acteur_id).exclude(MASQUE)
    soi = Case(
        When(payeur__isnull=True, then=Value(None)), When(payeur_id=acteur_id, then=Value(True)), default=Value(False),
        output_field=BooleanField(null=True),
    )  # fmt: skip
    groupes = (
        Financement.objects.filter(projet__in=siens.values("pk"))
        .annotate(soi=soi, code=F("source__code"), editeur=F("source__nom"))
        .values("annee", "etape", "nature", "soi", "devise", "code", "editeur")
        .annotate(somme=Sum("montant"), projets=Count("projet_id", distinct=True))
        .order_by(F("annee").desc(nulls_last=True), "etape", "nature", "devise", "code", "soi")
    )
    return tuple(
        FinancementConnu(
            annee=g["annee"], etape=g["etape"], etape_libelle=str(EtapeFinancement(g["etape"]).label), soi=g["soi"],
            montant=g["somme"], devise=g["devise"], projets=g["projets"], source_code=g["code"],
            source_nom=g["editeur"], nature=g["nature"],
            nature_libelle=str(NatureFinancement(g["nature"]).label),
        )
        for g in groupes
    )  # fmt: skip
