"""La carte : projection, frontières, arcs ; rien ne la traverse, rien n'y est faux."""

import json
import re
from math import isclose
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from jumelles.web.figures import frontieres
from jumelles.web.figures.cadres import CADRES, EUROPE, MONDE, choose
from jumelles.web.figures.fond import PAQUET, build_fond
from jumelles.web.figures.monde import draw_local, draw_monde
from jumelles.web.figures.projection import project, shift_longitude

PARIS, BERLIN, NOUMEA, LOS_ANGELES = (2.35, 48.86), (13.4, 52.52), (166.46, -22.27), (-118.24, 34.05)


def test_le_centre_de_la_projection_est_a_l_origine() -> None:
    assert project(11.0, 0.0) == (0.0, 0.0)


def test_le_pole_nord_de_la_projection() -> None:
    """θ = π/3 : y vaut 1,3173627591574 (Šavrič, Patterson et Jenny, 2018)."""
    assert isclose(-project(11.0, 90.0)[1], 1.3173627591574, rel_tol=1e-9)


def test_les_surfaces_gardent_leur_rapport() -> None:
    """Une bande de 1° × 1° à 60° Nord fait la moitié de celle de l'équateur (cosinus de 60°), à 1 % près."""

    def aire(lat: float) -> float:
        (x0, y0), (x1, _), (_, y1) = project(11, lat), project(12, lat), project(11, lat + 1)
        return abs((x1 - x0) * (y1 - y0))

    assert isclose(aire(59.5) / aire(-0.5), 0.5, rel_tol=0.02)


@pytest.mark.parametrize(("lon", "vue"), [(11.0, 0.0), (-169.0, -180.0), (190.0, 179.0), (-170.0, 179.0)])
def test_la_coupure_tombe_dans_le_detroit_de_bering(lon: float, vue: float) -> None:
    assert shift_longitude(lon) == vue


@pytest.fixture(scope="module")
def fond(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    sortie = tmp_path_factory.mktemp("fond") / "fond.json"
    build_fond(Path(settings.NPM_PAQUETS), sortie)
    return dict(json.loads(sortie.read_text()))


def _segments(chemin: str) -> list[int]:
    """L'étendue horizontale de chaque pas d'un chemin fait de M absolus et de l relatifs."""
    pas = []
    for corps in re.findall(r"l([-\d ]+)", chemin):
        nombres = [int(n) for n in re.findall(r"-?\d+", corps)]
        pas.extend(abs(n) for n in nombres[::2])
    return pas


def test_aucun_trait_ne_traverse_la_carte(fond: dict[str, dict[str, Any]]) -> None:
    """Russie et Fidji passent l'antiméridien : coupées là, jamais étirées d'un bord à l'autre."""
    for cadre in CADRES:
        for couche in ("terre", "frontieres", "contestees"):
            # Un bord de cadre rogné peut être long : il est vertical ou sur le bord même.
            assert max(_segments(fond[cadre.nom][couche]), default=0) < cadre.largeur * 0.98
    assert max(_segments(fond["monde"]["terre"])) < MONDE.largeur * 0.2


@pytest.mark.parametrize("code", ["CYN", "SOL"])
def test_ni_chypre_du_nord_ni_somaliland(fond: dict[str, dict[str, Any]], code: str) -> None:
    """docs/decisions/0003 : fondus dans Chypre et la Somalie, sans ligne entre les deux."""
    assert all(code not in fond[cadre.nom]["pays"] for cadre in CADRES)
    assert frontieres.etat(code) in fond["monde"]["pays"]


@pytest.mark.parametrize(
    ("voisins", "lon", "lat", "contestee"),
    [
        ({"MAR", "ESH"}, -10.0, 27.7, True),
        ({"SRB", "XKX"}, 21.0, 42.8, True),
        ({"IND", "PAK"}, 74.0, 34.0, True),  # Cachemire
        ({"IND", "PAK"}, 71.0, 25.0, False),  # désert du Thar
        ({"FRA", "DEU"}, 7.8, 48.6, False),
        ({"RUS", "UKR"}, 38.0, 49.0, False),
    ],
)
def test_les_lignes_contestees_sont_en_pointille(voisins: set[str], lon: float, lat: float, contestee: bool) -> None:
    assert frontieres.is_contestee(frozenset(voisins), lon, lat) is contestee


def test_la_terre_du_monde_reste_legere(fond: dict[str, dict[str, Any]]) -> None:
    """L'accueil entier doit tenir en 200 ko : le fond n'en prend pas plus de trente."""
    assert sum(len(fond["monde"][couche]) for couche in ("terre", "frontieres", "contestees")) < 30_000


def test_le_cadre_est_le_plus_proche_qui_contient_tout() -> None:
    assert choose([PARIS, BERLIN]) is EUROPE
    assert choose([PARIS, NOUMEA]).nom in ("orient", "monde")
    assert choose([PARIS, NOUMEA, LOS_ANGELES]) is MONDE


def test_quelques_lointains_ne_dezooment_pas_tout_mais_se_disent() -> None:
    proches = [(*PARIS, 13.4 + i / 100, 52.5) for i in range(200)]
    figure = draw_local([*proches, (*PARIS, *NOUMEA)])
    assert figure.cadre == "europe"
    assert figure.sorties == 1


def test_un_arc_part_de_france_et_arrive_chez_le_partenaire() -> None:
    figure = draw_monde([(*PARIS, *LOS_ANGELES)])
    depart, arrivee = (tuple(round(v) for v in MONDE.place(*p)) for p in (PARIS, LOS_ANGELES))
    trouve = re.fullmatch(r"M(\d+) (\d+)q-?\d+ -?\d+ (-?\d+) (-?\d+)", figure.arcs[0])
    assert trouve is not None
    x, y, dx, dy = map(int, trouve.groups())
    assert ((x, y), (x + dx, y + dy)) == (depart, arrivee)
    assert figure.departs == f"M{depart[0]} {depart[1]}h0"


def test_le_meme_arc_deux_fois_se_compte_deux_fois_et_se_dessine_une() -> None:
    figure = draw_monde([(*PARIS, *BERLIN)] * 2)
    assert figure.nombre == 2
    assert "".join(figure.arcs).count("M") == 1


def test_le_paquet_du_fond_est_bien_celui_de_la_decision() -> None:
    texte = (Path(settings.RACINE) / "docs" / "decisions" / "0003-frontieres-et-noms.md").read_text()
    assert PAQUET in texte
