"""Qui porte ou a porté ce nom, parmi les collectivités : de quoi dire la difficulté d'une mention, et elle seule."""

from collections import defaultdict
from dataclasses import dataclass

from jumelles.rapprochement.normaliser import cle
from jumelles.territoires.models import Collectivite, Filiation, NomCollectivite

COMMUNALES = ("commune", "commune_deleguee", "commune_associee", "arrondissement")
_GENERATIONS = 5


@dataclass(frozen=True, slots=True)
class Porteur:
    """Une commune d'aujourd'hui (code) et un nom : le sien, ou celui d'une commune d'hier ou d'une partie."""

    code: str
    nom: str
    nature: str
    is_elle_meme: bool


class Porteurs:
    """Toutes les clés connues ; chaque chose d'hier ou chaque partie mène à celles d'aujourd'hui."""

    def __init__(self) -> None:
        self.heritieres = _find_heritieres()
        self.communes: defaultdict[str, set[Porteur]] = defaultdict(set)
        self.autres: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
        self.noms: defaultdict[str, set[str]] = defaultdict(set)
        self.departements = dict(Collectivite.objects.values_list("code", "departement"))
        champs = ("collectivite__code", "collectivite__categorie", "collectivite__ancienne", "texte", "nature")
        for code, categorie, ancienne, texte, nature in NomCollectivite.objects.values_list(*champs):
            if categorie in COMMUNALES:
                self._ranger(code, texte, nature, is_vivante=not ancienne and categorie == "commune")
            else:
                self.autres[cle(texte)].add((code, categorie))

    def _ranger(self, code: str, texte: str, nature: str, *, is_vivante: bool) -> None:
        for cible in self.heritieres.get(code, {code}):
            self.communes[cle(texte)].add(Porteur(cible, texte, nature, is_vivante))
            self.noms[cible].add(cle(texte))

    def porte(self, code: str, nom: str) -> bool:
        """Vrai si la commune d'aujourd'hui, l'une de ses parties ou de celles d'hier porte ce nom."""
        return any(p.code == code for p in self.communes.get(cle(nom), ()))

    def en_vie(self, code: str) -> str:
        """La commune d'aujourd'hui que désigne ce code (partie, commune d'hier) ; le même si elle est seule."""
        cibles = self.heritieres.get(code, {code})
        return next(iter(cibles)) if len(cibles) == 1 else code


def _find_heritieres() -> dict[str, set[str]]:
    """Code d'hier ou de partie → codes d'aujourd'hui, de fusion en fusion."""
    suites: defaultdict[str, set[str]] = defaultdict(set)
    for ancienne, nouvelle in Filiation.objects.values_list("ancienne__code", "nouvelle__code"):
        suites[ancienne].add(nouvelle)
    parties = Collectivite.objects.exclude(parent=None).filter(categorie__in=COMMUNALES[1:])
    for code, parent in parties.values_list("code", "parent__code"):
        suites[code] = {parent}
    vivantes = set(
        Collectivite.objects.filter(ancienne=False).exclude(categorie__in=COMMUNALES[1:]).values_list("code", flat=True)
    )
    return {code: _suivre(code, suites, vivantes) for code in suites if code not in vivantes}


def _suivre(code: str, suites: dict[str, set[str]], vivantes: set[str]) -> set[str]:
    front = {code}
    for _ in range(_GENERATIONS):
        front = {s for c in front for s in ({c} if c in vivantes else suites.get(c, {c}))}
    return front
