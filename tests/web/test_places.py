"""Les places : les grands fichiers ne prennent jamais tous les fils, et une personne jamais toutes les places."""

import gc
import io
from collections.abc import Iterator
from typing import Any

import pytest
from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.test import Client, RequestFactory

from jumelles.recherche.filtre import Filtre
from jumelles.recherche.moteur import MoteurIndisponible, moteur
from jumelles.web.exploitation.gros_fichiers import GROS, GrosFichiersMiddleware
from jumelles.web.sorties import places
from jumelles.web.sorties.places import FichierPlace, Places, PlusDePlace

GRAND = "/relations.csv"


@pytest.fixture(autouse=True)
def vides(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Places:
    """Des places neuves, deux en tout."""
    neuves = Places()
    monkeypatch.setattr("jumelles.web.sorties.vues.PLACES", neuves)
    monkeypatch.setattr(places, "PLACES", neuves)
    # La base d'essai n'a pas de quoi écrire un grand fichier : on abaisse le seuil.
    monkeypatch.setattr("jumelles.web.sorties.vues.PETITE", 100)
    settings.EXPORTS = 2
    return neuves


def test_une_personne_n_a_pas_toutes_les_places() -> None:
    libres = Places()
    quitter = libres.prendre("203.0.113.1")
    with pytest.raises(PlusDePlace) as plein:
        libres.prendre("203.0.113.1")
    assert plein.value.siennes
    libres.prendre("203.0.113.2")
    with pytest.raises(PlusDePlace) as plein:
        libres.prendre("203.0.113.3")
    assert not plein.value.siennes
    quitter()
    quitter()
    libres.prendre("203.0.113.3")
    with pytest.raises(PlusDePlace):
        libres.prendre("203.0.113.4")


@pytest.mark.parametrize(("une", "autre"), [("2001:db8::1", "2001:db8::ffff:2"), ("::ffff:203.0.113.1", "203.0.113.1")])
def test_changer_d_ecriture_n_en_donne_pas_une_autre(une: str, autre: str) -> None:
    libres = Places()
    libres.prendre(une)
    with pytest.raises(PlusDePlace):
        libres.prendre(autre)


def test_deux_adresses_ipv4_ecrites_en_ipv6_sont_deux_personnes(settings: Any) -> None:
    settings.EXPORTS = 3
    libres = Places()
    libres.prendre("::ffff:203.0.113.1")
    libres.prendre("::ffff:203.0.113.2")


def test_zero_ne_borne_rien(settings: Any) -> None:
    settings.EXPORTS = 0
    libres = Places()
    for _ in range(50):
        libres.prendre("203.0.113.1")


def _octets() -> Iterator[bytes]:
    yield b"un"
    yield b"deux"


@pytest.mark.django_db
@pytest.mark.parametrize("lus", [0, 1, 2])
@pytest.mark.parametrize("fin", ["fermer", "oublier"])
def test_la_place_revient_quoi_que_fasse_le_lecteur(lus: int, fin: str) -> None:
    """Fini, coupé au milieu, parti avant le premier octet ; que le serveur ferme la réponse ou l'oublie."""
    libres = Places()
    reponse = FichierPlace(_octets(), libres.prendre("203.0.113.1"))
    coule: Any = reponse.streaming_content
    for _ in range(lus):
        next(coule)
    if fin == "fermer":
        reponse.close()
    del reponse, coule
    gc.collect()
    libres.prendre("203.0.113.1")


@pytest.mark.django_db
def test_un_second_grand_fichier_attend_et_le_dit(client: Client) -> None:
    assert moteur().compter(Filtre(), "relations") > 100 >= moteur().compter(Filtre(pays=("MG",)), "relations")
    premier = client.get(GRAND)
    assert premier.status_code == 200
    refus = client.get(GRAND)
    assert (refus.status_code, refus["Retry-After"], refus["Cache-Control"]) == (429, "15", "no-store")
    assert "Un grand fichier part déjà vers vous" in refus.content.decode()
    assert "ETag" not in refus
    autre = client.get(GRAND, REMOTE_ADDR="203.0.113.9")
    plein = client.get(GRAND, REMOTE_ADDR="203.0.113.10")
    assert (autre.status_code, plein.status_code, plein["Retry-After"]) == (200, 503, "15")
    assert "Plusieurs grands fichiers" in plein.content.decode()
    assert len(premier.getvalue()) > 10_000
    assert client.get(GRAND).status_code == 200


@pytest.mark.django_db
def test_ce_qui_est_petit_connu_ou_sans_corps_passe_toujours(client: Client) -> None:
    tenu = client.get(GRAND)
    assert client.get("/relations.csv?pays=MG").status_code == 200
    assert client.get("/relations.atom").status_code == 200
    assert client.head(GRAND).status_code == 200
    assert client.get(GRAND, headers={"If-None-Match": tenu["ETag"]}).status_code == 304


@pytest.mark.django_db
def test_une_panne_avant_le_premier_octet_rend_la_place(
    client: Client, monkeypatch: pytest.MonkeyPatch, vides: Places
) -> None:
    def tomber(*_: object) -> Iterator[bytes]:
        raise MoteurIndisponible

    monkeypatch.setattr("jumelles.web.sorties.vues._octets", tomber)
    assert client.get(GRAND).status_code == 503
    vides.prendre("127.0.0.1")


def _servir(taille: int, methode: str = "get", **entetes: str) -> HttpResponseBase:
    demande = getattr(RequestFactory(), methode)("/donnees/relations.csv", **entetes)
    fichier = FileResponse(io.BytesIO(b"x" * taille))
    return GrosFichiersMiddleware(lambda _: fichier)(demande)


def test_un_gros_fichier_tout_fait_prend_une_place_aussi(vides: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jumelles.web.exploitation.gros_fichiers.PLACES", vides)
    parti = _servir(GROS + 1)
    refus = _servir(GROS + 1)
    assert (parti.status_code, refus.status_code, refus["Retry-After"]) == (200, 429, "15")
    assert "recommencez dans quinze secondes" in refus.content.decode()  # type: ignore[attr-defined]
    assert [_servir(GROS).status_code, _servir(GROS + 1, "head").status_code] == [200, 200]
    assert _servir(GROS + 1, REMOTE_ADDR="203.0.113.9").status_code == 200
    del parti
    gc.collect()
    assert _servir(GROS + 1).status_code == 200
