"""Ce que fait une collectivité, en peu de mots : de quoi la comparer à d'autres, par lots."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from jumelles.cooperations.requetes.engages import natures_par_acteur
from jumelles.recherche.document import Cellule
from jumelles.recherche.moteur import moteur
from jumelles.referentiel import thesaurus
from jumelles.territoires.pays_francais import ISO_FRANCAIS


@dataclass(frozen=True, slots=True)
class Engagement:
    """liens : internationaux, par nature ; pays, thèmes (deux premiers niveaux), ODD : ceux de ses liens et projets."""

    natures: Mapping[str, int]
    projets: int
    pays: tuple[tuple[str, str], ...]  # (iso2, nom)
    themes: tuple[str, ...]
    odd: tuple[str, ...]

    @property
    def liens(self) -> int:
        """Combien de liens internationaux."""
        return sum(self.natures.values())


RIEN = Engagement({}, 0, (), (), ())


@dataclass(frozen=True, slots=True)
class ActionsDites:
    """Ce que l'index dit d'un acteur, avant de compter ses liens : de quoi choisir à qui l'on compare."""

    projets: int = 0
    pays: tuple[tuple[str, str], ...] = ()  # (iso2, nom)
    themes: tuple[str, ...] = ()
    odd: tuple[str, ...] = ()


def actions_dites(ids: Iterable[int]) -> dict[int, ActionsDites]:
    """Acteur → ce que l'index en dit ; aucune requête."""
    return {t.id: _actions(t.fiche) for t in moteur().lire("acteurs", dict.fromkeys(ids))}


def engagements(ids: Iterable[int], dites: Mapping[int, ActionsDites]) -> dict[int, Engagement]:
    """Acteur → ce qu'il fait : ce que l'index en a dit, et une requête pour les natures de ses liens."""
    voulus = tuple(dict.fromkeys(ids))
    natures = natures_par_acteur(voulus)
    rien = ActionsDites()
    lus = ((pk, dites.get(pk, rien)) for pk in voulus)
    return {pk: Engagement(natures.get(pk, {}), d.projets, d.pays, d.themes, d.odd) for pk, d in lus}


def _actions(fiche: Mapping[str, Cellule]) -> ActionsDites:
    projets = fiche.get("projets")
    return ActionsDites(
        projets if isinstance(projets, int) else 0,
        tuple((iso, nom) for iso, nom in _pays(fiche) if iso not in ISO_FRANCAIS),
        remonter(_codes(fiche, "themes")), _codes(fiche, "odd"),
    )  # fmt: skip


def _codes(fiche: Mapping[str, Cellule], nom: str) -> tuple[str, ...]:
    valeur = fiche.get(nom)
    return valeur if isinstance(valeur, tuple) else ()


def remonter(codes: Iterable[str]) -> tuple[str, ...]:
    """Les thèmes au deuxième niveau au plus, où l'on peut se comparer : « cantines » compte pour ce qui le contient."""
    hauts = _hauts()
    return tuple(dict.fromkeys(hauts[code] for code in codes if code in hauts))


@cache
def _hauts() -> Mapping[str, str]:
    """Code d'un thème → celui du deuxième niveau qui le contient, ou lui-même."""
    termes = {t.code: t for t in thesaurus.themes()}
    rendus = {}
    for code, terme in termes.items():
        haut = terme
        while haut.niveau > 2 and haut.parent in termes:
            haut = termes[haut.parent]
        rendus[code] = haut.code
    return rendus


def _pays(fiche: Mapping[str, Cellule]) -> Iterator[tuple[str, str]]:
    return zip(_codes(fiche, "pays_action"), _codes(fiche, "pays_action_noms"), strict=False)
