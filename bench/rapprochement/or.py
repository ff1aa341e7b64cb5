"""Bâtir les jeux de vérité du rapprochement, hors du dépôt.

    JUMELLES_VAR=<base chargée> python -m bench.rapprochement.or --donnees ../shared/donnees --sortie DOSSIER

Le moteur ne voit jamais ni le point ni la vérité. Chaque jeu dit dans son module comment sa vérité est faite.
"""

import argparse
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from bench.rapprochement import jeux_abimes, jeux_etrangers, jeux_francais, jeux_relus
from bench.rapprochement.ecriture import ecrire
from bench.rapprochement.jeux_francais import compter
from bench.rapprochement.lieux import Lieux
from bench.rapprochement.mentions import lire
from bench.rapprochement.porteurs import Porteurs

# La première sert à apprendre, la seconde à mesurer : autres noms, autres fautes.
GRAINES = {"abimee": 2026, "abimee_neuve": 4051}


def par_liste(lignes: Iterable[Mapping[str, object]]) -> dict[str, list[Mapping[str, object]]]:
    """Les lignes d'un jeu, rangées par liste."""
    rendues: defaultdict[str, list[Mapping[str, object]]] = defaultdict(list)
    for ligne in lignes:
        rendues[str(ligne["liste"])].append(ligne)
    return rendues


def ecrire_jeu(chemin: Path, lignes: Sequence[Mapping[str, object]]) -> None:
    """Écrire un jeu et dire combien de lignes par cas."""
    print(f"{chemin.stem} : {ecrire(chemin, lignes)} lignes")
    for colonne in ("existe", "origine", "difficulte"):
        print(f"  {colonne} : {compter(lignes, colonne)}")


def ecrire_par_liste(sortie: Path, sorte: str, lignes: Iterable[Mapping[str, object]]) -> None:
    """Écrire « <sorte>_<liste>.csv » et dire combien de lignes par cas."""
    for liste, siennes in par_liste(lignes).items():
        ecrire_jeu(sortie / f"{sorte}_{liste}.csv", siennes)


def main() -> None:
    """Lire les tables, juger chaque mention, écrire, compter."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--donnees", type=Path, required=True)
    arguments.add_argument("--sortie", type=Path, required=True)
    demande = arguments.parse_args()
    citees = lire(demande.donnees / "jumelages")
    porteurs, lieux = Porteurs(), Lieux()
    francaises = [c for c in citees if c.pays_dit == "France"]
    ecrire_par_liste(demande.sortie, "francais", jeux_francais.preparer(francaises, porteurs))
    ecrire_jeu(demande.sortie / "sourcees.csv", jeux_relus.preparer_sourcees(demande.donnees))
    ecrire_jeu(demande.sortie / "afd.csv", jeux_relus.preparer_afd(demande.donnees))
    for nom, graine in GRAINES.items():
        ecrire_jeu(demande.sortie / f"francais_{nom}.csv", jeux_abimes.preparer_francais(graine, porteurs))
        ecrire_jeu(demande.sortie / f"etranger_{nom}.csv", jeux_abimes.preparer_etranger(graine, lieux))
    etrangeres = [c for c in citees if c.pays_dit != "France"]
    ecrire_par_liste(demande.sortie, "etranger", jeux_etrangers.preparer(etrangeres, lieux))


if __name__ == "__main__":
    main()
