"""L'index suit la base : après chaque verbe, il est ce qu'une reconstruction donnerait (C0.2)."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from jumelles.acteurs.models import Acteur
from jumelles.cooperations import operations
from jumelles.cooperations.models import Relation
from jumelles.provenance.models import Journal
from jumelles.provenance.operations import Ecriture, journaliser
from jumelles.recherche.alimentation import Alimentation, comparer, rattraper
from jumelles.recherche.filtre import SORTES, Filtre
from jumelles.recherche.moteur import moteur
from jumelles.sources.demonstration import charger_demonstration, retirer_demonstration
from tests.atelier.faits import JOUR, TANA
from tests.atelier.verbes import DE, VERBES, VERBES_QUI_DEFONT, Suivre, preparer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True, scope="module")
def sans_les_faits(references_seules: str) -> Iterator[None]:
    """Les vraies références et aucun fait : chaque verbe se compare en un instant. La base entière : « au_large »."""
    yield


@pytest.mark.parametrize("verbe", VERBES)
def test_apres_chaque_verbe_l_index_est_ce_qu_une_reconstruction_donnerait(index_suivi: Suivre, verbe: str) -> None:
    """C0.2 : un seul index, et il dit ce que dit la base."""
    pk = preparer()
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
    pk = preparer()
    index_suivi()
    VERBES_QUI_DEFONT[verbe](index_suivi, pk)
    assert not index_suivi().refait
    assert list(comparer(SORTES)) == []


def test_aucun_verbe_public_n_est_oublie() -> None:
    """Un verbe neuf doit passer par l'essai d'au-dessus ; ceux-ci y sont, ou sont faits d'autres."""
    composes = {
        "AnnulationLot", "BilanEcriture", "Difference", "FusionRefusee", "LotNonAnnulable", "appliquer_declarations",
        "clore_par_deliberation", "declarer_projet", "declarer_relation", "donner_signe",
    }  # fmt: skip
    eprouves = {
        "ajouter_acte", "ajouter_instrument", "ajouter_lieu", "annuler_correction", "annuler_decision", "annuler_lot",
        "corriger_projet", "corriger_relation", "distinguer", "fondre_acteurs", "fondre_projets", "fondre_relations",
        "inscrire_dans_un_cadre", "marquer_sensible", "ne_plus_participer", "participer", "recalculer_relations",
        "reprendre_decision", "resilier_acte", "retablir_lot", "retablir_relation", "retirer_d_un_cadre",
        "separer_acteurs", "separer_projets", "separer_relations", "supprimer_relation",
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
    pk = preparer()
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
    pk = preparer()
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

    pk = preparer()
    index_suivi()
    Collectivite.objects.filter(code="D38").update(nom="Isère nouvelle")
    journaliser(par="machine:essai", ecritures=[Ecriture("charger_collectivites", "lot", 1)])
    index_suivi()
    fiche = moteur().lire("relations", [pk])[0].fiche
    assert any("Isère nouvelle" in str(nom) for nom in fiche["departements_noms"] or ())  # type: ignore[union-attr]
    assert list(comparer(SORTES)) == []


def test_ce_que_la_base_change_sans_le_dire_se_voit(index_suivi: Suivre) -> None:
    """Le témoin de `comparer` : sans ligne au journal, l'écart est dit, avec sa raison."""
    pk = preparer()
    acteur_id = Acteur.objects.get(nom=TANA.nom).pk
    index_suivi()
    Relation.objects.filter(pk=pk).update(intitule="En douce")
    Acteur.objects.filter(pk=acteur_id).update(sensible=True)
    ecarts = {(e.sorte, e.id, e.raison) for e in comparer(SORTES)}
    assert ecarts == {("relations", pk, "différent"), ("acteurs", acteur_id, "en trop")}


def test_ce_que_le_journal_va_apporter_n_est_pas_un_ecart(index_suivi: Suivre) -> None:
    pk = preparer()
    index_suivi()
    operations.ajouter_acte(relation_id=pk, type="charte", **DE)
    assert list(comparer(SORTES)) == []
    assert index_suivi().documents > 0


def test_l_index_partage_des_essais_ne_s_ecrit_pas(db: None) -> None:
    from jumelles.recherche.moteur import EcritureOccupee

    preparer()
    with pytest.raises(EcritureOccupee):
        rattraper()
    assert "suivi-" not in str(settings.INDEX)
