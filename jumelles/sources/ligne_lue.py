"""Une ligne lue d'une source, et ce que la source promet pour être importée."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jumelles.cooperations.declarations import DeclarationProjet, DeclarationRelation
from jumelles.provenance.releves import JugementPrevu
from jumelles.sources.fiche import FicheSource, read_fiche
from jumelles.sources.problemes import FichierRefuse, Probleme

if TYPE_CHECKING:
    from jumelles.sources.rattachement import Rattacheur


@dataclass(frozen=True, slots=True)
class LigneLue:
    """numero : ligne du fichier, en-tête comprise. cle vide : refusée avant d'avoir été reconnue.

    valeur : la fiche propre à la source, None si la ligne est refusée. hors_champ : pourquoi la
    ligne, bien lue, ne regarde pas l'action internationale des collectivités françaises.
    fond : le contenu sans l'ordre de ses parties ; deux lignes de même clé et de même fond se redisent.
    """

    numero: int
    cle: str
    brut: dict[str, Any]
    valeur: Any = None
    problemes: tuple[Probleme, ...] = ()
    hors_champ: str = ""
    fond: str = ""
    perimetre: str = ""

    @property
    def is_refusee(self) -> bool:
        """Vrai si un problème bloque la ligne."""
        return any(p.bloquant for p in self.problemes)


@dataclass(frozen=True, slots=True)
class LignePlanifiee:
    """Ce qu'on fera d'une ligne : son état, la déclaration à écrire si elle est valide, et pourquoi sinon.

    deja_la : le site le dit déjà à l'identique, il n'y a rien à écrire. ressemble : la collectivité a déjà un lien avec
    un partenaire de ce nom, qui n'est pas celui que l'on a retenu. sans_lieu : un partenaire n'aura pas de point sur la
    carte.
    """

    numero: int
    cle: str
    etat: str
    brut: dict[str, Any]
    messages: tuple[str, ...] = ()
    relation: DeclarationRelation | None = None
    projet: DeclarationProjet | None = None
    jugements: tuple[JugementPrevu, ...] = ()
    perimetre: str = ""
    deja_la: bool = False
    ressemble: bool = False
    sans_lieu: bool = False


Planifier = Callable[[Sequence[LigneLue], "Rattacheur", date], list[LignePlanifiee]]


def _telles_quelles(projets: Sequence[DeclarationProjet]) -> list[DeclarationProjet]:
    return list(projets)


def _jamais(connu: dict[str, Any], nouveau: dict[str, Any]) -> bool:
    return False


def _illisible(numero: int, brut: dict[str, Any], jour: date) -> "list[LigneLue]":
    raise FichierRefuse("cette source ne se relit pas sans son fichier", "importez de nouveau son fichier")


@dataclass(frozen=True, slots=True)
class SourceConnue:
    """Une source que l'on sait lire.

    lire rend les lignes au fil de la lecture et lève FichierRefuse. reconnait dit si les premiers
    octets d'un fichier sont de cette source. assembler réunit les projets dits en plusieurs lignes.
    repete(connu, nouveau) : ce relevé ne dit rien que le relevé courant n'ait déjà dit. relire(numéro, brut, jour) :
    la ou les lignes d'un relevé gardé, relues sans le fichier.
    dossier porte `source.yml` ; sans dossier, dite est la fiche elle-même.
    """

    code: str
    dossier: Path | None
    reconnait: Callable[[bytes], bool]
    lire: Callable[[Path, date], Iterator[LigneLue]]
    planifier: Planifier
    assembler: Callable[[Sequence[DeclarationProjet]], list[DeclarationProjet]] = field(default=_telles_quelles)
    repete: Callable[[dict[str, Any], dict[str, Any]], bool] = field(default=_jamais)
    dite: FicheSource | None = None
    relire: Callable[[int, dict[str, Any], date], list[LigneLue]] = field(default=_illisible)

    @property
    def is_a_assembler(self) -> bool:
        """Vrai si un projet peut être dit en plusieurs lignes, à réunir avant d'écrire."""
        return self.assembler is not _telles_quelles

    @property
    def fiche(self) -> FicheSource:
        """Qui dit, sous quelle licence, et combien de lignes on attend."""
        if self.dite is not None:
            return self.dite
        assert self.dossier is not None
        return read_fiche(self.dossier)
