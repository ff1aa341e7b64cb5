"""Dire à quel titre un acteur est d'un projet, et ce qu'il y apporte sans argent (C5.6)."""

from collections.abc import Collection
from typing import Any

from django.db import transaction

from jumelles.acteurs.models import Acteur
from jumelles.cooperations.enums import RoleProjet
from jumelles.cooperations.models import ParticipationProjet, Projet
from jumelles.cooperations.operations.fusion.vivants import gardee
from jumelles.cooperations.regles import ChampRefuse
from jumelles.provenance.models import Journal
from jumelles.provenance.operations import Ecriture, journaliser

VERBE, RETRAIT = "participer_projet", "ne_plus_participer_projet"


@transaction.atomic
def participer(*, projet_id: int, acteur_id: int, role: str, par: str, apport: str = "") -> None:
    """Donner ce rôle à cet acteur, avec son apport non financier ; un autre rôle du même acteur reste à côté.

    Aucun montant n'en naît : un bailleur peut être aussi partenaire. Redire le même rôle change l'apport.
    ChampRefuse si le rôle n'existe pas.
    """
    if role not in RoleProjet.values:
        raise ChampRefuse(f"rôle inconnu : {role}")
    projet_id, acteur_id = gardee("projet", projet_id), gardee("acteur", acteur_id)
    Projet.objects.select_for_update().get(pk=projet_id)
    participation, neuve = ParticipationProjet.objects.get_or_create(
        projet_id=projet_id, acteur_id=acteur_id, role=role, defaults={"apport": apport.strip()}
    )
    avant = None if neuve else {"apport": participation.apport}
    participation.apport = apport.strip()
    participation.save(update_fields=["apport"])
    apres = {"acteur": acteur_id, "role": role, "apport": participation.apport}
    journaliser(par=par, ecritures=[Ecriture(VERBE, "projet", projet_id, avant=avant, apres=apres)])


def dites_par_des_personnes(projet_ids: Collection[int]) -> set[tuple[int, int, str]]:
    """(projet, acteur, rôle) donnés à la main et non repris : une source qui se retire ne les ôte pas. Deux requêtes.

    Un acteur fondu depuis y paraît sous sa fiche et sous celle qui le garde : ses participations sont à l'une ou à
    l'autre.
    """
    journal = Journal.objects.filter(verbe__in=(VERBE, RETRAIT), objet_type="projet", objet_id__in=projet_ids)
    lignes = journal.order_by("pk").values_list("verbe", "objet_id", "avant", "apres")
    lues: list[tuple[str, int, Any]] = [(verbe, pk, apres or avant) for verbe, pk, avant, apres in lignes]
    gardes = _gardes({dit["acteur"] for _verbe, _pk, dit in lues})
    dites: dict[tuple[int, int, str], set[int]] = {}
    for verbe, pk, dit in lues:
        cle = (pk, gardes.get(dit["acteur"], dit["acteur"]), dit["role"])
        if verbe == VERBE:
            dites.setdefault(cle, set()).add(dit["acteur"])
        else:
            dites.pop(cle, None)
    return {(pk, a, role) for (pk, garde, role), siens in dites.items() for a in (garde, *siens)}


def _gardes(acteur_ids: Collection[int]) -> dict[int, int]:
    """Acteur fondu → celui qui le garde."""
    fondus = Acteur.objects.filter(pk__in=acteur_ids, fondu_dans__isnull=False)
    return dict(fondus.values_list("pk", "fondu_dans_id"))
