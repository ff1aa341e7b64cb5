"""Les actes à prendre, dans l'ordre : délibérer, transmettre, signer, transmettre, payer, déclarer."""

from dataclasses import dataclass, replace
from functools import cache

from jumelles.droit.cas import Cas
from jumelles.droit.declencheur import Declencheur
from jumelles.droit.etats import Etat
from jumelles.droit.lecture import read_lignes
from jumelles.droit.par_type import SujetArticle, article_du_type
from jumelles.droit.regles import read_references

_TRANSMISSIONS = ("transmission_deliberation", "transmission_convention")


@dataclass(frozen=True, slots=True)
class ActeAPrendre:
    """si : les faits dont il dépend et que l'on ne connaît pas encore (vide : il est à prendre).

    L'article de la transmission est celui du type de collectivité : le libellé et les textes le citent.
    """

    rang: int
    code: str
    libelle: str
    pourquoi: str
    textes: tuple[str, ...]
    source: str
    etat: Etat
    si: tuple[str, ...] = ()


@cache
def _actes() -> tuple[tuple[Declencheur, ActeAPrendre], ...]:
    lus = (
        (Declencheur.read(x["quand"]), _read(x))
        for x in read_lignes("actes", "rang code libelle pourquoi quand textes source etat")
    )
    return tuple(sorted(lus, key=lambda lu: lu[1].rang))


def _read(x: dict[str, str]) -> ActeAPrendre:
    return ActeAPrendre(
        int(x["rang"]), x["code"], x["libelle"], x["pourquoi"], read_references(x["textes"]), x["source"],
        Etat(x["etat"]),
    )  # fmt: skip


def actes_a_prendre(cas: Cas) -> tuple[ActeAPrendre, ...]:
    """Ceux qui s'appliquent, et ceux qui pourraient s'appliquer (avec ce qui manque pour le savoir)."""
    vus = ((acte, *quand.evaluer(cas)) for quand, acte in _actes())
    return tuple(_citer(replace(acte, si=manquants), cas) for acte, vrai, manquants in vus if vrai is not False)


def _citer(acte: ActeAPrendre, cas: Cas) -> ActeAPrendre:
    if acte.code not in _TRANSMISSIONS:
        return acte
    article = article_du_type(SujetArticle.TRANSMISSION, cas.type)
    libelle, textes = f"{acte.libelle} ({article.references})", dict.fromkeys((*acte.textes, *article.textes))
    return replace(acte, libelle=libelle, textes=tuple(textes))
