"""Un fichier fait pour nuire est refusé en français, à sa ligne, sous une mémoire bornée (énoncé B14)."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sources import hostiles, hostiles_xml
from tests.sources.fabrique_depots import ENTETE, LIGNES, ecrire_csv

RACINE = Path(__file__).parents[2]
ATTENDUS = {
    "mille_colonnes.csv": "ligne 1 : 1000 colonnes, la limite est de 300",
    "mille_colonnes.xlsx": "1000 colonnes dans la feuille « liens », la limite est de 300",
    "codages_meles.csv": "ligne 3 : deux codages mêlés : la ligne 2 est en UTF-8",
    "octet_hors_code.csv": "ligne 2, colonne 6 : l'octet 0x81",
    "utf16_coupe.csv": "ne se lisent pas jusqu'au bout en UTF-16",
    "separateurs_meles.csv": "ligne 3 : séparateurs mêlés",
    "nul.csv": "ligne 3, colonne 17 : octet nul",
    "guillemet_ouvert.csv": "ligne 3 : plus de 131072 signes",
    "coupe_dans_une_cellule.csv": "ligne 3 : le fichier s'arrête au milieu d'une cellule",
    "cellule_d_un_million.csv": "ligne 2 : plus de 131072 signes",
    "ligne_sans_fin.csv": "ligne 2 : plus de 131072 signes",
    "vide.csv": "il est vide",
    "sans_titres.csv": "aucune des 30 premières lignes ne nomme les colonnes",
    "deux_cents_megaoctets.csv": "il pèse 200 Mo, la limite est de",
    "bombe.xlsx": "il pèserait 600 Mo une fois ouvert",
    "petite_bombe.xlsx": "fois en s'ouvrant : l'archive est piégée",
    "trois_mille_pieces.xlsx": "pièces dans l'archive, la limite est de 2000",
    "taille_menteuse.xlsx": "l'archive du classeur est abîmée",
    "rectangle_immense.xlsx": "16384 colonnes dans la feuille « liens »",
    "coupe.xlsx": "l'archive du classeur est abîmée",
    "entites.xlsx": "il porte une DTD",
    "repetee.ods": "ligne 2 : une même ligne y est répétée 1048570 fois",
    "archive.zip": "c'est une archive ZIP, et non un classeur",
    "ancien.xls": "c'est un ancien classeur Excel (.xls)",
    "page.csv": "c'est une page web enregistrée à la place des données",
    "document.pdf": "c'est un document PDF",
    "rires.xml": "il porte une DTD",
    "dtd_externe.xml": "il porte une DTD",
    "dtd_utf16.xml": "document XML ou JSON codé en UTF-16",
    "autre.xml": "XML d'une autre sorte (« feuilles »)",
    "coupe.xml": "XML illisible ou coupé",
    "iati_1.xml": "IATI en version « 1.05 »",
    "profond.geojson": "JSON refusé : trop profond",
    "coupe.geojson": "JSON illisible, coupé, ou objet démesuré",
    "objet_immense.geojson": "JSON illisible, coupé, ou objet démesuré",
    "cle_double.json": "une clé y est deux fois",
    "pas_un_nombre.json": "NaN n'est pas un nombre",
    "mille_proprietes.json": "plus de 300 propriétés différentes",
    **{nom: dit for nom, (_faire, dit) in hostiles_xml.FICHIERS.items()},
}
# Lus sans dommage : des blancs à foison comptés pour peu, des titres sans lignes.
LUS = {
    "blancs.ods": "lu 1",
    "titres_seuls.csv": "lu 0",
    **{nom: dit for nom, (_faire, dit) in hostiles_xml.LUS.items()},
}


@pytest.fixture(scope="module")
def dits(tmp_path_factory) -> dict[str, str]:
    """Ce qu'un processus à la mémoire bornée dit de chaque fichier hostile."""
    dossier = tmp_path_factory.mktemp("hostiles")
    hostiles.fabriquer(dossier)
    for intermediaire in dossier.glob("sain-*.tmp"):
        intermediaire.unlink()
    return _lire_a_part(dossier)


def _lire_a_part(dossier: Path) -> dict[str, str]:
    fait = subprocess.run(
        [sys.executable, "-m", "tests.sources.hostiles", str(dossier)], cwd=RACINE, capture_output=True, text=True,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "jumelles.config.reglages"}, check=False,
    )  # fmt: skip
    assert fait.returncode == 0, fait.stderr[-2000:]
    lus: dict[str, str] = json.loads(fait.stdout)
    return lus


@pytest.mark.parametrize("fichier", sorted(ATTENDUS))
def test_le_refus_dit_ou_quoi_et_comment(dits, fichier):
    dit = dits[fichier].replace("\u00a0", " ")
    assert dit.startswith("Fichier refusé. ")
    assert ATTENDUS[fichier] in dit
    assert " → " in dit, "chaque refus dit comment y remédier"


def test_aucun_fichier_hostile_n_est_oublie_et_aucun_n_epuise_la_memoire(dits):
    assert set(dits) == set(ATTENDUS) | set(LUS) == set(hostiles.FICHIERS)
    assert {nom: dits[nom] for nom in LUS} == LUS


def test_un_grand_fichier_ordinaire_se_lit_sous_la_meme_memoire(tmp_path):
    lignes = [ENTETE, *(LIGNES[0] for _ in range(100_000))]
    ecrire_csv(tmp_path / "grand.csv", lignes)
    assert _lire_a_part(tmp_path) == {"grand.csv": "lu 100000"}
