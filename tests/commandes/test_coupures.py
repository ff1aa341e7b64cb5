"""Vingt coupures au hasard à chaque passage ; cinq cents par `make bench`. Et le banc attrape les fautes."""

import random
import subprocess
import sys

import pytest

from tests.atelier.empreintes import RACINE


def _couper(*options: str) -> subprocess.CompletedProcess[str]:
    graine = str(random.randrange(10**6))
    return subprocess.run(
        [sys.executable, "bench/coupures.py", "--graine", graine, *options],
        cwd=RACINE, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_vingt_coupures_ne_perdent_rien() -> None:
    fait = _couper("--coupures", "20")
    assert fait.returncode == 0, fait.stdout + fait.stderr
    assert "20 coupures" in fait.stdout


@pytest.mark.parametrize("faute", ["import", "restauration", "correction"])
def test_le_banc_attrape_une_faute_volontaire(faute: str) -> None:
    fait = _couper("--coupures", "200", "--saboter", faute)
    assert fait.returncode == 1, fait.stdout + fait.stderr
    assert "PERTE" in fait.stdout
