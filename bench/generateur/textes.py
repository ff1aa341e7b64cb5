"""Des textes de projets faits de vrais morceaux de français : descriptions de l'AFD, cibles des ODD, thèmes."""

import csv
import random
import re
from pathlib import Path

from django.conf import settings

from jumelles.cooperations.models import Projet
from jumelles.referentiel import thesaurus

LONGUEUR = 600
_COUPES = re.compile(r"(?<=[.;:!?])\s+|\s*\n\s*|,\s+(?=\w{4})")
_FICHIER = "donnees-aide-au-developpement-afd.csv"
_TITRE, _DESCRIPTION = 3, 5


class Textes:
    """Des fragments de 3 à 25 mots, et de quoi en coudre des titres et des descriptions."""

    def __init__(self) -> None:
        titres, descriptions = _afd()
        projets = Projet.objects.values_list("titre", "contexte")
        self.titres = sorted({*titres, *(t for t, _ in projets)} - {""}) or [t.libelle for t in thesaurus.themes()]
        longs = [*descriptions, *(c for _, c in projets), *(c.libelle for c in thesaurus.cibles())]
        longs += [t.definition for t in (*thesaurus.themes(), *thesaurus.dimensions())]
        morceaux = {m.strip(" .-–•") for texte in longs for m in _COUPES.split(texte)}
        self.fragments = sorted(m for m in morceaux if 3 <= len(m.split()) <= 25)

    def titre(self, hasard: random.Random, ou: str) -> str:
        """« Accès à l'eau potable – Tamatave »."""
        return f"{hasard.choice(self.titres)[:200]} – {ou}"[:600]

    def texte(self, hasard: random.Random, theme: str, longueur: int = LONGUEUR) -> str:
        """Environ six cents caractères, le libellé du thème compris."""
        voulue = int(longueur * (0.6 + 0.8 * hasard.random()))
        morceaux = [theme]
        taille = len(theme)
        fragments, choisir = self.fragments, hasard.random
        while taille < voulue:
            morceau = fragments[int(choisir() * len(fragments))]
            morceaux.append(morceau)
            taille += len(morceau) + 2
        return ". ".join(morceaux) + "."


def _afd() -> tuple[list[str], list[str]]:
    """Titres et descriptions du fichier ouvert de l'AFD, s'il est là (JUMELLES_DONNEES)."""
    chemin = Path(settings.DONNEES or "absent") / "afd" / _FICHIER
    if not chemin.is_file():
        return [], []
    with chemin.open(encoding="utf-8-sig", newline="") as fichier:
        lignes = [x for x in csv.reader(fichier, delimiter=";") if len(x) > _DESCRIPTION][1:]
    return [" ".join(x[_TITRE].split()) for x in lignes], [x[_DESCRIPTION] for x in lignes]
