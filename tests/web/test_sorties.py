"""Les exports par leur adresse : nom, âge, refus clairs, et la même question que la liste (B1, B2, D1, D2)."""

import csv
import io
import json
import re
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from jumelles.recherche.filtre import SORTES, Filtre
from jumelles.recherche.moteur import moteur
from jumelles.recherche.sorties.formats import FORMATS

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def corps(reponse: Any) -> bytes:
    return b"".join(reponse.streaming_content) if reponse.streaming else reponse.content


@pytest.mark.parametrize("sorte", SORTES)
@pytest.mark.parametrize("extension", FORMATS)
def test_chaque_format_repond_avec_son_type(client: Client, sorte: str, extension: str) -> None:
    reponse = client.get(f"/{sorte}.{extension}?pays=MG")
    assert reponse.status_code == 200
    assert reponse["Content-Type"] == FORMATS[extension].media
    assert reponse["Access-Control-Allow-Origin"] == "*"
    assert re.fullmatch(r'W/"[0-9a-f]{24}"', reponse["ETag"])
    assert "Last-Modified" in reponse
    assert not reponse.cookies
    assert corps(reponse)


def test_le_fichier_dit_ce_qu_il_contient_et_le_jour(client: Client) -> None:
    """D1 : le nom porte le filtre et la date, en ASCII et en entier (RFC 6266)."""
    dit = client.get("/relations.csv?pays=CI&nature=jumelage&depuis=1990")["Content-Disposition"]
    ascii_, entier = re.fullmatch(r"attachment; filename=\"([ -~]+)\"; filename\*=UTF-8''(\S+)", dit).groups()  # type: ignore[union-attr]
    assert re.fullmatch(r"jumelles-relations-[a-z0-9-]+-\d{4}-\d\d-\d\d\.csv", ascii_)
    assert "cote-divoire" in ascii_
    assert "jumelage" in ascii_
    assert "Côte d" in unquote(entier)


def test_un_nom_de_fichier_ne_casse_pas_l_en_tete(client: Client) -> None:
    dit = client.get("/relations.csv", {"q": 'a"; filename="x\r\nSet-Cookie: b'})["Content-Disposition"]
    assert "\n" not in dit
    assert dit.count('"') == 2


@pytest.mark.parametrize(("sep", "signe"), [(";", ";"), (",", ","), ("tab", "\t"), ("virgule", ","), ("", ";")])
def test_le_separateur_se_choisit(client: Client, sep: str, signe: str) -> None:
    octets = corps(client.get("/relations.csv", {"sep": sep, "bom": "non", "pays": "MG"}))
    assert not octets.startswith(b"\xef\xbb\xbf")
    lignes = list(csv.DictReader(io.StringIO(octets.decode(), newline=""), delimiter=signe, strict=True))
    assert [int(x["id"]) for x in lignes] == [
        t.id for t in moteur().parcourir(Filtre(pays=("MG",)), "relations", nombre=5000)
    ]


@pytest.mark.parametrize(
    ("adresse", "code", "dit"),
    [
        ("/relations.pdf", 404, "« pdf »"), ("/relations.csv.exe", 404, "« csv.exe »"),
        ("/relations/?format=docx", 400, "« docx »"), ("/relations.csv?depuis=abc", 400, "« abc »"),
        ("/relations.csv?emprise=1,2", 400, "« 1,2 »"), ("/relations.csv?sep=x", 400, "Séparateur inconnu"),
        ("/relations.csv?bom=peut-etre", 400, "« bom »"), ("/relations.atom?avant=hier", 400, "flux"),
    ],
)  # fmt: skip
def test_ce_qui_ne_se_lit_pas_est_dit(client: Client, adresse: str, code: int, dit: str) -> None:
    """Écarter en silence donnerait un autre fichier que celui demandé."""
    reponse = client.get(adresse)
    html = reponse.content.decode().replace("\u00a0", " ")
    assert reponse.status_code == code
    assert dit in html
    assert "/relations.csv" in html


