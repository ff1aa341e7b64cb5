"""Un rapport rendu au visiteur : le bon format, le bon nom, rien de plus que ce que la page permet."""

import re
from collections.abc import Iterator
from datetime import date
from unittest.mock import Mock, call
from urllib.parse import unquote

import pytest
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver

from jumelles.documents.arbre import Paragraphe, Rapport, Tableau
from jumelles.documents.bornes import CELLULES_MAX
from jumelles.web.documents import FORMATS_DOCUMENT, places, repondre, telechargements

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


DEMANDE = RequestFactory().get("/x.md")


def _rendre(request: HttpRequest) -> HttpResponse:
    return repondre(RAPPORT, "md", "Portrait")


def test_trop_de_documents_a_la_fois_attendent_puis_reviennent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "ATTENTE", 0.01)
    rendue = places.une_place(_rendre)
    for _place in range(places.EN_MEME_TEMPS):
        places._EN_COURS.acquire()
    try:
        plein = rendue(DEMANDE)
    finally:
        places._EN_COURS.release(places.EN_MEME_TEMPS)
    assert (plein.status_code, plein["Retry-After"], plein["Cache-Control"]) == (503, str(places.REVENIR), "no-store")
    assert "<h1>D’autres documents se préparent</h1>" in plein.content.decode()
    assert rendue(DEMANDE).status_code == 200


def test_un_seul_attend_les_autres_repartent_aussitot(monkeypatch: pytest.MonkeyPatch) -> None:
    """Deux composent, un attend : le quatrième fil reste aux pages."""
    pleines = Mock(acquire=Mock(return_value=False))
    monkeypatch.setattr(places, "_EN_COURS", pleines)
    with places._ATTENDENT:
        assert places.une_place(_rendre)(DEMANDE).status_code == 503
    assert pleines.acquire.call_args_list == [call(blocking=False)]
    assert places.une_place(_rendre)(DEMANDE).status_code == 503
    assert pleines.acquire.call_args_list[1:] == [call(blocking=False), call(timeout=places.ATTENTE)]


def test_la_place_est_prise_avant_de_composer_et_se_rend_meme_apres_une_panne() -> None:
    def tomber(request: HttpRequest) -> HttpResponse:
        libres.append(places._EN_COURS._value)
        raise ValueError

    libres: list[int] = []
    for _fois in range(places.EN_MEME_TEMPS + 1):
        with pytest.raises(ValueError, match=r"^$"):
            places.une_place(tomber)(DEMANDE)
    assert set(libres) == {places.EN_MEME_TEMPS - 1}


def test_toute_adresse_d_un_document_prend_une_place() -> None:
    sorties = [m for m in _motifs(get_resolver()) if "extension>" in str(m.pattern)]
    assert len(sorties) >= 12
    sans = {m.callback.__module__ for m in sorties if not getattr(m.callback, "prend_une_place", False)}
    # Les tableurs ont les leurs : `web/sorties/places.py`.
    assert sans == {"jumelles.web.sorties.vues"}


def _motifs(branche: URLResolver) -> Iterator[URLPattern]:
    for motif in branche.url_patterns:
        if isinstance(motif, URLResolver):
            yield from _motifs(motif)
        else:
            yield motif
