"""Chaque format, relu par un autre outil que celui qui l'a écrit : les mêmes fiches que le moteur (C0.2, B1, D2)."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from shapely.geometry import shape

from jumelles.recherche.dictionnaire import COLONNES
from jumelles.recherche.filtre import SORTES, Filtre, Sorte
from jumelles.recherche.moteur.port import Repere
from jumelles.recherche.sorties import en_xlsx
from jumelles.recherche.sorties.en_atom import ATOM, PAR_PAGE, tout_le_flux
from jumelles.recherche.sorties.en_csv import ecrire_csv
from jumelles.recherche.sorties.en_geojson import ecrire_geojson
from jumelles.recherche.sorties.en_json import ecrire_json
from jumelles.recherche.sorties.en_xlsx import ecrire_xlsx
from jumelles.recherche.sorties.extraction import Extraction
from jumelles.recherche.sorties.formules import neutraliser
from jumelles.recherche.sorties.parcours import paquets_de_lignes
from tests.atelier.moteur_en_memoire import MoteurEnMemoire
from tests.recherche.fiches_fabriquees import (
    ESSEN,
    GRENOBLE,
    LYON,
    MAHAJANGA,
    NOUMEA,
    PAPEETE,
    PIEGES,
    document,
    moteur_de,
    moteur_piege,
)

pytestmark = pytest.mark.django_db
INSTANT = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


TOUT = Filtre()


def demander(sorte: Sorte = "relations", filtre: Filtre = TOUT, **reglages: Any) -> Extraction:
    return Extraction(sorte, filtre, INSTANT, **reglages)


def lire_csv(moteur: MoteurEnMemoire, extraction: Extraction) -> list[dict[str, str]]:
    octets = b"".join(ecrire_csv(moteur, extraction))
    texte = octets.decode("utf-8-sig" if extraction.bom else "utf-8")
    return list(csv.DictReader(io.StringIO(texte, newline=""), delimiter=extraction.separateur, strict=True))


def feuille(moteur: MoteurEnMemoire, extraction: Extraction) -> list[dict[str, Any]]:
    classeur = openpyxl.load_workbook(io.BytesIO(b"".join(ecrire_xlsx(moteur, extraction))))
    tete, *lignes = classeur[extraction.sorte].iter_rows(values_only=True)
    return [dict(zip(tete, ligne, strict=True)) for ligne in lignes]


@pytest.mark.parametrize("sorte", SORTES)
@pytest.mark.parametrize("filtre", [Filtre(), Filtre(pays=("DE",)), Filtre(pays=("FJ",))], ids=["tout", "DE", "rien"])
def test_chaque_format_porte_les_memes_fiches_que_le_moteur(sorte: Sorte, filtre: Filtre) -> None:
    moteur = moteur_de(*(document(sorte, n, (MAHAJANGA,) if n % 3 else ()) for n in range(1, 60)))
    attendus = [t.id for t in moteur.parcourir(filtre, sorte, nombre=1000)]
    extraction = demander(sorte, filtre)
    assert [int(x["id"]) for x in lire_csv(moteur, extraction)] == attendus
    assert [x["id"] for x in feuille(moteur, extraction)] == attendus
    objet = json.loads(b"".join(ecrire_json(moteur, extraction)))
    assert ([x["id"] for x in objet["lignes"]], objet["nombre"]) == (attendus, len(attendus))
    carte = json.loads(b"".join(ecrire_geojson(moteur, extraction)))
    assert [f["id"] for f in carte["features"]] == attendus
    situes = [t.id for t in moteur.parcourir(filtre, sorte, nombre=1000, situes=True)]
    if sorte != "relations":  # une relation a deux bouts : voir plus bas
        assert [f["id"] for f in carte["features"] if f["geometry"]] == situes
    assert (carte["situes"], carte["non_situes"]) == (len(situes), len(attendus) - len(situes))
    pages = [ET.fromstring(page) for page in tout_le_flux(moteur, extraction)]
    numeros = [int(e.text.rpartition(":")[2]) for p in pages for e in p.iterfind(f"{{{ATOM}}}entry/{{{ATOM}}}id")]
    assert sorted(numeros) == attendus


@pytest.mark.parametrize("separateur", [";", ",", "\t"])
@pytest.mark.parametrize("bom", [True, False])
def test_le_csv_se_relit_quel_que_soit_le_separateur(separateur: str, bom: bool) -> None:
    moteur = moteur_piege()
    extraction = demander(separateur=separateur, bom=bom)
    assert next(ecrire_csv(moteur, extraction)).startswith(b"\xef\xbb\xbf") is bom
    lignes = lire_csv(moteur, extraction)
    assert list(lignes[0]) == [c.nom for c in COLONNES["relations"]]
    assert [x["titre"] for x in lignes] == [neutraliser(t) for t in PIEGES]
    assert lignes[0]["partenaires"] == "'=1+1 | Essen"
    assert (lignes[0]["divergente"], lignes[0]["sensible"]) == ("oui", "non")
    assert lignes[0]["themes"] == "eau | dechets"
    assert lignes[0]["debut"] == "1998-05"
    assert lignes[0]["adresse"] == "http://localhost:8000/relations/1-x/"


def test_un_nombre_negatif_reste_un_nombre() -> None:
    """Une longitude de -1.5 n'est pas une formule."""
    moteur = moteur_piege()
    assert {x["francais_longitude"] for x in lire_csv(moteur, demander())} == {"-1.5"}
    assert {x["francais_longitude"] for x in feuille(moteur, demander())} == {-1.5}


