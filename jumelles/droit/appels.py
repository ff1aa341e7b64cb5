"""Les règles des appels à projets : chaque taux, chaque plafond est celui d'un appel, d'une année, d'une source."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache

from jumelles.droit.demande import CHAMPS, FAITS, DemandeAppel
from jumelles.droit.etats import Etat
from jumelles.droit.lecture import TableInvalide, codes, read_jour, read_lignes

_BORNES = ("min", "max")
_LISTES = ("parmi", "hors")


class Resultat(StrEnum):
    """SANS_OBJET : le critère ne vise pas cette demande."""

    REMPLI = "rempli"
    NON_REMPLI = "non_rempli"
    INCONNU = "inconnu"
    SANS_OBJET = "sans_objet"


@dataclass(frozen=True, slots=True)
class CritereAppel:
    """champ : ce que l'on regarde de la demande (demande.py). comparaison : min, max, parmi, hors ou oui.

    valeurs : une borne (euros, pour cent, jours…) ou des codes ; si : le fait dont il dépend (« ! » : son contraire,
    vide : aucun) ; annee : celle de la règle, vide si la source ne la dit pas.
    """

    code: str
    libelle: str
    champ: str
    comparaison: str
    valeurs: tuple[str, ...]
    si: str
    annee: str
    source: str
    etat: Etat

    def __post_init__(self) -> None:
        connus = FAITS if self.comparaison == "oui" else CHAMPS
        if self.champ not in connus or self.comparaison not in (*_BORNES, *_LISTES, "oui"):
            raise TableInvalide(f"critère {self.code} : {self.champ} {self.comparaison}")
        if (self.comparaison == "oui") == bool(self.valeurs) or (self.comparaison in _BORNES and not self.borne):
            raise TableInvalide(f"critère {self.code} : valeur {self.valeurs}")
        if self.si and self.si.removeprefix("!") not in FAITS:
            raise TableInvalide(f"critère {self.code} : condition {self.si!r}")

    @property
    def borne(self) -> tuple[Decimal, ...]:
        """La borne d'un min ou d'un max ; vide si ce n'en est pas un."""
        return tuple(Decimal(v) for v in self.valeurs) if self.comparaison in _BORNES else ()

    def juger(self, demande: DemandeAppel) -> Resultat:
        """Rempli, non rempli, inconnu ou sans objet."""
        vise = True if not self.si else _oppose(demande.sait(self.si.removeprefix("!")), self.si[0] == "!")
        if vise is False:
            return Resultat.SANS_OBJET
        dit = self._comparer(demande)
        if dit is None or (vise is None and not dit):
            return Resultat.INCONNU
        return Resultat.REMPLI if dit else Resultat.NON_REMPLI

    def _comparer(self, demande: DemandeAppel) -> bool | None:
        if self.comparaison == "oui":
            return demande.sait(self.champ)
        valeur = demande.mesurer(self.champ)
        if valeur is None:
            return None
        if isinstance(valeur, str):
            return (valeur in self.valeurs) is (self.comparaison == "parmi")
        return valeur >= self.borne[0] if self.comparaison == "min" else valeur <= self.borne[0]


@dataclass(frozen=True, slots=True)
class CritereExamine:
    """Un critère, ce qu'il donne, et ce que vaut la demande là-dessus (None : inconnu ou sans mesure).

    is_sur : le critère est trouvé à sa source, et n'est pas celui d'une autre année.
    """

    critere: CritereAppel
    resultat: Resultat
    mesure: Decimal | str | None
    is_sur: bool


@dataclass(frozen=True, slots=True)
class Eligibilite:
    """La réponse expliquée : chaque critère, rempli ou non, et pourquoi."""

    appel: "RegleAppel"
    is_dans_les_dates: bool | None
    criteres: tuple[CritereExamine, ...]

    @property
    def is_eligible(self) -> bool | None:
        """None dès qu'un critère est inconnu ou à vérifier ; faux dès qu'un critère trouvé n'est pas rempli."""
        if self.is_dans_les_dates is False:
            return False
        vises = [c for c in self.criteres if c.resultat is not Resultat.SANS_OBJET]
        if self._manque:
            return False
        acquis = bool(vises) and all(c.is_sur and c.resultat is Resultat.REMPLI for c in vises)
        return True if acquis and self.is_dans_les_dates else None

    @property
    def phrase(self) -> str:
        """Le code de la phrase qui conclut (phrases.csv)."""
        if self.is_dans_les_dates is False and not self._manque:
            return "appel.hors_dates"
        return {True: "appel.eligible", False: "appel.non_eligible", None: "appel.a_etablir"}[self.is_eligible]

    @property
    def _manque(self) -> bool:
        """Vrai si un critère trouvé n'est pas rempli."""
        return any(c.is_sur and c.resultat is Resultat.NON_REMPLI for c in self.criteres)


