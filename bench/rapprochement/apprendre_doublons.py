"""Apprendre les poids des doublons de projets sur les concours de l'AFD, et dire ce qu'ils valent ailleurs.

    python -m bench.rapprochement.apprendre_doublons --donnees ../shared/donnees [--ecrire]

Régression logistique retenue vers les poids de départ (posés à la main) : un trait que ces listes ne montrent jamais
garde le sien. Appris sur une moitié des pays et dit sur l'autre ; ce qui s'écrit est appris sur tous. Les tranches
fabriquées pèsent moitié moins que les vrais concours. Liens et structures gardent leurs poids de départ : aucune liste
jugée ne les apprend encore.
"""

import argparse
import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import numpy as np

from bench.rapprochement.doublons import SURS, Jeu, batir, lire_relues
from bench.rapprochement.wilson import dire
from jumelles.rapprochement.doublons import ConstatPaire, juger
from jumelles.rapprochement.doublons.bloquer import paires_a_comparer
from jumelles.rapprochement.doublons.juger import conclure
from jumelles.rapprochement.doublons.poids import SORTES, lire_poids, poids_de

ICI = Path(__file__).parent
DEPART = ICI / "poids_doublons_de_depart.csv"
TABLE = ICI.parents[1] / "jumelles" / "rapprochement" / "doublons" / "poids.csv"
RETENUE = 2.0  # un trait vu deux cents fois s'éloigne de son poids de départ ; vu dix fois, guère
TOURS = 40


@dataclass(frozen=True, slots=True)
class PaireApprise:
    """Une paire comparée : ses traits, si elle est vraie, son poids, la moitié de pays où elle tombe."""

    traits: tuple[str, ...]
    vraie: bool
    poids: float
    moitie: int


def paires(jeu: Jeu, poids: float) -> Iterable[PaireApprise]:
    """Toutes les paires que le moteur compare, proposées ou non."""
    vraies = jeu.vraies()
    for i, j in paires_a_comparer(jeu.fiches):
        un, autre = jeu.fiches[i], jeu.fiches[j]
        jugee = juger(un, autre)
        paire = (jugee.gauche, jugee.droite)
        vraie = paire in vraies or jeu.programme(paire) in lire_relues()
        yield PaireApprise(("depart", *jugee.traits), vraie, poids, crc32(min(un.pays).encode()) % 2)


def apprendre(lues: Sequence[PaireApprise], depart: dict[str, float]) -> dict[str, float]:
    """Newton sur la vraisemblance pénalisée."""
    noms = list(depart)
    x, y, p = matrice(lues, noms)
    a_priori = np.array([depart[n] for n in noms])
    w = a_priori.copy()
    for _ in range(TOURS):
        q = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        gradient = x.T @ (p * (y - q)) - RETENUE * (w - a_priori)
        courbure = (x * (p * q * (1 - q))[:, None]).T @ x + RETENUE * np.eye(len(noms))
        pas = np.linalg.solve(courbure, gradient)
        w = w + pas
        if np.abs(pas).max() < 1e-6:
            break
    return {n: round(float(v), 3) for n, v in zip(noms, w, strict=True)}


def matrice(lues: Sequence[PaireApprise], noms: Sequence[str]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Une ligne par paire, une colonne par trait ; vraie ou non ; poids."""
    places = {n: i for i, n in enumerate(noms)}
    x = np.zeros((len(lues), len(noms)))
    for rang, lue in enumerate(lues):
        x[rang, [places[t] for t in lue.traits]] = 1.0
    return x, np.array([float(v.vraie) for v in lues]), np.array([v.poids for v in lues])


def ecart_de_calibration(lues: Sequence[PaireApprise], poids: dict[str, float]) -> tuple[float, float]:
    """(perte logarithmique moyenne, plus grand écart entre score et part vraie sur dix tranches de 30 au moins)."""
    x, y, p = matrice(lues, list(poids))
    q = 1 / (1 + np.exp(-np.clip(x @ np.array(list(poids.values())), -30, 30)))
    perte = -np.average(np.where(y > 0, np.log(q + 1e-12), np.log(1 - q + 1e-12)), weights=p)
    rangs = np.minimum((q * 10).astype(int), 9)
    ecarts = [abs(float(y[rangs == d].mean() - q[rangs == d].mean())) for d in range(10) if (rangs == d).sum() >= 30]
    return float(perte), max(ecarts, default=0.0)


def rendement(lues: Sequence[PaireApprise], poids: dict[str, float]) -> tuple[str, str]:
    """Précision de « doublon » et « tranche », rappel de tout ce qui est proposé, parmi les paires comparées."""
    x, y, _ = matrice(lues, list(poids))
    scores = 1 / (1 + np.exp(-np.clip(x @ np.array(list(poids.values())), -30, 30)))
    constats = [conclure("projet", float(q), v.traits) for q, v in zip(scores, lues, strict=True)]
    sures = [bool(v) for v, c in zip(y, constats, strict=True) if c in SURS]
    proposees = [c is not ConstatPaire.NON for v, c in zip(y, constats, strict=True) if v]
    return dire(sum(sures), len(sures)), dire(sum(proposees), len(proposees))


def ecrire(chemin: Path, appris: dict[str, float]) -> None:
    """Récrire la colonne « projet » de la table, sans toucher au reste."""
    table, phrases = lire_poids(DEPART), poids_de("projet").phrases
    with chemin.open("w", encoding="utf-8", newline="") as fichier:
        sortie = csv.writer(fichier, lineterminator="\n")
        sortie.writerow(["trait", *SORTES, "phrase"])
        for trait in table["projet"].valeurs:
            autres = {sorte: table[sorte].valeurs[trait] for sorte in SORTES}
            sortie.writerow([trait, *({**autres, "projet": appris[trait]}[s] for s in SORTES), phrases[trait]])


def main() -> None:
    """Apprendre sur une moitié, dire sur l'autre ; puis sur tout, et écrire si on le demande."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--donnees", type=Path, required=True)
    arguments.add_argument("--ecrire", action="store_true")
    demande = arguments.parse_args()
    reels, fabriques = batir(demande.donnees)
    lues = [*paires(reels, 1.0), *paires(fabriques, 0.5)]
    depart = lire_poids(DEPART)["projet"].valeurs
    for moitie in (0, 1):
        ici, la = [v for v in lues if v.moitie == moitie], [v for v in lues if v.moitie != moitie]
        d_ici = apprendre(ici, depart)
        avant, apres = ecart_de_calibration(la, depart), ecart_de_calibration(la, d_ici)
        precision, rappel = rendement(la, d_ici)
        print(
            f"appris sur {len(ici)} paires, dit sur {len(la)} d'autres pays : "
            f"perte {avant[0]:.4f} puis {apres[0]:.4f}, écart de calibration {avant[1]:.3f} puis {apres[1]:.3f}\n"
            f"  précision {precision}, rappel {rappel}"
        )
    appris = apprendre(lues, depart)
    for trait, valeur in appris.items():
        if abs(valeur - depart[trait]) > 0.2:
            print(f"  {trait} : {depart[trait]} → {valeur}")
    if demande.ecrire:
        ecrire(TABLE, appris)


if __name__ == "__main__":
    main()
