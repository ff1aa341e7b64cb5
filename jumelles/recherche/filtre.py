"""Le filtre : un seul objet figé pour la liste, les comptes, la carte, les exports, les flux, l'API et les adresses."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from typing import Any, Literal, Self, get_args
from urllib.parse import urlencode

from jumelles.recherche.emprise import Emprise

Sorte = Literal["relations", "projets", "acteurs"]
SORTES: tuple[Sorte, ...] = get_args(Sorte)
LONGUEUR_MAX = 120
NOMBRE_MAX = 40
ANNEES = (1000, 2999)
INSTANT_MAX = 7_258_118_399  # fin 2199 : au-delà, une date ne se dit plus
FACETTES = (
    "pays", "territoire", "type_acteur", "nature", "etat", "acte", "statut", "theme", "odd", "dimension",
    "instrument", "dispositif", "cadre", "pays_action", "source", "fraicheur",
)  # fmt: skip
# Ce qu'on ne propose pas en facette, mais qu'une adresse peut demander : les fiches d'un acteur (son numéro).
CLES = (*FACETTES, "partie")
_COMMUNES = {"pays", "territoire", "theme", "odd", "dimension", "source", "fraicheur", "type_acteur", "partie"}
PROPRES: dict[Sorte, frozenset[str]] = {
    "relations": frozenset(_COMMUNES | {"nature", "etat", "acte", "instrument"}),
    "projets": frozenset(_COMMUNES | {"statut", "dispositif", "cadre"}),
    "acteurs": frozenset((_COMMUNES | {"pays_action", "nature"}) - {"partie"}),
}
_NOMS = {"texte": "q"}


@dataclass(frozen=True, slots=True)
class Filtre:
    """Ce que l'on cherche. Dans une facette : ou ; entre facettes : et.

    texte : chaque mot doit se trouver. pays : ISO 3166 à deux lettres, de l'une des parties étrangères (l'acteur :
    où il siège). territoire : codes publics à tout niveau (38185, 200040715, D38, R84), descendants compris.
    type_acteur : nature d'une des parties. theme, odd : un code contient ses descendants (« 6 » contient « 6.1 »).
    cadre : où quelqu'un dit que le projet s'inscrit, ou que l'on déduit.
    depuis, jusque : années AAAA du début, comprises. emprise : un des lieux montrés y est.
    modifie_depuis : secondes depuis 1970, compris.
    """

    texte: str = ""
    pays: tuple[str, ...] = ()
    territoire: tuple[str, ...] = ()
    type_acteur: tuple[str, ...] = ()
    nature: tuple[str, ...] = ()
    etat: tuple[str, ...] = ()
    acte: tuple[str, ...] = ()
    statut: tuple[str, ...] = ()
    theme: tuple[str, ...] = ()
    odd: tuple[str, ...] = ()
    dimension: tuple[str, ...] = ()
    instrument: tuple[str, ...] = ()
    dispositif: tuple[str, ...] = ()
    cadre: tuple[str, ...] = ()
    pays_action: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    fraicheur: tuple[str, ...] = ()
    partie: tuple[str, ...] = ()
    depuis: int | None = None
    jusque: int | None = None
    emprise: Emprise | None = None
    modifie_depuis: int | None = None
    interieures: bool = False
    demonstration: bool = False

    @classmethod
    def from_query(cls, requete: Mapping[str, str]) -> Self:
        """Lire une adresse ; ce qui ne se lit pas est écarté, jamais interprété (`illisibles` le dit)."""
        lire = getattr(requete, "getlist", lambda nom: [requete[nom]] if nom in requete else [])
        champs: dict[str, Any] = {nom: _clean(lire(nom), capitales=nom.startswith("pays")) for nom in CLES}
        return cls(
            texte=_texte(requete.get("q", "")), depuis=_annee(requete.get("depuis", "")),
            jusque=_annee(requete.get("jusque", "")), emprise=Emprise.lire(requete.get("emprise", "")),
            modifie_depuis=_instant(requete.get("modifie_depuis", "")),
            interieures=requete.get("interieures") == "oui", demonstration=requete.get("demonstration") == "oui",
            **champs,
        )  # fmt: skip

    def pour(self, sorte: Sorte) -> Self:
        """Le même filtre, sans les facettes qui n'ont pas de sens pour cette sorte."""
        vides: dict[str, Any] = dict.fromkeys(self.etrangeres_a(sorte), ())
        return replace(self, **vides)

    def etrangeres_a(self, sorte: Sorte) -> tuple[str, ...]:
        """Les facettes choisies qui n'ont pas de sens pour cette sorte : la page dit qu'elle les ignore."""
        return tuple(nom for nom in CLES if getattr(self, nom) and nom not in PROPRES[sorte])

    def without(self, nom: str, valeur: str = "") -> Self:
        """Le même filtre, moins une facette ou une de ses valeurs."""
        actuel = getattr(self, nom)
        if isinstance(actuel, tuple) and valeur:
            return self._with(nom, tuple(v for v in actuel if v != valeur))
        return self._with(nom, getattr(type(self)(), nom))

    def avec(self, nom: str, valeur: Any) -> Self:
        """Le même filtre, plus une valeur de facette (ou avec ce texte, cette année, cette emprise)."""
        actuel = getattr(self, nom)
        if isinstance(actuel, tuple):
            valeur = tuple(dict.fromkeys((*actuel, str(valeur))))
        return self._with(nom, valeur)

    def _with(self, nom: str, valeur: Any) -> Self:
        champs: dict[str, Any] = {nom: valeur}
        return replace(self, **champs)

    def couples(self) -> tuple[tuple[str, str], ...]:
        """Les (nom, valeur) de l'adresse de ce filtre, champs vides omis, toujours dans le même ordre."""
        couples: list[tuple[str, str]] = []
        for champ in fields(self):
            valeur = getattr(self, champ.name)
            nom = _NOMS.get(champ.name, champ.name)
            if isinstance(valeur, tuple):
                couples += [(nom, v) for v in valeur]
            elif valeur is True:
                couples.append((nom, "oui"))
            elif valeur is not None and valeur is not False and valeur != "":
                couples.append((nom, str(valeur)))
        return tuple(couples)

    def to_query(self, plus: Iterable[tuple[str, str]] = ()) -> str:
        """L'adresse qui rouvre ce filtre ; plus : d'autres couples à y joindre (tri, page…)."""
        return urlencode([*self.couples(), *plus])

    def is_empty(self) -> bool:
        """Vrai si rien n'est demandé."""
        return self == type(self)()


