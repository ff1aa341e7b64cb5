"""Proposer les doublons de l'annuaire, sauf ceux qu'une personne a distingués (B4, B22)."""

import pytest

from jumelles.acteurs.designation import Partie
from jumelles.acteurs.models import Acteur
from jumelles.acteurs.requetes import doublons_d_acteurs
from jumelles.cooperations import operations
from jumelles.provenance.requetes import distincts, histoire, is_distincts, jugements_par_objet, jugements_vivants
from tests.atelier.faits import appliquer, relation
from tests.atelier.monde import commune, un_monde, ville

DE = {"par": "personne:1"}


@pytest.fixture(autouse=True)
def monde(base_vide: str) -> None:
    """Un petit monde inventé, dans une base à soi."""
    un_monde()


def _deux_associations() -> tuple[int, int]:
    noms = ("Amitiés Fabriquées", "Amitiés-Fabriquées (Isère)")
    parties = [Partie(nom, "FR", nature="association") for nom in noms]
    appliquer(*(relation(f"a{n}", [p, ville("Ailleurs Fabriqué")]) for n, p in enumerate(parties)))
    un, autre = (Acteur.objects.get(nom=nom).pk for nom in noms)
    Acteur.objects.filter(pk__in=(un, autre)).update(siren="999999999")
    return un, autre


def test_le_meme_siren_et_le_meme_nom_se_proposent_l_un_apres_l_autre() -> None:
    """B4 : les doublons se voient, le plus sûr d'abord, avec leurs raisons."""
    un, autre = _deux_associations()
    for nature in ("association", "universite"):
        appliquer(relation(f"n-{nature}", [commune(1), Partie("Même Nom Fabriqué", "MG", nature=nature)]))
    Acteur.objects.filter(pk__in=(un, autre)).update(cle="amities fabriquees")
    homonymes = tuple(Acteur.objects.filter(nom="Même Nom Fabriqué").order_by("pk").values_list("pk", flat=True))
    assert [(d.un, d.autre, d.raisons) for d in doublons_d_acteurs()] == [
        (un, autre, ("même SIREN", "même nom, même pays")),
        (*homonymes, ("même nom, même pays",)),
    ]


def test_pas_un_doublon_ne_se_propose_plus_et_son_histoire_se_lit() -> None:
    """B22 : la décision se retient ; annulée, la paire revient."""
    un, autre = _deux_associations()
    paire = (f"acteur:{un}", f"acteur:{autre}")
    assert len(doublons_d_acteurs()) == 1
    jugement = operations.distinguer(gauche=paire[1], droite=paire[0], motif="deux antennes", **DE)
    assert doublons_d_acteurs() == ()
    assert (is_distincts(*paire), distincts("acteur")) == (True, {(un, autre)})
    assert [(j.id, j.motif, j.auteur) for j in jugements_vivants(paire[0])] == [
        (jugement.pk, "deux antennes", "personne:1")
    ]
    operations.annuler_decision(jugement_id=jugement.pk, **DE)
    operations.fondre_acteurs(garde=un, fondu=autre, score=0.9, details={"second": "acteur:7", "marge": 0.2}, **DE)
    assert [(j.verdict, j.annule_par, j.garde, j.marge) for j in histoire(*paire)] == [
        ("differents", "personne:1", "", None),
        ("identiques", "", paire[0], 0.2),
    ]
    assert doublons_d_acteurs() == ()
    assert {ref: len(j) for ref, j in jugements_par_objet(paire).items()} == {paire[0]: 1, paire[1]: 1}


def test_deux_collectivites_homonymes_ne_se_proposent_pas() -> None:
    appliquer(relation("c1", [commune(1), commune(2)]))
    Acteur.objects.update(cle="meme cle")
    assert doublons_d_acteurs() == ()
