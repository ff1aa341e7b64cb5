"""Les figures à emporter : un vrai fichier SVG, son titre, ses sources, sa date, les mêmes nombres que l'écran."""

from dataclasses import replace
from xml.etree import ElementTree

import pytest
from django.test import Client

from jumelles.acteurs.requetes import acteur_du_territoire
from jumelles.recherche.figures import Datee, datees, parts
from jumelles.recherche.filtre import ANNEES, Filtre
from jumelles.recherche.moteur import moteur
from jumelles.web.portes import aujourdhui
from jumelles.web.templatetags.jumelles import date_fr

SVG = "{http://www.w3.org/2000/svg}"
FIGURES = (
    "/relations/monde.svg", "/relations/monde.svg?pays=SN", "/relations/monde.svg?q=rienneportecenom",
    "/projets/monde.svg", "/acteurs/monde.svg?pays=SN", "/relations/frise.svg?pays=SN", "/relations/frise.svg",
    "/relations/frise.svg?q=rienneportecenom", "/relations/themes.svg", "/relations/odd.svg", "/relations/natures.svg",
    "/projets/themes.svg", "/projets/odd.svg", "/relations/dimensions.svg?pays=SN",
)  # fmt: skip


@pytest.mark.parametrize("adresse", FIGURES)
def test_chaque_figure_est_un_svg_qui_dit_son_titre_sa_source_et_sa_date(
    db: None, client: Client, adresse: str
) -> None:
    """Lisible hors du site : rien n'y est demandé ailleurs, aucun style qu'une politique refuserait."""
    reponse = client.get(adresse)
    assert reponse["Content-Type"].startswith("image/svg+xml")
    racine = ElementTree.fromstring(reponse.content)
    assert racine.find(f"{SVG}title").text
    notes = racine.find(f"{SVG}desc").text
    assert date_fr(aujourdhui()) in notes
    assert "Selon" in notes
    texte = reponse.content.decode()
    for interdit in ("<style", "<script", "href="):
        assert interdit not in texte


def test_la_carte_se_cadre_sur_ce_qu_elle_montre(db: None, client: Client) -> None:
    """Tout tient dans le cadre ; nue, la même carte sans titre ni notes, pour une page qui les dit déjà."""
    monde, senegal = (ElementTree.fromstring(client.get(f"/relations/monde.svg{q}").content) for q in ("", "?pays=SN"))
    assert int(senegal.get("width", 0)) < int(monde.get("width", 0))
    nue = ElementTree.fromstring(client.get("/relations/monde.svg?pays=SN&nue=oui").content)
    dessin = senegal.find(f"{SVG}svg")
    assert dessin is not None
    assert (nue.get("width"), nue.get("height")) == (dessin.get("width"), dessin.get("height"))
    assert (nue.get("viewBox") or "").split()[:2] == [dessin.get("x"), dessin.get("y")]


def test_la_frise_dessine_une_ligne_par_lien_date_et_compte_les_autres(db: None, client: Client) -> None:
    """Datés et non datés s'additionnent ; chaque ligne a son année écrite."""
    filtre = Filtre(pays=("SN",))
    lues = datees(filtre)
    total = moteur().compter(filtre, "relations")
    connus = moteur().compter(replace(filtre, depuis=ANNEES[0], jusque=ANNEES[1]), "relations")
    assert len(lues.lignes) + lues.restent == connus > 0
    assert lues.sans_date == total - connus
    racine = ElementTree.fromstring(client.get("/relations/frise.svg?pays=SN").content)
    dites = [t.text for t in racine.iter(f"{SVG}title")][1:]
    assert dites == [f"{d.nom}, {d.debut[:4]}" for d in sorted(lues.lignes, key=lambda d: (d.debut, d.nom))]


def test_vue_d_une_partie_la_frise_nomme_l_autre(db: None) -> None:
    acteur = acteur_du_territoire("75056")
    lues = datees(Filtre(partie=(str(acteur),)))
    assert len(lues.lignes) > 1
    assert all(isinstance(d, Datee) and "Paris" not in d.nom for d in lues.lignes)


def test_la_frise_d_un_territoire_a_son_adresse(db: None, client: Client) -> None:
    reponse = client.get("/territoires/75056/frise.svg")
    assert reponse["Location"] == f"/relations/frise.svg?partie={acteur_du_territoire('75056')}"
    assert client.get("/territoires/99999/frise.svg").status_code == 404


@pytest.mark.parametrize("quoi", ["themes", "odd", "natures"])
def test_chaque_barre_a_son_nombre_en_toutes_lettres(db: None, client: Client, quoi: str) -> None:
    comptes = parts(Filtre(), "relations", quoi)
    texte = client.get(f"/relations/{quoi}.svg").content.decode()
    nombres = [f">{n:,}</text>".replace(",", "\u00a0") for n in comptes.values()]
    assert all(n in texte for n in nombres)
    assert texte.count('rx="2"') == len(comptes)


def test_une_facette_qui_n_a_pas_de_sens_n_a_pas_de_figure(db: None, client: Client) -> None:
    assert client.get("/projets/natures.svg").status_code == 404


@pytest.mark.parametrize("adresse", ["/territoires/75056-paris/", "/pays/sn-senegal/"])
def test_chaque_figure_de_la_page_mene_a_son_fichier(db: None, client: Client, adresse: str) -> None:
    """Et au CSV des mêmes liens."""
    page = client.get(adresse).content.decode()
    assert ".svg?" in page
    assert "/relations.csv?" in page
