"""Le bureau de revue, sur le web : qui entre, ce que l'on décide, deux personnes à la fois (B4, B14, B22)."""

import re
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from jumelles.acteurs.models import Acteur
from jumelles.comptes.models import Utilisateur
from jumelles.comptes.requetes import nommer_dans
from jumelles.contributions.models import DecisionRevue
from jumelles.cooperations.operations import FusionRefusee, distinguer, fondre_acteurs
from jumelles.cooperations.operations.doublons import proposer_doublons
from jumelles.provenance.models import Jugement, Suspens
from jumelles.sources.revue import poursuite
from jumelles.territoires.repertoires import rapprocheur_du_moment
from tests.atelier.doublons import une_paire
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
    champs = dict(re.findall(r'<input type="hidden" name="(jeton|vu|montrees)" value="([^"]*)">', page))
    assert set(champs) == {"jeton", "vu", "montrees"}
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
    assert "2 noms atteignent ce score" in page
    champs: dict[str, Any] = dict(re.findall(r'<input type="hidden" name="(jeton|seuil)" value="([^"]*)">', page))
    champs["id"] = re.findall(r'<input type="checkbox" name="id" value="([0-9]+)" checked>', page)
    client.post("/revue/par-lot/", champs)
    assert DecisionRevue.objects.count() == 0, "sans la case, rien"
    reponse = client.post("/revue/par-lot/", {**champs, "compris": "oui"})
    decision = DecisionRevue.objects.get()
    assert reponse["Location"] == f"/revue/decisions/{decision.pk}/"
    page = _lire(client, reponse["Location"])
    for dit in ("2 noms acceptés d&#x27;un coup (90 chances sur 100 ou plus)", "Bourg-Fabriqué → Bourg-Fabriqué (01)"):
        assert dit in page, dit
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


@pytest.mark.parametrize("page", ["/revue/", "/revue/suivant/", "/revue/par-lot/?seuil=70", "/revue/decisions/"])
def test_le_nombre_de_questions_ne_depend_pas_du_nombre_de_noms(client: Client, page: str) -> None:
    """B14 : dix fois plus de noms et de décisions, autant de questions à la base."""
    attente = suspens("Bourg-Fabriqué")
    releve = Suspens.objects.filter(gauche=attente.gauche).first()
    assert releve is not None
    comptes = []
    for lot in range(3):
        client.get(page)
        with CaptureQueriesContext(connection) as posees:
            client.get(page)
        comptes.append(len(posees))
        for n in range(24):
            gauche = f"wikidata_jumelages:Nom fabriqué {lot} {n}@"
            champs = {"gauche": gauche, "verdict": "indecis", "auteur": attente.auteur, "score": 0.9}
            Jugement.objects.create(**champs, details=attente.details)
            Suspens.objects.create(releve_id=releve.releve_id, gauche=gauche)
            DecisionRevue.objects.create(
                jeton=uuid.uuid4(), sorte="nom", sujets=[gauche], choix=BOURG_38, par="personne:1",
                etat="en_cours", tache=str(uuid.uuid4()),
            )  # fmt: skip
    assert comptes[1] == comptes[2]


def test_aucune_ecarte_ce_que_la_page_montre(client: Client) -> None:
    """B4 : la page envoie ce qu'elle montrait ; le nom reste à décider."""
    adresse, envoi = _envoi(client, "Bourg-Fabriqué", "aucune")
    assert set(envoi["montrees"].split(",")) == {BOURG_01, BOURG_38}
    assert client.post(adresse, envoi).status_code == 302
    ecartes = Jugement.objects.vivants().filter(verdict="differents").values_list("droite", flat=True)
    assert sorted(ecartes) == [BOURG_01, BOURG_38]
    assert "Bourg-Fabriqué" in _lire(client, "/revue/")


def test_u_apres_avoir_change_d_avis_rend_la_fiche(client: Client) -> None:
    """B4 : la page où revenir existe toujours."""
    adresse, envoi = _envoi(client, "Bourg-Fabriqué", BOURG_38)
    client.post(adresse, envoi)
    page = _lire(client, adresse.removesuffix("decider/"))
    champs = dict(re.findall(r'<input type="hidden" name="(jeton|vu)" value="([^"]*)">', page))
    assert client.post(adresse, {**champs, "choix": BOURG_01}).status_code == 302
    derniere = DecisionRevue.objects.order_by("-pk")[0].pk
    rendue = client.post(f"/revue/decisions/{derniere}/annuler/", {"retour": "nom"}, follow=True)
    assert rendue.status_code == 200
    assert rendue.redirect_chain[-1][0] == adresse.removesuffix("decider/")


