"""Les nomenclatures d'un document : codes, ancêtres, libellés et mots que l'on cherche."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from jumelles.cooperations.enums import Nomenclature
from jumelles.recherche.document import Cellule
from jumelles.recherche.documents.decor import Decor
from jumelles.referentiel import thesaurus

Codes = Mapping[str, Sequence[str]]


@cache
def lignee_du_theme(code: str) -> tuple[str, ...]:
    """Le thème, puis ceux qui le contiennent ; un code inconnu n'a que lui-même."""
    parents = {t.code: t.parent for t in thesaurus.themes()}
    lignee = [code]
    while parent := parents.get(lignee[-1]):
        lignee.append(parent)
    return tuple(lignee)


def _uniques(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(codes))


def facettes_de(codes: Codes) -> dict[str, tuple[str, ...]]:
    """theme, odd, dimension : la cible « 6.1 » compte aussi pour l'objectif 6, un thème pour ses parents."""
    cibles = codes.get(Nomenclature.CIBLE, ())
    objectifs = (*codes.get(Nomenclature.ODD, ()), *(c.partition(".")[0] for c in cibles))
    themes = codes.get(Nomenclature.THEME, ())
    return {
        "theme": _uniques(ancetre for code in themes for ancetre in lignee_du_theme(code)),
        "odd": _uniques((*objectifs, *cibles)),
        "dimension": _uniques(codes.get(Nomenclature.DIMENSION, ())),
    }


def mots_de(codes: Codes, facettes: Mapping[str, tuple[str, ...]], decor: Decor) -> list[str]:
    """Les libellés que l'on cherche : thèmes et leurs parents, « ODD 6 Eau propre… », cibles, dimensions."""
    mots = [*decor.en_clair("theme", facettes["theme"]), *decor.en_clair("dimension", facettes["dimension"])]
    titres = decor.libelles["odd"]
    mots += [f"ODD {c} {titres[c]}" for c in facettes["odd"] if c in titres]
    return mots + list(decor.en_clair("cible", codes.get(Nomenclature.CIBLE, ())))


def colonnes_de(codes: Codes, decor: Decor) -> dict[str, Cellule]:
    """Les colonnes themes, odd, cibles_odd et dimensions du dictionnaire."""
    themes, odd = tuple(codes.get(Nomenclature.THEME, ())), tuple(codes.get(Nomenclature.ODD, ()))
    dimensions = tuple(codes.get(Nomenclature.DIMENSION, ()))
    return {
        "themes": themes, "themes_libelles": decor.en_clair("theme", themes), "odd": odd,
        "odd_libelles": decor.en_clair("odd", odd), "cibles_odd": tuple(codes.get(Nomenclature.CIBLE, ())),
        "dimensions": dimensions, "dimensions_libelles": decor.en_clair("dimension", dimensions),
    }  # fmt: skip
