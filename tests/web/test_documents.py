"""Un rapport rendu au visiteur : le bon format, le bon nom, rien de plus que ce que la page permet."""

import re
from datetime import date
from urllib.parse import unquote

import pytest
from django.http import Http404

from jumelles.documents.arbre import Paragraphe, Rapport, Tableau
from jumelles.documents.bornes import CELLULES_MAX
from jumelles.web.documents import FORMATS_DOCUMENT, repondre, reponse, telechargements

RAPPORT = Rapport("Portrait <b>de Crémieu", "Jumelles", date(2026, 11, 22), (Paragraphe("Deux liens connus."),))
DEBUTS = {"pdf": b"%PDF-1", "docx": b"PK", "odt": b"PK", "md": b"# Portrait", "html": b"<!doctype html>"}


@pytest.mark.parametrize("extension", FORMATS_DOCUMENT)
def test_chaque_format_a_son_type_et_son_nom(extension: str) -> None:
    rendue = repondre(RAPPORT, extension, "Portrait de Crémieu / 2026")
    assert rendue.status_code == 200
    assert rendue.content.startswith(DEBUTS[extension])
    assert rendue["Content-Type"] == FORMATS_DOCUMENT[extension].media
    assert f'filename="portrait-de-cremieu-2026.{extension}"' in rendue["Content-Disposition"]
    assert unquote(rendue["Content-Disposition"]).endswith(f"UTF-8''Portrait de Crémieu 2026.{extension}")
    assert rendue["X-Robots-Tag"] == "noindex"


def test_la_page_a_imprimer_ne_permet_que_sa_feuille() -> None:
    rendue = repondre(RAPPORT, "html", "Portrait")
    assert rendue["Content-Disposition"].startswith("inline")
    permis = rendue["Content-Security-Policy"]
    assert permis.startswith("default-src 'none'")
    assert re.search(r"style-src 'sha256-[A-Za-z0-9+/]{43}='", permis)
    assert "<b>de" not in rendue.content.decode()


def test_un_nom_vide_ou_hostile_reste_un_nom() -> None:
    for nom in ("", "///", '"; filename="x.exe', "a\r\nSet-Cookie: x=1"):
        dit = repondre(RAPPORT, "md", nom)["Content-Disposition"]
        assert dit.count("filename=") == 1
        assert dit.endswith(".md")


def test_un_format_inconnu_n_existe_pas() -> None:
    with pytest.raises(Http404):
        repondre(RAPPORT, "exe", "Portrait")


def test_un_rapport_trop_long_est_refuse_et_le_dit() -> None:
    lignes = tuple((f"Commune {n}", "x") for n in range(CELLULES_MAX))
    trop = Rapport("Grand", "Jumelles", date(2026, 11, 22), (Tableau("Lignes", ("A", "B"), lignes),))
    rendue = repondre(trop, "md", "grand")
    assert rendue.status_code == 422
    assert str(CELLULES_MAX) in rendue.content.decode()


def test_les_adresses_a_offrir() -> None:
    offerts = telechargements(lambda extension: f"/x.{extension}", sauf=("md",))
    assert [adresse for _format, adresse in offerts] == ["/x.pdf", "/x.docx", "/x.odt", "/x.html"]


def test_trop_de_documents_a_la_fois_attendent_puis_reviennent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reponse, "ATTENTE", 0.01)
    for _place in range(reponse.EN_MEME_TEMPS):
        reponse._EN_COURS.acquire()
    try:
        plein = repondre(RAPPORT, "md", "Portrait")
    finally:
        reponse._EN_COURS.release(reponse.EN_MEME_TEMPS)
    assert (plein.status_code, plein["Retry-After"]) == (503, str(reponse.REVENIR))
    assert repondre(RAPPORT, "md", "Portrait").status_code == 200


def test_une_place_se_rend_meme_apres_un_refus() -> None:
    lignes = tuple((f"Commune {n}", "x") for n in range(CELLULES_MAX))
    trop = Rapport("Grand", "Jumelles", date(2026, 11, 22), (Tableau("Lignes", ("A", "B"), lignes),))
    for _fois in range(reponse.EN_MEME_TEMPS + 1):
        assert repondre(trop, "md", "grand").status_code == 422
