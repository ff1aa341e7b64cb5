"""Les modèles à adapter : du texte simple, des blancs que l'on voit ; jamais un mot inventé à la place d'un fait."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jumelles.droit.etats import MarqueDroit, read_marque
from jumelles.droit.lecture import TableInvalide, read_lignes
from jumelles.droit.regles import read_references

_COLONNES = "code titre usage famille textes source source_date etat relu_par relu_le"
_BLANC = re.compile(r"\[\[(?P<cle>[a-z_]+)\|(?P<libelle>[^\]|]+)\]\]")
FAMILLES = ("acte", "courrier")


@dataclass(frozen=True, slots=True)
class Modele:
    """corps : des alinéas séparés d'une ligne vide ; « # » un titre, « - » une puce ; [[clé|libellé]] un blanc."""

    code: str
    titre: str
    usage: str
    famille: str
    textes: tuple[str, ...]
    marque: MarqueDroit
    corps: str

    def remplir(self, valeurs: Mapping[str, str]) -> tuple[str, ...]:
        """Les alinéas, ce qui est connu à sa place ; le reste s'écrit « [à compléter : …] »."""
        plein = _BLANC.sub(lambda m: valeurs.get(m["cle"]) or f"[à compléter : {m['libelle']}]", self.corps)
        return tuple(a for a in plein.split("\n\n") if a)

    @property
    def blancs(self) -> tuple[tuple[str, str], ...]:
        """Les (clé, libellé) à remplir, une fois chacun, dans l'ordre du texte."""
        return tuple(dict.fromkeys((m["cle"], m["libelle"]) for m in _BLANC.finditer(self.corps)))


@cache
def modeles() -> dict[str, Modele]:
    """Les modèles, par code, dans l'ordre de la table ; TableInvalide si un texte manque."""
    return {x["code"]: _read(x) for x in read_lignes("modeles", _COLONNES)}


def _read(x: dict[str, str]) -> Modele:
    if x["famille"] not in FAMILLES:
        raise TableInvalide(f"modeles.csv : famille {x['famille']!r}")
    corps = (files("jumelles.droit") / "tables" / "modeles" / f"{x['code']}.txt").read_text(encoding="utf-8").strip()
    return Modele(x["code"], x["titre"], x["usage"], x["famille"], read_references(x["textes"]), read_marque(x), corps)
