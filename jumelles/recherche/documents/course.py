"""Une course : bâtir des documents, de quelques-uns à tous, à mémoire constante."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from jumelles.acteurs.models import Acteur
from jumelles.cooperations.models import Projet, Relation
from jumelles.recherche.document import Document
from jumelles.recherche.documents.acteurs import documents_des_acteurs
from jumelles.recherche.documents.annuaire import Annuaire
from jumelles.recherche.documents.decor import planter
from jumelles.recherche.documents.lieux import (
    documents_des_odd,
    documents_des_pays,
    documents_des_territoires,
    documents_des_themes,
)
from jumelles.recherche.documents.projets import documents_des_projets
from jumelles.recherche.documents.relations import documents_des_relations
from jumelles.referentiel import paquets
from jumelles.territoires.models import Collectivite

SORTES_INDEXEES = ("relations", "projets", "acteurs", "territoires", "pays", "themes", "odd")
PAQUET = 900
_TABLES = {
    "relations": Relation.objects, "projets": Projet.objects, "acteurs": Acteur.objects,
    "territoires": Collectivite.objects,
}  # fmt: skip


class Course:
    """Bâtir des documents avec le même décor : une nouvelle course pour chaque reprise de l'alimentation."""

    def __init__(self, jour: date) -> None:
        self.decor = planter(jour)
        self._annuaire = Annuaire(self.decor)

    def documents(self, sorte: str, ids: Sequence[int]) -> list[Document]:
        """Les documents publiés parmi ces identifiants, par identifiant croissant ; PAQUET identifiants au plus.

        Le nombre de requêtes ne dépend que de la sorte.
        """
        match sorte:
            case "relations":
                return documents_des_relations(ids, self.decor, self._annuaire)
            case "projets":
                return documents_des_projets(ids, self.decor, self._annuaire)
            case "acteurs":
                return documents_des_acteurs(ids, self.decor, self._annuaire)
            case "territoires":
                return documents_des_territoires(ids, self.decor)
            case "pays":
                return documents_des_pays(sorted(ids), self.decor)
        nomenclature = documents_des_themes() if sorte == "themes" else documents_des_odd()
        voulus = set(ids)
        return [d for d in nomenclature if d.id in voulus]

    def tous(self, sorte: str) -> Iterator[Document]:
        """Tous les documents d'une sorte, par identifiant croissant, paquet après paquet."""
        if sorte in _TABLES:
            for paquet in paquets_d_identifiants(sorte):
                yield from self.documents(sorte, paquet)
        elif sorte == "pays":
            yield from documents_des_pays(range(1, 26 * 26 + 1), self.decor)
        else:
            yield from documents_des_themes() if sorte == "themes" else documents_des_odd()


def taille(sorte: str) -> int:
    """Combien de lignes a la table d'une sorte, publiées ou non ; 0 pour une nomenclature."""
    return _TABLES[sorte].count() if sorte in _TABLES else 0


def paquets_de(sorte: str, course: Course) -> Iterator[list[int]]:
    """Les identifiants d'une sorte, PAQUET à la fois : ceux de la table, ou ceux de la nomenclature."""
    if sorte in _TABLES:
        return paquets_d_identifiants(sorte)
    return par_paquets(d.id for d in course.tous(sorte))


def paquets_d_identifiants(sorte: str) -> Iterator[list[int]]:
    """Les identifiants d'une table, publiés ou non, PAQUET à la fois, sans jamais les tenir tous."""
    dernier = 0
    while True:
        suite = _TABLES[sorte].filter(pk__gt=dernier).order_by("pk")
        paquet = list(suite.values_list("pk", flat=True)[:PAQUET])
        if not paquet:
            return
        yield paquet
        dernier = paquet[-1]


def par_paquets(ids: Iterable[int]) -> Iterator[list[int]]:
    """Des identifiants triés, PAQUET à la fois."""
    return paquets.par_paquets(sorted(ids), PAQUET)
