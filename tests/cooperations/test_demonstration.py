"""La démonstration se voit, ne compte pas, et part d'une commande."""

from datetime import date

import pytest

from jumelles.acteurs.models import Acteur
from jumelles.cooperations import requetes
from jumelles.cooperations.coherence import verifier
from jumelles.cooperations.models import Projet, Relation
from jumelles.provenance.models import Affirmation
from jumelles.sources.demonstration import SOAMANITRA, VALFLEURI, charger_demonstration, retirer_demonstration
from tests.cooperations.test_operations import appliquer, relation, une_source

pytestmark = pytest.mark.django_db
JOUR = date(2026, 11, 21)


def nombres() -> dict[str, int]:
    return {c.libelle: c.nombre for c in requetes.comptes_generaux()}


def test_la_demonstration_ne_compte_nulle_part_et_disparait_d_une_commande() -> None:
    """C0.4."""
    avant, taux = nombres(), requetes.taux_engagees()
    charger_demonstration(par="machine:essai", jour=JOUR)
    charger_demonstration(par="machine:essai", jour=JOUR)  # rejouer ne double rien
    assert Relation.objects.filter(demonstration=True).count() == 2
    assert Projet.objects.filter(demonstration=True).count() == 1
    assert (nombres(), requetes.taux_engagees()) == (avant, taux)
    assert verifier() == []
    retirer_demonstration(par="machine:essai")
    for modele in (Relation, Projet, Acteur):
        assert modele.objects.filter(demonstration=True).count() == 0
    assert Affirmation.objects.filter(source__demonstration=True).count() == 0
    assert verifier() == []


def test_chaque_fiche_de_demonstration_se_dit_telle() -> None:
    """C0.4."""
    charger_demonstration(par="machine:essai", jour=JOUR)
    for inventee in Relation.objects.filter(demonstration=True):
        fiche = requetes.relation(inventee.pk, jour=JOUR)
        assert fiche is not None
        assert fiche.breve.demonstration
        assert {p.source_code for p in fiche.paroles} == {"demonstration"}


def test_une_source_reelle_ne_rejoint_jamais_un_acteur_ni_un_lien_inventes() -> None:
    """C0.4 : retirer la démonstration ne doit rien emporter de réel."""
    charger_demonstration(par="machine:essai", jour=JOUR)
    une_source()
    appliquer(relation("r1", [VALFLEURI, SOAMANITRA], nature="jumelage"))
    assert Relation.objects.filter(demonstration=False, participations__acteur__nom=SOAMANITRA.nom).count() == 1
    retirer_demonstration(par="machine:essai")
    assert Relation.objects.filter(participations__acteur__nom=SOAMANITRA.nom).count() == 1
    assert verifier() == []
