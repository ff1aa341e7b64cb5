"""Des fiches de toute sorte, fabriquées : pièges de tableur, lieux, listes, inconnues."""

from typing import Any

from jumelles.recherche.dictionnaire import COLONNES, intitule
from jumelles.recherche.document import Cellule, Document, Point
from jumelles.recherche.filtre import Sorte
from jumelles.recherche.moteur.port import Repere
from tests.atelier.moteur_en_memoire import MoteurEnMemoire

GRENOBLE = Point(45.19, 5.73, "ville", "francais", "Grenoble")
LYON = Point(45.76, 4.84, "ville", "francais", "Lyon")
NOUMEA = Point(-22.27, 166.44, "ville", "francais", "Nouméa")
ESSEN = Point(51.46, 7.01, "ville", "etranger", "Essen")
PAPEETE = Point(-17.54, -149.57, "region", "etranger", "Papeete")
MAHAJANGA = Point(-15.72, 46.32, "ville", "action", "Mahajanga")
PIEGES = (
    '=1+1', "+33 1", "-1 place", "@SUM(A1)", "\t=1", "\r=1", " =1+1", "\u00a0=1", "＝1+1", "－2", "'=déjà", "''-deux",
    "'s-Hertogenbosch", "Grenoble – Essen", 'Le « pont », dit "vieux"; ici', "ligne\nsuivante", "l'eau", "", "<b>&amp;",
    "_x0041_",
)  # fmt: skip


def fiche(sorte: Sorte, numero: int, **valeurs: Cellule) -> dict[str, Cellule]:
    """Une fiche complète : tout ce qui n'est pas dit est inconnu."""
    vides: dict[str, Any] = {"liste": (), "liste_codes": (), "nombre": None, "booleen": False}
    faite: dict[str, Cellule] = {c.nom: vides.get(c.type, "") for c in COLONNES[sorte]}
    nom = intitule(sorte)
    assert set(valeurs) <= set(faite)
    return {**faite, "id": numero, "adresse": f"/{sorte}/{numero}-x/", nom: f"{sorte} {numero}", **valeurs}


def document(sorte: Sorte, numero: int, points: tuple[Point, ...] = (), **valeurs: Cellule) -> Document:
    """Le document d'une fiche ; situé s'il a des points."""
    return Document(
        sorte, numero, (str(numero),), modifie=1_700_000_000 + numero % 7, situe=bool(points), points=points,
        facettes={"pays": ("DE" if numero % 2 else "MG",)}, fiche=fiche(sorte, numero, **valeurs),
    )  # fmt: skip


def moteur_de(*documents: Document) -> MoteurEnMemoire:
    """Un moteur qui les connaît."""
    moteur = MoteurEnMemoire()
    moteur.reconstruire(documents, Repere(journal=1, jour="2026-11-22"))
    return moteur


def moteur_piege() -> MoteurEnMemoire:
    """Une relation par piège, une sur deux située."""
    return moteur_de(
        *(
            document(
                "relations", n, (GRENOBLE, ESSEN) if n % 2 else (), titre=texte, intitule=texte,
                partenaires=(texte, "Essen"), francais_longitude=-1.5, themes=("eau", "dechets"), divergente=True,
                debut="1998-05",
            )
            for n, texte in enumerate(PIEGES, start=1)
        )
    )  # fmt: skip
