"""Le JSON en octets : compact, lisible par tous, le même pour la même valeur."""

import json

import pytest

from jumelles.recherche.octets import en_octets, lire_octets


@pytest.mark.parametrize(
    "valeur",
    [None, True, 0, -3.25, "Érythrée « à côté »\n\t\x00", ["a", ("b", None)], {"é": 1, "a": {"z": [], "b": 1e-7}}],
)
def test_ce_qui_est_ecrit_se_relit(valeur: object) -> None:
    attendu = json.loads(json.dumps(valeur))
    assert lire_octets(en_octets(valeur)) == json.loads(en_octets(valeur)) == attendu


def test_trie_les_memes_octets_quel_que_soit_l_ordre() -> None:
    assert en_octets({"b": 1, "a": 2}, trier=True) == en_octets({"a": 2, "b": 1}, trier=True) == b'{"a":2,"b":1}'


def test_un_texte_mal_forme_n_arrete_rien() -> None:
    """Une moitié de caractère, qu'aucune base ne garde, est remplacée : le fichier reste de l'UTF-8."""
    assert lire_octets(en_octets({"nom": "Mar\ud800seille"})) == {"nom": "Mar?seille"}


def test_ce_qui_n_est_pas_du_json_se_dit() -> None:
    with pytest.raises(ValueError):
        lire_octets(b"{")
