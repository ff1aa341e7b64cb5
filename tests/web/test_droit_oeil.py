"""Le droit et les jumelages de « chez nous », vus par un vrai navigateur : téléphone, clavier, sans script (D6)."""

import subprocess
import sys
from typing import Any

from axe_playwright_python.sync_playwright import Axe

from tests.atelier.bases import environnement
from tests.atelier.empreintes import RACINE

CAS = "?collectivite=departement_outre_mer&partenaire=association&action=cooperer&convention=oui&argent=budget_general"
CHEZ = "/chez-nous/38185/jumelages/"
PAGES = (
    "/droit/", "/droit/departement/", "/droit/outre-mer/", f"/droit/assistant/{CAS}",
    "/droit/assistant/?pour=collectivite",
    "/droit/un-pour-cent/?ressources_eau=12000000&depense_eau=150000", "/droit/un-pour-cent/?depense_eau=-1",
    "/droit/textes/?le=2010-01-01&hors_vigueur=oui", "/droit/textes/L213-6-env/", "/droit/modeles/",
    "/droit/modeles/convention/", CHEZ,
)  # fmt: skip
_RATTACHER = """
import django; django.setup()
from jumelles.rattachements.operations import rattacher
from tests.atelier.equipe import COURRIEL
rattacher(courriel=COURRIEL, code="38185", par="essai")
"""


def _verifier(page: Any, nom: str) -> None:
    fautes = Axe().run(page).response["violations"]
    assert [(f["id"], f["nodes"][0]["html"][:160]) for f in fautes] == [], nom
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{nom} déborde"


def test_axe_ne_trouve_rien_et_rien_ne_deborde(site: Any, ouvrir: Any) -> None:
    """Chaque page, en clair sur un portable, en sombre sur un téléphone ; le lien d'une collectivité aussi."""
    env = {**environnement(site.base), "DJANGO_SETTINGS_MODULE": "jumelles.config.reglages"}
    subprocess.run([sys.executable, "-c", _RATTACHER], cwd=RACINE, env=env, check=True)
    for ecran, teinte in (({"width": 1280, "height": 900}, "light"), ({"width": 360, "height": 780}, "dark")):
        vue = ouvrir(viewport=ecran, color_scheme=teinte, bypass_csp=True)
        for adresse in PAGES:
            vue.goto(adresse)
            _verifier(vue, adresse)
        vue.locator("table tbody th a").first.click()
        assert "En sommeil" in vue.content() or "Trois voies" in vue.content()
        _verifier(vue, "un lien")
        vue.get_by_role("button", name="Dire la clôture").evaluate("b => b.form.noValidate = true")
        vue.get_by_role("button", name="Dire la clôture").click()
        assert "source datée" in vue.content()
        _verifier(vue, "clôture refusée")


def test_l_assistant_se_mene_au_clavier_au_telephone_sans_script(site: Any, browser: Any) -> None:
    """Cinq questions ; retour en arrière ; une réponse se change ; l'avis s'affiche."""
    telephone = {"width": 360, "height": 780}
    contexte = browser.new_context(base_url=str(site), viewport=telephone, java_script_enabled=False)
    page = contexte.new_page()
    page.goto("/droit/assistant/")
    for libelle in ("Un département", "Une autorité locale", "Coopérer, ou aider", "Oui", "Le budget général"):
        choix = page.locator(".assistant__choix label", has_text=libelle).first.locator("input")
        choix.focus()
        page.keyboard.press("Space")
        with page.expect_navigation():
            page.keyboard.press("Enter")
    assert page.get_by_role("heading", name="Les actes à prendre, dans cet ordre").is_visible()
    page.go_back()
    assert page.get_by_text("Question 5 sur 5").is_visible()
    page.go_forward()
    page.get_by_role("link", name="Changer : Que voulez-vous faire ?").click()
    assert page.locator("input[value=cooperer]").is_checked()
    contexte.close()
