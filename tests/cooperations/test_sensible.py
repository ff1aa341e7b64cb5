"""Le sensible se brouille dans toutes les réponses, dès le premier jour."""

from datetime import date

import pytest

from jumelles.acteurs import requetes as annuaire
from jumelles.acteurs.models import Acteur
from jumelles.cooperations import operations, requetes
from jumelles.cooperations.models import Projet, Relation
from jumelles.recherche.filtre import FiltreRelations
from jumelles.recherche.requetes import chercher, projets
from jumelles.recherche.requetes import relations as lister
from jumelles.strategies.portrait import portrait
from tests.cooperations.test_operations import ESSEN, GRENOBLE, TANA, _projet, appliquer, relation, une_source

pytestmark = pytest.mark.django_db
JOUR = date(2026, 11, 21)
SECRET = "Antsahabe"


@pytest.fixture
def sensible() -> int:
    une_source()
    appliquer(
        relation("r1", [GRENOBLE, TANA], nature="jumelage", intitule=f"Avec {SECRET}", note=f"{SECRET}",
                 adresse=f"https://exemple.invalid/{SECRET}"),
        projets=[_projet(titre=f"Eau à {SECRET}", contexte=f"À {SECRET}")],
    )  # fmt: skip
    pk = Relation.objects.with_acteur(Acteur.objects.get(nom=TANA.nom).pk).get().pk
    operations.marquer_sensible(objet="relation", objet_id=pk, par="personne:1", masque_lieu=True)
    projet = Projet.objects.get(titre=f"Eau à {SECRET}").pk
    operations.marquer_sensible(objet="projet", objet_id=projet, par="personne:1", masque_partenaire=True)
    return pk


def test_aucune_reponse_ne_laisse_passer_le_nom(sensible: int) -> None:
    acteur_id = Acteur.objects.get(nom=TANA.nom).pk
    reponses = [
        requetes.relation(sensible, jour=JOUR),
        requetes.relations_du_pays("MG", jour=JOUR),
        requetes.projets_du_pays("MG", jour=JOUR),
        [requetes.projet(p.id, jour=JOUR) for p in requetes.projets_du_pays("MG", jour=JOUR)],
        requetes.relations_de(acteur_id, francais=False, jour=JOUR),
        lister(FiltreRelations(pays=("MG",)), jour=JOUR, taille=1000),
        lister(FiltreRelations(texte=SECRET), jour=JOUR).elements,
        projets(jour=JOUR, texte=SECRET).elements,
        chercher(TANA.nom).acteurs,
        annuaire.acteurs(pays="MG", taille=1000).elements,
        annuaire.acteur(acteur_id),
        portrait("38185", jour=JOUR).en_texte(),
        portrait("38185", jour=JOUR).en_json(),
    ]
    for reponse in reponses:
        assert SECRET not in repr(reponse)
        assert "-18.87654" not in repr(reponse)


def test_la_carte_ne_montre_pas_le_lieu_masque(sensible: int) -> None:
    arcs = requetes.arcs()
    assert sensible not in {a.relation_id for a in arcs.arcs}
    assert arcs.non_localisees >= 1


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
