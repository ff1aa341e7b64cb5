"""Les tables de décision : dix-neuf actions, six types de collectivités, une règle par case."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from jumelles.droit.cas import Cas, TypeCollectivite, faits
from jumelles.droit.declencheur import Declencheur
from jumelles.droit.etats import Etat, MarqueDroit, read_marque
from jumelles.droit.lecture import TableInvalide, codes, read_jour, read_lignes
from jumelles.droit.textes import toutes_les_notes
from jumelles.droit.verdicts import Verdict
from jumelles.referentiel.temps import DatePartielle

_REGLES = (
    "numero action type verdict fait si_oui si_non transmission conditions textes du au "
    "source source_date etat relu_par relu_le"
)


@dataclass(frozen=True, slots=True)
class TypeAction:
    """Une ligne du tableau : quand elle s'applique ; bloque : rien d'autre ne se peut alors."""

    numero: int
    code: str
    libelle: str
    quand: Declencheur
    is_bloquante: bool
    conditions: str


@dataclass(frozen=True, slots=True)
class RegleDroit:
    """Une case du tableau. fait : ce qui la fait pencher (vide : rien) ; si_oui, si_non : son verdict alors.

    du, au : quand elle vaut (None : non dit) ; is_transmise : None si la case ne dit rien de la transmission.
    """

    numero: int
    type: TypeCollectivite
    verdict: Verdict
    fait: str
    si_oui: Verdict
    si_non: Verdict
    is_transmise: bool | None
    conditions: str
    textes: tuple[str, ...]
    du: DatePartielle | None
    au: DatePartielle | None
    marque: MarqueDroit

    def dire(self, cas: Cas) -> Verdict:
        """Ce que la case dit de ce cas, que la règle soit sûre ou non."""
        su = cas.sait(self.fait) if self.fait else None
        return self.verdict if su is None else self.si_oui if su else self.si_non

    def is_sure(self, jour: date | None) -> bool:
        """Vrai si elle est trouvée ou relue, et certainement en vigueur ce jour-là."""
        return self.marque.is_sure and self.is_en_vigueur(jour)

    def is_en_vigueur(self, jour: date | None) -> bool:
        """Faux dès qu'un doute existe ; jour None : vrai tant que rien ne dit qu'elle a cessé."""
        if jour is None:
            return self.au is None
        if self.du is not None and jour < self.du.latest():
            return False
        return self.au is None or jour < self.au.earliest()


@dataclass(frozen=True, slots=True)
class Vigilance:
    """Un point à surveiller ; numeros vide : pour toutes les lignes."""

    code: str
    numeros: tuple[int, ...]
    phrase: str
    textes: tuple[str, ...]
    source: str
    etat: Etat


@dataclass(frozen=True, slots=True)
class TablesDroit:
    """Les tables qui font un avis ; on peut en donner d'autres que celles du dépôt."""

    actions: tuple[TypeAction, ...]
    regles: tuple[RegleDroit, ...]
    vigilances: tuple[Vigilance, ...]

    def cases(self, numero: int, type_: TypeCollectivite) -> tuple[RegleDroit, ...]:
        """Les règles de cette case."""
        return tuple(r for r in self.regles if r.numero == numero and r.type is type_)

    def vigilances_de(self, numero: int) -> tuple[Vigilance, ...]:
        """Les points à surveiller d'une ligne."""
        return tuple(v for v in self.vigilances if not v.numeros or numero in v.numeros)


@cache
def tables_du_droit() -> TablesDroit:
    """Les tables du dépôt ; TableInvalide si une case manque ou cite un texte inconnu."""
    actions = tuple(
        TypeAction(
            int(x["numero"]), x["code"], x["libelle"], Declencheur.read(x["quand"]), x["bloque"] == "oui",
            x["conditions"],
        )
        for x in read_lignes("actions", "numero code libelle quand bloque conditions")
    )  # fmt: skip
    noms = {a.numero: a.code for a in actions}
    regles = tuple(_read_regle(x, noms) for x in read_lignes("regles", _REGLES))
    if {(r.numero, r.type) for r in regles} != {(a.numero, t) for a in actions for t in TypeCollectivite}:
        raise TableInvalide("regles.csv : une case manque au tableau")
    lues = (_read_vigilance(x) for x in read_lignes("vigilance", "code lignes phrase textes source etat"))
    return TablesDroit(actions, regles, tuple(lues))


def _read_regle(x: dict[str, str], noms: dict[int, str]) -> RegleDroit:
    numero, verdict = int(x["numero"]), Verdict(x["verdict"])
    if noms.get(numero) != x["action"]:
        raise TableInvalide(f"regles.csv : la ligne {numero} n'est pas « {x['action']} »")
    if x["fait"] and x["fait"] not in faits():
        raise TableInvalide(f"regles.csv : fait inconnu {x['fait']!r}")
    return RegleDroit(
        numero, TypeCollectivite(x["type"]), verdict, x["fait"], Verdict(x["si_oui"] or verdict),
        Verdict(x["si_non"] or verdict), True if x["transmission"] else None, x["conditions"],
        read_references(x["textes"]), read_jour(x["du"]), read_jour(x["au"]), read_marque(x),
    )  # fmt: skip


def _read_vigilance(x: dict[str, str]) -> Vigilance:
    numeros = () if x["lignes"] == "*" else tuple(int(n) for n in codes(x["lignes"]))
    return Vigilance(x["code"], numeros, x["phrase"], read_references(x["textes"]), x["source"], Etat(x["etat"]))


def read_references(cellule: str) -> tuple[str, ...]:
    """Des codes de textes ; TableInvalide si l'un n'est pas dans textes.csv."""
    lus = codes(cellule)
    if inconnus := set(lus) - {n.code for n in toutes_les_notes()}:
        raise TableInvalide(f"textes inconnus : {', '.join(sorted(inconnus))}")
    return lus
