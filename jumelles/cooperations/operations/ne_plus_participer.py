"""Reprendre un rôle que quelqu'un a donné à la main à un acteur d'un projet (C5.6)."""

from collections.abc import Iterator

from django.db import transaction

from jumelles.cooperations.models import ParticipationProjet, Projet
from jumelles.cooperations.operations.attaches import poser_attaches
from jumelles.cooperations.operations.fusion.cloture import fermer
from jumelles.cooperations.operations.fusion.hors_fusion import hors_fusion
from jumelles.cooperations.operations.fusion.vivants import gardee, reunis
from jumelles.cooperations.operations.participer import RETRAIT, dites_par_des_personnes
from jumelles.provenance.operations import Ecriture, journaliser


@transaction.atomic
def ne_plus_participer(*, projet_id: int, acteur_id: int, role: str, par: str) -> None:
    """Ôter ce rôle et son apport, sur la fiche gardée comme sur celles qui y sont fondues.

    Si une source le dit encore, le rôle reste, sans l'apport. Sans effet si personne ne l'a donné à la main, ou si on
    l'a déjà repris : ce que dit une source, c'est elle qui le retire.
    """
    projet_id, acteur_id = gardee("projet", projet_id), gardee("acteur", acteur_id)
    Projet.objects.select_for_update().get(pk=projet_id)
    projets, acteurs = reunis("projet", projet_id, champs=()), reunis("acteur", acteur_id, champs=())
    cles = {(pk, a, role) for pk in projets for a in acteurs} & dites_par_des_personnes(projets)
    if not cles:
        return
    with hors_fusion(fermer(projets=projets, acteurs=acteurs), par=par):
        siennes = ParticipationProjet.objects.filter(projet_id__in=projets, acteur_id__in=acteurs, role=role)
        apports = {(p, a): apport for p, a, apport in siennes.values_list("projet_id", "acteur_id", "apport")}
        siennes.delete()
        journaliser(par=par, ecritures=_ecritures(cles, apports))
        # Ce que des sources disent encore revient, sans l'apport.
        poser_attaches(projets, par=par)


def _ecritures(cles: set[tuple[int, int, str]], apports: dict[tuple[int, int], str]) -> Iterator[Ecriture]:
    """L'acteur est nommé aussi : rien ne mène plus de ce projet à lui, et l'index doit le suivre."""
    for projet_id, acteur_id, role in sorted(cles):
        avant = {"acteur": acteur_id, "role": role, "apport": apports.get((projet_id, acteur_id), "")}
        yield Ecriture(RETRAIT, "projet", projet_id, avant)
        yield Ecriture("quitter_projet", "acteur", acteur_id, {"projet": projet_id, "role": role})
