"""Le flux Atom (RFC 4287), paginé (RFC 5005) : les plus récemment modifiées d'abord, tout l'ensemble par rel=next.

Une page commence après un repère « modifie-id » et non à un rang : ce qui change pendant la lecture passe en tête,
sans rien faire sauter de la suite.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from django.conf import settings
from django.utils.translation import gettext as _

from jumelles.recherche.dictionnaire import intitule
from jumelles.recherche.document import Trouve
from jumelles.recherche.moteur.port import Moteur
from jumelles.recherche.phrase import phrase
from jumelles.recherche.sorties.extraction import LICENCE, LICENCE_ADRESSE, TITRES, Extraction
from jumelles.recherche.sorties.xml import lisible
from jumelles.referentiel.temps import DatePartielle

ATOM = "http://www.w3.org/2005/Atom"
PAR_PAGE = 50
ANNEE_DES_NUMEROS = 2026  # une étiquette (RFC 4151) porte l'année où le nom du site était le nôtre
_REPERE = re.compile(r"(\d{1,11})-(\d{1,15})", re.ASCII)
ET.register_namespace("", ATOM)


@dataclass(frozen=True, slots=True)
class Signet:
    """Où reprendre un flux : strictement avant (modifie, id)."""

    modifie: int
    id: int

    @classmethod
    def lire(cls, texte: str) -> "Signet | None":
        """« 1763769600-12 » ; None si cela ne se lit pas."""
        lu = _REPERE.fullmatch(texte[:40])
        return cls(int(lu[1]), int(lu[2])) if lu else None

    def __str__(self) -> str:
        return f"{self.modifie}-{self.id}"


def ecrire_atom(moteur: Moteur, extraction: Extraction, avant: Signet | None = None) -> bytes:
    """Une page du flux : cinquante fiches, et le lien vers la suivante s'il en reste."""
    return _page(moteur, extraction, avant)[0]


def tout_le_flux(moteur: Moteur, extraction: Extraction) -> Iterator[bytes]:
    """Toutes les pages du flux, l'une après l'autre, telles qu'un lecteur les suit."""
    page, suite = _page(moteur, extraction, None)
    yield page
    while suite:
        page, suite = _page(moteur, extraction, suite)
        yield page


def _page(moteur: Moteur, extraction: Extraction, avant: Signet | None) -> tuple[bytes, Signet | None]:
    """Une page, et où commence la suivante ; None : il n'y en a plus."""
    depuis = (avant.modifie, avant.id) if avant else None
    lus = moteur.recents(extraction.filtre, extraction.sorte, avant=depuis, nombre=PAR_PAGE + 1)
    page = lus[:PAR_PAGE]
    suite = Signet(page[-1].modifie, page[-1].id) if len(lus) > PAR_PAGE else None
    flux = _tete(moteur, extraction, page, avant)
    if suite:
        _lien(flux, "next", extraction.adresse_de("atom", (("avant", str(suite)),)), "application/atom+xml")
    for trouve in page:
        flux.append(_entree(extraction, trouve))
    ecrit: bytes = ET.tostring(flux, encoding="utf-8", xml_declaration=False)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + ecrit, suite


def etiquette(chemin: str) -> str:
    """Un identifiant stable (RFC 4151), quel que soit le nom dans l'adresse."""
    return f"tag:{urlsplit(settings.ADRESSE_PUBLIQUE).hostname},{ANNEE_DES_NUMEROS}:{chemin}"


def _tete(moteur: Moteur, extraction: Extraction, page: tuple[Trouve, ...], avant: Signet | None) -> ET.Element:
    filtre, sorte = extraction.filtre, extraction.sorte
    flux = ET.Element(f"{{{ATOM}}}feed", {"xml:lang": "fr"})
    question = filtre.to_query()
    _texte(flux, "id", etiquette(sorte + (f"?{question}" if question else "")))
    _texte(flux, "title", f"{TITRES[sorte]} — Jumelles")
    _texte(flux, "subtitle", str(phrase(filtre, moteur.compter(filtre, sorte), sorte)))
    _texte(flux, "updated", _instant(page[0].modifie) if page else extraction.instant.isoformat(timespec="seconds"))
    auteur = ET.SubElement(flux, f"{{{ATOM}}}author")
    _texte(auteur, "name", settings.EDITEUR or "Jumelles")
    _texte(flux, "rights", f"{LICENCE} {LICENCE_ADRESSE}")
    premier = extraction.adresse_de("atom")
    ici = extraction.adresse_de("atom", (("avant", str(avant)),)) if avant else premier
    _lien(flux, "self", ici, "application/atom+xml")
    _lien(flux, "first", premier, "application/atom+xml")
    _lien(flux, "alternate", extraction.adresse, "text/html")
    return flux


def _entree(extraction: Extraction, trouve: Trouve) -> ET.Element:
    fiche = trouve.fiche
    entree = ET.Element(f"{{{ATOM}}}entry")
    _texte(entree, "id", etiquette(f"{trouve.sorte}:{trouve.id}"))
    _texte(entree, "title", str(fiche[intitule(trouve.sorte)]))
    _lien(entree, "alternate", f"{settings.ADRESSE_PUBLIQUE}{fiche['adresse']}", "text/html")
    _texte(entree, "updated", _instant(trouve.modifie))
    _texte(entree, "summary", resume(trouve))
    for code, libelle in _themes(trouve):
        ET.SubElement(entree, f"{{{ATOM}}}category", {"term": code, "label": lisible(libelle)})
    licences = fiche.get("licences") or ()
    if isinstance(licences, tuple) and licences:
        _texte(entree, "rights", " ; ".join(dict.fromkeys(licences)))
    return entree


def resume(trouve: Trouve) -> str:
    """Une phrase : ce que c'est, où, depuis quand, selon qui."""
    fiche = trouve.fiche
    quoi = {"relations": "nature_libelle", "projets": "statut_libelle", "acteurs": "type_acteur_libelle"}
    pays = fiche.get("pays_noms") or fiche.get("pays_nom") or ""
    debut, sources = str(fiche.get("debut") or ""), fiche.get("sources_noms") or ()
    morceaux = [
        str(fiche.get(quoi[trouve.sorte]) or ""),
        ", ".join(pays) if isinstance(pays, tuple) else str(pays),
        DatePartielle.read(debut).after_depuis() if debut else "",
        _("selon %(sources)s") % {"sources": ", ".join(sources)} if isinstance(sources, tuple) and sources else "",
    ]
    texte = ", ".join(m for m in morceaux if m)
    return f"{texte[:1].upper()}{texte[1:]}."


def _themes(trouve: Trouve) -> Iterator[tuple[str, str]]:
    codes, libelles = trouve.fiche.get("themes") or (), trouve.fiche.get("themes_libelles") or ()
    if isinstance(codes, tuple) and isinstance(libelles, tuple):
        yield from zip(codes, libelles, strict=False)


def _texte(parent: ET.Element, nom: str, texte: str) -> None:
    ET.SubElement(parent, f"{{{ATOM}}}{nom}").text = lisible(texte)


def _lien(parent: ET.Element, rel: str, adresse: str, media: str) -> None:
    ET.SubElement(parent, f"{{{ATOM}}}link", {"rel": rel, "type": media, "href": adresse})


def _instant(secondes: int) -> str:
    return datetime.fromtimestamp(secondes, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
