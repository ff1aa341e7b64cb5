"""Ce qu'on retient des mots d'une facette : jamais un mot d'hier, et pas une requête de trop."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import override_settings
from django.utils import translation

from jumelles.recherche.filtre import Filtre
from jumelles.recherche.lexique import lexique
from jumelles.recherche.libelles import libelles, titre
from jumelles.recherche.requetes import facettes
from jumelles.territoires.models import Collectivite, Pays
from tests.atelier.faits import une_source

pytestmark = pytest.mark.django_db


def test_un_mot_change_des_que_la_base_change() -> None:
    """Renommer une source : le nouveau nom se lit tout de suite, l'ancien nulle part."""
    une_source("essai", nom="Avant")
    assert lexique().mots("source", ["essai"])["essai"] == "Avant"
    une_source("essai", nom="Après")
    assert lexique().mots("source", ["essai"])["essai"] == "Après"


def test_ce_qui_est_deja_lu_ne_se_relit_pas(django_assert_num_queries: Callable[[int], Any]) -> None:
    codes = list(Pays.objects.values_list("pk", flat=True)[:50])
    regions = list(Collectivite.objects.filter(code__startswith="R").values_list("code", flat=True))
    premier = dict(lexique().mots("pays", codes)), lexique().divisions(regions)
    connu = lexique()
    with django_assert_num_queries(0):
        assert (dict(connu.mots("pays", codes)), connu.divisions(regions)) == premier
    assert premier[0] == libelles("pays", codes)
    with django_assert_num_queries(1):  # savoir où en est la base
        assert lexique() is connu


def test_un_code_que_personne_ne_connait_n_est_pas_retenu() -> None:
    """Des adresses forgées ne font pas grossir la mémoire."""
    connu = lexique()
    for rang in range(50):
        assert f"Z{rang}" not in connu.mots("pays", [f"Z{rang}", "MG"])
    assert set(connu.mots("pays", [])) & {f"Z{rang}" for rang in range(50)} == set()


def test_chaque_langue_a_ses_mots() -> None:
    francais = lexique()
    with override_settings(LANGUAGES=[("fr", "français"), ("en", "English")]), translation.override("en"):
        assert lexique() is not francais


def test_les_memes_facettes_la_seconde_fois_en_une_requete(django_assert_num_queries: Callable[[int], Any]) -> None:
    filtre = Filtre(pays=("MG",))
    premieres = facettes(filtre, "relations")
    with django_assert_num_queries(1):
        assert facettes(filtre, "relations") == premieres


def test_un_dispositif_se_reconnait_a_l_index_sans_lire_les_projets(
    django_assert_num_queries: Callable[[int], Any],
) -> None:
    dits = [f for f in facettes(Filtre(), "projets") if f.nom == "dispositif"]
    codes = [c.code for f in dits for c in f.choix]
    assert codes
    with django_assert_num_queries(0):
        assert libelles("dispositif", [*codes, "aucun de ce nom"]) == {c: c for c in codes}


def test_un_titre_propre_a_une_sorte_l_emporte() -> None:
    assert titre("pays", "acteurs") == "Pays du siège"
    assert titre("pays", "relations") == "Pays et territoires"
