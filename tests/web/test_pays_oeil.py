"""Pays, contacts, dossier de mission et argumentaire, vus par un vrai navigateur : sans script, sans faute (D6)."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe

QUESTION = "audience=elu&objection=cout&theme=eau&territoire=38185"
ADRESSES = (
    "/pays/ml-mali/", "/pays/mg/mission/?collectivite=D38", "/pays/mg/mission/?collectivite=Saint&jours=99",
    "/contacts/mg/", "/argumentaire/", f"/argumentaire/?{QUESTION}", f"/argumentaire/retoucher/?{QUESTION}",
    "/argumentaire/?audience=elu&objection=cout&territoire=Nullepart",
)  # fmt: skip
ECRANS = (({"width": 1280, "height": 900}, "light"), ({"width": 360, "height": 780}, "dark"))


def _verifier(page: Any, nom: str) -> None:
    fautes = Axe().run(page).response["violations"]
    assert [(f["id"], f["nodes"][0]["html"][:160]) for f in fautes] == [], nom
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{nom} déborde"


def test_les_pages_du_pays_et_de_l_argumentaire_sont_sans_faute(site: Any, ouvrir: Any) -> None:
    """Zéro faute relevée par axe, rien ne déborde : en clair au large, en sombre au téléphone."""
    for ecran, teinte in ECRANS:
        vue = ouvrir(viewport=ecran, color_scheme=teinte, bypass_csp=True)
        for adresse in ADRESSES:
            vue.goto(adresse)
            _verifier(vue, f"{adresse} en {teinte}")


def test_le_chemin_se_fait_au_clavier_et_sans_script(site: Any, ouvrir: Any) -> None:
    """C1.5, C1.11 : du pays au dossier, de la question au fichier ; un contact s'inscrit, se voit, s'efface."""
    page = ouvrir(viewport=ECRANS[0][0], java_script_enabled=False)
    page.goto("/pays/mg-madagascar/")
    page.get_by_role("link", name="Préparer une mission").press("Enter")
    page.get_by_label("Votre collectivité").fill("D38")
    page.get_by_label("Votre collectivité").press("Enter")
    with page.expect_download() as pris:
        page.get_by_role("link", name="Word", exact=True).press("Enter")
    assert pris.value.suggested_filename.startswith("mission-madagascar")
    page.goto("/contacts/mg/")
    page.get_by_label("Organisme").fill("Agence (fabriquée)")
    page.get_by_label("Courriel").fill("scac.tana@exemple.invalid")
    page.get_by_label("D’où vient l’information").fill("essai")
    page.get_by_label("De quand date-t-elle").fill("2026")
    page.get_by_role("button", name="Inscrire le contact").press("Enter")
    page.goto("/pays/mg-madagascar/")
    assert page.get_by_text("Agence (fabriquée)").is_visible()
    page.goto("/contacts/mg/")
    page.get_by_role("button", name="Effacer pour de bon Agence (fabriquée)").press("Enter")
    assert page.get_by_text("Aucun contact pour l’instant.").is_visible()
    page.goto(f"/argumentaire/?{QUESTION}")
    page.get_by_role("link", name="Retoucher le texte avant de l’emporter").press("Enter")
    page.get_by_label("Introduction").fill("Madame la maire,")
    with page.expect_download() as pris:
        page.get_by_role("button", name="Word").press("Enter")
    assert pris.value.suggested_filename == "argumentaire.docx"
