"""Les pages du droit : toutes les lignes, jamais un oui nu, les notes filtrées, l'assistant, le 1 % (C1.6)."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jumelles.droit.assistant import questions
from jumelles.droit.cas import TypeCollectivite
from jumelles.droit.modeles import modeles
from jumelles.droit.phrases import dire
from jumelles.droit.regles import tables_du_droit
from jumelles.droit.textes import toutes_les_notes

N = "\N{NO-BREAK SPACE}"
PAGES = (
    "/droit/",
    "/droit/departement/",
    "/droit/assistant/",
    "/droit/un-pour-cent/",
    "/droit/textes/",
    "/droit/modeles/",
)
CAS = "collectivite=departement&partenaire=autorite_locale&action=cooperer&convention=oui&argent=budget_general"
pytestmark = pytest.mark.django_db


def _lire(client: Client, adresse: str) -> str:
    reponse = client.get(adresse)
    assert reponse.status_code == 200, adresse
    return unescape(reponse.content.decode())


def _texte(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html).replace(N, " "))


def test_aucune_page_ne_lit_la_base(client: Client) -> None:
    for adresse in (*PAGES, f"/droit/assistant/?{CAS}", "/droit/textes/L1115-1/", "/droit/modeles/convention/"):
        with CaptureQueriesContext(connection) as faites:
            _lire(client, adresse)
        assert len(faites) == 0, adresse


def test_le_departement_vient_d_abord(client: Client) -> None:
    premiers = re.findall(r'<h2><a href="/droit/([a-z-]+)/">', _lire(client, "/droit/"))
    assert premiers[0] == "departement" and set(premiers) >= {t.value.replace("_", "-") for t in TypeCollectivite}
    assert client.get("/droit/canton/").status_code == client.get("/droit/syndicat_mixte/").status_code == 404


@pytest.mark.parametrize("type_", TypeCollectivite)
def test_chaque_ligne_est_dite_et_aucun_oui_n_est_nu(client: Client, type_: TypeCollectivite) -> None:
    """Les 19 lignes de chaque type ; sur une règle à vérifier, la page renvoie à la préfecture."""
    html = _lire(client, f"/droit/{type_.value.replace('_', '-')}/")
    articles = {int(a.split('"')[0]): _texte(a) for a in html.split('id="ligne-')[1:]}
    assert set(articles) == {a.numero for a in tables_du_droit().actions}
    for regle in (r for r in tables_du_droit().regles if r.type is type_):
        article = articles[regle.numero]
        assert "Aucun juriste ne l’a relu" in article and regle.marque.etat.value in article.lower()
        if not regle.marque.is_sure:
            assert "à vérifier auprès de la préfecture" in article.split("Reste à savoir")[0].lower()
            assert not re.search(r"\d [^.]* Possible(?! ainsi)[^,]*? CGCT", article)


def test_la_page_se_plie_et_l_assistant_est_en_tete(client: Client) -> None:
    """Chaque règle est pliée, sans script ; la ligne des outre-mer est à part ; l'assistant connaît le type."""
    html = _lire(client, "/droit/departement/")
    assert html.count('<details class="regle-droit" id="ligne-') == len(tables_du_droit().actions)
    assert html.index("/droit/assistant/?collectivite=departement#demande") < html.index('id="ligne-')
    assert "Oui, l’acte se transmet CGCT, art. L. 3131-1 et L. 3131-2" in _texte(html)
    assert 'id="ligne-16"' in html.split('id="reponse-ailleurs"')[1] and "Réservé aux outre-mer" in html
    assert 'id="reponse-ailleurs"' not in _lire(client, "/droit/outre-mer/")
    assert "AFLD" not in html + _lire(client, "/droit/textes/?hors_vigueur=oui")


def test_les_notes_se_filtrent_par_type(client: Client) -> None:
    """C1.6 : « Département » ne rend que les notes marquées ainsi, ou « toutes »."""
    html = _lire(client, "/droit/textes/?type=departement")
    attendues = {n.code for n in toutes_les_notes() if not n.types or TypeCollectivite.DEPARTEMENT in n.types}
    assert set(re.findall(r'<section class="filet texte-droit" id="([^"]+)"', html)) == attendues
    assert "L1115-1-1" not in attendues


def test_une_note_hors_vigueur_sort_des_resultats_et_porte_un_bandeau(client: Client) -> None:
    """C1.6 : elle reste au bout d'un lien visible."""
    html = _lire(client, "/droit/textes/?le=2010-01-01&type=departement")
    assert 'id="circ-2018"' not in html
    assert "&hors_vigueur=oui" in html and "ne sont pas en vigueur ce jour-là" in _texte(html)
    assert "une version plus ancienne valait" in _texte(html.split('id="L1115-1"')[1].split("</section>")[0])
    toutes = _lire(client, "/droit/textes/?le=2010-01-01&type=departement&hors_vigueur=oui")
    note = toutes.split('id="circ-2018"')[1].split("</section>")[0]
    assert "Ce texte n’était pas encore en vigueur à la date choisie." in _texte(note)
    assert "Cette date ne se lit pas" in _lire(client, "/droit/textes/?le=hier")


