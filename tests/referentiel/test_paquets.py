"""Découper une suite : tout y est, dans l'ordre, au fil de l'eau."""

from itertools import count, islice

from jumelles.referentiel.paquets import par_paquets


def test_une_suite_se_decoupe_sans_rien_perdre_ni_attendre_sa_fin():
    assert list(par_paquets(range(5), 2)) == [[0, 1], [2, 3], [4]]
    assert list(par_paquets([], 2)) == []
    assert list(islice(par_paquets(count(), 3), 2)) == [[0, 1, 2], [3, 4, 5]]
