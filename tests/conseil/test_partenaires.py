"""Les types de partenaires : les mots du document 004, ses cases vides, et qui parle (C5.1, C5.2, C5.5, C5.6)."""

import pytest

from jumelles.conseil.faits import EtatFait, FaitCite
from jumelles.conseil.partenaires import (
    Classe,
    Colonne,
    Etiquette,
    RolePartenaire,
    TypePartenaire,
    tableau,
    type_de_partenaire,
    types_de_partenaires,
)
from jumelles.droit.lecture import TableInvalide
from tests.conseil.document_004 import LIGNES

DIX = types_de_partenaires()[:10]
SUITE = types_de_partenaires()[10:]
DU_KIT = (Colonne.AVANTAGES, Colonne.FAIBLESSES, Colonne.CONTREPARTIE, Colonne.APPORT)


def mots(texte: str) -> str:
    """Les mots, sans la typographie que nous mettons."""
    return texte.replace("’", "'").replace("\u00a0", " ")


@pytest.mark.parametrize(("type_", "ligne"), list(zip(DIX, LIGNES, strict=True)), ids=[t.code for t in DIX])
def test_les_mots_sont_ceux_du_document(type_: TypePartenaire, ligne: tuple[str, ...]) -> None:
    """C5.1 : mot pour mot, fautes comprises ; une case vide du document l'est ici."""
    dits = (type_.nom, *(mots("".join(f.texte for f in type_.cellule(c))) for c in DU_KIT))
    assert tuple(mots(d) for d in dits) == ligne


@pytest.mark.parametrize(
    ("code", "colonne"),
    [("union-europeenne", Colonne.CONTREPARTIE), ("f3e", Colonne.CONTREPARTIE), ("afd", Colonne.CONTREPARTIE),
     ("business-france", Colonne.FAIBLESSES)],
)  # fmt: skip
def test_une_case_vide_se_dit_non_renseignee(code: str, colonne: Colonne) -> None:
    """C5.1."""
    assert type_de_partenaire(code).cellule(colonne) == ()
    assert type_de_partenaire(code).dire(colonne) == "non renseigné"


def test_il_n_y_a_que_quatre_cases_vides() -> None:
    assert sum(not t.cellule(c) for t in DIX for c in DU_KIT) == 4


def test_porte_d_entree_et_plus_value_sont_demandees_mais_non_renseignees() -> None:
    """C5.1 : l'analyse les demande, le document n'en dit rien."""
    for type_ in types_de_partenaires():
        assert {type_.dire(c) for c in (Colonne.PORTE_ENTREE, Colonne.PLUS_VALUE)} == {"non renseigné"}


def test_le_tableau_a_les_colonnes_du_document_et_dix_lignes() -> None:
    """C5.2."""
    en_tete, *lignes = tableau(DIX)
    assert [mots(c) for c in en_tete] == [
        "Type de partenaire", "Ses avantages", "Ses faiblesses", "Sa contrepartie",
        "Ce qu'il peut apporter à l'AICT", "Sa porte d'entrée", "Sa réelle plus-value", "Qui le dit",
    ]  # fmt: skip
    assert len(lignes) == 10 and {len(x) for x in lignes} == {8}
    assert {mots(x[-1]) for x in lignes} == {"avis d'atelier ARRICOD, 2015"}


def test_les_dix_parlent_pour_l_atelier_et_les_autres_non() -> None:
    assert {t.etiquette for t in DIX} == {Etiquette.ATELIER}
    assert {f.etat for t in DIX for _, faits in t.cellules for f in faits} == {EtatFait.AVIS_D_ATELIER}
    assert {t.etiquette for t in SUITE} == {Etiquette.COMPLEMENT} and len(SUITE) == 26
    assert EtatFait.AVIS_D_ATELIER not in {f.etat for t in SUITE for _, faits in t.cellules for f in faits}
    assert all(t.etiquette.libelle for t in types_de_partenaires())
    assert [t.numero for t in types_de_partenaires()] == list(range(1, 37))


def test_une_classe_ne_se_dit_que_du_document_ou_signalee() -> None:
    """C5.5 : seuls les services internes et les associations du territoire y sont nommés « traditionnels »."""
    trouves = {t.code for t in DIX if t.classe is Classe.TRADITIONNEL and t.classe_etat is EtatFait.TROUVE}
    assert trouves == {"association-culturelle", "referents-internes"}
    assert {t.classe_etat for t in DIX if t.classe is Classe.INNOVANT} == {EtatFait.A_VERIFIER}
    assert all((t.classe is None) is (t.classe_etat is None) is (not t.classe_source) for t in types_de_partenaires())


def test_un_bailleur_est_aussi_un_partenaire() -> None:
    """C5.6 : « non seulement des financeurs mais aussi des partenaires »."""
    for code in ("afd", "cdc"):
        assert type_de_partenaire(code).roles == tuple(RolePartenaire)
        assert type_de_partenaire(code).roles_etat is EtatFait.TROUVE
    assert RolePartenaire.FINANCEUR not in type_de_partenaire("service-cooperation").roles
    assert all(t.roles for t in types_de_partenaires())


def test_un_fait_trouve_a_sa_source() -> None:
    for type_ in types_de_partenaires():
        for _, faits in type_.cellules:
            assert faits and all(f.source for f in faits)
    for etat in (EtatFait.TROUVE, EtatFait.AVIS_D_ATELIER):
        with pytest.raises(TableInvalide):
            FaitCite("Un fait", "non renseignée", etat)
    with pytest.raises(TableInvalide):
        FaitCite("", "ici", EtatFait.TROUVE)
