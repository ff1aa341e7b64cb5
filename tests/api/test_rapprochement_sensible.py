"""Ce qui est masqué ne sort d'aucune adresse du service : ni par son nom, ni par son numéro, ni dans un compte."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from jumelles.acteurs.models import Acteur
from jumelles.cooperations import operations
from tests.atelier.faits import GRENOBLE, TANA, appliquer, la_relation, relation, une_source
from tests.atelier.questions import candidats, etendre, poser

pytestmark = pytest.mark.django_db
NOM = TANA.nom


@pytest.fixture
def acteur_id(index_suivi: Callable[[], Any]) -> int:
    """Une autorité inventée, connue par un seul lien, dans l'index."""
    une_source()
    appliquer(relation("r1", [GRENOBLE, TANA], nature="jumelage"))
    index_suivi()
    return Acteur.objects.get(nom=NOM).pk


@pytest.fixture
def masquee(acteur_id: int, index_suivi: Callable[[], Any]) -> int:
    """La même, dont le seul lien tait le partenaire."""
    operations.marquer_sensible(objet="relation", objet_id=la_relation().pk, par="personne:1", masque_partenaire=True)
    index_suivi()
    return acteur_id


def tout_dire(client: Client, acteur_id: int) -> str:
    """Tout ce que le service peut répondre de cet acteur et de ce nom."""
    identifiant = f"acteur:{acteur_id}"
    lot = {f"q{n}": {"query": nom, "type": type_id} for n, (nom, type_id) in enumerate(
        (nom, t) for nom in (NOM, NOM[:-1], identifiant, f"https://x/acteurs/{acteur_id}-a/") for t in ("", "acteur")
    )}  # fmt: skip
    dites = [poser(client, **lot), etendre(client, [identifiant], "nom_officiel", "relations", "adresse", "lat")]
    chemins = [
        f"suggerer/choses?prefix={NOM[:8]}", f"suggerer/choses?prefix={NOM[:8]}&type=acteur",
        f"bulle/choses?id={identifiant}", f"apercu?id={identifiant}", f"fiche/{identifiant}",
    ]  # fmt: skip
    reponses = [client.get(f"/api/rapprochement/{c}") for c in chemins]
    return str(dites) + "".join(r.content.decode() + r.get("Location", "") for r in reponses)


def test_sans_masque_il_se_trouve(client: Client, acteur_id: int) -> None:
    """Le témoin : si ceci échoue, les essais d'après ne prouvent rien."""
    dit = tout_dire(client, acteur_id)
    assert dit.count(NOM) > 5
    assert dit.count(f"acteur:{acteur_id}") > 5
    assert candidats(client, NOM, "acteur")[0]["match"]


def test_masque_il_ne_parait_nulle_part(client: Client, masquee: int) -> None:
    dit = tout_dire(client, masquee)
    assert NOM not in dit
    assert "antsahabe-fabrique" not in dit
    # Le numéro demandé n'est redit que comme ce que l'on demandait.
    assert "'id': 'acteur:" not in dit
    assert etendre(client, [f"acteur:{masquee}"], "nom_officiel", "lat") == {
        f"acteur:{masquee}": {"nom_officiel": [], "lat": []}
    }
    for chemin in (f"apercu?id=acteur:{masquee}", f"fiche/acteur:{masquee}", f"bulle/choses?id=acteur:{masquee}"):
        assert client.get(f"/api/rapprochement/{chemin}").status_code == 404


def test_une_demonstration_ne_se_propose_pas(client: Client, index_suivi: Callable[[], Any]) -> None:
    """C0.4 : un contenu inventé n'est pas une autorité."""
    une_source("demo", demonstration=True)
    appliquer(relation("d1", [GRENOBLE, TANA], "demo", nature="jumelage"))
    index_suivi()
    acteur = Acteur.objects.get(nom=NOM)
    assert acteur.demonstration
    assert candidats(client, NOM, "acteur") == candidats(client, f"acteur:{acteur.pk}") == []
    assert NOM not in tout_dire(client, acteur.pk)
