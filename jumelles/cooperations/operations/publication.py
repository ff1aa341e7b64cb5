"""Dépublier ce que plus aucune source ne dit, rouvrir ce qu'une source redit."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils import timezone

from jumelles.acteurs.models import Acteur
from jumelles.cooperations.models import Financement, ParticipationProjet, ParticipationRelation, Projet, Relation
from jumelles.cooperations.operations.exposition import recalculer_exposition, recalculer_participants
from jumelles.provenance.models import Affirmation, Lot
from jumelles.provenance.operations import Ecriture, journaliser
from jumelles.referentiel.paquets import par_paquets

PAQUET = 900
# Qui que ce soit qui retire la dernière parole, la source qui la redira rouvrira le lien.
SANS_SOURCE = "machine:sans source"
SANS_LIEN = "machine:sans lien"
# Un lien dont toutes les parties n'en font plus qu'une ne se montre pas ; leur séparation seule le rend.
SANS_PARTENAIRE = "machine:parties fondues"


def publier_ou_retirer(touchees: Iterable[int], *, par: str, lot: Lot | None = None) -> None:
    """Dépublier la relation que plus aucune source ne dit ; rouvrir celle qu'une source redit."""
    a_fermer, a_rouvrir = _tri("relation", Relation, "supprimee", set(touchees))
    _update(Relation, a_fermer, supprimee_le=timezone.now(), supprimee_par=SANS_SOURCE)
    _update(Relation, a_rouvrir, supprimee_le=None, supprimee_par="")
    ecritures = [Ecriture("depublier_relation_sans_source", "relation", pk) for pk in sorted(a_fermer)]
    ecritures += [Ecriture("republier_relation", "relation", pk) for pk in sorted(a_rouvrir)]
    journaliser(par=par, lot=lot, ecritures=ecritures)
    recalculer_participants(a_fermer | a_rouvrir, par=par)


def publier_ou_retirer_projets(touches: Iterable[int], *, par: str, lot: Lot | None = None) -> None:
    """Comme publier_ou_retirer, pour des projets."""
    a_fermer, a_rouvrir = _tri("projet", Projet, "supprime", set(touches))
    _update(Projet, a_fermer, supprime_le=timezone.now(), supprime_par=SANS_SOURCE)
    _update(Projet, a_rouvrir, supprime_le=None, supprime_par="")
    ecritures = [Ecriture("depublier_projet_sans_source", "projet", pk) for pk in sorted(a_fermer)]
    ecritures += [Ecriture("republier_projet", "projet", pk) for pk in sorted(a_rouvrir)]
    journaliser(par=par, lot=lot, ecritures=ecritures)
    for paquet in _paquets(a_fermer | a_rouvrir):
        liens = ParticipationProjet.objects.filter(projet_id__in=paquet)
        recalculer_exposition(liens.values_list("acteur_id", flat=True), par=par)


def publier_ou_retirer_acteurs(ids: Iterable[int], *, par: str, lot: Lot | None = None) -> set[int]:
    """Dépublier ceux que plus aucun lien ni projet publié ne nomme, rouvrir les autres ; rend ceux qui changent."""
    gardes = Acteur.objects.filter(fondu_dans__isnull=True)
    ouverts: set[int] = set()
    fermes: set[int] = set()
    nommes: set[int] = set()
    for paquet in _paquets(ids):
        ouverts.update(gardes.filter(pk__in=paquet, supprime_le__isnull=True).values_list("pk", flat=True))
        fermes.update(gardes.filter(pk__in=paquet, supprime_par=SANS_LIEN).values_list("pk", flat=True))
        nommes |= _nommes(paquet)
    a_fermer, a_rouvrir = ouverts - nommes, fermes & nommes
    _update(Acteur, a_fermer, supprime_le=timezone.now(), supprime_par=SANS_LIEN)
    _update(Acteur, a_rouvrir, supprime_le=None, supprime_par="")
    ecritures = [Ecriture("depublier_acteur_sans_lien", "acteur", pk) for pk in sorted(a_fermer)]
    ecritures += [Ecriture("republier_acteur", "acteur", pk) for pk in sorted(a_rouvrir)]
    journaliser(par=par, lot=lot, ecritures=ecritures)
    return a_fermer | a_rouvrir


def rouvrir_acteurs(*, par: str, lot: Lot | None = None) -> None:
    """Rouvrir les acteurs dépubliés qu'une source vient de renommer."""
    fermes = Acteur.objects.filter(supprime_par=SANS_LIEN, fondu_dans__isnull=True)
    publier_ou_retirer_acteurs(list(fermes.values_list("pk", flat=True)), par=par, lot=lot)


def _nommes(ids: list[int]) -> set[int]:
    """Ceux que nomme un lien ou un projet publié : partie, participant, payeur, repreneur."""
    relations, projets = Relation.objects.publiees(), Projet.objects.publies()
    trouves = set(
        ParticipationRelation.objects.filter(acteur__in=ids, relation__in=relations).values_list("acteur_id", flat=True)
    )
    participants = ParticipationProjet.objects.filter(acteur__in=ids, projet__in=projets)
    trouves |= set(participants.values_list("acteur_id", flat=True))
    trouves |= set(Financement.objects.filter(payeur__in=ids, projet__in=projets).values_list("payeur_id", flat=True))
    return trouves | set(relations.filter(repris_par__in=ids).values_list("repris_par_id", flat=True))


def _tri(objet_type: str, modele: Any, champ: str, touches: set[int]) -> tuple[set[int], set[int]]:
    """(à fermer : publiés et muets ; à rouvrir : qu'une machine avait fermés et dont on parle)."""
    parles: set[int] = set()
    fermes: dict[int, str] = {}
    for paquet in _paquets(touches):
        parles.update(Affirmation.objects.vivantes().about(objet_type, *paquet).values_list("objet_id", flat=True))
        clos = modele.objects.filter(pk__in=paquet, **{f"{champ}_le__isnull": False})
        fermes.update(clos.values_list("pk", f"{champ}_par"))
    rouvrir = {pk for pk, qui in fermes.items() if pk in parles and _is_reouvrable(qui)}
    return touches - parles - fermes.keys(), rouvrir


def _is_reouvrable(ferme_par: str) -> bool:
    """Une machine ne rouvre ni ce qu'une personne a fermé, ni ce qu'une fusion a vidé de son sens."""
    return not ferme_par.startswith("personne:") and ferme_par != SANS_PARTENAIRE


def _update(modele: Any, ids: set[int], **champs: Any) -> None:
    for paquet in _paquets(ids):
        modele.objects.filter(pk__in=paquet).update(**champs)


def _paquets(ids: Iterable[int]) -> Iterator[list[int]]:
    return par_paquets(sorted(ids), PAQUET)
