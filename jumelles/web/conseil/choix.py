"""Ce que l'on choisit de voir des types de partenaires : une valeur par facette, lue dans l'adresse."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self
from urllib.parse import urlencode

from jumelles.conseil.partenaires import Classe, Etiquette, RolePartenaire, TypePartenaire, types_de_partenaires
from jumelles.conseil.phrases import dire

KIT, TOUS = "kit", "tous"
_ORIGINES = {KIT: Etiquette.ATELIER, "complement": Etiquette.COMPLEMENT, TOUS: None}
NON_DITE = "non_dite"
FACETTES = ("origine", "classe", "role")
_VALEURS = {
    "origine": tuple(_ORIGINES),
    "classe": (*Classe, NON_DITE),
    "role": tuple(RolePartenaire),
}


@dataclass(frozen=True, slots=True)
class ChoixPartenaires:
    """origine : kit (par défaut), complement ou tous ; classe, role : vides pour tous ; cartes : au lieu du tableau."""

    origine: str = KIT
    classe: str = ""
    role: str = ""
    cartes: bool = False

    @classmethod
    def from_query(cls, requete: Mapping[str, str]) -> Self:
        """Lire une adresse ; une valeur inconnue est écartée."""
        dits = {n: v for n in FACETTES if (v := requete.get(n, "")) in _VALEURS[n]}
        return cls(**dits, cartes=requete.get("vue") == "cartes")

    def types(self) -> tuple[TypePartenaire, ...]:
        """Ceux qui répondent, dans l'ordre de leur numéro."""
        return tuple(t for t in types_de_partenaires() if self._garde(t))

    def to_query(self) -> str:
        """« ?origine=tous&classe=innovant » ; vide si rien n'est choisi."""
        dits = [(n, getattr(self, n)) for n in FACETTES if getattr(self, n) not in ("", KIT)]
        texte = urlencode([*dits, *([("vue", "cartes")] if self.cartes else [])])
        return f"?{texte}" if texte else ""

    def facette(self, nom: str) -> list[tuple[str, str, int, bool]]:
        """(libellé, adresse, combien, choisie) de chaque valeur ; un compte ignore le choix de sa propre facette."""
        valeurs = _VALEURS[nom] if nom == "origine" else ("", *_VALEURS[nom])
        autres = ((v, replace(self, **{nom: v})) for v in valeurs)
        return [
            (dire(f"{nom}.{v or 'toutes'}"), autre.to_query() or "?", len(autre.types()), v == getattr(self, nom))
            for v, autre in autres
        ]

    def _garde(self, t: TypePartenaire) -> bool:
        etiquette = _ORIGINES[self.origine]
        return (
            (etiquette is None or t.etiquette is etiquette)
            and (not self.classe or (t.classe or NON_DITE) == self.classe)
            and (not self.role or self.role in t.roles)
        )