def test_le_classeur_garde_les_textes_et_n_execute_rien() -> None:
    moteur = moteur_piege()
    octets = b"".join(ecrire_xlsx(moteur, demander()))
    lignes = openpyxl.load_workbook(io.BytesIO(octets))["relations"]
    titres = [lignes.cell(n, 3) for n in range(2, len(PIEGES) + 2)]
    # XML ne distingue pas le retour du saut de ligne ; openpyxl ne défait pas l'échappement d'Excel.
    attendus = [t.replace("\r", "\n").replace("_x0041_", "_x005F_x0041_") or None for t in PIEGES]
    assert [c.value for c in titres] == attendus
    assert {c.data_type for c in titres if c.value} == {"s"}
    assert [bool(c.quotePrefix) for c in titres[:12]] == [True] * 12
    assert not any(c.quotePrefix for c in titres[12:])
    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        assert archive.testzip() is None
        assert all(b"<f>" not in archive.read(nom) for nom in archive.namelist())


def test_le_classeur_dit_d_ou_il_vient() -> None:
    """D2 : le filtre en français, l'adresse qui le refait, la date, la licence, les sources, les colonnes."""
    moteur = moteur_piege()
    octets = b"".join(ecrire_xlsx(moteur, demander(filtre=Filtre(pays=("DE",)))))
    classeur = openpyxl.load_workbook(io.BytesIO(octets))
    assert classeur.sheetnames == ["lisez-moi", "relations"]
    dit = {str(a.value): str(b.value) for a, b, *_ in classeur["lisez-moi"].iter_rows(min_row=2) if a.value}
    assert "10 jumelages et partenariats" in dit["Recherche"].replace("\u00a0", " ")
    assert dit["Adresse qui la refait"] == "http://localhost:8000/relations/?pays=DE"
    assert dit["Écrit le"] == "2026-11-22T10:00:00+00:00"
    assert "Licence Ouverte" in dit["Licence"]
    assert {c.nom for c in COLONNES["relations"]} <= set(dit)


def test_les_cellules_du_classeur_ont_leur_type() -> None:
    (ligne,) = feuille(moteur_de(document("acteurs", 7, relations=3, latitude=45.5)), demander("acteurs"))
    assert (ligne["id"], ligne["relations"], ligne["latitude"], ligne["sensible"]) == (7, 3, 45.5, False)
    assert ligne["projets"] is None


