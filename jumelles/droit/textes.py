"""Les textes : ce qu'ils disent, pour qui, dans quelles versions, et s'ils tiennent toujours (énoncé C1.6)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from jumelles.droit.cas import TypeCollectivite
from jumelles.droit.etats import Etat, MarqueDroit, read_marque
from jumelles.droit.lecture import TableInvalide, codes, read_jour, read_lignes
from jumelles.referentiel.temps import DatePartielle

TOUTES = "toutes"
_COLONNES = "code reference titre contenu citation types statut etat reserve source source_date relu_par relu_le"


class StatutTexte(StrEnum):
    A_JOUR = "à jour"
    A_VERIFIER = "à vérifier"
    ABROGE = "abrogé"


@dataclass(frozen=True, slots=True)
class VersionTexte:
    """Du jour où elle entre en vigueur (None : inconnu) à celui où elle cesse (None : en vigueur, à ce qu'on sait)."""

    du: DatePartielle | None
    au: DatePartielle | None
    changement: str

    def is_en_vigueur(self, jour: date) -> bool | None:
        """None si les dates connues ne permettent pas de le dire."""
        if self.au is not None and jour >= self.au.latest():
            return False
        if self.du is not None and jour < self.du.earliest():
            return False
        if self.du is None or jour < self.du.latest() or (self.au is not None and jour >= self.au.earliest()):
            return None
        return True


@dataclass(frozen=True, slots=True)
class NoteJuridique:
    """Un texte : types vide, il vaut pour toutes les collectivités ; reserve : ce qui, en lui, est à vérifier."""

    code: str
    reference: str
    titre: str
    contenu: str
    citation: str
    types: tuple[TypeCollectivite, ...]
    statut: StatutTexte
    reserve: str
    marque: MarqueDroit
    versions: tuple[VersionTexte, ...]

    def is_pour(self, type_: TypeCollectivite) -> bool:
        """Vrai si la note est marquée de ce type, ou de « toutes »."""
        return not self.types or type_ in self.types

    def is_en_vigueur(self, jour: date) -> bool | None:
        """Vrai si une version est en vigueur ce jour-là ; None si on ne peut pas le dire."""
        if self.statut is StatutTexte.ABROGE:
            return False
        dits = [v.is_en_vigueur(jour) for v in self.versions]
        return True if True in dits else None if None in dits else False

    def bandeau(self, jour: date) -> str | None:
        """Le code de la phrase qui avertit (phrases.csv), ou None : rien à dire."""
        if self.is_en_vigueur(jour) is False:
            debuts = [v.du.earliest() for v in self.versions if v.du is not None]
            pas_encore = self.statut is not StatutTexte.ABROGE and debuts and jour < min(debuts)
            return "bandeau.pas_encore" if pas_encore else "bandeau.abroge"
        if self.marque.etat is Etat.INTROUVABLE:
            return "bandeau.introuvable"
        is_douteuse = self.statut is StatutTexte.A_VERIFIER or not self.marque.is_sure
        return "bandeau.a_verifier" if is_douteuse or self.reserve else None


@cache
def toutes_les_notes() -> tuple[NoteJuridique, ...]:
    """Toutes les notes, dans l'ordre de la table."""
    versions: dict[str, list[VersionTexte]] = {}
    for x in read_lignes("versions", "texte du au changement"):
        lue = VersionTexte(read_jour(x["du"]), read_jour(x["au"]), x["changement"])
        versions.setdefault(x["texte"], []).append(lue)
    notes_lues = tuple(_read(x, versions) for x in read_lignes("textes", _COLONNES))
    if versions.keys() != {n.code for n in notes_lues}:
        raise TableInvalide("versions.csv et textes.csv ne parlent pas des mêmes textes")
    return notes_lues


@cache
def _par_code() -> dict[str, NoteJuridique]:
    return {n.code: n for n in toutes_les_notes()}


def note(code: str) -> NoteJuridique:
    """La note d'un code cité par une règle ; KeyError s'il n'existe pas."""
    return _par_code()[code]


def _read(x: dict[str, str], versions: dict[str, list[VersionTexte]]) -> NoteJuridique:
    types = () if x["types"] == TOUTES else tuple(TypeCollectivite(t) for t in codes(x["types"]))
    return NoteJuridique(
        x["code"], x["reference"], x["titre"], x["contenu"], x["citation"], types, StatutTexte(x["statut"]),
        x["reserve"], read_marque(x), tuple(versions.get(x["code"], ())),
    )  # fmt: skip


def notes(
    jour: date,
    type_: TypeCollectivite | None = None,
    *,
    hors_vigueur: bool = False,
    parmi: Iterable[NoteJuridique] | None = None,
) -> tuple[NoteJuridique, ...]:
    """Les notes d'un type de collectivité (et celles qui valent pour toutes) ; hors vigueur : seulement si demandé."""
    candidates = toutes_les_notes() if parmi is None else parmi
    return tuple(
        n
        for n in candidates
        if (type_ is None or n.is_pour(type_)) and (hors_vigueur or n.is_en_vigueur(jour) is not False)
    )
