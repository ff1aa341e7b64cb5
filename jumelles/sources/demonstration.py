"""Un contenu inventé pour montrer les écrans : marqué « démonstration », jamais compté, retiré d'une commande."""

from datetime import date
from decimal import Decimal

from django.db import transaction

from jumelles.acteurs.designation import Partie
from jumelles.acteurs.enums import NatureActeur
from jumelles.cooperations.declarations import DeclarationProjet, Dit, FinancementDit
from jumelles.cooperations.operations import (
    ajouter_acte,
    ajouter_instrument,
    declarer_projet,
    declarer_relation,
    marquer_sensible,
)
from jumelles.cooperations.operations.demonstration import retirer_demonstration
from jumelles.provenance.enums import NatureSource
from jumelles.provenance.models import Source
from jumelles.provenance.operations import enregistrer_source

CODE = "demonstration"
VALFLEURI = Partie("Valfleuri (démonstration)", "FR", nature=NatureActeur.COLLECTIVITE)
SOAMANITRA = Partie("Soamanitra (démonstration)", "MG", niveau="ville")
NEUBRUCK = Partie("Neubrück am Bach (démonstration)", "DE", niveau="ville")


def _source(par: str) -> Source:
    return enregistrer_source(
        code=CODE, par=par, nom="Démonstration (contenu inventé)", editeur="Jumelles", licence="CC0 1.0",
        nature=NatureSource.DEMONSTRATION, demonstration=True,
        description="Rien de ceci n'existe : ce contenu montre les écrans et ne compte nulle part.",
    )  # fmt: skip


@transaction.atomic
def charger_demonstration(*, par: str, jour: date) -> int:
    """Écrire le contenu de démonstration ; rend le nombre de relations. Rejouer ne double rien."""
    source = _source(par)
    solidaire = declarer_relation(
        parties=[VALFLEURI, SOAMANITRA], source=source, cle="demo-1", jour=jour, par=par, date_information="2025-03",
        champs={
            "nature": "cooperation_decentralisee", "debut": "2011", "premiere_convention": "2012-06", "etat": "actif",
            "dimensions": ["solidaire", "economique"],
        },
    )  # fmt: skip
    sensible = declarer_relation(
        parties=[VALFLEURI, NEUBRUCK], source=source, cle="demo-2", jour=jour, par=par, date_information="2024",
        champs={"nature": "jumelage", "debut": "1964", "etat": "actif"},
    )  # fmt: skip
    _attach(solidaire, par=par)
    marquer_sensible(objet="relation", objet_id=sensible, par=par, masque_lieu=True)
    declarer_projet(declaration=_projet(jour), par=par)
    return 2


def _attach(relation_id: int, *, par: str) -> None:
    from jumelles.cooperations.models import Acte

    if Acte.objects.filter(relation_id=relation_id).exists():
        return
    ajouter_acte(
        relation_id=relation_id, type="convention", par=par, intitule="Convention-cadre (inventée)",
        delibere_le="2024-01-15", signe_le="2024-02-20", debut="2024-02-20", fin="2027-02-19",
    )  # fmt: skip
    ajouter_instrument(relation_id=relation_id, type="visite_de_sites", pays="MG", par=par, debut="2025-05")


def _projet(jour: date) -> DeclarationProjet:
    dit = Dit(
        source_code=CODE, cle="demo-projet-1", numero=0, brut={"projet": "eau"}, releve_le=jour,
        date_information="2025-03",
    )  # fmt: skip
    return DeclarationProjet(
        dit=dit, titre="Eau potable à Soamanitra (inventé)", porteurs=(VALFLEURI,), partenaires=(SOAMANITRA,),
        pays=("MG",), contexte="Projet inventé.", debut="2024", fin="2027", etat_dit="en cours", odd=("6", "3"),
        adosse_a_relation=True,
        financements=(
            FinancementDit("Bailleur inventé", Decimal("120000"), "obtenu", annee=2024),
            FinancementDit("Bailleur inventé", Decimal("40000"), "verse", annee=2025),
        ),
    )  # fmt: skip


__all__ = ["charger_demonstration", "retirer_demonstration"]