def illisibles(requete: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Les (nom, valeur) d'une adresse qui ne se lisent pas : année, emprise, instant mal écrits."""
    lecteurs = {"depuis": _annee, "jusque": _annee, "emprise": Emprise.lire, "modifie_depuis": _instant}
    donnes = [(nom, str(requete.get(nom, ""))) for nom in lecteurs]
    return tuple((nom, valeur[:LONGUEUR_MAX]) for nom, valeur in donnes if valeur and lecteurs[nom](valeur) is None)


def _texte(texte: object) -> str:
    return " ".join(str(texte).replace("\x00", " ").split())[:LONGUEUR_MAX].strip()


def _clean(valeurs: list[str], *, capitales: bool = False) -> tuple[str, ...]:
    propres = [v.replace("\x00", "").strip()[:LONGUEUR_MAX] for v in valeurs[:NOMBRE_MAX]]
    return tuple(dict.fromkeys(v.upper() if capitales else v for v in propres if v))


def _annee(texte: str) -> int | None:
    lisible = texte.isascii() and texte.isdigit() and len(texte) == 4
    return int(texte) if lisible and ANNEES[0] <= int(texte) <= ANNEES[1] else None


def _instant(texte: str) -> int | None:
    """Une date ISO 8601 (« 2026-11-01 », « 2026-11-01T10:00:00Z ») ou des secondes depuis 1970."""
    if texte.isascii() and texte.isdigit() and len(texte) <= 11:
        return min(int(texte), INSTANT_MAX)
    try:
        lu = datetime.fromisoformat(texte[:40])
    except ValueError:
        return None
    return min(max(0, int((lu if lu.tzinfo else lu.replace(tzinfo=UTC)).timestamp())), INSTANT_MAX)
