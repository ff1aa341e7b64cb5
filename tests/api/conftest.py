"""L'API vue par une machine : sans débit borné, sauf là où on l'éprouve."""

from typing import Any

import pytest


@pytest.fixture(autouse=True)
def sans_borne(settings: Any) -> None:
    """Les essais font en une seconde ce qu'une adresse ferait en une heure."""
    settings.API_DEBIT = 0
