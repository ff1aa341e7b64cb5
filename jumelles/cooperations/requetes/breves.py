"""Des relations chargées aux lignes que l'on montre, en un nombre constant de requêtes."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.db.models import OuterRef, Subquery

from jumelles.cooperations.enums import EtatPartenariat, NatureRelation, Nomenclature
from jumelles.cooperations.fiches import PartieFiche, RelationBreve
from jumelles.cooperations.models import ClassementRelation, Relation
from jumelles.cooperations.regles import est_confirmee
from jumelles.cooperations.requetes.parties import PAQUET, parties_par_relation
from jumelles.provenance.models import Affirmation, Source
from jumelles.referentiel import thesaurus
from jumelles.territoires.regles import slug

# `get_…_display` refait sa table à chaque appel : c'était la moitié de la lecture d'une liste.
_NATURES, _ETATS = dict(NatureRelation.choices), dict(EtatPartenariat.choices)


def nom_de_theme(code: str) -> str:
    """Le libellé d'un thème, ou son code si le thésaurus ne le connaît plus."""
    return thesaurus.libelle("themes", code) or code


def titre_de(parties: Sequence[PartieFiche]) -> str:
    """« Grenoble – Essen »."""
    return " – ".join(p.nom for p in parties)


def sources_par_objet(objet_type: str, ids: Sequence[int]) -> dict[int, tuple[tuple[str, str], ...]]:
    """Les sources qui parlent de chaque objet : ((code, nom), …)."""
    rangees: defaultdict[int, dict[str, str]] = defaultdict(dict)
    for debut in range(0, len(ids), PAQUET):
        dites = Affirmation.objects.vivantes().about(objet_type, *ids[debut : debut + PAQUET])
        for objet_id, code, nom in dites.values_list("objet_id", _source("code"), _source("nom")).distinct():
            rangees[objet_id][code] = nom
    return {pk: tuple(sorted(s.items(), key=lambda x: x[1])) for pk, s in rangees.items()}


def _source(champ: str) -> Subquery:
    """Lu par sa clé : d'une jointure, SQLite partirait des sources et relirait toutes leurs paroles."""
    return Subquery(Source.objects.order_by().filter(pk=OuterRef("source_id")).values(champ)[:1])


def _classements(ids: Sequence[int]) -> dict[int, dict[str, list[str]]]:
    rangees: defaultdict[int, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for debut in range(0, len(ids), PAQUET):
        lignes = ClassementRelation.objects.filter(relation_id__in=ids[debut : debut + PAQUET]).order_by("rang")
        for relation_id, nomenclature, code in lignes.values_list("relation_id", "nomenclature", "code"):
            rangees[relation_id][nomenclature].append(code)
    return {pk: dict(c) for pk, c in rangees.items()}


def breves(relations: Sequence[Relation], *, jour: date) -> tuple[RelationBreve, ...]:
    """Les lignes de ces relations, dans leur ordre : trois requêtes, quel qu'en soit le nombre."""
    ids = [r.pk for r in relations]
    parties = parties_par_relation(relations)
    sources = sources_par_objet("relation", ids)
    classes = _classements(ids)
    return tuple(
        _breve(r, parties.get(r.pk, ()), sources.get(r.pk, ()), classes.get(r.pk, {}), jour) for r in relations
    )


def _breve(
    relation: Relation,
    parties: tuple[PartieFiche, ...],
    sources: tuple[tuple[str, str], ...],
    classes: dict[str, list[str]],
    jour: date,
) -> RelationBreve:
    titre = titre_de(parties)
    return RelationBreve(
        id=relation.pk, slug=slug(titre), titre=titre, parties=parties, nature=relation.nature,
        nature_libelle=str(_NATURES.get(relation.nature, relation.nature)), debut=relation.debut,
        premiere_convention=relation.premiere_convention, fin=relation.fin, etat=relation.etat,
        etat_libelle=str(_ETATS.get(relation.etat, relation.etat)), etat_depuis=relation.etat_depuis,
        confirmee=est_confirmee(relation.confirmee_le, jour), confirmee_le=relation.confirmee_le,
        derniere_information=relation.derniere_information, divergente=relation.divergente,
        interieure=relation.interieure, sensible=relation.sensible, demonstration=relation.demonstration,
        dimensions=tuple(classes.get(Nomenclature.DIMENSION, ())), themes=tuple(classes.get(Nomenclature.THEME, ())),
        odd=tuple(classes.get(Nomenclature.ODD, ())), sources=sources,
    )  # fmt: skip
