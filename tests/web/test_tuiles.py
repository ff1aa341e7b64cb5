"""Les tuiles du fond : le même plan que les figures, les mêmes frontières, une seule fois."""

import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from django.conf import settings

from jumelles.web.figures import frontieres
from jumelles.web.figures.projection import MERIDIEN, project, shift_longitude
from jumelles.web.tuiles import construire, france, monde
from jumelles.web.tuiles.lignes import to_ligne
from jumelles.web.tuiles.plan import DEMI, poser, to_plan

PAQUETS = Path(settings.NPM_PAQUETS)


@pytest.mark.parametrize(("lon", "lat"), [(11.0, 0.0), (2.35, 48.86), (-149.57, -17.53), (178.4, -18.1), (47.5, -18.9)])
def test_par_mercator_le_plan_rend_equal_earth(lon: float, lat: float) -> None:
    """Le carré de Mercator du point posé est la place d'Equal Earth, aux mêmes proportions."""
    (x, y), *_ = to_plan(np.array([(shift_longitude(lon), lat)]))
    vrai_x, vrai_y = project(lon, lat)
    assert x / 180 == pytest.approx(vrai_x / DEMI, abs=1e-9)
    assert np.arcsinh(np.tan(np.radians(y))) / np.pi == pytest.approx(-vrai_y / DEMI, abs=1e-9)


@pytest.fixture(scope="module")
def formes() -> list[tuple[str, Any, dict[str, Any]]]:
    return list(monde.draw_monde(PAQUETS))


def test_un_nom_par_pays_de_notre_table(formes: list[tuple[str, Any, dict[str, Any]]]) -> None:
    noms = [dits for couche, _, dits in formes if couche == "noms"]
    codes = [dits["iso2"] for dits in noms]
    assert len(codes) == len(set(codes)) > 240
    assert {"MG": "Madagascar", "DE": "Allemagne"}.items() <= {d["iso2"]: d["nom"] for d in noms}.items()
    assert "AQ" not in codes


def test_aucun_pays_ne_traverse_la_carte(formes: list[tuple[str, Any, dict[str, Any]]]) -> None:
    """Russie et Fidji passent l'antiméridien : aucun morceau ne va d'un bord à l'autre."""
    for couche, forme, _ in formes:
        if couche == "pays":
            assert all(ouest > -180.01 and est < 180.01 for ouest, _, est, _ in [forme.bounds])
            assert all(p.bounds[2] - p.bounds[0] < 160 for p in shapely.get_parts(forme))


def test_les_frontieres_contestees_sont_a_part(formes: list[tuple[str, Any, dict[str, Any]]]) -> None:
    """docs/decisions/0003 : la ligne du Sahara occidental est du côté des pointillés, pas des pleines."""
    pleines, pointillees = (f for couche, f, _ in formes if couche == "frontieres")
    sahara = poser(shapely.box(-9.5 - MERIDIEN, 27.5, -8.8 - MERIDIEN, 27.8))
    assert pointillees.intersects(sahara)
    assert not pleines.intersects(sahara)
    assert not any(dits.get("iso2") in frontieres.FONDUS for _, _, dits in formes)


def test_une_ligne_porte_sa_couche_et_ses_niveaux() -> None:
    ligne = to_ligne("pays", shapely.Point(1.23456789, 2), {"iso2": "MG"}, (0, 5))
    assert ligne.endswith("\n")
    assert '"tippecanoe": {"layer": "pays", "minzoom": 0, "maxzoom": 5}' in ligne
    assert "1.234568" in ligne


def test_le_meme_contenu_ne_se_fabrique_qu_une_fois(tmp_path: Path) -> None:
    """Un second `make run` ne fait rien ; une source changée refait, et l'ancien s'en va."""
    entree, cache = tmp_path / "source.json", tmp_path / "cache"
    cache.mkdir()
    entree.write_text("un")
    faits: list[int] = []

    def fabriquer(cible: Path) -> None:
        faits.append(1)
        cible.write_text(entree.read_text())

    for rang, contenu in enumerate(("un", "un", "deux")):
        entree.write_text(contenu)
        sortie = tmp_path / f"sortie-{rang}"
        sortie.mkdir()
        construire.keep(cache, sortie, "fond.json", [entree], fabriquer)
        assert (sortie / "fond.json").read_text() == contenu
    assert len(faits) == 2
    assert len(list(cache.iterdir())) == 1


def test_sans_tippecanoe_on_le_dit_et_le_monde_de_secours_reste(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def absent(*_: Any, **__: Any) -> None:
        raise FileNotFoundError("tippecanoe")

    monkeypatch.setattr(subprocess, "run", absent)
    monkeypatch.setattr(france, "draw_france", lambda: iter(()))
    sortie = tmp_path / "sortie"
    sortie.mkdir()
    assert construire.build_tuiles(PAQUETS, tmp_path / "cache", sortie) == [construire.SECOURS]
    assert [f.name for f in sortie.iterdir()] == [construire.SECOURS]
    assert "tippecanoe" in caplog.text
    assert (sortie / construire.SECOURS).stat().st_size < 500_000
