"""La page de l'API dit comment rapprocher une liste, avec les nombres que le code tient."""

import re

import pytest
from django.test import Client

from jumelles.api.rapprochement.lecture import FICHES_MAX, QUESTIONS_MAX
from jumelles.api.rapprochement.proprietes import PROPRIETES
from jumelles.api.rapprochement.sortes import TYPES

pytestmark = pytest.mark.django_db


@pytest.fixture
def section(client: Client) -> str:
    page = client.get("/api/").content.decode()
    trouvee = re.search(r'<section[^>]*aria-labelledby="rapprochement".*?</section>', page, re.S)
    assert trouvee is not None
    assert 'href="#rapprochement"' in page
    return trouvee[0].replace("\u202f", " ").replace("\xa0", " ")


def test_elle_dit_l_adresse_et_les_limites(section: str) -> None:
    assert "http://localhost:8000/api/rapprochement/" in section
    assert f"{QUESTIONS_MAX} noms par lot" in section
    assert f"{FICHES_MAX:,} lignes".replace(",", " ") in section
    assert "callback" in section


def test_elle_dit_chaque_type_et_chaque_propriete(section: str) -> None:
    for code in (*TYPES, *PROPRIETES):
        assert f"<code>{code}</code>" in section


def test_les_traits_ont_leur_ancre(section: str) -> None:
    """Là où « feature_view » du manifeste mène."""
    assert 'id="trait-ressemblance"' in section
    assert 'id="trait-meme_nom"' in section
