"""Créer un administrateur, lui rendre l'accès : le mot de passe se montre une fois, le courriel est vérifié."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator

from jumelles.comptes.models import Utilisateur
from jumelles.comptes.operations import (
    CompteRefuse,
    creer_administrateur,
    rendre_l_acces,
    tirer_mot_de_passe,
)
from jumelles.comptes.requetes import compte_existe, compter_administrateurs

COURRIEL = "camille@exemple.invalid"


def test_un_administrateur_cree_peut_se_connecter(db: None) -> None:
    avant = compter_administrateurs()
    acces = creer_administrateur(courriel="  Camille@Exemple.invalid ", par="essai")
    personne = Utilisateur.objects.get(email=COURRIEL)
    assert acces.courriel == COURRIEL
    assert personne.check_password(acces.mot_de_passe)
    assert personne.is_superuser and personne.est_equipe
    assert EmailAddress.objects.get(user=personne).verified
    assert compter_administrateurs() == avant + 1


def test_le_mot_de_passe_n_est_range_nulle_part_en_clair(db: None) -> None:
    acces = creer_administrateur(courriel=COURRIEL, par="essai")
    range_ = Utilisateur.objects.values().get(email=COURRIEL)
    assert acces.mot_de_passe not in str(range_)


def test_les_mots_de_passe_tires_ont_quatre_groupes_lisibles_et_different() -> None:
    tires = {tirer_mot_de_passe() for _ in range(200)}
    assert len(tires) == 200
    assert all(re.fullmatch(r"([2-9A-HJ-NP-Za-km-z]{5}-){3}[2-9A-HJ-NP-Za-km-z]{5}", tire) for tire in tires)


@pytest.mark.parametrize("courriel", ["", "camille", "camille@", "camille@exemple", "@exemple.invalid", "a b@c.fr"])
def test_un_courriel_mal_forme_est_refuse(db: None, courriel: str) -> None:
    with pytest.raises(CompteRefuse, match="courriel"):
        creer_administrateur(courriel=courriel, par="essai")


def test_le_meme_courriel_ne_sert_pas_deux_fois_meme_en_capitales(db: None) -> None:
    creer_administrateur(courriel=COURRIEL, par="essai")
    with pytest.raises(CompteRefuse, match="existe déjà"):
        creer_administrateur(courriel=COURRIEL.upper(), par="essai")


def test_rendre_l_acces_change_le_mot_de_passe_et_rouvre_le_compte(db: None) -> None:
    ancien = creer_administrateur(courriel=COURRIEL, par="essai")
    Utilisateur.objects.filter(email=COURRIEL).update(is_active=False)
    nouveau = rendre_l_acces(courriel=COURRIEL, par="essai")
    personne = Utilisateur.objects.get(email=COURRIEL)
    assert personne.is_active
    assert personne.check_password(nouveau.mot_de_passe)
    assert not personne.check_password(ancien.mot_de_passe)


@pytest.mark.parametrize(("oublier", "restent"), [(False, 1), (True, 0)])
def test_le_second_facteur_ne_s_oublie_que_si_on_le_demande(db: None, oublier: bool, restent: int) -> None:
    creer_administrateur(courriel=COURRIEL, par="essai")
    personne = Utilisateur.objects.get(email=COURRIEL)
    Authenticator.objects.create(user=personne, type="totp", data={"secret": "x"})
    rendre_l_acces(courriel=COURRIEL, oublier_second_facteur=oublier, par="essai")
    assert Authenticator.objects.filter(user=personne).count() == restent


def test_un_compte_inconnu_est_refuse(db: None) -> None:
    assert not compte_existe("personne@exemple.invalid")
    with pytest.raises(CompteRefuse, match="aucun compte"):
        rendre_l_acces(courriel="personne@exemple.invalid", par="essai")


def test_une_ecriture_sans_auteur_est_refusee(db: None) -> None:
    with pytest.raises(ValueError, match="auteur"):
        creer_administrateur(courriel=COURRIEL, par="")
