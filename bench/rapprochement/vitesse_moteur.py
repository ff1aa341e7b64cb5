"""Notre moteur aux mêmes listes, dans un processus à lui : ouverture, trois passages, mémoire, et ce qu'il accepte."""

import sys
from pathlib import Path

from bench.rapprochement.concurrents.echange import lire, rendre
from bench.rapprochement.concurrents.memoire import Temoin
from jumelles.rapprochement.termes import Issue, Mention

PASSAGES = 3


def main() -> None:
    """Ouvrir, répondre trois fois, rendre la première proposition ; score 0 si la machine ne l’accepte pas."""
    from jumelles.territoires.repertoires import rapprocheur

    dossier, sortie = Path(sys.argv[1]), Path(sys.argv[2])
    demandes = lire(dossier / "demandes.csv")
    mentions = [Mention(d["nom"], d["pays"]) for d in demandes]
    with Temoin() as tout:
        with Temoin() as ouverture:
            moteur = rapprocheur()
            moteur.rapprocher(mentions[:1])
        passages = []
        for _ in range(PASSAGES):
            with Temoin() as passage:
                reponses = moteur.rapprocher(mentions)
            passages.append(passage)
    median = sorted(passages, key=lambda p: p.cpu_s)[PASSAGES // 2]
    rendues = [
        (d["rang"], r.propositions[0].entite.code, r.score if r.issue is Issue.ACCEPTE else 0.0)
        for d, r in zip(demandes, reponses, strict=True)
        if r.propositions
    ]
    rendre(
        sortie, rendues, ouverture_s=ouverture.cpu_s, travail_s=median.secondes, travail_cpu_s=median.cpu_s,
        premier_cpu_s=passages[0].cpu_s,
        demandes=len(demandes), anonyme_mo=tout.anonyme_mo, total_mo=tout.total_mo,
    )  # fmt: skip


if __name__ == "__main__":
    main()
