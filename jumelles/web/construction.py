"""Bâtir ce que la page demande : la feuille de style, les lettres, le fond de carte. Sans réseau."""

import hashlib
import shutil
import subprocess
from pathlib import Path

from django.conf import settings

from jumelles.web.figures.fond import FICHIER_FOND, build_fond
from jumelles.web.signe import FICHIER_SIGNE, SIGNE


class ConstructionImpossible(RuntimeError):
    """Un outil ou un paquet manque ; le message dit lequel et que faire."""


def dossier_construit() -> Path:
    """Le dossier des fichiers bâtis, que collectstatic ramasse."""
    return Path(settings.VAR) / "construit"


def construire_frontal() -> list[str]:
    """Bâtir feuille, lettres, signe et fond de carte sous VAR/construit ; rendre les noms écrits.

    Ne refait rien si ni les sources ni les paquets n'ont changé. Lève ConstructionImpossible si npm n'a
    pas encore installé les paquets.
    """
    sortie, tampon = dossier_construit(), Path(settings.VAR) / "construit.empreinte"
    empreinte = _fingerprint()
    if sortie.exists() and tampon.exists() and tampon.read_text() == empreinte:
        return sorted(fichier.name for fichier in sortie.iterdir())
    provisoire = sortie.with_name("construit.en_cours")
    shutil.rmtree(provisoire, ignore_errors=True)
    provisoire.mkdir(parents=True)
    _bundle_styles(provisoire)
    (provisoire / FICHIER_SIGNE).write_text(SIGNE)
    build_fond(Path(settings.NPM_PAQUETS), Path(settings.VAR) / FICHIER_FOND)
    shutil.rmtree(sortie, ignore_errors=True)
    provisoire.rename(sortie)
    tampon.write_text(empreinte)
    return sorted(fichier.name for fichier in sortie.iterdir())


def _fingerprint() -> str:
    """Résumer ce dont dépend la construction : feuilles, code des figures, verrou des paquets."""
    racine = Path(settings.RACINE)
    sources = [*sorted((racine / "frontal").glob("*.css")), *sorted(Path(__file__).parent.glob("figures/*.py"))]
    marque = hashlib.sha256(SIGNE.encode())
    for fichier in [*sources, racine / "package-lock.json"]:
        marque.update(fichier.name.encode() + b"\0" + fichier.read_bytes())
    return marque.hexdigest()


def _bundle_styles(sortie: Path) -> None:
    esbuild = Path(settings.NPM_PAQUETS) / ".bin" / "esbuild"
    if not esbuild.exists():
        raise ConstructionImpossible(
            f"esbuild est absent de {settings.NPM_PAQUETS} : lancez « npm ci », puis recommencez."
        )
    source = Path(settings.RACINE) / "frontal" / "jumelles.css"
    ordre = [str(esbuild), str(source), "--bundle", "--minify", "--loader:.woff2=file", f"--outdir={sortie}"]
    ordre.append("--log-level=warning")
    fini = subprocess.run(ordre, cwd=settings.RACINE, capture_output=True, text=True, check=False)  # noqa: S603
    if fini.returncode:
        raise ConstructionImpossible(f"esbuild a refusé la feuille de style :\n{fini.stderr}")
