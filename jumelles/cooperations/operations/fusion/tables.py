"""Les lignes qu'une fusion déplace : dans quelles tables, par quels renvois, et ce qui n'y paraît qu'une fois."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet

from jumelles.acteurs.models import Acteur
from jumelles.cooperations.models import (
    Acte,
    Financement,
    Instrument,
    LieuAction,
    ParticipationProjet,
    ParticipationRelation,
    Projet,
    Relation,
)
from jumelles.provenance.models import Affirmation
from jumelles.referentiel import paquets

PAQUET = 900
Ligne = dict[str, Any]
MODELES: dict[str, Any] = {"acteur": Acteur, "relation": Relation, "projet": Projet}
FONDU = {"acteur": "fondu_dans", "relation": "fondue_dans", "projet": "fondu_dans"}


@dataclass(frozen=True, slots=True)
class TableLiee:
    """Une table dont des lignes renvoient à nos objets.

    renvois : colonne → sorte d'objet ; unique : colonnes qui ne se répètent pas, la ligne en trop est ôtée ;
    complete : colonnes que la ligne gardée prend à celle qu'on ôte ; contenues : colonnes qui la rangent.
    """

    nom: str
    modele: Any
    renvois: Mapping[str, str]
    unique: tuple[str, ...] = ()
    complete: tuple[str, ...] = ()
    filtre: Mapping[str, str] = field(default_factory=dict)

    @property
    def contenues(self) -> tuple[str, ...]:
        """Les colonnes qui disent sous quelle relation ou quel projet la ligne paraît, la première non vide d'abord."""
        return tuple(c for c in ("projet_id", "relation_id", "objet_id", "id") if c in self.renvois or c == "id")

    def conteneur(self, ligne: Ligne, cible: Ligne) -> str:
        """« relation:12 » : l'objet gardé sous lequel cette ligne paraît."""
        for colonne in self.contenues:
            if colonne == "id":
                return f"{self.nom}:{ligne['id']}"
            if cible[colonne] is not None:
                return f"{self.renvois[colonne]}:{cible[colonne]}"
        raise ValueError(f"{self.nom} : une ligne sans relation ni projet")

    def lire(self, relations: Iterable[int], projets: Iterable[int]) -> list[Ligne]:
        """Les lignes rangées sous ces relations et ces projets."""
        sous = {"relation": sorted(relations), "projet": sorted(projets)}
        lues: dict[int, Ligne] = {}
        for colonne, sorte in self._rangements():
            for paquet in par_paquets(sous[sorte]):
                for ligne in self._toutes().filter(Q(**{f"{colonne}__in": paquet})).values():
                    lues[ligne["id"]] = ligne
        return [lues[pk] for pk in sorted(lues)]

    def _rangements(self) -> list[tuple[str, str]]:
        if self.nom == "relation":
            return [("id", "relation")]
        return [(c, s) for c, s in self.renvois.items() if s in ("relation", "projet")]

    def _toutes(self) -> QuerySet[Any]:
        lignes: QuerySet[Any] = self.modele.objects.filter(**self.filtre).order_by()
        return lignes.filter(repris_par__isnull=False) if self.nom == "relation" else lignes

    def creer(self, lignes: Iterable[Ligne]) -> None:
        """Remettre des lignes, avec leur identifiant."""
        self.modele.objects.bulk_create([self.modele(**ligne) for ligne in lignes], batch_size=500)

    def oter(self, ids: Iterable[int]) -> None:
        """Ôter des lignes."""
        for paquet in par_paquets(ids):
            self.modele.objects.filter(pk__in=paquet).delete()


TABLES = (
    TableLiee(
        "participation_relation", ParticipationRelation, {"relation_id": "relation", "acteur_id": "acteur"},
        unique=("relation_id", "acteur_id"), complete=("au_titre_de_id",),
    ),
    TableLiee(
        "participation_projet", ParticipationProjet, {"projet_id": "projet", "acteur_id": "acteur"},
        unique=("projet_id", "acteur_id", "role"), complete=("apport",),
    ),
    TableLiee(
        "adossement", Projet.relations.through, {"projet_id": "projet", "relation_id": "relation"},
        unique=("projet_id", "relation_id"),
    ),
    TableLiee("financement", Financement, {"projet_id": "projet", "payeur_id": "acteur"}),
    TableLiee("lieu", LieuAction, {"relation_id": "relation", "projet_id": "projet"}),
    TableLiee("acte", Acte, {"relation_id": "relation"}),
    TableLiee("instrument", Instrument, {"relation_id": "relation"}),
    TableLiee("parole_relation", Affirmation, {"objet_id": "relation"}, filtre={"objet_type": "relation"}),
    TableLiee("parole_projet", Affirmation, {"objet_id": "projet"}, filtre={"objet_type": "projet"}),
    TableLiee("relation", Relation, {"repris_par_id": "acteur"}),
)  # fmt: skip
PAR_NOM = {t.nom: t for t in TABLES}


def modele_de(table: str) -> Any:
    """Le modèle d'une table, ou de l'objet lui-même."""
    return PAR_NOM[table].modele if table in PAR_NOM else MODELES[table]


def par_paquets(ids: Iterable[int]) -> Iterator[list[int]]:
    """Des identifiants, PAQUET à la fois : SQLite et PostgreSQL bornent le nombre de paramètres."""
    return paquets.par_paquets(sorted(ids), PAQUET)
