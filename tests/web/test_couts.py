"""Ce que ça coûte, ce que ça rapporte : saisir, corriger à deux, publier, emporter ; et qui voit quoi (C3.9)."""

import re
import uuid
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from jumelles.comptes.models import Utilisateur
from jumelles.cooperations import operations
from jumelles.cooperations.declarations import FinancementDit
from jumelles.cooperations.models import Projet
from jumelles.retombees.models import LigneCout
from jumelles.retombees.requetes import lignes
from jumelles.strategies.couts import fiche_des_couts
from jumelles.strategies.couts.document import rapport_des_couts
from jumelles.territoires.requetes import territoire
from tests.atelier.equipe import PORTE, client_de, client_de_l_equipe
from tests.atelier.faits import appliquer, projet
from tests.atelier.monde import commune, un_monde, ville

CHEZ, PUBLIC = "/chez-nous/ZZ001/couts/", "/territoires/ZZ001-fabriquee-sur-isere/couts/"
ANNEE = f"{CHEZ}2025/"


@pytest.fixture
def agent(db: None) -> Client:
    un_monde()
    return client_de("ZZ001")


def ajouter(agent: Client, poste: str, valeur: str, **champs: str) -> Any:
    """Une ligne de 2025, déclarée et en argent si rien n'est dit."""
    dits = {"jeton": str(uuid.uuid4()), "valeur": valeur, "preuve": "declare", "apport": "numeraire", **champs}
    return agent.post(f"{ANNEE}ajouter/{poste}/", dits)


def trois_nombres(agent: Client, **champs: str) -> Any:
    """Le chemin le plus court."""
    dits = {"jeton": str(uuid.uuid4()), "annee": "2025", "propres": "", "cofinancement": "", "temps": "", **champs}
    return agent.post(CHEZ, dits)


def publier(agent: Client) -> None:
    """Publier ce que la page montre."""
    vues = re.search(r'name="vues" value="([^"]*)"', agent.get(ANNEE).content.decode())
    assert vues is not None
    agent.post(f"{ANNEE}publier/", {"vues": vues.group(1), "geste": "publier"})


def lu(client: Client, adresse: str) -> str:
    """Le texte d'une page, sans ses balises."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", client.get(adresse).content.decode())).replace("\u00a0", " ")


def test_trois_nombres_suffisent(agent: Client) -> None:
    reponse = trois_nombres(agent, propres="20 000", cofinancement="30 000,50 €", temps="12,5")
    assert (reponse.status_code, reponse["Location"]) == (302, ANNEE)
    texte = lu(agent, ANNEE)
    for dit in (
        "20 000 €",
        "50 000,50 €",
        "12,5 jours",
        "Reçu d’ailleurs pour 1 € payé effet de levier : cofinancements ÷ fonds propres 1,50 €",
        "À votre charge coût net",
        "Les nombres déclarés n’ont ni document ni mesure",
    ):
        assert dit in texte, dit
    assert "coût net complet : fonds propres + temps des agents − économies et retours non mesuré il manque" in texte


def test_un_nombre_laisse_vide_n_est_pas_zero(agent: Client) -> None:
    trois_nombres(agent, propres="20 000")
    assert LigneCout.objects.count() == 1
    inconnu = "Payé par d’autres cofinancements obtenus : apports d’autres que la collectivité non mesuré"
    assert inconnu in lu(agent, ANNEE)


def test_le_meme_formulaire_envoye_trois_fois_n_ecrit_qu_une_fois(agent: Client) -> None:
    jeton = str(uuid.uuid4())
    for _n in range(3):
        trois_nombres(agent, jeton=jeton, propres="1", cofinancement="2", temps="3")
        ajouter(agent, "retour", "5", jeton=jeton)
    assert LigneCout.objects.count() == 4


@pytest.mark.parametrize(
    ("champs", "dit"),
    [
        ({}, "au moins un des trois nombres"),
        ({"propres": "12,5 k€"}, "en entier"),
        ({"propres": "-3"}, "négatif"),
        ({"propres": "1e300"}, "ne se comprend pas"),
        ({"temps": "٣"}, "ne se comprend pas"),
        ({"cofinancement": "300 USD"}, "convertissez, et dites le taux et sa date"),
        ({"propres": "1", "annee": "1949"}, "de 1950 à"),
        ({"propres": "1", "annee": "deux"}, "de 1950 à"),
        ({"propres": "1", "jeton": "non"}, "UUID"),
        ({"propres": "1\x00"}, "Le caractère nul"),
    ],
)
def test_une_saisie_fautive_est_gardee_et_dit_quoi_faire(agent: Client, champs: dict[str, str], dit: str) -> None:
    reponse = trois_nombres(agent, **champs)
    page = reponse.content.decode()
    assert reponse.status_code == 400
    assert dit.lower() in page.lower()
    if champs.get("propres", "").isascii() and "\x00" not in champs.get("propres", ""):
        assert f'value="{champs.get("propres", "2025")}"' in page
    assert not LigneCout.objects.exists()


def test_deux_personnes_par_le_chemin_court_ne_comptent_pas_deux_fois(agent: Client) -> None:
    """La seconde apprend que c'est saisi, où le corriger, et garde tout ce qu'elle a écrit ; rien ne s'ajoute."""
    trois_nombres(agent, propres="20 000")
    (ligne,) = lignes("ZZ001")
    seconde = trois_nombres(client_de("ZZ001", "collegue@exemple.invalid"), propres="21 000", temps="3")
    page = seconde.content.decode()
    assert seconde.status_code == 409
    for dit in ("déjà saisi", f'href="{CHEZ}lignes/{ligne.ligne}/"', 'value="21 000"', 'value="3"'):
        assert dit in page, dit
    assert [x.dite.valeur for x in lignes("ZZ001")] == [20_000]
    assert trois_nombres(agent, temps="3").status_code == 302
    assert trois_nombres(agent, propres="5", annee="2024").status_code == 302


