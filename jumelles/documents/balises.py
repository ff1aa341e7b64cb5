"""Ce que typst ne balise pas encore : les en-têtes de ligne (TH, Scope Row)."""

from collections.abc import Iterator
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name

from jumelles.documents.arbre import Tableau
from jumelles.documents.copie import Copie


def completer_balises(pdf: bytes, copie: Copie) -> bytes:
    """Le même PDF, où la première cellule de chaque ligne nomme sa ligne quand le tableau le dit."""
    tableaux = [b for b in copie.blocs if isinstance(b, Tableau)]
    if not any(t.entete_de_ligne for t in tableaux):
        return pdf
    with pikepdf.open(BytesIO(pdf)) as document:
        tables = elements(document.Root.StructTreeRoot, "/Table")
        for tableau, table in zip(tableaux, tables, strict=True):
            if tableau.entete_de_ligne:
                _nommer_les_lignes(table)
        sortie = BytesIO()
        document.save(
            sortie, deterministic_id=True, fix_metadata_version=False, preserve_pdfa=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )  # fmt: skip
    return sortie.getvalue()


def elements(racine: pikepdf.Object, sorte: str) -> Iterator[pikepdf.Object]:
    """Les éléments de structure d'une sorte (« /Table », « /TR »), dans l'ordre de lecture."""
    pile = [racine]
    while pile:
        noeud = pile.pop()
        if noeud.get("/S") == sorte:
            yield noeud
        pile.extend(reversed(enfants(noeud)))


def enfants(noeud: pikepdf.Object) -> list[pikepdf.Object]:
    """Les éléments de structure sous celui-ci, sans les contenus marqués."""
    dessous = noeud.get("/K")
    suite = list(dessous) if isinstance(dessous, Array) else [dessous]
    return [e for e in suite if isinstance(e, Dictionary) and ("/S" in e or "/K" in e)]


def _nommer_les_lignes(table: pikepdf.Object) -> None:
    for ligne in elements(table, "/TR"):
        premiere, *suite = enfants(ligne)
        if premiere.S == "/TD":
            premiere.S = Name.TH
            premiere.A = Array([Dictionary(O=Name.Table, Scope=Name.Row)])
            for cellule in suite:
                _laisser_les_portees(cellule)


def _laisser_les_portees(cellule: pikepdf.Object) -> None:
    """Une liste Headers ne nommerait que la colonne : sans elle, les portées donnent la ligne et la colonne."""
    for attributs in cellule.get("/A", Array()):
        if "/Headers" in attributs:
            del attributs["/Headers"]
