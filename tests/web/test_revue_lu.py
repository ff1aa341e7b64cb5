"""Ce que le bureau donne à lire avant de décider, et après : le lien déjà connu, la ligne du lot, la décision (B14)."""

import re
import uuid
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jumelles.acteurs.models import Acteur
from jumelles.comptes.models import Utilisateur
from jumelles.contributions.models import DecisionRevue
from jumelles.provenance.models import Jugement, Source, Suspens
from jumelles.rapprochement.normaliser import cle
from jumelles.sources.revue.par_lot import accepter_par_lot, is_plusieurs
from jumelles.sources.revue.recherche import lire_la_recherche
from jumelles.territoires.models import Collectivite, NomCollectivite
from tests.atelier.equipe import client_de_l_equipe
from tests.atelier.revue import BOURG_01, BOURG_38, decider, suspens, un_monde_qui_hesite


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
    return reponse.content.decode().replace("\u00a0", " ").replace("\u202f", " ")


def _dire(nom: str, /, **mention: str) -> Jugement:
    """Compléter ce que la ligne dit de ce nom."""
    jugement = suspens(nom)
    jugement.details["mention"] |= mention
    jugement.save(update_fields=["details"])
    return jugement


def _compter(client: Client, adresse: str) -> tuple[str, int]:
    """La page, et combien de questions elle pose à la base."""
    client.get(adresse)
    with CaptureQueriesContext(connection) as posees:
        page = _lire(client, adresse)
    return page, len(posees)


def test_la_proposition_deja_liee_au_partenaire_de_la_ligne_vient_d_abord(client: Client) -> None:
    """Le badge dit avec qui, d'après qui ; le score reste dit ; rien d'un acteur masqué, autant de questions."""
    jugement = _dire("Bourg-Fabriqué", partenaire="Personne|Inconnue")
    decider("Bourg-Fabriqué", BOURG_38)
    comptes = []
    for partenaire, connue in (("Personne|Inconnue", False), ("Personne|Seulafabo", True), ("Seulafabo|Tierce", True)):
        jugement.details["mention"]["partenaire"] = partenaire
        Jugement.objects.filter(pk=jugement.pk).update(details=jugement.details)
        page, posees = _compter(client, f"/revue/noms/{jugement.pk}/")
        comptes.append(posees)
        refs = re.findall(r'name="choix" value="(collectivite:[^"]+)"', page)
        assert refs == ([BOURG_38, BOURG_01] if connue else [BOURG_01, BOURG_38])
        assert len(re.findall(r"déjà liée à Seulafabo \([^)]*Wikidata", page)) == connue
        assert page.count("50 chances sur 100") == 2
    assert comptes[1] == comptes[2] <= comptes[0] + 6
    Acteur.objects.filter(nom__in=["Seulafabo", "Tierce"]).update(sensible=True)
    assert "déjà liée" not in _lire(client, f"/revue/noms/{jugement.pk}/")


def test_une_ligne_du_lot_se_relit_et_se_decoche(client: Client) -> None:
    """Le département et le partenaire sont dans la ligne ; seul ce qui reste coché est accepté ; le filtre suit."""
    _dire("Antsahafabo", partenaire="Bourg-Fabriqué", departement="38")
    ids = [suspens(n).pk for n in ("Bourg-Fabriqué", "Antsahafabo")]
    Jugement.objects.filter(pk__in=ids).update(score=0.97)
    page = _lire(client, "/revue/par-lot/?seuil=90&source=wikidata_jumelages")
    assert re.findall(r'name="id" value="(\d+)" checked', page) == [str(pk) for pk in ids]
    for dit in ("Bourg-Fabriqué (01)", "Antsahafabo (Madagascar)", "38 · avec Bourg-Fabriqué"):
        assert dit in page, dit
    assert f'href="/revue/noms/{ids[0]}/?source=wikidata_jumelages"' in page
    envoi = dict(re.findall(r'type="hidden" name="(jeton|seuil)" value="([^"]*)"', page))
    lieu = "/revue/par-lot/?source=wikidata_jumelages"
    client.post(lieu, {**envoi, "compris": "oui"})
    assert not DecisionRevue.objects.exists(), "rien de coché, rien d'accepté"
    reponse = client.post(lieu, {**envoi, "compris": "oui", "id": [ids[1]]})
    prise = DecisionRevue.objects.get()
    assert prise.depasses == [ids[1]]
    assert reponse["Location"] == f"/revue/decisions/{prise.pk}/?source=wikidata_jumelages"
    suite = _lire(client, reponse["Location"])
    assert '/revue/suivant/?source=wikidata_jumelages"' in suite
    assert '/revue/?source=wikidata_jumelages"' in suite


