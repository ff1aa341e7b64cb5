"""Les formats que l'on offre : extension, nom, type, et qui l'écrit."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jumelles.recherche.moteur.port import Moteur
from jumelles.recherche.sorties.en_atom import tout_le_flux
from jumelles.recherche.sorties.en_csv import ecrire_csv
from jumelles.recherche.sorties.en_geojson import ecrire_geojson
from jumelles.recherche.sorties.en_json import ecrire_json
from jumelles.recherche.sorties.en_xlsx import ecrire_xlsx
from jumelles.recherche.sorties.extraction import Extraction


@dataclass(frozen=True, slots=True)
class Format:
    """Un format de fichier. usage : à quoi il sert, en peu de mots ; entier : un seul fichier pour tout l'ensemble."""

    extension: str
    nom: str | Promise
    usage: str | Promise
    media: str
    ecrire: Callable[[Moteur, Extraction], Iterator[bytes]]
    entier: bool = True


FORMATS: dict[str, Format] = {
    f.extension: f
    for f in (
        Format("csv", _("CSV"), _("pour un tableur ou un programme"), "text/csv; charset=utf-8; header=present",
               ecrire_csv),
        Format("xlsx", _("Classeur Excel"), _("pour un tableur, avec sa notice"),
               "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ecrire_xlsx),
        Format("geojson", _("GeoJSON"), _("pour un logiciel de cartes"), "application/geo+json", ecrire_geojson),
        Format("json", _("JSON"), _("pour un programme"), "application/json", ecrire_json),
        Format("atom", _("Flux Atom"), _("pour suivre ce qui change"), "application/atom+xml; charset=utf-8",
               tout_le_flux, entier=False),
    )
}  # fmt: skip
