"""Un bureau de représentation se voit à l'étranger, sur la carte et en mots ; les taux se calculent à l'écran."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from jumelles.cooperations.models import Relation
from jumelles.cooperations.operations import ajouter_instrument
from jumelles.territoires.models import Effectif

pytestmark = pytest.mark.django_db
JOUR = date(2026, 11, 21)


def test_un_bureau_de_representation_paraît_sur_la_carte_et_dans_la_fiche(
    client: Client, index_suivi: Callable[[], Any]
) -> None:
    """C1.10."""
    relation = (
        Relation.objects.reelles()
        .internationales()
        .filter(sensible=False, participations__acteur__lat__isnull=False)
        .earliest("pk")
    )
    assert "monde__implantations" not in client.get("/").content.decode()
    ajouter_instrument(
        relation_id=relation.pk, type="bureau_representation", pays="DE", par="personne:1", lat=53.55, lon=10.0,
        precision="ville", intitule="Bureau essayé",
    )  # fmt: skip
    index_suivi()
    assert "monde__implantations" in client.get("/").content.decode()
    page = client.get(f"/relations/{relation.pk}/", follow=True).content.decode()
    assert "Bureau essayé" in page
    assert "ureau de représentation" in page
    liste = client.get("/relations/?instrument=bureau_representation").content.decode()
    assert f'data-id="{relation.pk}"' in liste


def test_le_taux_du_document_est_recalcule(client: Client) -> None:
    """C4.6 : 5 000 sur 45 387 font 11,0 %, et non 13 %."""
    page = client.get("/territoires/").content.decode().replace("\u00a0", " ").replace("\u202f", " ")
    assert "11,0 %" in page
    assert "45 387" in page
    Effectif.objects.filter(categorie="document_2022_collectivites").update(nombre=9078)
    assert "20,0 %" in client.get("/territoires/").content.decode().replace("\u00a0", " ")


def test_la_page_d_une_intercommunalite_montre_les_liens_de_ses_communes(client: Client) -> None:
    page = client.get("/territoires/246700488/", follow=True).content.decode()
    assert "Fès" in page
    liste = client.get("/relations/?territoire=246700488").content.decode()
    assert "noués depuis" in liste or "noué depuis" in liste
    assert "Fès" in liste
