"""Bâtir ce que la page demande : feuilles de style, lettres, scripts, fonds de carte. Sans réseau."""

import hashlib
import shutil
import subprocess
from pathlib import Path

from django.conf import settings

from jumelles.web.figures.fond import FICHIER_FOND, PAQUET, build_fond
from jumelles.web.signe import FICHIER_SIGNE, SIGNE
from jumelles.web.tuiles.construire import build_tuiles, keep

OUVRIER_DE_CARTE = "carte-ouvrier.js"


class ConstructionImpossible(RuntimeError):
    """Un outil ou un paquet manque ; le message dit lequel et que faire."""


def dossier_construit() -> Path:
    """Le dossier des fichiers bâtis, que collectstatic ramasse."""
    return Path(settings.VAR) / "construit"


def construire_frontal() -> list[str]:
    """Bâtir feuilles, lettres, scripts, signe, fond et tuiles sous VAR/construit ; rendre les noms écrits.

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
    _bundle(provisoire)
    (provisoire / FICHIER_SIGNE).write_text(SIGNE)
    paquets, cache = Path(settings.NPM_PAQUETS), Path(settings.VAR) / "tuiles"
    fond = Path(settings.VAR) / FICHIER_FOND
    fond.unlink(missing_ok=True)
    build_tuiles(paquets, cache, provisoire)
    lus = [*(paquets / PAQUET / "world").glob("*.json"), *Path(__file__).parent.glob("figures/*.py")]
    keep(cache, fond.parent, FICHIER_FOND, sorted(lus), lambda cible: build_fond(paquets, cible))
    shutil.rmtree(sortie, ignore_errors=True)
    provisoire.rename(sortie)
    tampon.write_text(empreinte)
    return sorted(fichier.name for fichier in sortie.iterdir())


def _fingerprint() -> str:
    """Résumer ce dont dépend la construction : feuilles, scripts, code des figures et des tuiles, paquets."""
    racine, ici = Path(settings.RACINE), Path(__file__).parent
    sources = [*(racine / "frontal").rglob("*.*"), *ici.glob("figures/*.py"), *ici.glob("tuiles/*.py"), Path(__file__)]
    marque = hashlib.sha256(SIGNE.encode())
    for fichier in [*sorted(f for f in sources if f.is_file()), racine / "package-lock.json"]:
        marque.update(fichier.name.encode() + b"\0" + fichier.read_bytes())
    return marque.hexdigest()


def _bundle(sortie: Path) -> None:
    """Les feuilles de style, et un script par besoin ; l'ouvrier de la carte est un fichier à part, sans blob."""
    frontal, paquets = Path(settings.RACINE) / "frontal", Path(settings.NPM_PAQUETS)
    feuilles = [f"{fichier.stem}={fichier}" for fichier in (frontal / "jumelles.css", frontal / "carte" / "carte.css")]
    _esbuild(sortie, feuilles, "--loader:.woff2=file", "--asset-names=[name]-[hash]")
    scripts = [
        *sorted((frontal / "scripts").glob("*.js")),
        frontal / "carte" / "carte-lanceur.js",
        frontal / "carte" / "carte.js",
    ]
    ouvrier = paquets / "maplibre-gl" / "dist" / "maplibre-gl-worker.mjs"
    entrees = [f"{fichier.stem}={fichier}" for fichier in scripts]
    entrees.append(f"{OUVRIER_DE_CARTE.removesuffix('.js')}={ouvrier}")
    _esbuild(sortie, entrees, "--format=esm", "--target=es2022", "--legal-comments=none")


def _esbuild(sortie: Path, entrees: list[str], *options: str) -> None:
    esbuild = Path(settings.NPM_PAQUETS) / ".bin" / "esbuild"
    if not esbuild.exists():
        raise ConstructionImpossible(
            f"esbuild est absent de {settings.NPM_PAQUETS} : lancez « npm ci », puis recommencez."
        )
    ordre = [str(esbuild), *entrees, "--bundle", "--minify", f"--outdir={sortie}", "--log-level=warning", *options]
    fini = subprocess.run(ordre, cwd=settings.RACINE, capture_output=True, text=True, check=False)  # noqa: S603
    if fini.returncode:
        raise ConstructionImpossible(f"esbuild a refusé :\n{fini.stderr}")
