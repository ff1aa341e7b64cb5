"""La carte vue par un vrai navigateur : on compte ce que l'œil y voit, et on le compare à la liste."""

import json
import time
import urllib.request
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe

from jumelles.recherche.filtre import Filtre, Sorte
from jumelles.recherche.moteur import moteur
from jumelles.web.figures.projection import MERIDIEN
from jumelles.web.tuiles.plan import to_plan

PATIENCE = 45
VIOLATIONS = """addEventListener("securitypolicyviolation", (e) => {
  (window.refus ??= []).push(e.violatedDirective + " " + e.blockedURI) })"""


class Carte:
    """Une page de liste avec sa carte, et ce qu'un œil peut y compter."""

    def __init__(self, page: Any, adresse: str) -> None:
        self.page = page
        self.demandes: list[str] = []
        self.plaintes: list[str] = []
        self.poids: dict[str, int] = {}
        page.add_init_script(VIOLATIONS)
        page.on("request", lambda r: self.demandes.append(r.url))
        page.on("console", lambda m: self.plaintes.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda e: self.plaintes.append(str(e)))
        page.goto(adresse)
        self.attendre()

    def attendre(self) -> None:
        """Attendre que la carte soit dessinée et que rien n'y bouge plus."""
        self.page.wait_for_selector("#carte[data-prete=oui]", timeout=PATIENCE * 1000)
        fin = time.monotonic() + PATIENCE
        while not self.dire("carte.atlas.map.loaded() && !carte.atlas.map.isMoving()"):
            assert time.monotonic() < fin, "la carte n'a pas fini de se dessiner"
            self.page.wait_for_timeout(150)
        self.page.wait_for_timeout(300)

    def dire(self, expression: str) -> Any:
        """Ce que vaut cette expression ; « carte » est la section."""
        return self.page.evaluate(
            f"(() => {{ const carte = document.getElementById('carte'); return {expression} }})()"
        )

    def vus(self, *couches: str) -> list[dict[str, Any]]:
        """Les formes dessinées dans le cadre, une fois chacune, par leurs propriétés."""
        lues = self.dire(
            f"carte.atlas.map.queryRenderedFeatures({{layers: {json.dumps(couches)}}})"
            ".map((f) => ({couche: f.layer.id, ...f.properties}))"
        )
        return list({json.dumps(f, sort_keys=True): f for f in lues}.values())

    def corail(self) -> int:
        """Combien de points de l'image sont de la couleur d'un lien."""
        return int(
            self.dire(
                """(() => { const m = carte.atlas.map; m.redraw(); const s = m.getCanvas();
                const t = new OffscreenCanvas(s.width, s.height).getContext("2d"); t.drawImage(s, 0, 0);
                const d = t.getImageData(0, 0, s.width, s.height).data; let n = 0;
                for (let i = 0; i < d.length; i += 4) if (d[i] > 180 && d[i + 1] < 130 && d[i + 2] < 110) n += 1;
                return n })()"""
            )
        )


@pytest.fixture
def ouvrir(site: str, browser: Any) -> Iterator[Any]:
    """Ouvrir une adresse du site, avec sa carte ; options : celles du contexte."""
    contextes = []

    def faire(chemin: str, **options: Any) -> Carte:
        voulu = {"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce", "locale": "fr-FR", **options}
        contexte = browser.new_context(**voulu)
        contextes.append(contexte)
        return Carte(contexte.new_page(), f"{site}{chemin}")

    yield faire
    for contexte in contextes:
        contexte.close()


def _situes(filtre: Filtre, sorte: Sorte) -> set[int]:
    return {t.id for t in moteur().parcourir(filtre, sorte, nombre=100_000, situes=True)}


MONDE = "#carte=marques/0.75/0/11"


