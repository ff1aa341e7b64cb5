"""Vingt coupures au hasard à chaque passage ; cinq cents par `make coupures`. Et le banc attrape les fautes."""

import os
import random
import subprocess
import sys

import pytest

from bench.coupures import lire_jusqu_au_bout
from tests.atelier.empreintes import RACINE


def _couper(*options: str) -> subprocess.CompletedProcess[str]:
    graine = str(random.randrange(10**6))
    return subprocess.run(
        [sys.executable, "bench/coupures.py", "--graine", graine, *options],
        cwd=RACINE, capture_output=True, text=True, check=False, timeout=450,
    )  # fmt: skip


def test_vingt_coupures_ne_perdent_rien() -> None:
    fait = _couper("--coupures", "20")
    assert fait.returncode == 0, fait.stdout + fait.stderr
    assert "20 coupures" in fait.stdout


def test_un_travail_qui_a_beaucoup_a_dire_ne_bloque_pas_le_banc() -> None:
    bavard = subprocess.Popen([sys.executable, "-c", "print('D désordre\\n' * 40_000)"], stdout=subprocess.PIPE)
    assert bavard.stdout is not None
    mots = lire_jusqu_au_bout(bavard.pid, os.dup(bavard.stdout.fileno()))
    bavard.stdout.close()
    assert bavard.wait() == 0
    assert mots.count("D désordre") == 40_000


@pytest.mark.parametrize("faute", ["import", "restauration", "correction"])
def test_le_banc_attrape_une_faute_volontaire(faute: str) -> None:
    fait = _couper("--coupures", "200", "--saboter", faute)
    assert fait.returncode == 1, fait.stdout + fait.stderr
    assert "PERTE" in fait.stdout
