"""C0.2, B1 : un filtre, un ensemble. Deux cents filtres tirés des vraies valeurs, et partout les mêmes fiches.

Liste, compte écrit sur la page, carte (ce qui est situé), CSV, classeur, GeoJSON, JSON, flux Atom, API : chacun passe
par son adresse, et se relit avec un outil qui ne connaît pas la maison. La page dit aussi combien ne sont pas situés.
"""

import csv
import io
import json
import random
import re
import zipfile
from dataclasses import replace
from functools import cache
from html import unescape
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from jumelles.recherche.emprise import Emprise
from jumelles.recherche.filtre import FACETTES, PROPRES, SORTES, Filtre, Sorte
from jumelles.recherche.moteur import moteur
from jumelles.recherche.phrase import phrase
from jumelles.recherche.requetes import lister
from jumelles.referentiel.nombres import milliers
from jumelles.web.portes import aujourdhui

pytestmark = pytest.mark.django_db
TIRAGES = 200
VASTE = 400
FEUILLETES = 3  # pages de liste que l'on ouvre une à une ; au-delà, la première, et le reste par la même question
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def sans_borne(settings: Any) -> None:
    settings.API_DEBIT = 0


@cache
def valeurs(sorte: Sorte) -> dict[str, list[str]]:
    """Toutes les valeurs de toutes les facettes."""
    siennes = [nom for nom in FACETTES if nom in PROPRES[sorte]]
    comptes = moteur().facettes(Filtre(interieures=True), sorte, siennes)
    return {nom: sorted(comptes[nom]) for nom in siennes if comptes[nom]}


@cache
def echantillon(sorte: Sorte) -> tuple[Any, ...]:
    return moteur().parcourir(Filtre(), sorte, nombre=3000)


def tirer(graine: int) -> tuple[Sorte, Filtre]:
    """Un filtre au hasard, qui trouve VASTE fiches au plus : les listes entières ont leur essai."""
    hasard = random.Random(graine)
    while True:
        sorte = hasard.choice(SORTES)
        filtre = _composer(hasard, sorte)
        if moteur().compter(filtre, sorte) <= VASTE:
            return sorte, filtre


def _composer(hasard: random.Random, sorte: Sorte) -> Filtre:
    """Une à trois facettes d'une ou deux valeurs ; parfois des mots, des années, une emprise."""
    filtre = Filtre(interieures=hasard.random() < 0.2)
    connues = valeurs(sorte)
    for nom in hasard.sample(sorted(connues), min(len(connues), hasard.randint(1, 3))):
        # Le plus souvent une valeur qui va avec les autres ; sinon n'importe laquelle, et la liste peut être vide.
        vont = sorted(moteur().facettes(filtre, sorte, [nom])[nom])
        offertes = vont if vont and hasard.random() < 0.9 else connues[nom]
        choix: dict[str, Any] = {nom: tuple(dict.fromkeys(hasard.choices(offertes, k=hasard.randint(1, 2))))}
        filtre = replace(filtre, **choix)
    fiche = hasard.choice(echantillon(sorte))
    if hasard.random() < 0.25:
        mots = re.findall(r"\w{4,}", str(fiche.fiche.get("titre") or fiche.fiche.get("nom")))
        filtre = replace(filtre, texte=hasard.choice(mots) if mots else "eau")
    if hasard.random() < 0.2 and sorte != "acteurs":
        filtre = replace(filtre, depuis=hasard.randint(1950, 2000), jusque=hasard.choice([None, 2010]))
    if hasard.random() < 0.2 and fiche.points:
        p, pas = fiche.points[0], hasard.choice([0.5, 5, 20])
        boite = (p.lon - pas, max(-89, p.lat - pas), p.lon + pas, min(89, p.lat + pas))
        filtre = replace(filtre, emprise=Emprise.lire(",".join(map(str, boite))))
    return filtre


def prendre(client: Client, adresse: str) -> bytes:
    reponse = client.get(adresse)
    assert reponse.status_code == 200, (adresse, reponse.status_code)
    return b"".join(reponse.streaming_content) if reponse.streaming else reponse.content  # type: ignore[attr-defined]


