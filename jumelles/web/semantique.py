"""Ce qu'une page dit aux machines (schema.org, JSON-LD) : ce dont elle parle, et rien qu'elle ne montre.

Une page de démonstration n'en dit rien.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse

from jumelles.acteurs.requetes import ActeurFiche
from jumelles.cooperations.fiches import PartieFiche, ProjetFiche
from jumelles.recherche.sorties.extraction import LICENCE_ADRESSE
from jumelles.recherche.sorties.livraisons import Livraison
from jumelles.territoires.requetes import TerritoireFiche
from jumelles.web.adresses import adresse_acteur, adresse_entiere, adresse_partie, adresse_territoire
from jumelles.web.donnees.jeux import Jeu, adresse_fichier, media

Contexte = Mapping[Any, Any]
Objet = dict[str, Any]
# Natures d'acteur que schema.org distingue ; les autres sont des Organization.
TYPES = {
    "collectivite": "GovernmentOrganization", "autorite_etrangere": "GovernmentOrganization",
    "etat": "GovernmentOrganization", "agence": "GovernmentOrganization", "association": "NGO", "diaspora": "NGO",
    "universite": "CollegeOrUniversity", "hopital": "Hospital", "etablissement": "EducationalOrganization",
    "entreprise": "Corporation",
}  # fmt: skip
_ECHAPPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


def dire(page: str, contexte: Contexte) -> str:
    """Le JSON-LD d'une page (son nom d'adresse), prêt à poser entre deux balises ; vide si elle n'a rien à dire."""
    # À l'adresse d'une chose qui n'existe pas, la page « introuvable » n'a rien à en dire.
    connue = page in _DITS and (page not in _OBJETS or _OBJETS[page] in contexte)
    objets = [*_fil(contexte), *(_DITS[page](contexte) if connue else ())]
    if not objets:
        return ""
    graphe = {"@context": "https://schema.org", "@graph": [_pleins(o) for o in objets]}
    return json.dumps(graphe, ensure_ascii=False, separators=(",", ":")).translate(_ECHAPPES)


def decouverte(sorte: str, lien_durable: str) -> str:
    """L'adresse oEmbed d'une liste."""
    return adresse_entiere(f"{reverse('oembed')}?{urlencode({'url': lien_durable, 'format': 'json'})}")


def _pleins(objet: Objet) -> Objet:
    """Sans ce que l'on ne sait pas."""
    return {nom: valeur for nom, valeur in objet.items() if valeur not in ("", None, [], ())}


def _fil(contexte: Contexte) -> list[Objet]:
    fil: Sequence[tuple[str, str]] = contexte.get("fil") or ()
    if not fil:
        return []
    etapes = [("Jumelles", "/"), *fil]
    elements = [
        _pleins({
            "@type": "ListItem", "position": rang, "name": str(nom),
            "item": "" if not adresse else adresse if adresse.startswith("http") else adresse_entiere(adresse),
        })
        for rang, (nom, adresse) in enumerate(etapes, start=1)
    ]  # fmt: skip
    return [{"@type": "BreadcrumbList", "itemListElement": elements}]


def _site(contexte: Contexte) -> list[Objet]:
    return [{
        "@type": "WebSite", "@id": adresse_entiere("/#site"), "url": adresse_entiere("/"), "name": "Jumelles",
        "inLanguage": "fr",
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint", "urlTemplate": adresse_entiere(reverse("recherche")) + "?q={recherche}"
            },
            "query-input": "required name=recherche",
        },
    }]  # fmt: skip


def _territoire(contexte: Contexte) -> list[Objet]:
    t: TerritoireFiche = contexte["t"]
    adresse = adresse_entiere(adresse_territoire(t.code, t.nom_affiche))
    codes = [_code("INSEE", t.code_insee), _code("SIREN", t.siren)]
    return [{
        "@type": "GovernmentOrganization", "@id": adresse, "url": adresse, "name": t.nom_affiche,
        "identifier": [c for c in codes if c], "location": _lieu(t.nom, t.lat, t.lon),
        "areaServed": {"@type": "AdministrativeArea", "name": t.nom_affiche},
    }]  # fmt: skip


