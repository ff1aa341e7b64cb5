"""Examiner un fichier déposé : ce qu'il est, ce qu'il contient, et comment on propose de le lire."""

from collections.abc import Sequence
from pathlib import Path

from jumelles.sources.depots.correspondance import Correspondance
from jumelles.sources.depots.termes import Examen


def examiner(
    chemin: Path,
    nom_du_fichier: str = "",
    *,
    feuille: str = "",
    ligne_entete: int = 0,
    connues: Sequence[Correspondance] = (),
) -> Examen:
    """Lire ce fichier sans rien écrire. FichierRefuse dit pourquoi il ne se lit pas, où, et comment y remédier.

    nom_du_fichier : celui de la personne, s'il n'est pas celui du chemin. feuille : d'un classeur ; vide : la première
    visible qui porte un tableau. ligne_entete : 0 pour la trouver. connues : correspondances gardées des dépôts
    précédents ; celle dont l'en-tête est le même est reprise telle quelle.
    """
    raise NotImplementedError
