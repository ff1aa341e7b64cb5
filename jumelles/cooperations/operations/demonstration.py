"""Retirer tout le contenu de démonstration, d'un coup."""

from django.db import transaction

from jumelles.acteurs.models import Acteur
from jumelles.cooperations.models import Projet, Relation
from jumelles.provenance.models import Affirmation, Releve
from jumelles.provenance.operations import Ecriture, journaliser


@transaction.atomic
def retirer_demonstration(*, par: str) -> int:
    """Effacer relations, projets, acteurs, paroles et relevés inventés ; rend combien de relations et projets."""
    relations = list(Relation.objects.filter(demonstration=True).values_list("pk", flat=True))
    projets = list(Projet.objects.filter(demonstration=True).values_list("pk", flat=True))
    acteurs = list(Acteur.objects.filter(demonstration=True).values_list("pk", flat=True))
    Affirmation.objects.filter(source__demonstration=True).delete()
    Releve.objects.filter(source__demonstration=True).delete()
    Projet.objects.filter(pk__in=projets).delete()
    Relation.objects.filter(pk__in=relations).delete()
    Acteur.objects.filter(demonstration=True).delete()
    ecritures = [Ecriture("retirer_demonstration", "relation", pk) for pk in relations]
    ecritures += [Ecriture("retirer_demonstration", "projet", pk) for pk in projets]
    ecritures += [Ecriture("retirer_demonstration", "acteur", pk) for pk in acteurs]
    journaliser(par=par, ecritures=ecritures)
    return len(relations) + len(projets)
