"""Le lanceur : ce qui est déjà fait n'est pas refait, ce qui est à moitié fait l'est à neuf, rien ne reste seul."""

import json
import os
import platform
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import demarrer
from tests.atelier.bases import environnement
from tests.atelier.empreintes import RACINE
from tests.atelier.serveur import port_libre


@pytest.fixture
def chantier(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Un dossier vide avec nos verrous ; rend la liste de ce que le lanceur aurait exécuté."""
    for nom in ("requirements.lock", "requirements-amorce.lock", "requirements-essais.lock", "pyproject.toml",
                "package-lock.json", ".npmrc"):  # fmt: skip
        (tmp_path / nom).write_bytes((RACINE / nom).read_bytes())
    venv = tmp_path / ".venv"
    monkeypatch.setattr(demarrer, "RACINE", tmp_path)
    monkeypatch.setattr(demarrer, "VENV", venv)
    monkeypatch.setattr(demarrer, "PYTHON", venv / "bin" / "python")
    monkeypatch.setattr(demarrer, "TAMPON_PYTHON", venv / "empreinte.json")
    monkeypatch.setattr(demarrer, "TAMPON_NODE", tmp_path / "node_modules" / ".empreinte")
    monkeypatch.setattr(demarrer, "commande_npm", lambda: ["npm"])
    faits: list[str] = []

    def executer(*commande: object, taire: bool = True, **env: str) -> None:
        texte = " ".join(str(c) for c in commande)
        mots = ("--clear", "amorce", "essais", "requirements.lock", "npm ci", "-e")
        faits.append(next(mot for mot in mots if mot in texte))
        if "--clear" in texte:
            (venv / "bin").mkdir(parents=True, exist_ok=True)
            (venv / "bin" / "python").touch()
        if "npm" in texte:
            (tmp_path / "node_modules").mkdir(exist_ok=True)

    monkeypatch.setattr(demarrer, "executer", executer)
    yield faits


def _changer(tampon: Path, **dit: str) -> None:
    tampon.write_text(json.dumps({**json.loads(tampon.read_text()), **dit}))


NEUF = ["--clear", "amorce", "requirements.lock", "-e"]


def test_une_machine_neuve_installe_tout_puis_plus_rien(chantier: list[str]) -> None:
    demarrer.installer_python(essais=False)
    demarrer.installer_npm()
    assert chantier == [*NEUF, "npm ci"]
    chantier.clear()
    demarrer.installer_python(essais=False)
    demarrer.installer_npm()
    assert chantier == []


def test_outiller_apres_coup_n_ajoute_que_les_essais(chantier: list[str]) -> None:
    demarrer.installer_python(essais=False)
    chantier.clear()
    demarrer.installer_python(essais=True)
    assert chantier == ["essais", "-e"]
    chantier.clear()
    demarrer.installer_python(essais=False)
    assert chantier == []


@pytest.mark.parametrize(
    "abime",
    [
        lambda tampon, racine: tampon.unlink(),
        lambda tampon, racine: tampon.write_text("{moitié"),
        lambda tampon, racine: tampon.write_text("[]"),
        lambda tampon, racine: (racine / ".venv" / "bin" / "python").unlink(),
        lambda tampon, racine: (racine / "requirements.lock").write_text("autre==1.0"),
        lambda tampon, racine: _changer(tampon, python="3.1.0"),
        lambda tampon, racine: _changer(tampon, dossier="/ailleurs"),
    ],
    ids=["sans tampon", "tampon coupé", "tampon faux", "python absent", "verrou changé", "autre python", "déplacé"],
)  # fmt: skip
def test_un_environnement_douteux_est_refait_a_neuf(chantier: list[str], abime: object) -> None:
    demarrer.installer_python(essais=False)
    chantier.clear()
    abime(demarrer.TAMPON_PYTHON, demarrer.RACINE)  # type: ignore[operator]
    demarrer.installer_python(essais=False)
    assert chantier == NEUF


def test_une_installation_tuee_ne_laisse_pas_croire_qu_elle_est_finie(
    chantier: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def coupee(verrou: Path) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as coupure:
        coupure.setattr(demarrer, "installer_verrou", coupee)
        with pytest.raises(KeyboardInterrupt):
            demarrer.installer_python(essais=False)
    chantier.clear()
    demarrer.installer_python(essais=False)
    assert chantier == NEUF
    assert json.loads(demarrer.TAMPON_PYTHON.read_text())["python"] == platform.python_version()


def test_sans_uv_pip_prend_le_relais(
    chantier: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    appels: list[str] = []

    def executer(*commande: object, taire: bool = True, **env: str) -> None:
        appels.append(str(commande[2]))
        if commande[2] == "uv":
            raise demarrer.Arret("uv : index inconnu")

    monkeypatch.setattr(demarrer, "executer", executer)
    demarrer.installer_verrou(Path("requirements.lock"))
    assert appels == ["uv", "pip"]
    assert "pip prend le relais" in capsys.readouterr().out


def test_un_port_pris_se_dit_avant_toute_installation() -> None:
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        prise.listen()
        port = prise.getsockname()[1]
        fait = subprocess.run(
            [sys.executable, "demarrer.py", "lancer"],
            cwd=RACINE, env={**os.environ, "PORT": str(port)}, capture_output=True, text=True, check=False,
        )  # fmt: skip
    assert fait.returncode == 1
    assert f"Le port {port} n'est pas libre" in fait.stdout
    assert f"make run PORT={port + 1}" in fait.stdout


# --- servir : deux processus, jamais un seul ---


PROGRAMME = """
import signal, demarrer
signal.signal(signal.SIGTERM, signal.default_int_handler)
try:
    demarrer.servir({port})
except demarrer.Arret as arret:
    print(arret)
    raise SystemExit(1)
"""


class Lancement:
    """Un `demarrer.servir()` dans son processus, et ses enfants."""

    def __init__(self, base: str, journal: Path) -> None:
        self.port = port_libre()
        self.journal = journal
        programme = PROGRAMME.format(port=self.port)
        env = {k: v for k, v in environnement(base).items() if k != "JUMELLES_ADRESSE"}
        with journal.open("w") as sortie:
            self.processus = subprocess.Popen(
                [sys.executable, "-u", "-c", programme], cwd=RACINE, env=env, stdout=sortie, stderr=subprocess.STDOUT
            )
        fin = time.monotonic() + 60
        while "Le site est ouvert" not in journal.read_text() and time.monotonic() < fin:
            assert self.processus.poll() is None, journal.read_text()
            time.sleep(0.05)
        self.enfants = _enfants(self.processus.pid)

    def attendre_la_fin_des_enfants(self) -> list[int]:
        """Rendre ceux qui vivent encore après trente secondes."""
        fin = time.monotonic() + 30
        while time.monotonic() < fin and any(map(_vit, self.enfants)):
            time.sleep(0.05)
        return [enfant for enfant in self.enfants if _vit(enfant)]


def _enfants(processus: int) -> list[int]:
    dit = subprocess.run(["ps", "-o", "pid=", "--ppid", str(processus)], capture_output=True, text=True, check=False)
    directs = [int(mot) for mot in dit.stdout.split()]
    return directs + [petit for enfant in directs for petit in _enfants(enfant)]


def _vit(processus: int) -> bool:
    dit = subprocess.run(["ps", "-o", "stat=", "-p", str(processus)], capture_output=True, text=True, check=False)
    return bool(dit.stdout.strip()) and not dit.stdout.strip().startswith("Z")


@pytest.mark.parametrize("signe", [signal.SIGINT, signal.SIGTERM])
def test_un_arret_demande_arrete_tout_proprement(base_vide: str, tmp_path: Path, signe: int) -> None:
    lancement = Lancement(base_vide, tmp_path / "journal")
    assert len(lancement.enfants) >= 2
    lancement.processus.send_signal(signe)
    assert lancement.processus.wait(timeout=30) == 0
    assert lancement.attendre_la_fin_des_enfants() == []
    assert "Tout est arrêté" in lancement.journal.read_text()


@pytest.mark.skipif(sys.platform != "linux", reason="le noyau de Linux seul prévient les enfants")
def test_un_lanceur_tue_net_ne_laisse_pas_d_orphelin(base_vide: str, tmp_path: Path) -> None:
    lancement = Lancement(base_vide, tmp_path / "journal")
    lancement.processus.kill()
    lancement.processus.wait()
    assert lancement.attendre_la_fin_des_enfants() == []


@pytest.mark.parametrize(("rang", "nom"), [(0, "le site"), (1, "l'ouvrier")])
def test_si_l_un_meurt_l_autre_s_arrete_et_on_le_dit(base_vide: str, tmp_path: Path, rang: int, nom: str) -> None:
    lancement = Lancement(base_vide, tmp_path / "journal")
    os.kill(sorted(lancement.enfants)[rang], signal.SIGKILL)
    assert lancement.processus.wait(timeout=30) == 1
    assert lancement.attendre_la_fin_des_enfants() == []
    assert f"{nom} s'est arrêté tout seul" in lancement.journal.read_text()
