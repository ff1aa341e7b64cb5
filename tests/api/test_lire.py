"""Lire l'API : le même ensemble que partout, page à page, sans rien redemander d'inchangé (CONVENTIONS D1, D8)."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import Any

import pytest
from django.test import Client

from jumelles.cooperations.operations import corriger_relation, supprimer_relation
from jumelles.recherche.dictionnaire import COLONNES
from jumelles.recherche.filtre import SORTES, Filtre
from jumelles.recherche.moteur import MoteurIndisponible, moteur
from jumelles.recherche.sorties.en_json import proprietes

pytestmark = pytest.mark.django_db
JOUR = datetime(2026, 11, 21, tzinfo=UTC).date()


def lire(client: Client, adresse: str, code: int = 200, **entetes: str) -> Any:
    reponse = client.get(adresse, **entetes)  # type: ignore[arg-type]
    assert reponse.status_code == code, reponse.content[:500]
    return reponse.json()


def suivre(client: Client, adresse: str) -> Iterator[dict[str, Any]]:
    """Les fiches, en suivant « suivant » jusqu'au bout ; une adresse déjà suivie tournerait sans fin."""
    suivies: set[str] = set()
    while adresse:
        assert adresse not in suivies
        suivies.add(adresse)
        page = lire(client, adresse)
        yield from page["lignes"]
        adresse = page["suivant"]


@pytest.mark.parametrize("sorte", SORTES)
def test_la_liste_entiere_est_celle_du_moteur_et_du_json(client: Client, sorte: Any) -> None:
    """D8 : par numéro croissant, une fois chacune, les colonnes du dictionnaire, les cellules de l'export."""
    attendues = moteur().parcourir(Filtre(), sorte, nombre=40)
    assert attendues
    lignes = list(islice(suivre(client, f"/api/v1/{sorte}?taille=7"), 40))
    assert lignes == [json.loads(json.dumps(proprietes(t))) for t in attendues]
    assert list(lignes[0]) == [c.nom for c in COLONNES[sorte]]
    assert not any("" in ligne.values() for ligne in lignes)  # inconnu se dit null


def test_le_curseur_ne_perd_ni_ne_repete_rien(client: Client) -> None:
    ids = [x["id"] for x in suivre(client, "/api/v1/relations?nature=jumelage&taille=100")]
    assert ids == sorted(set(ids))
    assert len(ids) == moteur().compter(Filtre(nature=("jumelage",)), "relations") > 100


def test_le_lien_suivant_est_aussi_dans_l_entete(client: Client) -> None:
    reponse = client.get("/api/v1/relations?taille=1&pays=DE")
    suivant = reponse.json()["suivant"]
    assert reponse["Link"] == f'<{suivant}>; rel="next"'
    assert suivant.startswith("http://localhost")
    assert "pays=DE" in suivant
    assert "curseur=" in suivant
    assert "Link" not in client.get("/api/v1/relations?taille=500&pays=XX")


@pytest.mark.parametrize("curseur", ["nimporte", "%00", "....", "MTA", "a" * 150, "MTAuMDAwMDAwMDAwMDAw"])
def test_un_curseur_etranger_est_refuse(client: Client, curseur: str) -> None:
    dit = lire(client, f"/api/v1/relations?curseur={curseur}", 422)
    assert dit["erreurs"][0]["ou"] == "curseur"
    assert "suivant" in dit["erreurs"][0]["comment"]


def test_le_curseur_d_une_autre_question_est_refuse(client: Client) -> None:
    suivant = lire(client, "/api/v1/relations?taille=1&pays=DE")["suivant"]
    assert "autre question" in lire(client, suivant.replace("pays=DE", "pays=IT"), 422)["erreurs"][0]["pourquoi"]
    assert lire(client, suivant.replace("taille=1", "taille=2"))["lignes"]


def test_la_phrase_et_la_page_du_site_sont_dites(client: Client) -> None:
    page = lire(client, "/api/v1/relations?pays=DE&taille=1")
    assert "Allemagne" in page["phrase"]
    assert page["adresse"].endswith("/relations/?pays=DE")


@pytest.mark.parametrize(
    ("question", "avis"),
    [
        ("territoire=99999", "territoire : « 99999 »"), ("pays=ZZ", "pays : « ZZ »"),
        ("source=rien", "source : « rien »"),
        ("depuis=2000&jusque=1990", "depuis (2000) est après jusque (1990)"),
    ],
)  # fmt: skip
def test_un_ensemble_vide_s_explique(client: Client, question: str, avis: str) -> None:
    page = lire(client, f"/api/v1/relations?{question}")
    assert page["total"] == 0
    assert page["lignes"] == []
    assert page["avis"][0].startswith(avis)


def test_304_quand_rien_n_a_change(client: Client) -> None:
    premiere = client.get("/api/v1/relations?pays=DE&taille=3")
    assert "Last-Modified" in premiere
    seconde = client.get("/api/v1/relations?pays=DE&taille=3", HTTP_IF_NONE_MATCH=premiere["ETag"])
    assert (seconde.status_code, seconde.content) == (304, b"")
    assert seconde["ETag"] == premiere["ETag"]
    assert client.get("/api/v1/relations?pays=DE&taille=4", HTTP_IF_NONE_MATCH=premiere["ETag"]).status_code == 200


def test_la_date_seule_ne_rend_pas_304(client: Client) -> None:
    """Une fiche retirée, un statut qui change au matin n'avancent pas la date : seule l'étiquette décide."""
    date = client.get("/api/v1/relations?pays=DE")["Last-Modified"]
    assert client.get("/api/v1/relations?pays=DE", HTTP_IF_MODIFIED_SINCE=date).status_code == 200


