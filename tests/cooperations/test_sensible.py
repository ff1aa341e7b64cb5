"""Le sensible se brouille dans toutes les réponses, dès le premier jour."""

from collections.abc import Callable
from datetime import date

import pytest

from jumelles.acteurs import requetes as annuaire
from jumelles.acteurs.designation import Partie
from jumelles.acteurs.models import Acteur
from jumelles.cooperations import operations, requetes
from jumelles.cooperations.models import Instrument, Projet, Relation
from jumelles.recherche.filtre import Filtre
from jumelles.recherche.requetes import acteurs, familles, projets
from jumelles.recherche.requetes import relations as lister
from jumelles.strategies.portrait import portrait
from tests.atelier.lectures import projets_du_pays, relations_du_pays
from tests.cooperations.test_operations import ESSEN, GRENOBLE, TANA, _projet, appliquer, relation, une_source

pytestmark = pytest.mark.django_db
JOUR = date(2026, 11, 21)
SECRET = "Antsahabe"


@pytest.fixture
def sensible(index_suivi: Callable[[], object]) -> int:
    une_source()
    appliquer(
        relation("r1", [GRENOBLE, TANA], nature="jumelage", intitule=f"Avec {SECRET}", note=f"{SECRET}",
                 adresse=f"https://exemple.invalid/{SECRET}"),
        projets=[_projet(titre=f"Eau à {SECRET}", contexte=f"À {SECRET}", etat_dit=f"Chantier de {SECRET}",
                         dispositif=f"Fonds {SECRET}")],
    )  # fmt: skip
    pk = Relation.objects.with_acteur(Acteur.objects.get(nom=TANA.nom).pk).get().pk
    operations.marquer_sensible(objet="relation", objet_id=pk, par="personne:1", masque_lieu=True)
    projet = Projet.objects.get(titre=f"Eau à {SECRET}").pk
    operations.marquer_sensible(objet="projet", objet_id=projet, par="personne:1", masque_partenaire=True)
    index_suivi()
    return pk


def test_aucune_reponse_ne_laisse_passer_le_nom(sensible: int) -> None:
    acteur_id = Acteur.objects.get(nom=TANA.nom).pk
    reponses = [
        requetes.relation(sensible, jour=JOUR),
        relations_du_pays("MG", jour=JOUR),
        projets_du_pays("MG", jour=JOUR),
        [requetes.projet(p.id, jour=JOUR) for p in projets_du_pays("MG", jour=JOUR)],
        requetes.relations_de(acteur_id, francais=False, jour=JOUR),
        lister(Filtre(pays=("MG",)), jour=JOUR, taille=1000),
        lister(Filtre(texte=SECRET), jour=JOUR).elements,
        projets(Filtre(texte=SECRET), jour=JOUR).elements,
        familles(TANA.nom),
        acteurs(Filtre(pays=("MG",)), jour=JOUR, taille=1000).elements,
        annuaire.acteur(acteur_id),
        portrait("38185", jour=JOUR).en_texte(),
        portrait("38185", jour=JOUR).en_json(),
    ]
    for reponse in reponses:
        assert SECRET not in repr(reponse)
        assert "-18.87654" not in repr(reponse)


def test_le_pays_reste_et_le_compte_aussi(sensible: int) -> None:
    fiche = requetes.relation(sensible, jour=JOUR)
    assert fiche is not None
    assert [(p.pays_iso2, p.cachee) for p in fiche.breve.parties] == [("FR", False), ("MG", True)]


def test_une_relation_montrable_rend_l_acteur_visible(sensible: int) -> None:
    acteur_id = Acteur.objects.get(nom=TANA.nom).pk
    assert annuaire.acteur(acteur_id) is None
    appliquer(relation("r9", [ESSEN, TANA, GRENOBLE], nature="jumelage"))
    assert annuaire.acteur(acteur_id) is not None


def test_lever_le_brouillage_rend_tout(sensible: int) -> None:
    operations.marquer_sensible(objet="relation", objet_id=sensible, par="personne:1")
    fiche = requetes.relation(sensible, jour=JOUR)
    assert fiche is not None
    assert SECRET in fiche.breve.titre


def _nue(**masques: bool) -> tuple[int, int]:
    """Grenoble – Antsahabe masquée, avec un projet adossé dont le titre dit le nom."""
    une_source()
    appliquer(
        relation("r1", [GRENOBLE, TANA], nature="jumelage"),
        projets=[_projet(cle="r1", brut={"cle": "r1"}, titre=f"Eau à {SECRET}")],
    )
    acteur_id = Acteur.objects.get(nom=TANA.nom).pk
    pk = Relation.objects.with_acteur(acteur_id).get().pk
    operations.marquer_sensible(objet="relation", objet_id=pk, par="personne:1", **masques)
    return pk, acteur_id


