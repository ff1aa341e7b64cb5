"""Les types offerts : ce que l'on peut demander de rapprocher, du plus large au plus précis."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

UNIQUES = frozenset({"statut_particulier", "outre_mer"})
EPCI = frozenset({"cc", "ca", "cu", "metropole", "ept"})


@dataclass(frozen=True, slots=True)
class TypeOffert:
    """Un type. dans : le type qui le contient, ou vide ; niveaux : catégories de collectivités qu'il admet."""

    id: str
    nom: str | Promise
    description: str | Promise
    dans: str = ""
    niveaux: frozenset[str] = frozenset()

    def en_dict(self) -> dict[str, Any]:
        """Pour le manifeste et les propositions de types."""
        dit: dict[str, Any] = {"id": self.id, "name": str(self.nom), "description": str(self.description)}
        if self.dans:
            dit["broader"] = [bref(self.dans)]
        return dit


TERRITOIRE, LIEU, PAYS, ACTEUR = "territoire", "lieu", "pays", "acteur"
ORGANISATION, AUTORITE = "organisation", "autorite_etrangere"
_TOUS = (
    TypeOffert(TERRITOIRE, _("Collectivité française"), _("Commune, EPCI, département, région, de tout niveau.")),
    TypeOffert("commune", _("Commune"), _("Les communes de France, d'aujourd'hui ou d'hier."), TERRITOIRE,
               frozenset({"commune"})),
    TypeOffert("epci", _("EPCI"), _("Communautés de communes, d'agglomération, urbaines, métropoles."), TERRITOIRE,
               EPCI | UNIQUES),
    TypeOffert("departement", _("Département"), _("Départements, et les collectivités qui en tiennent lieu."),
               TERRITOIRE, frozenset({"departement"}) | UNIQUES),
    TypeOffert("region", _("Région"), _("Régions, et les collectivités qui en tiennent lieu."), TERRITOIRE,
               frozenset({"region"}) | UNIQUES),
    TypeOffert("collectivite_unique", _("Collectivité à statut particulier ou d'outre-mer"),
               _("Corse, Martinique, métropole de Lyon, Polynésie française…"), TERRITOIRE, UNIQUES),
    TypeOffert(LIEU, _("Lieu du monde"), _("Villes et localités hors de France (GeoNames).")),
    TypeOffert(PAYS, _("Pays ou territoire"), _("Les pays et territoires, sous leur nom officiel français.")),
    TypeOffert(ACTEUR, _("Acteur"), _("Qui agit avec un territoire français, selon nos sources.")),
    TypeOffert(ORGANISATION, _("Organisation"), _("Association, entreprise, université, bailleur, réseau…"), ACTEUR),
    TypeOffert(AUTORITE, _("Autorité locale étrangère"), _("Ville, province ou région d'un autre pays."), ACTEUR),
)  # fmt: skip
TYPES = {t.id: t for t in _TOUS}
LARGES = (TERRITOIRE, LIEU, PAYS, ACTEUR)


def bref(type_id: str) -> dict[str, str]:
    """(id, name) d'un type."""
    return {"id": type_id, "name": str(TYPES[type_id].nom)}


def types_du_niveau(niveau: str) -> tuple[str, ...]:
    """Les types d'une collectivité de cette catégorie, le plus précis d'abord."""
    if niveau in UNIQUES:
        return ("collectivite_unique", TERRITOIRE)
    return (*(t.id for t in _TOUS if niveau in t.niveaux), TERRITOIRE)


def is_du_type(type_id: str, types: tuple[str, ...], niveau: str) -> bool:
    """Vrai si une chose de ces types, et de ce niveau, est aussi de celui-là : la Corse tient lieu de région."""
    offert = TYPES.get(type_id)
    return offert is not None and (type_id in types or niveau in offert.niveaux)
