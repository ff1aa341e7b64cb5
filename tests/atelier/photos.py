"""`make photo` : refaire les captures d'écran du mode d'emploi, sur le site servi pour de vrai."""

import os
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.atelier import machine
from tests.atelier.empreintes import RACINE
from tests.atelier.serveur import Serveur

IMAGES = RACINE / "docs" / "images"
PRISES = (
    ("accueil", "/"), ("territoire", "/territoires/38185-grenoble/"), ("atlas", "/relations/?territoire=R76&vue=carte"),
)  # fmt: skip
DESSIN = 1500  # ms : la carte finit de se peindre
ECRAN = {"width": 1280, "height": 900}


def main() -> int:
    """Servir la base de la maison, photographier, dire ce qui est écrit."""
    navigateur = machine.chemin_du_navigateur()
    if navigateur is None:
        print("Chromium est absent : sudo apt-get install chromium, puis recommencez.")
        return 1
    base = os.environ.get("JUMELLES_BASE") or f"sqlite:///{RACINE / 'var' / 'jumelles.sqlite3'}"
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as dossier, sync_playwright() as pilote:
        serveur = Serveur(base, Path(dossier) / "serveur.log")
        chrome = pilote.chromium.launch(executable_path=navigateur, args=["--no-sandbox"])
        try:
            page = chrome.new_page(
                viewport=ECRAN, base_url=serveur.site.base_url, locale="fr-FR", reduced_motion="reduce"
            )  # type: ignore[arg-type]
            for nom, chemin in PRISES:
                page.goto(chemin, wait_until="networkidle")
                if "vue=carte" in chemin:
                    page.locator("[data-outils]").wait_for()
                    page.evaluate("scrollTo(0, document.querySelector('#phrase').offsetTop - 4)")
                    page.wait_for_timeout(DESSIN)
                page.screenshot(path=IMAGES / f"{nom}.png")
                print(f"écrit : docs/images/{nom}.png ({page.title()})")
        finally:
            chrome.close()
            serveur.arreter()
    return 0


if __name__ == "__main__":
    sys.exit(main())