def test_le_projet_adosse_prend_les_masques_de_sa_relation(index_suivi: Callable[[], object]) -> None:
    """Sinon le titre « Grenoble – Antsahabe » du projet nommerait le partenaire que la relation cache."""
    pk, acteur_id = _nue(masque_partenaire=True)
    projet = Projet.objects.get(titre=f"Eau à {SECRET}")
    assert list(projet.relations.values_list("pk", flat=True)) == [pk]
    assert (projet.sensible, projet.masque_partenaire) == (True, True)
    assert annuaire.acteur(acteur_id) is None
    index_suivi()
    assert SECRET not in repr(projets(jour=JOUR, taille=1000).elements) + repr(requetes.projet(projet.pk, jour=JOUR))
    assert SECRET not in portrait("38185", jour=JOUR).en_texte()
    operations.marquer_sensible(objet="relation", objet_id=pk, par="personne:1")
    projet.refresh_from_db()
    assert not projet.sensible


def test_un_projet_declare_apres_le_masque_se_brouille_aussi(index_suivi: Callable[[], object]) -> None:
    une_source()
    appliquer(relation("r1", [GRENOBLE, TANA], nature="jumelage"))
    acteur_id = Acteur.objects.get(nom=TANA.nom).pk
    pk = Relation.objects.with_acteur(acteur_id).get().pk
    operations.marquer_sensible(objet="relation", objet_id=pk, par="personne:1", masque_lieu=True)
    appliquer(
        relation("r1", [GRENOBLE, TANA], nature="jumelage", brut={"v": 2}),
        projets=[_projet(cle="r1", brut={"v": 2}, titre=f"Eau à {SECRET}")],
    )
    index_suivi()
    assert SECRET not in repr(projets(jour=JOUR, taille=1000).elements)
    assert annuaire.acteur(acteur_id) is None


def test_un_second_lien_entre_les_memes_parties_herite_du_masque() -> None:
    """Un bureau de représentation dit par une autre source nommerait le partenaire du jumelage masqué."""
    pk, acteur_id = _nue(masque_partenaire=True)
    une_source("autre")
    appliquer(relation("x", [GRENOBLE, TANA], source="autre", nature="transfrontaliere"))
    seconde = Relation.objects.with_acteur(acteur_id).exclude(pk=pk).get()
    assert (seconde.sensible, seconde.masque_partenaire) == (True, True)
    assert SECRET not in repr(requetes.relation(seconde.pk, jour=JOUR))
    assert annuaire.acteur(acteur_id) is None


def test_une_relation_supprimee_ne_rend_pas_visible_ce_que_cache_une_autre() -> None:
    pk, acteur_id = _nue(masque_partenaire=True)
    appliquer(relation("r9", [ESSEN, TANA, GRENOBLE], nature="jumelage"))
    montree = Relation.objects.with_acteur(acteur_id).exclude(pk=pk).get().pk
    assert annuaire.acteur(acteur_id) is not None
    operations.supprimer_relation(relation_id=montree, par="personne:1", motif="essai")
    assert annuaire.acteur(acteur_id) is None
    assert familles(TANA.nom) == ()
    operations.retablir_relation(relation_id=montree, par="personne:1")
    assert annuaire.acteur(acteur_id) is not None


def test_une_structure_gardee_sous_un_lieu_masque_ne_mene_pas_a_sa_page() -> None:
    """Sa page dirait où elle se trouve."""
    une_source()
    asso = Partie("Les amis fabriqués", "MG", nature="association", lat=-18.5, lon=47.5)
    appliquer(relation("r1", [GRENOBLE, asso], nature="partenariat"))
    pk = Relation.objects.with_acteur(Acteur.objects.get(nom=asso.nom).pk).get().pk
    operations.marquer_sensible(objet="relation", objet_id=pk, par="personne:1", masque_lieu=True)
    fiche = requetes.relation(pk, jour=JOUR)
    assert fiche is not None
    partie = fiche.breve.parties[1]
    assert (partie.nom, partie.acteur_id, partie.lat) == (asso.nom, None, None)


def test_un_instrument_au_nom_cache_quitte_la_carte() -> None:
    pk, _acteur_id = _nue(masque_noms=True)
    Instrument.objects.create(
        relation_id=pk,
        type="bureau_representation",
        intitule=f"Bureau {SECRET}",
        pays_id="MG",
        lat=-18.87654,
        lon=47.54321,
    )
    assert pk not in {i.relation_id for i in requetes.implantations()}


def test_un_releve_en_attente_ne_nomme_pas_un_partenaire_cache(sensible: int) -> None:
    from jumelles.cooperations.requetes import en_attente_montrable
    from jumelles.provenance.models import Releve, Source
    from jumelles.provenance.requetes import en_attente

    source = Source.objects.get(code="essai")
    for cle, nom in (("a1", TANA.nom.upper()), ("a2", "Ailleurs")):
        Releve.objects.create(source=source, cle=cle, brut={"ville": nom}, etat="a_revoir", releve_le=JOUR)
    assert len(en_attente("essai")) == 2
    assert [x.cle for x in en_attente_montrable("essai")] == ["a2"]
