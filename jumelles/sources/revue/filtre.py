"""Ce que l'on veut voir de la file : de quelle source, de quel import, de quel côté, de quel pays."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

COTES = ("france", "ailleurs")
EFFETS = ("entrer", "placer")


@dataclass(frozen=True, slots=True)
class FiltreRevue:
    """source : son code ; lot : numéro d'un import ; cote : « france », « ailleurs » ; pays : ISO 2 ;

    effet : « entrer » (des lignes attendent dehors), « placer » (elles sont entrées sans leur lieu) ; aide :
    « oui » (des propositions), « non » ; q : des lettres du nom. Vide : tout.
    """

    source: str = ""
    lot: str = ""
    cote: str = ""
    pays: str = ""
    effet: str = ""
    aide: str = ""
    q: str = ""

    @classmethod
    def from_query(cls, requete: Mapping[str, str]) -> "FiltreRevue":
        """Lire une adresse ; ce qui ne se comprend pas est laissé de côté."""
        lu = {f.name: " ".join(str(requete.get(f.name, "")).split())[:80] for f in fields(cls)}
        lu["lot"] = lu["lot"] if lu["lot"].isascii() and lu["lot"].isdigit() and len(lu["lot"]) < 16 else ""
        lu["pays"] = lu["pays"].upper() if len(lu["pays"]) == 2 and lu["pays"].isalpha() else ""
        lu["cote"] = lu["cote"] if lu["cote"] in COTES else ""
        lu["effet"] = lu["effet"] if lu["effet"] in EFFETS else ""
        lu["aide"] = lu["aide"] if lu["aide"] in ("oui", "non") else ""
        return cls(**lu)

    def couples(self) -> tuple[tuple[str, str], ...]:
        """Ce qui est choisi, pour une adresse ou des champs cachés."""
        return tuple((f.name, v) for f in fields(self) if (v := getattr(self, f.name)))
