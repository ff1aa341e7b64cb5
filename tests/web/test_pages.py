"""Les pages : chacune répond sans JavaScript, porte ses sources, et compte ses requêtes."""

import re
from datetime import date
from html.parser import HTMLParser

import pytest
from django.test import Client

from jumelles.cooperations.fiches import RelationBreve
from jumelles.recherche.filtre import Filtre
from jumelles.recherche.requetes import acteurs, projets, relations
from jumelles.web.adresses import adresse_acteur, adresse_partie

pytestmark = pytest.mark.django_db
JOUR = date(2026, 11, 21)

# Adresse, et nombre de requêtes à ne pas dépasser : constant, quel que soit le nombre de lignes.
PAGES = [
    ("/", 10),
    ("/recherche/", 1),
    ("/recherche/?q=Grenoble", 4),
    ("/recherche/?q=Rien+ne+porte+ce+nom", 4),
    ("/recherche/?q=eau+madagascar+occitanie", 16),
    ("/territoires/", 7),
    ("/territoires/38185-grenoble/", 28),
    ("/territoires/67482-strasbourg/", 28),
    ("/territoires/D38-departement-de-l-isere/", 34),
    ("/territoires/38185-grenoble/portrait/", 34),
    ("/territoires/D38-departement-de-l-isere/portrait/", 28),
    ("/territoires/01001-l-abergement-clemenciat/portrait/", 18),
    ("/territoires/01001-l-abergement-clemenciat/", 10),
    ("/pays/", 4),
    ("/pays/de-allemagne/", 13),
    ("/pays/mg-madagascar/", 15),
    ("/pays/fj-fidji/", 13),
    ("/acteurs/", 9),
    ("/acteurs/?type_acteur=autorite_etrangere&pays=DE", 11),
    ("/relations/", 9),
    ("/relations/?pays=SN&nature=jumelage&depuis=1950", 13),
    ("/relations/?pays=FJ&odd=4", 9),
    ("/relations/?territoire=38185", 15),
    ("/projets/", 12),
    ("/projets/?pays=MG&theme=eau&statut=en_cours", 12),
    ("/themes/", 2),
    ("/odd/", 2),
    ("/odd/6/", 16),
    ("/sources/", 2),
    ("/sources/partenariats_releves/", 11),
    ("/plan-du-site/", 6),
    ("/accessibilite/", 0),
    ("/mentions-legales/", 0),
    ("/donnees-personnelles/", 0),
    ("/compte/login/", 2),
]


class Lecture(HTMLParser):
    """Ce qu'un lecteur trouve dans une page : titres, repères, liens."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.h1 = self.main = 0
        self.langue = self.titre = self.description = self.canonique = ""
        self.liens: list[str] = []
        self._dans_titre = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        lus = dict(attrs)
        self.h1 += tag == "h1"
        self.main += tag == "main"
        self._dans_titre = tag == "title" and not self.titre
        if tag == "html":
            self.langue = lus.get("lang") or ""
        if tag == "meta" and lus.get("name") == "description":
            self.description = lus.get("content") or ""
        if tag == "link" and lus.get("rel") == "canonical":
            self.canonique = lus.get("href") or ""
        if tag == "a" and lus.get("href"):
            self.liens.append(lus["href"] or "")

    def handle_data(self, data: str) -> None:
        if self._dans_titre:
            self.titre += data

    def handle_endtag(self, tag: str) -> None:
        self._dans_titre = self._dans_titre and tag != "title"


def _lire(client: Client, adresse: str) -> tuple[str, Lecture]:
    reponse = client.get(adresse)
    assert reponse.status_code == 200, adresse
    html = reponse.content.decode()
    return html, Lecture(html)


def _lien_date() -> RelationBreve:
    """Un lien dont on sait le début."""
    return next(r for r in relations(Filtre(depuis=1900), jour=JOUR).elements)  # type: ignore[return-value]


@pytest.mark.parametrize(("adresse", "requetes"), PAGES, ids=[adresse for adresse, _n in PAGES])
def test_chaque_page_repond_a_un_anonyme(
    client: Client, django_assert_max_num_queries: object, adresse: str, requetes: int
) -> None:
    """C0.1 : 200, un seul h1, un main, un titre qui finit par le nom du site, en français."""
    with django_assert_max_num_queries(requetes):  # type: ignore[operator]
        reponse = client.get(adresse)
    assert reponse.status_code == 200
    page = Lecture(reponse.content.decode())
    assert (page.h1, page.main, page.langue) == (1, 1, "fr")
    assert page.titre.endswith("— Jumelles")
    assert page.description
    permis = r'<script(?! type="(?:module" src="/statique/|application/ld\+json"))'
    assert re.findall(permis, reponse.content.decode()) == []


def test_les_titres_ne_se_repetent_pas(client: Client) -> None:
    titres = [_lire(client, adresse)[1].titre for adresse, _n in PAGES if "?" not in adresse]
    assert len(set(titres)) == len(titres)


def test_les_fiches_repondent_et_disent_leur_source(client: Client, django_assert_max_num_queries: object) -> None:
    """C0.3 : la page d'un lien dit la source, sa date de lecture et sa licence."""
    lien = _lien_date()
    with django_assert_max_num_queries(16):  # type: ignore[operator]
        html = client.get(f"/relations/{lien.id}-{lien.slug}/").content.decode()
    for _code, nom in lien.sources:
        assert nom.replace("'", "&#x27;") in html
    assert "Licence" in html
    assert re.search(r"lue le 1?\d", html)