@dataclass(frozen=True, slots=True)
class RegleAppel:
    """Un appel : qui finance, quelle année (vide : non dite), quand il est ouvert, et ses critères.

    zones : où il finance, en toutes lettres ; themes : codes du référentiel ; vides si l'appel ne le dit pas.
    """

    code: str
    nom: str
    financeur: str
    annee: str
    ouverture: date | None
    cloture: date | None
    criteres: tuple[CritereAppel, ...]
    zones: str = ""
    themes: tuple[str, ...] = ()

    def examiner(self, demande: DemandeAppel) -> Eligibilite:
        """Suis-je éligible ? Tous les critères sont dits, pas seulement le premier qui manque."""
        vus = tuple(
            CritereExamine(c, c.juger(demande), demande.mesurer_ou_rien(c.champ), self._is_sur(c))
            for c in self.criteres
        )
        return Eligibilite(self, self.is_ouvert(demande.jour), vus)

    def _is_sur(self, critere: CritereAppel) -> bool:
        return critere.etat is Etat.TROUVE and (not self.annee or critere.annee in ("", self.annee))

    def etat(self, jour: date) -> str:
        """Son état ce jour-là : ouvert, a_venir, clos ou dates_inconnues ; jamais ouvert si une date manque."""
        ouvert = self.is_ouvert(jour)
        if ouvert is None:
            return "dates_inconnues"
        return "ouvert" if ouvert else "a_venir" if self.ouverture and jour < self.ouverture else "clos"

    def is_passe(self, jour: date) -> bool:
        """Vrai s'il est clos, ou d'une année finie sans que l'on sache ses dates : un exemple, pas une occasion."""
        etat = self.etat(jour)
        return etat == "clos" or (etat == "dates_inconnues" and bool(self.annee) and int(self.annee) < jour.year)

    def is_ouvert(self, jour: date | None) -> bool | None:
        """None si le jour, ou une date de l'appel, n'est pas connu."""
        if jour is not None and self.ouverture is not None and jour < self.ouverture:
            return False
        if jour is not None and self.cloture is not None and jour > self.cloture:
            return False
        return None if jour is None or self.ouverture is None or self.cloture is None else True


@cache
def appels() -> dict[str, RegleAppel]:
    """Les appels connus, par code."""
    criteres: dict[str, list[CritereAppel]] = {}
    for x in read_lignes("criteres_appels", "appel code libelle champ comparaison valeur si annee source etat"):
        criteres.setdefault(x["appel"], []).append(_read_critere(x))
    lus = [
        RegleAppel(
            x["code"], x["nom"], x["financeur"], x["annee"], _jour(x["ouverture"]), _jour(x["cloture"]),
            tuple(criteres.pop(x["code"])), x["zones"], codes(x["themes"]),
        )
        for x in read_lignes("appels", "code nom financeur annee ouverture cloture zones themes")
    ]  # fmt: skip
    if criteres:
        raise TableInvalide(f"criteres_appels.csv : appels inconnus {', '.join(criteres)}")
    return {a.code: a for a in lus}


def appels_ouverts(jour: date, parmi: Iterable[RegleAppel] | None = None) -> tuple[RegleAppel, ...]:
    """Ceux qui sont certainement ouverts ce jour-là."""
    return tuple(a for a in (appels().values() if parmi is None else parmi) if a.is_ouvert(jour))


def _read_critere(x: dict[str, str]) -> CritereAppel:
    return CritereAppel(
        x["code"], x["libelle"], x["champ"], x["comparaison"], codes(x["valeur"]), x["si"], x["annee"], x["source"],
        Etat(x["etat"]),
    )  # fmt: skip


def _jour(cellule: str) -> date | None:
    lu = read_jour(cellule)
    return None if lu is None else lu.earliest()


def _oppose(dit: bool | None, is_contraire: bool) -> bool | None:
    return dit if dit is None or not is_contraire else not dit
