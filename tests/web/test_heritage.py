"""Une commune réunie : son espace, ses coûts, ses gens et ses référents la suivent ; ses nombres restent les siens."""

import re
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from jumelles.rattachements.habilitation import AccesRefuse, Habilitation
from jumelles.rattachements.operations import rattacher
from jumelles.rattachements.referents.operations import ajouter_referent
from jumelles.rattachements.requetes import adhesions_de, chez, equipe_de, habilitation_de
from jumelles.retombees.enums import Poste
from jumelles.retombees.ligne_dite import LigneDite
from jumelles.retombees.operations import depublier, ecrire_ligne, publier
from jumelles.retombees.requetes import heritages, liens_finances, lignes, qui_publie
from tests.atelier.equipe import client_de
from tests.atelier.monde import reunir, un_monde

pytestmark = pytest.mark.django_db
COURRIEL = "agent@exemple.invalid"
PUBLIC = "/territoires/ZZ002-fabriquee-en-bresse/couts/"
PAR = Habilitation(signature="personne:1", collectivites=frozenset({"ZZ001", "ZZ002"}))


def saisir(code: str, montant: int, annee: int = 2025) -> None:
    """Une ligne de fonds propres, documentée."""
    dite = LigneDite(Poste.PROPRES, Decimal(montant), preuve="documente", source="CA", perimetre="relation:7")
    ecrire_ligne(code=code, annee=annee, dite=dite, jeton=uuid4(), par=PAR)


@pytest.fixture
def agent() -> Client:
    """Une personne de ZZ001, qui a saisi et publié 2025, inscrit un référent ; puis ZZ001 est réunie à ZZ002."""
    un_monde()
    client = client_de("ZZ001")
    saisir("ZZ001", 104_000)
    publier(code="ZZ001", annee=2025, vues=[x.id for x in lignes("ZZ001")], par=PAR)
    ajouter_referent(code="ZZ001", dit={"service": "Régie fabriquée"}, jeton=uuid4(), par=PAR)
    reunir("ZZ001", dans="ZZ002")
    return client


def lu(client: Client, adresse: str) -> str:
    """Le texte d'une page, sans ses balises."""
    reponse: Any = client.get(adresse)
    assert reponse.status_code == 200, adresse
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", reponse.content.decode())).replace("\u00a0", " ")


def test_la_personne_parle_pour_la_commune_d_aujourd_hui(agent: Client) -> None:
    (adhesion,) = adhesions_de(COURRIEL, code="ZZ002")
    assert adhesions_de(COURRIEL, code="ZZ001") == (adhesion,)
    personne = int(agent.session["_auth_user_id"])
    assert habilitation_de(personne).collectivites == {"ZZ002"}
    assert [c.code for c in chez(personne)] == ["ZZ002"]
    assert [m.venue_de for m in equipe_de("ZZ002")] == ["Fabriquée-sur-Isère"]
    assert rattacher(courriel=COURRIEL, code="ZZ001", par="essai") == adhesion
    assert rattacher(courriel=COURRIEL, code="ZZ002", par="essai") == adhesion


def test_l_espace_d_hier_mene_a_celui_d_aujourd_hui_et_a_lui_seul(agent: Client) -> None:
    """Lire : on y est mené, question gardée. Écrire : une saisie commencée avant la réunion n'est pas perdue."""
    for fin in ("", "couts/", "couts.csv", "couts/2025/", "referents/", "jumelages/", "gabarit/"):
        reponse = agent.get(f"/chez-nous/ZZ001/{fin}?a=b")
        assert (reponse.status_code, reponse["Location"]) == (302, f"/chez-nous/ZZ002/{fin}?a=b")
        assert agent.get(f"/chez-nous/ZZ002/{fin}").status_code == 200
        assert Client().get(f"/chez-nous/ZZ001/{fin}")["Location"].startswith("/compte/login/")
    ailleurs = client_de("ZZ003", "ailleurs@exemple.invalid")
    assert ailleurs.get("/chez-nous/ZZ001/").status_code == ailleurs.get("/chez-nous/ZZ002/").status_code == 403
    dits = {"jeton": str(uuid4()), "annee": "2026", "propres": "5", "cofinancement": "", "temps": ""}
    assert agent.post("/chez-nous/ZZ001/couts/", dits)["Location"] == "/chez-nous/ZZ002/couts/2026/"
    assert [x.annee for x in lignes("ZZ002")] == [2026]


