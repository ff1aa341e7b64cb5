"""Ce que la base doit toujours tenir : chaque colonne est ce que disent les paroles, chaque fait a sa source."""

from collections.abc import Iterable, Iterator

from django.db.models import Count, Q

from jumelles.cooperations.ecart import Ecart
from jumelles.cooperations.entites import verifier_entites
from jumelles.cooperations.models import ParticipationRelation, Projet, Relation
from jumelles.cooperations.operations.retenue import COLONNES
from jumelles.cooperations.regles import retenir
from jumelles.cooperations.requetes.dires import dires_par_objet
from jumelles.provenance.models import Affirmation, Journal, Lot
from jumelles.territoires.pays_francais import ISO_FRANCAIS

PAQUET = 900


def verifier() -> list[Ecart]:
    """Tout relire ; une liste vide dit que la base tient."""
    return [*_sans_source(), *_parties(), *_derives(), *_interieures(), *_lots(), *verifier_entites()]


def _sans_source() -> Iterator[Ecart]:
    for objet_type, requete in (("relation", Relation.objects.publiees()), ("projet", Projet.objects.publies())):
        dits = Affirmation.objects.vivantes().filter(objet_type=objet_type).values("objet_id")
        for pk in requete.exclude(pk__in=dits).values_list("pk", flat=True):
            yield Ecart(f"{objet_type}:{pk}", "publié sans qu'aucune source n'en parle")
    ecrits = Journal.objects.filter(objet_type="relation").values("objet_id")
    for pk in Relation.objects.exclude(pk__in=ecrits).values_list("pk", flat=True):
        yield Ecart(f"relation:{pk}", "écrite sans ligne au journal")


def _parties() -> Iterator[Ecart]:
    seules = Relation.objects.publiees().annotate(n=Count("participations")).filter(n__lt=2)
    for pk, n in seules.values_list("pk", "n"):
        yield Ecart(f"relation:{pk}", f"{n} partie(s), il en faut deux")


def _chunks(ids: list[int]) -> Iterable[list[int]]:
    return (ids[debut : debut + PAQUET] for debut in range(0, len(ids), PAQUET))


def _derives() -> Iterator[Ecart]:
    for paquet in _chunks(list(Relation.objects.publiees().order_by("pk").values_list("pk", flat=True))):
        dires = dires_par_objet("relation", paquet)
        for relation in Relation.objects.filter(pk__in=paquet):
            retenu = retenir(dires[relation.pk])
            for colonne in COLONNES:
                porte, attendu = getattr(relation, colonne), retenu.valeurs[colonne]
                if porte != attendu:
                    yield Ecart(f"relation:{relation.pk}", f"{colonne} porte {porte!r}, les sources disent {attendu!r}")


def _interieures() -> Iterator[Ecart]:
    etrangeres = ParticipationRelation.objects.exclude(acteur__pays_id__in=ISO_FRANCAIS).values("relation_id")
    # Fondue, une relation a cédé ses parties à celle qui la garde.
    seules = Relation.objects.filter(fondue_dans__isnull=True)
    faux = seules.filter(Q(interieure=True, pk__in=etrangeres) | Q(interieure=False) & ~Q(pk__in=etrangeres))
    for pk in faux.values_list("pk", flat=True):
        yield Ecart(f"relation:{pk}", "mal rangée entre liens intérieurs et internationaux")


def _lots() -> Iterator[Ecart]:
    for pk in Lot.objects.filter(etat="bascule", lignes__isnull=False).values_list("pk", flat=True).distinct():
        yield Ecart(f"lot:{pk}", "basculé, mais ses lignes préparées sont encore là")
