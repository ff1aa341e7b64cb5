"""/donnees/ : des fichiers entiers, à des adresses qui ne changent pas, qui disent ce qu'ils sont (D2, B15)."""

import csv
import hashlib
import io
import json
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from jumelles.recherche.dictionnaire import COLONNES
from jumelles.recherche.filtre import SORTES, Filtre
from jumelles.recherche.moteur import moteur
from jumelles.recherche.sorties import livraisons as livre
from jumelles.recherche.sorties.livraisons import Livraison, livraisons, livrer
from tests.recherche.fiches_fabriquees import ESSEN, GRENOBLE, document, moteur_de

pytestmark = pytest.mark.django_db
OCTOBRE, NOVEMBRE = datetime(2026, 10, 1, 4, tzinfo=UTC), datetime(2026, 11, 1, 4, tzinfo=UTC)


@pytest.fixture(autouse=True)
def var_a_soi(settings: Any, tmp_path: Path) -> Path:
    settings.VAR = tmp_path
    return tmp_path


def petit_moteur(nombre: int = 5) -> Any:
    return moteur_de(*(
        document(sorte, n, (GRENOBLE, ESSEN) if n % 2 else ()) for sorte in SORTES for n in range(1, nombre + 1)
    ))  # fmt: skip


def corps(reponse: Any) -> bytes:
    return b"".join(reponse.streaming_content) if reponse.streaming else reponse.content


def test_la_livraison_dit_ce_qu_elle_porte() -> None:
    """Nombre de lignes, taille, empreinte : vérifiés sur les octets."""
    livraison = livrer(petit_moteur(), NOVEMBRE)
    assert livraisons() == (livraison,)
    for f in livraison.fichiers:
        octets = livraison.chemin(f.nom).read_bytes()
        assert (len(octets), hashlib.sha256(octets).hexdigest()) == (f.octets, f.sha256)
    lignes = {f.nom: f.lignes for f in livraison.fichiers if f.sorte}
    assert lignes == {f"{s}.{e}": 5 for s in SORTES for e in ("csv", "json", "geojson")}
    sommes = livraison.chemin("SHA256SUMS").read_text().splitlines()
    assert len(sommes) == 11
    assert all(re.fullmatch(r"[0-9a-f]{64}  [\w.]+", ligne) for ligne in sommes)


def test_un_mois_refait_remplace_le_sien_et_garde_les_autres() -> None:
    avant = livrer(petit_moteur(2), OCTOBRE)
    livrer(petit_moteur(3), NOVEMBRE)
    encore = livrer(petit_moteur(4), NOVEMBRE)
    assert [v.mois for v in livraisons()] == ["2026-11", "2026-10"]
    assert livraisons()[0].dossier == encore.dossier
    assert sorted(d.name for d in livre.racine().iterdir() if d.is_dir()) == sorted([avant.dossier, encore.dossier])


