"""Des chiffres déjà publiés par pays : des repères pour mesurer ce qui manque ici, jamais additionnés."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class OrdreDeGrandeur:
    """Un chiffre publié ; annee vide : date non renseignée ; statut : comment on l'a connu."""

    iso2: str
    annee: str
    enonce: str
    valeur: int
    unite: str
    editeur: str
    adresse: str
    statut: str


@cache
def _tous() -> tuple[OrdreDeGrandeur, ...]:
    texte = (files("jumelles.referentiel") / "tables" / "ordres_de_grandeur.csv").read_text(encoding="utf-8")
    return tuple(
        OrdreDeGrandeur(
            iso2=ligne["iso2"], annee=ligne["annee"], enonce=ligne["enonce"], valeur=int(ligne["valeur"]),
            unite=ligne["unite"], editeur=ligne["editeur"], adresse=ligne["adresse"], statut=ligne["statut"],
        )
        for ligne in csv.DictReader(texte.splitlines())
    )  # fmt: skip


def ordres_de_grandeur(iso2: str) -> tuple[OrdreDeGrandeur, ...]:
    """Les repères connus pour ce pays, du plus ancien au plus récent."""
    return tuple(sorted((o for o in _tous() if o.iso2 == iso2), key=lambda o: o.annee))
