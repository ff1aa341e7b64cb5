"""Reprendre un import entier, et le remettre (B4, B22)."""

from decimal import Decimal
from typing import Any

import pytest

from jumelles.acteurs.models import Acteur
from jumelles.cooperations import operations
from jumelles.cooperations.coherence import verifier
from jumelles.cooperations.declarations import FinancementDit
from jumelles.cooperations.models import Projet, Relation
from jumelles.provenance.enums import EtatLot
from jumelles.provenance.models import Affirmation, Jugement, Lot, Releve
from tests.atelier.faits import projet, relation, une_source
from tests.atelier.imports import importer
from tests.atelier.monde import commune, un_monde, ville

DE = {"par": "personne:1"}
TANA, FIANA = ville("Antsahabe Fabriqué"), ville("Ailleurs Fabriqué")
# Ce qui est d'un lot reste lisible, retiré ou dépublié ; on compare ce qui se montre.
HISTORIQUES = ("Lot", "Releve", "Affirmation")


@pytest.fixture(autouse=True)
def monde(base_vide: str) -> None:
    """Un petit monde inventé, dans une base à soi."""
    un_monde()
    une_source("autre")


def _montre() -> dict[str, Any]:
    """Ce que la base publie : relations, projets, acteurs, ce qu'on en dit, ce qu'ils portent, sans leurs tampons."""
    paroles = Affirmation.objects.vivantes().order_by("objet_type", "objet_id", "pk")
    return {
        "relations": [_colonnes(r) for r in Relation.objects.publiees().order_by("pk")],
        "projets": [_colonnes(p) for p in Projet.objects.publies().order_by("pk")],
        "acteurs": [_colonnes(a) for a in Acteur.objects.publies().order_by("pk")],
        "paroles": [(a.objet_type, a.objet_id, a.source_id, a.champs, a.attaches) for a in paroles],
        "releves": list(Releve.objects.filter(courant=True).order_by("source", "cle").values_list("pk", "cle")),
        "participants": sorted(
            (p.pk, *x) for p in Projet.objects.publies() for x in p.participations.values_list("acteur_id", "role")
        ),
        "montants": sorted(
            (p.pk, *x) for p in Projet.objects.publies()
            for x in p.financements.values_list("payeur_id", "etape", "montant", "source_id")
        ),
        "pays": sorted((p.pk, *x) for p in Projet.objects.publies() for x in p.lieux.values_list("pays_id")),
        "adosses": sorted((p.pk, *x) for p in Projet.objects.publies() for x in p.relations.values_list("pk")),
        "classements": sorted(
            (r.pk, *x) for r in Relation.objects.publiees()
            for x in r.classements.values_list("nomenclature", "code", "rang")
        ),
        "jugements": sorted(Jugement.objects.vivants().values_list("gauche", "droite", "verdict")),
    }  # fmt: skip


def _colonnes(objet: Any) -> list[tuple[str, Any]]:
    return sorted((k, v) for k, v in vars(objet).items() if not k.startswith("_") and k != "modifie_le")


def _financement(montant: str) -> FinancementDit:
    return FinancementDit("Agence fabriquée", Decimal(montant), "engage")


def _premier() -> Lot:
    return importer(
        relation("r1", [commune(1), TANA], nature="jumelage", debut="1998", themes=["eau"]),
        projets=[projet("p1", porteurs=(commune(1),), partenaires=(TANA,), financements=(_financement("100"),))],
    )


def _second() -> Lot:
    """Une version plus récente : une date et un montant changent, un partenaire s'en va, un lien arrive."""
    return importer(
        relation("r1", [commune(1), TANA], nature="pacte", debut="1997", brut={"v": 2}),
        relation("r2", [commune(2), FIANA], nature="jumelage"),
        projets=[
            projet(
                "p1", titre="Eau potable, suite (fabriqué)", porteurs=(commune(1),), partenaires=(FIANA,),
                pays=("MG", "DE"), financements=(_financement("250"),), brut={"v": 2},
            )
        ],
    )  # fmt: skip


def test_annuler_rend_chaque_colonne_a_son_etat_d_avant_et_retablir_la_remet() -> None:
    """B22 : on reprend un import entier ; la valeur retenue redevient exactement celle d'avant."""
    _premier()
    avant = _montre()
    lot = _second()
    pendant = _montre()
    assert pendant != avant
    rendu = operations.annuler_lot(lot_id=lot.pk, motif="mauvais fichier", **DE)
    assert _montre() == avant
    assert (rendu.retirees, rendu.rendues, len(rendu.relations), rendu.nombre_remplaces) == (4, 3, 2, 0)
    lot.refresh_from_db()
    assert (lot.etat, lot.annule_par, lot.bascule_le is not None) == (EtatLot.ANNULE, "personne:1", True)
    assert verifier() == []
    operations.retablir_lot(lot_id=lot.pk, **DE)
    assert _montre() == pendant
    assert verifier() == []


def test_annuler_le_seul_import_ne_laisse_rien_de_publie() -> None:
    """B4 : un import qui casse tout se reprend tout entier, ses adresses répondent « retirée »."""
    lot = _premier()
    rendu = operations.annuler_lot(lot_id=lot.pk, **DE)
    assert not Relation.objects.publiees().exists()
    assert not Projet.objects.publies().exists()
    assert not Acteur.objects.publies().exists()
    assert len(rendu.acteurs) == 3
    operations.retablir_lot(lot_id=lot.pk, **DE)
    assert Acteur.objects.publies().count() == 3
    assert verifier() == []