def test_la_page_d_un_lien_separe_les_trois_etats(client: Client) -> None:
    lien = _lien_date()
    html, _page = _lire(client, f"/relations/{lien.id}-{lien.slug}/")
    noms = re.findall(r'class="etats__nom">([^<]+)<', html)
    assert noms == ["Le partenariat", "L’acte", "La donnée"]


def test_depuis_une_ville_etrangere_on_voit_toutes_ses_collectivites(client: Client) -> None:
    """C4.5, « qui agit à X ? » : chaque collectivité française liée est nommée sur la page du partenaire."""
    lien = _lien_date()
    partenaire = next(p for p in lien.parties if not p.francaise)
    _html, page = _lire(client, adresse_partie(partenaire))
    siennes = relations(Filtre(partie=(str(partenaire.acteur_id),)), jour=JOUR, taille=1000)
    assert siennes.total == len(siennes.elements) > 0
    for r in siennes.elements:
        assert f"/relations/{r.id}-{r.slug}/" in page.liens
    assert f"/relations/?partie={partenaire.acteur_id}" in page.liens


def test_une_collectivite_dans_l_annuaire_mene_a_son_territoire(client: Client) -> None:
    ligne = acteurs(Filtre(type_acteur=("collectivite",)), jour=JOUR).elements[0]
    reponse = client.get(adresse_acteur(ligne.id, ligne.nom))
    assert reponse.status_code == 301
    assert reponse["Location"].startswith(f"/territoires/{ligne.territoire_code}-")


@pytest.mark.parametrize(
    ("adresse", "bonne"),
    [
        ("/territoires/38185-un-autre-nom/", "/territoires/38185-grenoble/"),
        ("/territoires/38185/", "/territoires/38185-grenoble/"),
        ("/pays/MG-autre/", "/pays/mg-madagascar/"),
        ("/pays/fr-france/", "/territoires/"),
    ],
)
def test_un_mauvais_nom_mene_au_bon(client: Client, adresse: str, bonne: str) -> None:
    """D1 : mauvais nom, 301 vers le bon."""
    reponse = client.get(adresse)
    assert (reponse.status_code, reponse["Location"]) == (301, bonne)


def test_un_ancien_code_mene_a_la_collectivite_d_aujourd_hui(client: Client) -> None:
    """Bellegarde-sur-Valserine (01033) est Valserhône depuis 2019, qui a gardé son code ; Lancrans (01205) y mène."""
    reponse = client.get("/territoires/01205-lancrans/")
    assert reponse.status_code == 301
    assert reponse["Location"].startswith("/territoires/01033-")


@pytest.mark.parametrize(
    "adresse",
    ["/nulle-part/", "/territoires/99999-nulle-part/", "/pays/zz-nulle-part/", "/relations/999999999999-x/",
     "/projets/999999999-x/", "/acteurs/999999999-x/", "/odd/18/", "/themes/nulle-part/", "/sources/nulle-part/"],
)  # fmt: skip
def test_l_inconnu_repond_404_en_francais(client: Client, adresse: str) -> None:
    reponse = client.get(adresse)
    assert reponse.status_code == 404
    assert "Cette page n’existe pas" in reponse.content.decode()


def test_une_panne_se_dit_en_francais_sans_rien_devoir_au_site(monkeypatch: pytest.MonkeyPatch) -> None:
    """La page de panne n'appelle ni la base, ni le menu : ce qui vient de casser n'y est pas."""

    def casser(*_a: object, **_o: object) -> None:
        raise RuntimeError("panne voulue par l'essai")

    monkeypatch.setattr("jumelles.web.accueil.vues.garder", casser)
    reponse = Client(raise_request_exception=False).get("/")
    html = reponse.content.decode()
    assert reponse.status_code == 500
    assert "Une erreur est survenue de notre côté" in html
    assert "panne voulue" not in html
    assert '<a href="/">' in html


