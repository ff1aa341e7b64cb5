"""Les sources que l'on sait lire, et comment les reconnaître dans un dossier."""

from collections.abc import Callable
from pathlib import Path

from jumelles.sources.afd.depot import SOURCE as AFD
from jumelles.sources.ligne_lue import SourceConnue
from jumelles.sources.partenariats_releves.depot import SOURCE as PARTENARIATS
from jumelles.sources.partenariats_releves.lecture import TABLE_DU_DEPOT
from jumelles.sources.problemes import FichierRefuse
from jumelles.sources.wikidata_jumelages.depot import SOURCE as WIKIDATA

_TETE = 8192
_ECARTES = (".git", "node_modules", "__pycache__")
Dire = Callable[[str], None]


class SourceInconnue(FichierRefuse):
    """Aucune source connue de ce nom, ou dont ce fichier soit."""


def connues() -> dict[str, SourceConnue]:
    """Les sources, dans l'ordre où il faut les importer : les faits relus d'abord."""
    return {source.code: source for source in (PARTENARIATS, WIKIDATA, AFD)}


def find(code: str) -> SourceConnue:
    """La source de ce code ; SourceInconnue cite celles qui existent."""
    source = connues().get(code)
    if source is None:
        raise SourceInconnue(f"source inconnue : « {code[:80]} »", f"sources connues : {', '.join(connues())}")
    return source


def reconnaitre(chemin: Path) -> str | None:
    """Le code de la source dont ce fichier porte l'en-tête, ou None."""
    try:
        if not chemin.is_file():
            return None
        with chemin.open("rb") as fichier:
            tete = fichier.read(_TETE)
    except OSError:
        return None
    return next((source.code for source in connues().values() if source.reconnait(tete)), None)


def find_fichiers(dossier: Path) -> list[tuple[str, Path]]:
    """Les fichiers de sources connues sous ce dossier, dans l'ordre des sources puis des chemins."""
    rangs = list(connues())
    trouves = [
        (code, chemin)
        for chemin in sorted(dossier.rglob("*"))
        if not any(part in _ECARTES for part in chemin.parts) and (code := reconnaitre(chemin)) is not None
    ]
    return sorted(trouves, key=lambda t: (rangs.index(t[0]), _rang_du_fichier(t[1]), str(t[1])))


def _rang_du_fichier(chemin: Path) -> int:
    """Le plus gros d'abord : un extrait n'apprend rien après le fichier complet."""
    return -chemin.stat().st_size


def importer_faits(*, par: str, dire: Dire | None = None) -> None:
    """Importer les faits relus qui sont dans le dépôt."""
    from jumelles.sources.lots import importer

    importer(PARTENARIATS.code, TABLE_DU_DEPOT, par=par, dire=dire)


def importer_dossier(dossier: Path, *, par: str, dire: Dire | None = None) -> None:
    """Importer tout ce qui se reconnaît sous ce dossier ; un fichier refusé n'arrête pas les autres."""
    from jumelles.sources.lots import importer

    for code, chemin in find_fichiers(dossier):
        try:
            importer(code, chemin, par=par, dire=dire)
        except FichierRefuse as refus:
            if dire is not None:
                dire(f"{chemin.name} : {refus}")
