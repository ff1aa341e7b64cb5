"""Les cadres où un projet peut s'inscrire (ONU, Union européenne, France, stratégie d'un pays), et ceux qu'on déduit.

Deux tables relues : `cadres.csv` dit les cadres, `cadres_deduits.csv` ce qui permet d'en déduire un. Une déduction se
montre comme telle ; elle ne s'écrit jamais au nom de quelqu'un.
"""

import csv
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TABLES = Path(__file__).parent / "tables"
TROUVE = "trouvé"


class CadresInvalides(ValueError):
    """Une table cite un cadre que l'autre n'a pas, ou un état qui n'existe pas."""


@dataclass(frozen=True, slots=True)
class CadreReference:
    """Un cadre. sorte : onu, union_europeenne, national ou strategie_pays ; debut, fin : dates partielles ISO.

    pays : codes ISO 3166, pour une stratégie de pays ; etat : « trouvé » (lu à sa source) ou « à vérifier ».
    """

    code: str
    libelle: str
    sorte: str
    portee: str
    debut: str
    fin: str
    pays: tuple[str, ...]
    source: str
    adresse: str
    source_date: str
    etat: str


@dataclass(frozen=True, slots=True)
class DeductionCadre:
    """Ce qui permet de déduire un cadre. de : « odd » (tout objectif) ou « dispositif », qui commence par motif."""

    de: str
    motif: str
    cadre: str
    pourquoi: str
    source: str
    adresse: str
    source_date: str
    etat: str

    def suits(self, odd: Collection[str], dispositif: str) -> bool:
        """Vrai si ces objectifs ou ce dispositif permettent cette déduction."""
        if self.de == "odd":
            return bool(odd)
        dit, motif = dispositif.casefold(), self.motif.casefold()
        return dit == motif or dit.startswith(f"{motif} ")


@cache
def cadres() -> tuple[CadreReference, ...]:
    """Tous les cadres, dans l'ordre de la table."""
    return tuple(
        CadreReference(**{**x, "pays": tuple(p for p in x["pays"].split(";") if p)})  # type: ignore[arg-type]
        for x in _read("cadres")
    )


@cache
def deductions() -> tuple[DeductionCadre, ...]:
    """Toutes les déductions permises."""
    return tuple(DeductionCadre(**x) for x in _read("cadres_deduits"))


def cadre(code: str) -> CadreReference | None:
    """Le cadre de ce code, ou None."""
    return _par_code().get(code)


def libelle(code: str) -> str:
    """Le libellé d'un cadre ; "" s'il n'existe pas."""
    trouve = cadre(code)
    return trouve.libelle if trouve else ""


def deduire(
    odd: Collection[str], dispositif: str, *, debut: str = "", fin: str = ""
) -> dict[str, tuple[DeductionCadre, ...]]:
    """Code de cadre → ce qui le fait déduire de ces ODD et de ce dispositif, tels qu'on les montre.

    debut, fin : les dates partielles du projet, "" si on ne les sait pas. Un projet fini avant le cadre, ou né après
    lui, ne s'y inscrit pas ; un appel s'attribue au début du projet, qui doit alors tomber dans la période du cadre.
    """
    trouves: dict[str, tuple[DeductionCadre, ...]] = {}
    for d in deductions():
        quand = (fin or debut, debut) if d.de == "odd" else (debut or fin, debut)
        if d.suits(odd, dispositif) and _est_du_temps_de(_par_code()[d.cadre], *quand):
            trouves[d.cadre] = (*trouves.get(d.cadre, ()), d)
    return trouves


def _est_du_temps_de(c: CadreReference, avant: str, apres: str) -> bool:
    """Vrai si `avant` n'est pas plus tôt que le cadre, ni `apres` plus tard : à l'année près, dates connues seules."""
    trop_tot = bool(avant and c.debut) and avant[:4] < c.debut[:4]
    return not trop_tot and not (bool(apres and c.fin) and apres[:4] > c.fin[:4])


def check() -> None:
    """Lever CadresInvalides si une déduction cite un cadre absent, ou si un état n'est pas de ceux qu'on écrit."""
    if absents := [d.cadre for d in deductions() if d.cadre not in _par_code()]:
        raise CadresInvalides(f"cadres_deduits : cadre absent {absents}.")
    etats = {c.etat for c in cadres()} | {d.etat for d in deductions()}
    if faux := sorted(etats - {TROUVE, "à vérifier"}):
        raise CadresInvalides(f"état inconnu : {faux}.")


@cache
def _par_code() -> dict[str, CadreReference]:
    return {c.code: c for c in cadres()}


def _read(nom: str) -> list[dict[str, str]]:
    with (TABLES / f"{nom}.csv").open(encoding="utf-8", newline="") as fichier:
        return list(csv.DictReader(fichier))
