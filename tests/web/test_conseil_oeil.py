"""Le conseil dans un vrai navigateur : axe, en clair et en sombre, du portable au téléphone ; clavier ; sans script."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

PAGES = (
    "/partenaires/", "/partenaires/?origine=tous&vue=cartes", "/partenaires/afd/", "/conseil/", "/conseil/?pays=MG",
    "/conseil/?besoin=financement&theme=eau&pays=ML&ecarte=cdc", "/conseil/regles/", "/conseil/grille/", "/appels/",
    "/appels/ficol-2024/?montant=beaucoup", "/appels/forim-pra-osim-2024/?demandeur=osim&montant=20000",
)  # fmt: skip


@pytest.mark.parametrize("couleurs", ["light", "dark"])
def test_axe_ne_trouve_rien_et_rien_ne_deborde(site: str, browser: Any, couleurs: str) -> None:
    """D6 : zéro faute et pas de défilement de côté, à 1280 et à 360 px."""
    contexte = browser.new_context(color_scheme=couleurs, reduced_motion="reduce", bypass_csp=True)
    page, fautes = contexte.new_page(), []
    for adresse in PAGES:
        page.goto(f"{site}{adresse}")
        for largeur in (1280, 360):
            page.set_viewport_size({"width": largeur, "height": 800})
            trouvees = Axe().run(page).response["violations"]
            fautes += [(adresse, largeur, f["id"], f["nodes"][0]["html"][:120]) for f in trouvees]
            if page.evaluate("document.documentElement.scrollWidth") > largeur:
                fautes.append((adresse, largeur, "déborde", ""))
    contexte.close()
    assert fautes == []


def test_temoigner_et_moderer_passent_axe(ouvrir: Any) -> None:
    page = ouvrir(bypass_csp=True, viewport={"width": 360, "height": 800})
    for adresse in ("/temoigner/type/f3e/", "/temoignages/a-lire/"):
        page.goto(adresse)
        assert [(f["id"], f["nodes"][0]["html"][:120]) for f in Axe().run(page).response["violations"]] == []


def test_la_question_se_pose_au_clavier_et_sans_script(site: str, browser: Any) -> None:
    """Cocher, envoyer, lire la réponse, écarter une piste avec sa raison : aucun script."""
    contexte = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    page = contexte.new_page()
    page.goto(f"{site}/conseil/")
    page.get_by_label("Évaluer le changement").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**besoin=evaluer_le_changement**")
    premier = page.locator(".conseils__un").first
    assert "F3E" in premier.inner_text()
    premier.get_by_text("Écarter cette piste").click()
    premier.locator("input[name='raison.f3e']").fill("Déjà membres")
    premier.get_by_role("button", name="Écarter").click()
    assert "Déjà membres" in page.locator("#ecartes + ul").inner_text()
    contexte.close()
