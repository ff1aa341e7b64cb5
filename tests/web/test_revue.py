"""Le bureau de revue, sur le web : qui entre, ce que l'on décide, deux personnes à la fois (B4, B14, B22)."""

import re
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jumelles.acteurs.models import Acteur
from jumelles.comptes.models import Utilisateur
from jumelles.contributions.models import DecisionRevue
from jumelles.cooperations.operations.doublons import proposer_doublons
from jumelles.cooperations.requetes.doublons import paires_a_decider
from jumelles.provenance.models import Jugement
from jumelles.provenance.operations import prononcer
from jumelles.territoires.repertoires import rapprocheur_du_moment
from tests.atelier.equipe import PORTE, client_de_l_equipe
from tests.atelier.revue import BOURG_01, BOURG_38, liens, montre, suspens, un_monde_qui_hesite

# Une page du bureau, quel que soit le nombre de noms, de propositions ou de lignes.
REQUETES_MAX = 40
PAGES = ("/revue/", "/revue/suivant/", "/revue/par-lot/", "/revue/decisions/", "/revue/doublons/")


@pytest.fixture(autouse=True)
def monde(base_vide: str, tmp_path: Path) -> None:
    """Six lignes inventées, dont cinq attendent un nom."""
    un_monde_qui_hesite(tmp_path)


@pytest.fixture
def client() -> Client:
    """Une personne de l'équipe, connectée."""
    return client_de_l_equipe()


def _lire(client: Client, adresse: str) -> str:
    reponse = client.get(adresse)
    assert reponse.status_code == 200, adresse
    return reponse.content.decode()


def _envoi(client: Client, nom: str, choix: str) -> tuple[str, dict[str, str]]:
    """L'adresse et les champs du formulaire tel que la page le donne."""
    numero = suspens(nom).pk
    page = _lire(client, f"/revue/noms/{numero}/")
    champs = dict(re.findall(r'<input type="hidden" name="(jeton|vu)" value="([^"]*)">', page))
    assert set(champs) == {"jeton", "vu"}
    return f"/revue/noms/{numero}/decider/", {**champs, "choix": choix}


@pytest.mark.parametrize("page", PAGES)
def test_un_anonyme_va_a_la_connexion_et_un_simple_compte_est_refuse(page: str) -> None:
    """B4 : le bureau est à l'équipe, et à elle seule."""
    reponse = Client().get(page)
    assert (reponse.status_code, reponse["Location"].startswith("/compte/login/")) == (302, True)
    simple = Client()
    simple.force_login(Utilisateur.objects.create_user("visite@exemple.invalid", "un-mot-de-passe-long"), backend=PORTE)
    assert simple.get(page).status_code in (302, 403)
    assert "/revue/" not in simple.get("/").content.decode()


@pytest.mark.parametrize("adresse", ["noms/{n}/decider/", "noms/{n}/passer/", "passes/", "decisions/1/annuler/"])
def test_un_geste_est_une_demande_signee(client: Client, adresse: str) -> None:
    """Ni par une adresse que l'on suit, ni d'un autre site, ni sans être connecté."""
    lieu = "/revue/" + adresse.format(n=suspens("Bourg-Fabriqué").pk)
    avant = montre()
    assert client.get(lieu).status_code == 405
    assert Client().post(lieu).status_code == 302
    etranger = Client(enforce_csrf_checks=True)
    etranger.cookies = client.cookies
    assert etranger.post(lieu, {"choix": BOURG_38}).status_code == 403
    assert montre() == avant


@pytest.mark.parametrize("adresse", ["noms/999999/", "noms/99999999999999999999/", "decisions/999999/",
                                     "doublons/999999/"])  # fmt: skip
def test_ce_qui_n_existe_pas_le_dit(client: Client, adresse: str) -> None:
    assert client.get(f"/revue/{adresse}").status_code == 404


def test_la_file_mene_a_ce_qui_debloque_le_plus_et_la_fiche_dit_pourquoi(client: Client) -> None:
    """B14, B22 : l'ordre, le score et les raisons en mots ; les homonymes, leur département, la source face à eux."""
    file = _lire(client, "/revue/")
    assert "Il reste 4 noms à décider" in file
    assert file.index("Bourg-Fabriqué") < file.index("Perdu-Fabriqué")
    reponse = client.get("/revue/suivant/")
    assert reponse["Location"] == f"/revue/noms/{suspens('Bourg-Fabriqué').pk}/"
    page = _lire(client, reponse["Location"])
    for dit in ("4 lignes entreraient", "liens.tsv, ligne 2", "50 chances sur 100", "même nom officiel",
                "Pourquoi nous hésitons", "<svg viewBox", f'value="{BOURG_01}"', f'value="{BOURG_38}"'):  # fmt: skip
        assert dit in page, dit


