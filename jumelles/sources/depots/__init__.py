"""Les dépôts : un fichier qu'une personne nous donne, de l'examen à la bascule.

CSV, XLSX, ODS, GeoJSON, notre JSON, IATI 2.03.

Le chemin : `examiner` (rien n'est écrit) → la personne relit la `Correspondance` et remplit la `FicheDepot` →
`preparer_depot(a_blanc=True)` pour l'essai → `preparer_depot` → `basculer`. Tout refus est un `FichierRefuse`, déjà en
français, avec `raison`, `remede`, `ligne`, `colonne`. Un `Probleme` a `ligne`, `colonne`, `valeur`, `raison`, `remede`,
`bloquant` et `en_texte()`.
"""

from jumelles.sources.depots.champs import CHAMPS, Champ, champs_de, manques
from jumelles.sources.depots.correspondance import Choix, Correspondance, CorrespondanceInvalide, empreinte_entete
from jumelles.sources.depots.examen import examiner
from jumelles.sources.depots.import_depot import basculer, preparer_depot
from jumelles.sources.depots.limites import Limites, limites
from jumelles.sources.depots.profils import PROFILS, Profil, appliquer_profil
from jumelles.sources.depots.rattachements import entete_des_rattachements, rattachements
from jumelles.sources.depots.termes import Examen, Feuille, FicheDepot, LigneDeFichier, code_de
from jumelles.sources.problemes import FichierRefuse, Probleme
from jumelles.sources.rapport import Rapport

__all__ = [
    "CHAMPS",
    "PROFILS",
    "Champ",
    "Choix",
    "Correspondance",
    "CorrespondanceInvalide",
    "Examen",
    "Feuille",
    "FicheDepot",
    "FichierRefuse",
    "LigneDeFichier",
    "Limites",
    "Probleme",
    "Profil",
    "Rapport",
    "appliquer_profil",
    "basculer",
    "champs_de",
    "code_de",
    "empreinte_entete",
    "entete_des_rattachements",
    "examiner",
    "limites",
    "manques",
    "preparer_depot",
    "rattachements",
]  # fmt: skip
