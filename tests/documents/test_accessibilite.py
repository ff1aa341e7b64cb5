"""La page d'impression n'a aucun défaut qu'axe sache voir, au téléphone comme à l'écran, et ne déborde pas."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from jumelles.documents.html import write_html
from tests.documents.note_inventee import note_inventee


@pytest.mark.parametrize("largeur", [360, 1280])
def test_axe_ne_trouve_rien(page: Page, largeur: int) -> None:
    page.set_viewport_size({"width": largeur, "height": 900})
    page.set_content(write_html(note_inventee()))
    assert page.evaluate("document.documentElement.scrollWidth") <= largeur
    rendu = Axe().run(page)
    assert rendu.violations_count == 0, rendu.generate_report()