@pytest.mark.parametrize(
    ("eau", "assainissement", "dits"),
    [
        ("150 000", "0", ("Le plafond est dépassé de 30 000 €", "Le plafond est respecté.")),
        ("120000", "80 000,00", ("Chaque plafond est respecté.",)),
        ("100000", "80001", ("Le plafond est dépassé de 1 €",)),
    ],
)
def test_les_vecteurs_du_un_pour_cent(client: Client, eau: str, assainissement: str, dits: tuple[str, ...]) -> None:
    """DOMAINE §3.3 : 12 000 000 et 8 000 000 de ressources propres, sans transfert d'un budget à l'autre."""
    question = f"ressources_eau=12000000&ressources_assainissement=8+000+000&depense_eau={eau}&depense_assainissement="
    texte = _texte(_lire(client, f"/droit/un-pour-cent/?{question}{assainissement}"))
    for dit in ("120 000 €", "80 000 €", *dits):
        assert dit in texte, dit


def test_un_montant_illisible_est_dit_et_garde(client: Client) -> None:
    html = _lire(client, "/droit/un-pour-cent/?ressources_eau=12+M€&depense_eau=-5")
    assert 'value="12 M€"' in html and html.count('aria-invalid="true"') == 2 and "Le résultat" not in html
    assert "Ressources ou dépense non renseignées" in _lire(client, "/droit/un-pour-cent/?ressources_eau=500")


def test_l_assistant_va_d_une_question_a_la_suivante(client: Client) -> None:
    """Sans script : tout est dans l'adresse ; sans réponse, la faute est dite ; une réponse se change."""
    debut = _lire(client, "/droit/assistant/")
    assert "Question 1 sur 5" in _texte(debut) and debut.count('type="radio"') == len(questions()[0].reponses)
    assert "Choisissez une réponse" in _lire(client, "/droit/assistant/?pour=collectivite")
    assert "Question 2 sur 5" in _texte(_lire(client, "/droit/assistant/?collectivite=departement"))
    change = _lire(client, f"/droit/assistant/?{CAS}&changer=action")
    assert 'value="cooperer" checked' in change and 'name="argent" value="budget_general"' in change
    assert "Question 1 sur 5" in _texte(_lire(client, "/droit/assistant/?collectivite=%00&action=<b>"))


def test_l_avis_dit_tout_et_les_actes_sont_dans_l_ordre(client: Client) -> None:
    """Délibération → sa transmission → signature → transmission de la convention → mandatement → APD → Atlas."""
    html = _lire(client, f"/droit/assistant/?{CAS}")
    actes = [_texte(a).strip() for a in re.findall(r"<li><strong>(.*?)</strong>", html.split('id="actes"')[1])][:7]
    debuts = ("Délibération", "Transmission de la délib", "Signature", "Transmission de la conv", "Mandatement",
              "Déclaration", "Mise à jour de l’Atlas")  # fmt: skip
    assert all(a.startswith(d) for a, d in zip(actes, debuts, strict=True)), actes
    assert "Aucun juriste n’a encore relu" in html and "hors_vigueur" not in html
    lien = re.search(r'class="lien-durable" href="https?://[^/]+([^"]+)"', html)
    assert lien is not None and "le=20" in lien[1]
    assert _texte(_lire(client, lien[1])).count("Délibération") == _texte(html).count("Délibération")


def test_un_refus_ne_propose_aucun_acte(client: Client) -> None:
    html = _lire(client, "/droit/assistant/?collectivite=departement&partenaire=non_reconnu&action=amitie&avis=oui")
    assert dire("verdict.impossible") in html and 'id="actes"' not in html


def test_l_avis_s_emporte_avec_les_mots_de_la_page(client: Client) -> None:
    texte = client.get(f"/droit/assistant/avis.md?{CAS}").content.decode().replace(N, " ")
    for ligne in ("Convention avec une autorité locale étrangère", "Mandatement", "Délibération", "L. 1115-1"):
        assert ligne in texte, ligne
    reponse = client.get(f"/droit/assistant/avis.pdf?{CAS}")
    assert reponse.content.startswith(b"%PDF") and reponse["X-Robots-Tag"] == "noindex"
    assert client.get("/droit/assistant/avis.pdf").status_code == 404


def test_chaque_modele_se_lit_et_s_emporte(client: Client) -> None:
    for code, modele in modeles().items():
        html = _texte(_lire(client, f"/droit/modeles/{code}/"))
        assert modele.titre in html and "[à compléter : " in html
        assert "Ce modèle n’a été relu par aucun juriste" in html
        assert html.index("à modifier dans Word") < html.index("à lire et à imprimer")
    sien = _lire(client, "/droit/modeles/deliberation-relance/?type=departement")
    assert "Le conseil départemental décide" in sien and "deliberation-relance.docx?type=departement" in sien
    assert client.get("/droit/modeles/convention.odt").content.startswith(b"PK")
    assert client.get("/droit/modeles/rien/").status_code == client.get("/droit/modeles/rien.pdf").status_code == 404
