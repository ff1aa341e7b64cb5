"""Les questions posées : tirées des mots et des codes de l'index lui-même, les mêmes d'une course à l'autre."""

import random
import re
from dataclasses import dataclass
from datetime import date

from jumelles.recherche.filtre import Filtre
from jumelles.recherche.moteur import moteur

FACETTES = ("pays", "theme", "odd", "statut", "dispositif", "source", "fraicheur", "type_acteur")
_MOT = re.compile(r"[a-zà-ÿ]{4,}", re.IGNORECASE)
_VIDES = {"avec", "dans", "pour", "cette", "leur", "leurs", "sont", "plus", "projet", "entre", "ainsi", "afin", "mise"}


@dataclass(frozen=True, slots=True)
class Demande:
    """Des mots (tous voulus) et des codes par facette."""

    filtre: Filtre

    @property
    def adresse(self) -> str:
        """La première page de la liste des projets."""
        return f"/projets/?{self.filtre.to_query()}"


def tirer(nombre: int, hasard: random.Random) -> list[Demande]:
    """Un à trois mots d'un même projet ; une fois sur deux, une ou deux facettes en plus, à plusieurs valeurs."""
    index = moteur()
    dernier = max(1, index.compter(Filtre(), "projets"))
    codes = {nom: list(valeurs) for nom, valeurs in index.facettes(Filtre(), "projets", FACETTES).items()}
    demandes: dict[Demande, None] = {}
    while len(demandes) < nombre:
        fiches = index.parcourir(Filtre(), "projets", apres=hasard.randrange(dernier), nombre=1)
        for trouve in fiches:
            mots = [m for m in _MOT.findall(str(trouve.fiche["contexte"])) if m.casefold() not in _VIDES]
            if len(mots) >= 3:
                demandes[Demande(_filtre(mots, codes, hasard))] = None
    return list(demandes)


def _filtre(mots: list[str], codes: dict[str, list[str]], hasard: random.Random) -> Filtre:
    filtre = Filtre(texte=" ".join(hasard.sample(mots, hasard.choice((1, 1, 2, 2, 3)))))
    if hasard.random() < 0.5:
        for nom in hasard.sample(("pays", "theme", "odd", "statut"), hasard.choice((1, 1, 2))):
            for code in codes[nom][: hasard.choice((1, 2, 3))]:
                filtre = filtre.avec(nom, code)
    return filtre


def jour() -> date:
    """Le jour de l'index, ou à défaut celui-ci."""
    dit = moteur().repere().jour
    return date.fromisoformat(dit) if dit else date.today()
