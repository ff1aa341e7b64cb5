"""Dire le cadre d'un projet, vu par un vrai navigateur : sans script, sans faute, au large et au téléphone (D6)."""

import subprocess
import sys
from typing import Any

from axe_playwright_python.sync_playwright import Axe

from tests.atelier.bases import environnement
from tests.atelier.empreintes import RACINE

CHEZ = "/chez-nous/38185/projets/"
PHRASE = "Le patrimoine rénové accueille des familles (phrase d'essai)."
ECRANS = (({"width": 1280, "height": 900}, "light"), ({"width": 360, "height": 780}, "dark"))
_RATTACHER = """
import django; django.setup()
from jumelles.rattachements.operations import rattacher
from tests.atelier.equipe import COURRIEL
rattacher(courriel=COURRIEL, code="38185", par="essai")
"""


def test_dire_un_cadre_sans_script_et_le_lire_sur_la_page_du_projet(site: Any, ouvrir: Any) -> None:
    env = {**environnement(site.base), "DJANGO_SETTINGS_MODULE": "jumelles.config.reglages"}
    subprocess.run([sys.executable, "-c", _RATTACHER], cwd=RACINE, env=env, check=True)
    page = ouvrir(viewport=ECRANS[0][0], java_script_enabled=False)
    page.goto(CHEZ)
    page.locator("main tbody a").first.click()
    formulaire = page.url
    page.get_by_label("Dans quel cadre").select_option("nouveau-programme-villes")
    page.get_by_role("button", name="Le dire").click()
    assert "Dites-le en une phrase" in page.locator("main").inner_text()
    page.get_by_label("Comment le projet le sert-il").fill(PHRASE)
    page.get_by_role("button", name="Le dire").click()
    page.get_by_role("link", name="La page publique de ce projet").click()
    assert PHRASE in page.locator("section[aria-labelledby=cadres]").inner_text()
    publique = page.url
    for ecran, teinte in ECRANS:
        vue = ouvrir(viewport=ecran, color_scheme=teinte, bypass_csp=True)
        for adresse in (CHEZ, formulaire, publique):
            vue.goto(adresse)
            fautes = Axe().run(vue).response["violations"]
            assert [(f["id"], f["nodes"][0]["html"][:160]) for f in fautes] == [], adresse
            assert vue.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{adresse} déborde"
    page.goto(formulaire)
    page.get_by_role("button", name="Retirer").first.click()
    assert PHRASE not in page.locator("main").inner_text()
