"""L'index suit la base : après chaque verbe, il est ce qu'une reconstruction donnerait (C0.2)."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from jumelles.acteurs.designation import Partie
from jumelles.acteurs.models import Acteur
from jumelles.cooperations import operations
from jumelles.cooperations.models import Acte, Projet, Relation
from jumelles.provenance.models import Affirmation, Journal
from jumelles.provenance.operations import Ecriture, journaliser
from jumelles.recherche.alimentation import Alimentation, MiseAJour, comparer, rattraper
from jumelles.recherche.filtre import SORTES, Filtre
from jumelles.recherche.moteur import moteur
from jumelles.sources.demonstration import charger_demonstration, retirer_demonstration
from tests.atelier.faits import ESSEN, GRENOBLE, JOUR, TANA, appliquer, la_relation, projet, relation, une_source
from tests.atelier.imports import importer

pytestmark = pytest.mark.django_db
Suivre = Callable[[], MiseAJour]
DE = {"par": "personne:1"}


def _preparer() -> int:
    une_source()
    appliquer(relation("r1", [GRENOBLE, TANA], nature="jumelage"), projets=[projet("r1", brut={"cle": "r1"})])
    return la_relation().pk


def _source_renommee(pk: int) -> None:
    une_source(nom="Un autre nom", licence="Licence Ouverte 2.0")


def _correction_annulee(pk: int) -> None:
    operations.corriger_relation(relation_id=pk, champs={"debut": "1999"}, jour=JOUR, **DE)
    derniere = Affirmation.objects.filter(objet_type="relation", objet_id=pk).latest("pk")
    operations.annuler_correction(affirmation_id=derniere.pk, **DE)


def _derniere_parole_retiree(pk: int) -> None:
    for parole in Affirmation.objects.vivantes().about("relation", pk):
        operations.annuler_correction(affirmation_id=parole.pk, **DE)


def _acte_resilie(pk: int) -> None:
    operations.ajouter_acte(relation_id=pk, type="convention", debut="2020", fin="2030", **DE)
    operations.resilier_acte(acte_id=Acte.objects.get(relation=pk).pk, le=JOUR, **DE)


def _supprimer_puis_retablir(pk: int) -> None:
    operations.supprimer_relation(relation_id=pk, motif="essai", **DE)
    operations.retablir_relation(relation_id=pk, **DE)


def _projet(pk: int) -> int:
    return Projet.objects.get(relations=pk).pk


DOUBLE = Partie("Antsahabe (doublon fabriqué)", "MG", niveau="ville")


def _doubler(pk: int) -> tuple[int, int]:
    """Une seconde fiche de la même ville, avec son propre lien et son propre projet."""
    appliquer(
        relation("d1", [GRENOBLE, DOUBLE], nature="jumelage", debut="1990"),
        relation("d2", [ESSEN, DOUBLE], nature="partenariat"),
        projets=[projet("d1", titre="Eau potable, bis (fabriqué)", partenaires=(DOUBLE,), brut={"cle": "d1"})],
    )
    return Acteur.objects.get(nom=TANA.nom).pk, Acteur.objects.get(nom=DOUBLE.nom).pk


def _fondre_acteurs(pk: int) -> None:
    garde, fondu = _doubler(pk)
    operations.fondre_acteurs(garde=garde, fondu=fondu, **DE)


def _separer_acteurs(suivre: Suivre, pk: int) -> None:
    garde, fondu = _doubler(pk)
    operations.fondre_acteurs(garde=garde, fondu=fondu, **DE)
    suivre()
    operations.separer_acteurs(garde=garde, fondu=fondu, **DE)


def _deux_relations(pk: int) -> tuple[int, int]:
    appliquer(relation("d3", [GRENOBLE, TANA], nature="bureau_representation", debut="2015"))
    return pk, Relation.objects.get(nature="bureau_representation", participations__acteur__nom=TANA.nom).pk


def _separer_relations(suivre: Suivre, pk: int) -> None:
    garde, fondue = _deux_relations(pk)
    operations.fondre_relations(garde=garde, fondue=fondue, **DE)
    suivre()
    operations.separer_relations(garde=garde, fondue=fondue, **DE)


def _fondre_relations(pk: int) -> None:
    garde, fondue = _deux_relations(pk)
    operations.fondre_relations(garde=garde, fondue=fondue, **DE)


def _deux_projets(pk: int) -> tuple[int, int]:
    _doubler(pk)
    un, autre = Projet.objects.filter(titre__contains="fabriqué").order_by("pk").values_list("pk", flat=True)
    return un, autre


def _fondre_projets(pk: int) -> None:
    garde, fondu = _deux_projets(pk)
    operations.fondre_projets(garde=garde, fondu=fondu, **DE)


def _separer_projets(suivre: Suivre, pk: int) -> None:
    garde, fondu = _deux_projets(pk)
    operations.fondre_projets(garde=garde, fondu=fondu, **DE)
    suivre()
    operations.separer_projets(garde=garde, fondu=fondu, **DE)


def _distinguer(suivre: Suivre, pk: int) -> None:
    garde, fondu = _doubler(pk)
    jugement = operations.fondre_acteurs(garde=garde, fondu=fondu, **DE)
    suivre()
    operations.distinguer(gauche=f"acteur:{garde}", droite=f"acteur:{fondu}", vu=[jugement.pk], **DE)


def _annuler_decision(suivre: Suivre, pk: int) -> None:
    garde, fondu = _doubler(pk)
    jugement = operations.fondre_acteurs(garde=garde, fondu=fondu, **DE)
    suivre()
    operations.annuler_decision(jugement_id=jugement.pk, **DE)


def _reprendre_decision(suivre: Suivre, pk: int) -> None:
    garde, fondu = _doubler(pk)
    jugement = operations.fondre_acteurs(garde=garde, fondu=fondu, **DE)
    operations.annuler_decision(jugement_id=jugement.pk, **DE)
    suivre()
    operations.reprendre_decision(jugement_id=jugement.pk, **DE)


def _importer_ce_qui_est_fondu(suivre: Suivre, pk: int) -> None:
    _fondre_acteurs(pk)
    suivre()
    appliquer(relation("d1", [GRENOBLE, DOUBLE], nature="jumelage", debut="1991", brut={"v": 2}))
    appliquer(relation("d9", [GRENOBLE, DOUBLE], nature="gect"))


def _un_lot() -> int:
    lot = importer(
        relation("r1", [GRENOBLE, TANA], nature="pacte", debut="1990", brut={"v": 3}),
        relation("l1", [ESSEN, Partie("Seul Fabriqué", "MG", niveau="ville")], nature="jumelage"),
        projets=[projet("l2", titre="Un projet du lot (fabriqué)")],
    )
    return lot.pk


def _annuler_lot(suivre: Suivre, pk: int) -> None:
    lot_id = _un_lot()
    suivre()
    operations.annuler_lot(lot_id=lot_id, **DE)


def _retablir_lot(suivre: Suivre, pk: int) -> None:
    lot_id = _un_lot()
    operations.annuler_lot(lot_id=lot_id, **DE)
    suivre()
    operations.retablir_lot(lot_id=lot_id, **DE)


# Ceux qui défont : l'index a d'abord suivi ce qu'ils défont.
VERBES_QUI_DEFONT: dict[str, Callable[[Suivre, int], Any]] = {
    "separer_acteurs": _separer_acteurs,
    "separer_relations": _separer_relations,
    "separer_projets": _separer_projets,
    "distinguer": _distinguer,
    "annuler_decision": _annuler_decision,
    "reprendre_decision": _reprendre_decision,
    "importer_ce_qui_est_fondu": _importer_ce_qui_est_fondu,
    "annuler_lot": _annuler_lot,
    "retablir_lot": _retablir_lot,
}

VERBES: dict[str, Callable[[int], Any]] = {
    "declarer_un_autre_lien": lambda pk: appliquer(relation("r2", [GRENOBLE, ESSEN], nature="partenariat")),
    "redire_autrement": lambda pk: appliquer(
        relation("r1", [GRENOBLE, TANA], brut={"v": 2}, nature="pacte", odd=["6"])
    ),
    "declarer_un_projet": lambda pk: appliquer(projets=[projet("p2", titre="Un autre projet")]),
    "situer_l_acteur": lambda pk: appliquer(
        relation("r3", [GRENOBLE, Partie("Sans lieu", "MG", niveau="ville")]),
        relation("r4", [GRENOBLE, Partie("Sans lieu", "MG", niveau="ville", lat=-20.0, lon=45.0)]),
    ),
    "corriger_relation": lambda pk: operations.corriger_relation(
        relation_id=pk, champs={"debut": "1999", "themes": ["eau"]}, jour=JOUR, **DE
    ),
    "annuler_correction": _correction_annulee,
    "retirer_la_derniere_parole": _derniere_parole_retiree,
    "corriger_projet": lambda pk: operations.corriger_projet(
        projet_id=_projet(pk), champs={"titre": "Autre titre", "odd": ["11"]}, jour=JOUR, **DE
    ),
    "ajouter_acte": lambda pk: operations.ajouter_acte(relation_id=pk, type="charte", debut="2020", **DE),
    "resilier_acte": _acte_resilie,
    "ajouter_instrument": lambda pk: operations.ajouter_instrument(relation_id=pk, type="agence", pays="MG", **DE),
    "ajouter_lieu_a_la_relation": lambda pk: operations.ajouter_lieu(
        relation_id=pk, pays="MG", precision="ville", nom="Ici", lat=-18.0, lon=47.0, **DE
    ),
    "ajouter_lieu_au_projet": lambda pk: operations.ajouter_lieu(
        projet_id=_projet(pk), pays="TG", precision="pays", **DE
    ),
    "marquer_la_relation": lambda pk: operations.marquer_sensible(
        objet="relation", objet_id=pk, masque_partenaire=True, **DE
    ),
    "marquer_le_projet": lambda pk: operations.marquer_sensible(
        objet="projet", objet_id=_projet(pk), masque_lieu=True, **DE
    ),
    "supprimer": lambda pk: operations.supprimer_relation(relation_id=pk, motif="essai", **DE),
    "retablir": _supprimer_puis_retablir,
    "renommer_la_source": _source_renommee,
    "charger_la_demonstration": lambda pk: charger_demonstration(par="machine:essai", jour=JOUR),
    "fondre_acteurs": _fondre_acteurs,
    "fondre_relations": _fondre_relations,
    "fondre_projets": _fondre_projets,
    "recalculer": lambda pk: operations.recalculer_relations([pk], par="machine:essai"),
}  # fmt: skip


@pytest.mark.parametrize("verbe", VERBES)
def test_apres_chaque_verbe_l_index_est_ce_qu_une_reconstruction_donnerait(index_suivi: Suivre, verbe: str) -> None:
    """C0.2 : un seul index, et il dit ce que dit la base."""
    pk = _preparer()
    assert not index_suivi().refait
    VERBES[verbe](pk)
    assert not index_suivi().refait
    # Sans ce que le journal annonce encore : il n'annonce plus rien.
    assert list(comparer(SORTES)) == []


@pytest.mark.parametrize("verbe", VERBES_QUI_DEFONT)
def test_apres_un_verbe_qui_defait_l_index_est_ce_qu_une_reconstruction_donnerait(
    index_suivi: Suivre, verbe: str
) -> None:
    """C0.2, B22 : une fusion annulée l'est aussi dans l'index."""
    pk = _preparer()
    index_suivi()
    VERBES_QUI_DEFONT[verbe](index_suivi, pk)
    assert not index_suivi().refait
    assert list(comparer(SORTES)) == []


def test_aucun_verbe_public_n_est_oublie() -> None:
    """Un verbe neuf doit passer par l'essai d'au-dessus ; ceux-ci y sont, ou sont faits d'autres."""
    composes = {
        "AnnulationLot", "BilanEcriture", "Difference", "FusionRefusee", "LotNonAnnulable", "appliquer_declarations",
        "declarer_projet", "declarer_relation",
    }  # fmt: skip
    eprouves = {
        "ajouter_acte", "ajouter_instrument", "ajouter_lieu", "annuler_correction", "annuler_decision", "annuler_lot",
        "corriger_projet", "corriger_relation", "distinguer", "fondre_acteurs", "fondre_projets", "fondre_relations",
        "marquer_sensible", "recalculer_relations", "reprendre_decision", "resilier_acte", "retablir_lot",
        "retablir_relation", "separer_acteurs", "separer_projets", "separer_relations", "supprimer_relation",
    }  # fmt: skip
    assert set(operations.__all__) == composes | eprouves


