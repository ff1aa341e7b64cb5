"""Le plan XML : toutes les pages publiées, par familles et par tranches."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from jumelles.conseil.partenaires import types_de_partenaires
from jumelles.droit.appels import appels
from jumelles.droit.modeles import modeles
from jumelles.droit.textes import toutes_les_notes
from jumelles.provenance.requetes import sources_nommees
from jumelles.recherche.apercus import adresses_entre, dernier_numero
from jumelles.recherche.filtre import Sorte
from jumelles.referentiel import thesaurus
from jumelles.referentiel.cadres import cadres
from jumelles.retombees.requetes import qui_publie
from jumelles.territoires.pays_francais import ISO_FRANCAIS
from jumelles.territoires.requetes import brefs_par_code, pays_liste, regions_et_departements
from jumelles.web.adresses import adresse_couts, adresse_pays, adresse_territoire
from jumelles.web.droit.vues import TYPES, adresse_type

TRANCHE = 5000
FIXES = (
    "accueil", "territoires", "pays_liste", "acteurs", "relations", "projets", "themes", "odd_liste", "cadres",
    "sources",
    "donnees", "dictionnaire", "api", "plan", "accessibilite", "mentions", "donnees_personnelles", "agir",
    "note_choisir", "argumentaire",
    "droit", "droit_assistant", "droit_un_pour_cent", "droit_modeles", "droit_textes",
    "conseil", "partenaires", "appels", "conseil_grille", "conseil_regles",
)  # fmt: skip


class Numeros(Sequence[str]):
    """Les adresses d'une famille, rangées par numéro : la tranche n garde les mêmes fiches d'un mois à l'autre."""

    def __init__(self, sorte: Sorte) -> None:
        self.sorte = sorte

    def __len__(self) -> int:
        return dernier_numero(self.sorte)

    def __getitem__(self, tranche: Any) -> Any:
        return adresses_entre(self.sorte, tranche.start or 0, tranche.stop)


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
    """Pays, thèmes, objectifs, sources, régions et départements ; les coûts de qui les publie."""

    def items(self) -> list[str]:
        divisions = [b for tete, enfants in regions_et_departements() for b in (tete, *enfants)]
        return [
            *(adresse_territoire(b.code, b.nom) for b in divisions),
            *(adresse_couts(b.code, b.nom) for b in brefs_par_code(qui_publie()).values()),
            *(adresse_pays(p.iso2, p.nom) for p in pays_liste() if p.iso2 not in ISO_FRANCAIS),
            *(reverse("partenaire", args=[t.code]) for t in types_de_partenaires()),
            *(reverse("appel", args=[code]) for code in appels()),
            *(adresse_type(t) for t in TYPES),
            *(reverse("droit_texte", args=[n.code]) for n in toutes_les_notes()),
            *(reverse("droit_modele", args=[code]) for code in modeles()),
            *(reverse("theme", args=[t.code]) for t in thesaurus.themes()),
            *(reverse("odd", args=[o.numero]) for o in thesaurus.odd()),
            *(reverse("cadre", args=[c.code]) for c in cadres()),
            *(reverse("source", args=[s.code]) for s in sources_nommees()),
        ]

    def location(self, item: str) -> str:
        return item


class PlanDeFiches(Plan):
    """Une famille de fiches ; une collectivité y est à l'adresse de son territoire."""

    sorte: Sorte

    def items(self) -> Numeros:
        return Numeros(self.sorte)

    def location(self, item: str) -> str:
        return item


class PlanActeurs(PlanDeFiches):
    sorte: Sorte = "acteurs"


class PlanRelations(PlanDeFiches):
    sorte: Sorte = "relations"


class PlanProjets(PlanDeFiches):
    sorte: Sorte = "projets"


PLANS = {
    "maison": PlanFixe,
    "references": PlanReferences,
    "acteurs": PlanActeurs,
    "relations": PlanRelations,
    "projets": PlanProjets,
}
