"""Les trois entrées : ce que la page dit est ce que le moteur compte, et son adresse le rouvre ailleurs."""

import json
import re
from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.test import Client

from jumelles.recherche.filtre import SORTES, Filtre, Sorte
from jumelles.recherche.moteur import MoteurIndisponible
from jumelles.recherche.phrase import phrase
from jumelles.recherche.requetes import compter, facettes, lister
from jumelles.web.chercher import listes

pytestmark = pytest.mark.django_db
JOUR = date(2026, 11, 22)
FILTRES: list[tuple[Sorte, Filtre]] = [
    ("relations", Filtre()),
    ("relations", Filtre(pays=("SN",), nature=("jumelage",))),
    ("relations", Filtre(territoire=("D38",), texte="grenoble")),
    ("projets", Filtre()),
    ("projets", Filtre(pays=("MG", "SN"))),
    ("acteurs", Filtre(type_acteur=("autorite_etrangere",), pays=("DE",))),
    ("acteurs", Filtre(pays_action=("MG",))),
]  # fmt: skip


def _page(client: Client, adresse: str) -> str:
    reponse = client.get(adresse)
    assert reponse.status_code == 200, adresse
    return unescape(reponse.content.decode())


def _ids(html: str) -> list[int]:
    return [int(x) for x in re.findall(r'<li id="[rpa]-\d+" data-id="(\d+)"', html)]


def _adresse(sorte: Sorte, filtre: Filtre, plus: str = "") -> str:
    return f"/{sorte}/?{filtre.to_query()}{plus}"


