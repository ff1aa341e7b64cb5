"""Le bureau de revue, vu par un vrai navigateur : au clavier, sans script, à toutes les tailles, sans faute (B4)."""

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

ECRANS = ({"width": 1280, "height": 900}, {"width": 360, "height": 780})
PAGES = ("/revue/", "/revue/par-lot/?seuil=70", "/revue/decisions/", "/revue/doublons/")


def _aller_a(page: Any, nom: str) -> None:
    """La fiche de ce nom ; il est dans les faits du dépôt."""
    page.goto(f"/revue/?q={nom}")
    page.locator(".revue__file").get_by_role("link", name=nom, exact=True).click()
    page.get_by_role("heading", level=1, name=nom).wait_for()


def _defaire(page: Any) -> None:
    """Laisser la base comme on l'a trouvée."""
    page.goto("/revue/decisions/")
    while (tient := page.get_by_role("row").filter(has_text="tient")).count():
        tient.first.get_by_role("link").click()
        page.get_by_role("button", name=re.compile("^Annuler")).click()
        page.get_by_text("l'état d'avant est revenu").wait_for()
        page.goto("/revue/decisions/")


def test_au_clavier_seul_on_choisit_on_annule_on_cherche_on_passe(ouvrir: Any) -> None:
    """B4, B14 : une touche par geste, la souris n'a jamais servi, et rien ne se plaint dans la console."""
    page = ouvrir(viewport=ECRANS[0])
    plaintes: list[str] = []
    page.on("console", lambda m: plaintes.append(m.text) if m.type == "error" else None)
    _aller_a(page, "Barjac")
    adresse = page.url
    page.keyboard.press("2")
    page.locator(".revue__derniere").wait_for()
    dit = page.locator(".revue__derniere").inner_text()
    assert "Barjac" in dit
    assert "(48)" in dit, "la touche 2 choisit la deuxième"
    assert page.url != adresse
    page.keyboard.press("u")
    page.wait_for_url(adresse)
    assert "l'état d'avant est revenu" in page.get_by_role("status").first.inner_text()
    page.keyboard.press("r")
    page.keyboard.type("Uzès")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Ce que l’on trouve pour « Uzès »").wait_for()
    assert page.locator("#nom1").inner_text().startswith("Uzès")
    page.keyboard.press("p")
    page.wait_for_url(lambda u: u.split("?")[0] != adresse.split("?")[0])
    assert plaintes == []


def test_on_peut_couper_les_touches(ouvrir: Any) -> None:
    """WCAG 2.1.4 : qui dicte ou écoute coupe les touches d'un signe ; les boutons restent."""
    page = ouvrir(viewport=ECRANS[0])
    _aller_a(page, "Barjac")
    adresse = page.url
    page.get_by_role("button", name="Couper ces touches").click()
    page.keyboard.press("2")
    page.reload()
    assert page.url == adresse
    assert page.get_by_role("button", name="Remettre les touches").is_visible()
    assert page.locator(".revue kbd:visible").count() == 0


def test_sans_script_le_meme_chemin(ouvrir: Any) -> None:
    """D1 : décider et annuler par des formulaires nus ; les touches ne se promettent pas."""
    page = ouvrir(viewport=ECRANS[1], java_script_enabled=False)
    _aller_a(page, "Barjac")
    assert page.get_by_text("Une touche suffit").is_visible() is False
    page.get_by_role("button", name="C’est celle-ci").first.click()
    assert "1 projet entré" in page.locator(".revue__derniere").inner_text()
    page.get_by_role("button", name="Annuler cette décision").click()
    assert "Barjac" in page.get_by_role("heading", level=1).inner_text()


@pytest.mark.parametrize("teinte", ["light", "dark"])
@pytest.mark.parametrize("ecran", ECRANS, ids=["large", "téléphone"])
def test_axe_ne_trouve_rien_et_rien_ne_deborde(ouvrir: Any, ecran: dict[str, int], teinte: str) -> None:
    """D6 : chaque page du bureau, la fiche, la décision et le refus, en clair et en sombre, du grand écran au petit."""
    page = ouvrir(viewport=ecran, color_scheme=teinte)
    for adresse in PAGES:
        page.goto(adresse)
        _verifier(page, adresse)
    _aller_a(page, "Barjac")
    _verifier(page, "fiche")
    page.get_by_role("button", name="C’est celle-ci").first.click()
    page.locator(".revue__derniere").wait_for()
    _verifier(page, "fiche suivante")
    page.get_by_role("link", name="Voir", exact=True).click()
    _verifier(page, "décision")
    _defaire(page)


def _verifier(page: Any, nom: str) -> None:
    fautes = Axe().run(page).response["violations"]
    dites = [(f["id"], f["nodes"][0]["html"][:160]) for f in fautes]
    assert dites == [], nom
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{nom} déborde"
