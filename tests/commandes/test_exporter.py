"""`jumelles exporter` et `jumelles publier` : un fichier entier ou rien, et des refus qui disent quoi faire."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from jumelles.commandes import exporter as commande
from jumelles.commandes.principale import principale
from jumelles.recherche.filtre import Filtre
from jumelles.recherche.moteur import moteur
from jumelles.recherche.sorties.livraisons import livraisons

pytestmark = pytest.mark.django_db


def lancer(*arguments: str) -> Result:
    return CliRunner().invoke(principale, list(arguments))


def test_le_fichier_porte_la_liste_filtree(tmp_path: Path) -> None:
    sortie = tmp_path / "liens.csv"
    fait = lancer("exporter", "csv", "pays=MG", "pays=DE", "nature=jumelage", "--sortie", str(sortie))
    assert fait.exit_code == 0, fait.output
    lignes = csv.DictReader(io.StringIO(sortie.read_text(encoding="utf-8-sig"), newline=""), delimiter=";")
    filtre = Filtre(pays=("MG", "DE"), nature=("jumelage",))
    assert [int(x["id"]) for x in lignes] == [t.id for t in moteur().parcourir(filtre, "relations", nombre=10_000)]
    assert [f.name for f in tmp_path.iterdir()] == ["liens.csv"]


@pytest.mark.parametrize("format_", ["json", "geojson", "xlsx"])
def test_les_autres_formats_et_les_autres_sortes(tmp_path: Path, format_: str) -> None:
    sortie = tmp_path / f"acteurs.{format_}"
    fait = lancer("exporter", format_, "--sorte", "acteurs", "pays=MG", "--sortie", str(sortie))
    assert fait.exit_code == 0, fait.output
    octets = sortie.read_bytes()
    assert octets[:2] == b"PK" if format_ == "xlsx" else json.loads(octets)


@pytest.mark.parametrize(
    ("arguments", "dit"),
    [
        (["csv", "payz=MG"], "Noms admis pour relations : pays, territoire"),
        (["csv", "pays"], "Filtre inconnu"),
        (["csv", "--sorte", "projets", "nature=jumelage"], "Noms admis pour projets"),
        (["csv", "depuis=hier"], "Valeur illisible pour « depuis »"),
        (["csv", "emprise=1,2"], "Valeur illisible pour « emprise »"),
        (["csv", "interieures=peut-être"], "« interieures » ne prend que"),
        (["csv", "--sep", "x"], "Séparateur inconnu"),
        (["pdf"], "csv, xlsx, geojson, json"),
    ],
)
def test_une_demande_mal_ecrite_est_refusee(tmp_path: Path, arguments: list[str], dit: str) -> None:
    fait = lancer("exporter", *arguments, "--sortie", str(tmp_path / "x"))
    assert fait.exit_code == 2
    assert dit in fait.output
    assert not list(tmp_path.iterdir())


def test_un_dossier_absent_ne_laisse_rien(tmp_path: Path) -> None:
    fait = lancer("exporter", "csv", "pays=MG", "--sortie", str(tmp_path / "nulle" / "part.csv"))
    assert fait.exit_code == 3
    assert "rien n'a été écrit à moitié" in fait.output


def test_une_panne_en_cours_de_route_garde_le_fichier_d_avant(tmp_path: Path) -> None:
    sortie = tmp_path / "liens.csv"
    sortie.write_text("avant")

    def octets() -> Any:
        yield b"debut"
        raise RuntimeError

    with pytest.raises(RuntimeError):
        commande.ecrire(sortie, octets())
    assert [(f.name, f.read_text()) for f in tmp_path.iterdir()] == [("liens.csv", "avant")]


def test_sans_index_on_le_dit(tmp_path: Path, settings: Any) -> None:
    settings.INDEX = tmp_path / "absent"
    settings.VAR = tmp_path
    for arguments in (["exporter", "csv", "--sortie", str(tmp_path / "x.csv")], ["publier"]):
        fait = lancer(*arguments)
        assert fait.exit_code == 3
        assert "jumelles reindexer" in fait.output


def test_publier_ecrit_la_livraison_du_mois(tmp_path: Path, settings: Any) -> None:
    settings.VAR = tmp_path
    fait = lancer("publier")
    assert fait.exit_code == 0, fait.output
    (livraison,) = livraisons()
    assert livraison.fichier("relations.csv") is not None
    assert livraison.mois in fait.output
