"""Mesurer sur ce que l'apprentissage n'a pas vu : deux moitiés, chacune jugée avec les poids appris sur l'autre.

    JUMELLES_VAR=<base chargée> python -m bench.rapprochement.croiser --or DOSSIER

Les listes de deux pays citent souvent les mêmes villes françaises : « apprise en France, mesurée en Espagne » ne prouve
presque rien de ce côté. Ici, la France se coupe par départements, le monde par pays : aucune ville, aucun département,
aucun pays n'est des deux côtés. Les poids de départ et les seuils d'acceptation, eux, sont ceux du dépôt. Écrit
var/bench/rapprochement_croise.txt.
"""

import argparse
import tempfile
from collections.abc import Iterable
from pathlib import Path
from zlib import crc32

from django.conf import settings

from bench.rapprochement.apprendre import DEPART, apprendre
from bench.rapprochement.conditions import lire_or, ouvrir
from bench.rapprochement.ecriture import ecrire, lire
from bench.rapprochement.mentions import LISTES
from bench.rapprochement.mesurer import Mesures, ecrire_le_rapport, mesurer
from bench.rapprochement.porteurs import Porteurs
from jumelles.rapprochement.poids import Bareme, lire_bareme

COTES = {"france": ("francais", "departement"), "monde": ("etranger", "pays")}
PLIS = 2


def reunir(dossier: Path, sorte: str) -> list[dict[str, str]]:
    """Les mentions des trois listes, une fois chacune."""
    lues = [ligne for liste in LISTES for ligne in lire(dossier / f"{sorte}_{liste}.csv")]
    return list({(li["nom"], li["pays"], li["verite"], li["population"]): li for li in lues}.values())


def rang_du_pli(ligne: dict[str, str], colonne: str) -> int:
    """Le pli d'une ligne : le même pour tout un département, ou tout un pays."""
    return crc32(ligne[colonne].encode()) % PLIS


def croiser(dossier: Path, porteurs: Porteurs) -> Mesures:
    """Chaque pli jugé par les poids de l'autre ; les notes des deux plis réunies."""
    mesures: Mesures = {}
    with tempfile.TemporaryDirectory() as temporaire:
        for cote, (sorte, colonne) in COTES.items():
            lignes = reunir(dossier, sorte)
            for pli in range(PLIS):
                chemin = Path(temporaire) / f"{sorte}_pli{pli}.csv"
                ecrire(chemin, [li for li in lignes if rang_du_pli(li, colonne) == pli])
            for pli in range(PLIS):
                _juger_un_pli(Path(temporaire), cote, sorte, pli, porteurs, mesures)
    return mesures


def _juger_un_pli(dossier: Path, cote: str, sorte: str, pli: int, porteurs: Porteurs, mesures: Mesures) -> None:
    autres = (f"pli{p}" for p in range(PLIS) if p != pli)
    bareme = _apprendre(dossier, cote, autres)
    rendues = mesurer([dossier / f"{sorte}_pli{pli}.csv"], ouvrir(bareme).rapprocher, porteurs)
    for (_, condition), notes in rendues.items():
        mesures.setdefault((f"{sorte}_croise", condition), []).extend(notes)


def _apprendre(dossier: Path, cote: str, plis: Iterable[str]) -> Bareme:
    depart = lire_bareme(DEPART)
    mentions = [m for pli in plis for m in lire_or(dossier, cote, pli)]
    poids = apprendre(mentions, cote, depart)
    return Bareme(poids, depart.monde) if cote == "france" else Bareme(depart.france, poids)


def main() -> None:
    """Couper, apprendre, juger, écrire."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--or", dest="dossier", type=Path, required=True)
    rapport = ecrire_le_rapport(croiser(arguments.parse_args().dossier, Porteurs()), frozenset())
    sortie = Path(settings.VAR) / "bench"
    sortie.mkdir(parents=True, exist_ok=True)
    (sortie / "rapprochement_croise.txt").write_text(rapport, encoding="utf-8")
    print(rapport)


if __name__ == "__main__":
    main()
