"""Chercher, filtrer, partager : dans un vrai navigateur, sans JavaScript puis au clavier."""

import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest

from tests.atelier import bases
from tests.atelier.empreintes import RACINE
from tests.atelier.serveur import Serveur, Site

PATIENCE = 30
ECRIRE = """
import django; django.setup()
from jumelles.acteurs.designation import Partie
from jumelles.cooperations.operations import declarer_projet
from tests.atelier.faits import projet, une_source
une_source()
toulouse = Partie("Toulouse", "FR", collectivite_code="31555")
declarer_projet(par="machine:essai", declaration=projet(
    "eau-occitanie", titre="Fontaines d'Antsahabe (fabriqué)", themes=("eau",), adosse_a_relation=False,
    porteurs=(toulouse,), partenaires=(), financements=(),
))
"""


def _lire(adresse: str) -> str:
    with urllib.request.urlopen(adresse) as reponse:
        return str(reponse.read().decode())


@pytest.fixture(scope="module")
def site_a_soi(bases_preparees: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Un site à soi, où l'on écrit pendant qu'il tourne : un projet d'eau de Toulouse à Madagascar."""
    adresse = bases_preparees.copier("listes")
    bases.taire_le_calendrier(adresse)
    bases.lancer(adresse, "construire")
    serveur = Serveur(adresse, tmp_path_factory.mktemp("listes") / "serveur.log", ouvrier=True)
    env = {**bases.environnement(adresse), "DJANGO_SETTINGS_MODULE": "jumelles.config.reglages"}
    subprocess.run([sys.executable, "-c", ECRIRE], cwd=RACINE, env=env, check=True)
    fin = time.monotonic() + PATIENCE
    while "Fontaines" not in _lire(f"{serveur.site}/projets/?theme=eau"):
        assert time.monotonic() < fin, "le projet écrit n'est pas entré dans l'index"
        time.sleep(0.2)
    yield serveur.site
    serveur.arreter()
    bases_preparees.jeter(adresse)


def test_eau_madagascar_occitanie_sans_javascript(site_a_soi: Site, browser: Any) -> None:
    """B2 : une boîte, une phrase, un compte, une liste ; deux filtres changés ; le lien rouvre la même chose."""
    telephone = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = telephone.new_page()
    page.goto(f"{site_a_soi}/")
    page.locator("main input[type=search]").fill("eau madagascar occitanie")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="1 projet d'eau et d'assainissement, porté depuis l'Occitanie, à Madagascar").click()
    assert (
        page.locator("#phrase").inner_text().startswith("1 projet d'eau et d'assainissement, porté depuis l'Occitanie")
    )
    assert page.locator(".resultats > li").count() == 1
    page.locator(".filtres__volet > summary").click()
    assert page.get_by_label("Madagascar").is_checked()
    page.locator("summary#f-statut").click()
    page.get_by_role("group", name="Avancement").get_by_role("checkbox").first.check()
    page.get_by_label("depuis", exact=True).fill("2015")
    page.get_by_role("button", name="Appliquer").click()
    phrase = page.locator("#phrase").inner_text()
    assert "commencé en 2015 ou après" in phrase and "à Madagascar" in phrase
    ids = page.locator(".resultats > li").evaluate_all("lis => lis.map(li => li.dataset.id)")
    adresse = page.url
    assert "avant=" not in adresse and "q=" not in adresse
    telephone.close()

    ailleurs = browser.new_context(viewport={"width": 1280, "height": 800})
    collegue = ailleurs.new_page()
    collegue.goto(adresse)
    assert collegue.locator("#phrase").inner_text() == phrase
    assert collegue.locator(".resultats > li").evaluate_all("lis => lis.map(li => li.dataset.id)") == ids
    collegue.locator(".actifs a", has_text="Madagascar").click()
    assert "pays=MG" not in collegue.url and "depuis=2015" in collegue.url
    ailleurs.close()