def test_head_dit_les_entetes_sans_corps_qui_change(client: Client) -> None:
    lue, tete = client.get("/api/v1/relations?pays=DE"), client.head("/api/v1/relations?pays=DE")
    assert tete.status_code == 200
    assert tete.content == b""
    assert tete["ETag"] == lue["ETag"]


def test_moissonner_ce_qui_est_ecrit_depuis(client: Client, index_suivi: Any) -> None:
    """D8 : après une correction, modifie_depuis ne rend qu'elle, dans la seconde où elle est écrite."""
    numero = lire(client, "/api/v1/relations?taille=1")["lignes"][0]["id"]
    avant = datetime.now(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")
    corriger_relation(relation_id=numero, champs={"intitule": "Un intitulé corrigé"}, jour=JOUR, par="essai")
    index_suivi()
    lignes = suivre(client, f"/api/v1/relations?modifie_depuis={avant}")
    assert [(x["id"], x["intitule"]) for x in lignes] == [(numero, "Un intitulé corrigé")]
    assert lire(client, f"/api/v1/relations/{numero}")["intitule"] == "Un intitulé corrigé"


def test_une_fiche_retiree_repond_410(client: Client, index_suivi: Any) -> None:
    numero = lire(client, "/api/v1/relations?taille=1")["lignes"][0]["id"]
    supprimer_relation(relation_id=numero, par="essai", motif="doublon")
    index_suivi()
    assert lire(client, f"/api/v1/relations/{numero}", 410)["title"] == "Fiche retirée"
    assert numero not in [x["id"] for x in lire(client, "/api/v1/relations?taille=1")["lignes"]]


@pytest.mark.parametrize("numero", ["0", "999999999", "9007199254740991", "9007199254740992", "9" * 60])
@pytest.mark.parametrize("sorte", SORTES)
def test_une_fiche_inconnue_repond_404(client: Client, sorte: str, numero: str) -> None:
    assert lire(client, f"/api/v1/{sorte}/{numero}", 404)["status"] == 404


def test_les_facettes_comptent_comme_la_liste(client: Client) -> None:
    """C0.2 : chaque nombre annoncé est celui de la liste qu'il ouvre."""
    dit = lire(client, "/api/v1/facettes/relations?facette=nature&facette=pays&valeurs=3&depuis=1960")
    assert [f["nom"] for f in dit["facettes"]] == ["nature", "pays"]
    for facette in dit["facettes"]:
        assert facette["valeurs"]
        for valeur in facette["valeurs"]:
            ouverte = lire(client, f"/api/v1/relations?depuis=1960&taille=1&{facette['nom']}={valeur['code']}")
            assert ouverte["total"] == valeur["nombre"]


def test_une_facette_ignore_son_propre_choix(client: Client) -> None:
    libre = lire(client, "/api/v1/facettes/relations?facette=nature")["facettes"][0]["valeurs"]
    choisie = lire(client, "/api/v1/facettes/relations?facette=nature&nature=jumelage")["facettes"][0]["valeurs"]
    assert [(v["code"], v["nombre"]) for v in choisie] == [(v["code"], v["nombre"]) for v in libre]
    assert [v["code"] for v in choisie if v["choisi"]] == ["jumelage"]


def test_un_territoire_dit_ou_il_est_et_ce_qu_il_fait(client: Client) -> None:
    dit = lire(client, "/api/v1/territoires/38185")
    assert (dit["nom"], [d["code"] for d in dit["dans"]]) == ("Grenoble", ["R84", "D38", "200040715"])
    total = lire(client, "/api/v1/relations?territoire=38185&taille=1")["total"]
    assert dit["comptes"]["relations"] == total > 0


def test_un_code_d_hier_mene_a_celui_d_aujourd_hui(client: Client) -> None:
    """Annecy-le-Vieux (74011) a rejoint Annecy (74010) en 2017."""
    reponse = client.get("/api/v1/territoires/74011")
    assert reponse.status_code == 301
    assert reponse["Location"].endswith("/api/v1/territoires/74010")


@pytest.mark.parametrize(
    ("adresse", "cle", "valeur"),
    [
        ("/api/v1/pays/MG", "nom", "Madagascar"), ("/api/v1/pays/mg", "iso3", "MDG"),
        ("/api/v1/thesaurus/odd", "nom", "odd"), ("/api/v1/thesaurus/secteurs_cad", "nom", "secteurs_cad"),
    ],
)  # fmt: skip
def test_les_references_se_lisent(client: Client, adresse: str, cle: str, valeur: str) -> None:
    assert lire(client, adresse)[cle] == valeur


def test_les_suggestions_et_les_sources_se_lisent(client: Client) -> None:
    assert lire(client, "/api/v1/suggestions?q=greno")["lignes"][0]["libelle"].startswith("Grenoble")
    sources = lire(client, "/api/v1/sources")["lignes"]
    assert all(s["licence"] and s["editeur"] for s in sources)


def test_sans_index_l_api_demande_de_patienter(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    class Absent:
        def __getattr__(self, nom: str) -> Any:
            raise MoteurIndisponible

    monkeypatch.setattr("jumelles.api.listes.moteur", Absent)
    reponse = client.get("/api/v1/relations")
    assert reponse.status_code == 503
    assert int(reponse["Retry-After"]) > 0
    assert reponse["Content-Type"] == "application/problem+json"
