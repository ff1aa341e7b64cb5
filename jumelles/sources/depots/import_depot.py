"""Importer un dépôt : la correspondance fait du fichier une source comme les autres."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from jumelles.sources.depots.correspondance import Correspondance
from jumelles.sources.depots.termes import FicheDepot
from jumelles.sources.rapport import Rapport


def preparer_depot(
    chemin: Path,
    correspondance: Correspondance,
    fiche: FicheDepot,
    *,
    par: str,
    nom_du_fichier: str = "",
    jour: date | None = None,
    a_blanc: bool = False,
    rejouer: bool = False,
    dire: Callable[[str], None] | None = None,
    avancer: Callable[[int], None] | None = None,
) -> Rapport:
    """Lire, rattacher, mettre en attente ; rien n'est visible avant `basculer(rapport.lot, par=…)`.

    avancer(lues) est appelé à chaque paquet de 500 lignes ; le lot le garde aussi (`Lot.rapport["lues"]`). a_blanc :
    tout dire, ne rien écrire. rejouer : reprendre un fichier déjà basculé, après de nouveaux jugements (une autre
    correspondance le reprend d'elle-même). FichierRefuse, CorrespondanceInvalide : rien n'est entré.
    """
    raise NotImplementedError


def basculer(lot_id: int, *, par: str, jour: date | None = None) -> Rapport:
    """Rendre visible, en une transaction, ce qu'un dépôt a préparé ; LotPerime s'il n'est plus en attente."""
    raise NotImplementedError
