"""Fondre et séparer : rien ne se perd, tout se rend (B4, B22)."""

import pytest

from jumelles.acteurs.models import Acteur
from jumelles.cooperations import operations
from jumelles.cooperations.coherence import verifier
from jumelles.cooperations.models import Deplacement, ParticipationRelation, Projet, Relation
from jumelles.provenance.models import Affirmation, Journal
from tests.atelier.faits import appliquer, projet, relation, une_source
from tests.atelier.monde import acteur, commune, ecarts, etat, un_monde, ville

pytestmark = pytest.mark.django_db
DE = {"par": "personne:1"}
TANA, TANA_BIS, FIANA = ville("Antsahabe Fabriqué"), ville("Antsahabe (doublon fabriqué)"), ville("Ailleurs Fabriqué")


@pytest.fixture
def monde() -> None:
    un_monde()
    une_source("autre")


def _deux_fiches() -> tuple[int, int]:
    """Une ville dite sous deux noms par deux sources, liée à la même commune ; l'une a un lien de plus, un projet."""
    appliquer(relation("r1", [commune(1), TANA], nature="jumelage", debut="1998", themes=["eau"]))
    appliquer(relation("x1", [commune(1), TANA_BIS], source="autre", nature="partenariat", debut="1999"))
    appliquer(relation("x2", [commune(2), TANA_BIS], source="autre", nature="jumelage", debut="2001"))
    appliquer(projets=[projet("p1", porteurs=(commune(2),), partenaires=(TANA_BIS,))])
    return acteur(TANA), acteur(TANA_BIS)


def _liens(pk: int) -> set[int]:
    return set(Relation.objects.publiees().with_acteur(pk).values_list("pk", flat=True))


def test_une_fusion_garde_tout_lien_et_toute_source_et_se_defait_exactement(monde: None) -> None:
    """B4, B22 : deux fiches d'une même chose se fondent sans rien perdre, et se séparent comme avant."""
    garde, fondu = _deux_fiches()
    avant = etat()
    operations.fondre_acteurs(garde=garde, fondu=fondu, motif="même ville", **DE)
    assert Acteur.objects.get(pk=fondu).fondu_dans_id == garde
    assert not ParticipationRelation.objects.filter(acteur_id=fondu).exists()
    liens = Relation.objects.publiees().with_acteur(garde)
    assert {frozenset(r.participations.values_list("acteur_id", flat=True)) for r in liens} == {
        frozenset((acteur(commune(1)), garde)), frozenset((acteur(commune(2)), garde)),
    }  # fmt: skip
    double = liens.get(participations__acteur=acteur(commune(1)))
    dites = Affirmation.objects.vivantes().about("relation", double.pk)
    assert set(dites.values_list("source__code", flat=True)) == {"essai", "autre"}
    assert double.divergente, "1998 pour l'une, 1999 pour l'autre : les deux restent"
    assert Projet.objects.get().participations.filter(acteur_id=garde).exists()
    assert verifier() == []
    operations.separer_acteurs(garde=garde, fondu=fondu, **DE)
    assert list(ecarts(avant, etat())) == []
    assert not Deplacement.objects.exists()
    assert verifier() == []


def test_fondre_deux_fois_ne_change_rien(monde: None) -> None:
    """Juger deux fois la même chose ne change rien."""
    garde, fondu = _deux_fiches()
    premier = operations.fondre_acteurs(garde=garde, fondu=fondu, **DE)
    avant, ecrits = etat(), Journal.objects.count()
    second = operations.fondre_acteurs(garde=garde, fondu=fondu, par="personne:2")
    assert second.pk == premier.pk
    assert (list(ecarts(avant, etat())), Journal.objects.count()) == ([], ecrits)
