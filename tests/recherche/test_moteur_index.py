"""L'index sur le disque : coupé, verrouillé, refait, périmé, il reste lisible ou dit pourquoi."""

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tantivy

from jumelles.recherche.document import Document
from jumelles.recherche.filtre import Filtre
from jumelles.recherche.moteur import moteur
from jumelles.recherche.moteur.embarque.moteur import MoteurEmbarque
from jumelles.recherche.moteur.port import EcritureOccupee, MoteurIndisponible, Repere

RACINE = Path(__file__).resolve().parents[2]
COUPURE = """
import os, signal, sys
from pathlib import Path
from typing import Any
from jumelles.recherche.document import Document
from jumelles.recherche.moteur.embarque.moteur import MoteurEmbarque
from jumelles.recherche.moteur.port import Repere

def documents():
    for i in range(1, 3000):
        yield Document("acteurs", i, ("Coupée",))
    os.kill(os.getpid(), signal.SIGKILL)

moteur = MoteurEmbarque(Path(sys.argv[2]))
if sys.argv[1] == "ecrire":
    moteur.ecrire(documents(), [("acteurs", 7)], Repere(99))
else:
    moteur.reconstruire(documents(), Repere(99))
"""


def acteurs(nombre: int, nom: str = "Entière") -> list[Document]:
    return [Document("acteurs", i, (nom,)) for i in range(1, nombre + 1)]


@pytest.fixture
def racine(tmp_path: Path) -> Path:
    """Un index de dix acteurs, au repère 5."""
    MoteurEmbarque(tmp_path / "index").reconstruire(acteurs(10), Repere(5))
    return tmp_path / "index"


def compter(lecteur: MoteurEmbarque, texte: str = "") -> int:
    return lecteur.compter(Filtre(texte=texte), "acteurs")


def sous_dossiers(racine: Path) -> list[Path]:
    return sorted(racine.glob("index-*"))


@pytest.mark.parametrize("geste", ["ecrire", "reconstruire"])
def test_une_coupure_au_milieu_laisse_l_index_d_avant(racine: Path, geste: str) -> None:
    tue = subprocess.run([sys.executable, "-c", COUPURE, geste, str(racine)], cwd=RACINE, check=False)
    assert tue.returncode == -9
    lecteur = MoteurEmbarque(racine)
    assert (compter(lecteur), compter(lecteur, "coupée"), lecteur.repere().journal) == (10, 0, 5)
    lecteur.ecrire(acteurs(2, "Neuve"), [("acteurs", 3)], Repere(6))
    assert (compter(lecteur), compter(lecteur, "neuve"), lecteur.repere().journal) == (9, 2, 6)
    lecteur.reconstruire(acteurs(4), Repere(8))
    assert (compter(lecteur), lecteur.repere().journal, len(sous_dossiers(racine))) == (4, 8, 1)


def test_un_lecteur_voit_aussitot_ce_qu_un_autre_ecrit(racine: Path) -> None:
    lecteur, ecrivain = MoteurEmbarque(racine), MoteurEmbarque(racine)
    assert compter(lecteur) == 10
    ecrivain.ecrire([], [("acteurs", 1)], Repere(6))
    assert compter(lecteur) == 9
    ecrivain.reconstruire(acteurs(3), Repere(7))
    assert (compter(lecteur), lecteur.repere().journal) == (3, 7)


def test_on_lit_l_ancien_pendant_qu_on_refait(racine: Path) -> None:
    lecteur = MoteurEmbarque(racine)

    def documents() -> Iterator[Document]:
        assert compter(lecteur) == 10
        MoteurEmbarque(racine).ecrire([], [("acteurs", 1)], Repere(6))
        assert compter(lecteur) == 9
        yield from acteurs(3)

    assert MoteurEmbarque(racine).reconstruire(documents(), Repere(5)) == 3
    assert compter(lecteur) == 3


