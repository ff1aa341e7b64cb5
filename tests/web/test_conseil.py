"""Les pages du conseil : partenaires, réponse expliquée, règles, manières d'agir, appels (C5.1 à C5.7, C3.10)."""

import csv
import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from io import StringIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jumelles.acteurs.enums import NatureActeur
from jumelles.acteurs.models import Acteur
from jumelles.conseil.partenaires import tableau, types_de_partenaires
from jumelles.conseil.regles import regles
from jumelles.droit.appels import appels
from jumelles.recherche.filtre import Filtre
from jumelles.recherche.moteur import moteur
from jumelles.strategies import candidats
from jumelles.strategies.conseil_explique import PISTES_ENTIERES
from jumelles.territoires.models import Collectivite
from jumelles.web.portes import aujourdhui
from tests.atelier.conseil import DEMANDEUSE, QUESTION, un_monde_a_conseiller

ATELIER = "avis d’atelier ARRICOD, 2015"
N = "\N{NO-BREAK SPACE}"


@pytest.fixture
def monde(index_suivi: Callable[[], Any]) -> None:
    """La demandeuse, sa voisine, un partenaire masqué, une association inventée ; l'index les connaît."""
    un_monde_a_conseiller()
    index_suivi()


def _lire(client: Client, adresse: str) -> str:
    reponse = client.get(adresse)
    assert reponse.status_code == 200, adresse
    return unescape(reponse.content.decode())


def _texte(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html).replace(N, " "))


def _lignes(client: Client, adresse: str) -> list[list[str]]:
    corps = client.get(adresse).content.decode("utf-8-sig")
    return list(csv.reader(StringIO(corps), delimiter=";"))


def _types(html: str) -> list[str]:
    return re.findall(r'class="conseils__un[^"]*" id="type-([a-z0-9-]+)"', html)


@pytest.mark.django_db
def test_les_dix_du_kit_et_leurs_cases_vides(client: Client) -> None:
    """C5.1, C5.2 : légende, en-têtes de ligne et de colonne, dix lignes, « non renseigné » là où rien n'est dit."""
    html = _lire(client, "/partenaires/")
    corps = html.split("<tbody>")[1].split("</tbody>")[0]
    rangs = {re.search(r"/partenaires/([a-z0-9-]+)/", x)[1]: x for x in corps.split("<tr>")[1:]}  # type: ignore[index]
    assert len(rangs) == 10 and ATELIER in _texte(html)
    assert "<caption" in html and html.count('<th scope="col">') == 7 and corps.count('<th scope="row">') == 10
    for code, colonne in (("union-europeenne", 2), ("f3e", 2), ("afd", 2), ("business-france", 1)):
        cases = re.findall(r"<td.*?</td>", rangs[code], re.DOTALL)
        assert "non renseigné" in _texte(cases[colonne])


@pytest.mark.django_db
@pytest.mark.parametrize(("question", "nombre"), [("", 10), ("?origine=tous", 36), ("?origine=complement", 26)])
def test_le_csv_a_les_mots_du_tableau(client: Client, question: str, nombre: int) -> None:
    """C5.2 : dix lignes pour le kit, les trente-six si on les demande."""
    lignes = _lignes(client, f"/partenaires.csv{question}")
    assert len(lignes) == nombre + 1
    if not question:
        assert lignes == [list(x) for x in tableau(types_de_partenaires()[:10])]


@pytest.mark.django_db
def test_traditionnels_et_innovants_se_filtrent(client: Client) -> None:
    """C5.5 : une facette, ses comptes, et les bailleurs qui sont aussi partenaires (C5.6)."""
    html = _lire(client, "/partenaires/?origine=tous&classe=traditionnel&vue=cartes")
    noms = [t.nom for t in types_de_partenaires() if t.classe == "traditionnel"]
    assert re.findall(r'<h3><a href="/partenaires/[a-z0-9-]+/">(.*?)</a>', html) == noms
    financeurs = _lire(client, "/partenaires/?origine=kit&role=financeur")
    assert all(nom in financeurs for nom in ("AFD", "CDC", "Union européenne")) and "F3E" not in financeurs


@pytest.mark.django_db
def test_la_page_d_un_type_dit_qui_parle(client: Client) -> None:
    html = _texte(_lire(client, "/partenaires/afd/"))
    assert ATELIER in html and "ne les a pas relues" in html and "0 témoignage" in html
    assert "jamais d’une structure" in _texte(_lire(client, "/partenaires/lycees/"))
    assert client.get("/partenaires/rien-de-tel/").status_code == 404