@pytest.mark.parametrize(
    ("question", "filtre"),
    [
        ("", Filtre()),
        ("pays=ML&pays=SN", Filtre(pays=("ML", "SN"))),
        ("territoire=R84", Filtre(territoire=("R84",))),
        ("nature=jumelage&pays=DE", Filtre(nature=("jumelage",), pays=("DE",))),
        ("pays=JP&pays=NZ&pays=US", Filtre(pays=("JP", "NZ", "US"))),
    ],
)
def test_l_oeil_voit_un_arc_par_lien_place(db: None, ouvrir: Any, question: str, filtre: Filtre) -> None:
    """C4.5, B7, B9 : les arcs dessinés sont exactement les liens situés de la liste."""
    carte = ouvrir(f"/relations/?{question}&vue=carte{MONDE}")
    voulus = _situes(filtre, "relations")
    assert voulus
    assert {f["marque"] for f in carte.vus("arcs")} == voulus


@pytest.mark.parametrize(
    ("question", "filtre"), [("pays=SN", Filtre(pays=("SN",))), ("pays=IT&pays=MG", Filtre(pays=("IT", "MG")))]
)
def test_les_grappes_additionnent_tous_les_acteurs_places(db: None, ouvrir: Any, question: str, filtre: Filtre) -> None:
    """B7 : la somme des nombres écrits et des points seuls est celle des acteurs situés."""
    carte = ouvrir(f"/acteurs/?{question}&vue=carte{MONDE}")
    formes = {(f.get("cluster_id"), f.get("marque")): f.get("point_count", 1) for f in carte.vus("grappes", "poses")}
    assert sum(formes.values()) == len(_situes(filtre, "acteurs")) > 0


def test_un_fait_connu_du_pays_seul_n_a_pas_de_point(db: None, ouvrir: Any) -> None:
    """C4.5, B7 : le pays est hachuré et porte leur nombre ; ni rond, ni arc pour eux."""
    compte = moteur().facettes(Filtre(), "relations", ["pays"])["pays"]
    places = moteur().facettes(Filtre(), "relations", ["pays"], situes=True)["pays"]
    code = max(compte, key=lambda c: compte[c] - places.get(c, 0))
    seuls = compte[code] - places.get(code, 0)
    assert seuls
    carte = ouvrir(f"/relations/?pays={code}&vue=carte{MONDE}")
    assert {f["marque"] for f in carte.vus("arcs")} == _situes(Filtre(pays=(code,)), "relations")
    assert code in {f["iso2"] for f in carte.vus("hachures")}
    ecrits = carte.dire("carte.atlas.map.getLayoutProperty('badges', 'text-field')")
    assert ecrits[ecrits.index(code) + 1] == str(seuls)
    assert "niveau du pays" in carte.page.locator("[data-legende]").text_content()


def test_rien_de_place_ne_dessine_rien(db: None, ouvrir: Any) -> None:
    """Une carte sans arc n'a pas un point de corail ; avec, elle en a : ce que l'on compte est bien ce qui se voit."""
    pleine = ouvrir("/relations/?vue=carte" + MONDE)
    assert pleine.corail() > 2000
    pleine.dire(
        "['arcs', 'lieux', 'hachures', 'badges'].map((c) => carte.atlas.map.setLayoutProperty(c, 'visibility', 'none'))"
    )
    pleine.attendre()
    assert pleine.corail() == 0


@pytest.mark.parametrize("mode", ["pays", "regions", "departements"])
def test_les_aplats_disent_la_classe_de_leur_nombre(db: None, ouvrir: Any, mode: str) -> None:
    """La couleur de chaque territoire est celle de sa classe dans la légende ; sans fait : celle de la terre."""
    ou = "1/0/11" if mode == "pays" else "5/46.5/2.5"
    carte = ouvrir(f"/relations/?vue=carte#carte={mode}/{ou}")
    teintes, bornes = carte.dire("carte.atlas.teintes"), carte.dire("carte.atlas.bornes")
    recus = carte.dire(f"carte.atlas.connu.brut.{mode}")
    regle = carte.dire(f"carte.atlas.map.getPaintProperty('aplats-{mode}', 'fill-color')")
    for code, nombre in zip(recus["code"], recus["nombre"], strict=True):
        rang = max(i for i, borne in enumerate(bornes) if nombre >= borne)
        assert regle[regle.index(code) + 1] == teintes[rang], (code, nombre)
    cle = "iso2" if mode == "pays" else "code"
    assert {f[cle] for f in carte.vus(f"aplats-{mode}")} & set(recus["code"])
    assert carte.page.locator("[data-legende] li").count() == len(bornes) + 1