def test_decider_sans_script_mene_au_suivant_et_dit_ce_qui_a_change(client: Client) -> None:
    """B4, B14 : un formulaire nu suffit ; la page suivante dit la suite, et l'annule."""
    avant = montre()
    adresse, envoi = _envoi(client, "Bourg-Fabriqué", BOURG_38)
    reponse = client.post(adresse, {**envoi, "motif": "le département de la page"}, follow=True)
    page = reponse.content.decode()
    assert reponse.redirect_chain[-1][0] == f"/revue/noms/{suspens('Perdu-Fabriqué').pk}/"
    assert "3 liens entrés, 1 ligne attend un autre nom" in page.replace("\u00a0", " ").replace("\u202f", " ")
    decision = DecisionRevue.objects.get()
    assert Jugement.objects.get(pk=decision.jugements[0]).raisons == ["le département de la page"]
    rendue = client.post(f"/revue/decisions/{decision.pk}/annuler/", {"retour": "nom"})
    assert rendue["Location"] == f"/revue/noms/{suspens('Bourg-Fabriqué').pk}/"
    assert montre() == avant
    assert "annulée par Camille Exemple" in _lire(client, "/revue/decisions/")


def test_chercher_sous_un_autre_nom_propose_autre_chose(client: Client) -> None:
    numero = suspens("Perdu-Fabriqué").pk
    page = _lire(client, f"/revue/noms/{numero}/?chercher=Hameau+Fabrique")
    assert 'value="collectivite:ZZ103"' in page
    assert "Rien ne s’en approche" in _lire(client, f"/revue/noms/{numero}/?chercher=%3Cscript%3Ezz")


def test_passer_laisse_le_nom_dans_la_file(client: Client) -> None:
    numero = suspens("Bourg-Fabriqué").pk
    assert client.post(f"/revue/noms/{numero}/passer/", follow=True).redirect_chain[-1][0] == (
        f"/revue/noms/{suspens('Perdu-Fabriqué').pk}/"
    )
    assert "Reprendre le nom passé" in _lire(client, "/revue/")
    client.post("/revue/passes/")
    assert client.get("/revue/suivant/")["Location"] == f"/revue/noms/{numero}/"


@pytest.mark.parametrize("envoi", [{}, {"jeton": "x"}, {"choix": "collectivite:0"}, {"choix": BOURG_38, "vu": "a,b"}])
def test_un_formulaire_abime_est_refuse_et_rend_la_page(client: Client, envoi: dict[str, str]) -> None:
    avant = montre()
    reponse = client.post(f"/revue/noms/{suspens('Bourg-Fabriqué').pk}/decider/", envoi)
    assert (reponse.status_code, 'role="alert"' in reponse.content.decode()) == (400, True)
    assert montre() == avant


def test_qui_arrive_second_voit_les_deux_choix_et_peut_prendre_le_sien(client: Client) -> None:
    """B4 : rien n'est perdu ; la page dit qui, quand, quoi, garde mon choix en vue, et il se prend à la place."""
    adresse, envoi = _envoi(client, "Bourg-Fabriqué", BOURG_01)
    autre = client_de_l_equipe("dominique@exemple.invalid")
    une, sienne = _envoi(autre, "Bourg-Fabriqué", BOURG_38)
    assert autre.post(une, sienne).status_code == 302
    reponse = client.post(adresse, envoi)
    page = reponse.content.decode()
    assert reponse.status_code == 409
    assert "Bourg-Fabriqué (38), décidé par Camille Exemple" in page
    assert "revue__proposition--voulue" in page
    assert ("Seulafabo", "ZZ102") in liens(), "la première décision tient"
    champs = dict(re.findall(r'<input type="hidden" name="(jeton|vu)" value="([^"]*)">', page))
    assert client.post(adresse, {**champs, "choix": BOURG_01}).status_code == 302
    assert {("Seulafabo", "ZZ101")} < liens()
    assert ("Seulafabo", "ZZ102") not in liens()


def test_dix_personnes_au_meme_instant_une_seule_decide(client: Client) -> None:
    """B4 : dix demandes réelles, ensemble, sur cette base ; une passe, neuf apprennent laquelle, rien ne casse."""
    rapprocheur_du_moment()
    clients = [client_de_l_equipe(f"p{n}@exemple.invalid") for n in range(10)]
    choix = [BOURG_01, BOURG_38] * 5
    envois = [_envoi(c, "Bourg-Fabriqué", x) for c, x in zip(clients, choix, strict=True)]
    depart = Barrier(10)

    def envoyer(rang: int) -> int:
        adresse, champs = envois[rang]
        depart.wait()
        try:
            return int(clients[rang].post(adresse, champs).status_code)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(10) as ensemble:
        codes = sorted(ensemble.map(envoyer, range(10)))
    assert codes == [302, *[409] * 9]
    jugement = Jugement.objects.vivants().get(auteur__startswith="personne:", verdict="identiques")
    code = jugement.droite.removeprefix("collectivite:")
    assert {("Seulafabo", code), ("Tierce", code)} < liens()
    assert DecisionRevue.objects.count() == 1


