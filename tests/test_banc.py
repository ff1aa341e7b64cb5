"""Le banc lui-même : le réseau est fermé, le site répond, le navigateur est celui du système."""

import socket

import pytest
from playwright.sync_api import Page

from tests.atelier.serveur import Site


def test_le_reseau_est_ferme() -> None:
    with pytest.raises(Exception, match="socket"), pytest.warns(UserWarning):
        socket.create_connection(("192.0.2.1", 80), timeout=1)


def test_le_site_servi_montre_la_page_de_connexion(site: Site, page: Page) -> None:
    assert page.goto("/compte/login/").status == 200
    assert page.locator("h1").count() == 1


def test_la_base_du_site_n_est_pas_celle_des_essais(site: Site, db: None) -> None:
    from django.db import connection

    assert connection.settings_dict["NAME"] not in site.base