def test_retirer_la_demonstration_vide_l_index_de_ses_fiches(index_suivi: Suivre) -> None:
    """C0.4 : il n'en reste rien, pas même dans l'index."""
    charger_demonstration(par="machine:essai", jour=JOUR)
    index_suivi()
    filtre = Filtre(demonstration=True)
    assert moteur().compter(filtre, "acteurs") > 0
    retirer_demonstration(par="machine:essai")
    index_suivi()
    assert [moteur().compter(filtre, sorte) for sorte in ("relations", "projets", "acteurs")] == [0, 0, 0]
    assert list(comparer(SORTES)) == []


def test_rien_a_faire_coute_une_seule_requete(index_suivi: Suivre, django_assert_num_queries: Any) -> None:
    index_suivi()
    alimentation = Alimentation(jour=date.fromisoformat(moteur().repere().jour))
    with django_assert_num_queries(1):
        assert not alimentation.pas()


def test_un_numero_valide_en_retard_est_repris(index_suivi: Suivre) -> None:
    """PostgreSQL donne les numéros avant de valider : le plus petit peut paraître après le plus grand."""
    pk = _preparer()
    index_suivi()
    # Sur PostgreSQL, les essais annulés d'avant ont laissé leurs propres trous.
    deja = moteur().repere().trous
    haut = Journal.objects.latest("pk").pk
    Relation.objects.filter(pk=pk).update(intitule="Tardif")
    en_avance = Journal(pk=haut + 5, par="m", verbe="x", objet_type="jugement", objet_id=1)
    en_avance.save(force_insert=True)
    index_suivi()
    assert moteur().repere().trous == (*deja, haut + 1, haut + 4)
    assert moteur().lire("relations", [pk])[0].fiche["intitule"] == ""
    Journal(pk=haut + 2, par="m", verbe="corriger_relation", objet_type="relation", objet_id=pk).save(force_insert=True)
    index_suivi()
    assert moteur().lire("relations", [pk])[0].fiche["intitule"] == "Tardif"
    assert moteur().repere().trous == (*deja, haut + 1, haut + 1, haut + 3, haut + 4)


