"""Le catalogue DCAT-AP (2.1.1) en JSON-LD, tel que data.gouv.fr et les autres portails le moissonnent."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from jumelles.recherche.sorties.livraisons import DICTIONNAIRE, FichierLivre, Livraison
from jumelles.web.adresses import adresse_entiere
from jumelles.web.donnees.jeux import Jeu, adresse_fichier, jeux, media

CONTEXTE = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
LICENCE = "http://publications.europa.eu/resource/authority/licence/ETALAB_2_0"
FREQUENCE = "http://publications.europa.eu/resource/authority/frequency/MONTHLY"
LANGUE = "http://publications.europa.eu/resource/authority/language/FRA"
PAYS = "http://publications.europa.eu/resource/authority/country/FRA"
THEMES = ("INTR", "REGI", "GOVE")
_TYPES_DE_FICHIER = {"csv": "CSV", "json": "JSON", "geojson": "GEOJSON"}
_AUTORITE = "http://publications.europa.eu/resource/authority"


def catalogue(livraison: Livraison | None) -> dict[str, Any]:
    """Le catalogue entier ; sans livraison, les jeux y sont décrits, sans fichier."""
    return {
        "@context": CONTEXTE,
        "@id": adresse_entiere(reverse("catalogue_dcat")),
        "@type": "dcat:Catalog",
        "dct:title": _texte(_("Jumelles\u00a0: données ouvertes")),
        "dct:description": _texte(_("L'action internationale des territoires français, sourcée et datée.")),
        "dct:publisher": _editeur(),
        "dct:language": _lien(LANGUE),
        "dct:license": _lien(LICENCE),
        "dct:spatial": _lien(PAYS),
        "foaf:homepage": _lien(adresse_entiere("/")),
        **({"dct:modified": _date(livraison.instant)} if livraison else {}),
        "dcat:dataset": [_jeu(jeu, livraison) for jeu in jeux(livraison)],
    }


def _jeu(jeu: Jeu, livraison: Livraison | None) -> dict[str, Any]:
    ici = adresse_entiere(reverse("donnees"))
    return {
        "@id": f"{ici}#{jeu.sorte}",
        "@type": "dcat:Dataset",
        "dct:identifier": f"jumelles-{jeu.sorte}",
        "dct:title": _texte(jeu.titre),
        "dct:description": _texte(jeu.description),
        "dcat:keyword": [_texte(mot) for mot in jeu.mots],
        "dcat:theme": [_lien(f"{_AUTORITE}/data-theme/{theme}") for theme in THEMES],
        "dcat:landingPage": _lien(f"{ici}#{jeu.sorte}"),
        "dct:publisher": _editeur(),
        "dcat:contactPoint": _contact(),
        "dct:accrualPeriodicity": _lien(FREQUENCE),
        "dct:language": _lien(LANGUE),
        "dct:license": _lien(LICENCE),
        "dct:spatial": _lien(PAYS),
        "foaf:page": _lien(adresse_fichier(DICTIONNAIRE)),
        **({"dct:modified": _date(livraison.instant)} if livraison else {}),
        "dcat:distribution": [_distribution(jeu, f, livraison) for f in jeu.fichiers if livraison],
    }


def _distribution(jeu: Jeu, f: FichierLivre, livraison: Livraison) -> dict[str, Any]:
    adresse = adresse_fichier(f.nom)
    return {
        "@id": adresse,
        "@type": "dcat:Distribution",
        "dct:title": _texte(f"{jeu.titre} ({_TYPES_DE_FICHIER[f.extension]})"),
        "dcat:accessURL": _lien(f"{adresse_entiere(reverse('donnees'))}#{jeu.sorte}"),
        "dcat:downloadURL": _lien(adresse),
        "dcat:mediaType": _lien(f"http://www.iana.org/assignments/media-types/{media(f.nom).partition(';')[0]}"),
        "dct:format": _lien(f"{_AUTORITE}/file-type/{_TYPES_DE_FICHIER[f.extension]}"),
        "dcat:byteSize": {"@value": str(f.octets), "@type": "xsd:nonNegativeInteger"},
        "dct:license": _lien(LICENCE),
        "dct:issued": _date(livraison.instant),
        "dct:modified": _date(livraison.instant),
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": _lien("http://spdx.org/rdf/terms#checksumAlgorithm_sha256"),
            "spdx:checksumValue": {"@value": f.sha256, "@type": "xsd:hexBinary"},
        },
    }


def _editeur() -> dict[str, Any]:
    return {"@id": adresse_entiere("/#editeur"), "@type": "foaf:Agent", "foaf:name": settings.EDITEUR or "Jumelles"}


def _contact() -> dict[str, Any]:
    """Une adresse de courriel réglée, sinon la page qui dit qui nous sommes."""
    contact = settings.CONTACT
    fiche: dict[str, Any] = {"@type": "vcard:Organization", "vcard:fn": settings.EDITEUR or "Jumelles"}
    if "@" in contact:
        return {**fiche, "vcard:hasEmail": _lien(f"mailto:{contact}")}
    return {**fiche, "vcard:hasURL": _lien(adresse_entiere(reverse("mentions")))}


def _texte(texte: str) -> dict[str, str]:
    return {"@value": str(texte), "@language": "fr"}


def _lien(adresse: str) -> dict[str, str]:
    return {"@id": adresse}


def _date(instant: str) -> dict[str, str]:
    return {"@value": instant, "@type": "xsd:dateTime"}
