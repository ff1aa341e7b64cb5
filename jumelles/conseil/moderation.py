"""Où peut aller un témoignage, et d'où ; quand une critique d'un tiers nommé peut paraître (C5.3). Sans base."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from jumelles.conseil.lecture import read_lignes

# Le droit de réponse s'offre d'abord ; passé ce délai sans réponse, l'équipe peut publier.
DELAI_DE_REPONSE = timedelta(days=30)
# Ce qu'une même personne peut laisser en attente : au-delà, elle attend que l'on ait lu.
EN_ATTENTE_MAX = 20
LONGUEUR = 2000


class EtatTemoignage(StrEnum):
    """PROPOSE : à lire ; REPONSE_OFFERTE : le tiers nommé peut répondre ; RETIRE : publié, puis ôté.

    EFFACE : son auteur l'a demandé, il n'en reste aucun mot ; rien ne le défait.
    """

    PROPOSE = "propose"
    REPONSE_OFFERTE = "reponse_offerte"
    PUBLIE = "publie"
    REFUSE = "refuse"
    RETIRE = "retire"
    EFFACE = "efface"


E = EtatTemoignage
SUITES: dict[EtatTemoignage, tuple[EtatTemoignage, ...]] = {
    E.PROPOSE: (E.PUBLIE, E.REPONSE_OFFERTE, E.REFUSE),
    E.REPONSE_OFFERTE: (E.PUBLIE, E.REFUSE),
    E.PUBLIE: (E.RETIRE,),
    E.REFUSE: (E.PROPOSE,),
    E.RETIRE: (E.PROPOSE,),
    E.EFFACE: (),
}


# On n'efface que ce qui ne se lit plus : retirer d'abord, l'effacement est sans retour.
EFFACABLES = (E.PROPOSE, E.REFUSE, E.RETIRE)


@dataclass(frozen=True, slots=True)
class EtatDuDroit:
    """critique_un_tiers : il dit une faiblesse d'une structure nommée ; offert_le, repondu_le : None tant que non."""

    critique_un_tiers: bool
    offert_le: date | None = None
    repondu_le: date | None = None

    @property
    def echeance(self) -> date | None:
        """Le dernier jour pour répondre avant publication ; None si rien n'est offert."""
        return None if self.offert_le is None else self.offert_le + DELAI_DE_REPONSE

    def permet_de_publier(self, jour: date) -> bool:
        """Vrai sans critique ; sinon, une fois le droit offert, quand on a répondu ou que le délai est passé."""
        if not self.critique_un_tiers:
            return True
        return self.echeance is not None and (self.repondu_le is not None or jour > self.echeance)


def peut_passer(de: str, vers: str, droit: EtatDuDroit, jour: date) -> bool:
    """Vrai si ce témoignage peut passer de l'un à l'autre ce jour-là."""
    permis = E(vers) in SUITES[E(de)]
    return permis and (E(vers) is not E.PUBLIE or droit.permet_de_publier(jour))


def critique_un_tiers(faiblesse: str, *, acteur: bool, type_: str = "") -> bool:
    """Vrai si une faiblesse est dite d'un acteur réel, ou d'un type qui nomme une structure."""
    return bool(faiblesse.strip()) and (acteur or type_ in types_nommes())


def a_relire_pour_critique(contexte: str, critique: bool) -> bool:
    """Vrai si un contexte, écrit librement, peut nommer et critiquer quelqu'un sans que rien ne l'ait dit."""
    return bool(contexte.strip()) and not critique


@cache
def types_nommes() -> frozenset[str]:
    """Les types qui sont, ou nomment, une structure (« F3E », « AFD ») : une faiblesse y vise quelqu'un."""
    return frozenset(x["type"] for x in read_lignes("types_nommes", "type"))
