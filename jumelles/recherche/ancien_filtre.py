"""Le filtre : un seul objet figé pour la liste, les comptes, la phrase et les adresses."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Self
from urllib.parse import urlencode

LONGUEUR_MAX = 120
NOMBRE_MAX = 20
FACETTES = (
    "pays", "nature", "etat", "dimension", "theme", "odd", "instrument", "epci", "departement", "region", "source",
    "fraicheur",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FiltreRelations:
    """Ce que l'on cherche. Dans une facette : ou ; entre facettes : et. Années AAAA comprises."""

    texte: str = ""
    pays: tuple[str, ...] = ()
    nature: tuple[str, ...] = ()
    etat: tuple[str, ...] = ()
    dimension: tuple[str, ...] = ()
    theme: tuple[str, ...] = ()
    odd: tuple[str, ...] = ()
    instrument: tuple[str, ...] = ()
    epci: tuple[str, ...] = ()
    departement: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    fraicheur: tuple[str, ...] = ()
    depuis: int | None = None
    jusque: int | None = None
    interieures: bool = False
    demonstration: bool = False

    @classmethod
    def from_query(cls, requete: Mapping[str, str]) -> Self:
        """Lire une adresse ; ce qui est trop long ou n'est pas une année est écarté, jamais interprété."""
        lire = getattr(requete, "getlist", lambda nom: [requete[nom]] if nom in requete else [])
        listes = {nom: _clean(lire(nom), capitales=nom == "pays") for nom in FACETTES}
        return cls(
            texte=str(requete.get("q", ""))[:LONGUEUR_MAX].replace("\x00", "").strip(),
            depuis=_annee(requete.get("depuis", "")), jusque=_annee(requete.get("jusque", "")),
            interieures=requete.get("interieures") == "oui",
            demonstration=requete.get("demonstration") == "oui", **listes,
        )  # fmt: skip

    def without(self, nom: str, valeur: str = "") -> Self:
        """Le même filtre, moins une facette ou une de ses valeurs."""
        actuel = getattr(self, nom)
        if isinstance(actuel, tuple):
            reste = tuple(v for v in actuel if v != valeur) if valeur else ()
            return self._with(nom, reste)
        return self._with(nom, {"texte": "", "interieures": False, "demonstration": False}.get(nom))

    def _with(self, nom: str, valeur: Any) -> Self:
        champs: dict[str, Any] = {nom: valeur}
        return replace(self, **champs)

    def to_query(self) -> str:
        """L'adresse qui rouvre ce filtre, champs vides omis."""
        couples: list[tuple[str, str]] = []
        for champ in fields(self):
            valeur = getattr(self, champ.name)
            nom = "q" if champ.name == "texte" else champ.name
            if isinstance(valeur, tuple):
                couples += [(nom, v) for v in valeur]
            elif valeur is True:
                couples.append((nom, "oui"))
            elif valeur:
                couples.append((nom, str(valeur)))
        return urlencode(couples)

    def is_empty(self) -> bool:
        """Vrai si rien n'est demandé."""
        return self == type(self)()


def _clean(valeurs: list[str], *, capitales: bool = False) -> tuple[str, ...]:
    propres = [v.strip().replace("\x00", "")[:LONGUEUR_MAX] for v in valeurs[:NOMBRE_MAX]]
    return tuple(dict.fromkeys(v.upper() if capitales else v for v in propres if v))


def _annee(texte: str) -> int | None:
    return int(texte) if texte.isascii() and texte.isdigit() and len(texte) == 4 else None
