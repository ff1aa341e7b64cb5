"""Écrire l'index : remplacer des documents avec leur repère, ou tout refaire à côté."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path

import tantivy
from django.utils.translation import gettext as _

from jumelles.recherche.document import Document
from jumelles.recherche.moteur.embarque.dossier import DossierIndex
from jumelles.recherche.moteur.embarque.lecture import CLE_DU_REPERE
from jumelles.recherche.moteur.embarque.rangement import ranger
from jumelles.recherche.moteur.embarque.schema import FORME, brancher, schema
from jumelles.recherche.moteur.port import EcritureOccupee, Repere

MEMOIRE_DU_FIL = 32_000_000
MEMOIRE_DE_RECONSTRUCTION = 256_000_000
FILS = 2
_SIGNES_DU_DISQUE = ("IO error", "writer was killed")


def remplacer(chemin: Path, documents: Iterable[Document], retires: Iterable[tuple[str, int]], repere: Repere) -> None:
    """Une seule validation : les documents, les retraits et le repère, ou rien de tout cela."""
    index = brancher(tantivy.Index.open(str(chemin)))
    ecrivain = _ecrivain(index)
    try:
        for document in documents:
            ecrivain.delete_documents_by_term("cle", document.cle)
            ecrivain.add_document(ranger(document))
        for sorte, identifiant in retires:
            ecrivain.delete_documents_by_term("cle", f"{sorte}:{identifiant}")
        _poser(ecrivain, repere)
        ecrivain.commit()
    except BaseException:
        ecrivain.rollback()
        raise
    finally:
        ecrivain.wait_merging_threads()


def refaire(dossier: DossierIndex, documents: Iterable[Document], repere: Repere) -> int:
    """Un index neuf à côté, puis la bascule ; le nombre de documents."""
    nombre = 0
    with dossier.reconstruction() as chemin, _pannes_du_disque():
        index = brancher(tantivy.Index(schema(), str(chemin)))
        ecrivain = index.writer(MEMOIRE_DE_RECONSTRUCTION, FILS)
        try:
            for document in documents:
                ecrivain.add_document(ranger(document))
                nombre += 1
            _poser(ecrivain, repere)
            ecrivain.commit()
        except BaseException:
            with suppress(ValueError):  # les fils tombés le redisent, avec moins de mots
                ecrivain.wait_merging_threads()
            raise
        ecrivain.wait_merging_threads()
    return nombre


@contextmanager
def _pannes_du_disque() -> Iterator[None]:
    """Rendre en OSError ce que tantivy dit d'un disque plein : l'appelant sait quoi en dire."""
    try:
        yield
    except ValueError as erreur:
        if not any(signe in str(erreur) for signe in _SIGNES_DU_DISQUE):
            raise
        raise OSError(str(erreur)) from erreur


def _ecrivain(index: tantivy.Index) -> tantivy.IndexWriter:
    try:
        return index.writer(MEMOIRE_DU_FIL, 1)
    except ValueError as erreur:
        if "LockBusy" not in str(erreur):
            raise
        raise EcritureOccupee(
            _("Un autre programme écrit déjà dans l'index de recherche, sans doute l'ouvrier (« jumelles ouvrier »).")
        ) from erreur


def _poser(ecrivain: tantivy.IndexWriter, repere: Repere) -> None:
    """Ranger le repère comme un document que nulle recherche ne voit : il avance avec les autres, ou pas."""
    ecrivain.delete_documents_by_term("cle", CLE_DU_REPERE)
    document = tantivy.Document()
    document.add_text("cle", CLE_DU_REPERE)
    document.add_bytes("brut", json.dumps({**asdict(repere), "forme": repere.forme or FORME}).encode())
    ecrivain.add_document(document)
