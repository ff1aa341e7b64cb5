"""Les cadres d'un projet, pour l'index : ceux que quelqu'un dit, et ceux que l'on déduit, jamais confondus."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from jumelles.cooperations.requetes.cadres import deduit_de
from jumelles.provenance.models import Affirmation
from jumelles.recherche.document import Cellule
from jumelles.referentiel.cadres import deduire, libelle

Comments = dict[str, tuple[str, ...]]


@dataclass(slots=True)
class CadresLus:
    """dits : code → comment, autant de fois qu'on le dit ; deduits : code → ce dont on le déduit, en clair."""

    dits: Comments = field(default_factory=dict)
    deduits: dict[str, str] = field(default_factory=dict)

    def deduce(self, odd: Collection[str], dispositif: str, *, debut: str, fin: str) -> None:
        """Poser ce que ces ODD, ce dispositif et ces dates, tels qu'on les montre, font déduire et que nul ne dit."""
        self.deduits = {
            code: " ; ".join(deduit_de(d, odd, dispositif) for d in motifs)
            for code, motifs in deduire(odd, dispositif, debut=debut, fin=fin).items()
            if code not in self.dits
        }

    def codes(self) -> tuple[str, ...]:
        """Tous, les dits d'abord : la facette."""
        return (*self.dits, *self.deduits)

    def mots(self) -> Iterable[str]:
        """Leurs noms : ce que l'on cherche."""
        return (libelle(code) for code in self.codes())


def lire_cadres(ids: Collection[int]) -> dict[int, Comments]:
    """Projet → ce que les paroles vivantes disent de ses cadres ; une requête, aucune sans projet."""
    rangees: defaultdict[int, Comments] = defaultdict(dict)
    vivantes = Affirmation.objects.vivantes().about("projet", *ids).filter(champs__has_key="cadres").order_by("pk")
    for pk, champs in vivantes.values_list("objet_id", "champs") if ids else ():
        for code, comment in champs["cadres"].items():
            rangees[pk][code] = (*rangees[pk].get(code, ()), str(comment))
    return dict(rangees)


def colonnes_de_cadres(cadres: CadresLus) -> dict[str, Cellule]:
    """Les cinq colonnes du dictionnaire."""
    return {
        "cadres": tuple(cadres.dits), "cadres_libelles": tuple(libelle(c) or c for c in cadres.dits),
        "cadres_comment": tuple(f"{c} : {dit}" for c, dits in cadres.dits.items() for dit in dits if dit),
        "cadres_deduits": tuple(cadres.deduits),
        "cadres_deduits_de": tuple(f"{libelle(c)} (déduit : {de})" for c, de in cadres.deduits.items()),
    }  # fmt: skip
