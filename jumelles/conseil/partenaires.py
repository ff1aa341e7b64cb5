"""Les types de partenaires : dix de l'atelier ARRICOD, vingt-six ajoutés, dans les mêmes colonnes (C5.1, C5.2, C5.5).

Un type n'est jamais un acteur : aucune machine ne porte ces avis sur une structure nommée.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from jumelles.conseil.faits import EtatFait, FaitCite, read_fait
from jumelles.conseil.lecture import read_lignes
from jumelles.conseil.phrases import dire
from jumelles.droit.lecture import TableInvalide, codes

_TYPES = "numero code nom classe classe_etat classe_source roles roles_etat etiquette note"


class Colonne(StrEnum):
    """Les colonnes du document 004, puis les deux que son analyse demande."""

    AVANTAGES = "avantages"
    FAIBLESSES = "faiblesses"
    CONTREPARTIE = "contrepartie"
    APPORT = "apport"
    PORTE_ENTREE = "porte_entree"
    PLUS_VALUE = "plus_value"


class Classe(StrEnum):
    TRADITIONNEL = "traditionnel"
    INNOVANT = "innovant"


class RolePartenaire(StrEnum):
    """Un bailleur peut être les deux : « non seulement … financeurs mais aussi … partenaires » (C5.6)."""

    FINANCEUR = "financeur"
    PARTENAIRE = "partenaire"


class Etiquette(StrEnum):
    """Qui parle : l'atelier de 2015, ou le complément de Jumelles."""

    ATELIER = "atelier"
    COMPLEMENT = "complement"

    @property
    def libelle(self) -> str:
        """À écrire avec toute phrase qui en vient."""
        return dire(f"etiquette.{self}")


@dataclass(frozen=True, slots=True)
class TypePartenaire:
    """classe : None si personne ne la dit ; cellules : les faits de chaque colonne, absente si elle est vide."""

    numero: int
    code: str
    nom: str
    classe: Classe | None
    classe_etat: EtatFait | None
    classe_source: str
    roles: tuple[RolePartenaire, ...]
    roles_etat: EtatFait
    etiquette: Etiquette
    note: str
    cellules: tuple[tuple[Colonne, tuple[FaitCite, ...]], ...]

    def cellule(self, colonne: Colonne) -> tuple[FaitCite, ...]:
        """Les faits d'une colonne ; vide : non renseigné."""
        return dict(self.cellules).get(colonne, ())

    def dire(self, colonne: Colonne) -> str:
        """La cellule en une phrase, ou « non renseigné »."""
        return " ; ".join(f.texte for f in self.cellule(colonne)) or dire("non_renseigne")


@cache
def types_de_partenaires() -> tuple[TypePartenaire, ...]:
    """Les trente-six types, dans l'ordre de leur numéro."""
    cellules: dict[str, dict[Colonne, list[FaitCite]]] = {}
    for x in read_lignes("faits_types", "type colonne texte source etat"):
        cellules.setdefault(x["type"], {}).setdefault(Colonne(x["colonne"]), []).append(read_fait(x))
    lus = tuple(_read(x, cellules.pop(x["code"], {})) for x in read_lignes("types", _TYPES))
    if cellules or len({t.code for t in lus}) < len(lus):
        raise TableInvalide(f"types en double, ou inconnus de types.csv : {', '.join(cellules)}")
    return lus


@cache
def _par_code() -> dict[str, TypePartenaire]:
    return {t.code: t for t in types_de_partenaires()}


def type_de_partenaire(code: str) -> TypePartenaire:
    """Le type de ce code ; KeyError s'il n'existe pas."""
    return _par_code()[code]


def tableau(types: Iterable[TypePartenaire]) -> tuple[tuple[str, ...], ...]:
    """Le tableau à emporter : l'en-tête du document, puis une ligne par type et, au bout, qui parle."""
    en_tete = (dire("colonne.type"), *(dire(f"colonne.{c}") for c in Colonne), dire("colonne.etiquette"))
    return (en_tete, *((t.nom, *(t.dire(c) for c in Colonne), t.etiquette.libelle) for t in types))


def _read(x: dict[str, str], cellules: dict[Colonne, list[FaitCite]]) -> TypePartenaire:
    if len({bool(x[c]) for c in ("classe", "classe_etat", "classe_source")}) > 1:
        raise TableInvalide(f"types.csv : la classe de {x['code']} va avec son état et sa source")
    return TypePartenaire(
        int(x["numero"]), x["code"], x["nom"], Classe(x["classe"]) if x["classe"] else None,
        EtatFait(x["classe_etat"]) if x["classe_etat"] else None, x["classe_source"],
        tuple(RolePartenaire(r) for r in codes(x["roles"])), EtatFait(x["roles_etat"]), Etiquette(x["etiquette"]),
        x["note"], tuple((c, tuple(cellules[c])) for c in Colonne if c in cellules),
    )  # fmt: skip
