"""SCDL 2.1.1 et IATI 2.03, sur des échantillons fabriqués : subventions et activités deviennent des projets (B14)."""

from decimal import Decimal

import pytest

from jumelles.cooperations.models import Financement, Projet
from jumelles.provenance.models import Releve
from jumelles.sources.depots import FicheDepot, basculer, examiner, preparer_depot
from tests.sources.fabrique_formats import ecrire_iati, ecrire_scdl, subvention

pytestmark = pytest.mark.django_db
PAR = "personne:essai"
FICHE = FicheDepot("format-invente", "Fichier inventé", "Grabels", "Licence Ouverte 2.0", date_information="2024")


def _importer(chemin):
    examen = examiner(chemin)
    rapport = preparer_depot(chemin, examen.correspondance, FICHE, par=PAR)
    return examen, basculer(rapport.lot, par=PAR)


def _roles(projet: Projet) -> set[tuple[str, str]]:
    return {(p.acteur.nom, p.role) for p in projet.participations.select_related("acteur")}


def test_une_subvention_est_un_projet_porte_par_l_association_et_paye_par_la_collectivite(tmp_path):
    lignes = [
        subvention(),
        subvention(referenceDecision="2021-013", nomBeneficiaire="Club inventé", objet="Fête du village"),
        subvention(referenceDecision="2021-014", nomBeneficiaire="Centre Maurice-Ravel", objet="Concert Maurice Ravel"),
        subvention(nomBeneficiaire="Autre association inventée", objet="Puits au Burkina Faso et au Mali"),
    ]
    examen, rapport = _importer(ecrire_scdl(tmp_path / "scdl.csv", lignes))
    assert (examen.correspondance.profil, examen.correspondance.objet) == ("scdl", "projets")
    assert (rapport.etats["valide"], rapport.etats["hors_champ"]) == (2, 2)
    assert rapport.hors_champ == {"subvention dont l'objet ne nomme aucun pays étranger": 2}
    projet = Projet.objects.get(titre="Adduction d'eau à Antsirabe, Madagascar")
    assert _roles(projet) == {("Eau pour Antsirabe (invention)", "porteur"), ("Grabels", "financeur")}
    montant = Financement.objects.get(projet=projet)
    assert (montant.payeur.collectivite.code, montant.montant, montant.etape) == ("34116", Decimal("12000"), "obtenu")
    assert [x.pays_id for x in projet.lieux.all()] == ["MG"]
    assert projet.debut == "2021-03-15"
    mali = Projet.objects.get(titre="Puits au Burkina Faso et au Mali")
    assert {x.pays_id for x in mali.lieux.all()} == {"BF", "ML"}


def test_une_decision_a_deux_beneficiaires_fait_deux_subventions_et_se_retrouve_au_fichier_suivant(tmp_path):
    lignes = [subvention(), subvention(nomBeneficiaire="Seconde (invention)")]
    _importer(ecrire_scdl(tmp_path / "1.csv", lignes))
    neuf = [subvention(montant="15000"), lignes[1]]
    _, suite = _importer(ecrire_scdl(tmp_path / "2.csv", neuf))
    assert (suite.bilan["projets_crees"], suite.nombre_disparus) == (0, 0)
    assert sorted(Financement.objects.filter(projet__titre__startswith="Adduction").values_list("montant", flat=True)) \
        == [Decimal("12000"), Decimal("15000")]  # fmt: skip


def test_une_activite_iati_devient_un_projet_avec_ses_montants_etape_par_etape(tmp_path):
    examen, rapport = _importer(ecrire_iati(tmp_path / "iati.xml", ["Ville de Grabels", "ONG inventée"]))
    assert (examen.format, examen.correspondance.profil) == ("iati", "iati")
    assert (rapport.etats["valide"], rapport.etats["a_revoir"]) == (1, 1)
    projet = Projet.objects.get(titre="Eau inventée 0")
    assert (projet.debut, projet.fin, projet.etat_dit) == ("2020-03-01", "2023-12-31", "en cours")
    assert {x.pays_id for x in projet.lieux.all()} == {"MG", "SN"}
    assert [c.code for c in projet.classements.filter(nomenclature="odd")] == ["6"]
    montants = Financement.objects.filter(projet=projet).order_by("etape", "pk")
    assert [(m.etape, m.annee, m.montant, m.devise) for m in montants] == [
        ("engage", 2020, Decimal("30000.00"), "EUR"),
        ("verse", 2021, Decimal("5000.50"), "USD"),
        ("verse", 2021, Decimal("5000.50"), "USD"),
    ], "deux versements du même montant restent deux"
    assert montants[1].payeur.nom == "Bailleur [inventé]"
    assert Releve.objects.get(cle="FR-INVENTE-0", courant=True).brut["last-updated"] == "2024-05-02"
