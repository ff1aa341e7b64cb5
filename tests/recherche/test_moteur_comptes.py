"""Quand il y a trop de codes pour les rendre tous : lesquels, et combien, sans jamais un compte faux."""

from pathlib import Path

import pytest

from jumelles.recherche.document import Document, Point
from jumelles.recherche.emprise import Emprise
from jumelles.recherche.filtre import Filtre
from jumelles.recherche.moteur.embarque import moteur as embarque
from jumelles.recherche.moteur.embarque.comptes import CODES_MAX
from jumelles.recherche.moteur.embarque.moteur import MoteurEmbarque
from jumelles.recherche.moteur.port import Repere


def relation(identifiant: int, *codes: str) -> Document:
    return Document("relations", identifiant, ("R",), facettes={"territoire": codes})


COMMUNES = tuple(f"{i:05d}" for i in range(12 * CODES_MAX))


@pytest.fixture(scope="module")
def moteur(tmp_path_factory: pytest.TempPathFactory) -> MoteurEmbarque:
    """Deux morceaux d'index : dans le premier, douze mille communes citées deux fois cachent ce qui l'est une fois."""
    moteur = MoteurEmbarque(tmp_path_factory.mktemp("comptes") / "index")
    une_fois = ("pivot", "D975", "R06", "rare")
    moteur.reconstruire([relation(1, *COMMUNES), relation(2, *COMMUNES), relation(3, *une_fois)], Repere())
    moteur.ecrire([relation(i, "pivot") for i in range(4, 9)], [], Repere())
    return moteur


def test_un_compte_est_juste_meme_si_un_morceau_l_avait_coupe(moteur: MoteurEmbarque) -> None:
    """« pivot » : une fois dans le premier morceau, cinq dans le second, donc six."""
    comptes = moteur.facettes(Filtre(), "relations", ("territoire",))["territoire"]
    assert comptes["pivot"] == 6
    assert next(iter(comptes)) == "pivot"
    assert {n for code, n in comptes.items() if code in COMMUNES} == {2}


def test_les_departements_et_les_regions_ne_sont_jamais_coupes(moteur: MoteurEmbarque) -> None:
    comptes = moteur.facettes(Filtre(), "relations", ("territoire",))["territoire"]
    assert (comptes["D975"], comptes["R06"]) == (1, 1)
    assert CODES_MAX <= len(comptes) <= CODES_MAX + 2
    assert "rare" not in comptes


def test_ce_qui_est_choisi_et_ce_qui_va_avec_gardent_leur_compte(moteur: MoteurEmbarque) -> None:
    comptes = moteur.facettes(Filtre(territoire=("rare",)), "relations", ("territoire",))["territoire"]
    assert (comptes["rare"], comptes["pivot"], comptes["D975"]) == (1, 6, 1)
    assert len(comptes) > CODES_MAX


def test_une_emprise_large_compte_comme_une_etroite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Les mailles dites une à une, ou lues toutes puis choisies : les mêmes."""
    moteur = MoteurEmbarque(tmp_path / "index")
    lieux = [Point(lat, lon, "ville", "etranger") for lat in range(-80, 81, 20) for lon in range(-170, 171, 34)]
    moteur.reconstruire(
        [Document("acteurs", i, ("A",), points=(lieu,), situe=True) for i, lieu in enumerate(lieux)], Repere()
    )
    filtre = Filtre(emprise=Emprise.lire("100,-60,-100,60"))
    dites = moteur.mailles(filtre, "acteurs", 6)
    assert dites
    monkeypatch.setattr(embarque, "MAILLES_DITES", 0)
    assert MoteurEmbarque(tmp_path / "index").mailles(filtre, "acteurs", 6) == dites
    monkeypatch.undo()
    assert sum(dites.values()) == moteur.compter(filtre, "acteurs", situes=True)
