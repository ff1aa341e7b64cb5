"""LibreOffice ouvre nos fichiers et y lit les mêmes mots que le navigateur."""

import re
import subprocess
from pathlib import Path

import pytest

from jumelles.documents.bureautique.docx import write_docx
from jumelles.documents.bureautique.odt import write_odt
from jumelles.documents.gabarit.remplissage import fill_gabarit
from jumelles.documents.html import write_html
from tests.documents.lecteurs import mots, texte_html
from tests.documents.note_inventee import note_inventee
from tests.documents.test_gabarit import gabarit

pytestmark = pytest.mark.libreoffice
NUMEROS = re.compile(r"(?m)^\s*\d+\.\s")
NOTE = note_inventee()


@pytest.fixture(scope="module")
def lus(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """Les mots que LibreOffice lit dans chaque fichier, ouverts d'un coup."""
    dossier: Path = tmp_path_factory.mktemp("libreoffice")
    fichiers = {
        "note_docx.docx": write_docx(NOTE), "note_odt.odt": write_odt(NOTE),
        "gabarit.docx": fill_gabarit(NOTE, gabarit("Mairie inventée", "{{ corps }}")),
    }  # fmt: skip
    for nom, octets in fichiers.items():
        (dossier / nom).write_bytes(octets)
    commande = [
        "soffice", f"-env:UserInstallation={(dossier / 'profil').as_uri()}", "--headless", "--convert-to",
        "txt:Text (encoded):UTF8", "--outdir", str(dossier), *(str(dossier / nom) for nom in fichiers),
    ]  # fmt: skip
    subprocess.run(commande, capture_output=True, check=True, timeout=300)
    textes = {nom: (dossier / nom).with_suffix(".txt").read_text("utf-8-sig") for nom in fichiers}
    return {nom: mots(NUMEROS.sub("", texte)) for nom, texte in textes.items()}


@pytest.mark.parametrize("nom", ["note_docx.docx", "note_odt.odt"])
def test_libreoffice_lit_les_memes_mots(lus: dict[str, list[str]], nom: str) -> None:
    assert lus[nom] == mots(texte_html(write_html(NOTE)))


def test_libreoffice_ouvre_le_gabarit_rempli(lus: dict[str, list[str]]) -> None:
    entier = mots(texte_html(write_html(NOTE)))
    assert lus["gabarit.docx"] == ["Mairie", "inventée", *entier[entier.index("Attention") :]]
