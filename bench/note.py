"""`python -m bench.note DOSSIER [CODE…]` : combien de pages fait la note, sources comprises, pour chaque collectivité.

DOSSIER : une base chargée et son index. Sans codes, une trentaine de toutes sortes, chacune avec quatre questions.
Rien n'est affirmé ici : l'essai qui tient les quatre pages est dans `tests/strategies/test_note.py`.
"""

import argparse
import os
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

CODES = (
    "38130", "01001", "48095", "2A004", "38185", "75056", "67482", "69123", "13055", "59350", "44109", "31555",
    "33063", "35238", "06088", "97411", "97105", "200040715", "200046977", "200054781", "246700488", "D38", "D59",
    "D971", "R84", "R11", "R94", "R44", "R93", "R04",
)  # fmt: skip
QUESTIONS = (
    ((), ""),
    (("eau", "sante", "education"), "MG"),
    (("eau-dechets", "energie", "culture"), "DE"),
    (("eau",), "ML"),
)


def principale() -> None:
    """Imprimer une ligne par collectivité, puis le compte de chaque nombre de pages."""
    lecteur = argparse.ArgumentParser(description=__doc__)
    lecteur.add_argument("dossier", type=Path)
    lecteur.add_argument("codes", nargs="*", default=CODES)
    choix = lecteur.parse_args()
    os.environ["JUMELLES_VAR"] = str(choix.dossier)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jumelles.config.reglages")
    import django

    django.setup()
    comptes: Counter[int] = Counter()
    for code in choix.codes:
        pages = tuple(_pages(code))
        comptes.update(pages)
        print(f"{code} : {', '.join(map(str, pages)) or 'inconnu'}", flush=True)
    print(" ; ".join(f"{pages} pages : {n}" for pages, n in sorted(comptes.items())))


def _pages(code: str) -> Iterator[int]:
    import pypdfium2

    from jumelles.documents.pdf import write_pdf
    from jumelles.strategies.note.composition import composer_note
    from jumelles.strategies.note.question import QuestionNote
    from jumelles.strategies.note.rapport import rapport_de_la_note
    from jumelles.territoires.requetes import territoire

    t = territoire(code)
    for themes, pays in QUESTIONS if t else ():
        assert t is not None
        n = composer_note(t, QuestionNote(code, (), themes, pays), jour=date.today())
        pdf = pypdfium2.PdfDocument(write_pdf(rapport_de_la_note(n, site="https://exemple.invalid", adresse="")))
        yield len(pdf)
        pdf.close()


if __name__ == "__main__":
    principale()
