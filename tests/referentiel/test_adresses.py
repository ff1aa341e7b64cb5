"""Une adresse que l'on donne à suivre mène à une page, et n'exécute rien."""

import pytest

from jumelles.referentiel.adresses import adresse_suivable


@pytest.mark.parametrize(
    "adresse",
    ["https://exemple.invalid/a?b=c#d", "http://exemple.invalid", "HTTPS://EXEMPLE.invalid/é", "https://[::1]/"],
)
def test_une_page_du_web_se_garde(adresse: str) -> None:
    assert adresse_suivable(f" {adresse}\n") == adresse


@pytest.mark.parametrize(
    "adresse",
    [
        "", "javascript:alert(1)", " JavaScript:alert(1)", "java\nscript:alert(1)", "data:text/html,<script>",
        "vbscript:x", "file:///etc/passwd", "//exemple.invalid/", "www.exemple.invalid", "http://", "http:exemple",
        "https://exemple.invalid/\r\nSet-Cookie: a", "http://[::1", "\x01javascript:alert(1)",
    ],
)  # fmt: skip
def test_le_reste_ne_se_suit_pas(adresse: str) -> None:
    assert adresse_suivable(adresse) == ""
