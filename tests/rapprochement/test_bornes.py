"""Ce qu'un nom peut coûter, quoi qu'on y écrive : ni la mémoire ni le temps ne suivent la taille d'un envoi."""

from itertools import product

import pytest

from jumelles.rapprochement import bloquer
from jumelles.rapprochement.doublons.noms import lire_nom
from jumelles.rapprochement.doublons.titres import lire_titre
from jumelles.rapprochement.enonce import ESSAIS_MAX, lire_enonce
from jumelles.rapprochement.memoire import garder_les_courts
from jumelles.rapprochement.moteur import LONGUEUR_NOM, Rapprocheur
from jumelles.rapprochement.reductions import mots_pleins
from jumelles.rapprochement.repertoire import Entree, NomDit, Repertoire, ecrire
from jumelles.rapprochement.termes import Entite, Mention
from tests.rapprochement.petit_monde import batir

MOTS = [f"mot{chr(97 + a)}{chr(97 + b)}" for a, b in product(range(7), range(7))]


def test_on_ne_garde_que_les_textes_courts_et_qu_un_nombre_borne():
    lus: list[str] = []

    @garder_les_courts(2, longueur=3)
    def lire(texte: str) -> str:
        lus.append(texte)
        return texte

    for texte in ("abc", "abc", "long", "long", "b", "c", "abc"):
        assert lire(texte) == texte
    assert lus == ["abc", "long", "long", "b", "c", "abc"]


@pytest.mark.parametrize(
    "lire", [lambda nom: lire_enonce(nom, francais=True, etranger=True), mots_pleins, lire_titre, lire_nom]
)
def test_aucune_lecture_ne_garde_un_texte_long(lire):
    court, long_ = "Val de Reuil", "mot " * 75
    assert lire(court) is lire(court)
    assert lire(long_) is not lire(long_)


def test_cent_parentheses_ne_font_pas_cent_recherches():
    lu = lire_enonce("".join(f"({m})" for m in MOTS), francais=True, etranger=True)
    assert max(len(lu.essais), len(lu.apartes)) <= ESSAIS_MAX


@pytest.fixture(scope="module")
def touffu(tmp_path_factory: pytest.TempPathFactory) -> Rapprocheur:
    """Deux mille noms de deux mots : chaque mot est dans une centaine."""
    dossier = tmp_path_factory.mktemp("touffu")
    batir(dossier)
    noms = [f"{a} {b}" for a, b in product(MOTS, MOTS) if a < b]
    entrees = [
        Entree(Entite(f"collectivite:{i}", nom, "commune", "FR"), (NomDit(nom, "officiel"),))
        for i, nom in enumerate(noms)
    ]
    ecrire(dossier / "france", entrees, repere="essai")
    return Rapprocheur(Repertoire(dossier / "france"), Repertoire(dossier / "monde"), francais=frozenset({"FR"}))


def test_un_nom_de_mille_mots_ne_se_compare_pas_a_toute_la_france(touffu: Rapprocheur, monkeypatch: pytest.MonkeyPatch):
    compares: list[str] = []
    lier = bloquer._lier

    def compter(bloc: str, cle: str, connue: str) -> str:
        compares.append(connue)
        return lier(bloc, cle, connue)

    monkeypatch.setattr(bloquer, "_lier", compter)
    hostile = " ".join(MOTS * 30)
    assert len(hostile) > 10 * LONGUEUR_NOM
    (reponse,) = touffu.rapprocher([Mention(hostile, "FR")])
    assert 0 < len(compares) <= bloquer.COMPARAISONS_MAX
    assert reponse.retenue is None
