"""Lire l'index : toujours le dernier état validé, sans jamais gêner celui qui écrit."""

import json
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tantivy
from tantivy import DocAddress, Index, Order, Query, Schema, Searcher

from jumelles.recherche.document import Trouve
from jumelles.recherche.moteur.embarque import fiches
from jumelles.recherche.moteur.embarque.dossier import DossierIndex, signature
from jumelles.recherche.moteur.embarque.requete import sans_note, terme
from jumelles.recherche.moteur.embarque.schema import brancher
from jumelles.recherche.moteur.port import MoteurIndisponible, Repere

CLE_DU_REPERE = "_repere"


@dataclass(frozen=True, slots=True)
class Instantane:
    """L'index tel qu'il est à un instant : tout ce qu'on en lit se tient."""

    signature: tuple[tuple[int, ...], ...]
    chemin: Path
    schema: Schema
    searcher: Searcher

    def brut(self, adresse: DocAddress) -> bytes:
        """Ce qui est gardé d'un document."""
        return bytes(self.searcher.doc(adresse).get_first("brut") or b"")

    def fiches(self, adresses: Iterable[DocAddress]) -> tuple[Trouve, ...]:
        """Les fiches de ces adresses."""
        return tuple(fiches.desserrer(self.brut(a)) for a in adresses)

    def ranges(
        self,
        requete: Query,
        champ: str,
        nombre: int,
        *,
        debut: int = 0,
        ordre: Order = Order.Asc,
        compter: bool = False,
    ) -> tuple[Sequence[tuple[int | str, DocAddress]], int]:
        """Les (clé de tri, adresse) d'une tranche dans l'ordre d'un champ, et combien en tout si on les compte."""
        nombre = min(nombre, self.searcher.num_docs)
        if nombre <= 0 or debut > self.searcher.num_docs:  # tantivy réserverait la place de tout ce qu'on saute
            return (), self.compter(requete) if compter else 0
        trouves = self.searcher.search(requete, nombre, compter, champ, debut, ordre)
        return trouves.hits, total(trouves) if compter else 0

    def compter(self, requete: Query) -> int:
        """Combien de documents."""
        return total(self.searcher.search(sans_note(requete), 1, True))

    def repere(self) -> Repere:
        """Où en est cet état."""
        trouves = self.searcher.search(terme(self.schema, "cle", CLE_DU_REPERE), 1).hits
        if not trouves:
            return Repere()
        lu = json.loads(self.brut(trouves[0][1]))
        return Repere(lu["journal"], tuple(lu["trous"]), lu["jour"], lu["forme"])


class Lecteur:
    """Un index ouvert, que l'on rouvre quand il a changé."""

    def __init__(self, racine: Path) -> None:
        self.dossier = DossierIndex(racine)
        self._verrou = threading.Lock()
        self._index: Index | None = None
        self._etat: Instantane | None = None

    def etat(self) -> Instantane:
        """L'état validé le plus récent ; MoteurIndisponible s'il n'y a pas d'index lisible."""
        etat = self._etat
        if etat is not None and etat.signature == self._signature(etat.chemin):
            return etat
        with self._verrou:
            return self._rouvrir()

    def _signature(self, chemin: Path) -> tuple[tuple[int, ...], ...]:
        return self.dossier.signature(), signature(chemin / "meta.json")

    def _rouvrir(self) -> Instantane:
        while True:
            avant = self.dossier.signature()
            try:
                chemin = self.dossier.courant()
                # Lue avant d'ouvrir : ce qu'on lit est au moins aussi neuf que ce qu'elle dit.
                lue = (avant, signature(chemin / "meta.json"))
                if self._etat is None or self._etat.signature != lue:
                    self._etat = self._ouvrir(chemin, lue)
                return self._etat
            except (OSError, ValueError, MoteurIndisponible):
                # Une reconstruction a pu enlever l'ancien pendant qu'on l'ouvrait : alors un autre est le bon.
                if self.dossier.signature() == avant:
                    raise

    def _ouvrir(self, chemin: Path, lue: tuple[tuple[int, ...], ...]) -> Instantane:
        if self._index is None or self._etat is None or self._etat.chemin != chemin:
            self._index = brancher(tantivy.Index.open(str(chemin)))
        self._index.reload()
        return Instantane(lue, chemin, self._index.schema, self._index.searcher())


def total(trouves: Any) -> int:
    """Combien de documents une recherche qui les a comptés a trouvés."""
    return int(trouves.count)