def test_les_propositions_au_clavier(site_a_soi: Site, browser: Any) -> None:
    """ARIA 1.2 : flèches, Échap, Entrée ; annoncées ; la page ne bouge pas ; Entrée sans choix cherche."""
    contexte = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    page = contexte.new_page()
    page.goto(f"{site_a_soi}/")
    champ = page.locator("main input[type=search]")
    avant = page.locator("h1").bounding_box(), page.locator(".pied").bounding_box()
    champ.click()
    page.keyboard.type("grenob", delay=20)
    options = page.locator("main [role=option]")
    options.first.wait_for()
    assert (page.locator("h1").bounding_box(), page.locator(".pied").bounding_box()) == avant
    assert (champ.get_attribute("role"), champ.get_attribute("aria-expanded")) == ("combobox", "true")
    assert champ.get_attribute("aria-controls") == page.locator("main [role=listbox]").get_attribute("id")
    assert any("propositions" in t for t in page.locator("[role=status]").all_inner_texts())
    page.keyboard.press("ArrowDown")
    assert champ.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    assert options.first.get_attribute("aria-selected") == "true"
    page.keyboard.press("ArrowUp")
    assert champ.get_attribute("aria-activedescendant") is None
    page.keyboard.press("ArrowUp")
    assert champ.get_attribute("aria-activedescendant") == options.last.get_attribute("id")
    page.keyboard.press("Escape")
    assert champ.get_attribute("aria-expanded") == "false"
    assert not options.first.is_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown") if champ.get_attribute("aria-activedescendant") is None else None
    page.keyboard.press("Enter")
    page.wait_for_url("**/territoires/**")
    page.goto(f"{site_a_soi}/")
    page.locator("main input[type=search]").fill("grenob")
    page.keyboard.press("Enter")
    page.wait_for_url("**/recherche/?q=grenob")
    contexte.close()


def test_les_propositions_n_ont_pas_de_faute_d_accessibilite(site_a_soi: Site, browser: Any) -> None:
    """D6 : axe, liste ouverte, en clair et en sombre, sur un écran de portable et un téléphone."""
    from axe_playwright_python.sync_playwright import Axe

    for teinte in ("light", "dark"):
        for largeur in (1280, 360):
            contexte = browser.new_context(
                viewport={"width": largeur, "height": 800},
                color_scheme=teinte,
                bypass_csp=True,
                reduced_motion="reduce",
            )
            page = contexte.new_page()
            page.set_viewport_size({"width": largeur, "height": 800})
            page.goto(f"{site_a_soi}/recherche/")
            page.locator("main input[type=search]").press_sequentially("lyon")
            page.locator("main [role=option]").first.wait_for()
            page.keyboard.press("ArrowDown")
            fautes = Axe().run(page).response["violations"]
            assert [(f["id"], [n["html"][:120] for n in f["nodes"]]) for f in fautes] == []
            assert page.evaluate("document.documentElement.scrollWidth") <= largeur
            contexte.close()


def test_la_premiere_vue_des_listes_reste_legere(site_a_soi: Site, browser: Any) -> None:
    """B10 : moins de 200 ko transférés, lettres à part ; notre script, moins de 6 ko."""
    contexte = browser.new_context()
    page = contexte.new_page()
    session = contexte.new_cdp_session(page)
    session.send("Network.enable")
    adresses: dict[str, str] = {}
    poids: dict[str, int] = {}
    session.on("Network.responseReceived", lambda e: adresses.update({e["requestId"]: e["response"]["url"]}))
    session.on(
        "Network.loadingFinished",
        lambda e: poids.update({adresses.get(e["requestId"], ""): int(e["encodedDataLength"])}),
    )
    for chemin in ("/relations/", "/projets/", "/acteurs/", "/recherche/?q=madagascar"):
        poids.clear()
        session.send("Network.clearBrowserCache")
        page.goto(f"{site_a_soi}{chemin}")
        page.wait_for_load_state("networkidle")
        utiles = {a: n for a, n in poids.items() if not a.endswith(".woff2")}
        assert 0 < sum(utiles.values()) < 200_000, utiles
        assert all(n < 6_000 for a, n in utiles.items() if a.endswith(".js")), utiles
    contexte.close()