def _acteur(contexte: Contexte) -> list[Objet]:
    a: ActeurFiche = contexte["a"]
    if a.bref.demonstration:
        return []
    adresse = adresse_entiere(adresse_acteur(a.bref.id, a.bref.nom))
    return [{
        "@type": TYPES.get(a.bref.nature, "Organization"), "@id": adresse, "url": adresse, "name": a.bref.nom,
        "description": a.description, "alternateName": list(a.autres_noms[:10]),
        "identifier": _code("jumelles", str(a.bref.id)), "location": _lieu(a.lieu_nom, a.lat, a.lon),
        "areaServed": {"@type": "Country", "name": a.bref.pays_nom, "identifier": a.bref.pays_iso2},
    }]  # fmt: skip


def _projet(contexte: Contexte) -> list[Objet]:
    f: ProjetFiche = contexte["f"]
    p = f.bref
    if p.demonstration:
        return []
    adresse = adresse_entiere(reverse("projet", args=[p.id, p.slug]))
    par_role = {
        role: [_partie(partie) for r, _libelle, partie, _apport in f.participations if r == role]
        for role in ("porteur", "partenaire", "financeur", "operateur")
    }
    return [{
        "@type": "Project", "@id": adresse, "url": adresse, "name": p.titre, "description": f.objectifs[:500],
        "identifier": _code("jumelles", str(p.id)), "foundingDate": p.debut, "dissolutionDate": p.fin,
        "parentOrganization": par_role["porteur"], "member": [*par_role["partenaire"], *par_role["operateur"]],
        "funder": par_role["financeur"],
        "areaServed": [{"@type": "Country", "name": nom, "identifier": iso} for iso, nom in p.pays],
    }]  # fmt: skip


def _donnees(contexte: Contexte) -> list[Objet]:
    derniere: Livraison | None = contexte["derniere"]
    jeux: Sequence[Jeu] = contexte["jeux"]
    return [_jeu(jeu, derniere) for jeu in jeux]


def _jeu(jeu: Jeu, derniere: Livraison | None) -> Objet:
    adresse = f"{adresse_entiere(reverse('donnees'))}#{jeu.sorte}"
    fichiers = [
        {
            "@type": "DataDownload", "name": f.nom, "contentUrl": adresse_fichier(f.nom),
            "encodingFormat": media(f.nom).partition(";")[0], "contentSize": f"{f.octets} B", "sha256": f.sha256,
        }
        for f in jeu.fichiers
    ]  # fmt: skip
    return {
        "@type": "Dataset", "@id": adresse, "url": adresse, "name": f"{jeu.titre} — Jumelles",
        "description": jeu.description, "license": LICENCE_ADRESSE, "inLanguage": "fr", "keywords": list(jeu.mots),
        "isAccessibleForFree": True, "spatialCoverage": {"@type": "Place", "name": "France"},
        "creator": {"@type": "Organization", "name": settings.EDITEUR or "Jumelles", "url": adresse_entiere("/")},
        "dateModified": derniere.instant if derniere else "", "distribution": fichiers,
    }  # fmt: skip


def _partie(partie: PartieFiche) -> Objet:
    chemin = adresse_partie(partie)
    return _pleins({
        "@type": TYPES.get(partie.nature, "Organization"), "name": partie.nom,
        "url": adresse_entiere(chemin) if chemin else "",
    })  # fmt: skip


def _code(nom: str, valeur: str) -> Objet | None:
    return {"@type": "PropertyValue", "propertyID": nom, "value": valeur} if valeur else None


def _lieu(nom: str, lat: float | None, lon: float | None) -> Objet | None:
    if lat is None or lon is None:
        return {"@type": "Place", "name": nom} if nom else None
    geo = {"@type": "GeoCoordinates", "latitude": lat, "longitude": lon}
    return _pleins({"@type": "Place", "name": nom, "geo": geo})


_OBJETS = {"territoire": "t", "acteur": "a", "projet": "f"}
_DITS: dict[str, Callable[[Contexte], list[Objet]]] = {
    "accueil": _site, "territoire": _territoire, "acteur": _acteur, "projet": _projet, "donnees": _donnees,
}  # fmt: skip
