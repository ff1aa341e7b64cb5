"""Combien de temps pour chercher les doublons d'une grande base ? Des fiches fabriquées, dans un seul processus.

    nice -n 10 python -m bench.rapprochement.vitesse_doublons --combien 20000 200000

Villes, parties et thèmes suivent une loi de rang (peu ont beaucoup de liens) ; une fiche sur vingt est redite. Dit
secondes de calcul, paires comparées, redites retrouvées et mémoire de pointe. Rien n'entre dans aucune base.
"""

import argparse
import random
import resource
import time
from collections.abc import Iterator
from dataclasses import replace

from bench.rapprochement.tranches import tranche_suivante
from jumelles.rapprochement.doublons import FicheAction, PartieNommee, chercher
from jumelles.rapprochement.doublons.bloquer import paires_a_comparer

GRAINE = 2026
PART_REDITE = 0.05
PAYS = ("ML", "BF", "SN", "BJ", "MA", "TN", "MG", "VN", "DE", "IT", "PL", "RO", "JP", "CN", "US", "BR", "HT", "LB")
SUJETS = ("eau potable", "assainissement", "état civil", "école primaire", "santé maternelle", "déchets", "tourisme")
VERBES = ("Appui à", "Renforcement de", "Accès à", "Construction pour", "Formation en", "Gestion de")
SYLLABES = ("ba", "ko", "ma", "li", "ra", "to", "si", "ga", "ndou", "bou", "kay", "tam", "ber", "stein", "dorf", "vil")


def _nom(hasard: random.Random) -> str:
    return "".join(hasard.choices(SYLLABES, k=hasard.randrange(2, 5))).capitalize()


def _rang(hasard: random.Random, combien: int) -> int:
    return min(int(hasard.paretovariate(0.9)), combien) - 1


def fabriquer(combien: int, sorte: str) -> Iterator[FicheAction]:
    """Des fiches inventées, dont une sur vingt est la redite d'une autre."""
    hasard = random.Random(GRAINE)
    ici = [PartieNommee(f"acteur:{n}", _nom(hasard), "FR") for n in range(combien // 8 + 1)]
    la = [PartieNommee(f"acteur:9{n}", _nom(hasard), hasard.choice(PAYS)) for n in range(combien // 3 + 1)]
    for n in range(combien):
        un = ici[_rang(hasard, len(ici))] if hasard.random() < 0.3 else hasard.choice(ici)
        autre = hasard.choice(la)
        titre = f"{hasard.choice(VERBES)} {hasard.choice(SUJETS)} à {autre.nom} et {_nom(hasard)}"
        famille, debut = "" if sorte == "projet" else "lien", hasard.randrange(1990, 2026)
        fiche = FicheAction(
            f"{sorte}:{n}1", (un, autre), "" if famille else titre, frozenset({autre.pays}),
            frozenset({hasard.choice(SUJETS)}), debut, debut + 2, famille,
        )  # fmt: skip
        yield fiche
        if hasard.random() < PART_REDITE:
            jumelle = replace(autre, ref=f"{autre.ref}77")
            yield (
                tranche_suivante(fiche, hasard)
                if sorte == "projet"
                else replace(fiche, ref=f"{fiche.ref}9990", parties=(un, jumelle))
            )


def courir(combien: int, sorte: str) -> str:
    """Une course, et ce qu'elle a coûté."""
    fiches = list(fabriquer(combien, sorte))
    redites = {f.ref for f in fiches if f.ref.endswith("9990")}
    depart = time.process_time()
    comparees = sum(1 for _ in paires_a_comparer(fiches))
    bloc = time.process_time() - depart
    depart = time.process_time()
    paires = [(p.gauche, p.droite) for p in chercher(fiches)]
    tout = time.process_time() - depart
    retrouvees = {b for a, b in paires if b in redites and b == f"{a}9990"}
    memoire = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return (
        f"{len(fiches)} {sorte}s : {tout:.1f} s de calcul (dont {bloc:.1f} à bloquer), {comparees} paires comparées, "
        f"{len(paires)} proposées, redites retrouvées {len(retrouvees)} sur {len(redites)}, {memoire:.0f} Mo"
    )


def main() -> None:
    """Les courses demandées, l'une après l'autre."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--combien", type=int, nargs="+", default=[20_000])
    for combien in arguments.parse_args().combien:
        for sorte in ("relation", "projet"):
            print(courir(combien, sorte), flush=True)


if __name__ == "__main__":
    main()
