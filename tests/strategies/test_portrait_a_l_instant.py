"""Un lien retiré ou masqué quitte le portrait suivant, le sien comme celui des autres, sans attendre l'index."""

from collections.abc import Iterator
from datetime import date

import pytest

from jumelles.acteurs.designation import Partie
from jumelles.acteurs.models import Acteur
from jumelles.cooperations.models import Relation
from jumelles.cooperations.operations.correction import supprimer_relation
from jumelles.strategies.portrait import Portrait, portrait
from jumelles.territoires.models import Collectivite
from tests.atelier.monde import un_monde, ville
from tests.cooperations.test_operations import appliquer, relation

pytestmark = pytest.mark.django_db
JOUR = date(2026, 11, 22)
CODES = tuple(f"ZZ00{n}" for n in range(1, 8))


@pytest.fixture(autouse=True, scope="module")
def sans_les_faits(references_seules: str) -> Iterator[None]:
    """Sans aucun fait réel, on sait qui se compare à qui."""
    yield


@pytest.fixture
def monde() -> None:
    """Sept communes d'une région inventée, un lien chacune, et un de plus pour la deuxième."""
    source = un_monde()
    for rang, code in enumerate(CODES):
        champs = {"nom": f"Fabriquée-{code}", "categorie": "commune", "origine_point": "", "source": source,
                  "millesime": "2026", "region": "Z9", "population": 600 + rang, "lat": -45.0 - rang / 100,
                  "lon": 5.0}  # fmt: skip
        Collectivite.objects.update_or_create(code=code, defaults=champs)
    liens = [(code, f"Ville de {code}") for code in CODES] + [("ZZ002", "Autre ville")]
    appliquer(*(relation(f"r{n}", [_commune(c), ville(v)], nature="jumelage") for n, (c, v) in enumerate(liens)))


def _commune(code: str) -> Partie:
    return Partie(code, "FR", collectivite_code=code)


def _retirer(nom: str) -> None:
    pk = Relation.objects.with_acteur(Acteur.objects.get(nom=nom).pk).get().pk
    supprimer_relation(relation_id=pk, par="personne:1", motif="dit par erreur")


def _vu(p: Portrait) -> tuple[dict[str, int], list[str], int]:
    """Les plus engagées avec leurs liens, les voisines, l'effectif."""
    c = p.comparaison
    return {x.engage.code: x.engagement.liens for x in c.citees}, [v.engage.code for v in p.voisines], c.n


def test_un_lien_retire_quitte_le_portrait_suivant_le_sien_et_ceux_des_autres(monde: None) -> None:
    citees, voisines, n = _vu(portrait("ZZ001", jour=JOUR))
    assert (citees["ZZ002"], voisines[0], n) == (2, "ZZ002", 6)
    _retirer("Autre ville")
    assert _vu(portrait("ZZ001", jour=JOUR))[0]["ZZ002"] == 1
    assert "Autre ville" not in portrait("ZZ002", jour=JOUR).en_texte()
    _retirer("Ville de ZZ002")
    citees, voisines, n = _vu(portrait("ZZ001", jour=JOUR))
    assert "ZZ002" not in {*citees, *voisines}
    assert n == 5
    assert not portrait("ZZ002", jour=JOUR).agit


def test_une_collectivite_masquee_ou_un_lien_de_demonstration_ne_se_comparent_pas(monde: None) -> None:
    Acteur.objects.filter(collectivite__code="ZZ003").update(sensible=True)
    assert "ZZ003" not in str(_vu(portrait("ZZ001", jour=JOUR)))
    Relation.objects.with_acteur(Acteur.objects.get(nom="Ville de ZZ004").pk).update(demonstration=True)
    p = portrait("ZZ001", jour=JOUR)
    assert p.comparaison.pas is None
    assert _vu(p)[1] == ["ZZ002", "ZZ005", "ZZ006", "ZZ007"]