def test_les_couts_d_hier_se_lisent_sous_leur_nom_et_ne_s_ajoutent_pas(agent: Client) -> None:
    saisir("ZZ002", 7_000)
    (h,) = heritages("ZZ002")
    assert (h.code, h.nom, h.annee, h.nombre) == ("ZZ001", "Fabriquée-sur-Isère", 2025, 1)
    assert "Fabriquée-sur-Isère, 2025" in lu(agent, "/chez-nous/ZZ002/couts/")
    sienne, hier = lu(agent, "/chez-nous/ZZ002/couts/2025/"), lu(agent, "/chez-nous/ZZ002/couts/hier/ZZ001/2025/")
    assert "7 000 €" in sienne and "104 000" not in sienne and "111 000" not in sienne
    assert "104 000 €" in hier and "7 000 €" not in hier
    assert "Saisi par Fabriquée-sur-Isère, aujourd’hui réunie dans Fabriquée-en-Bresse" in hier
    assert agent.get("/chez-nous/ZZ002/couts/hier/ZZ003/2025/").status_code == 404
    csv = agent.get("/chez-nous/ZZ002/couts.csv").content.decode()
    assert [rangee.split(";")[0] for rangee in csv.splitlines()[1:]] == ["ZZ002", "ZZ001"]
    assert liens_finances("ZZ002", [2025]) == {7}


def test_ce_qui_etait_public_le_reste_sous_le_nom_d_hier(agent: Client, client: Client) -> None:
    assert client.get("/territoires/ZZ001/couts/")["Location"] == PUBLIC
    assert qui_publie() == ("ZZ002",)
    assert "104 000 €" in lu(client, PUBLIC) and "Saisi par Fabriquée-sur-Isère" in lu(client, PUBLIC)
    document = client.get("/territoires/ZZ001/couts/2025.md", follow=True)
    assert "104" in document.content.decode() and "Saisi par Fabriquée-sur-Isère" in document.content.decode()
    saisir("ZZ002", 7_000)
    publier(code="ZZ002", annee=2025, vues=[x.id for x in lignes("ZZ002")], par=PAR)
    assert "7 000 €" in lu(client, PUBLIC) and "104 000" not in lu(client, PUBLIC)
    assert "104 000 €" in lu(client, f"{PUBLIC}?annee=2025&de=ZZ001")
    assert client.get(f"{PUBLIC}?annee=2025&de=ZZ003").status_code == 404
    assert agent.post("/chez-nous/ZZ002/couts/hier/ZZ001/2025/").status_code == 302
    assert client.get(f"{PUBLIC}?annee=2025&de=ZZ001").status_code == 404
    assert "7 000 €" in lu(client, PUBLIC)
    with pytest.raises(AccesRefuse):
        depublier(code="ZZ002", ancien="ZZ003", annee=2025, par=PAR)


def test_la_note_dit_les_couts_d_hier_comme_leur_page(agent: Client, client: Client) -> None:
    """Sous le nom de qui les a publiés ; ceux de la commune d'aujourd'hui, dès qu'elle en publie."""
    note = "/territoires/ZZ002-fabriquee-en-bresse/note/"
    texte = lu(client, note)
    assert "104 000 €" in texte and "Saisi par Fabriquée-sur-Isère" in texte and "non mesuré ici" not in texte
    assert "publiés par Fabriquée-sur-Isère, aujourd’hui réunie, pour 2025" in texte
    saisir("ZZ002", 7_000)
    publier(code="ZZ002", annee=2025, vues=[x.id for x in lignes("ZZ002")], par=PAR)
    texte = lu(client, note)
    assert "7 000 €" in texte and "104 000" not in texte and "Saisi par" not in texte


def test_une_annee_demandee_sous_l_ancien_code_reste_celle_d_hier(agent: Client, client: Client) -> None:
    """Sans « de », la même question montrerait les nombres de la commune d'aujourd'hui, ou rien."""
    saisir("ZZ002", 7_000)
    publier(code="ZZ002", annee=2025, vues=[x.id for x in lignes("ZZ002")], par=PAR)
    menee = client.get("/territoires/ZZ001/couts/?annee=2025")["Location"]
    assert menee == f"{PUBLIC}?annee=2025&de=ZZ001"
    assert "104 000 €" in lu(client, menee)
    assert client.get("/territoires/ZZ001/couts/?annee=2025&de=ZZ001")["Location"] == menee
    assert client.get("/territoires/ZZ001/couts/2025.md?a=b")["Location"] == f"{PUBLIC}2025.md?a=b&de=ZZ001"


def test_les_referents_suivent_et_se_corrigent(agent: Client) -> None:
    page = agent.get("/chez-nous/ZZ002/referents/").content.decode()
    assert "Régie fabriquée" in page and "inscrit par Fabriquée-sur-Isère" in page
    adresse = re.search(r"/chez-nous/ZZ002/referents/\d+/", page)
    assert adresse is not None
    dits = {"service": "Régie de l’eau", "vue": "1", "jeton": str(uuid4())}
    assert agent.post(adresse.group(0), dits).status_code == 302
    assert "Régie de l’eau" in lu(agent, "/chez-nous/ZZ002/referents/")
