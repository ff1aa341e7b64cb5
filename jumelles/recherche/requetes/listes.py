"""Une page d'une liste : les identifiants viennent du moteur, dans son ordre ; les lignes, de la base, brouillées."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, get_args

from jumelles.acteurs.models import Acteur
from jumelles.acteurs.requetes import ActeurBref, bref
from jumelles.cooperations.fiches import ProjetBref, RelationBreve
from jumelles.cooperations.models import Projet, Relation
from jumelles.cooperations.requetes import breves, participations_par_acteur, projets_brefs
from jumelles.recherche.filtre import Filtre, Sorte
from jumelles.recherche.moteur import moteur
from jumelles.recherche.moteur.port import Tri

TAILLE = 30
PAGES_MAX = 200  # au-delà, on affine ou l'on télécharge : personne ne lit la page 201
VIDE = Filtre()
TRIS: tuple[Tri, ...] = get_args(Tri)
ORDRES: Mapping[Sorte, Tri] = {"relations": "ancien", "projets": "recent", "acteurs": "nom"}
Ligne = RelationBreve | ProjetBref | ActeurBref


@dataclass(frozen=True, slots=True)
class Liste:
    """Une page : numero à partir de 1, pages au plus PAGES_MAX ; rapproches : (mot demandé, mot compris)."""

    elements: tuple[Any, ...]
    total: int
    numero: int
    pages: int
    rapproches: tuple[tuple[str, str], ...] = ()
    tronquee: bool = False


def ordre(filtre: Filtre, sorte: Sorte, voulu: str = "") -> Tri:
    """L'ordre demandé s'il existe ; sinon la pertinence pour un texte, l'ordre habituel de la sorte sans texte."""
    demande = next((tri for tri in TRIS if tri == voulu), None)
    if demande and (demande != "pertinence" or filtre.texte):
        return demande
    return "pertinence" if filtre.texte else ORDRES[sorte]


def lister(filtre: Filtre, sorte: Sorte, *, jour: date, tri: str = "", numero: int = 1, taille: int = TAILLE) -> Liste:
    """Une page de relations, de projets ou d'acteurs ; un numéro trop grand rend la dernière."""
    filtre, ranger = filtre.pour(sorte), ordre(filtre, sorte, tri)
    numero = min(max(1, numero), PAGES_MAX)
    tranche = moteur().chercher(filtre, sorte, tri=ranger, debut=(numero - 1) * taille, nombre=taille)
    toutes = max(1, -(-tranche.total // taille))
    if numero > toutes:
        numero = toutes
        tranche = moteur().chercher(filtre, sorte, tri=ranger, debut=(numero - 1) * taille, nombre=taille)
    lignes = lire(sorte, tranche.ids, jour=jour)
    return Liste(lignes, tranche.total, numero, min(toutes, PAGES_MAX), tranche.rapproches, tronquee=toutes > PAGES_MAX)


def compter(filtre: Filtre, sorte: Sorte, *, situes: bool = False) -> int:
    """Combien ; situes : seulement ce qu'une carte peut montrer."""
    return moteur().compter(filtre.pour(sorte), sorte, situes=situes)


def relations(filtre: Filtre = VIDE, *, jour: date, numero: int = 1, taille: int = TAILLE, tri: str = "") -> Liste:
    """Une page de jumelages et partenariats, les plus anciens connus d'abord, ceux sans date ensuite."""
    return lister(filtre, "relations", jour=jour, numero=numero, taille=taille, tri=tri)


def projets(filtre: Filtre = VIDE, *, jour: date, numero: int = 1, taille: int = TAILLE, tri: str = "") -> Liste:
    """Une page du panorama des projets, les plus récents d'abord."""
    return lister(filtre, "projets", jour=jour, numero=numero, taille=taille, tri=tri)


def acteurs(filtre: Filtre = VIDE, *, jour: date, numero: int = 1, taille: int = TAILLE, tri: str = "") -> Liste:
    """Une page de l'annuaire, par ordre alphabétique, chacun avec ses nombres de liens et de projets."""
    return lister(filtre, "acteurs", jour=jour, numero=numero, taille=taille, tri=tri)


def lire(sorte: Sorte, ids: Sequence[int], *, jour: date) -> tuple[Ligne, ...]:
    """Les lignes de ces identifiants, dans leur ordre ; ce qui n'est plus publié depuis l'indexation manque."""
    if sorte == "relations":
        return breves(_ordonner(ids, Relation.objects.publiees().in_bulk(ids)), jour=jour)
    if sorte == "projets":
        return projets_brefs(_ordonner(ids, Projet.objects.publies().en_bref().in_bulk(ids)), jour=jour)
    publies = Acteur.objects.publies().select_related("pays", "collectivite").defer("description").in_bulk(ids)
    nombres = participations_par_acteur(ids)
    return tuple(
        replace(bref(a), relations=nombres[a.pk][0], projets=nombres[a.pk][1]) for a in _ordonner(ids, publies)
    )


def _ordonner(ids: Sequence[int], objets: Mapping[int, Any]) -> list[Any]:
    return [objets[pk] for pk in ids if pk in objets]