def de_la_liste(client: Client, sorte: Sorte, filtre: Filtre, question: str, total: int) -> list[int]:
    """Les numéros que la liste montre, page après page."""
    pages = -(-total // 30)
    ouvertes = range(1, (pages if pages <= FEUILLETES else 1) + 1)
    html = [prendre(client, f"/{sorte}/?{question}&page={n}").decode() for n in ouvertes]
    vus = [int(n) for page in html for n in re.findall(r'<li id="\w-\d+" data-id="(\d+)"', page)]
    if pages <= FEUILLETES:
        return vus
    tout = [x.id for n in range(1, total // 1000 + 2)
            for x in lister(filtre, sorte, jour=aujourdhui(), taille=1000, numero=n).elements]  # fmt: skip
    assert vus == tout[:30]
    return tout


def du_csv(octets: bytes) -> list[int]:
    lignes = csv.DictReader(io.StringIO(octets.decode("utf-8-sig"), newline=""), delimiter=";", strict=True)
    return [int(x["id"]) for x in lignes]


def du_classeur(octets: bytes) -> list[int]:
    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        feuille = archive.read("xl/worksheets/sheet2.xml").decode()
    return [int(n) for n in re.findall(r'<c r="A\d+"><v>(\d+)</v>', feuille)]


def du_flux(client: Client, adresse: str) -> list[int]:
    numeros: list[int] = []
    while adresse:
        page = ET.fromstring(prendre(client, adresse))
        numeros += [int((x.text or "").rpartition(":")[2]) for x in page.iterfind(f"{ATOM}entry/{ATOM}id")]
        suites = [x.get("href") or "" for x in page.iterfind(f"{ATOM}link") if x.get("rel") == "next"]
        adresse = suites[0].removeprefix("http://localhost:8000") if suites else ""
    return numeros


def de_l_api(client: Client, adresse: str, total: int) -> list[int]:
    numeros: list[int] = []
    while adresse:
        page = json.loads(prendre(client, adresse))
        assert page["total"] == total
        numeros += [x["id"] for x in page["lignes"]]
        adresse = (page["suivant"] or "").removeprefix("http://localhost:8000")
    return numeros


@pytest.mark.parametrize("graine", range(TIRAGES))
def test_un_filtre_donne_partout_les_memes_fiches(client: Client, graine: int) -> None:
    comparer(client, *tirer(graine))


@pytest.mark.parametrize("sorte", SORTES)
def test_tout_est_partout_le_meme_tout(client: Client, sorte: Sorte) -> None:
    comparer(client, sorte, Filtre())


def comparer(client: Client, sorte: Sorte, filtre: Filtre) -> None:
    """La liste, le compte, la carte, les fichiers, le flux et l'API disent les mêmes numéros."""
    question = filtre.to_query()
    attendus = [t.id for t in moteur().parcourir(filtre, sorte, nombre=100_000)]
    situes = [t.id for t in moteur().parcourir(filtre, sorte, nombre=100_000, situes=True)]
    assert moteur().compter(filtre, sorte) == len(attendus)
    dits = {
        "liste": sorted(de_la_liste(client, sorte, filtre, question, len(attendus))),
        "csv": du_csv(prendre(client, f"/{sorte}.csv?{question}")),
        "classeur": du_classeur(prendre(client, f"/{sorte}.xlsx?{question}")),
        "json": [x["id"] for x in json.loads(prendre(client, f"/{sorte}.json?{question}"))["lignes"]],
        "atom": sorted(du_flux(client, f"/{sorte}.atom?{question}")),
        "api": de_l_api(client, f"/api/v1/{sorte}?{question}&taille=500", len(attendus)),
    }
    assert {nom: ids for nom, ids in dits.items() if ids != attendus} == {}
    dessins = json.loads(prendre(client, f"/{sorte}.geojson?{question}"))
    carte = json.loads(prendre(client, f"/{sorte}/carte.json?{question}"))
    assert [x["id"] for x in dessins["features"]] == attendus
    assert [x["id"] for x in dessins["features"] if x["geometry"]] == situes
    assert sorted(carte["marques"]["id"]) == situes
    assert dessins["non_situes"] == len(attendus) - len(situes)
    assert (carte["total"], carte["situes"]) == (len(attendus), len(situes))
    html = unescape(prendre(client, f"/{sorte}/?{question}").decode())
    assert ce_que_dit(html) == attendu_en_mots(filtre, sorte, len(attendus), len(situes))


def ce_que_dit(html: str) -> str:
    """La phrase de la page : le filtre, le compte, et ce que la carte ne montre pas."""
    (dite,) = re.findall(r'<p class="phrase" id="phrase">(.*?)</p>', html, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", "", dite).split(" "))


def attendu_en_mots(filtre: Filtre, sorte: Sorte, total: int, situes: int) -> str:
    dite = phrase(filtre, total, sorte)
    debut = f"{dite[:1].upper()}{dite[1:]}."
    if total and not situes:
        return f"{debut} Aucun lieu précis connu\N{NO-BREAK SPACE}: la carte ne montre que les pays."
    if total > situes:
        suite = "sans lieu précis connu\N{NO-BREAK SPACE}: la carte n’en montre que le pays, au mieux."
        return f"{debut} Dont {milliers(total - situes)} {suite}"
    return debut


def test_les_tirages_portent_sur_quelque_chose() -> None:
    """Sans cela, deux cents listes vides seraient égales, et l'essai ne prouverait rien."""
    tailles = [moteur().compter(filtre, sorte) for sorte, filtre in map(tirer, range(TIRAGES))]
    assert sum(n > 0 for n in tailles) > TIRAGES / 2
    assert sum(n > 30 for n in tailles) > TIRAGES / 20
    assert {sorte for sorte, _ in map(tirer, range(TIRAGES))} == set(SORTES)
