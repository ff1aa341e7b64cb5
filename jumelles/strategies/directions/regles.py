"""Les règles qui proposent une direction : une table lisible ; condition, raison, premier pas, deux vecteurs."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from jumelles.droit.lecture import TableInvalide, read_lignes
from jumelles.strategies.directions.situation import ICI, SituationLocale

NOMBRE = 3
_COLONNES = (
    "regle rang condition km_max pourquoi_km quand titre raison premier_pas prudence source etat vecteur_positif "
    "vecteur_negatif"
)
_TERME = re.compile(r"([a-z_]+)(>=|=)([0-9]+)")
_DIT = re.compile(r"([a-z_]+)=([0-9]+)(?:@([0-9]+))?")
_CHAMPS = frozenset(SituationLocale.__dataclass_fields__)
_A_DISTANCE = ("voisins", "voisins_pays", "voisins_theme")
Terme = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class RegleDirection:
    """Une ligne de la table. rang : le plus petit d'abord ; condition vide : toujours vraie, quand : la dit en mots ;

    km_max : au-delà, une collectivité d'autour ne compte pas, et pourquoi_km ; None : la règle n'en regarde aucune ;
    raison : sa phrase, où « {voisins} » se remplit du compte ; vecteurs : des situations où elle vaut, d'autres où non.
    """

    code: str
    rang: int
    condition: tuple[Terme, ...]
    km_max: int | None
    pourquoi_km: str
    quand: str
    titre: str
    raison: str
    premier_pas: str
    prudence: str
    source: str
    etat: str
    positifs: tuple[str, ...]
    negatifs: tuple[str, ...]

    def is_vraie(self, s: SituationLocale) -> bool:
        """Vrai si chaque terme l'est."""
        return all(
            _tient(s.compter(champ, self.km_max), comparaison, borne) for champ, comparaison, borne in self.condition
        )


@dataclass(frozen=True, slots=True)
class Direction:
    """Une direction proposée, pourquoi (la règle et sa raison remplie), par où commencer, de quoi se garder."""

    regle: RegleDirection
    raison: str

    @property
    def code(self) -> str:
        """Celui de la règle."""
        return self.regle.code


@cache
def regles_de_direction() -> tuple[RegleDirection, ...]:
    """La table du dépôt, par rang ; TableInvalide si une ligne ne se lit pas ou si un vecteur ment."""
    regles = [_read(x) for x in read_lignes("directions", _COLONNES, "jumelles.strategies")]
    for r in regles:
        _verifier_la_distance(r)
    if len({r.rang for r in regles}) < len(regles):
        raise TableInvalide("directions.csv : deux règles de même rang")
    return tuple(sorted(regles, key=lambda r: r.rang))


def regle_de_direction(code: str) -> RegleDirection:
    """Celle de ce code ; KeyError si la table ne l'a pas."""
    return {r.code: r for r in regles_de_direction()}[code]


def _verifier_la_distance(r: RegleDirection) -> None:
    """Une règle qui compte des collectivités d'autour dit jusqu'où et pourquoi ; les autres n'en disent rien."""
    compte = any(champ in _A_DISTANCE for champ, _comparaison, _borne in r.condition)
    if compte is not (r.km_max is not None) or compte is not bool(r.pourquoi_km):
        raise TableInvalide(f"directions.csv : la distance de « {r.code} » n'est pas dite, ou ne sert pas")


def proposer(
    situation: SituationLocale, *, ecartees: Iterable[str] = (), nombre: int = NOMBRE
) -> tuple[Direction, ...]:
    """Les premières directions qui valent pour cette situation ; à même situation, même réponse.

    ecartees : codes que la personne ne veut pas voir ; il en reste alors d'autres, tant que la table en a.
    """
    sans = frozenset(ecartees)
    vraies = [r for r in regles_de_direction() if r.code not in sans and r.is_vraie(situation)]
    return tuple(Direction(r, _remplir(r, situation)) for r in vraies[:nombre])


def lire_situation(texte: str) -> SituationLocale:
    """« liens=2 + anciens=2 », « voisins=3@40 » (trois, à 40 km) en situation ; le reste est à zéro."""
    valeurs: dict[str, Any] = {}
    for mot in texte.split("+"):
        lu = _DIT.fullmatch(mot.strip())
        if lu is None or lu[1] not in _CHAMPS or (lu[3] and lu[1] not in _A_DISTANCE):
            raise TableInvalide(f"directions.csv : « {mot} » ne se lit pas")
        nombre = int(lu[2])
        valeurs[lu[1]] = (int(lu[3] or ICI),) * nombre if lu[1] in _A_DISTANCE else nombre
    return SituationLocale(**valeurs)


def _remplir(r: RegleDirection, s: SituationLocale) -> str:
    """« {voisins:collectivité engagée|collectivités engagées} » : le compte et son mot, accordé."""
    return re.sub(
        r"\{([a-z_]+):([^|}]*)\|([^}]*)\}",
        lambda m: f"{(n := s.compter(m[1], r.km_max))}\u00a0{m[2] if n < 2 else m[3]}",
        r.raison,
    )


def _read(x: dict[str, str]) -> RegleDirection:
    return RegleDirection(
        x["regle"], int(x["rang"]), _termes(x["condition"]), int(x["km_max"]) if x["km_max"] else None,
        x["pourquoi_km"], x["quand"], x["titre"], x["raison"], x["premier_pas"], x["prudence"], x["source"], x["etat"],
        _vecteurs(x["vecteur_positif"]), _vecteurs(x["vecteur_negatif"]),
    )  # fmt: skip


def _vecteurs(texte: str) -> tuple[str, ...]:
    return tuple(v for mot in texte.split(";") if (v := mot.strip()))


def _termes(texte: str) -> tuple[Terme, ...]:
    """« anciens>=1 + projets=0 » ; vide ou « toujours » : aucun terme."""
    if texte.strip() in ("", "toujours"):
        return ()
    return tuple(_terme(mot.strip()) for mot in texte.split("+"))


def _terme(mot: str) -> Terme:
    lu = _TERME.fullmatch(mot)
    if lu is None or lu[1] not in _CHAMPS:
        raise TableInvalide(f"directions.csv : « {mot} » ne se lit pas")
    return lu[1], lu[2], int(lu[3])


def _tient(valeur: int, comparaison: str, borne: int) -> bool:
    return valeur >= borne if comparaison == ">=" else valeur == borne
