"""Les thésaurus et leurs correspondances : ODD et cibles, dimensions, thèmes, secteurs RRMA et CAD.

Chaque table dit la source, la date et le statut de ses lignes (« vu » : relevé à la source ; « à vérifier »).
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TABLES = Path(__file__).parent / "tables"
VU = "vu"


class ThesaurusInvalide(ValueError):
    """Une table cite un code que la table voisine n'a pas."""


@dataclass(frozen=True, slots=True)
class Odd:
    """Un objectif de développement durable ; couleur « #RRGGBB », jamais seule à porter le sens."""

    numero: int
    titre: str
    intitule: str
    couleur: str
    source: str
    date: str


@dataclass(frozen=True, slots=True)
class Cible:
    """Une cible d'un objectif, au libellé officiel français ; code « 6.1 » ou « 6.a »."""

    code: str
    odd: int
    libelle: str
    source: str
    date: str


@dataclass(frozen=True, slots=True)
class Terme:
    """Un terme d'un thésaurus ; parent vide : premier niveau ; statut « vu » ou « à vérifier »."""

    code: str
    libelle: str
    definition: str = ""
    niveau: int = 1
    parent: str = ""
    source: str = ""
    statut: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Correspondance:
    """Un terme d'une nomenclature (de, code) et celui qui lui répond dans une autre (vers, correspond)."""

    de: str
    code: str
    vers: str
    correspond: str
    source: str
    statut: str
    date: str


@cache
def odd() -> tuple[Odd, ...]:
    """Les 17 objectifs, dans l'ordre."""
    return tuple(
        Odd(int(x["numero"]), x["titre"], x["intitule"], x["couleur"], x["source"], x["date"]) for x in _read("odd")
    )


@cache
def cibles(numero: int | None = None) -> tuple[Cible, ...]:
    """Les cibles d'un objectif, ou les 169."""
    toutes = (Cible(x["code"], int(x["odd"]), x["libelle"], x["source"], x["date"]) for x in _read("cibles_odd"))
    return tuple(c for c in toutes if numero is None or c.odd == numero)


@cache
def dimensions() -> tuple[Terme, ...]:
    """Ce qu'un lien apporte : solidaire, économique, citoyen…"""
    return _termes("dimensions")


@cache
def themes() -> tuple[Terme, ...]:
    """Les thèmes, sur trois niveaux, chaque parent avant ses enfants."""
    return _termes("themes")


@cache
def secteurs_rrma() -> tuple[Terme, ...]:
    """Les 18 secteurs du thésaurus commun des réseaux régionaux multi-acteurs (libellés à vérifier)."""
    return _termes("secteurs_rrma")


@cache
def secteurs_cad() -> tuple[Terme, ...]:
    """Les codes-objet du CAD (OCDE), à trois et à cinq chiffres."""
    return _termes("secteurs_cad")


def theme(code: str) -> Terme:
    """Le thème de ce code ; KeyError s'il n'existe pas."""
    return next((t for t in themes() if t.code == code), None) or _refuse("themes", code)


def enfants(code: str) -> tuple[Terme, ...]:
    """Les thèmes juste sous celui-ci."""
    return tuple(t for t in themes() if t.parent == code)


def libelle(nomenclature: str, code: str) -> str:
    """Le libellé d'un code (« themes », « dimensions », « odd », « cibles_odd »…) ; "" s'il n'existe pas."""
    return _libelles(nomenclature).get(code, "")


def correspondances(de: str, code: str) -> tuple[Correspondance, ...]:
    """Ce qui répond à ce code dans les autres nomenclatures."""
    return tuple(c for c in _correspondances() if (c.de, c.code) == (de, code))


def check() -> None:
    """Lever ThesaurusInvalide si un parent ou une correspondance cite un code absent."""
    for nom in ("themes", "secteurs_cad"):
        codes = _libelles(nom)
        if orphelins := [t.code for t in _termes(nom) if t.parent and t.parent not in codes]:
            raise ThesaurusInvalide(f"{nom} : parent absent pour {orphelins}.")
    for c in _correspondances():
        for nomenclature, code in ((c.de, c.code), (c.vers, c.correspond)):
            if code not in _libelles(nomenclature):
                raise ThesaurusInvalide(f"correspondances : {nomenclature} n'a pas de code {code!r}.")


@cache
def _correspondances() -> tuple[Correspondance, ...]:
    return tuple(Correspondance(**x) for x in _read("correspondances"))


@cache
def _libelles(nomenclature: str) -> dict[str, str]:
    if nomenclature == "odd":
        return {str(o.numero): o.titre for o in odd()}
    if nomenclature == "cibles_odd":
        return {c.code: c.libelle for c in cibles()}
    return {t.code: t.libelle for t in _termes(nomenclature)}


@cache
def _termes(nom: str) -> tuple[Terme, ...]:
    if nom not in ("dimensions", "themes", "secteurs_rrma", "secteurs_cad"):
        raise ValueError(f"Nomenclature inconnue : {nom!r}.")
    return tuple(
        Terme(
            code=x["code"],
            libelle=x["libelle"],
            definition=x.get("definition", ""),
            niveau=int(x.get("niveau", 1)),
            parent=x.get("parent", ""),
            source=x["source"],
            statut=x["statut"],
            date=x["date"],
        )
        for x in _read(nom)
    )


def _read(nom: str) -> list[dict[str, str]]:
    with (TABLES / f"{nom}.csv").open(encoding="utf-8", newline="") as fichier:
        return list(csv.DictReader(fichier))


def _refuse(nomenclature: str, code: str) -> Terme:
    raise KeyError(f"{nomenclature} n'a pas de code {code!r}")