def test_de_la_liste_a_la_carte_et_retour_au_clavier(db: None, ouvrir: Any) -> None:
    """B9 : chaque élément placé a son bouton ; il ouvre sa fiche ; Échap rend la carte ; Entrée lit le centre."""
    carte = ouvrir("/relations/?pays=SN&vue=carte")
    page = carte.page
    places = _situes(Filtre(pays=("SN",)), "relations")
    ids = [int(i) for i in page.locator("main [data-id]").evaluate_all("x => x.map((e) => e.dataset.id)")]
    boutons = page.locator("main [data-id]:has(button.voir-carte)").evaluate_all("x => x.map((e) => e.dataset.id)")
    assert {int(i) for i in boutons} == places & set(ids) != set()
    page.locator("button.voir-carte").first.focus()
    page.keyboard.press("Enter")
    carte.attendre()
    assert page.evaluate("document.activeElement.closest('[data-fiche]') !== null")
    choisi = int(boutons[0])
    assert {f.get("marque") for f in carte.vus("choix")} == {choisi}
    assert page.locator("[data-fiche] a").first.get_attribute("href").startswith(f"/relations/{choisi}-")
    assert page.locator(f"[data-id='{choisi}'].est-choisi").count() == 1
    page.keyboard.press("Escape")
    assert page.locator("[data-fiche]").is_hidden()
    assert page.evaluate("document.activeElement.tagName") == "CANVAS"
    avant = carte.dire("carte.atlas.map.getCenter().lng")
    page.keyboard.press("ArrowRight")
    carte.attendre()
    assert carte.dire("carte.atlas.map.getCenter().lng") > avant
    page.keyboard.press("+")
    carte.attendre()
    lieu = carte.dire(
        f"[...carte.atlas.connu.parId.get('{choisi}').lieux].map((i) => carte.atlas.connu.lieux[i].place)[0]"
    )
    carte.dire(f"carte.atlas.map.jumpTo({{center: [{lieu[0]} * 360 - 180, "
               f"Math.atan(Math.sinh(Math.PI * (1 - 2 * {lieu[1]}))) * 180 / Math.PI], zoom: 9}}) && 0")  # fmt: skip
    carte.attendre()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('[data-fiche]') !== null")
    assert f"/relations/{choisi}-" in page.locator("[data-fiche]").inner_html()
    assert page.locator("#carte [data-annonce]").text_content()


def test_la_vue_et_la_zone_sont_dans_l_adresse(db: None, ouvrir: Any) -> None:
    """Le lien envoyé montre la même vue ; « Chercher dans cette zone » contient ce que l'on voit."""
    carte = ouvrir("/relations/?pays=SN&vue=carte#carte=marques/4.00/14.5000/-15.0000")
    assert carte.page.url.endswith("#carte=marques/4.00/14.5000/-15.0000")
    lien = urlsplit(carte.page.locator("[data-zone]").get_attribute("href"))
    question = parse_qs(lien.query)
    ouest, sud, est, nord = map(float, question["emprise"][0].split(","))
    assert ouest < -15 < est
    assert sud < 14.5 < nord
    assert question["pays"] == ["SN"]
    carte.page.locator("[data-zone]").click()
    carte.page.wait_for_url("**/relations/?*emprise=*")
    carte.attendre()


def test_le_navigateur_et_le_serveur_ont_le_meme_plan(ouvrir: Any) -> None:
    """Le même calcul des deux côtés, aller et retour : une ville tombe sur son pays."""
    carte = ouvrir("/relations/?pays=SN&vue=carte")
    lieux = [(2.35, 48.86), (-149.57, -17.53), (174.76, -36.85), (-68.3, -54.8), (11.0, 0.0), (-16.9, 64.1)]
    lus = carte.page.evaluate(
        """async (lieux) => { const { script } = document.getElementById('carte').dataset;
        const { poser, lire } = await import(new URL(script, location.href).href);
        return lieux.map(([x, y]) => { const p = poser(x, y); return [...p, ...lire(...p)] }) }""",
        lieux,
    )
    vus = to_plan(np.array([((lon - MERIDIEN + 180) % 360 - 180, lat) for lon, lat in lieux]))
    for (lon, lat), attendu, (x, y, retour_lon, retour_lat) in zip(lieux, vus, lus, strict=True):
        assert (x, y) == pytest.approx(tuple(attendu), abs=1e-6)
        assert (retour_lon, retour_lat) == pytest.approx((lon, lat), abs=1e-4)


