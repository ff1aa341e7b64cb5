"""Importer, vu par un vrai navigateur : le chemin entier, avec et sans script, à toutes les tailles, sans faute."""

import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

ATTENTE = 240_000
# Liens inventés entre de vraies collectivités : rien de ceci n'est un fait.
FABRIQUEE = (
    "Commune;Dép.;Ville jumelle;Pays;Type de lien;Année;Réf. interne;Observations\n"
    "Quimper;29;Limerick;Irlande;jumelage;1987;F1;fabriqué\n"
    "Ville de Rennes;35;Sendai;Japon;jumelage;2004;F2;<b>gras</b>\n"
    "Brest;29;Kiel;Allemagne;jumelage;32/13/2001;F3;=1+1\n"
    "Vannes;56;Ville Fabriquée;Atlantide;jumelage;1990;F4;\n"
    "Fougères;35;Bandiagara;Mali;coopération décentralisée;05/2011;F5;\n"
)


def _deposer(page: Any, dossier: Path, nom: str) -> None:
    """Déposer la liste inventée, comme une nouvelle source de ce nom."""
    fichier = dossier / "jumelages-fabriques.csv"
    fichier.write_text(FABRIQUEE, encoding="cp1252")
    page.goto("/importer/")
    page.get_by_role("link", name="Importer un fichier").click()
    page.get_by_label("Votre fichier").set_input_files(fichier)
    page.get_by_label("Nom de la source").fill(nom)
    page.get_by_label("Qui la publie").fill("Essais")
    page.get_by_label("Sous quelle licence").fill("CC0")
    page.get_by_role("button", name="Envoyer et lire les colonnes").click()


def _attendre(page: Any, titre: str) -> None:
    """Attendre la page de ce titre, que le script ou un rechargement l'amène."""
    page.get_by_role("heading", level=1, name=titre).wait_for(timeout=ATTENTE)


def _essayer(page: Any) -> None:
    _attendre(page, "Que disent vos colonnes")
    page.get_by_role("button", name="Essayer, sans rien publier").click()
    _attendre(page, "Voici ce qui entrerait")


def test_une_liste_va_jusqu_a_la_carte(ouvrir: Any, tmp_path: Path) -> None:
    """B14 : au clavier et à la souris, sans aide : déposer, vérifier, essayer, importer, voir sur la carte."""
    page = ouvrir(viewport={"width": 1280, "height": 900})
    plaintes: list[str] = []
    page.on("console", lambda m: plaintes.append(m.text) if m.type == "error" else None)
    _deposer(page, tmp_path, "Liste fabriquée une")
    _attendre(page, "Que disent vos colonnes")
    assert page.get_by_label("Ce que dit la colonne Ville jumelle").input_value() == "partenaire"
    assert page.get_by_label("Ce que dit la colonne Réf. interne").input_value() in ("", "identifiant")
    _essayer(page)
    assert page.get_by_text("Rien n’est encore publié").is_visible()
    page.get_by_role("button", name=re.compile("^Importer ces")).click()
    _attendre(page, "C'est importé")
    with page.expect_download() as recu:
        page.get_by_role("link", name="Le rapport, à lire").click()
    assert "5 lignes lues" in Path(recu.value.path()).read_text()
    page.get_by_role("link", name="Voir sur la carte").click()
    assert "source=depot-liste-fabriquee-une" in page.url
    assert plaintes == []


def test_tout_se_fait_sans_javascript(ouvrir: Any, tmp_path: Path) -> None:
    page = ouvrir(java_script_enabled=False)
    _deposer(page, tmp_path, "Liste fabriquée deux")
    _essayer(page)
    page.get_by_role("button", name=re.compile("^Importer ces")).click()
    _attendre(page, "C'est importé")
    page.goto("/importer/")
    assert page.locator("tbody tr").first.get_by_text("Importé").is_visible()


@pytest.mark.parametrize("teinte", ["light", "dark"])
def test_axe_ne_trouve_rien_et_rien_ne_deborde(ouvrir: Any, tmp_path: Path, teinte: str) -> None:
    """D6 : liste, dépôt, dépôt fautif, colonnes, essai : zéro faute, de 1280 px à 320 px, en clair et en sombre."""
    page = ouvrir(color_scheme=teinte, bypass_csp=True)

    def regarder(ou: str) -> None:
        for largeur in (1280, 768, 360, 320):
            page.set_viewport_size({"width": largeur, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= largeur, (ou, largeur)
            if largeur in (1280, 360):
                fautes = Axe().run(page).response["violations"]
                assert [(ou, f["id"], [n["html"][:120] for n in f["nodes"]]) for f in fautes] == []
        page.set_viewport_size({"width": 1280, "height": 900})

    page.goto("/importer/")
    regarder("liste")
    page.goto("/importer/nouveau/")
    regarder("dépôt")
    page.get_by_role("button", name="Envoyer et lire les colonnes").click()
    regarder("dépôt fautif")
    _deposer(page, tmp_path, f"Liste fabriquée {teinte}")
    _attendre(page, "Que disent vos colonnes")
    regarder("colonnes")
    _essayer(page)
    regarder("essai")


def test_les_gestes_du_telephone_se_touchent(ouvrir: Any) -> None:
    """Boutons et champs : 44 px de haut au moins sur un téléphone."""
    page = ouvrir(viewport={"width": 360, "height": 800})
    page.goto("/importer/nouveau/")
    for boite in page.locator("main .bouton, main button[type=submit]").all():
        assert boite.bounding_box()["height"] >= 43.5


@pytest.mark.parametrize("largeur", [1280, 1100, 900])
def test_la_barre_du_haut_tient_sur_une_ligne_pour_l_equipe(ouvrir: Any, largeur: int) -> None:
    """Un lien de plus : la marque, le menu et la recherche ne se recouvrent pas."""
    page = ouvrir(viewport={"width": largeur, "height": 800})
    page.goto("/importer/")
    assert page.locator(".entete").bounding_box()["height"] < 85
    cases = [".marque", ".menu--large", ".entete__chercher", ".entete__compte"]
    bords = [page.locator(choix).first.bounding_box() for choix in cases]
    for gauche, droite in pairwise(bords):
        assert gauche["x"] + gauche["width"] <= droite["x"] + 1
