"""Nos documents dans le gabarit de la collectivité : remplis, ou refusés avec une phrase ; rien n'est gardé."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document

from jumelles.documents.gabarit.controle import OCTETS_MAX
from jumelles.documents.gabarit.exemple import gabarit_exemple
from tests.atelier.equipe import client_de

pytestmark = pytest.mark.django_db
ADRESSE = "/chez-nous/38130/gabarit/"


@pytest.fixture
def chez_nous() -> Client:
    return client_de("38130")


def _envoyer(client: Client, octets: bytes, document: str = "note") -> Any:
    fichier = SimpleUploadedFile("charte.docx", octets)
    return client.post(ADRESSE, {"document": document, "gabarit": fichier})


@pytest.mark.parametrize(("document", "mot"), [("note", "Trois directions"), ("portrait", "Ce que font les autres")])
def test_le_gabarit_est_rempli_avec_son_en_tete(chez_nous: Client, document: str, mot: str) -> None:
    reponse = _envoyer(chez_nous, gabarit_exemple(), document)
    assert reponse.status_code == 200
    lu = Document(BytesIO(reponse.content))
    assert lu.sections[0].header.paragraphs[0].text == "Votre en-tête, votre logo"
    assert mot in [p.text for p in lu.paragraphs]
    assert "{{" not in "".join(p.text for p in lu.paragraphs)


def test_l_exemple_donne_se_remplit(chez_nous: Client) -> None:
    page = chez_nous.get(ADRESSE).content.decode()
    assert "exemple.docx" in page
    assert _envoyer(chez_nous, chez_nous.get(f"{ADRESSE}exemple.docx").content).status_code == 200


@pytest.mark.parametrize(
    ("octets", "phrase"),
    [
        (b"", "pas un fichier Word"),
        (b"pas un docx", "pas un fichier Word"),
        (b"PK" * OCTETS_MAX, "5 Mo au plus"),
        (b"P" * (OCTETS_MAX + 1), "plus de 5"),
    ],
)
def test_un_gabarit_qui_ne_va_pas_dit_pourquoi(chez_nous: Client, octets: bytes, phrase: str) -> None:
    reponse = _envoyer(chez_nous, octets)
    assert reponse.status_code in (413, 422)
    assert phrase in reponse.content.decode().replace("\u00a0", " ")


def test_sans_repere_ou_document_inconnu_la_page_le_dit(chez_nous: Client) -> None:
    sans = BytesIO()
    Document().save(sans)
    assert "ne dit pas où poser le texte" in _envoyer(chez_nous, sans.getvalue()).content.decode()
    assert "pas dans la liste" in _envoyer(chez_nous, gabarit_exemple(), "budget").content.decode()


def test_ni_anonyme_ni_voisin(chez_nous: Client) -> None:
    assert _envoyer(Client(), gabarit_exemple()).status_code == 302
    assert _envoyer(client_de("38151", "v@exemple.invalid"), gabarit_exemple()).status_code == 403
    assert Client().get(f"{ADRESSE}exemple.docx").status_code == 302