@pytest.mark.django_db
def test_le_conseil_classe_dit_ses_raisons_et_nomme_ses_regles(client: Client, monde: None) -> None:
    """C5.4, C4.9 : besoin, raisons, précautions, contrepartie, premier pas, « pourquoi cette recommandation »."""
    html = _lire(client, QUESTION)
    assert _types(html)[:2] == ["afd", "agences-eau"]
    un = html.split('id="type-afd"')[1].split('class="conseils__un')[0]
    titres = ("Ce dont il faut se garder", "Contrepartie attendue", "Premier pas", "Pourquoi cette recommandation")
    for dit in (*titres, "frappe financière", "non renseigné", "/conseil/regles/#financement-afd", ATELIER):
        assert dit in un, dit
    evaluer = _lire(client, "/conseil/?besoin=evaluer_le_changement&pays=MG")
    assert _types(evaluer)[0] == "f3e"


@pytest.mark.django_db
def test_les_acteurs_reels_sont_proches_et_jamais_masques_ni_inventes(client: Client, monde: None) -> None:
    """C5.4 : la voisine active au même pays, à sa distance, avec sa source ; aucun avis d'atelier ne suit un nom."""
    section = _lire(client, QUESTION).split('id="acteurs"')[1].split("</section>")[0]
    assert "Fabriquée-en-Bresse" in section and "Source essai" in section
    assert re.search(r"120\s*km", section.replace(N, " ")), section
    assert "Fabriquée-sur-Isère" not in section, "on ne se conseille pas soi-même"
    for tu in ("Ville Cachée", "Structure Secrète", "Association Inventée", "ARRICOD"):
        assert tu not in section, tu


@pytest.mark.django_db
def test_un_acteur_masque_apres_l_index_disparait_aussitot(client: Client, monde: None) -> None:
    Acteur.objects.filter(collectivite__code="ZZ002").update(sensible=True)
    assert "Fabriquée-en-Bresse" not in _lire(client, QUESTION)


@pytest.mark.django_db
def test_la_meme_question_a_la_meme_reponse_a_l_octet(client: Client, monde: None) -> None:
    """C5.4 : deux lectures ; et dans un autre ordre, à une autre adresse, le même conseil."""
    jour = "&jour=2026-11-22"
    assert client.get(QUESTION + jour).content == client.get(QUESTION + jour).content
    autre = f"/conseil/?jour=2026-11-22&chez={DEMANDEUSE}&pays=mg&theme=eau&besoin=financement"
    assert client.get(autre).content == client.get(QUESTION + jour).content


@pytest.mark.django_db
def test_une_piste_s_ecarte_avec_sa_raison_dans_l_adresse(client: Client, monde: None) -> None:
    """C4.9 : écarter, dire pourquoi, retrouver la raison, remettre."""
    html = _lire(client, f"{QUESTION}&ecarte=afd&raison.afd=Déjà+<b>sollicitée</b>")
    assert "afd" not in _types(html) and _types(html)[0] == "agences-eau"
    assert "Déjà <b>sollicitée</b>" in html and "Déjà &lt;b&gt;" in client.get(
        f"{QUESTION}&ecarte=afd&raison.afd=Déjà+<b>sollicitée</b>"
    ).content.decode()  # fmt: skip
    assert "ecarte=afd&raison.afd=D" in html.split('class="lien-durable"')[1]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("question", "dit"),
    [("chez=Fabriquée", "Aucun territoire français ne s’appelle"), ("habitants=beaucoup", "en chiffres"),
     ("pays=MG", "au moins un besoin"), ("besoin=rien", "au moins un besoin"), ("chez=%00<script>", "Aucun territoire"),
     ("habitants=99999999999999", "en chiffres"), ("jour=2026-99-99", "au moins un besoin")],
)  # fmt: skip
def test_une_question_mal_dite_se_corrige_sans_rien_perdre(client: Client, question: str, dit: str) -> None:
    assert dit in _lire(client, f"/conseil/?{question}")
    assert "<script>" not in client.get(f"/conseil/?{question}").content.decode().split("<main")[1]


