"""`jumelles rattacher` : le compte naît s'il manque, son mot de passe se montre une fois, et l'on peut revenir."""

import pytest
from click.testing import CliRunner

from jumelles.commandes.rattacher import rattacher
from jumelles.comptes.requetes import compte_existe
from jumelles.rattachements.requetes import equipe_de
from tests.atelier.monde import un_monde

COURRIEL = "dominique@exemple.invalid"


@pytest.fixture(autouse=True)
def monde(db: None) -> None:
    un_monde()


def _lancer(*mots: str) -> tuple[int, str]:
    rendu = CliRunner().invoke(rattacher, ["--courriel", COURRIEL, *mots])
    return rendu.exit_code, rendu.output


def test_rattacher_cree_le_compte_puis_le_garde() -> None:
    code, dit = _lancer("--territoire", "ZZ001", "--nom", "Dominique Exemple")
    assert code == 0
    assert "parle maintenant pour ZZ001" in dit
    assert "mot de passe" in dit
    assert [m.nom for m in equipe_de("ZZ001")] == ["Dominique Exemple"]
    code, dit = _lancer("--territoire", "ZZ002", "--role", "elu")
    assert code == 0
    assert "mot de passe" not in dit


def test_detacher() -> None:
    _lancer("--territoire", "ZZ001")
    assert _lancer("--territoire", "ZZ001", "--detacher")[0] == 0
    assert equipe_de("ZZ001") == ()
    code, dit = _lancer("--territoire", "ZZ001", "--detacher")
    assert code != 0
    assert "rien n'a été changé" in dit


@pytest.mark.parametrize(
    ("mots", "phrase"),
    [
        ((), "un seul des deux"),
        (("--territoire", "ZZ001", "--reseau", "1"), "un seul des deux"),
        (("--territoire", "INCONNU"), "aucune collectivité"),
    ],
)
def test_un_refus_ne_laisse_rien(mots: tuple[str, ...], phrase: str) -> None:
    code, dit = _lancer(*mots)
    assert code != 0
    assert phrase in dit
    assert not compte_existe(COURRIEL)
