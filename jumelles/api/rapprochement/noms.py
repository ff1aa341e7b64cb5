"""Les noms que toutes les réponses partagent : pays, départements, régions ; relus une fois par minute."""

from collections import defaultdict
from dataclasses import dataclass

from jumelles.rapprochement.normaliser import cle
from jumelles.territoires.fraicheur import garder_un_moment
from jumelles.territoires.notices import noms_des_divisions, noms_des_pays

LETTRES_D_UN_CODE = 3


@dataclass(frozen=True, slots=True)
class NomsDesPays:
    """noms : ISO 2 → ses noms, l'officiel d'abord ; par_cle : nom normalisé → les ISO 2 qui le portent."""

    noms: dict[str, tuple[str, ...]]
    par_cle: dict[str, frozenset[str]]

    def nom(self, iso2: str) -> str:
        """Le nom officiel français ; le code si on ne le connaît pas."""
        return self.noms.get(iso2, (iso2,))[0]

    def lire(self, texte: str) -> str:
        """Le code d'un pays nommé, codé, ou déjà rapproché (« pays:MG ») ; vide si ce n'en est pas un seul."""
        isos = self.par_cle.get(cle(texte.removeprefix("pays:")), frozenset())
        return next(iter(isos)) if len(isos) == 1 else ""


@dataclass(frozen=True, slots=True)
class Noms:
    """Ce qui a été lu de la base."""

    pays: NomsDesPays
    divisions: dict[str, str]


def pays() -> NomsDesPays:
    """Tous les pays, sous tous leurs noms."""
    return _noms().pays


def divisions() -> dict[str, str]:
    """« D38 » → « Isère »."""
    return _noms().divisions


@garder_un_moment
def _noms() -> Noms:
    """Relus une fois par minute au plus : un lot les demande des milliers de fois."""
    return Noms(_lire_pays(), noms_des_divisions())


def _lire_pays() -> NomsDesPays:
    noms = noms_des_pays()
    officiels = {cle(siens[0]): frozenset({iso}) for iso, siens in noms.items()}
    par_cle: defaultdict[str, set[str]] = defaultdict(set)
    for iso, siens in noms.items():
        for nom in siens:
            par_cle[cle(nom)].add(iso)
    # Un nom officiel l'emporte sur le nom d'usage d'un autre : « Congo » n'est pas la République démocratique.
    return NomsDesPays(noms, {k: frozenset(v) for k, v in par_cle.items()} | officiels)