@pytest.mark.parametrize("nom", ["Bourg-Fabriqué et Hameau", "Bourg-Fabriqué, Hameau", "Bourg-Fabriqué / Hameau"])
def test_un_nom_qui_en_dit_deux_n_est_jamais_d_un_lot(client: Client, nom: str) -> None:
    """Ni montré, ni accepté si on l'envoie quand même ; un vrai nom qui contient « et » reste."""
    jugement = _dire("Bourg-Fabriqué", nom=nom)
    gauche = f"wikidata_jumelages:{nom}@France"
    Jugement.objects.filter(pk=jugement.pk).update(score=0.97, gauche=gauche)
    Suspens.objects.filter(gauche=jugement.gauche).update(gauche=gauche)
    assert nom in _lire(client, "/revue/")
    assert "Aucun nom n’atteint ce score" in _lire(client, "/revue/par-lot/?seuil=90")
    prise = accepter_par_lot(ids=[jugement.pk], seuil=0.9, par="personne:1", jeton=uuid.uuid4()).decision
    assert DecisionRevue.objects.get(pk=prise).jugements == []
    assert not is_plusieurs("Sèvre et Loire", "Sèvre-et-Loire")


def test_la_file_situe_chaque_nom_et_date_chaque_import(client: Client) -> None:
    """Deux imports du même fichier se distinguent ; « dehors » ne dit rien à qui décide."""
    _dire("Bourg-Fabriqué", departement="01|38", partenaire="Seulafabo")
    page = _lire(client, "/revue/")
    assert "01, 38 · avec Seulafabo" in page
    assert "5 lignes ne sont pas encore publiées" in page
    assert "dehors" not in page
    assert re.search(r"<option value=\"\d+\">liens.tsv, \d+ \w+ 20\d\d à \d\d:\d\d</option>", page)


def test_la_page_d_une_decision_nomme_ce_qu_elle_a_change(client: Client) -> None:
    """Les liens par leur titre, les lignes et les liens comptés à part ; annulée, elle le dit encore."""
    prise = decider("Bourg-Fabriqué", BOURG_38)
    adresse = f"/revue/decisions/{prise}/"
    page = _lire(client, adresse)
    assert ">Bourg-Fabriqué – Seulafabo</a>" in page
    assert "Lien n°" not in page
    decision = DecisionRevue.objects.get(pk=prise)
    assert decision.bilan["liens"] == decision.bilan["liens_entres"] == 3
    DecisionRevue.objects.filter(pk=prise).update(bilan={**decision.bilan, "liens_entres": 4})
    assert "4 lignes entrées, 3 liens" in _lire(client, adresse)
    client.post(f"{adresse}annuler/")
    page = _lire(client, adresse)
    assert "Ce qu’elle avait changé" in page
    assert "4 lignes entrées, 3 liens" in page
    assert "Annuler cette décision" not in page


