"""Le plan XML : toutes les pages publiées, par familles et par tranches."""

from collections.abc import Callable, Sequence
from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from jumelles.acteurs.requetes import ActeurBref, acteurs
from jumelles.cooperations.fiches import ProjetBref, RelationBreve
from jumelles.provenance.requetes import sources
from jumelles.recherche.filtre import Filtre
from jumelles.recherche.requetes import projets, relations
from jumelles.referentiel import thesaurus
from jumelles.territoires.pays_francais import ISO_FRANCAIS
from jumelles.territoires.requetes import pays_liste, regions_et_departements
from jumelles.web.adresses import adresse_acteur, adresse_pays, adresse_territoire
from jumelles.web.portes import aujourdhui

TRANCHE = 1000
FIXES = (
    "accueil", "territoires", "pays_liste", "acteurs", "relations", "projets", "themes", "odd_liste", "sources",
    "plan", "accessibilite", "mentions", "donnees_personnelles",
)  # fmt: skip


class Tranches(Sequence[Any]):
    """Une longue liste lue par tranches : rend (éléments, total) pour un numéro de tranche."""

    def __init__(self, lire: Callable[[int], tuple[Any, int]]) -> None:
        self._lire = lire

    def __len__(self) -> int:
        return self._lire(1)[1]

    def __getitem__(self, tranche: Any) -> Any:
        return list(self._lire((tranche.start or 0) // TRANCHE + 1)[0])


class Plan(Sitemap[Any]):
    """Une famille de pages ; l'adresse publique vient des réglages."""

    limit = TRANCHE

    def get_domain(self, site: Any = None) -> str:
        return str(settings.ADRESSE_PUBLIQUE).split("://", 1)[1]

    def get_protocol(self, protocol: str | None = None) -> str:
        return str(settings.ADRESSE_PUBLIQUE).split("://", 1)[0]


class PlanFixe(Plan):
    def items(self) -> list[str]:
        return [reverse(nom) for nom in FIXES]

    def location(self, item: str) -> str:
        return item


class PlanReferences(Plan):
    """Pays, thèmes, objectifs, sources, régions et départements."""

    def items(self) -> list[str]:
        divisions = [b for tete, enfants in regions_et_departements() for b in (tete, *enfants)]
        return [
            *(adresse_territoire(b.code, b.nom) for b in divisions),
            *(adresse_pays(p.iso2, p.nom) for p in pays_liste() if p.iso2 not in ISO_FRANCAIS),
            *(reverse("theme", args=[t.code]) for t in thesaurus.themes()),
            *(reverse("odd", args=[o.numero]) for o in thesaurus.odd()),
            *(reverse("source", args=[s.code]) for s in sources()),
        ]

    def location(self, item: str) -> str:
        return item


class PlanActeurs(Plan):
    """L'annuaire ; une collectivité y est à l'adresse de son territoire."""

    def items(self) -> Tranches:
        return Tranches(lambda n: ((p := acteurs(numero=n, taille=TRANCHE)).elements, p.total))

    def location(self, item: ActeurBref) -> str:
        if item.territoire_code:
            return adresse_territoire(item.territoire_code, item.nom)
        return adresse_acteur(item.id, item.nom)


class PlanRelations(Plan):
    def items(self) -> Tranches:
        filtre = Filtre(interieures=True)
        return Tranches(
            lambda n: ((p := relations(filtre, jour=aujourdhui(), numero=n, taille=TRANCHE)).elements, p.total)
        )

    def location(self, item: RelationBreve) -> str:
        return reverse("relation", args=[item.id, item.slug])


class PlanProjets(Plan):
    def items(self) -> Tranches:
        return Tranches(lambda n: ((p := projets(jour=aujourdhui(), numero=n, taille=TRANCHE)).elements, p.total))

    def location(self, item: ProjetBref) -> str:
        return reverse("projet", args=[item.id, item.slug])


PLANS = {
    "maison": PlanFixe,
    "references": PlanReferences,
    "acteurs": PlanActeurs,
    "relations": PlanRelations,
    "projets": PlanProjets,
}
