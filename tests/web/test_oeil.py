"""Vu par un vrai navigateur : accessibilité, tailles d'écran, clair et sombre, aucune demande au dehors."""

import re
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

TYPES = {
    "accueil": "/",
    "recherche": "/recherche/?q=Saint",
    "recherche vaine": "/recherche/?q=Rien+ne+porte+ce+nom",
    "territoires": "/territoires/",
    "commune": "/territoires/38185-grenoble/",
    "commune sans lien": "/territoires/01001-l-abergement-clemenciat/",
    "département": "/territoires/D38-departement-de-l-isere/",
    "portrait": "/territoires/38185-grenoble/portrait/",
    "portrait sans lien": "/territoires/01001-l-abergement-clemenciat/portrait/",
    "pays": "/pays/",
    "pays avec liens": "/pays/mg-madagascar/",
    "pays sans lien": "/pays/fj-fidji/",
    "annuaire": "/acteurs/",
    "annuaire filtré": "/acteurs/?type_acteur=autorite_etrangere&pays=DE",
    "liens": "/relations/?pays=SN&nature=jumelage",
    "liens, aucun": "/relations/?pays=FJ&odd=4&nature=jumelage",
    "liens, territoire": "/relations/?territoire=38185&depuis=abcd&statut=en_cours",
    "panorama": "/projets/",
    "recherche de plusieurs mots": "/recherche/?q=eau+madagascar+occitanie",
    "thèmes": "/themes/",
    "odd": "/odd/",
    "un odd": "/odd/6/",
    "cadres": "/cadres/",
    "un cadre": "/cadres/agenda-2030/",
    "sources": "/sources/",
    "plan": "/plan-du-site/",
    "accessibilité": "/accessibilite/",
    "api": "/api/",
    "aperçu d'un rapprochement": "/api/rapprochement/apercu?id=38185",
    "connexion": "/compte/login/",
    "introuvable": "/nulle-part/",
}
# Prises dans les listes : leurs identifiants dépendent de la base.
DANS_UNE_LISTE = {
    "un lien": ("/relations/", r"/relations/\d+-[a-z0-9-]+/"),
    "un projet": ("/projets/", r"/projets/\d+-[a-z0-9-]+/"),
    "un acteur": ("/acteurs/?type_acteur=autorite_etrangere", r"/acteurs/\d+-[a-z0-9-]+/"),
    "un thème": ("/themes/", r"/themes/[a-z0-9_-]+/"),
    "une source": ("/sources/", r"/sources/[a-z0-9_-]+/"),
}
NOMS = [*TYPES, *DANS_UNE_LISTE]


def _adresse(site: str, nom: str) -> str:
    if nom in TYPES:
        return f"{site}{TYPES[nom]}"
    liste, forme = DANS_UNE_LISTE[nom]
    with urllib.request.urlopen(f"{site}{liste}") as reponse:
        trouve = re.search(f'href="({forme})"', reponse.read().decode())
    assert trouve is not None, f"aucune adresse {forme} dans {liste}"
    return f"{site}{trouve.group(1)}"


@pytest.fixture(params=["light", "dark"])
def ecran(request: pytest.FixtureRequest, browser: Any) -> Iterator[Any]:
    """Une page de navigateur, en clair puis en sombre, sans mouvement."""
    contexte = browser.new_context(color_scheme=request.param, reduced_motion="reduce", bypass_csp=True)
    yield contexte.new_page()
    contexte.close()


@pytest.mark.parametrize("nom", NOMS)
def test_axe_ne_trouve_rien(site: str, ecran: Any, nom: str) -> None:
    """D6 : Zéro faute relevée par axe, en clair et en sombre, sur un écran de portable et sur un téléphone."""
    ecran.goto(_adresse(site, nom))
    for largeur in (1280, 360):
        ecran.set_viewport_size({"width": largeur, "height": 800})
        fautes = Axe().run(ecran).response["violations"]
        assert [(f["id"], [n["html"][:120] for n in f["nodes"]]) for f in fautes] == []


@pytest.mark.parametrize("nom", NOMS)
def test_rien_ne_deborde(site: str, browser: Any, nom: str) -> None:
    """Sans défilement de côté, de 1280 px à 320 px (grossissement de 400 %)."""
    contexte = browser.new_context(reduced_motion="reduce")
    page = contexte.new_page()
    page.goto(_adresse(site, nom))
    debords = {}
    for largeur in (1280, 1024, 768, 360, 320):
        page.set_viewport_size({"width": largeur, "height": 800})
        debords[largeur] = page.evaluate("document.documentElement.scrollWidth") - largeur
    assert max(debords.values()) <= 0, debords
    contexte.close()


def test_axe_et_la_mesure_mordent(site: str, browser: Any) -> None:
    """Deux fautes glissées dans la page sont bien vues : sans cela, les essais du dessus ne prouveraient rien."""
    contexte = browser.new_context(bypass_csp=True, viewport={"width": 360, "height": 800})
    page = contexte.new_page()
    page.goto(f"{site}/accessibilite/")
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=/favicon.svg width=900>')")
    assert "image-alt" in {f["id"] for f in Axe().run(page).response["violations"]}
    assert page.evaluate("document.documentElement.scrollWidth") > 360
    contexte.close()


