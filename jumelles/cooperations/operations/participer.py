"""Dire à quel titre un acteur est d'un projet, et ce qu'il y apporte sans argent (C5.6)."""

from django.db import transaction

from jumelles.cooperations.enums import RoleProjet
from jumelles.cooperations.models import ParticipationProjet, Projet
from jumelles.cooperations.operations.fusion.vivants import gardee
from jumelles.cooperations.regles import ChampRefuse
from jumelles.provenance.models import Journal
from jumelles.provenance.operations import Ecriture, journaliser

VERBE = "participer_projet"


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


def dite_par_une_personne(projet_id: int, acteur_id: int, role: str) -> bool:
    """Vrai si quelqu'un a donné ce rôle à la main : une source qui se retire ne l'ôte pas."""
    dites = Journal.objects.filter(verbe=VERBE, objet_type="projet", objet_id=projet_id)
    cle = (acteur_id, role)
    return any((x["acteur"], x["role"]) == cle for x in dites.values_list("apres", flat=True) if x)