@pytest.mark.parametrize("extension", FORMATS)
def test_la_liste_mene_au_fichier(client: Client, extension: str) -> None:
    """D1 : suffixe ou `?format=`, la même question."""
    reponse = client.get(f"/relations/?pays=MG&format={extension}&theme=eau")
    assert (reponse.status_code, reponse["Location"]) == (302, f"/relations.{extension}?pays=MG&theme=eau")


def test_ce_que_l_on_a_deja_ne_se_renvoie_pas(client: Client) -> None:
    marque = client.get("/relations.csv?pays=MG")["ETag"]
    assert client.get("/relations.csv?pays=MG", headers={"If-None-Match": marque}).status_code == 304
    assert client.get("/relations.csv?pays=DE", headers={"If-None-Match": marque}).status_code == 200
    assert client.get("/relations.csv?pays=MG&sep=,", headers={"If-None-Match": marque}).status_code == 200


def test_une_ecriture_change_la_marque(client: Client, index_suivi: Any) -> None:
    """L'index avance : ce qu'on gardait ne vaut plus."""
    from jumelles.provenance.operations import Ecriture, journaliser

    marque = client.get("/relations.csv?pays=MG")["ETag"]
    (lue,) = moteur().parcourir(Filtre(), "relations", nombre=1)
    journaliser(par="essai", ecritures=[Ecriture("corriger", "relation", lue.id, {}, {})])
    index_suivi()
    assert client.get("/relations.csv?pays=MG", headers={"If-None-Match": marque}).status_code == 200


@pytest.mark.parametrize("extension", FORMATS)
def test_head_dit_tout_sans_rien_ecrire(client: Client, extension: str) -> None:
    reponse = client.head(f"/relations.{extension}?pays=MG")
    assert (reponse.status_code, corps(reponse)) == (200, b"")
    assert "ETag" in reponse
    assert "Content-Length" not in reponse


def test_seul_se_lit(client: Client) -> None:
    assert client.post("/relations.csv").status_code == 405


def test_le_flux_se_suit_par_ses_adresses(client: Client) -> None:
    """RFC 5005 : de rel=next en rel=next, tout l'ensemble, une fois."""
    adresse, numeros = "/relations.atom?pays=DE&pays=IT&pays=GB", []
    while adresse:
        page = ET.fromstring(corps(client.get(adresse)))
        numeros += [(x.text or "").rpartition(":")[2] for x in page.iterfind(f"{ATOM}entry/{ATOM}id")]
        suite = [x.get("href") or "" for x in page.iterfind(f"{ATOM}link") if x.get("rel") == "next"]
        adresse = suite[0].removeprefix("http://localhost:8000") if suite else ""
    attendus = moteur().compter(Filtre(pays=("DE", "IT", "GB")), "relations")
    assert len(numeros) == len(set(numeros)) == attendus > 50


def test_les_facettes_d_une_autre_sorte_sont_ignorees_comme_sur_la_page(client: Client) -> None:
    """Une nature de lien n'a pas de sens pour un projet : la page le dit et l'ignore, le fichier aussi."""
    tout = json.loads(corps(client.get("/projets.json")))
    assert json.loads(corps(client.get("/projets.json?nature=jumelage")))["nombre"] == tout["nombre"]
    assert tout["a_propos"]["total"] == tout["nombre"]


def test_la_demonstration_n_est_que_demandee(client: Client) -> None:
    """C0.4 : jamais mêlée."""
    objet = json.loads(corps(client.get("/relations.json")))
    assert not any(x["demonstration"] for x in objet["lignes"])
    assert {s["code"] for s in objet["a_propos"]["sources"]} >= {c for x in objet["lignes"][:200] for c in x["sources"]}
    assert all(s["licence"] for s in objet["a_propos"]["sources"])
