"""Des relations à ce que les pages en dessinent : l'autre partie, les arcs, les parts par thème."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from jumelles.cooperations.fiches import PartieFiche, RelationBreve
from jumelles.cooperations.requetes import nom_de_theme
from jumelles.referentiel import thesaurus
from jumelles.web.figures.barres import Barre, draw_barres
from jumelles.web.figures.monde import Trait


@dataclass(frozen=True, slots=True)
class Lien:
    """Une relation vue d'un de ses bouts : les autres parties, et leur nom d'un trait."""

    relation: RelationBreve
    autres: tuple[PartieFiche, ...]
    nom: str


@dataclass(frozen=True, slots=True)
class Inconnues:
    """Ce que les sources ne disent pas d'un lot de relations ; dates : combien de débuts connus."""

    total: int
    dates: int
    sans_date: int
    sans_etat: int
    sans_theme: int

    @property
    def quelque_chose(self) -> bool:
        """Vrai s'il manque quoi que ce soit."""
        return bool(self.sans_date or self.sans_etat or self.sans_theme)


def inconnues(relations: Sequence[RelationBreve]) -> Inconnues:
    """Compter ce qui manque : dire ce que l'on ne sait pas vaut autant que dire ce que l'on sait."""
    sans_date = sum(not r.debut for r in relations)
    return Inconnues(
        total=len(relations), dates=len(relations) - sans_date, sans_date=sans_date,
        sans_etat=sum(r.etat == "non_renseigne" for r in relations),
        sans_theme=sum(not r.themes for r in relations),
    )  # fmt: skip


def partager(relations: Iterable[RelationBreve]) -> tuple[list[RelationBreve], list[RelationBreve]]:
    """Les vraies, que l'on compte et dessine, et celles de démonstration, montrées à part."""
    toutes = list(relations)
    return [r for r in toutes if not r.demonstration], [r for r in toutes if r.demonstration]


def vus_de(relations: Iterable[RelationBreve], est_soi: Callable[[PartieFiche], bool]) -> tuple[Lien, ...]:
    """Voir chaque relation depuis la partie que la page montre."""
    liens = []
    for r in relations:
        autres = tuple(p for p in r.parties if not est_soi(p))
        liens.append(Lien(r, autres, ", ".join(p.nom for p in autres) or _("partenaire non communiqué")))
    return tuple(liens)


def traits(relations: Iterable[RelationBreve]) -> tuple[list[Trait], int]:
    """Les arcs de bout français à bout étranger, et le nombre de relations qu'aucun arc ne montre."""
    arcs: list[Trait] = []
    muettes = 0
    for r in relations:
        nouveaux = [
            (d.lon, d.lat, a.lon, a.lat)
            for d in r.parties
            for a in r.parties
            if d.francaise and not a.francaise
            and d.lon is not None and d.lat is not None and a.lon is not None and a.lat is not None
        ]  # fmt: skip
        arcs.extend(nouveaux)
        muettes += not nouveaux
    return arcs, muettes


def sources_de(relations: Iterable[RelationBreve]) -> tuple[tuple[str, str], ...]:
    """Chaque source qui parle d'une de ces relations, une fois : (code, nom)."""
    return tuple(sorted({s for r in relations for s in r.sources}, key=lambda s: s[1]))


def parts_par_code(relations: Sequence[RelationBreve], champ: str) -> tuple[Barre, ...]:
    """Combien de relations par thème, ODD ou dimension ; celle qui en a deux est dans les deux, une fois au total."""
    return parts_de(champ, Counter(code for r in relations for code in dict.fromkeys(getattr(r, champ))))


def parts_de(champ: str, comptes: Mapping[str, int]) -> tuple[Barre, ...]:
    """Les barres de ces comptes ; champ : themes, odd ou dimensions."""
    if champ == "odd":
        objectifs = {str(o.numero): o for o in thesaurus.odd()}
        return draw_barres(
            (objectifs[c].titre, n, reverse("odd", args=[int(c)]), objectifs[c].couleur, objectifs[c].numero)
            for c, n in comptes.items() if c in objectifs
        )  # fmt: skip
    if champ == "dimensions":
        return draw_barres(
            (thesaurus.libelle("dimensions", c) or c, n, f"{reverse('relations')}?dimension={c}", "", 0)
            for c, n in comptes.items()
        )
    return draw_barres((nom_de_theme(c), n, reverse("theme", args=[c]), "", 0) for c, n in comptes.items())


def premiere_annee(relations: Iterable[RelationBreve]) -> str:
    """L'année du plus ancien début connu, ou vide."""
    return min((r.debut for r in relations if r.debut), default="")[:4]
