"""`jumelles administrateur` : créer un administrateur, ou lui rendre l'accès."""

import os

import click

from jumelles.commandes.commande import commande
from jumelles.commandes.erreurs import Arret

COURRIEL_PAR_DEFAUT = "administration@exemple.invalid"


AUTEUR = "commande:administrateur"
AUTEUR_PREMIER = "commande:initialiser"


@commande()
@click.option("--courriel", required=True, help="Le courriel de connexion.")
@click.option("--nom", default="", help="Le nom affiché.")
@click.option("--nouveau-mot-de-passe", is_flag=True, help="Tirer un nouveau mot de passe s'il existe déjà.")
@click.option("--oublier-second-facteur", is_flag=True, help="Effacer le second facteur perdu.")
def administrateur(courriel: str, nom: str, nouveau_mot_de_passe: bool, oublier_second_facteur: bool) -> None:
    """Créer un administrateur ; le mot de passe est tiré au sort et montré une seule fois."""
    from django.db import transaction

    from jumelles.comptes.operations import CompteRefuse, creer_administrateur, rendre_l_acces
    from jumelles.comptes.requetes import compte_existe

    try:
        if not compte_existe(courriel):
            with transaction.atomic():
                acces = creer_administrateur(courriel=courriel, nom=nom, par=AUTEUR)
                _consigner("creer_administrateur", acces.utilisateur_id, AUTEUR)
        elif nouveau_mot_de_passe or oublier_second_facteur:
            with transaction.atomic():
                acces = rendre_l_acces(courriel=courriel, oublier_second_facteur=oublier_second_facteur, par=AUTEUR)
                _consigner("rendre_l_acces", acces.utilisateur_id, AUTEUR)
        else:
            raise Arret(
                f"Le compte {courriel} existe déjà : rien n'a été changé. Pour lui rendre l'accès, ajoutez "
                "--nouveau-mot-de-passe, et --oublier-second-facteur si son téléphone est perdu."
            )
    except CompteRefuse as refus:
        raise Arret(f"Compte refusé : {refus}") from refus
    montrer(acces.courriel, acces.mot_de_passe)


def creer_le_premier() -> None:
    """Créer le premier administrateur s'il n'y en a aucun, et dire comment se connecter."""
    from django.db import transaction

    from jumelles.comptes.operations import CompteRefuse, creer_administrateur
    from jumelles.comptes.requetes import compter_administrateurs

    if compter_administrateurs():
        return
    courriel = os.environ.get("JUMELLES_ADMIN_COURRIEL", COURRIEL_PAR_DEFAUT)
    try:
        with transaction.atomic():
            acces = creer_administrateur(courriel=courriel, nom="Administration", par=AUTEUR_PREMIER)
            _consigner("creer_administrateur", acces.utilisateur_id, AUTEUR_PREMIER)
    except CompteRefuse as refus:
        raise Arret(f"JUMELLES_ADMIN_COURRIEL est refusé : {refus}") from refus
    montrer(acces.courriel, acces.mot_de_passe)


def _consigner(verbe: str, utilisateur_id: int, par: str) -> None:
    """Le journal est à l'étage au-dessus des comptes : la porte écrit la ligne, dans la même transaction."""
    from jumelles.provenance.operations import Ecriture, journaliser

    journaliser(par=par, ecritures=[Ecriture(verbe, "utilisateur", utilisateur_id)])


def montrer(courriel: str, mot_de_passe: str) -> None:
    """Écrire l'accès à l'écran, et nulle part ailleurs."""
    from django.conf import settings

    lignes = (
        "",
        "  Pour vous connecter en administrateur (noté ici une seule fois, rangé nulle part en clair) :",
        f"    adresse       {settings.ADRESSE_PUBLIQUE}/compte/login/",
        f"    courriel      {courriel}",
        f"    mot de passe  {mot_de_passe}",
        "  À la première connexion, le site demande d'activer un second facteur (application de codes).",
        "",
    )
    click.echo("\n".join(lignes))
