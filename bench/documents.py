"""`python -m bench.documents` : le temps d'une note de quatre pages dans chaque sortie, et de dix mille lignes.

La note est celle des essais, inventée. Médiane et pire de N passages, après un premier qui ouvre lettres et modèles.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from datetime import date
from io import BytesIO

from docx import Document

from jumelles.documents.arbre import Rapport, Tableau
from jumelles.documents.bureautique.docx import write_docx
from jumelles.documents.bureautique.odt import write_odt
from jumelles.documents.gabarit.remplissage import fill_gabarit
from jumelles.documents.html import write_html
from jumelles.documents.markdown import write_markdown
from jumelles.documents.pdf import write_pdf
from tests.documents.note_inventee import note_inventee

SORTIES: dict[str, Callable[[Rapport], bytes | str]] = {
    "PDF/UA-1": write_pdf, "DOCX": write_docx, "ODT": write_odt, "HTML": write_html, "Markdown": write_markdown,
    "gabarit DOCX": lambda rapport: fill_gabarit(rapport, _gabarit()),
}  # fmt: skip


def principale() -> None:
    """Mesurer, et imprimer un tableau."""
    lecteur = argparse.ArgumentParser(description=__doc__)
    lecteur.add_argument("--passages", type=int, default=15)
    lecteur.add_argument("--lignes", type=int, default=10_000, help="0 : sans le grand tableau")
    choix = lecteur.parse_args()
    print("| document | sortie | premier (ms) | médiane (ms) | pire (ms) | poids (ko) |\n|---|---|---:|---:|---:|---:|")
    for nom, sortie in SORTIES.items():
        print(_ligne("note, 4 pages", nom, sortie, note_inventee(), choix.passages), flush=True)
    if choix.lignes:
        for nom, sortie in SORTIES.items():
            print(_ligne(f"{choix.lignes} lignes", nom, sortie, grand(choix.lignes), 1), flush=True)


def grand(lignes: int) -> Rapport:
    """Un tableau inventé de tant de lignes."""
    rangees = tuple((f"Commune {n}", "Pays inventé", str(n)) for n in range(lignes))
    tableau = Tableau("Lignes inventées", ("Commune", "Pays", "Rang"), rangees)
    return Rapport("Grand", "Personne", date(2026, 11, 22), (tableau,))


def _ligne(quoi: str, nom: str, sortie: Callable[[Rapport], bytes | str], rapport: Rapport, passages: int) -> str:
    premier, rendu = _mesurer(sortie, rapport)
    temps = [_mesurer(sortie, rapport)[0] for _ in range(passages)]
    poids = len(rendu.encode() if isinstance(rendu, str) else rendu) / 1024
    return f"| {quoi} | {nom} | {premier:.0f} | {statistics.median(temps):.0f} | {max(temps):.0f} | {poids:.0f} |"


def _mesurer(sortie: Callable[[Rapport], bytes | str], rapport: Rapport) -> tuple[float, bytes | str]:
    debut = time.perf_counter()
    rendu = sortie(rapport)
    return (time.perf_counter() - debut) * 1000, rendu


def _gabarit() -> bytes:
    document, octets = Document(), BytesIO()
    for alinea in ("{{ titre }}", "{{ corps }}", "{{ sources }}"):
        document.add_paragraph(alinea)
    document.save(octets)
    return octets.getvalue()


if __name__ == "__main__":
    principale()
