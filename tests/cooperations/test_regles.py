"""Les décisions du cœur, en tables."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jumelles.cooperations.regles import (
    ChampRefuse,
    Dire,
    cle_de_lien,
    est_confirmee,
    etat_acte,
    in_order,
    retenir,
    statut_projet,
    verifier_champs,
)

JOUR = date(2026, 11, 21)


def dire(champs: dict[str, Any], **autres: Any) -> Dire:
    base = {"humaine": False, "certitude": "dite", "date_information": "", "releve_le": JOUR, "source_code": "s"}
    return Dire(champs=champs, **{**base, **autres})


@pytest.mark.parametrize(
    ("nature", "acteurs", "cle"),
    [
        ("jumelage", [12, 45], "lien:12-45"),
        ("jumelage", [45, 12], "lien:12-45"),
        ("cooperation_decentralisee", [12, 45], "lien:12-45"),  # le même lien, dit autrement
        ("", [12, 45], "lien:12-45"),
        ("gect", [12, 45], "gect:12-45"),  # un autre lien entre les mêmes
        ("jumelage", [3, 1, 2, 3], "lien:1-2-3"),
    ],
)
def test_un_lien_est_sa_famille_et_ses_parties_sans_ordre(nature: str, acteurs: list[int], cle: str) -> None:
    assert cle_de_lien(nature, acteurs) == cle


def test_deux_sources_qui_se_contredisent_restent_cote_a_cote() -> None:
    """Strasbourg–Fès : 1998 pour fescity, 1999 pour strasbourg.eu."""
    retenu = retenir(
        [dire({"debut": "1998"}, source_code="fescity"), dire({"debut": "1999"}, source_code="strasbourg")]
    )
    assert retenu.valeurs["debut"] in ("1998", "1999")
    assert dict(retenu.divergences["debut"]) == {"1998": "fescity", "1999": "strasbourg"}


def test_une_date_plus_precise_ne_contredit_pas() -> None:
    retenu = retenir([dire({"debut": "1998"}), dire({"debut": "1998-05"})])
    assert retenu.valeurs["debut"] == "1998-05"
    assert not retenu.divergences


@pytest.mark.parametrize("annee_fichier", ["2019", "2030-01-01"])
def test_une_personne_prime_sur_un_fichier_meme_plus_recent(annee_fichier: str) -> None:
    humaine = dire({"debut": "1963"}, humaine=True, date_information="2020")
    fichier = dire({"debut": "1962"}, date_information=annee_fichier)
    assert retenir([fichier, humaine]).valeurs["debut"] == "1963"
    assert retenir([humaine, fichier]).divergences["debut"]


def test_suspendu_sans_date_n_est_pas_retenu() -> None:
    sans = retenir([dire({"etat": "suspendu"})])
    assert sans.valeurs["etat"] == "non_renseigne"
    date_ = retenir([dire({"etat": "suspendu", "etat_depuis": "2022-03"}, date_information="2022-04")])
    assert (date_.valeurs["etat"], date_.valeurs["etat_depuis"]) == ("suspendu", "2022-03")


def test_les_dimensions_de_deux_sources_s_ajoutent_et_comptent_une_fois() -> None:
    """C1.7."""
    retenu = retenir([dire({"dimensions": ["solidaire"]}), dire({"dimensions": ["economique", "solidaire"]})])
    assert sorted(retenu.valeurs["dimensions"]) == ["economique", "solidaire"]


@given(st.permutations([
    dire({"debut": "1998", "nature": "jumelage"}, source_code="a", identifiant=1),
    dire({"debut": "1999", "etat": "actif"}, source_code="b", identifiant=2, date_information="2017-07"),
    dire({"fin": "2001", "dimensions": ["solidaire"]}, source_code="c", identifiant=3, certitude="a_verifier"),
    dire({"debut": "1997"}, source_code="d", identifiant=4, humaine=True),
]))  # fmt: skip
def test_l_ordre_des_sources_ne_change_rien(dires: list[Dire]) -> None:
    reference = retenir(sorted(dires, key=lambda d: d.identifiant))
    assert retenir(dires).valeurs == reference.valeurs


@pytest.mark.parametrize(
    ("champs", "quand", "extrait"),
    [
        ({"couleur": "rouge"}, "", "champs inconnus : couleur"),
        ({"debut": "98"}, "", "debut"),
        ({"debut": "2999"}, "", "debut"),
        ({"debut": "2027"}, "", "futur"),
        ({"nature": "amitié"}, "", "nature inconnue"),
        ({"etat": "mort"}, "", "état inconnu"),
        ({"etat": "clos"}, "2020", "date de l'état"),
        ({"etat": "clos", "etat_depuis": "2019"}, "", "source elle-même datée"),
        ({"debut": "2001", "fin": "1999"}, "", "avant son début"),
    ],
)
def test_un_champ_faux_est_refuse_avec_sa_raison(champs: dict[str, Any], quand: str, extrait: str) -> None:
    with pytest.raises(ChampRefuse, match=extrait):
        verifier_champs(champs, date_information=quand, jour=JOUR)


@pytest.mark.parametrize(
    ("debut", "fin", "attendu"),
    [("1998-05", "1998", True), ("1998", "1998", True), ("1999", "1998-12", False), ("", "1998", True)],
)
def test_debut_et_fin_se_comparent_a_leur_precision(debut: str, fin: str, attendu: bool) -> None:
    assert in_order(debut, fin) is attendu


@pytest.mark.parametrize(
    ("fin", "resilie", "attendu"),
    [
        ("", "", "non_renseigne"),
        ("2026-11-21", "", "en_vigueur"),  # le dernier jour compte
        ("2026-11-20", "", "echu"),
        ("2026", "", "en_vigueur"),
        ("2030", "2025-01-01", "resilie"),
        ("2030", "2027-01-01", "en_vigueur"),
    ],
)
def test_l_etat_d_un_acte(fin: str, resilie: str, attendu: str) -> None:
    assert etat_acte(debut="2020", fin=fin, resilie_le=resilie, jour=JOUR) == attendu


@pytest.mark.parametrize(
    ("debut", "fin", "dit", "attendu"),
    [
        ("2008", "2018-12-31", "En cours", "a_verifier"),  # DOMAINE 2.3, trois fiches de l'Atlas
        ("2008", "2018-12-31", "", "termine"),
        ("2020", "", "Achevé", "termine"),
        ("2020", "", "Exécution", "en_cours"),
        ("2027", "", "", "a_venir"),
        ("2020", "", "", "non_renseigne"),
    ],
)
def test_le_statut_d_un_projet_est_calcule(debut: str, fin: str, dit: str, attendu: str) -> None:
    assert statut_projet(debut=debut, fin=fin, etat_dit=dit, jour=JOUR) == attendu


@pytest.mark.parametrize(
    ("le", "attendu"),
    [(date(2026, 11, 21), True), (date(2024, 12, 1), True), (date(2024, 11, 30), False), (None, False)],
)
def test_confirmee_vingt_quatre_mois(le: date | None, attendu: bool) -> None:
    assert est_confirmee(le, JOUR) is attendu