@pytest.mark.django_db
def test_chaque_regle_a_ses_deux_vecteurs_et_ils_tiennent(client: Client) -> None:
    """Une page lisible : chaque règle, sa source, ce qui la déclenche et ce qui ne la déclenche pas."""
    html = _lire(client, "/conseil/regles/")
    assert all(f'id="{r.code}"' in html for r in regles())
    assert html.count('class="regle"') == len(regles()) and "en défaut" not in html
    liens = re.findall(r'href="(/conseil/\?[^"]+)"', html)
    assert len(liens) > len(regles())
    for lien in liens[:12]:
        assert client.get(lien).status_code == 200


@pytest.mark.django_db
def test_la_grille_a_ses_entetes_et_ses_sources(client: Client) -> None:
    """C3.10 : cinq manières d'agir, critère par critère, chaque phrase avec ce qu'elle vaut."""
    html = _lire(client, "/conseil/grille/")
    assert "<caption" in html and html.count('<th scope="col">') == 6 and html.count('<th scope="row">') == 10
    assert "trouvé" in html and "non renseigné" in html
    assert [len(x) for x in _lignes(client, "/conseil/grille.csv")] == [6] * 11


@pytest.mark.django_db
def test_un_appel_sans_dates_n_est_jamais_ouvert(client: Client) -> None:
    """DOMAINE 2 : ouverture, clôture, état du jour, financeur, taux et plafonds de cet appel."""
    lignes = _lignes(client, "/appels.csv")
    rangs = [dict(zip(lignes[0], x, strict=True)) for x in lignes[1:]]
    assert len(rangs) == len(appels())
    sans_dates = {x["etat"] for x in rangs if not (x["ouverture"] and x["cloture"])}
    assert sans_dates == {"dates non renseignées", "passé, dates non renseignées"}
    ficol = next(x for x in rangs if x["code"] == "ficol-2024")
    assert "2020, à vérifier" in ficol["montants"] and ficol["etat"] == "clos"
    assert "FICOL) 2024" in _lire(client, "/appels/?etat=clos") and client.get("/appels/rien/").status_code == 404


@pytest.mark.django_db
def test_les_appels_passes_se_rangent_a_part_pour_exemple(client: Client) -> None:
    """Clos, ou d'une année finie sans dates connues : sous les autres, et leur page le dit."""
    presents, passes = _lire(client, "/appels/").split('id="passes"')
    for code, appel in appels().items():
        assert (f"/appels/{code}/" in passes) is appel.is_passe(aujourdhui()), code
        assert (f"/appels/{code}/" in presents) is not appel.is_passe(aujourdhui()), code
    assert "FICOL) 2024" in passes and "clés en main" in presents
    for code, dit in (("ficol-2024", "clos le 13 septembre 2024"), ("ue-reseaux-2008", "ses dates ne sont pas rens")):
        page = _texte(_lire(client, f"/appels/{code}/?demandeur=collectivite&montant=300000"))
        assert dit in page and "vos réponses y auraient donné" in page, code
    assert "Cet appel est passé" not in _texte(_lire(client, "/appels/meae-cles-en-main/"))


@pytest.mark.django_db
def test_suis_je_eligible_repond_critere_par_critere(client: Client) -> None:
    """Rempli, non rempli, à vérifier, non renseigné ; l'adresse rouvre la réponse."""
    page = "/appels/forim-pra-osim-2024/?demandeur=osim&montant=20+000&cout_total=40000&pays=MG"
    html = _texte(_lire(client, page))
    assert "Non éligible" in html and "50,0 %" in html and "20 000 €" in html
    assert "Non rempli" in html and "Rempli" in html and "Non renseigné" in html
    doute = _texte(_lire(client, "/appels/ficol-2024/?demandeur=collectivite&montant=300000&maitrise_projet=oui"))
    assert "À vérifier (rempli)" in doute and "n’est pas ouvert aujourd’hui" in doute


@pytest.mark.django_db
@pytest.mark.parametrize("montant", ["-5", "beaucoup", "1e9", "NaN", "99999999999999999", "1,234"])
def test_un_montant_impossible_est_refuse_et_garde(client: Client, montant: str) -> None:
    html = _lire(client, f"/appels/ficol-2024/?montant={montant}")
    assert "Écrivez un montant" in html and f'value="{montant}"' in html