@pytest.mark.parametrize(("sorte", "filtre"), FILTRES, ids=lambda x: str(x)[:40])
def test_phrase_compte_liste_et_pages_disent_le_meme_ensemble(client: Client, sorte: Sorte, filtre: Filtre) -> None:
    """C0.2 : la somme des pages est le compte de la phrase, et celui du moteur."""
    total = compter(filtre, sorte)
    html = _page(client, _adresse(sorte, filtre))
    assert f"{phrase(filtre, total, sorte)}." in html
    vus: list[int] = []
    for numero in range(1, -(-total // 30) + 1):
        if numero <= 4:
            vus += _ids(_page(client, _adresse(sorte, filtre, f"&page={numero}")))
    attendus = [e.id for e in lister(filtre, sorte, jour=JOUR, taille=120).elements]
    assert vus == attendus
    assert len(vus) == min(total, 120)


@pytest.mark.parametrize("sorte", SORTES)
def test_chaque_case_est_une_facette_du_moteur_avec_son_compte(client: Client, sorte: Sorte) -> None:
    """C4.2, C4.3 : les comptes écrits à côté des cases sont ceux des requêtes."""
    html = _page(client, f"/{sorte}/")
    ecrits = re.findall(
        r'name="(\w+)" value="([^"]*)"[^>]*> <span class="facette__nom">[^<]*</span> <span class="nombre">([\d\s]+)<',
        html,
    )
    voulus = [(f.nom, c.code, c.nombre) for f in facettes(Filtre(), sorte) for c in f.choix]
    assert sorted((nom, code, int(re.sub(r"\s", "", n))) for nom, code, n in ecrits) == sorted(voulus)
    assert len(voulus) > 5


@pytest.mark.parametrize("sorte", SORTES)
def test_chaque_liste_mene_a_ses_fichiers_et_a_son_lien_durable(client: Client, sorte: Sorte) -> None:
    """B1, B2, D1 : exports, flux, page à intégrer, API et lien durable portent la même question que la page."""
    pays = next(f for f in facettes(Filtre(), sorte) if f.nom == "pays").choix[0].code
    question = f"pays={pays}"
    html = _page(client, f"/{sorte}/?{question}&tri=nom")
    assert _ids(html)
    for suffixe in ("csv", "xlsx", "geojson", "json", "atom"):
        assert f'<li><a href="/{sorte}.{suffixe}?{question}"' in html
        assert re.search(rf'<link rel="alternate" type="[^"]+" href="/{sorte}\.{suffixe}\?{question}"', html)
    for ailleurs in (f"/integrer/{sorte}/?{question}", f"/api/v1/{sorte}?{question}"):
        assert f'<li><a href="{ailleurs}"' in html
        assert client.get(ailleurs).status_code == 200
    assert f'class="lien-durable" href="http://localhost:8000/{sorte}/?{question}&tri=nom"' in html


def test_le_formulaire_mene_a_une_adresse_courte_et_precise(client: Client) -> None:
    """Cocher l'Isère sous sa région, laisser des champs vides : l'adresse ne garde que ce qui compte."""
    reponse = client.get("/relations/?avant=R84&territoire=R84&territoire=D38&q=&depuis=&jusque=&pays=MG")
    assert (reponse.status_code, reponse["Location"]) == (302, "/relations/?pays=MG&territoire=D38")


def test_une_annee_illisible_survit_au_formulaire_et_se_dit(client: Client) -> None:
    html = _page(client, client.get("/relations/?avant=&depuis=abcd")["Location"])
    assert "« abcd » n’est pas une année" in html.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("adresse", "dit"),
    [
        ("/relations/?pays=ZZ", "Code inconnu : « ZZ »"),
        ("/relations/?statut=en_cours", "« Avancement » ne s’applique pas aux jumelages et partenariats"),
        ("/projets/?etat=actif", "« État du partenariat » ne s’applique pas aux projets"),
        ("/acteurs/?partie=12", "« Avec » ne s’applique pas aux acteurs"),
        ("/projets/?theme=licorne", "Code inconnu : « licorne »"),
        ("/acteurs/?territoire=99999", "Code inconnu : « 99999 »"),
        ("/relations/?emprise=1,2", "n’est pas un cadre de carte"),
        ("/relations/?depuis=2000&jusque=1990", "échangez-les"),
        ("/relations/?q=madagascr", "Nous avons compris « madagascar » pour « madagascr »"),
    ],
)
def test_ce_qui_n_est_pas_compris_se_dit(client: Client, adresse: str, dit: str) -> None:
    assert dit in _page(client, adresse).replace("\u00a0", " ")


def test_changer_d_entree_garde_ce_qui_vaut_et_redonne_le_reste_au_retour(client: Client) -> None:
    """Un critère qui ne vaut pas ici n'est pas perdu : il revient avec l'entrée où il vaut."""
    html = _page(client, "/relations/?pays=MG&etat=actif")
    assert 'href="/projets/?pays=MG&etat=actif"' in html
    assert 'href="/relations/?pays=MG&etat=actif"' in _page(client, "/projets/?pays=MG&etat=actif")


def test_zero_resultat_dit_quoi_oter_et_ce_que_les_voisines_trouvent(client: Client) -> None:
    html = _page(client, "/projets/?pays=DE")
    if compter(Filtre(pays=("DE",)), "projets"):
        pytest.fail("Des projets en Allemagne : choisir un autre exemple.")
    n = compter(Filtre(pays=("DE",)), "relations")
    tous = compter(Filtre(), "projets")
    assert re.search(
        rf'<li><a href="/projets/">{tous} résultats? sans « Pays d’action »</a></li>', html.replace("\u00a0", " ")
    )
    assert re.search(rf'href="/relations/\?pays=DE">Jumelages et partenariats \({n:,}\)'.replace(",", "\u00a0"), html)


def test_des_mots_sans_resultat_sont_relus_comme_des_filtres(client: Client) -> None:
    """« sénégal » écrit dans la case des mots : le pays, s'il a des liens, vaut mieux que la liste entière."""
    html = _page(client, "/relations/?q=rienneportecenom+senegal")
    n = compter(Filtre(pays=("SN",)), "relations")
    assert n
    assert f'href="/relations/?pays=SN">{phrase(Filtre(pays=("SN",)), n)}</a>' in html
    assert "vos mots comme des filtres" not in _page(client, "/relations/?q=rienneportecenom")


def test_la_boite_dit_ce_qu_elle_a_compris_quand_rien_ne_repond_a_tout(client: Client) -> None:
    html = _page(client, "/recherche/?q=rienneportecenom+senegal")
    assert "Nous avons compris" in html
    assert "<strong>Sénégal</strong>" in html


def test_l_annee_dit_de_quoi_elle_est_l_annee(client: Client) -> None:
    assert "<legend>Année du premier lien</legend>" in _page(client, "/acteurs/")
    assert "<legend>Année de début</legend>" in _page(client, "/projets/")


def test_un_territoire_mene_a_ses_listes_et_elles_comptent_comme_lui(client: Client) -> None:
    """« Où agit-elle ? » : la page mène à la liste filtrée, qui dit le même nombre."""
    avec_projets = next(c.code for f in facettes(Filtre(), "projets") if f.nom == "territoire" for c in f.choix)
    for code in ("38185", avec_projets):
        html = _page(client, client.get(f"/territoires/{code}/")["Location"])
        boutons = re.findall(r'creux" href="(/(\w+)/\?[^"]+)">(?:Voir et filtrer les )?([\d\u00a0]+) [lp]', html)
        assert {sorte for _, sorte, _ in boutons} >= ({"relations"} if code == "38185" else {"projets"})
        for lien, _, nombre in boutons:
            assert re.search(rf'id="phrase">{nombre} ', _page(client, lien)), lien


def test_la_page_dit_ce_que_le_geojson_ne_situe_pas(client: Client) -> None:
    sans_lieu = compter(Filtre(pays=("MG",)), "relations") - compter(Filtre(pays=("MG",)), "relations", situes=True)
    reponse: Any = client.get("/relations.geojson?pays=MG")
    assert sans_lieu == json.loads(b"".join(reponse.streaming_content))["non_situes"] > 0
    assert "Dans le GeoJSON, " in _page(client, "/relations/?pays=MG")
    par_pays = (Filtre(pays=(c.code,)) for f in facettes(Filtre(), "relations") if f.nom == "pays" for c in f.choix)
    toutes_situees = next(f for f in par_pays if compter(f, "relations") == compter(f, "relations", situes=True))
    assert "Dans le GeoJSON, " not in _page(client, _adresse("relations", toutes_situees))


def test_integrer_sans_liste_mene_a_la_premiere(client: Client) -> None:
    assert client.get("/integrer/")["Location"] == "/integrer/relations/"


def test_le_feuillet_s_arrete_et_dit_quoi_faire(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Au-delà de la dernière page : affiner, ou télécharger."""
    monkeypatch.setattr("jumelles.recherche.requetes.listes.PAGES_MAX", 2)
    html = _page(client, "/relations/?page=999")
    assert "ajoutez un filtre, ou téléchargez" in html
    assert "page=3" not in html


def test_chaque_critere_pose_a_sa_case_son_jeton_ou_son_champ_cache(client: Client) -> None:
    """Envoyer le formulaire tel quel rouvre le même filtre : rien ne s'y perd."""
    filtre = Filtre.from_query(
        {"q": "a", "pays": "MG", "territoire": "38185", "partie": "12", "emprise": "0,40,10,50", "depuis": "1900"}
    )
    html = _page(client, _adresse("relations", filtre, "&statut=en_cours&tri=nom&vue=carte"))
    formulaire = html[html.index("<form action=") : html.index("Appliquer")]
    for nom, valeur in [*filtre.couples(), ("statut", "en_cours"), ("tri", "nom"), ("vue", "carte")]:
        champ = rf'name="{nom}"[^>]*value="{re.escape(valeur)}"'
        assert re.search(champ, formulaire), (nom, valeur)


def test_sans_index_la_page_dit_de_revenir(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuser(*args: object, **options: object) -> None:
        raise MoteurIndisponible("pas encore")

    monkeypatch.setattr(listes, "lister", refuser)
    reponse = client.get("/relations/")
    assert (reponse.status_code, reponse["Retry-After"]) == (503, "30")
    assert "La recherche se prépare" in reponse.content.decode()


def test_les_suggestions_sont_des_adresses_qui_repondent(client: Client) -> None:
    reponse = client.get("/suggestions.json?q=greno")
    propositions = reponse.json()["suggestions"]
    assert [p["libelle"] for p in propositions].count("Grenoble") == 1
    assert "max-age" in reponse["Cache-Control"]
    for p in propositions:
        assert client.get(p["adresse"], follow=True).status_code == 200
    assert client.get("/suggestions.json?q=g").json()["suggestions"] == []
    assert client.get("/suggestions.json").json() == {"q": "", "suggestions": []}


def test_plusieurs_mots_proposent_les_listes_qu_ils_disent(client: Client) -> None:
    n = compter(Filtre(pays=("SN",), nature=("jumelage",)), "relations")
    (premiere, *_reste) = client.get("/suggestions.json?q=jumelages+senegal").json()["suggestions"]
    assert premiere["adresse"] == "/relations/?pays=SN&nature=jumelage"
    assert premiere["libelle"].startswith(f"{n} jumelage")


def test_les_mots_qui_disent_une_collectivite_n_en_cachent_pas_le_nom(client: Client) -> None:
    assert 'href="/territoires/38185-grenoble/"' in _page(client, "/recherche/?q=ville+de+Grenoble")


def test_une_fiche_d_acteur_compte_ce_que_ses_listes_montrent(client: Client) -> None:
    """C4.3, C4.5 : le nombre de la page, le lien vers l'atlas et la liste de l'atlas sont d'accord."""
    ligne = max(lister(Filtre(pays=("MA",)), "acteurs", jour=JOUR, taille=200).elements, key=lambda a: a.relations)
    html = _page(client, f"/acteurs/{ligne.id}-{ligne.slug}/")
    assert "Qui agit à" in html
    assert f'href="/relations/?partie={ligne.id}"' in html
    assert compter(Filtre(partie=(str(ligne.id),)), "relations") == ligne.relations > 0
    assert f"{ligne.relations} </span>" in html or f">{ligne.relations}</span>" in html


def test_une_fiche_ecrite_entre_dans_la_liste(client: Client, index_suivi: Callable[[], object]) -> None:
    from jumelles.cooperations.operations import declarer_projet
    from tests.cooperations.test_operations import _projet, une_source

    une_source()
    pk = declarer_projet(declaration=_projet(titre="Électrification RURALE d'Ihorombe (fabriqué)"), par="machine:essai")
    index_suivi()
    for texte in ("electrification rurale", "ÉLECTRIFICATION ihorombe", "électrifications rurales"):
        assert pk in _ids(_page(client, f"/projets/?q={texte}")), texte
    assert pk not in _ids(_page(client, "/projets/?q=electrification+urbaine+fabrique"))
