"""Apprendre les poids du rapprochement sur des mentions dont la vérité est connue.

    python -m bench.rapprochement.apprendre --or DOSSIER --listes france --sortie jumelles/rapprochement/poids.csv

Modèle de choix (McFadden, 1974) : la probabilité d'une cible est la part de l'exponentielle de son utilité dans le
total, « aucune » comprise. On maximise la vraisemblance par la méthode de Newton, retenue vers les poids de départ
(`poids_de_depart.csv`, posés à la main) : un trait que les listes ne montrent jamais garde le sien. Le moteur ne voit
jamais le point des lignes, sauf dans la condition « point ».
"""

import argparse
import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.rapprochement.conditions import CONDITIONS, MentionOr, lire_or
from jumelles.rapprochement.juger import traits_d_aucun
from jumelles.rapprochement.poids import Bareme, Poids, lire_bareme

ICI = Path(__file__).parent
DEPART = ICI / "poids_de_depart.csv"
RETENUE = 0.15  # précision de la loi a priori, par trait : un écart type de 2,6 autour du poids de départ
TOURS_NEWTON = 30
TOURS = 3


@dataclass(frozen=True, slots=True)
class Cas:
    """Une mention : ses choix en lignes (« aucun » en dernier), ses traits en colonnes, les justes, son poids."""

    x: np.ndarray
    justes: np.ndarray
    poids: float


def main() -> None:
    """Apprendre, écrire la table, dire ce qui a changé."""
    arguments = _arguments()
    depart = lire_bareme(DEPART)
    rendus = {}
    for cote in ("france", "monde"):
        mentions = [m for liste in arguments.listes for m in lire_or(arguments.dossier, cote, liste)]
        rendus[cote] = apprendre(mentions, cote, depart) if mentions else getattr(depart, cote)
        print(f"{cote} : {len(mentions)} mentions de {', '.join(arguments.listes)}")
    ecrire(arguments.sortie, rendus["france"], rendus["monde"])


def apprendre(mentions: Sequence[tuple[MentionOr, float]], cote: str, depart: Bareme) -> Poids:
    """Les poids d'un côté, en TOURS passages : de meilleurs poids trouvent de meilleures pistes."""
    poids: Poids = getattr(depart, cote)
    traits = list(poids.valeurs)
    a_priori = np.array([poids.valeurs[t] for t in traits])
    for _ in range(TOURS):
        bareme = Bareme(poids, depart.monde) if cote == "france" else Bareme(depart.france, poids)
        cas = list(_cas(mentions, bareme, traits))
        appris = newton(cas, np.array([poids.valeurs[t] for t in traits]), a_priori)
        poids = Poids(dict(zip(traits, (round(float(w), 3) for w in appris), strict=True)), poids.phrases)
    return poids


def _cas(mentions: Sequence[tuple[MentionOr, float]], bareme: Bareme, traits: Sequence[str]) -> Iterator[Cas]:
    from bench.rapprochement.conditions import ouvrir

    rapprocheur = ouvrir(bareme)
    places = {t: i for i, t in enumerate(traits)}
    for condition in CONDITIONS:
        retenues = [(m, poids, mention) for m, poids in mentions if (mention := condition(m)) is not None]
        choisis = rapprocheur.choix([r[2] for r in retenues])
        for (m, poids, _), (_, enonce, choix) in zip(retenues, choisis, strict=True):
            if not choix:
                continue
            x = np.zeros((len(choix) + 1, len(traits)))
            for rang, c in enumerate(choix):
                for t in c.traits:
                    x[rang, places[t]] = 1.0
                x[rang, places["taille"]] = c.taille
            for t in traits_d_aucun(enonce):
                x[-1, places[t]] = 1.0
            justes = np.array([c.repertoire.entite(c.cible).code in m.verite for c in choix] + [False])
            if not justes.any():
                if poids < 1.0:
                    continue  # un nom abîmé par nous existe : que le bloc l'ait manqué n'apprend rien sur « aucune »
                justes[-1] = True
            yield Cas(x, justes, poids)


def newton(cas: Sequence[Cas], depart: np.ndarray, a_priori: np.ndarray) -> np.ndarray:
    """Maximiser la vraisemblance pénalisée ; pas réduit tant qu'elle ne monte pas."""
    w = depart.copy()
    valeur = _vraisemblance(cas, w, a_priori)
    for _ in range(TOURS_NEWTON):
        gradient, courbure = _derivees(cas, w, a_priori)
        pas = np.linalg.solve(courbure, gradient)
        echelle = 1.0
        while echelle > 1e-4 and (neuve := _vraisemblance(cas, w + echelle * pas, a_priori)) < valeur:
            echelle /= 2
        if echelle <= 1e-4 or neuve - valeur < 1e-6:
            break
        w, valeur = w + echelle * pas, neuve
    return w


def _chances(cas: Cas, w: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Probabilité de chaque ligne, et la même sachant qu'elle est juste."""
    utilites = cas.x @ w
    parts = np.exp(utilites - utilites.max())
    justes = parts * cas.justes
    return parts / parts.sum(), justes / max(justes.sum(), 1e-300)


def _vraisemblance(cas: Sequence[Cas], w: np.ndarray, a_priori: np.ndarray) -> float:
    somme = 0.0
    for c in cas:
        p, _ = _chances(c, w)
        somme += c.poids * float(np.log(max(p[c.justes].sum(), 1e-300)))
    return somme - RETENUE / 2 * float(((w - a_priori) ** 2).sum())


def _derivees(cas: Sequence[Cas], w: np.ndarray, a_priori: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    gradient = -RETENUE * (w - a_priori)
    courbure = RETENUE * np.eye(len(w))
    for c in cas:
        p, q = _chances(c, w)
        moyenne = p @ c.x
        gradient += c.poids * (q @ c.x - moyenne)
        courbure += c.poids * ((c.x * p[:, None]).T @ c.x - np.outer(moyenne, moyenne))
    return gradient, courbure


def ecrire(chemin: Path, france: Poids, monde: Poids) -> None:
    """La table, dans l'ordre des traits."""
    with chemin.open("w", encoding="utf-8", newline="") as fichier:
        ecrivain = csv.writer(fichier, lineterminator="\n")
        ecrivain.writerow(["trait", "france", "monde", "phrase"])
        for trait, valeur in france.valeurs.items():
            ecrivain.writerow([trait, valeur, monde.valeurs[trait], france.phrases[trait]])


def _arguments() -> argparse.Namespace:
    lecteur = argparse.ArgumentParser(description=__doc__)
    lecteur.add_argument("--or", dest="dossier", type=Path, required=True)
    lecteur.add_argument("--listes", nargs="+", default=["france"])
    lecteur.add_argument("--sortie", type=Path, required=True)
    return lecteur.parse_args()


if __name__ == "__main__":
    import django

    django.setup()
    main()
