"""D'un document de la maison à un document de l'index."""

import math
from functools import lru_cache

import tantivy

from jumelles.recherche.document import Document
from jumelles.recherche.emprise import mailles_du_point
from jumelles.recherche.filtre import FACETTES
from jumelles.recherche.moteur import ordre
from jumelles.recherche.moteur.embarque import mots
from jumelles.recherche.moteur.embarque.fiches import serrer
from jumelles.recherche.moteur.embarque.schema import CHAINES, NIVEAUX, TEXTES, champ_de_maille, facette

# Une clé de tri porte l'identifiant dans ses 31 derniers bits : deux documents ne sont jamais à égalité.
BITS = 31
POIDS_MAX = 2**32 - 1
ELAN_MAX = 7  # dix millions d'habitants ou de liens


def ranger(document: Document) -> tantivy.Document:
    """Le document prêt à écrire ; ValueError si son identifiant ne tient pas dans 31 bits."""
    if not 0 <= document.id < 2**BITS:
        raise ValueError(f"Identifiant hors des bornes de l'index : {document.cle}")
    range_ = tantivy.Document()
    range_.add_text("cle", document.cle)
    range_.add_bytes("brut", serrer(document))
    for nom in ordre.ensembles(document):
        range_.add_text("ensemble", nom)
    _ranger_mots(range_, document)
    _ranger_tris(range_, document)
    _ranger_codes(range_, document)
    return range_


def _ranger_mots(range_: tantivy.Document, document: Document) -> None:
    for champ in TEXTES:
        texte = mots.preparer(" \n ".join(getattr(document, champ)))
        for chaine in CHAINES:
            range_.add_text(f"{champ}_{chaine}", texte)
        range_.add_text("mots", texte)
    for exact in {mots.nom_exact(nom) for nom in document.noms} - {""}:
        range_.add_text("nom_exact", exact)
    range_.add_text("debuts", mots.debuts(document.noms))


def _ranger_tris(range_: tantivy.Document, document: Document) -> None:
    poids = min(max(0, document.poids), POIDS_MAX)
    range_.add_text("par_nom", f"{ordre.nom_de_tri(document)}\x00{document.id:010d}")
    tris = {
        "id": document.id, "debut": document.debut, "modifie": document.modifie,
        "par_debut": ordre.ancien(document) << BITS | document.id,
        "par_recent": ordre.recent(document) << BITS | document.id,
        "par_modifie": document.modifie << BITS | document.id,
        "par_poids": POIDS_MAX - poids << BITS | document.id,
    }  # fmt: skip
    for champ, valeur in tris.items():
        range_.add_unsigned(champ, valeur)
    range_.add_float("elan", 0.5 * min(1.0, math.log10(1 + poids) / ELAN_MAX))


def _ranger_codes(range_: tantivy.Document, document: Document) -> None:
    for nom in (*FACETTES, "partie"):
        for code in dict.fromkeys(document.facettes.get(nom, ())):
            range_.add_text(facette(nom), code)
    for arc in dict.fromkeys(document.arcs):
        range_.add_text("arcs", arc)
    lieux = [_mailles(p.lat, p.lon) for p in document.points]
    range_.add_text("mailles", " ".join({m for toutes in lieux for m in toutes}))
    if document.situe:
        for niveau in NIVEAUX:
            for code in {toutes[niveau] for toutes in lieux}:
                range_.add_text(champ_de_maille(niveau), code)


@lru_cache(maxsize=50_000)
def _mailles(lat: float, lon: float) -> tuple[str, ...]:
    """Les mailles d'un lieu, que bien des documents partagent."""
    return mailles_du_point(lat, lon)