def test_une_feuille_pleine_est_suivie_d_une_autre(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(en_xlsx, "LIGNES_PAR_FEUILLE", 40)
    moteur = moteur_de(*(document("acteurs", n) for n in range(1, 101)))
    classeur = openpyxl.load_workbook(io.BytesIO(b"".join(ecrire_xlsx(moteur, demander("acteurs")))))
    assert classeur.sheetnames == ["lisez-moi", "acteurs", "acteurs 2", "acteurs 3"]
    numeros = [x[0] for nom in classeur.sheetnames[1:] for x in classeur[nom].iter_rows(min_row=2, values_only=True)]
    assert numeros == list(range(1, 101))
    assert [classeur[n].auto_filter.ref.rpartition(":")[2].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
            for n in classeur.sheetnames[1:]] == ["41", "41", "21"]  # fmt: skip


def test_un_texte_demesure_se_coupe_dans_le_classeur_et_pas_dans_le_csv() -> None:
    moteur = moteur_de(document("projets", 1, contexte="é" * 40_000))
    assert len(feuille(moteur, demander("projets"))[0]["contexte"]) == 32_767
    assert len(lire_csv(moteur, demander("projets"))[0]["contexte"]) == 40_000


@pytest.mark.parametrize(
    ("points", "genre", "coordonnees"),
    [
        ((GRENOBLE, ESSEN), "LineString", [[5.73, 45.19], [7.01, 51.46]]),
        ((GRENOBLE, LYON, ESSEN), "MultiLineString",
         [[[5.73, 45.19], [7.01, 51.46]], [[4.84, 45.76], [7.01, 51.46]]]),
        ((GRENOBLE, ESSEN, MAHAJANGA), "LineString", [[5.73, 45.19], [7.01, 51.46]]),
    ],
)  # fmt: skip
def test_une_relation_est_un_trait_par_couple_situe(points: Any, genre: str, coordonnees: Any) -> None:
    carte = json.loads(b"".join(ecrire_geojson(moteur_de(document("relations", 1, points)), demander())))
    geometrie = carte["features"][0]["geometry"]
    assert (geometrie["type"], geometrie["coordinates"]) == (genre, coordonnees)
    assert shape(geometrie).is_valid


def test_un_trait_qui_passe_l_antimeridien_est_coupe() -> None:
    """RFC 7946, 3.1.9 : de Nouméa (166,44° E) à Papeete (149,57° O), 44 degrés, pas 316.

    À 180° : 13,56 sur 43,99 du chemin, de -22,27 à -17,54, soit -20,81.
    """
    carte = json.loads(b"".join(ecrire_geojson(moteur_de(document("relations", 1, (NOUMEA, PAPEETE))), demander())))
    objet = carte["features"][0]
    assert objet["geometry"]["type"] == "MultiLineString"
    un, deux = objet["geometry"]["coordinates"]
    assert (un[0], deux[1]) == ([166.44, -22.27], [-149.57, -17.54])
    assert (un[1][0], deux[0][0]) == (180.0, -180.0)
    assert un[1][1] == deux[0][1] == pytest.approx(-20.81, abs=0.01)
    assert shape(objet["geometry"]).length == pytest.approx(44.25, abs=0.1)
    assert objet["properties"]["precision"] == "region"


def test_deux_bouts_au_meme_endroit_font_un_point() -> None:
    ici = ESSEN.__class__(GRENOBLE.lat, GRENOBLE.lon, "ville", "etranger", "Grenoble")
    carte = json.loads(b"".join(ecrire_geojson(moteur_de(document("relations", 1, (GRENOBLE, ici))), demander())))
    assert carte["features"][0]["geometry"] == {"type": "Point", "coordinates": [5.73, 45.19]}


def test_ce_qui_n_est_pas_situe_n_est_jamais_un_point() -> None:
    """B1, B7 : là comme les autres, sans géométrie (RFC 7946, 3.2) ; compté en fin d'objet."""
    carte = json.loads(b"".join(ecrire_geojson(moteur_piege(), demander())))
    dessinees = [f["geometry"] for f in carte["features"] if f["geometry"] is not None]
    assert {shape(g).geom_type for g in dessinees} == {"LineString"}
    assert (len(carte["features"]), len(dessinees)) == (20, 10)
    assert (carte["situes"], carte["non_situes"]) == (10, 10)
    assert carte["a_propos"]["total"] == 20


def test_le_flux_se_suit_page_par_page() -> None:
    """RFC 4287 et 5005 : identifiants stables, adresses entières, tout par rel=next."""
    moteur = moteur_de(*(document("acteurs", n) for n in range(1, 2 * PAR_PAGE + 11)))
    pages = [ET.fromstring(page) for page in tout_le_flux(moteur, demander("acteurs", Filtre(depuis=None)))]
    assert [len(p.findall(f"{{{ATOM}}}entry")) for p in pages] == [PAR_PAGE, PAR_PAGE, 10]
    suites = [[x.get("href") for x in p.iterfind(f"{{{ATOM}}}link") if x.get("rel") == "next"] for p in pages]
    assert [len(s) for s in suites] == [1, 1, 0]
    assert {p.findtext(f"{{{ATOM}}}id") for p in pages} == {"tag:localhost,2026:acteurs"}
    moments = [e.text for p in pages for e in p.iterfind(f"{{{ATOM}}}entry/{{{ATOM}}}updated")]
    assert moments == sorted(moments, reverse=True)
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", m or "") for m in moments)
    adresses = [x.get("href") for p in pages for x in p.iter(f"{{{ATOM}}}link")]
    assert all(a and a.startswith("http://localhost:8000/") for a in adresses)


def test_une_derniere_page_pleine_n_en_annonce_pas_une_vide() -> None:
    moteur = moteur_de(*(document("acteurs", n) for n in range(1, 2 * PAR_PAGE + 1)))
    pages = [ET.fromstring(page) for page in tout_le_flux(moteur, demander("acteurs"))]
    assert [len(p.findall(f"{{{ATOM}}}entry")) for p in pages] == [PAR_PAGE, PAR_PAGE]


def test_le_flux_ecarte_ce_qu_xml_refuse() -> None:
    moteur = moteur_de(document("acteurs", 1, nom="a\x0bb\x00<c>&amp;"))
    (page,) = tout_le_flux(moteur, demander("acteurs"))
    assert ET.fromstring(page).findtext(f"{{{ATOM}}}entry/{{{ATOM}}}title") == "a b <c>&amp;"


class _Refait(MoteurEnMemoire):
    """Un moteur dont l'index est refait pendant qu'on le lit : des fiches partent, d'autres arrivent."""

    def lignes(self, *arguments: Any, **options: Any) -> tuple[tuple[int, str], ...]:
        lues = super().lignes(*arguments, **options)
        gardes = [document("acteurs", n) for n in range(1, 4001) if n % 2]
        self.reconstruire([*gardes, document("acteurs", 5000)], Repere(journal=2))
        return lues


def test_un_index_refait_en_cours_de_route_ne_fait_ni_trou_ni_double() -> None:
    """Ce qui est là du début à la fin (les impairs) est écrit une fois, et une seule."""
    moteur = _Refait()
    moteur.reconstruire([document("acteurs", n) for n in range(1, 4001)], Repere(journal=1))
    numeros = [int(x["id"]) for x in lire_csv(moteur, demander("acteurs"))]
    assert len(numeros) == len(set(numeros))
    assert set(range(1, 4001, 2)) <= set(numeros)
    assert numeros[-1] == 5000


def test_le_parcours_ne_garde_rien_derriere_lui() -> None:
    """Mémoire constante : jamais plus d'un paquet à la fois, quel que soit l'ensemble."""
    vus: list[int] = []

    class Compte(MoteurEnMemoire):
        def lignes(self, *_a: Any, apres: int = 0, nombre: int = 0, **_o: Any) -> tuple[tuple[int, str], ...]:
            vus.append(nombre)
            return tuple((i, "x") for i in range(apres + 1, min(20_000, apres + nombre) + 1))

    suite: Iterator[list[str]] = paquets_de_lignes(Compte(), Filtre(), "acteurs")
    assert sum(map(len, suite)) == 20_000
    assert max(vus) <= 2000


def test_une_fiche_sans_rien_se_lit_partout() -> None:
    moteur = moteur_de(document("projets", 1, **{c.nom: None for c in COLONNES["projets"][2:]}))
    assert set(lire_csv(moteur, demander("projets"))[0].values()) == {"1", "http://localhost:8000/projets/1-x/", ""}
    assert feuille(moteur, demander("projets"))[0]["titre"] is None
    (ligne,) = json.loads(b"".join(ecrire_json(moteur, demander("projets"))))["lignes"]
    assert list(ligne) == [c.nom for c in COLONNES["projets"]]