def test_le_meme_formulaire_envoye_ensemble_donne_partout_la_meme_reponse(client: Client) -> None:
    """B4 : un double clic, sur un nom ou sur une paire, mène à la même page, et ne décide qu'une fois."""
    rapprocheur_du_moment()
    adresse, champs = _envoi(client, "Bourg-Fabriqué", BOURG_38)
    paire = f"/revue/doublons/{une_paire().jugement_id}/"
    for lieu, envoi in ((adresse, champs), (paire, {"jeton": str(uuid.uuid4()), "choix": "deux"})):
        reponses = _ensemble(client, lieu, envoi, 4)
        assert {code for code, _ou in reponses} == {302}, reponses
        assert len({ou for _code, ou in reponses}) == 1
    assert DecisionRevue.objects.count() == 2


def _ensemble(client: Client, lieu: str, envoi: dict[str, str], fois: int) -> list[tuple[int, str]]:
    """La même demande, autant de fois au même instant."""
    depart = Barrier(fois)

    def envoyer(_rang: int) -> tuple[int, str]:
        un = Client()
        un.cookies = client.cookies
        depart.wait()
        try:
            reponse = un.post(lieu, envoi)
            return reponse.status_code, reponse.get("Location", "")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(fois) as tous:
        return list(tous.map(envoyer, range(fois)))


def test_par_lot_se_lit_page_par_page(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """B14 : tous les noms que l'on va accepter peuvent se relire, et la page dit combien il y en a."""
    monkeypatch.setattr("jumelles.web.revue.gestes.PAR_PAGE", 1)
    Jugement.objects.filter(pk__in=[suspens(n).pk for n in ("Bourg-Fabriqué", "Antsahafabo")]).update(score=0.97)
    pages = [_lire(client, f"/revue/par-lot/?seuil=90&page={n}") for n in (1, 2)]
    assert "Page 1 sur 2" in pages[0]
    lus = [set(re.findall(r'<th scope="row"><a [^>]*>([^<]+)</a>', page)) for page in pages]
    assert [len(noms) for noms in lus] == [1, 1]
    assert lus[0] | lus[1] == {"Bourg-Fabriqué", "Antsahafabo"}


def test_une_decision_en_plan_se_reprend_d_un_bouton(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """B4 : personne n'a à prévenir qui que ce soit."""
    monkeypatch.setattr(poursuite, "LIGNES_MAX", 1)
    adresse, envoi = _envoi(client, "Bourg-Fabriqué", BOURG_38)
    client.post(adresse, envoi)
    prise = DecisionRevue.objects.get()
    page = f"/revue/decisions/{prise.pk}/"
    assert "Reprendre" not in _lire(client, page)
    DBTaskResult.objects.filter(pk=prise.tache).update(status="FAILED", finished_at=timezone.now())
    assert f'action="{page}reprendre/"' in _lire(client, page)
    assert client.post(f"{page}reprendre/")["Location"] == page
    assert "Les lignes entrent" in _lire(client, page)
    assert DecisionRevue.objects.get().tache != prise.tache


def test_deux_fiches_situees_se_voient_sur_une_carte(client: Client) -> None:
    """B14 : la carte du bureau, aux numéros des deux touches ; rien si l'une n'a pas de point."""
    p = une_paire()
    adresse = f"/revue/doublons/{p.jugement_id}/"
    Acteur.objects.filter(pk=p.gauche[7:]).update(lat=-20.0, lon=47.0, precision="ville")
    assert "revue__carte" not in _lire(client, adresse)
    Acteur.objects.filter(pk=p.droite[7:]).update(lat=-20.1, lon=47.1, precision="ville")
    page = _lire(client, adresse)
    assert page.count('class="revue__marque"') == 2
    assert "Là où sont les deux fiches" in page


def test_un_refus_nomme_la_personne_et_non_son_numero(client: Client) -> None:
    """B10 : jamais « personne:7 », ni sur une paire que quelqu'un a distinguée, ni pour un compte qui n'est plus."""
    p = une_paire()
    moi = Utilisateur.objects.get()
    distinguer(gauche=p.gauche, droite=p.droite, par=f"personne:{moi.pk}")
    with pytest.raises(FusionRefusee) as refus:
        fondre_acteurs(garde=int(p.gauche[7:]), fondu=int(p.droite[7:]), par="personne:999999")
    assert "Camille Exemple a dit" in nommer_dans(str(refus.value))
    assert nommer_dans("personne:999999 a dit") == "une personne sans compte a dit"


def test_un_doublon_se_fond_se_retient_et_se_defait(client: Client) -> None:
    """B4 : côte à côte, garder l'une, l'autre adresse y mène (301) ; « deux choses » se retient ; tout s'annule."""
    p = une_paire()
    un, autre = (Acteur.objects.get(pk=ref.partition(":")[2]) for ref in (p.gauche, p.droite))
    assert "Un doublon possible" in _lire(client, "/revue/")
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
