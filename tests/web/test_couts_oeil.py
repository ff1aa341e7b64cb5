"""Coûts et référents, vus par un vrai navigateur : sans script, à toutes les tailles, sans faute (D6)."""

import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.atelier.bases import environnement
from tests.atelier.empreintes import RACINE

CHEZ = "/chez-nous/38185"
ECRANS = ({"width": 1280, "height": 900}, {"width": 360, "height": 780})
_RATTACHER = """
import django; django.setup()
from jumelles.comptes.models import Utilisateur
from jumelles.rattachements.operations import rattacher
from tests.atelier.equipe import COURRIEL
rattacher(courriel=COURRIEL, code="38185", par="essai")
"""


@pytest.fixture
def chez_soi(site: Any, ouvrir: Any) -> Iterator[Any]:
    """La personne connectée parle pour Grenoble."""
    env = {**environnement(site.base), "DJANGO_SETTINGS_MODULE": "jumelles.config.reglages"}
    subprocess.run([sys.executable, "-c", _RATTACHER], cwd=RACINE, env=env, check=True)
    yield ouvrir


def _verifier(page: Any, nom: str) -> None:
    fautes = Axe().run(page).response["violations"]
    assert [(f["id"], f["nodes"][0]["html"][:160]) for f in fautes] == [], nom
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{nom} déborde"


def test_saisir_publier_lire_sans_script_et_sans_faute(chez_soi: Any) -> None:
    """Le chemin d'un agent, formulaires nus ; chaque page passe axe, en clair au large, en sombre au téléphone."""
    page = chez_soi(viewport=ECRANS[0], java_script_enabled=False)
    page.goto(f"{CHEZ}/couts/")
    page.get_by_label("Fonds propres").fill("20 000")
    page.get_by_label("Cofinancements obtenus").fill("30 000")
    page.get_by_role("button", name="Enregistrer et voir la fiche").click()
    annee = page.url
    page.get_by_role("button", name="Publier cette fiche").click()
    page.goto(f"{CHEZ}/referents/ajouter/")
    page.get_by_label(re.compile("^Service")).fill("Eau")
    page.get_by_role("button", name="Enregistrer").click()
    adresses = [f"{CHEZ}/couts/", annee, f"{annee}ajouter/temps/", f"{CHEZ}/referents/", f"{CHEZ}/referents/ajouter/",
                f"{CHEZ}/equipe/", f"{CHEZ}/jumelages/",
                "/territoires/38185-grenoble/couts/"]  # fmt: skip
    for ecran, teinte in ((ECRANS[0], "light"), (ECRANS[1], "dark")):
        vue = chez_soi(viewport=ecran, color_scheme=teinte)
        for adresse in adresses:
            vue.goto(adresse)
            _verifier(vue, adresse)
        vue.goto(annee)
        vue.locator("#lignes").get_by_role("link", name="Fonds propres").first.click()
        vue.get_by_label("Montant en euros").fill("12,5 k€")
        vue.get_by_role("button", name="Enregistrer la correction").click()
        assert "en entier" in vue.get_by_role("alert").inner_text()
        _verifier(vue, "correction refusée")
