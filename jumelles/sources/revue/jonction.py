"""Un partenaire connu de son seul nom, que l'on reconnaît enfin : sa fiche et ses liens gardent leur adresse."""

from collections.abc import Iterable
from contextlib import suppress

from django.db import transaction
from django.utils.translation import gettext as _

from jumelles.acteurs.models import Acteur
from jumelles.cooperations.models import ParticipationProjet, ParticipationRelation, Projet, Relation
from jumelles.cooperations.operations import FusionRefusee, annuler_decision, fondre_acteurs, reprendre_decision
from jumelles.provenance.models import Affirmation, Journal, Jugement, Lot


def joindre(lot: Lot, *, par: str) -> list[int]:
    """Fondre, dans le partenaire reconnu, celui que plus aucun lien ne nomme ; rend les jugements prononcés.

    Sans cela, la page du lien d'avant dirait « supprimé » : elle mène au lien d'aujourd'hui. Un partenaire que
    d'autres lignes nomment encore reste à part.
    """
    suites = _suites(lot)
    rendus = []
    for ancien, nouveaux in _partenaires(suites).items():
        if len(nouveaux) != 1 or _is_nomme(ancien):
            continue
        try:
            with transaction.atomic():
                motif = _("le même partenaire, reconnu au bureau de revue")
                rendus.append(fondre_acteurs(garde=next(iter(nouveaux)), fondu=ancien, par=par, motif=motif).pk)
        except FusionRefusee:
            continue  # deux pays, un lien entre eux : ce sont bien deux fiches
    return rendus


def disjoindre(lot: Lot, *, par: str) -> list[int]:
    """Défaire ce que joindre a fait pour ce lot, avant d'annuler le lot ; rend les jugements qui tenaient encore."""
    siens = Jugement.objects.vivants().filter(pk__in=lot.rapport.get("fusions", ()))
    tenaient = sorted(siens.values_list("pk", flat=True))
    for numero in reversed(tenaient):
        annuler_decision(jugement_id=numero, par=par, motif=_("une décision de revue a changé"))
    return tenaient


def rejoindre(jugements: Iterable[int], *, par: str) -> None:
    """Rendre les fusions que disjoindre a défaites, une fois leur lot remis, sauf celles qui ne se peuvent plus."""
    for numero in sorted(jugements):
        with suppress(FusionRefusee), transaction.atomic():
            reprendre_decision(jugement_id=numero, par=par, motif=_("import remis"))


def _suites(lot: Lot) -> dict[int, set[int]]:
    """Lien que ce lot a laissé sans source → ceux que les mêmes lignes disent à présent."""
    fermes = Journal.objects.filter(lot=lot, verbe="depublier_relation_sans_source")
    perdus = set(fermes.values_list("objet_id", flat=True))
    remplacees = Journal.objects.filter(lot=lot, verbe="remplacer_affirmation", objet_id__in=perdus)
    dites = [avant["affirmation"] for avant in remplacees.values_list("avant", flat=True) if avant]
    cles = Affirmation.objects.filter(pk__in=dites, objet_type="relation", objet_id__in=perdus)
    neuves = Affirmation.objects.vivantes().filter(releve__lot=lot, objet_type="relation")
    par_cle = dict(neuves.values_list("releve__cle", "objet_id"))
    suites: dict[int, set[int]] = {}
    for ancien, cle in cles.values_list("objet_id", "releve__cle"):
        if cle in par_cle:
            suites.setdefault(ancien, set()).add(par_cle[cle])
    return suites


def _partenaires(suites: dict[int, set[int]]) -> dict[int, set[int]]:
    """Partenaire connu de son seul nom → les partenaires situés qui ont pris sa place."""
    places: dict[int, set[int]] = {}
    for ancien, nouveaux in suites.items():
        for nomme in _acteurs({ancien}, situes=False):
            places.setdefault(nomme, set()).update(_acteurs(nouveaux, situes=True))
    return places


def _acteurs(relations: set[int], *, situes: bool) -> set[int]:
    siens = Acteur.objects.filter(collectivite__isnull=True, lieu__isnull=not situes, fondu_dans__isnull=True)
    liens = ParticipationRelation.objects.filter(relation__in=relations, acteur__in=siens)
    return set(liens.values_list("acteur_id", flat=True))


def _is_nomme(acteur: int) -> bool:
    """Vrai si un lien ou un projet publié le nomme encore."""
    liens = ParticipationRelation.objects.filter(acteur=acteur, relation__in=Relation.objects.publiees())
    projets = ParticipationProjet.objects.filter(acteur=acteur, projet__in=Projet.objects.publies())
    return liens.exists() or projets.exists()
