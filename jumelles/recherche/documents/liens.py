"""Ce que l'on peut montrer des actions d'un acteur, lu en flux : rien n'est tenu en entier en mémoire."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import F, Q, QuerySet

from jumelles.cooperations.enums import Nomenclature
from jumelles.cooperations.models import ParticipationProjet, ParticipationRelation
from jumelles.provenance.models import Affirmation
from jumelles.recherche.documents.decor import Decor
from jumelles.recherche.documents.paroles import CHAMPS, Dites
from jumelles.territoires.pays_francais import ISO_FRANCAIS

FLUX = 5000


@dataclass(slots=True)
class Actions:
    """Ce que fait un acteur, vu par ses relations et ses projets montrables. codes : nomenclature → codes."""

    relations: int = 0
    projets: int = 0
    pays: set[str] = field(default_factory=set)
    codes: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    sources: set[int] = field(default_factory=set)
    derniere_information: str = ""
    confirmee_le: date | None = None
    debut: str = ""

    def add(self, debut: str, derniere_information: str, dites: Dites, confirmee_le: date | None) -> None:
        """Compter un lien de plus."""
        self.sources |= dites.sources
        self.derniere_information = max(self.derniere_information, derniere_information)
        if debut and (not self.debut or debut < self.debut):
            self.debut = debut
        if confirmee_le is not None:
            self.confirmee_le = max(self.confirmee_le or confirmee_le, confirmee_le)


def actions_de(ids: Iterable[int], decor: Decor) -> dict[int, Actions]:
    """Acteur → ce qu'il fait ; huit requêtes, quel que soit le nombre de liens."""
    actions = {pk: Actions() for pk in ids}
    relations = _montrables(ParticipationRelation.objects.filter(acteur__in=list(actions)), "relation", "supprimee_le")
    projets = _montrables(ParticipationProjet.objects.filter(acteur__in=list(actions)), "projet", "supprime_le")
    for pk, nature, debut, confirmee_le, derniere, dites in _relations(relations, decor):
        actions[pk].relations += 1
        actions[pk].codes[Nomenclature.NATURE].add(nature)
        actions[pk].add(debut, derniere, dites, confirmee_le)
    for pk, debut, derniere, dites in _projets(projets, decor):
        actions[pk].projets += 1
        actions[pk].add(debut, derniere, dites, dites.confirmee_le)
    _situer(actions, relations, projets)
    _classer(actions, relations.values_list("acteur_id", *_classement("relation")))
    _classer(actions, projets.values_list("acteur_id", *_classement("projet")))
    return actions


def _montrables(participations: QuerySet[Any], objet: str, supprime: str) -> QuerySet[Any]:
    """Ni supprimés, ni fondus, ni d'un autre monde ; un acteur étranger tait ceux qui cachent leur partenaire."""
    fondu = "fondue_dans" if objet == "relation" else "fondu_dans"
    masque = Q(**{f"{objet}__sensible": True}) & (
        Q(**{f"{objet}__masque_lieu": True}) | Q(**{f"{objet}__masque_partenaire": True})
    )
    visibles = Q(acteur__pays_id__in=ISO_FRANCAIS) | ~masque
    return participations.filter(
        visibles, **{
            f"{objet}__{supprime}__isnull": True, f"{objet}__{fondu}__isnull": True,
            f"{objet}__demonstration": F("acteur__demonstration"),
        }
    )  # fmt: skip


def _relations(liens: QuerySet[Any], decor: Decor) -> Iterator[tuple[Any, ...]]:
    champs = ("nature", "debut", "confirmee_le", "derniere_information")
    lignes = liens.order_by("relation_id").values_list("relation_id", "acteur_id", *(f"relation__{c}" for c in champs))
    paroles = _paroles("relation", liens.values("relation_id"))
    for (_, *ligne), dites in _joindre(lignes, paroles, decor):
        yield (*ligne, dites)


def _projets(liens: QuerySet[Any], decor: Decor) -> Iterator[tuple[Any, ...]]:
    champs = ("projet_id", "acteur_id", "projet__debut", "projet__derniere_information")
    lignes = liens.order_by("projet_id").values_list(*champs).distinct()
    paroles = _paroles("projet", liens.values("projet_id"))
    for (_, *ligne), dites in _joindre(lignes, paroles, decor):
        yield (*ligne, dites)


def _paroles(objet_type: str, objets: QuerySet[Any]) -> QuerySet[Any, tuple[Any, ...]]:
    vivantes = Affirmation.objects.vivantes().filter(objet_type=objet_type, objet_id__in=objets)
    return vivantes.order_by("objet_id").values_list(*CHAMPS)


def _joindre(
    lignes: QuerySet[Any, tuple[Any, ...]], paroles: QuerySet[Any, tuple[Any, ...]], decor: Decor
) -> Iterator[tuple[tuple[Any, ...], Dites]]:
    """Marcher de front dans deux suites triées par objet : aucune n'est tenue en entier."""
    groupes = groupby(paroles.iterator(chunk_size=FLUX), key=itemgetter(0))
    rang, dites = 0, Dites()
    for ligne in lignes.iterator(chunk_size=FLUX):
        while rang < ligne[0]:
            rang, groupe = next(groupes, (ligne[0], ()))
            # Un groupe ne se lit qu'une fois : tout entendre avant d'avancer.
            entendu = Dites()
            for parole in groupe:
                entendu.add(parole, decor)
            dites = entendu
        yield ligne, dites if rang == ligne[0] else Dites()


def _situer(actions: dict[int, Actions], relations: QuerySet[Any], projets: QuerySet[Any]) -> None:
    """Les pays étrangers de ses relations, et ceux où agissent ses projets."""
    pays = relations.order_by().values_list("acteur_id", "relation__participations__acteur__pays_id").distinct()
    for pk, iso in pays:
        if iso not in ISO_FRANCAIS:
            actions[pk].pays.add(iso)
    lieux = projets.order_by().filter(projet__lieux__isnull=False)
    for pk, iso in lieux.values_list("acteur_id", "projet__lieux__pays_id").distinct():
        actions[pk].pays.add(iso)


def _classement(objet: str) -> tuple[str, str]:
    return f"{objet}__classements__nomenclature", f"{objet}__classements__code"


def _classer(actions: dict[int, Actions], lignes: QuerySet[Any, tuple[Any, ...]]) -> None:
    for pk, nomenclature, code in lignes.order_by().distinct():
        if code:
            actions[pk].codes[nomenclature].add(code)