def test_un_trou_vieux_d_une_heure_ne_se_regarde_plus(index_suivi: Suivre) -> None:
    haut = Journal.objects.latest("pk").pk
    Journal(pk=haut + 5, par="m", verbe="x", objet_type="jugement", objet_id=1).save(force_insert=True)
    index_suivi()
    assert moteur().repere().trous
    jour = date.fromisoformat(moteur().repere().jour)
    rattraper(jour=jour, maintenant=timezone.now() + timedelta(hours=1, seconds=5))
    assert moteur().repere().trous == ()


def test_un_nouveau_jour_change_les_etats_qui_en_dependent(index_suivi: Suivre) -> None:
    pk = _preparer()
    operations.ajouter_acte(relation_id=pk, type="convention", debut="2020", fin="2030", **DE)
    index_suivi()
    assert moteur().compter(Filtre(acte=("en_vigueur",)), "relations") == 1
    reprise = rattraper(jour=date(2031, 1, 1))
    assert not reprise.refait and reprise.documents >= 1
    assert moteur().compter(Filtre(acte=("echu",)), "relations") == 1
    assert moteur().repere().jour == "2031-01-01"
    assert list(comparer(SORTES)) == []


def test_des_references_chargees_font_tout_relire(index_suivi: Suivre) -> None:
    from jumelles.territoires.models import Collectivite

    pk = _preparer()
    index_suivi()
    Collectivite.objects.filter(code="D38").update(nom="Isère nouvelle")
    journaliser(par="machine:essai", ecritures=[Ecriture("charger_collectivites", "lot", 1)])
    index_suivi()
    fiche = moteur().lire("relations", [pk])[0].fiche
    assert any("Isère nouvelle" in str(nom) for nom in fiche["departements_noms"] or ())  # type: ignore[union-attr]
    assert list(comparer(SORTES)) == []


