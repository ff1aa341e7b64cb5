"""Des fautes volontaires, pour voir le banc les attraper : un banc qui ne mord pas ne prouve rien."""

import time
import zipfile
from collections.abc import Callable
from pathlib import Path

MORCEAUX = 40
PAUSE = 0.01


def restaurer_en_copiant(fichier: Path) -> None:
    """La faute classique : réécrire le fichier de la base par-dessus, morceau par morceau."""
    from django.db import connection

    connection.close()
    contenu = zipfile.ZipFile(fichier).read("base")
    taille = len(contenu) // MORCEAUX + 1
    with Path(str(connection.settings_dict["NAME"])).open("r+b") as base:
        for debut in range(0, len(contenu), taille):
            base.write(contenu[debut : debut + taille])
            base.flush()
            time.sleep(PAUSE)


def annoncer_avant_d_ecrire(corriger: Callable[..., None]) -> Callable[..., None]:
    """Dire « c'est écrit » avant que ce le soit."""

    def menteur(auteur: str, graine: float, dire: Callable[[str], None]) -> None:
        dire("V menteur")
        dire("V menteur")
        corriger(auteur, graine, dire)

    return menteur


def basculer_en_deux_fois(importer: Callable[[Path], None]) -> Callable[[Path], None]:
    """Importer la moitié du fichier, puis le tout : deux bascules au lieu d'une."""

    def moitie(fichier: Path) -> None:
        lignes = fichier.read_text(encoding="utf-8").splitlines(keepends=True)
        demi = fichier.with_suffix(".demi.tsv")
        demi.write_text("".join(lignes[: 1 + len(lignes) // 2]), encoding="utf-8")
        importer(demi)
        time.sleep(MORCEAUX * PAUSE)
        importer(fichier)

    return moitie
