"""La démonstration se voit, ne compte pas, et part d'une commande."""

from datetime import date

import pytest

from jumelles.acteurs.models import Acteur
from jumelles.cooperations import requetes
from jumelles.cooperations.coherence import verifier
from jumelles.cooperations.models import Projet, Relation
from jumelles.provenance.models import Affirmation
from jumelles.sources.demonstration import charger_demonstration, retirer_demonstration

pytestmark = pytest.mark.django_db
JOUR = date(2026, 11, 21)


def nombres() -> dict[str, int]:
    return {c.libelle: c.nombre for c in requetes.comptes_generaux()}


def test_la_demonstration_ne_compte_nulle_part_et_disparait_d_une_commande() -> None:
    """C0.4."""
    avant, taux = nombres(), requetes.taux_engagees()
    arcs = len(requetes.arcs().arcs)
    charger_demonstration(par="machine:essai", jour=JOUR)
    charger_demonstration(par="machine:essai", jour=JOUR)  # rejouer ne double rien
    assert Relation.objects.filter(demonstration=True).count() == 2
    assert Projet.objects.filter(demonstration=True).count() == 1
    assert (nombres(), requetes.taux_engagees(), len(requetes.arcs().arcs)) == (avant, taux, arcs)
    assert verifier() == []
    retirer_demonstration(par="machine:essai")
    for modele in (Relation, Projet, Acteur):
        assert modele.objects.filter(demonstration=True).count() == 0
    assert Affirmation.objects.filter(source__demonstration=True).count() == 0
    assert verifier() == []


def test_chaque_fiche_de_demonstration_se_dit_telle() -> None:
    """C0.4."""
    charger_demonstration(par="machine:essai", jour=JOUR)
    for relation in Relation.objects.filter(demonstration=True):
        fiche = requetes.relation(relation.pk, jour=JOUR)
        assert fiche is not None
        assert fiche.breve.demonstration
        assert {p.source_code for p in fiche.paroles} == {"demonstration"}