@pytest.mark.django_db
def test_la_note_dit_les_memes_types_que_la_page(client: Client, monde: None) -> None:
    """Dans le même ordre, les cinq premiers en entier, les autres repliés ou en tableau ; aucun code de règle."""
    html = _lire(client, QUESTION)
    titres = re.findall(r'id="type-[a-z0-9-]+">.*?<h3>(?:<a [^>]*>)?(.*?)(?:</a>)?</h3>', html.replace(N, " "))
    assert len(titres) == len(_types(html)) > PISTES_ENTIERES
    assert html.count("conseils__un--repliee") == html.count("<details><summary><h3>") == len(titres) - PISTES_ENTIERES
    note = client.get(QUESTION.replace("/conseil/", "/conseil/note.md"))
    assert note.status_code == 200
    texte = note.content.decode().replace(N, " ").replace("\\", "")
    assert re.findall(r"^#+ \d+\. (.*)$", texte, re.MULTILINE) == titres[:PISTES_ENTIERES]
    rangees = re.findall(r"^\|\s*(?:\*\*)?\d+\. ([^|*]*?)(?:\*\*)?\s*\|", texte, re.MULTILINE)
    assert rangees == titres[PISTES_ENTIERES:]
    assert not [r.code for r in regles() if "-" in r.code and r.code in texte]
    assert client.get("/conseil/note.pdf").status_code == 404
    assert client.get(QUESTION.replace("/conseil/", "/conseil/note.exe")).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("adresse", "questions"),
    [("/partenaires/?origine=tous", 1), ("/partenaires/afd/", 1), ("/conseil/", 1), ("/conseil/regles/", 1),
     ("/conseil/grille/", 0), ("/appels/", 0), ("/appels/ficol-2024/", 1)],
)  # fmt: skip
def test_le_nombre_de_questions_a_la_base_ne_bouge_pas(client: Client, adresse: str, questions: int) -> None:
    with CaptureQueriesContext(connection) as vues:
        _lire(client, adresse)
    assert len(vues) == questions, [v["sql"][:90] for v in vues]


@pytest.mark.django_db
def test_un_conseil_ne_pose_pas_plus_de_questions_s_il_y_a_plus_d_acteurs(client: Client, monde: None) -> None:
    _lire(client, QUESTION)
    with CaptureQueriesContext(connection) as vues:
        _lire(client, QUESTION)
    assert len(vues) == 8, [v["sql"][:90] for v in vues]


@pytest.mark.django_db
@pytest.mark.parametrize("sauf", [(candidats.ETRANGERE,), (candidats.ETRANGERE, candidats.FRANCAISE)])
@pytest.mark.parametrize(("combien", "vus"), [(1, 2), (1, 200), (2, 3), (30, 200)])
def test_oter_une_nature_trouve_les_memes_que_demander_les_autres(
    monde: None, monkeypatch: pytest.MonkeyPatch, sauf: tuple[str, ...], combien: int, vus: int
) -> None:
    monkeypatch.setattr(candidats, "PAR_CERCLE", combien)
    monkeypatch.setattr(candidats, "VUS", vus)
    autres = tuple(n.value for n in NatureActeur if n.value not in sauf)
    for filtre in (Filtre(pays_action=("MG",)), Filtre(theme=("eau",)), Filtre(pays_action=("SN",))):
        voulus = candidats._chercher(replace(filtre, type_acteur=autres), combien).ids
        natures = {t.id: t.fiche["type_acteur"] for t in moteur().lire("acteurs", candidats._premiers(filtre, *sauf))}
        assert tuple(pk for pk, nature in natures.items() if nature in autres) == voulus


@pytest.mark.django_db
def test_le_reseau_de_la_region_est_nomme_avec_sa_source(client: Client, monde: None) -> None:
    """« Appeler le réseau de votre région » dit lequel, sur la page et dans le document."""
    Collectivite.objects.filter(code=DEMANDEUSE).update(region="84")
    question = f"/conseil/?besoin=methode&chez={DEMANDEUSE}"
    html, note = _lire(client, question), client.get(question.replace("/conseil/", "/conseil/note.md")).content.decode()
    un = html.split('id="type-rrma"')[1].split('class="conseils__un')[0]
    assert "Dans votre région" in un and "RESACOOP" in un and "https://resacoop.org" in un
    assert "présentation du groupement" in un and "RESACOOP" in note
    assert "Dans votre région" not in _lire(client, "/conseil/?besoin=methode")