def test_une_annee_pleine_se_lit_au_formulaire_et_rien_n_entre_a_moitie(
    agent: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jumelles.retombees.operations.LIGNES_MAX", 2)
    reponse = trois_nombres(agent, propres="1", cofinancement="2", temps="3")
    assert reponse.status_code == 400
    assert "regroupez" in reponse.content.decode() and 'value="3"' in reponse.content.decode()
    assert not LigneCout.objects.exists()


def test_une_preuve_sans_source_est_refusee(agent: Client) -> None:
    assert ajouter(agent, "propres", "5", preuve="verifie").status_code == 400
    assert ajouter(agent, "propres", "5", preuve="certain").status_code == 400
    assert ajouter(agent, "propres", "5", preuve="mesure", source="Pesée du 3 mai").status_code == 302
    assert ajouter(agent, "inconnu", "5").status_code == 404
    assert agent.get(f"{CHEZ}1900/").status_code == agent.get(f"{CHEZ}2999/").status_code == 404


def test_le_balisage_reste_du_texte_partout(agent: Client, client: Client) -> None:
    ajouter(agent, "cofinancement", "5", payeur="<script>x</script>", source="=cmd|' /C calc'!A0 <b>gras</b>")
    ajouter(agent, "propres", "5")
    publier(agent)
    pages = [agent.get(ANNEE), client.get(PUBLIC), client.get("/territoires/ZZ001/couts/2025.html")]
    for page in (p.content.decode() for p in pages):
        assert "&lt;b&gt;gras" in page
        assert "<script>x" not in page
    csv = agent.get("/chez-nous/ZZ001/couts.csv").content.decode()
    assert "'=cmd|" in csv


def test_corriger_a_deux_garde_la_saisie_de_la_seconde(agent: Client) -> None:
    ajouter(agent, "propres", "100")
    (ligne,) = lignes("ZZ001")
    adresse = f"{CHEZ}lignes/{ligne.ligne}/"
    dits = {"vue": "1", "preuve": "declare", "apport": "numeraire"}
    assert agent.post(adresse, {**dits, "valeur": "120", "jeton": str(uuid.uuid4())}).status_code == 302
    seconde = agent.post(adresse, {**dits, "valeur": "999", "jeton": str(uuid.uuid4())})
    page = seconde.content.decode()
    assert seconde.status_code == 409
    assert 'value="999"' in page
    assert "Une autre personne a corrigé cette ligne" in page
    assert [x.dite.valeur for x in lignes("ZZ001")] == [120]
    relue = re.search(r'name="vue" value="(\d+)"', page)
    assert relue is not None
    agent.post(adresse, {**dits, "vue": relue.group(1), "valeur": "999", "jeton": str(uuid.uuid4())})
    assert [(x.dite.valeur, x.version) for x in lignes("ZZ001")] == [(999, 3)]
    agent.post(f"{adresse}revenir/", {"vue": "3", "version": "1", "jeton": str(uuid.uuid4())})
    agent.post(f"{adresse}retirer/", {"vue": "4", "jeton": str(uuid.uuid4())})
    assert lignes("ZZ001") == ()
    assert "Revenir à la version 1" in lu(agent, adresse)
    assert "1 ligne retirée" in lu(agent, ANNEE)


def test_le_public_ne_voit_que_ce_qui_est_publie(agent: Client, client: Client) -> None:
    ajouter(agent, "propres", "104 000")
    ajouter(agent, "cofinancement", "45 000", payeur="Appel franco-tunisien")
    ajouter(agent, "cofinancement", "41 000", payeur="Partenaire tunisien")
    assert "n’a rien publié" in lu(client, PUBLIC)
    assert "104 000" not in lu(client, PUBLIC)
    assert client.get("/territoires/ZZ001/couts/2025.md").status_code == 404
    publier(agent)
    ajouter(agent, "retour", "77 777")
    texte = lu(client, PUBLIC)
    for dit in ("190 000 €", "23,7 %", "54,7 %", "Saisi et publié par la collectivité"):
        assert dit in texte, dit
    assert "77 777" not in texte
    assert "Dominique" not in texte
    assert "vos changements d’après attendent" in lu(agent, ANNEE)
    assert "104" in client.get("/territoires/ZZ001/couts/2025.md").content.decode()
    assert client.get(f"{PUBLIC}?annee=2024").status_code == client.get(f"{PUBLIC}?annee=<b>").status_code == 404
    agent.post(f"{ANNEE}publier/", {"geste": "retirer"})
    assert "190 000" not in lu(client, PUBLIC)
    assert client.get("/territoires/ZZ001/couts/2025.pdf").status_code == 404


def test_le_plan_ne_donne_que_ce_qui_est_publie(agent: Client, client: Client) -> None:
    ajouter(agent, "propres", "5")
    assert "/couts/" not in client.get("/sitemap-references.xml").content.decode()
    assert "noindex" in client.get(PUBLIC).content.decode()
    publier(agent)
    assert PUBLIC in client.get("/sitemap-references.xml").content.decode()
    assert "noindex" not in client.get(PUBLIC).content.decode()


def test_une_adresse_sans_nom_mene_a_la_bonne(agent: Client, client: Client) -> None:
    assert client.get("/territoires/ZZ001/couts/")["Location"] == PUBLIC
    assert client.get("/territoires/ZZ999/couts/").status_code == 404


LECTURES = [
    CHEZ,
    ANNEE,
    f"{ANNEE}ajouter/propres/",
    f"{ANNEE}fiche.md",
    f"{ANNEE}fiche.pdf",
    "/chez-nous/ZZ001/couts.csv",
]


def test_qui_entre_et_qui_n_entre_pas(agent: Client) -> None:
    """Anonyme, inscrit, d'une autre collectivité, équipe de Jumelles : aucun ne lit ni n'écrit."""
    ajouter(agent, "propres", "104 000")
    (ligne,) = lignes("ZZ001")
    propre = f"{CHEZ}lignes/{ligne.ligne}/"
    gestes = [f"{ANNEE}publier/", f"{propre}retirer/", f"{propre}revenir/", propre, CHEZ, f"{ANNEE}ajouter/propres/"]
    inscrit = Client()
    inscrit.force_login(
        Utilisateur.objects.create_user("inscrit@exemple.invalid", "un-mot-de-passe-long"), backend=PORTE
    )
    refuses = [inscrit, client_de("ZZ002", "voisin@exemple.invalid"), client_de_l_equipe()]
    for adresse in [*LECTURES, propre]:
        assert Client().get(adresse).status_code == 302, adresse
        assert [c.get(adresse).status_code for c in refuses] == [403, 403, 403], adresse
        assert agent.get(adresse).status_code == 200, adresse
        assert "no-store" in agent.get(adresse)["Cache-Control"] or "fiche." in adresse
    for adresse in gestes:
        assert Client().post(adresse).status_code == 302, adresse
        assert [c.post(adresse).status_code for c in refuses] == [403, 403, 403], adresse
    voisin = refuses[1].get(f"/chez-nous/ZZ002/couts/lignes/{ligne.ligne}/")
    assert voisin.status_code == 404
    assert LigneCout.objects.count() == 1


def test_un_formulaire_sans_jeton_est_refuse(agent: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = agent.cookies
    assert trois_nombres(strict, propres="5").status_code == 403


def test_un_projet_masque_ne_se_nomme_nulle_part_et_son_argent_ne_se_compte_pas(agent: Client, client: Client) -> None:
    """Ce qui est sensible l'est aussi dans une fiche de coûts publiée avant qu'on le masque."""
    argent = (FinancementDit("Agence fabriquée", Decimal(4321), "engage", annee=2025),)
    appliquer(
        projets=[projet("p9", titre="Secret de Polichinelle", porteurs=(commune(1),), partenaires=(ville("Loin"),),
                        financements=argent, adosse_a_relation=False)]
    )  # fmt: skip
    numero = Projet.objects.latest("pk").pk
    ajouter(agent, "propres", "5", perimetre=f"projet:{numero}")
    publier(agent)
    for dit in ("Secret de Polichinelle", "4 321 €", "engagé, numéraire, 2025"):
        assert dit in lu(client, PUBLIC), dit
    assert "engagé, numéraire, 2025" in agent.get(f"{ANNEE}fiche.md").content.decode()
    operations.marquer_sensible(objet="projet", objet_id=numero, masque_partenaire=True, par="personne:1")
    for texte in (
        lu(client, PUBLIC),
        lu(agent, ANNEE),
        client.get("/territoires/ZZ001/couts/2025.md").content.decode(),
    ):
        assert "Polichinelle" not in texte
        assert "4 321" not in texte
    assert "Polichinelle" not in lu(agent, f"{ANNEE}ajouter/propres/")


def test_une_demonstration_n_est_pas_de_l_argent_connu(agent: Client, client: Client) -> None:
    argent = (FinancementDit("Agence fabriquée", Decimal(4321), "engage", annee=2025),)
    appliquer(projets=[projet("p9", porteurs=(commune(1),), financements=argent, adosse_a_relation=False)])
    Projet.objects.update(demonstration=True)
    ajouter(agent, "propres", "5")
    publier(agent)
    assert "4 321" not in lu(client, PUBLIC)


@pytest.mark.parametrize("combien", [1, 12])
def test_chaque_page_compte_ses_requetes(agent: Client, django_assert_max_num_queries: Any, combien: int) -> None:
    argent = (FinancementDit("Agence fabriquée", Decimal(4321), "engage", annee=2025),)
    appliquer(projets=[projet("p9", porteurs=(commune(1),), financements=argent, adosse_a_relation=False)])
    numero = Projet.objects.latest("pk").pk
    for n in range(combien):
        ajouter(agent, "retour", str(n + 1), perimetre=f"projet:{numero}")
    publier(agent)
    for adresse, requetes in ((CHEZ, 11), (ANNEE, 23), (f"{ANNEE}ajouter/propres/", 15)):
        with django_assert_max_num_queries(requetes):
            assert agent.get(adresse).status_code == 200
    with django_assert_max_num_queries(16):
        assert Client().get(PUBLIC).status_code == 200


def test_la_page_et_le_document_disent_les_memes_nombres(agent: Client) -> None:
    """Must hold : un nombre du document est un nombre de la page ; l'un et l'autre lisent la même fiche."""
    ajouter(agent, "propres", "104 000")
    ajouter(agent, "cofinancement", "41 000", apport="valorise")
    ajouter(agent, "temps", "14,5", unite="jours", cout_unitaire="210")
    ajouter(agent, "retour", "12 000,50", preuve="mesure", source="Étude", cause="contribution")
    t = territoire("ZZ001")
    assert t is not None
    page, md = lu(agent, ANNEE), agent.get(f"{ANNEE}fiche.md").content.decode().replace("\u00a0", " ")
    fiche = fiche_des_couts(t, 2025, lignes("ZZ001", 2025), jour=date(2026, 11, 22))
    textes = {c.texte.replace("\u00a0", " ") for r in fiche.rangees for c in r.cellules}
    assert "14,5 jours, soit 3 045 €" in textes
    for texte in textes:
        assert texte in page, texte
        assert texte in md, texte
    assert rapport_des_couts(fiche).sous_titre.startswith("Fiche de travail")


def test_le_budget_est_celui_de_toute_la_collectivite(agent: Client) -> None:
    ajouter(agent, "budget", "20 000", source="Budget primitif")
    ajouter(agent, "propres", "60")
    texte = lu(agent, ANNEE)
    assert "Budget de la collectivité toute la collectivité" in texte
    assert "0,30 %" in texte
    assert "Budget de la collectivité" not in texte.split("Ajouter une ligne")[1]


def test_une_absence_se_dit_aussi_dans_le_document(agent: Client) -> None:
    md = agent.get(f"{ANNEE}fiche.md").content.decode()
    assert "rien n’est mesuré" in md
    assert "0 €" not in md
