"""Ce que l'index garde d'une chose : de quoi la trouver, et sa fiche publique, déjà brouillée."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from jumelles.recherche.octets import en_octets

Cellule = str | int | float | bool | None | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """Un lieu que l'on peut montrer. cote : « francais », « etranger » ou « action » ; precision : voir Precision."""

    lat: float
    lon: float
    precision: str
    cote: str
    nom: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """Une relation, un projet, un acteur, ou ce que la boîte de recherche connaît (territoire, pays, thème, ODD).

    noms : ce qui la désigne (noms d'hier, sigles, autres langues) ; textes : ce qu'elle dit ; contexte : où elle est
    (pays, région, département), ce dont elle parle (libellés de thèmes, d'ODD, natures).
    facettes : nom de facette → codes, ancêtres compris. debut, fin : AAAAMMJJ, 0 si inconnu. situe : montrable sur la
    carte (relation : au moins un lieu de chaque côté ; projet : un lieu d'action ; acteur : son lieu).
    fiche : les colonnes de `sorties.dictionnaire`, dans leur ordre. modifie : secondes depuis 1970.
    poids : ce qui passe d'abord à égalité de pertinence (population, nombre de liens).
    """

    sorte: str
    id: int
    noms: tuple[str, ...]
    textes: tuple[str, ...] = ()
    contexte: tuple[str, ...] = ()
    facettes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    debut: int = 0
    fin: int = 0
    modifie: int = 0
    interieure: bool = False
    demonstration: bool = False
    situe: bool = False
    points: tuple[Point, ...] = ()
    arcs: tuple[str, ...] = ()  # « D38>MG » : du département au pays, une fois par couple
    fiche: Mapping[str, Cellule] = field(default_factory=dict)
    poids: int = 0

    @property
    def cle(self) -> str:
        """Son identité dans l'index : « relations:12 »."""
        return f"{self.sorte}:{self.id}"

    def empreinte(self) -> str:
        """Ce qui change dès que quelque chose change : pour comparer l'index et la base."""
        valeurs = [getattr(self, nom) for nom in self.__slots__ if nom not in ("facettes", "fiche", "points")]
        valeurs += [
            dict(self.facettes),
            dict(self.fiche),
            [(p.lat, p.lon, p.precision, p.cote, p.nom) for p in self.points],
        ]
        return hashlib.blake2b(en_octets(valeurs, trier=True), digest_size=12).hexdigest()


@dataclass(frozen=True, slots=True)
class Trouve:
    """Ce que le moteur rend d'une chose."""

    sorte: str
    id: int
    modifie: int
    situe: bool
    fiche: Mapping[str, Cellule]
    points: tuple[Point, ...] = ()
