"""Les noms de pays tels qu'on les écrit en français, d'après la table relue."""

import csv
from functools import cache

from jumelles.rapprochement.normaliser import cle
from jumelles.referentiel.thesaurus import TABLES

COURT = 4


@cache
def noms_de_pays() -> dict[str, str]:
    """Nom normalisé → ISO 2 ; sans les sigles, qu'un titre porte par hasard."""
    with (TABLES / "pays.csv").open(encoding="utf-8", newline="") as fichier:
        return {
            cle(nom): ligne["iso2"]
            for ligne in csv.DictReader(fichier)
            for nom in (ligne["nom"], *ligne["autres_noms"].split(";"))
            if len(cle(nom)) >= COURT
        }
