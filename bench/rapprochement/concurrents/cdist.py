"""rapidfuzz `cdist` : toutes les ressemblances, un seul fil, par paquets bornés ; l'égalité de tête ne tranche pas."""

from collections import defaultdict

import numpy as np
from echange import chemins, lire, rendre
from memoire import Temoin
from rapidfuzz import fuzz, process

CASES = 15_000_000


def main() -> None:
    """Chercher chaque nom parmi ceux de son pays (ou parmi tous, s'il n'en dit pas)."""
    dossier, sortie = chemins()
    with Temoin() as ouverture:
        cibles: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for c in lire(dossier / "cibles.csv"):
            cibles[c["pays"]].append((c["cle"], c["code"]))
        demandes: defaultdict[str, list[dict[str, str]]] = defaultdict(list)
        for d in lire(dossier / "demandes.csv"):
            demandes[d["pays"]].append(d)
    rendues: list[tuple[str, str, float]] = []
    with Temoin() as travail:
        for pays, siennes in demandes.items():
            rendues += chercher(siennes, cibles[pays])
    rendre(
        sortie, rendues, ouverture_s=ouverture.cpu_s, travail_s=travail.secondes, travail_cpu_s=travail.cpu_s,
        demandes=len(rendues),
        anonyme_mo=travail.anonyme_mo, total_mo=travail.total_mo,
    )  # fmt: skip


def chercher(demandes: list[dict[str, str]], cibles: list[tuple[str, str]]) -> list[tuple[str, str, float]]:
    """La mieux notée de chaque demande."""
    if not cibles:
        return [(d["rang"], "", 0.0) for d in demandes]
    cles = [c for c, _ in cibles]
    pas = max(1, CASES // len(cles))
    rendues = []
    for debut in range(0, len(demandes), pas):
        paquet = demandes[debut : debut + pas]
        notes = process.cdist([d["cle"] for d in paquet], cles, scorer=fuzz.ratio, workers=1, dtype=np.float32)
        for demande, siennes in zip(paquet, notes, strict=True):
            meilleure = float(siennes.max())
            codes = {cibles[i][1] for i in np.flatnonzero(siennes == meilleure)}
            rendues.append((demande["rang"], codes.pop() if len(codes) == 1 else "", meilleure))
    return rendues


if __name__ == "__main__":
    main()
