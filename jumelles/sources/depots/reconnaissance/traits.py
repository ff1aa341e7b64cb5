"""Ce que les valeurs d'une colonne ont en commun : la part qui se lit comme une année, un pays, un code…"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from jumelles.sources.depots.dates import lire_date
from jumelles.sources.depots.doutes import is_a_peu_pres, is_douteux
from jumelles.sources.depots.lexique import lire_mot, lire_odd, lire_theme
from jumelles.sources.depots.nombres import lire_nombre

_ADRESSE = re.compile(r"https?://\S+|www\.\S+", re.I)
_INSEE = re.compile(r"(?:\d{5}|2[AB]\d{3})")
_SIREN = re.compile(r"\d{3}\s?\d{3}\s?\d{3}(?:\s?\d{5})?")
_TERRITOIRE = re.compile(r"(?:D(?:\d{2,3}|2[AB])|R\d{2})")
_DEPARTEMENT = re.compile(r"(?:0?[1-9]|[1-8]\d|9[0-5]|2[AB]|97[1-6])", re.I)
_ANNEE = re.compile(r"(?:18|19|20)\d{2}(?:\.0)?")
_MORCEAUX = re.compile(r"[/+,&]")
_EURO = re.compile(r"€|\beur(?:os?)?\b", re.I)
_LATITUDE_FRANCE, _LONGITUDE_FRANCE = (41.0, 51.6), (-5.6, 10.0)


@dataclass(frozen=True, slots=True)
class Traits:
    """remplies : part de cellules non vides ; parts : {trait: part des cellules remplies qui l'ont} ; distinctes : part
    de valeurs différentes ; longueur : moyenne des signes ; exemple : une valeur."""

    remplies: float
    parts: Mapping[str, float]
    distinctes: float
    longueur: float
    exemple: str = ""

    def part(self, trait: str) -> float:
        """La part de ce trait, 0 s'il n'a pas été cherché."""
        return self.parts.get(trait, 0.0)


def _nombre_entre(texte: str, bas: float, haut: float) -> bool:
    nombre = lire_nombre(texte)
    return nombre is not None and bas <= float(nombre) <= haut


def _decimal_entre(texte: str, bornes: tuple[float, float]) -> bool:
    return ("." in texte or "," in texte) and _nombre_entre(texte, *bornes)


_EPREUVES: dict[str, Callable[[str], bool]] = {
    "annee": lambda t: bool(_ANNEE.fullmatch(t)),
    "date": lambda t: bool(lire_date(t)),
    "adresse": lambda t: bool(_ADRESSE.match(t)),
    "code": lambda t: bool(_INSEE.fullmatch(t) or _SIREN.fullmatch(t) or _TERRITOIRE.fullmatch(t)),
    "departement": lambda t: bool(_DEPARTEMENT.fullmatch(t)),
    "nombre": lambda t: lire_nombre(t) is not None,
    "euros": lambda t: bool(_EURO.search(t)) and lire_nombre(t) is not None,
    "latitude": lambda t: _decimal_entre(t, (-90, 90)),
    "longitude": lambda t: _decimal_entre(t, (-180, 180)),
    "latitude_france": lambda t: _decimal_entre(t, _LATITUDE_FRANCE),
    "longitude_france": lambda t: _decimal_entre(t, _LONGITUDE_FRANCE),
    "nature": lambda t: any(lire_mot("nature", m) for m in (t, *_MORCEAUX.split(t))),
    "etat": lambda t: bool(lire_mot("etat", t)),
    "niveau": lambda t: bool(lire_mot("niveau", t)),
    "theme": lambda t: bool(lire_theme(t)),
    "odd": lambda t: bool(lire_odd(t)),
    "douteux": is_douteux,
    "a_peu_pres": lambda t: not lire_date(t) and is_a_peu_pres(t),
    "france": lambda t: t.casefold() in ("france", "fr"),
}


def mesurer(valeurs: Sequence[str], plus: Mapping[str, float] | None = None) -> Traits:
    """Les traits de ces cellules (quelques centaines suffisent) ; plus : des parts déjà comptées ailleurs."""
    pleines = [v.strip() for v in valeurs if v.strip()]
    if not pleines:
        return Traits(0.0, dict(plus or {}), 0.0, 0.0)
    parts = {nom: _part(epreuve, pleines) for nom, epreuve in _EPREUVES.items()}
    return Traits(
        remplies=len(pleines) / len(valeurs),
        parts={**parts, **(plus or {})},
        distinctes=len(set(pleines)) / len(pleines),
        longueur=sum(map(len, pleines)) / len(pleines),
        exemple=pleines[0][:60],
    )


def _part(epreuve: Callable[[str], bool], valeurs: Iterable[str]) -> float:
    rendues = [epreuve(v[:300]) for v in valeurs]
    return sum(rendues) / len(rendues)
