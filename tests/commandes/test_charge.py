"""La charge, en court : deux écrivains et huit lecteurs sur le vrai site, rien de perdu, index et base égaux."""

from pathlib import Path
from typing import Any

import pytest

from bench import charge
from bench.site_servi import SiteServi

PATIENCE = 60.0  # une machine occupée peut tarder ; ce qui compte ici est que rien ne manque


@pytest.mark.sqlite
def test_vingt_secondes_d_ecritures_et_de_lectures(bases_preparees: Any, tmp_path: Path) -> None:
    """Deux écrivains, des lecteurs : aucune écriture perdue, aucune demande ratée, l'index est la base."""
    modele = Path(bases_preparees.copier("charge").removeprefix("sqlite:///"))
    dits = charge.demande(["--secondes", "20", "--ecrivains", "2", "--lecteurs", "8", "--pause", "0.5"])
    site = SiteServi(modele, tmp_path / "var")
    try:
        comptes = charge.courir(site, dits)
    finally:
        site.fermer()
        bases_preparees.jeter(f"sqlite:///{modele}")
    assert comptes.griefs(PATIENCE) == []
    assert len(comptes.annoncees) > 0
    assert len(comptes.mesures) > 0
    assert "Index et base : égaux." in charge.raconter(comptes, dits)


def test_le_banc_voit_une_ecriture_perdue_un_retard_et_une_panne() -> None:
    """Le juge mord : chacune de ces fautes fait échouer la course."""
    saine = charge.Comptes(verifie="Tout est en ordre.", ecarts=[0.1])
    assert saine.griefs(2.0) == []
    for faute in (
        {"perdues": ["affirmation 3"]}, {"ecarts": [2.1]}, {"pannes": ["/ : 500"]}, {"verifie": "1 désordre(s) :"},
        {"pannes_du_site": ['{"niveau": "erreur"}']},
    ):  # fmt: skip
        fautive = charge.Comptes(**{"verifie": "Tout est en ordre.", "ecarts": [0.1], **faute})  # type: ignore[arg-type]
        assert len(fautive.griefs(2.0)) == 1


def test_les_centiles_se_lisent_sur_les_mesures() -> None:
    assert charge.centile([], 0.99) == 0.0
    assert charge.centile([5, 1, 3, 2, 4], 0.5) == 3
    assert charge.centile([5, 1, 3, 2, 4], 0.99) == 5
    assert charge.centile([5, 1, 3, 2, 4], 1) == 5