def test_accepter_par_lot_demande_que_l_on_confirme(client: Client) -> None:
    """B14 : un nombre, une liste, une case à cocher ; puis une seule décision, qui s'annule d'un geste."""
    Jugement.objects.filter(pk__in=[suspens(n).pk for n in ("Bourg-Fabriqué", "Antsahafabo")]).update(score=0.97)
    page = _lire(client, "/revue/par-lot/?seuil=90")
    assert "2 noms seraient acceptés" in page
    champs = dict(re.findall(r'<input type="hidden" name="(jeton|ids|seuil)" value="([^"]*)">', page))
    client.post("/revue/par-lot/", champs)
    assert DecisionRevue.objects.count() == 0, "sans la case, rien"
    reponse = client.post("/revue/par-lot/", {**champs, "compris": "oui"})
    decision = DecisionRevue.objects.get()
    assert reponse["Location"] == f"/revue/decisions/{decision.pk}/"
    assert "2 jugements, chacun signé" in _lire(client, reponse["Location"])
    assert len(decision.jugements) == 2


def test_ce_qu_ecrit_une_source_ne_s_execute_jamais(client: Client) -> None:
    hostile = "<script>alert(1)</script>"
    jugement = suspens("Bourg-Fabriqué")
    jugement.details = {**jugement.details, "mention": {**jugement.details["mention"], "nom": hostile}}
    jugement.save(update_fields=["details"])
    for page in ("/revue/", f"/revue/noms/{jugement.pk}/"):
        assert hostile not in _lire(client, page)


@pytest.mark.parametrize("page", ["/revue/", "/revue/decisions/", "/revue/par-lot/?seuil=70", "fiche"])
def test_une_page_pose_peu_de_questions_a_la_base(client: Client, page: str) -> None:
    adresse = f"/revue/noms/{suspens('Bourg-Fabriqué').pk}/" if page == "fiche" else page
    client.get(adresse)
    with CaptureQueriesContext(connection) as posees:
        _lire(client, adresse)
    assert len(posees) <= REQUETES_MAX, [q["sql"][:120] for q in posees]


def _paire() -> Any:
    """Deux acteurs inventés du même nom et du même pays, que la machine propose."""
    for nom in ("Association Fabriquée d'Antsaha", "Association Fabriquee d Antsaha"):
        Acteur.objects.create(nom=nom, cle="association fabriquee d antsaha", pays_id="MG", nature="association")
    un, autre = Acteur.objects.filter(nature="association").order_by("pk")
    prononcer(
        gauche=f"acteur:{un.pk}", droite=f"acteur:{autre.pk}", verdict="indecis", par="machine:doublons-1", score=0.9,
        raisons=["même nom"], details={"debloque": 1},
    )  # fmt: skip
    return un, autre


def test_un_doublon_se_fond_se_retient_et_se_defait(client: Client) -> None:
    """B4 : côte à côte, garder l'une, l'autre adresse y mène (301) ; « deux choses » se retient ; tout s'annule."""
    un, autre = _paire()
    assert "Un doublon possible" in _lire(client, "/revue/")
    (p,) = paires_a_decider(5, jour=date(2026, 11, 22))
    adresse = f"/revue/doublons/{p.jugement_id}/"
    page = _lire(client, adresse)
    assert "Association Fabriquée d&#x27;Antsaha" in page
    envoi = {"jeton": str(uuid.uuid4()), "choix": "gauche"}
    assert client.post(adresse, envoi).status_code == 302
    assert Client().get(f"/acteurs/{autre.pk}/")["Location"].startswith(f"/acteurs/{un.pk}-")
    assert client.post(adresse, {**envoi, "jeton": str(uuid.uuid4())}).status_code == 409
    decision = DecisionRevue.objects.get()
    rendue = client.post(f"/revue/decisions/{decision.pk}/annuler/", {"retour": "nom"})
    assert rendue["Location"] == adresse, "la paire attend de nouveau"
    assert Client().get(f"/acteurs/{autre.pk}/", follow=True).status_code == 200
    assert client.post(adresse, {"jeton": str(uuid.uuid4()), "choix": "deux"}).status_code == 302
    assert proposer_doublons(maintenant=timezone.now(), entier=True).tenues == 0
