"""Les propriétés : ce qui précise une question, et ce que l'on peut demander d'une chose rapprochée."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jumelles.api.rapprochement.sortes import ACTEUR, LARGES, LIEU, PAYS, TERRITOIRE, TYPES

_TL = frozenset({TERRITOIRE, LIEU})
_TLA = frozenset({TERRITOIRE, LIEU, ACTEUR})
_PARTOUT = frozenset(LARGES)


@dataclass(frozen=True, slots=True)
class Propriete:
    """Une propriété. types : les types larges qui l'ont ; indice : elle sert aussi à rapprocher ; vers : type lié."""

    id: str
    nom: str | Promise
    description: str | Promise
    types: frozenset[str]
    indice: bool = False
    vers: str = ""

    def en_dict(self) -> dict[str, str]:
        """Pour les propositions de propriétés."""
        return {"id": self.id, "name": str(self.nom), "description": str(self.description)}


_TOUTES = (
    Propriete("nom_officiel", _("Nom officiel"), _("Le nom d'aujourd'hui."), _PARTOUT),
    Propriete("anciens_noms", _("Anciens noms"), _("Noms d'hier, et des communes ou régions réunies."),
              frozenset({TERRITOIRE})),
    Propriete("autres_noms", _("Autres noms"), _("Noms d'usage, sigles, autres langues."), _TL | {PAYS, ACTEUR}),
    Propriete("pays", _("Pays"), _("Indice : nom, code ISO, ou pays déjà rapproché."), _TLA, True, PAYS),
    Propriete("niveau", _("Niveau"), _("Indice : commune, EPCI, département, région."), _TLA, True),
    Propriete("departement", _("Département"), _("Indice : code (38), nom, ou département déjà rapproché."),
              frozenset({TERRITOIRE}), True, "departement"),
    Propriete("region", _("Région"), _("La région qui contient la collectivité."), frozenset({TERRITOIRE}), False,
              "region"),
    Propriete("epci", _("EPCI"), _("L'intercommunalité dont la commune est membre."), frozenset({TERRITOIRE}), False,
              "epci"),
    Propriete("population", _("Population"), _("Indice : habitants, à peu près."), _TL, True),
    Propriete("lat", _("Latitude"), _("Indice : degrés décimaux (WGS84)."), _PARTOUT, True),
    Propriete("lon", _("Longitude"), _("Indice : degrés décimaux (WGS84)."), _PARTOUT, True),
    Propriete("siren", _("SIREN"), _("Indice : neuf chiffres."), frozenset({TERRITOIRE, ACTEUR}), True),
    Propriete("insee", _("Code INSEE"), _("Indice : code de commune, même ancien."), frozenset({TERRITOIRE}), True),
    Propriete("rna", _("RNA"), _("Indice : W et neuf chiffres."), frozenset({ACTEUR}), True),
    Propriete("geonames", _("GeoNames"), _("Indice : identifiant GeoNames."), frozenset({LIEU, ACTEUR}), True),
    Propriete("iso2", _("Code ISO à deux lettres"), _("ISO 3166-1."), frozenset({PAYS})),
    Propriete("relations", _("Jumelages et partenariats connus"),
              _("Combien, là ou sur son territoire ; ce qui est masqué n'est pas compté."), _PARTOUT),
    Propriete("adresse", _("Adresse de la page"), _("La page de ce site qui en dit plus."), _PARTOUT),
)  # fmt: skip
PROPRIETES = {p.id: p for p in _TOUTES}


def proprietes_du_type(type_id: str) -> list[Propriete]:
    """Celles d'un type ; type vide ou inconnu : toutes."""
    offert = TYPES.get(type_id)
    if offert is None:
        return list(_TOUTES)
    return [p for p in _TOUTES if (offert.dans or offert.id) in p.types]


def vers_type(propriete: Propriete) -> dict[str, Any]:
    """Le type des valeurs d'une propriété qui mène à une autre chose, pour « meta »."""
    return {"type": {"id": propriete.vers, "name": str(TYPES[propriete.vers].nom)}} if propriete.vers else {}
