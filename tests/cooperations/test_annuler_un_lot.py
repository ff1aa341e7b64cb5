"""Reprendre un import entier, et le remettre (B4, B15, B22)."""

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
from jumelles.provenance.operations import prononcer
from jumelles.provenance.releves import JugementPrevu, enregistrer_jugements
from tests.atelier.faits import JOUR, projet, relation, une_source
from tests.atelier.imports import importer
from tests.atelier.monde import acteur, commune, un_monde, ville

DE = {"par": "personne:1"}
TANA, FIANA = ville("Antsahabe Fabriqué"), ville("Ailleurs Fabriqué")


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


def test_une_correction_reste_et_se_dit() -> None:
    """B15 : reprendre un import ne reprend pas ce qu'une personne a corrigé."""
    lot = _premier()
    lien = Relation.objects.get(participations__acteur=acteur(TANA))
    nature = lien.nature
    operations.corriger_relation(relation_id=lien.pk, champs={"debut": "1963"}, jour=JOUR, **DE)
    rendu = operations.annuler_lot(lot_id=lot.pk, **DE)
    lien.refresh_from_db()
    assert (lien.supprimee_le, lien.debut, lien.nature) == (None, "1963", "non_renseignee")
    assert rendu.corriges == (f"relation:{lien.pk}",)
    operations.retablir_lot(lot_id=lot.pk, **DE)
    lien.refresh_from_db()
    assert (lien.debut, lien.nature) == ("1963", nature)
    assert verifier() == []


def test_ce_qu_un_import_plus_recent_a_redit_reste_et_se_liste() -> None:
    """Annuler l'avant-dernier ne touche pas au dernier ; annuler ensuite le dernier rend le premier."""
    _premier()
    avant = _montre()
    second = _second()
    troisieme = importer(relation("r1", [commune(1), TANA], nature="accord", debut="1996", brut={"v": 3}))
    rendu = operations.annuler_lot(lot_id=second.pk, **DE)
    assert (rendu.remplaces, rendu.nombre_remplaces) == (("r1",), 1)
    lien = Relation.objects.get(nature="accord")
    assert (lien.debut, lien.supprimee_le) == ("1996", None)
    operations.annuler_lot(lot_id=troisieme.pk, **DE)
    assert _montre() == avant
    operations.retablir_lot(lot_id=troisieme.pk, **DE)
    lien.refresh_from_db()
    assert (lien.nature, lien.debut) == ("accord", "1996")
    assert verifier() == []


def test_deux_sources_disent_le_meme_lien_en_reprendre_une_laisse_l_autre() -> None:
    """B4 : le lien reste publié, avec la seule source qui le dit encore."""
    _premier()
    avant = _montre()
    lot = importer(
        relation("x1", [commune(1), TANA], source="autre", nature="partenariat", debut="1999"), source="autre"
    )
    assert Relation.objects.get(participations__acteur=acteur(TANA)).divergente
    operations.annuler_lot(lot_id=lot.pk, **DE)
    assert _montre() == avant


def test_annuler_dans_une_fusion_la_laisse_tenir() -> None:
    """La fusion est un jugement de personne : l'import s'en va, elle reste, et se sépare comme avant."""
    premier = _premier()
    double = ville("Antsahabe (doublon fabriqué)")
    lot = importer(
        relation("x1", [commune(1), double], source="autre", nature="jumelage", debut="2005"), source="autre"
    )
    garde, fondu = acteur(TANA), acteur(double)
    operations.fondre_acteurs(garde=garde, fondu=fondu, **DE)
    operations.annuler_lot(lot_id=lot.pk, **DE)
    lien = Relation.objects.publiees().get(participations__acteur=garde)
    assert (lien.debut, lien.divergente, Acteur.objects.get(pk=fondu).fondu_dans_id) == ("1998", False, garde)
    assert verifier() == []
    operations.retablir_lot(lot_id=lot.pk, **DE)
    lien.refresh_from_db()
    assert (lien.divergente, Affirmation.objects.vivantes().about("relation", lien.pk).count()) == (True, 3)
    operations.annuler_lot(lot_id=premier.pk, **DE)
    assert verifier() == []
    operations.separer_acteurs(garde=garde, fondu=fondu, **DE)
    assert list(Relation.objects.publiees().values_list("debut", flat=True)) == ["2005"]
    assert verifier() == []


def test_reimporter_apres_avoir_annule_retrouve_les_memes_adresses() -> None:
    """B15 : le fichier corrigé revient ; liens, projets et acteurs gardent leur numéro."""
    lot = _premier()
    numeros = {m: set(m.objects.values_list("pk", flat=True)) for m in (Relation, Projet, Acteur)}
    operations.annuler_lot(lot_id=lot.pk, **DE)
    _premier()
    assert {m: set(m.objects.values_list("pk", flat=True)) for m in numeros} == numeros
    assert Acteur.objects.publies().count() == len(numeros[Acteur])
    assert Projet.objects.publies().count() == 1
    assert verifier() == []


def test_les_jugements_du_lot_s_annulent_celui_d_une_personne_reste() -> None:
    """L'avis qu'un import avait remplacé revient ; la décision d'une personne ne bouge pas."""
    vieux, lot = _premier(), _second()
    enregistrer_jugements([_avis("essai:A", "ZZ001"), _avis("essai:B", "ZZ001")], lot=vieux)
    enregistrer_jugements([_avis("essai:A", "ZZ002"), _avis("essai:C", "ZZ003")], lot=lot)
    prononcer(gauche="essai:B", droite="collectivite:ZZ003", verdict="identiques", par="personne:2")
    rendu = operations.annuler_lot(lot_id=lot.pk, **DE)
    vivants = Jugement.objects.vivants().order_by("gauche").values_list("gauche", "droite")
    assert list(vivants) == [("essai:A", "collectivite:ZZ001"), ("essai:B", "collectivite:ZZ003")]
    assert rendu.jugements == 2
    operations.retablir_lot(lot_id=lot.pk, **DE)
    assert list(vivants.all()) == [
        ("essai:A", "collectivite:ZZ002"), ("essai:B", "collectivite:ZZ003"), ("essai:C", "collectivite:ZZ003"),
    ]  # fmt: skip


def _avis(gauche: str, code: str) -> JugementPrevu:
    return JugementPrevu(gauche, f"collectivite:{code}", "identiques", 0.9, ("même nom",), "machine:essai")


def test_un_lot_ne_s_annule_qu_une_fois_et_dit_pourquoi() -> None:
    lot = _premier()
    operations.annuler_lot(lot_id=lot.pk, **DE)
    with pytest.raises(operations.LotNonAnnulable, match="est annulé après coup : il faut qu'il soit basculé"):
        operations.annuler_lot(lot_id=lot.pk, **DE)
    with pytest.raises(operations.LotNonAnnulable, match="n'existe pas"):
        operations.annuler_lot(lot_id=999_999, **DE)
    Lot.objects.filter(pk=_premier().pk).update(empreinte=lot.empreinte)
    with pytest.raises(operations.LotNonAnnulable, match="importé à nouveau"):
        operations.retablir_lot(lot_id=lot.pk, **DE)
