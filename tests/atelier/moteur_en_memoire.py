"""Un moteur naïf, tout en listes : la même chose que le vrai, dite assez simplement pour qu'on la croie.

Il ne sait du texte que le mot entier, sans accents : ni racines, ni fautes. Le reste du contrat, il le tient.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

from jumelles.rapprochement.normaliser import cle
from jumelles.recherche.document import Document, Point, Trouve
from jumelles.recherche.emprise import Emprise, maille
from jumelles.recherche.filtre import CLES, FACETTES, Filtre, Sorte
from jumelles.recherche.ligne import en_ligne
from jumelles.recherche.moteur.ordre import nom_de_tri
from jumelles.recherche.moteur.port import FAMILLES, MoteurIndisponible, Repere, Tranche, Tri

TRIS: dict[Tri, Callable[[Document], object]] = {
    "ancien": lambda d: (d.debut == 0, d.debut),
    "recent": lambda d: (d.debut == 0, -d.debut),
    "nom": nom_de_tri,
    "pertinence": lambda d: -d.poids,
}


def mots(document: Document) -> set[str]:
    """Tous les mots d'un document, sans accents ni capitales."""
    return {m for texte in (*document.noms, *document.contexte, *document.textes) for m in cle(texte).split()}


@lru_cache(maxsize=64)
def mailles(emprise: Emprise) -> tuple[str, ...]:
    """Les mailles d'une emprise."""
    return emprise.mailles()


def touche(emprise: Emprise, code: str) -> bool:
    """Vrai si la maille contient une maille de l'emprise, ou y est contenue."""
    return any(contient(code, autre) or contient(autre, code) for autre in mailles(emprise))


def contient(grande: str, petite: str) -> bool:
    """Vrai si la petite maille est la grande, ou une de ses parts."""
    (n, x, y), (m, u, v) = (map(int, code.split("/")) for code in (grande, petite))
    return m >= n and (u >> (m - n), v >> (m - n)) == (x, y)


