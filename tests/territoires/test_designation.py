"""Un nom, un code, un SIREN mènent à une collectivité ; ce qui hésite se propose et ne se choisit pas."""

import pytest

from jumelles.territoires.designation import designer

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("texte", "code"),
    [
        ("Grenoble", "38185"), (" grenoble ", "38185"), ("38185", "38185"), ("d38", "D38"), ("Picardie", "R32"),
        ("Bellegarde-sur-Valserine", "01033"), ("243500139", "243500139"),
    ],
)  # fmt: skip
def test_ce_qui_ne_designe_qu_une_collectivite_y_mene(texte: str, code: str) -> None:
    assert designer(texte).code == code


def test_un_nom_porte_par_plusieurs_se_propose() -> None:
    trouvee = designer("Saint-Denis")
    assert not trouvee.code and trouvee.is_homonyme and {t.code for t in trouvee.proches} >= {"93066", "97411"}


def test_un_debut_de_nom_se_propose_meme_seul() -> None:
    trouvee = designer("Charleville-Méz")
    assert not trouvee.code and not trouvee.is_homonyme and "08105" in {t.code for t in trouvee.proches}


@pytest.mark.parametrize("texte", ["", "   ", "Zzzqx", "%", "' OR 1=1 --", "0" * 500])
def test_ce_qui_ne_designe_rien_ne_propose_rien(texte: str) -> None:
    assert designer(texte) == designer("")


def test_jamais_plus_que_demande() -> None:
    assert len(designer("Saint", limite=3).proches) == 3
