"""Rien de sensible n'entre dans l'index : on cherche le nom dans chaque document, tout entier."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date

import pytest

from jumelles.acteurs.designation import Partie
from jumelles.acteurs.models import Acteur
from jumelles.cooperations import operations
from jumelles.cooperations.models import LieuAction, Projet, Relation
from jumelles.recherche.documents import SORTES_INDEXEES, Course
from tests.atelier.faits import GRENOBLE, TANA, appliquer, projet, relation, une_source

pytestmark = pytest.mark.django_db
JOUR = date(2026, 11, 22)
SECRET = "Antsahabe"
POINT = "-18.87654"


@pytest.fixture(autouse=True, scope="module")
def sans_les_faits(references_seules: str) -> Iterator[None]:
    """Chaque document est relu en entier : aux faits réels, rien de plus à apprendre et une minute de plus."""
    yield


def tout_l_index() -> str:
    """Chaque document de la base, en entier, tel que l'index le reçoit."""
    course = Course(JOUR)
    return "\n".join(
        json.dumps(asdict(document), ensure_ascii=False) for sorte in SORTES_INDEXEES for document in course.tous(sorte)
    )


@pytest.fixture
def relation_id() -> int:
    """Un lien, son projet, un acte, un instrument et un lieu qui disent tous le nom."""
    une_source()
    appliquer(
        relation("r1", [GRENOBLE, TANA], nature="jumelage", intitule=f"Avec {SECRET}", note=SECRET),
        projets=[
            projet(
                cle="r1",
                brut={"cle": "r1"},
                titre=f"Eau à {SECRET}",
                contexte=f"À {SECRET}",
                etat_dit=f"Chantier de {SECRET}",
                dispositif=f"Fonds {SECRET}",
            )
        ],
    )
    pk = Relation.objects.with_acteur(Acteur.objects.get(nom=TANA.nom).pk).get().pk
    operations.ajouter_acte(relation_id=pk, type="convention", par="personne:1", intitule=SECRET, objet=SECRET)
    operations.ajouter_instrument(
        relation_id=pk, type="agence", pays="MG", par="personne:1", intitule=SECRET, lat=-18.87654, lon=47.5,
        precision="ville",
    )  # fmt: skip
    operations.ajouter_lieu(
        relation_id=pk, par="personne:1", pays="MG", precision="ville", nom=SECRET, lat=-18.87654, lon=47.5
    )
    projet_id = Projet.objects.get(titre=f"Eau à {SECRET}").pk
    LieuAction.objects.create(projet_id=projet_id, pays_id="MG", nom=SECRET, precision="ville", lat=-18.87654, lon=47.5)
    return pk


def test_sans_masque_le_nom_y_est_partout(relation_id: int) -> None:
    """Le témoin : si ceci échoue, les essais d'après ne prouvent rien."""
    assert tout_l_index().count(SECRET) > 10


@pytest.mark.parametrize("masque", ["masque_lieu", "masque_partenaire"])
def test_le_partenaire_cache_ne_parait_dans_aucun_document(relation_id: int, masque: str) -> None:
    acteur_id = Acteur.objects.get(nom=TANA.nom).pk
    operations.marquer_sensible(objet="relation", objet_id=relation_id, par="personne:1", **{masque: True})
    index = tout_l_index()
    assert SECRET not in index and SECRET.lower() not in index and POINT not in index
    (document,) = Course(JOUR).documents("relations", [relation_id])
    assert str(acteur_id) not in document.facettes["partie"]
    assert document.facettes["type_acteur"] == ("collectivite",)
    assert not document.situe and [p.cote for p in document.points] == ["francais"]
    assert Course(JOUR).documents("acteurs", [acteur_id]) == []


def test_le_pays_reste(relation_id: int) -> None:
    operations.marquer_sensible(objet="relation", objet_id=relation_id, par="personne:1", masque_partenaire=True)
    (document,) = Course(JOUR).documents("relations", [relation_id])
    assert document.facettes["pays"] == ("MG",) and document.arcs == ("D38>MG",)
    assert "Madagascar" in document.contexte and document.fiche["pays_noms"] == ("Madagascar",)
    assert document.fiche["sensible"] is True


def test_sous_un_masque_de_noms_aucun_texte_ne_parle(relation_id: int) -> None:
    """Le nom du partenaire se montre encore, les textes libres, non ; ni le lieu, ni l'instrument."""
    operations.marquer_sensible(objet="relation", objet_id=relation_id, par="personne:1", masque_noms=True)
    (document,) = Course(JOUR).documents("relations", [relation_id])
    assert document.textes == () and document.fiche["intitule"] == ""
    assert {p.cote for p in document.points} == {"francais", "etranger"}
    (document,) = Course(JOUR).documents("projets", [Projet.objects.get(titre=f"Eau à {SECRET}").pk])
    assert document.textes == () and document.points == () and document.fiche["contexte"] == ""
    assert "Eau à" not in json.dumps(asdict(document), ensure_ascii=False)


def test_une_structure_gardee_sous_un_lieu_masque_ne_mene_pas_a_elle() -> None:
    une_source()
    asso = Partie("Les amis fabriqués", "MG", nature="association", lat=-18.87654, lon=47.5)
    appliquer(relation("r1", [GRENOBLE, asso], nature="partenariat"))
    acteur_id = Acteur.objects.get(nom=asso.nom).pk
    pk = Relation.objects.with_acteur(acteur_id).get().pk
    operations.marquer_sensible(objet="relation", objet_id=pk, par="personne:1", masque_lieu=True)
    (document,) = Course(JOUR).documents("relations", [pk])
    assert asso.nom in document.noms and str(acteur_id) not in document.facettes["partie"]
    assert POINT not in tout_l_index()


def test_un_projet_tait_la_relation_masquee_a_laquelle_il_s_adosse(relation_id: int) -> None:
    """Le lien dirait le partenaire, dans un sens comme dans l'autre."""
    projet_id = Projet.objects.get(titre=f"Eau à {SECRET}").pk
    (avant,) = Course(JOUR).documents("projets", [projet_id])
    assert avant.fiche["relations"] == (str(relation_id),)
    operations.marquer_sensible(objet="relation", objet_id=relation_id, par="personne:1", masque_lieu=True)
    operations.marquer_sensible(objet="projet", objet_id=projet_id, par="personne:1")
    (apres,) = Course(JOUR).documents("projets", [projet_id])
    assert apres.fiche["relations"] == ()


def test_un_acteur_etranger_ne_compte_pas_ce_qui_le_cache(relation_id: int) -> None:
    appliquer(relation("r2", [GRENOBLE, TANA], nature="transfrontaliere", odd=["6"]))
    acteur_id = Acteur.objects.get(nom=TANA.nom).pk
    operations.marquer_sensible(objet="relation", objet_id=relation_id, par="personne:1", masque_lieu=True)
    Acteur.objects.filter(pk=acteur_id).update(sensible=False)
    (document,) = Course(JOUR).documents("acteurs", [acteur_id])
    assert (document.fiche["relations"], document.facettes["nature"]) == (1, ("transfrontaliere",))
