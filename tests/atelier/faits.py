"""De quoi déclarer, dans un essai, quelques liens et projets inventés."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from jumelles.acteurs.designation import Partie
from jumelles.acteurs.models import Acteur
from jumelles.cooperations import operations
from jumelles.cooperations.declarations import DeclarationProjet, DeclarationRelation, Dit, FinancementDit
from jumelles.cooperations.models import Relation
from jumelles.provenance.models import Source
from jumelles.provenance.operations import enregistrer_source

JOUR = date(2026, 11, 21)
GRENOBLE = Partie("Grenoble", "FR", collectivite_code="38185")
TANA = Partie("Antsahabe Fabriqué", "MG", niveau="ville", lat=-18.87654, lon=47.54321)
ESSEN = Partie("Essen", "DE", geonameid=2928810, niveau="ville")


def une_source(code: str = "essai", **champs: Any) -> Source:
    """Une source inventée."""
    voulus = {"nom": f"Source {code}", "editeur": "Essais", "licence": "CC0", "nature": "base", **champs}
    return enregistrer_source(code=code, par="machine:essai", **voulus)


def _dit(cle: str, source: str, **champs: Any) -> Dit:
    brut = champs.pop("brut", {"cle": cle})
    return Dit(source_code=source, cle=cle, numero=2, brut=brut, releve_le=JOUR, **champs)


def relation(cle: str, parties: Iterable[Partie], source: str = "essai", **champs: Any) -> DeclarationRelation:
    """Ce que la source dit d'un lien entre ces parties."""
    enveloppe = {k: champs.pop(k) for k in ("date_information", "adresse", "brut") if k in champs}
    return DeclarationRelation(_dit(cle, source, **enveloppe), tuple(parties), champs)


def projet(cle: str = "p1", **champs: Any) -> DeclarationProjet:
    """Ce que la source dit d'un projet de Grenoble à Antsahabe."""
    base: dict[str, Any] = {
        "titre": "Eau potable (fabriqué)", "porteurs": (GRENOBLE,), "partenaires": (TANA,), "pays": ("MG",),
        "debut": "2020", "etat_dit": "Exécution", "odd": ("6", "3", "13"), "adosse_a_relation": True,
        "financements": (FinancementDit("Agence fabriquée", Decimal("100"), "engage"),),
    }  # fmt: skip
    enveloppe = {"brut": champs.pop("brut")} if "brut" in champs else {}
    return DeclarationProjet(_dit(cle, "essai", **enveloppe), **{**base, **champs})


def appliquer(*relations: DeclarationRelation, projets: Iterable[DeclarationProjet] = ()) -> Any:
    """Écrire ces déclarations, comme un lot."""
    return operations.appliquer_declarations(lot=None, relations=relations, projets=tuple(projets), par="machine:essai")


def la_relation(partie: Partie = TANA) -> Relation:
    """La seule relation de cette partie."""
    return Relation.objects.with_acteur(Acteur.objects.get(nom=partie.nom).pk).get()