class MoteurEnMemoire:
    """Tient le contrat de `port.Moteur` ; se perd avec le processus."""

    def __init__(self) -> None:
        self._documents: dict[tuple[str, int], Document] = {}
        self._repere: Repere | None = None

    def _tient(self, document: Document, filtre: Filtre) -> bool:
        choisis = all(
            set(getattr(filtre, nom)) & set(document.facettes.get(nom, ())) for nom in CLES if getattr(filtre, nom)
        )
        borne = filtre.depuis is not None or filtre.jusque is not None
        annee = document.debut // 10_000
        dates = not borne or (document.debut > 0 and (filtre.depuis or 0) <= annee <= (filtre.jusque or 9999))
        dedans = filtre.emprise is None or any(filtre.emprise.contient(p.lat, p.lon) for p in document.points)
        return (
            choisis and dates and dedans
            and document.demonstration == filtre.demonstration
            and (filtre.interieures or not document.interieure)
            and document.modifie >= (filtre.modifie_depuis or 0)
            and (not filtre.texte or (bool(cle(filtre.texte)) and set(cle(filtre.texte).split()) <= mots(document)))
        )  # fmt: skip

    def _trouver(self, filtre: Filtre, sorte: str, *, situes: bool = False) -> list[Document]:
        """Par identifiant croissant."""
        if sorte in ("relations", "projets", "acteurs"):
            filtre = filtre.pour(sorte)  # type: ignore[arg-type]
        trouves = (d for (s, _), d in self._documents.items() if s == sorte and self._tient(d, filtre))
        return sorted((d for d in trouves if d.situe or not situes), key=lambda d: d.id)

    def chercher(self, filtre: Filtre, sorte: Sorte, *, tri: Tri, debut: int, nombre: int) -> Tranche:
        trouves = sorted(self._trouver(filtre, sorte), key=TRIS[tri])  # type: ignore[arg-type]
        return Tranche(tuple(d.id for d in trouves[debut : debut + nombre]), len(trouves))

    def compter(self, filtre: Filtre, sorte: Sorte, *, situes: bool = False) -> int:
        return len(self._trouver(filtre, sorte, situes=situes))

    def facettes(
        self, filtre: Filtre, sorte: Sorte, noms: Iterable[str], *, ignorer: bool = True, situes: bool = False
    ) -> Mapping[str, Mapping[str, int]]:
        if inconnues := set(noms := tuple(noms)) - set(FACETTES):
            raise ValueError(inconnues)
        return {
            nom: Counter(
                code
                for d in self._trouver(filtre.without(nom) if ignorer else filtre, sorte, situes=situes)
                for code in set(d.facettes.get(nom, ()))
            )
            for nom in noms
        }

    def parcourir(
        self, filtre: Filtre, sorte: Sorte, *, apres: int = 0, nombre: int = 1000, situes: bool = False
    ) -> tuple[Trouve, ...]:
        suite = [d for d in self._trouver(filtre, sorte, situes=situes) if d.id > apres]
        return tuple(_trouve(d) for d in suite[:nombre])

    def lignes(
        self, filtre: Filtre, sorte: Sorte, *, apres: int = 0, nombre: int = 1000
    ) -> tuple[tuple[int, str], ...]:
        suite = self.parcourir(filtre, sorte, apres=apres, nombre=nombre)
        return tuple((t.id, en_ligne(t.sorte, t.fiche)) for t in suite)

    def points(self, filtre: Filtre, sorte: Sorte, *, nombre: int = 1000) -> tuple[tuple[int, tuple[Point, ...]], ...]:
        return tuple((d.id, d.points) for d in self._trouver(filtre, sorte, situes=True)[:nombre])

    def recents(
        self, filtre: Filtre, sorte: Sorte, *, avant: tuple[int, int] | None = None, nombre: int = 50
    ) -> tuple[Trouve, ...]:
        ranges = sorted(self._trouver(filtre, sorte), key=lambda d: (d.modifie, d.id), reverse=True)
        suite = [d for d in ranges if avant is None or (d.modifie, d.id) < avant]
        return tuple(_trouve(d) for d in suite[:nombre])

    def lire(self, sorte: str, ids: Iterable[int]) -> tuple[Trouve, ...]:
        return tuple(_trouve(self._documents[sorte, i]) for i in ids if (sorte, i) in self._documents)

    def mailles(self, filtre: Filtre, sorte: Sorte, niveau: int, *, nombre: int = 4000) -> Mapping[str, int]:
        comptes = Counter(
            code
            for d in self._trouver(filtre, sorte, situes=True)
            for code in {maille(p.lat, p.lon, niveau) for p in d.points}
            if filtre.emprise is None or touche(filtre.emprise, code)
        )
        return _premiers(comptes, nombre)

    def arcs(self, filtre: Filtre, *, nombre: int = 2000) -> Mapping[str, int]:
        return _premiers(Counter(a for d in self._trouver(filtre, "relations") for a in set(d.arcs)), nombre)

    def proposer(self, texte: str, *, sortes: tuple[str, ...] = (), nombre: int = 10) -> tuple[Trouve, ...]:
        *entiers, dernier = cle(texte).split() or [""]
        trouves = [
            d
            for s in sortes or FAMILLES
            for d in self._trouver(Filtre(), s)
            if dernier and set(entiers) <= (siens := {m for nom in d.noms for m in cle(nom).split()})
            and any(m.startswith(dernier) for m in siens)
        ]  # fmt: skip
        return tuple(_trouve(d) for d in sorted(trouves, key=lambda d: (-d.poids, d.id))[:nombre])

    def familles(self, texte: str, *, nombre: int = 5) -> Mapping[str, Tranche]:
        tranches = {
            s: self.chercher(Filtre(texte=texte), s, tri="pertinence", debut=0, nombre=nombre)  # type: ignore[arg-type]
            for s in FAMILLES
        }
        return {s: t for s, t in tranches.items() if t.total and texte}

    def repere(self) -> Repere:
        if self._repere is None:
            raise MoteurIndisponible("Pas encore d'index.")
        return self._repere

    def empreintes(self, sorte: str) -> Iterator[tuple[int, str]]:
        yield from ((i, d.empreinte()) for (s, i), d in sorted(self._documents.items()) if s == sorte)

    def ecrire(self, documents: Iterable[Document], retires: Iterable[tuple[str, int]], repere: Repere) -> None:
        self.repere()
        nouveaux = {(d.sorte, d.id): d for d in documents}
        partis = set(retires)
        self._documents = {c: d for c, d in {**self._documents, **nouveaux}.items() if c not in partis}
        self._repere = repere

    def reconstruire(self, documents: Iterable[Document], repere: Repere) -> int:
        self._documents = {(d.sorte, d.id): d for d in documents}
        self._repere = repere
        return len(self._documents)


def _trouve(d: Document) -> Trouve:
    return Trouve(d.sorte, d.id, d.modifie, d.situe, dict(d.fiche), d.points)


def _premiers(comptes: Counter[str], nombre: int) -> dict[str, int]:
    return dict(sorted(comptes.items(), key=lambda c: (-c[1], c[0]))[:nombre])
