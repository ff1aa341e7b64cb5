"""L'enchaînement : répartitions, source, acteurs, relations, projets."""

import random
from collections.abc import Iterator
from datetime import date

from bench.generateur import acteurs, projets, relations, repartitions
from bench.generateur.acteurs import PAR
from bench.generateur.echelles import ECHELLES
from bench.generateur.versement import en_grand
from jumelles.acteurs.models import Acteur
from jumelles.cooperations.models import (
    Acte,
    ClassementProjet,
    ClassementRelation,
    Financement,
    LieuAction,
    ParticipationProjet,
    ParticipationRelation,
    Projet,
    Relation,
)
from jumelles.provenance.models import Affirmation, Journal
from jumelles.provenance.operations import enregistrer_source

TABLES = [
    Acteur, Relation, ParticipationRelation, ClassementRelation, Acte, Projet, ParticipationProjet, LieuAction,
    ClassementProjet, Financement, Affirmation, Journal, Projet.relations.through,
]  # fmt: skip


def fabriquer(echelle: str, hasard: random.Random) -> Iterator[tuple[str, int]]:
    """Agrandir la base branchée ; rendre chaque étape finie et combien elle compte en tout."""
    voulu = ECHELLES[echelle]
    source = enregistrer_source(
        code="banc", par=PAR, nom="Banc d'essai (inventé)", editeur="Jumelles", licence="CC0 1.0", nature="base",
        releve_le=date(2026, 11, 21),
    )  # fmt: skip
    reps = repartitions.lire()
    yield "répartitions lues, liens du plus lié", max(reps.degres_francais)
    with en_grand(TABLES):
        annuaire = acteurs.fabriquer(voulu.acteurs, reps, hasard)
        yield "acteurs", Acteur.objects.count()
        liens = relations.fabriquer(voulu.relations, annuaire, reps, source.pk, hasard)
        yield "relations", Relation.objects.count()
        projets.fabriquer(voulu.projets, liens, annuaire, reps, source.pk, hasard)
        yield "projets", Projet.objects.count()
    yield "index refaits, écritures au journal", Journal.objects.count()
