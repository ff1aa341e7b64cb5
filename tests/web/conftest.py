"""De quoi ouvrir, dans un vrai navigateur, une page réservée à l'équipe."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.atelier.equipe import session_sur_le_site


@pytest.fixture(scope="module")
def temoin(site: Any) -> str:
    """La session d'une personne de l'équipe, sur le site servi."""
    return session_sur_le_site(site.base)


@pytest.fixture
def ouvrir(site: str, browser: Any, temoin: str) -> Iterator[Any]:
    """Ouvrir une page connectée ; les options sont celles d'un contexte de navigateur."""
    contextes = []

    def neuve(**options: Any) -> Any:
        contexte = browser.new_context(base_url=site, reduced_motion="reduce", **options)
        contexte.add_cookies([{"name": "sessionid", "value": temoin, "url": site}])
        contextes.append(contexte)
        return contexte.new_page()

    yield neuve
    for contexte in contextes:
        contexte.close()