def test_rien_au_dehors_rien_de_refuse_et_peu_d_octets(site: str, ouvrir: Any) -> None:
    """B10 : aucun tiers, aucune entorse à la politique de sécurité, un fond de quelques dizaines de ko."""
    carte = ouvrir("/relations/?vue=carte" + MONDE)
    assert {d for d in carte.demandes if not d.startswith(site)} == set()
    assert carte.page.evaluate("window.refus ?? []") == []
    assert carte.plaintes == []
    tuiles = carte.page.evaluate(
        "performance.getEntriesByType('resource').filter((r) => r.name.includes('pmtiles')).map((r) => r.transferSize)"
    )
    assert 0 < sum(tuiles) < 90_000


def test_les_tuiles_se_demandent_par_morceaux(site: str, ouvrir: Any) -> None:
    """Le vrai serveur répond 206, avec les seuls octets demandés, sans recomprimer."""
    carte = ouvrir("/relations/?pays=SN&vue=carte")
    for nom in ("monde", "france"):
        adresse = carte.page.locator("#carte").get_attribute(f"data-{nom}")
        demande = urllib.request.Request(
            f"{site}{adresse}", headers={"Range": "bytes=0-126", "Accept-Encoding": "gzip, br"}
        )
        with urllib.request.urlopen(demande) as reponse:
            corps = reponse.read()
            assert (reponse.status, len(corps), corps[:7]) == (206, 127, b"PMTiles")
            assert "Content-Encoding" not in reponse.headers


def test_l_image_telechargee_n_est_pas_vide(ouvrir: Any) -> None:
    carte = ouvrir("/relations/?pays=SN&vue=carte", accept_downloads=True)
    with carte.page.expect_download() as attendu:
        carte.page.locator("[data-image]").click()
    assert attendu.value.suggested_filename.startswith("jumelles-relations-20")
    octets = attendu.value.path().read_bytes()
    assert octets.startswith(b"\x89PNG")
    assert len(octets) > 40_000
    assert carte.page.locator("#carte [data-annonce]").text_content() != ""


def test_sans_mouvement_la_carte_saute(ouvrir: Any) -> None:
    """Si la personne l'a demandé, aucun glissement : la vue d'arrivée est là tout de suite."""
    carte = ouvrir("/relations/?pays=SN&vue=carte")
    carte.page.locator("[data-aller]").select_option("pacifique")
    assert carte.dire("carte.atlas.map.isMoving()") is False
    assert carte.page.evaluate("document.getAnimations().length") == 0


def test_sans_javascript_l_image_et_le_tableau(site: str, browser: Any) -> None:
    """B9, B10 : la même chose, dessinée par le serveur ; aucun outil mort à l'écran."""
    contexte = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    page = contexte.new_page()
    page.goto(f"{site}/relations/?pays=SN&vue=carte")
    assert page.locator(".atlas__image").is_visible()
    assert page.locator(".atlas__image").evaluate("i => i.naturalWidth") > 800
    assert not page.get_by_text("Au clavier").is_visible()
    assert not page.locator(".atlas__cadre").is_visible()
    assert not page.locator(".atlas__outils").is_visible()
    page.locator(".atlas__jumeau summary").click()
    assert page.locator(".atlas__jumeau table").first.is_visible()
    contexte.close()