def test_un_lot_dit_ses_noms_et_ce_qui_l_a_remplace(client: Client) -> None:
    """Ni jargon ni flèche : combien, au-dessus de quoi, lesquels ; un nom redécidé se dit, et bloque l'annulation."""
    ids = [suspens(n).pk for n in ("Bourg-Fabriqué", "Antsahafabo")]
    Jugement.objects.filter(pk__in=ids).update(score=0.97)
    prise = accepter_par_lot(
        ids=ids, seuil=0.85, par=f"personne:{Utilisateur.objects.get().pk}", jeton=uuid.uuid4()
    ).decision
    adresse = f"/revue/decisions/{prise}/"
    page = _lire(client, adresse)
    for dit in (
        "<h1>2 noms acceptés d&#x27;un coup (85 chances sur 100 ou plus)</h1>",
        "<li>Bourg-Fabriqué → Bourg-Fabriqué (01)</li>",
        "<li>Antsahafabo → Antsahafabo (Madagascar)</li>",
    ):
        assert dit in page, dit
    assert "jugement" not in page
    assert "→" not in _lire(client, "/revue/").split("revue__derniere")[1].split("revue__entrees")[0]
    nom = f"/revue/noms/{ids[0]}/"
    champs = dict(re.findall(r'<input type="hidden" name="(jeton|vu|montrees)" value="([^"]*)">', _lire(client, nom)))
    assert client.post(f"{nom}decider/", {**champs, "choix": "aucune"}).status_code == 302
    assert "1 de ces noms a été redécidé depuis" in _lire(client, adresse)
    assert "sauf 1 nom, redécidé depuis" in _lire(client, "/revue/decisions/")
    champs = dict(re.findall(r'<input type="hidden" name="(jeton|vu|montrees)" value="([^"]*)">', _lire(client, nom)))
    assert client.post(f"{nom}decider/", {**champs, "choix": BOURG_38}).status_code == 302


@pytest.mark.parametrize(
    ("mots", "pays", "attendu"),
    [("Saint-Fabriqué Ardèche inventée", "FR", ("Saint-Fabriqué", "FR", "07")),
     ("Saint-Fabriqué (07)", "", ("Saint-Fabriqué", "", "07")),
     ("Antsahafabo Madagascar", "", ("Antsahafabo", "MG", "")),
     ("Antsahafabo Madagascar", "MG", ("Antsahafabo Madagascar", "MG", "")),
     ("Ardèche inventée", "FR", ("Ardèche inventée", "FR", ""))],
)  # fmt: skip
def test_chercher_lit_le_departement_a_la_fin(mots: str, pays: str, attendu: tuple[str, str, str]) -> None:
    """« Saint-Martial Ardèche » : une commune dans un département, et non ce département."""
    champs = {"categorie": "departement", "departement": "07", "origine_point": "", "millesime": "2026"}
    Collectivite.objects.create(code="D07", nom="Ardèche inventée", source=Source.objects.all()[0], **champs)
    lue = lire_la_recherche(mots, pays=pays)
    assert (lue.nom, lue.pays, lue.departement) == attendu


def test_la_carte_d_une_commune_ne_dit_que_ses_noms_francais(client: Client) -> None:
    """Un nom dans une autre langue sert à la chercher ; le lire n'aide pas à décider."""
    bourg = Collectivite.objects.get(code="ZZ102")
    for texte, nature in (("Bourg-l'Usuel", "usuel"), ("Lapangan Fabrikan", "etranger")):
        NomCollectivite.objects.create(
            collectivite=bourg, texte=texte, cle=cle(texte), nature=nature, source=bourg.source
        )
    page = _lire(client, f"/revue/noms/{suspens('Bourg-Fabriqué').pk}/")
    assert "Bourg-l&#x27;Usuel" in page
    assert "Lapangan" not in page


def test_aucune_apres_une_acceptation_dit_ce_qui_est_retire(client: Client) -> None:
    """La page et la liste disent le retrait, et de la première décision qu'elle est remplacée."""
    nom = f"/revue/noms/{suspens('Bourg-Fabriqué').pk}/"
    for choix in (BOURG_38, "aucune"):
        trouves = re.findall(r'<input type="hidden" name="(jeton|vu|montrees)" value="([^"]*)">', _lire(client, nom))
        client.post(f"{nom}decider/", {**dict(trouves), "choix": choix})
    page = _lire(client, "/revue/decisions/")
    assert "3 liens ou projets retirés" in page
    assert "remplacée par une décision suivante" in page
    assert page.count(">tient<") == 1
    assert "Bourg-Fabriqué – " not in _lire(client, f"/revue/decisions/{DecisionRevue.objects.order_by('-pk')[0].pk}/")
