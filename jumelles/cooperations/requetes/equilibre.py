"""L'équilibre d'un acteur entre dimensions : combien de liens, de projets et d'argent pour chacune."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jumelles.cooperations.enums import EtapeFinancement, Nomenclature
from jumelles.cooperations.fiches import RelationBreve
from jumelles.cooperations.models import ClassementProjet, Financement
from jumelles.cooperations.models.projet import Projet
from jumelles.referentiel import thesaurus

PAQUET = 900


@dataclass(frozen=True, slots=True)
class Equilibre:
    """Une dimension ; montants : (étape, libellé, somme, devise), jamais additionnés d'une étape à l'autre.

    Un lien de deux dimensions compte dans chacune : la somme des lignes dépasse le total, qui se lit ailleurs.
    """

    code: str
    libelle: str
    relations: int
    projets: int
    montants: tuple[tuple[str, str, Decimal, str], ...]


def equilibre(relations: Sequence[RelationBreve], projets_: Iterable[int]) -> tuple[Equilibre, ...]:
    """Les dimensions de ces liens et de ces projets réels (identifiants), la plus fréquente d'abord.

    Vide si aucune source n'en dit.
    """
    liens: defaultdict[str, set[int]] = defaultdict(set)
    for relation in relations:
        for code in relation.dimensions if not relation.demonstration else ():
            liens[code].add(relation.id)
    projets = _projets_par_dimension(liens, sorted(set(projets_)))
    codes = sorted({*liens, *projets}, key=lambda c: (-len(liens[c]), c))
    montants = _montants({pk for ids in projets.values() for pk in ids})
    return tuple(
        Equilibre(
            code, thesaurus.libelle("dimensions", code) or code, len(liens[code]), len(projets.get(code, ())),
            _totaux([m for pk in projets.get(code, ()) for m in montants.get(pk, ())]),
        )
        for code in codes
    )  # fmt: skip


def _projets_par_dimension(liens: dict[str, set[int]], siens: Sequence[int]) -> dict[str, set[int]]:
    """Les projets de l'acteur : leur dimension dite, sinon celle des relations auxquelles ils s'adossent."""
    rangees: defaultdict[str, set[int]] = defaultdict(set)
    par_relation: defaultdict[int, list[str]] = defaultdict(list)
    for code, ids in liens.items():
        for relation_id in ids:
            par_relation[relation_id].append(code)
    for debut in range(0, len(siens), PAQUET):
        paquet = siens[debut : debut + PAQUET]
        dites = ClassementProjet.objects.filter(projet_id__in=paquet, nomenclature=Nomenclature.DIMENSION)
        for code, pk in dites.values_list("code", "projet_id"):
            rangees[code].add(pk)
        adosses = Projet.relations.through.objects.filter(projet_id__in=paquet).values_list("projet_id", "relation_id")
        for projet_id, relation_id in adosses:
            for code in par_relation.get(relation_id, ()):
                rangees[code].add(projet_id)
    return dict(rangees)


def _montants(ids: Iterable[int]) -> dict[int, list[tuple[str, Decimal, str]]]:
    rangees: defaultdict[int, list[tuple[str, Decimal, str]]] = defaultdict(list)
    tous = sorted(ids)
    for debut in range(0, len(tous), PAQUET):
        for f in Financement.objects.filter(projet_id__in=tous[debut : debut + PAQUET]):
            rangees[f.projet_id].append((f.etape, f.montant, f.devise))
    return rangees


def _totaux(lignes: list[tuple[str, Decimal, str]]) -> tuple[tuple[str, str, Decimal, str], ...]:
    totaux: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for etape, montant, devise in lignes:
        totaux[(etape, devise)] += montant
    return tuple((e, str(EtapeFinancement(e).label), somme, d) for (e, d), somme in sorted(totaux.items()))