@pytest.mark.parametrize("parametres", ["page=abc", "page=-4", "page=999999999999", "depuis=%00", "q=" + "a" * 5000])
def test_une_question_absurde_ne_casse_rien(client: Client, parametres: str) -> None:
    for adresse in ("/relations/", "/acteurs/", "/projets/", "/recherche/"):
        assert client.get(f"{adresse}?{parametres}").status_code == 200


def test_une_balise_tapee_dans_la_recherche_reste_du_texte(client: Client) -> None:
    html, _page = _lire(client, "/recherche/?q=%3Cscript%3Ealert(1)%3C/script%3E")
    assert "<script>alert" not in html


def test_les_entrees_permanentes_sont_sur_chaque_page(client: Client) -> None:
    """C4.1 : panorama, annuaire, ODD, dans le menu et dans le plan du site ; la recherche partout."""
    for adresse, _n in PAGES:
        html, page = _lire(client, adresse)
        assert {"/projets/", "/acteurs/", "/odd/", "/relations/", "/pays/"} <= set(page.liens), adresse
        assert 'action="/recherche/"' in html


def test_les_dix_sept_objectifs_ont_un_nom_en_toutes_lettres(client: Client) -> None:
    """C4.4 : dix-sept objectifs, chacun une page avec ses cibles officielles."""
    html, page = _lire(client, "/odd/")
    assert len({lien for lien in page.liens if re.fullmatch(r"/odd/\d+/", lien)}) == 17
    assert "Eau propre et assainissement" in html
    cibles, _page = _lire(client, "/odd/6/")
    assert cibles.count("<dt>6.") == 8


def test_les_chiffres_de_l_accueil_sont_calcules(client: Client) -> None:
    """C0.5 : le total montré est celui de la liste."""
    total = relations(Filtre(), jour=JOUR).total
    html, _page = _lire(client, "/")
    assert f"{total:,}".replace(",", "\u00a0") + "</span>" in html


def test_le_taux_dit_son_denominateur(client: Client) -> None:
    """C4.6 : la part, sur combien, selon quelle source."""
    html, _page = _lire(client, "/")
    assert re.search(r"\d+,\d\u00a0%</span>", html)
    assert re.search(r"34.?875 communes", html)


def test_un_bailleur_peut_etre_aussi_partenaire(client: Client) -> None:
    """C5.6 : chaque acteur du projet une fois, avec tous ses rôles ; les totaux par étape, jamais mêlés."""
    page = projets(jour=JOUR)
    if not page.total:
        pytest.fail("Aucun projet dans la base d'essai : les faits relevés doivent en porter.")
    p = page.elements[0]
    html, _page = _lire(client, f"/projets/{p.id}-{p.slug}/")
    assert "Qui fait quoi" in html
    assert "Porteur" in html


def test_une_liste_vide_dit_quel_filtre_relacher(client: Client) -> None:
    html, page = _lire(client, "/relations/?pays=DE&nature=aide_urgence")
    assert "Rien ne répond à tous ces filtres" in html
    assert any(lien == "/relations/?pays=DE" for lien in page.liens)


def test_un_filtre_pose_se_retire_d_un_clic(client: Client) -> None:
    html, page = _lire(client, "/relations/?pays=DE&nature=jumelage")
    assert "Allemagne" in html
    assert {"/relations/?nature=jumelage", "/relations/?pays=DE"} <= set(page.liens)


def test_une_recherche_vaine_dit_quoi_essayer(client: Client) -> None:
    html, _page = _lire(client, "/recherche/?q=Rien+ne+porte+ce+nom")
    assert "Rien ne porte ce nom ici" in html
    assert "Essayez" in html


def test_le_plan_xml_mene_a_des_pages_qui_repondent(client: Client) -> None:
    index = client.get("/sitemap.xml").content.decode()
    sections = re.findall(r"<loc>https?://[^/]+(/[^<]+)</loc>", index)
    assert any("relations" in s for s in sections)
    adresses: list[str] = []
    for section in sections:
        trouvees = re.findall(r"<loc>https?://[^/]+(/[^<]*)</loc>", client.get(section).content.decode())
        assert trouvees
        adresses += [trouvees[0], trouvees[len(trouvees) // 2], trouvees[-1]]
    for adresse in dict.fromkeys(adresses):
        assert client.get(adresse).status_code == 200, adresse


def test_les_pages_des_machines(client: Client) -> None:
    assert "Sitemap:" in client.get("/robots.txt").content.decode()
    securite = client.get("/.well-known/security.txt").content.decode()
    assert "Contact:" in securite
    assert "Expires:" in securite
    assert client.get("/favicon.svg")["Content-Type"] == "image/svg+xml"


def test_la_declaration_d_accessibilite_ne_pretend_rien(client: Client) -> None:
    html, _page = _lire(client, "/accessibilite/")
    assert "non conforme" in html
    assert "Défenseur des droits" in html
    assert "totalement conforme" not in html
