"""`jumelles construire` : fabriquer les fichiers du site, et les ranger là où on les sert."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from jumelles.commandes.commande import commande
from jumelles.commandes.dire import dire, etape


@commande()
def construire() -> None:
    """Construire les feuilles de style, les lettres et les figures du site."""
    with etape("Les fichiers du site"):
        construire_tout(dire)


def construire_tout(dire: Callable[[str], None]) -> None:
    """Construire, puis ranger dans le dossier servi ; ne refait rien si rien n'a changé.

    La fonction qui construit est nommée par les réglages : les pages et la ligne de commande sont deux
    portes du même étage, elles ne se connaissent pas.
    """
    from django.conf import settings
    from django.core.management import call_command
    from django.utils.module_loading import import_string

    try:  # PROVISOIRE : tant que les étages se construisent
        construire_frontal = import_string(settings.CONSTRUCTION_FRONTAL)
    except ImportError as absent:
        dire(f"(pas encore écrits : {absent})")
    else:
        construire_frontal()
    empreinte = _empreinte_des_statiques()
    tampon = Path(settings.STATIC_ROOT) / ".empreinte"
    if tampon.exists() and tampon.read_text() == empreinte:
        dire("déjà construits")
        return
    tampon.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    tampon.write_text(empreinte)


def _empreinte_des_statiques() -> str:
    """Résumer les fichiers à servir par leur nom, leur taille et leur date."""
    from django.contrib.staticfiles.finders import get_finders

    marque = hashlib.sha256()
    for trouveur in get_finders():
        for chemin, rangement in trouveur.list([]):
            etat = Path(rangement.path(chemin)).stat()
            marque.update(f"{chemin}\0{etat.st_size}\0{etat.st_mtime_ns}\n".encode())
    return marque.hexdigest()