@pytest.mark.parametrize("largeur", [1280, 1100, 900])
def test_la_barre_du_haut_tient_sur_une_ligne(site: str, browser: Any, largeur: int) -> None:
    contexte = browser.new_context(viewport={"width": largeur, "height": 800})
    page = contexte.new_page()
    page.goto(f"{site}/")
    assert page.locator(".entete").bounding_box()["height"] < 85
    bords = page.locator(".menu--large a").evaluate_all("liens => liens.map(a => a.getBoundingClientRect().top)")
    assert len(set(bords)) == 1
    contexte.close()


def test_au_telephone_le_menu_se_deplie_sans_javascript(site: str, browser: Any) -> None:
    contexte = browser.new_context(viewport={"width": 360, "height": 800}, java_script_enabled=False)
    page = contexte.new_page()
    page.goto(f"{site}/relations/")
    page.locator(".menu--pli summary").click()
    page.locator(".menu__volet").get_by_role("link", name="Annuaire des acteurs").click()
    assert page.url.endswith("/acteurs/")
    contexte.close()


def test_les_cibles_du_telephone_se_touchent(site: str, browser: Any) -> None:
    """Boutons, menu et liens de liste : 44 px de haut au moins."""
    contexte = browser.new_context(viewport={"width": 360, "height": 800})
    page = contexte.new_page()
    page.goto(f"{site}/relations/?pays=SN")
    page.locator(".menu--pli summary").click()
    for choix in (".menu__volet a", ".bouton", ".actifs a", ".menu--pli summary", ".pied li a"):
        for boite in page.locator(choix).all():
            if boite.is_visible():
                assert boite.bounding_box()["height"] >= 43.5, choix
    contexte.close()


def test_aucune_demande_au_dehors_et_rien_de_refuse(site: str, browser: Any) -> None:
    """Ni tiers, ni refus de la politique de sécurité du contenu, ni fichier manquant."""
    contexte = browser.new_context()
    page = contexte.new_page()
    demandes: list[str] = []
    plaintes: list[str] = []
    page.on("request", lambda r: demandes.append(r.url))
    page.on("console", lambda m: plaintes.append(m.text) if m.type == "error" else None)
    for nom in ("accueil", "commune", "pays avec liens", "liens", "un odd", "un lien"):
        page.goto(_adresse(site, nom))
    assert {d for d in demandes if not d.startswith(site)} == set()
    assert plaintes == []
    contexte.close()


def test_sans_javascript_on_cherche_et_on_lit(site: str, browser: Any) -> None:
    """De l'accueil à un lien et à sa source, au clavier et sans JavaScript."""
    contexte = browser.new_context(java_script_enabled=False)
    page = contexte.new_page()
    page.goto(f"{site}/")
    page.locator("main input[type=search]").fill("Grenoble")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Grenoble", exact=True).first.click()
    assert "/territoires/38185-grenoble/" in page.url
    page.locator("#tableau tbody th a").first.click()
    assert page.locator("#paroles").is_visible()
    page.locator(".parole .source a").first.click()
    assert "/sources/" in page.url
    contexte.close()


def test_l_accueil_pese_moins_de_deux_cents_kilo_octets(site: str) -> None:
    """CONVENTIONS D10 : la page, comprimée, avec tous ses arcs."""
    demande = urllib.request.Request(f"{site}/", headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(demande) as reponse:
        assert reponse.headers["Content-Encoding"] == "gzip"
        assert len(reponse.read()) < 200_000


def test_les_lettres_pesent_moins_de_quatre_vingts_kilo_octets(site: str, browser: Any) -> None:
    contexte = browser.new_context()
    page = contexte.new_page()
    poids: list[int] = []
    page.on("response", lambda r: poids.append(len(r.body())) if r.url.endswith(".woff2") else None)
    page.goto(f"{site}/")
    page.wait_for_load_state("networkidle")
    assert 0 < sum(poids) < 80_000
    contexte.close()


def test_a_l_impression_ni_menu_ni_recherche(site: str, browser: Any) -> None:
    contexte = browser.new_context()
    page = contexte.new_page()
    page.goto(f"{site}/territoires/38185-grenoble/")
    page.emulate_media(media="print")
    for choix in (".menu--large", ".entete__chercher", ".onglets", ".fil"):
        assert not page.locator(choix).first.is_visible(), choix
    assert page.locator(".adresse-imprimee").is_visible()
    contexte.close()


def test_le_lien_d_evitement_est_le_premier_arret_du_clavier(site: str, browser: Any) -> None:
    contexte = browser.new_context()
    page = contexte.new_page()
    page.goto(f"{site}/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "evitement"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "contenu"
    contexte.close()


def test_rien_ne_bouge_si_on_l_a_demande(site: str, browser: Any) -> None:
    contexte = browser.new_context(reduced_motion="reduce")
    page = contexte.new_page()
    page.goto(f"{site}/")
    assert page.evaluate("document.getAnimations().length") == 0
    contexte.close()
