"""L'index suit la base entière, avec tous ses faits réels (C0.2) ; verbe par verbe : `test_alimentation.py`."""

import pytest

from jumelles.recherche.alimentation import comparer
from jumelles.recherche.filtre import SORTES
from tests.atelier.verbes import VERBES, VERBES_QUI_DEFONT, Suivre, preparer

pytestmark = pytest.mark.django_db


def test_parmi_tous_les_faits_chaque_verbe_est_suivi(index_suivi: Suivre) -> None:
    """Une source renommée, une fusion défaite, un lot repris : ce qui touche le plus de fiches, sur la vraie base."""
    pk = preparer()
    for verbe in ("corriger_relation", "marquer_la_relation", "renommer_la_source", "charger_la_demonstration"):
        VERBES[verbe](pk)
    VERBES_QUI_DEFONT["separer_acteurs"](index_suivi, pk)
    VERBES_QUI_DEFONT["annuler_lot"](index_suivi, pk)
    assert not index_suivi().refait
    assert list(comparer(SORTES)) == []
