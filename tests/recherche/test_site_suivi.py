"""Le site et l'ouvrier ensemble : ce qu'une commande écrit se voit sur la page."""

import time
import urllib.request

from tests.atelier.serveur import Site


def _page(site: Site, chemin: str) -> str:
    with urllib.request.urlopen(f"{site}{chemin}", timeout=20) as reponse:
        return str(reponse.read().decode())


def test_ce_qu_une_commande_ecrit_se_voit_sur_le_site(site: Site) -> None:
    """C0.2, C0.4 : la démonstration chargée se lit dans la liste, retirée elle n'y est plus."""
    chemin = "/relations/?demonstration=oui"
    assert "Soamanitra" not in _page(site, chemin)
    for geste, attendu in (("charger", True), ("retirer", False)):
        fait = site.jumelles("demonstration", geste)
        assert fait.returncode == 0, fait.stderr
        fin = time.monotonic() + 60
        while ("Soamanitra" in _page(site, chemin)) is not attendu:
            assert time.monotonic() < fin, "la page ne suit pas l'index"
            time.sleep(0.1)
