"""Ce qu'une personne a décidé d'une paire se retient, et son histoire se lit (B4, B22)."""

import pytest
from django.utils import timezone

from jumelles.acteurs.designation import Partie
from jumelles.acteurs.models import Acteur
from jumelles.cooperations import operations
from jumelles.cooperations.operations.doublons import proposer_doublons
from jumelles.cooperations.requetes.doublons import paires_a_decider
from jumelles.provenance.requetes import distincts, histoire, is_distincts, jugements_par_objet, jugements_vivants
from tests.atelier.faits import appliquer, relation
from tests.atelier.monde import un_monde, ville

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


def _proposees() -> list[tuple[str, str]]:
    """Chercher, puis lire la file."""
    proposer_doublons(maintenant=timezone.now(), entier=True)
    return [(p.gauche, p.droite) for p in paires_a_decider(10, jour=timezone.localdate())]


def test_pas_un_doublon_ne_se_propose_plus_et_son_histoire_se_lit() -> None:
    """B22 : la décision se retient ; annulée, la paire revient."""
    un, autre = _deux_associations()
    paire = (f"acteur:{un}", f"acteur:{autre}")
    assert _proposees() == [paire]
    jugement = operations.distinguer(gauche=paire[1], droite=paire[0], motif="deux antennes", **DE)
    assert _proposees() == []
    assert (is_distincts(*paire), distincts("acteur")) == (True, {(un, autre)})
    assert [(j.id, j.motif, j.auteur) for j in jugements_vivants(paire[0])] == [
        (jugement.pk, "deux antennes", "personne:1")
    ]
    operations.annuler_decision(jugement_id=jugement.pk, **DE)
    operations.fondre_acteurs(garde=un, fondu=autre, score=0.9, details={"seconde": "acteur:7", "marge": 0.2}, **DE)
    assert [(j.verdict, j.annule_par, j.garde, j.seconde, j.marge) for j in histoire(*paire)] == [
        ("indecis", "personne:1", "", "", None),
        ("differents", "personne:1", "", "", None),
        ("identiques", "", paire[0], "acteur:7", 0.2),
    ]
    assert _proposees() == []
    assert {ref: len(j) for ref, j in jugements_par_objet(paire).items()} == {paire[0]: 1, paire[1]: 1}