def test_une_panne_laisse_la_livraison_d_avant(monkeypatch: pytest.MonkeyPatch) -> None:
    avant = livrer(petit_moteur(), OCTOBRE)
    monkeypatch.setattr(livre, "lisez_moi", lambda *_a: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        livrer(petit_moteur(), NOVEMBRE)
    assert livraisons() == (avant,)
    assert [d.name for d in livre.racine().iterdir() if d.is_dir()] == [avant.dossier]


def test_on_garde_vingt_quatre_mois() -> None:
    un = livrer(petit_moteur(1), OCTOBRE)
    for n in range(30):
        livre._publier(Livraison(f"{2020 + n // 12}-{n % 12 + 1:02}", un.instant, un.dossier, ()))
    assert len(livraisons()) == 24
    assert livraisons()[0].mois == "2026-10"


def test_les_adresses_sont_stables(client: Client) -> None:
    livrer(petit_moteur(2), OCTOBRE)
    livrer(petit_moteur(3), NOVEMBRE)
    for adresse, nombre in (("relations.csv", 3), ("2026-11/relations.csv", 3), ("2026-10/relations.csv", 2)):
        reponse = client.get(f"/donnees/{adresse}")
        assert reponse.status_code == 200
        assert reponse["Content-Type"].startswith("text/csv")
        lignes = list(csv.DictReader(io.StringIO(corps(reponse).decode("utf-8-sig")), delimiter=";"))
        assert len(lignes) == nombre
    assert json.loads(corps(client.get("/donnees/acteurs.json")))["nombre"] == 3
    dessins = json.loads(corps(client.get("/donnees/projets.geojson")))
    assert (len(dessins["features"]), dessins["situes"], dessins["non_situes"]) == (3, 2, 1)
    for adresse in ("2026-09/relations.csv", "relations.exe", "2026-11/index.json", "verrou"):
        assert client.get(f"/donnees/{adresse}").status_code == 404


def test_un_fichier_deja_pris_ne_se_renvoie_pas(client: Client) -> None:
    livrer(petit_moteur(), NOVEMBRE)
    premiere = client.get("/donnees/relations.csv")
    corps(premiere)
    assert client.get("/donnees/relations.csv", headers={"If-None-Match": premiere["ETag"]}).status_code == 304
    assert premiere["Last-Modified"] == "Sun, 01 Nov 2026 04:00:00 GMT"
    assert 'filename="jumelles-2026-11-relations.csv"' in premiere["Content-Disposition"]


def test_la_page_dit_les_fichiers_leur_age_et_leur_licence(client: Client) -> None:
    livraison = livrer(petit_moteur(), NOVEMBRE)
    html = client.get("/donnees/").content.decode()
    for f in livraison.fichiers:
        assert f"/donnees/{f.nom}" in html
    assert all(f.sha256 in html for f in livraison.fichiers if f.sorte)
    assert "Licence Ouverte" in html
    assert "novembre" in html


def test_avant_la_premiere_livraison_l_adresse_mene_au_fichier_du_moment(client: Client) -> None:
    assert client.get("/donnees/").status_code == 200
    reponse = client.get("/donnees/relations.csv")
    assert (reponse.status_code, reponse["Location"]) == (302, "/relations.csv?interieures=oui")
    assert client.get("/donnees/LISEZMOI.txt").status_code == 404
    assert client.get("/donnees/catalog.jsonld").status_code == 200


def test_le_dictionnaire_dit_chaque_colonne(client: Client) -> None:
    """B15 : le même dictionnaire en page et en CSV."""
    html = client.get("/donnees/dictionnaire/").content.decode()
    lignes = list(
        csv.DictReader(io.StringIO(corps(client.get("/donnees/dictionnaire.csv")).decode("utf-8-sig")), delimiter=";")
    )
    assert [(x["jeu"], x["colonne"]) for x in lignes] == [(s, c.nom) for s in SORTES for c in COLONNES[s]]
    assert all(x["definition"] and x["type"] for x in lignes)
    assert all(f"<code>{c.nom}</code>" in html for s in SORTES for c in COLONNES[s])


def test_le_catalogue_suit_dcat_ap(client: Client) -> None:
    """Les classes et propriétés obligatoires et recommandées de DCAT-AP 2.1.1, que data.gouv.fr moissonne."""
    livraison = livrer(petit_moteur(), NOVEMBRE)
    reponse = client.get("/donnees/catalog.jsonld")
    assert reponse["Content-Type"].startswith("application/ld+json")
    lu = json.loads(reponse.content)
    prefixes = set(lu["@context"])
    assert prefixes >= {"dcat", "dct", "foaf", "spdx", "vcard", "xsd"}
    assert all(adresse.startswith("http://") for adresse in lu["@context"].values())
    assert lu["@type"] == "dcat:Catalog"
    assert set(lu) >= {"dct:title", "dct:description", "dct:publisher", "dcat:dataset"}
    assert [j["dct:identifier"] for j in lu["dcat:dataset"]] == [f"jumelles-{s}" for s in SORTES]
    for jeu in lu["dcat:dataset"]:
        assert set(jeu) >= {"dct:title", "dct:description", "dcat:contactPoint", "dct:publisher", "dcat:keyword",
                            "dcat:theme", "dct:accrualPeriodicity", "dct:spatial", "dct:modified"}  # fmt: skip
        for d in jeu["dcat:distribution"]:
            assert set(d) >= {"dcat:accessURL", "dcat:downloadURL", "dct:format", "dcat:mediaType", "dct:license",
                              "dcat:byteSize", "spdx:checksum"}  # fmt: skip
            nom = d["dcat:downloadURL"]["@id"].rpartition("/")[2]
            somme = livraison.fichier(nom)
            assert somme is not None
            assert d["spdx:checksum"]["spdx:checksumValue"]["@value"] == somme.sha256
    assert {cle.partition(":")[0] for cle in _cles(lu)} <= prefixes


def _cles(valeur: Any) -> set[str]:
    if isinstance(valeur, list):
        return {c for v in valeur for c in _cles(v)}
    if not isinstance(valeur, dict):
        return set()
    return {c for c in valeur if not c.startswith("@")} | {c for n, v in valeur.items() if n != "@context"
                                                           for c in _cles(v)}  # fmt: skip


def test_la_livraison_des_vrais_faits_tait_ce_qui_est_sensible() -> None:
    """Elle vient de l'index, déjà brouillé : ni démonstration, ni nom tu."""
    livraison = livrer(moteur(), NOVEMBRE)
    relations = json.loads(livraison.chemin("relations.json").read_text())
    assert relations["nombre"] == moteur().compter(Filtre(interieures=True), "relations") > 100
    assert not any(x["demonstration"] for x in relations["lignes"])
    assert {x["interieure"] for x in relations["lignes"]} <= {True, False}


def test_le_travail_de_nuit_n_ecrit_qu_une_fois_par_mois() -> None:
    from jumelles.commandes.travaux import publier_le_mois

    assert publier_le_mois.func().endswith("écrite")
    dossier = livraisons()[0].dossier
    assert publier_le_mois.func().endswith("déjà là")
    assert livraisons()[0].dossier == dossier


@pytest.mark.parametrize("abime", ["", "{", "[]", "[1]", '{"2026-11": {}}', '{"2026-11": 3}', "\xff"])
def test_un_sommaire_abime_ne_ferme_pas_la_page(client: Client, var_a_soi: Path, abime: str) -> None:
    """La nuit suivante le refait ; en attendant, tout s'écrit à la demande."""
    livrer(petit_moteur(), NOVEMBRE)
    (var_a_soi / "donnees" / "index.json").write_bytes(abime.encode("latin-1"))
    assert client.get("/donnees/").status_code == 200
    assert client.get("/donnees/catalog.jsonld").status_code == 200
    assert client.get("/donnees/relations.csv")["Location"] == "/relations.csv?interieures=oui"
    livrer(petit_moteur(), NOVEMBRE)
    assert [v.mois for v in livraisons()] == ["2026-11"]


def test_des_fichiers_effaces_s_ecrivent_a_la_demande(client: Client) -> None:
    shutil.rmtree(livrer(petit_moteur(), NOVEMBRE).chemin("relations.csv").parent)
    assert client.get("/donnees/relations.csv")["Location"] == "/relations.csv?interieures=oui"
