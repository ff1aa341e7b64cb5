"""`python -m bench.conseil DOSSIER` : le temps d'un conseil, acteurs lus compris, sur une base du banc et son index.

Les questions sont tirées au sort d'une graine : besoins, thème, pays où l'on agit, collectivité d'un acteur. Deux
mesures : le conseil seul, et la page entière, formulaire et mise en page compris. Rien n'est écrit.
"""

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import Any

RACINE = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(RACINE))


def main(arguments: Sequence[str] | None = None) -> None:
    """Mesurer, et imprimer un tableau."""
    lecteur = argparse.ArgumentParser(prog="python -m bench.conseil", description=__doc__)
    lecteur.add_argument("dossier", type=Path, help="la base et l'index du banc (bench.generateur, bench.recherche)")
    lecteur.add_argument("--questions", type=int, default=200)
    lecteur.add_argument("--graine", type=int, default=2026)
    choix = lecteur.parse_args(arguments)
    os.environ["JUMELLES_VAR"] = str(choix.dossier)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jumelles.config.reglages")
    import django

    django.setup()
    _mesurer(choix)


def _mesurer(choix: argparse.Namespace) -> None:
    from django.test import Client

    from jumelles.cooperations.models import Projet
    from jumelles.strategies.conseil_explique import repondre
    from jumelles.web.conseil.lien_question import question_de
    from jumelles.web.portes import aujourdhui

    questions, jour = _questions(choix.questions, Random(choix.graine)), aujourdhui()
    client = Client(HTTP_HOST="localhost")
    examines = [repondre(q, jour=jour).examines for q in questions]
    print(f"{Projet.objects.count()} projets ; acteurs examinés par question : médiane "
          f"{statistics.median(examines):.0f}, au plus {max(examines)}\n")  # fmt: skip
    print("| quoi | questions | médiane (ms) | p95 (ms) | pire (ms) | processeur, médiane | processeur, p95 |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    print(_ligne("le conseil, acteurs lus compris", questions, lambda q: repondre(q, jour=jour)))
    adresses = [f"/conseil/?{question_de(q.demande)}&chez={q.territoire}" for q in questions]
    print(_ligne("la page entière", adresses, client.get))


def _questions(nombre: int, hasard: Random) -> list[Any]:
    """Les mêmes pour une même graine."""
    from jumelles.conseil.demande import Besoin, DemandeConseil, ascendants
    from jumelles.recherche.filtre import Filtre
    from jumelles.recherche.moteur import moteur
    from jumelles.strategies.conseil_explique import Question
    from jumelles.territoires.pays_francais import ISO_FRANCAIS

    pays = sorted(set(moteur().facettes(Filtre(), "acteurs", ("pays_action",))["pays_action"]) - set(ISO_FRANCAIS))
    vus = moteur().parcourir(Filtre(type_acteur=("collectivite",)), "acteurs", nombre=2000)
    codes = sorted(str(t.fiche["code_territoire"]) for t in vus if t.fiche["code_territoire"])
    themes, besoins = sorted(ascendants()), list(Besoin)
    return [
        Question(
            DemandeConseil(tuple(hasard.sample(besoins, 2)), (hasard.choice(themes),), hasard.choice(pays)),
            hasard.choice(codes),
        )
        for _ in range(nombre)
    ]


def _ligne(quoi: str, entrees: Sequence[Any], faire: Callable[[Any], object]) -> str:
    """Le temps au mur, et celui du processeur : le second ne dépend pas de ce que fait la machine à côté."""
    faire(entrees[0])
    mesures = [_chronometrer(faire, e) for e in entrees]
    temps, calcul = (sorted(m[i] for m in mesures) for i in (0, 1))
    p95 = int(0.95 * (len(temps) - 1))
    dits = (statistics.median(temps), temps[p95], temps[-1], statistics.median(calcul), calcul[p95])
    return f"| {quoi} | {len(temps)} | {' | '.join(f'{x:.1f}' for x in dits)} |"


def _chronometrer(faire: Callable[[Any], object], entree: Any) -> tuple[float, float]:
    depart, calcul = time.perf_counter(), time.process_time()
    faire(entree)
    return (time.perf_counter() - depart) * 1000, (time.process_time() - calcul) * 1000


if __name__ == "__main__":
    main()
