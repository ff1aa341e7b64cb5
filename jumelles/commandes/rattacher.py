"""`jumelles rattacher` : dire pour quelle collectivité, ou quel réseau, parle une personne."""

from typing import TYPE_CHECKING

import click

from jumelles.commandes.commande import commande
from jumelles.commandes.erreurs import Arret

if TYPE_CHECKING:
    from jumelles.comptes.operations import Acces

AUTEUR = "commande:rattacher"


@commande()
@click.option("--courriel", required=True, help="Le courriel de la personne ; son compte est créé s'il n'existe pas.")
@click.option("--nom", default="", help="Le nom affiché, si le compte est créé.")
@click.option("--territoire", default="", help="Le code de la collectivité : 38185, D38, R84, ou un SIREN d'EPCI.")
@click.option("--reseau", type=int, help="Le numéro de l'acteur, pour une personne d'un réseau.")
@click.option("--role", type=click.Choice(["agent", "elu"]), default="agent", help="À quel titre.")
@click.option("--detacher", is_flag=True, help="Clore ce rattachement au lieu de l'ouvrir.")
def rattacher(courriel: str, nom: str, territoire: str, reseau: int | None, role: str, detacher: bool) -> None:
    """Rattacher une personne à sa collectivité (ou à son réseau), ou l'en détacher."""
    from django.db import transaction

    from jumelles.comptes.operations import CompteRefuse
    from jumelles.rattachements.operations import RattachementRefuse

    if bool(territoire) == (reseau is not None):
        raise Arret("Dites une collectivité (--territoire) ou un réseau (--reseau), et un seul des deux.")
    try:
        with transaction.atomic():
            if detacher:
                _detacher(courriel, territoire, reseau)
                return
            acces = _compte(courriel, nom)
            _rattacher(courriel, territoire, reseau, role)
    except (CompteRefuse, RattachementRefuse) as refus:
        raise Arret(f"Rien n'a été changé : {refus}") from refus
    click.echo(f"{courriel} parle maintenant pour {territoire or f'le réseau {reseau}'}.")
    if acces:
        from jumelles.commandes.administrateur import montrer

        montrer(acces.courriel, acces.mot_de_passe)


def _compte(courriel: str, nom: str) -> "Acces | None":
    """L'accès du compte tout neuf, ou None s'il existait."""
    from jumelles.comptes.operations import creer_personne
    from jumelles.comptes.requetes import compte_existe
    from jumelles.provenance.operations import Ecriture, journaliser

    if compte_existe(courriel):
        return None
    acces = creer_personne(courriel=courriel, nom=nom, par=AUTEUR)
    journaliser(par=AUTEUR, ecritures=[Ecriture("creer_personne", "utilisateur", acces.utilisateur_id)])
    return acces


def _rattacher(courriel: str, territoire: str, reseau: int | None, role: str) -> None:
    from jumelles.rattachements.operations import rattacher as rattacher_a
    from jumelles.rattachements.operations import rattacher_au_reseau

    if reseau is None:
        rattacher_a(courriel=courriel, code=territoire, role=role, par=AUTEUR)
    else:
        rattacher_au_reseau(courriel=courriel, reseau_id=reseau, par=AUTEUR)


def _detacher(courriel: str, territoire: str, reseau: int | None) -> None:
    from jumelles.rattachements.operations import detacher
    from jumelles.rattachements.requetes import adhesions_de

    adhesions = adhesions_de(courriel, code=territoire, reseau_id=reseau)
    if not adhesions:
        raise Arret(f"{courriel} n'est pas rattaché à {territoire or f'ce réseau ({reseau})'} : rien n'a été changé.")
    for adhesion_id in adhesions:
        detacher(adhesion_id=adhesion_id, par=AUTEUR)
    click.echo(f"{courriel} ne parle plus pour {territoire or f'le réseau {reseau}'}.")
