"""Ce qui change avec le type de collectivité : articles du mandat spécial et de la transmission, nom de l'assemblée."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from jumelles.droit.cas import TypeCollectivite
from jumelles.droit.etats import Etat, MarqueDroit, read_marque
from jumelles.droit.lecture import TableInvalide, read_lignes
from jumelles.droit.phrases import dire
from jumelles.droit.regles import read_references
from jumelles.droit.textes import NoteJuridique, note

_ARTICLES = "code type phrase textes source source_date etat relu_par relu_le"


class SujetArticle(StrEnum):
    """Mandat spécial : le vote qui permet à un élu de partir. Transmission : l'envoi des actes au préfet."""

    MANDAT_SPECIAL = "mandat_special"
    TRANSMISSION = "transmission"


@dataclass(frozen=True, slots=True)
class ArticleDuType:
    """L'article d'un type ; textes vide : on ne sait pas lequel ; phrase : ce qu'il demande, ou vide."""

    sujet: SujetArticle
    type: TypeCollectivite
    phrase: str
    textes: tuple[str, ...]
    marque: MarqueDroit

    @property
    def notes(self) -> tuple[NoteJuridique, ...]:
        """Les textes cités."""
        return tuple(note(code) for code in self.textes)

    @property
    def references(self) -> str:
        """« CGCT, art. L. 3131-1 et L. 3131-2 » ; « article à vérifier » si l'on ne sait pas lequel."""
        dites = " ; ".join(n.reference for n in self.notes)
        if not dites:
            return dire("article.inconnu")
        return dites if self.marque.is_sure else dire("article.a_verifier", references=dites)


@dataclass(frozen=True, slots=True)
class Assemblee:
    """« Le conseil départemental », « du conseil départemental », « le président du conseil départemental »."""

    nom: str
    de_l_assemblee: str
    executif: str


@cache
def _articles() -> dict[tuple[SujetArticle, TypeCollectivite], ArticleDuType]:
    lus = map(read_article, read_lignes("articles_par_type", _ARTICLES))
    table = {(a.sujet, a.type): a for a in lus}
    if set(table) != {(s, t) for s in SujetArticle for t in TypeCollectivite}:
        raise TableInvalide("articles_par_type.csv : il manque un type à un sujet")
    return table


def read_article(x: dict[str, str]) -> ArticleDuType:
    """Une ligne de la table ; TableInvalide si elle se dit trouvée sans la date de sa source."""
    marque = read_marque(x)
    if marque.etat is Etat.TROUVE and marque.source_date is None:
        raise TableInvalide(f"articles_par_type.csv : {x['code']}, {x['type']}, trouvé sans date")
    return ArticleDuType(
        SujetArticle(x["code"]), TypeCollectivite(x["type"]), x["phrase"], read_references(x["textes"]), marque
    )


def article_du_type(sujet: SujetArticle, type_: TypeCollectivite) -> ArticleDuType:
    """Ce que dit le code pour ce type ; à vérifier si la table ne le sait pas."""
    return _articles()[sujet, type_]


@cache
def assemblees() -> dict[TypeCollectivite, Assemblee]:
    """L'assemblée de chaque type."""
    lues = read_lignes("assemblees", "type assemblee de_l_assemblee executif")
    return {TypeCollectivite(x["type"]): Assemblee(x["assemblee"], x["de_l_assemblee"], x["executif"]) for x in lues}