def test_sans_tuiles_le_monde_de_secours(ouvrir: Any, site: str, browser: Any) -> None:
    """Une machine sans tippecanoe : un fond plus simple, les mêmes arcs."""
    contexte = browser.new_context(reduced_motion="reduce", viewport={"width": 1280, "height": 900})
    page = contexte.new_page()

    def sans_tuiles(route: Any) -> None:
        reponse = route.fetch()
        texte = reponse.text()
        for nom in ("monde", "france"):
            avant, _, suite = texte.partition(f'data-{nom}="')
            texte = f'{avant}data-{nom}=""{suite.partition(chr(34))[2]}'
        route.fulfill(response=reponse, body=texte)

    page.route("**/relations/?*", sans_tuiles)
    carte = Carte(page, f"{site}/relations/?pays=SN&vue=carte{MONDE}")
    assert not [d for d in carte.demandes if "pmtiles" in d]
    assert len(carte.vus("terre")) > 100
    assert carte.vus("arcs")
    contexte.close()


def test_une_base_trop_grande_se_dit_en_flux_et_en_secteurs(site: str, browser: Any) -> None:
    """Au-delà des marques, des traits de département à pays, puis les marques quand on s'approche."""
    contexte = browser.new_context(reduced_motion="reduce", viewport={"width": 1280, "height": 900})
    page = contexte.new_page()
    demandes: list[str] = []

    def reunis(route: Any) -> None:
        demandes.append(route.request.url)
        brut = json.loads(route.fetch().text())
        if "zone=" not in route.request.url or len(demandes) < 3:
            vides = {nom: {c: [] for c in brut[nom]} for nom in ("lieux", "marques", "arcs", "poses")}
            flux = {"de": ["D38", "D75"], "vers": ["SN", "ML"], "depart": [[5.7, 45.2], [2.35, 48.9]],
                    "arrivee": [[-14.5, 14.5], [-4, 17]], "nombre": [300, 12]}  # fmt: skip
            mailles = {"lon": [], "lat": [], "nombre": []}
            brut |= {**vides, "mode": "agregats", "partiel": True, "agregats": {"arcs": flux, "mailles": mailles}}
        route.fulfill(json={**brut, "partiel": True})

    page.route("**/carte.json*", reunis)
    carte = Carte(page, f"{site}/relations/?pays=SN&vue=carte{MONDE}")
    assert {(f["de"], f["vers"], f["nombre"]) for f in carte.vus("agregats-arcs")} == {
        ("D38", "SN", 300),
        ("D75", "ML", 12),
    }
    assert carte.vus("arcs") == []
    assert "pas à un lieu" in page.locator("[data-legende]").text_content()
    page.locator("[data-zoom='1']").click()
    page.wait_for_timeout(800)
    carte.attendre()
    assert "zone=" in demandes[-1]
    assert "zoom=" in demandes[-1]
    assert carte.vus("arcs")
    contexte.close()


@pytest.mark.parametrize("couleurs", ["light", "dark"])
def test_axe_ne_trouve_rien_sur_la_carte_ouverte(ouvrir: Any, couleurs: str) -> None:
    """D6, B9 : fiche ouverte, tableau déplié, en clair et en sombre, au bureau et au téléphone."""
    carte = ouvrir("/relations/?pays=SN&vue=carte", bypass_csp=True, color_scheme=couleurs)
    carte.page.locator("button.voir-carte").first.click()
    carte.page.locator(".atlas__jumeau summary").click()
    for largeur in (1280, 360):
        carte.page.set_viewport_size({"width": largeur, "height": 800})
        carte.attendre()
        fautes = Axe().run(carte.page).response["violations"]
        assert [(f["id"], [n["html"][:120] for n in f["nodes"]]) for f in fautes] == []
        assert carte.page.evaluate("document.documentElement.scrollWidth") <= largeur


def test_au_telephone_les_outils_de_la_carte_ont_la_taille_du_doigt(ouvrir: Any) -> None:
    carte = ouvrir("/relations/?pays=SN&vue=carte", viewport={"width": 360, "height": 800}, has_touch=True)
    for choix in (".atlas__modes label", ".atlas__zoom button", ".atlas__outils > a", "button.voir-carte"):
        for boite in carte.page.locator(choix).all():
            assert boite.bounding_box()["height"] >= 43.5, choix
