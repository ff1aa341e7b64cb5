"""« Nous participons à ce projet » : dit, montré, repris ; ni un projet masqué, ni à la place d'une autre."""

import pytest
from django.test import Client

from jumelles.cooperations.models import ParticipationProjet, Projet
from jumelles.cooperations.operations import marquer_sensible
from tests.atelier.equipe import client_de
from tests.atelier.faits import appliquer, projet
from tests.atelier.monde import acteur, commune, un_monde

pytestmark = pytest.mark.django_db
ICI = "/chez-nous/ZZ001/participations/"


@pytest.fixture
def numeros() -> tuple[int, int]:
    """Un projet de ZZ002, un autre masqué ; ZZ001 en a un à elle, qu'une source dit."""
    un_monde()
    appliquer(projets=[
        projet("p1", titre="Le puits (fabriqué)", porteurs=(commune(2),), adosse_a_relation=False),
        projet("p2", titre="Le caché (fabriqué)", porteurs=(commune(2),), adosse_a_relation=False),
        projet("p3", titre="Le nôtre (fabriqué)", porteurs=(commune(1),), adosse_a_relation=False),
    ])  # fmt: skip
    un, cache = (Projet.objects.get(titre=t).pk for t in ("Le puits (fabriqué)", "Le caché (fabriqué)"))
    marquer_sensible(objet="projet", objet_id=cache, masque_partenaire=True, par="essai")
    return un, cache


def dire(client: Client, projet: object, role: str = "partenaire") -> int:
    """Ce que répond la page."""
    return client.post(ICI, {"projet": str(projet), "role": role, "apport": "Une ingénieure"}).status_code


def test_on_le_dit_on_le_voit_on_le_reprend(numeros: tuple[int, int], client: Client) -> None:
    agent, (un, _cache) = client_de("ZZ001"), numeros
    for _fois in range(2):
        assert dire(agent, f"https://exemple.invalid/projets/{un}-le-puits/?x=1") == 302
    siennes = ParticipationProjet.objects.filter(projet=un, acteur=acteur(commune(1)))
    assert [(p.role, p.apport) for p in siennes] == [("partenaire", "Une ingénieure")]
    page = client.get(f"/projets/{un}/", follow=True).content.decode()
    assert "Fabriquée-sur-Isère" in page and "Une ingénieure" in page
    assert "Le puits (fabriqué)" in agent.get(ICI).content.decode()
    for _fois in range(2):
        assert agent.post(f"{ICI}{un}/quitter/", {"role": "partenaire"}).status_code == 302
    assert not siennes.all().exists()


def test_ce_que_dit_une_source_ne_se_reprend_pas_ici(numeros: tuple[int, int]) -> None:
    agent, notre = client_de("ZZ001"), Projet.objects.get(titre="Le nôtre (fabriqué)").pk
    assert "Le nôtre (fabriqué)" not in agent.get(ICI).content.decode()
    agent.post(f"{ICI}{notre}/quitter/", {"role": "porteur"})
    assert ParticipationProjet.objects.filter(projet=notre, role="porteur").exists()


def test_ni_masque_ni_hostile_ni_pour_une_autre(numeros: tuple[int, int]) -> None:
    agent, voisin, (un, cache) = client_de("ZZ001"), client_de("ZZ003", "voisin@exemple.invalid"), numeros
    avant = set(ParticipationProjet.objects.values_list("pk", flat=True))
    for refuse in (cache, 0, "9" * 15, "9" * 40, "abc", "", "<script>", "\x00", f"/relations/{un}/"):
        assert dire(agent, refuse) == 422, refuse
    assert dire(agent, un, role="roi") == 422
    assert dire(agent, un, role="porteur") == dire(agent, un, role="financeur") == 422
    assert voisin.post(ICI, {"projet": str(un), "role": "partenaire"}).status_code == 403
    assert voisin.post(f"{ICI}{un}/quitter/", {"role": "porteur"}).status_code == 403
    assert Client().post(ICI).status_code == 302
    assert set(ParticipationProjet.objects.values_list("pk", flat=True)) == avant
    seul = voisin.get("/chez-nous/ZZ003/participations/").content.decode()
    assert "ni lien ni projet connu" in seul