def test_le_repere_lu_dans_l_ancien_n_avance_pas_celui_du_neuf(racine: Path) -> None:
    """Sinon les écritures d'entre les deux seraient perdues."""
    ouvrier = MoteurEmbarque(racine)
    assert ouvrier.repere().journal == 5
    MoteurEmbarque(racine).reconstruire(acteurs(3), Repere(2))
    with pytest.raises(EcritureOccupee, match="refait"):
        ouvrier.ecrire(acteurs(1), [], Repere(6))
    assert ouvrier.repere().journal == 2
    ouvrier.ecrire(acteurs(1), [], Repere(6))
    assert ouvrier.repere().journal == 6


def test_deux_qui_ecrivent_le_second_sait_pourquoi_il_attend(racine: Path) -> None:
    index = tantivy.Index.open(str(sous_dossiers(racine)[0]))
    with index.writer(15_000_000, 1), pytest.raises(EcritureOccupee, match="ouvrier"):
        MoteurEmbarque(racine).ecrire([], [], Repere(6))


def test_deux_reconstructions_ne_se_melent_pas(racine: Path) -> None:
    def documents() -> Iterator[Document]:
        with pytest.raises(EcritureOccupee, match="reconstruit"):
            MoteurEmbarque(racine).reconstruire(acteurs(1), Repere(1))
        yield from acteurs(2)

    assert MoteurEmbarque(racine).reconstruire(documents(), Repere(9)) == 2
    assert compter(MoteurEmbarque(racine)) == 2


def test_un_index_d_une_autre_version_est_refuse_puis_refait(racine: Path) -> None:
    (sous_dossiers(racine)[0] / "forme").write_text("0/tantivy-0.1")
    with pytest.raises(MoteurIndisponible, match=r"0/tantivy-0\.1"):
        compter(MoteurEmbarque(racine))
    MoteurEmbarque(racine).reconstruire(acteurs(3), Repere(1))
    assert compter(MoteurEmbarque(racine)) == 3


def test_un_index_efface_sous_le_lecteur_le_dit(racine: Path) -> None:
    lecteur = MoteurEmbarque(racine)
    assert compter(lecteur) == 10
    (racine / "courant").unlink()
    with pytest.raises(MoteurIndisponible, match="reindexer"):
        compter(lecteur)


def test_un_identifiant_trop_grand_est_refuse(racine: Path) -> None:
    with pytest.raises(ValueError, match="acteurs:2147483648"):
        MoteurEmbarque(racine).ecrire([Document("acteurs", 2**31, ("X",))], [], Repere(6))
    assert compter(MoteurEmbarque(racine)) == 10


def test_des_lecteurs_pendant_des_ecritures(racine: Path) -> None:
    """Jamais d'erreur, jamais un état à moitié écrit : toujours dix acteurs, tous du même nom."""
    lecteur, ecrivain, fini = MoteurEmbarque(racine), MoteurEmbarque(racine), threading.Event()
    vus: set[tuple[int, int]] = set()

    def lire() -> None:
        while not fini.is_set():
            fiches = lecteur.parcourir(Filtre(), "acteurs")
            time.sleep(0.002)
            vus.add((len(fiches), len({f.modifie for f in fiches})))

    fils = [threading.Thread(target=lire) for _ in range(12)]
    for fil in fils:
        fil.start()
    for tour in range(20):
        ecrivain.ecrire([Document("acteurs", i, ("Un",), modifie=tour) for i in range(1, 11)], [], Repere(tour))
        if tour % 7 == 6:
            ecrivain.reconstruire([Document("acteurs", i, ("Un",), modifie=99) for i in range(1, 11)], Repere(tour))
    fini.set()
    for fil in fils:
        fil.join()
    assert vus == {(10, 1)}


def test_le_moteur_du_processus_suit_le_reglage(settings: Any, tmp_path: Path) -> None:
    settings.INDEX = tmp_path / "ici"
    moteur().reconstruire(acteurs(2), Repere(1))
    assert moteur() is moteur()
    assert moteur().compter(Filtre(), "acteurs") == 2
    settings.INDEX = tmp_path / "ailleurs"
    with pytest.raises(MoteurIndisponible):
        moteur().repere()
