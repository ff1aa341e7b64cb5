"""Les règles qui proposent une direction : une table lisible ; condition, raison, premier pas, deux vecteurs."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from jumelles.droit.lecture import TableInvalide, read_lignes
from jumelles.strategies.directions.situation import SituationLocale

NOMBRE = 3
_COLONNES = "regle rang condition quand titre raison premier_pas prudence source etat vecteur_positif vecteur_negatif"
_TERME = re.compile(r"([a-z_]+)(>=|=)([0-9]+)")
_CHAMPS = frozenset(SituationLocale.__dataclass_fields__)
Terme = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class RegleDirection:
    """Une ligne de la table. rang : le plus petit d'abord ; condition vide : toujours vraie, quand : la dit en mots ;

    raison : sa phrase, où « {voisins} » se remplit du compte ; vecteurs : une situation où elle vaut, une où non.
    """

    code: str
    rang: int
    condition: tuple[Terme, ...]
    quand: str
    titre: str
    raison: str
    premier_pas: str
    prudence: str
    source: str
    etat: str
    positif: str
    negatif: str

    def is_vraie(self, s: SituationLocale) -> bool:
        """Vrai si chaque terme l'est."""
        return all(_tient(getattr(s, champ), comparaison, borne) for champ, comparaison, borne in self.condition)


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
    if len({r.rang for r in regles}) < len(regles):
        raise TableInvalide("directions.csv : deux règles de même rang")
    return tuple(sorted(regles, key=lambda r: r.rang))


def proposer(
    situation: SituationLocale, *, ecartees: Iterable[str] = (), nombre: int = NOMBRE
) -> tuple[Direction, ...]:
    """Les premières directions qui valent pour cette situation ; à même situation, même réponse.

    ecartees : codes que la personne ne veut pas voir ; il en reste alors d'autres, tant que la table en a.
    """
    sans = frozenset(ecartees)
    vraies = [r for r in regles_de_direction() if r.code not in sans and r.is_vraie(situation)]
    return tuple(Direction(r, _remplir(r.raison, situation)) for r in vraies[:nombre])


def lire_situation(texte: str) -> SituationLocale:
    """« liens=2 + anciens=2 » en situation ; le reste est à zéro."""
    dits = {champ: borne for champ, _egal, borne in _termes(texte)}
    return SituationLocale(**dits)


def _remplir(phrase: str, s: SituationLocale) -> str:
    """« {voisins:collectivité engagée|collectivités engagées} » : le compte et son mot, accordé."""
    return re.sub(
        r"\{([a-z_]+):([^|}]*)\|([^}]*)\}",
        lambda m: f"{(n := getattr(s, m[1]))}\u00a0{m[2] if n < 2 else m[3]}",
        phrase,
    )


def _read(x: dict[str, str]) -> RegleDirection:
    return RegleDirection(
        x["regle"], int(x["rang"]), _termes(x["condition"]), x["quand"], x["titre"], x["raison"],
        x["premier_pas"], x["prudence"], x["source"], x["etat"], x["vecteur_positif"], x["vecteur_negatif"],
    )  # fmt: skip


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
