"""Plusieurs personnes au même instant, pour de vrai : une passe, les autres l'apprennent, rien ne se perd."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal
from threading import Barrier
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connections

from jumelles.rattachements.habilitation import Habilitation
from jumelles.retombees.enums import Poste
from jumelles.retombees.ligne_dite import LigneDite
from jumelles.retombees.models import LigneCout
from jumelles.retombees.operations import LigneDepassee, corriger_ligne, ecrire_ligne
from jumelles.retombees.requetes import lignes, versions
from tests.atelier.monde import un_monde

ENSEMBLE = 6
DITE = LigneDite(poste=Poste.PROPRES, valeur=Decimal(100))


def _personne(rang: int) -> Habilitation:
    return Habilitation(signature=f"personne:{rang}", collectivites=frozenset({"ZZ001", "ZZ002"}))


def _au_meme_instant(geste: Callable[[int], Any]) -> list[Any]:
    depart = Barrier(ENSEMBLE)

    def faire(rang: int) -> Any:
        depart.wait()
        try:
            return geste(rang)
        except LigneDepassee:
            return "dépassée"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(ENSEMBLE) as tous:
        return list(tous.map(faire, range(ENSEMBLE)))


def test_six_personnes_au_meme_instant(base_vide: str) -> None:
    """Six corrections d'une ligne : une passe. Six fois le même envoi : une ligne. Six lignes : les six."""
    un_monde()
    jeton = uuid4()

    def ecrire(rang: int, j: UUID | None = jeton) -> UUID:
        valeur = replace(DITE, valeur=Decimal(rang))
        return ecrire_ligne(code="ZZ001", annee=2025, dite=valeur, jeton=j or uuid4(), par=_personne(rang))

    (numero,) = set(_au_meme_instant(ecrire))
    assert LigneCout.objects.count() == 1

    def corriger(rang: int) -> int:
        dite = replace(DITE, valeur=Decimal(1000 + rang))
        return corriger_ligne(code="ZZ001", ligne=numero, vue=1, dite=dite, jeton=uuid4(), par=_personne(rang))

    assert sorted(_au_meme_instant(corriger), key=str) == [2, *["dépassée"] * (ENSEMBLE - 1)]
    assert [v.version for v in versions("ZZ001", numero)] == [2, 1]
    _au_meme_instant(lambda rang: ecrire(rang, None))
    assert len(lignes("ZZ001", 2025)) == 1 + ENSEMBLE
    with pytest.raises(LigneDepassee):
        ecrire_ligne(code="ZZ002", annee=2025, dite=DITE, jeton=jeton, par=_personne(1))
