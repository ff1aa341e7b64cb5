"""Des distances connues, et un carré qui contient son cercle."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jumelles.referentiel.sphere import carre, distance_km

PARIS, BERLIN, TANA = (48.8566, 2.3522), (52.52, 13.405), (-18.8792, 47.5079)


@pytest.mark.parametrize(("a", "b", "attendue"), [(PARIS, BERLIN, 877.5), (PARIS, TANA, 8736), (PARIS, PARIS, 0)])
def test_les_distances_connues_se_retrouvent(a: tuple[float, float], b: tuple[float, float], attendue: float) -> None:
    assert distance_km(*a, *b) == pytest.approx(attendue, rel=0.006)
    assert distance_km(*a, *b) == pytest.approx(distance_km(*b, *a))


@given(
    lat=st.floats(-80, 80), lon=st.floats(-179, 179), dlat=st.floats(-1, 1), dlon=st.floats(-1, 1),
    rayon=st.floats(1, 100),
)  # fmt: skip
def test_le_carre_contient_le_cercle(lat: float, lon: float, dlat: float, dlon: float, rayon: float) -> None:
    if distance_km(lat, lon, lat + dlat, lon + dlon) <= rayon * 0.99:
        bas, haut, ouest, est = carre(lat, lon, rayon)
        assert bas <= lat + dlat <= haut and ouest <= lon + dlon <= est