def test_ce_que_la_base_change_sans_le_dire_se_voit(index_suivi: Suivre) -> None:
    """Le témoin de `comparer` : sans ligne au journal, l'écart est dit, avec sa raison."""
    pk = _preparer()
    acteur_id = Acteur.objects.get(nom=TANA.nom).pk
    index_suivi()
    Relation.objects.filter(pk=pk).update(intitule="En douce")
    Acteur.objects.filter(pk=acteur_id).update(sensible=True)
    ecarts = {(e.sorte, e.id, e.raison) for e in comparer(SORTES)}
    assert ecarts == {("relations", pk, "différent"), ("acteurs", acteur_id, "en trop")}


def test_ce_que_le_journal_va_apporter_n_est_pas_un_ecart(index_suivi: Suivre) -> None:
    pk = _preparer()
    index_suivi()
    operations.ajouter_acte(relation_id=pk, type="charte", **DE)
    assert list(comparer(SORTES)) == []
    assert index_suivi().documents > 0


def test_l_index_partage_des_essais_ne_s_ecrit_pas(db: None) -> None:
    from jumelles.recherche.moteur import EcritureOccupee

    _preparer()
    with pytest.raises(EcritureOccupee):
        rattraper()
    assert "suivi-" not in str(settings.INDEX)
