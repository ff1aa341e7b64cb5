"""Écrire les coûts : rien ne s'efface, qui arrive second le sait, et seul ce qu'on publie est public."""

from dataclasses import replace
from decimal import Decimal
from uuid import UUID, uuid4

import pytest

from jumelles.provenance.models import Journal
from jumelles.rattachements.habilitation import AccesRefuse, Habilitation
from jumelles.retombees.enums import Poste, Preuve
from jumelles.retombees.ligne_dite import LigneDite
from jumelles.retombees.models import FicheCouts, LigneCout
from jumelles.retombees.operations import (
    LigneDepassee,
    corriger_ligne,
    depublier,
    ecrire_ligne,
    publier,
    retirer_ligne,
    revenir,
)
from jumelles.retombees.regles import LigneRefusee
from jumelles.retombees.requetes import fiches_publiees, lignes, retirees, versions
from tests.atelier.monde import un_monde

CODE, ANNEE = "ZZ001", 2025
CAMILLE = Habilitation(signature="personne:1", collectivites=frozenset({CODE}))
VOISIN = Habilitation(signature="personne:2", equipe=True, collectivites=frozenset({"ZZ002"}))
DITE = LigneDite(poste=Poste.PROPRES, valeur=Decimal(100))


@pytest.fixture(autouse=True)
def monde(db: None) -> None:
    un_monde()


def ecrire(dite: LigneDite = DITE, par: Habilitation = CAMILLE, jeton: UUID | None = None, annee: int = ANNEE) -> UUID:
    """Une ligne de la collectivité."""
    return ecrire_ligne(code=CODE, annee=annee, dite=dite, jeton=jeton or uuid4(), par=par)


def corriger(ligne: UUID, vue: int, valeur: int, jeton: UUID | None = None) -> int:
    """La même ligne, à une autre valeur."""
    dite = replace(DITE, valeur=Decimal(valeur))
    return corriger_ligne(code=CODE, ligne=ligne, vue=vue, dite=dite, jeton=jeton or uuid4(), par=CAMILLE)


def test_corriger_garde_l_avant_et_l_on_y_revient() -> None:
    numero = ecrire()
    assert corriger(numero, 1, 120) == 2
    assert revenir(code=CODE, ligne=numero, vue=2, version=1, jeton=uuid4(), par=CAMILLE) == 3
    assert [(v.version, v.dite.valeur) for v in versions(CODE, numero)] == [(3, 100), (2, 120), (1, 100)]
    assert [x.dite.valeur for x in lignes(CODE, ANNEE)] == [100]


def test_retirer_n_efface_pas_et_se_defait() -> None:
    numero = ecrire()
    retirer_ligne(code=CODE, ligne=numero, vue=1, jeton=uuid4(), par=CAMILLE)
    assert lignes(CODE, ANNEE) == ()
    assert [x.dite.valeur for x in retirees(CODE, ANNEE)] == [100]
    revenir(code=CODE, ligne=numero, vue=2, version=1, jeton=uuid4(), par=CAMILLE)
    assert [x.version for x in lignes(CODE, ANNEE)] == [3]


def test_deux_personnes_a_la_fois_ne_perdent_rien() -> None:
    """La seconde est prévenue ; sa saisie n'est pas écrite par-dessus la première."""
    numero = ecrire()
    corriger(numero, 1, 120)
    for geste in (
        lambda: corriger(numero, 1, 999),
        lambda: retirer_ligne(code=CODE, ligne=numero, vue=1, jeton=uuid4(), par=CAMILLE),
        lambda: revenir(code=CODE, ligne=numero, vue=1, version=1, jeton=uuid4(), par=CAMILLE),
        lambda: revenir(code=CODE, ligne=numero, vue=2, version=9, jeton=uuid4(), par=CAMILLE),
    ):
        with pytest.raises(LigneDepassee):
            geste()
    assert [v.dite.valeur for v in versions(CODE, numero)] == [120, 100]


def test_le_meme_envoi_deux_fois_n_ecrit_qu_une_fois() -> None:
    jeton, second = uuid4(), uuid4()
    numero = ecrire(jeton=jeton)
    assert ecrire(jeton=jeton) == numero
    assert corriger(numero, 1, 120, second) == corriger(numero, 1, 120, second) == 2
    assert LigneCout.objects.count() == 2


def test_chaque_geste_est_signe_au_journal_sans_les_montants() -> None:
    numero = ecrire()
    corriger(numero, 1, 120)
    retirer_ligne(code=CODE, ligne=numero, vue=2, jeton=uuid4(), par=CAMILLE)
    lus = Journal.objects.filter(objet_type="ligne_cout").order_by("pk")
    assert [(j.verbe, j.par) for j in lus] == [
        ("ecrire_ligne_cout", "personne:1"),
        ("corriger_ligne_cout", "personne:1"),
        ("retirer_ligne_cout", "personne:1"),
    ]
    assert "120" not in str([j.apres for j in lus])


def test_qui_n_est_pas_de_la_collectivite_n_ecrit_rien() -> None:
    """Être de l'équipe de Jumelles, ou d'une autre collectivité, ne suffit pas."""
    numero = ecrire()
    for geste in (
        lambda: ecrire(par=VOISIN),
        lambda: corriger_ligne(code=CODE, ligne=numero, vue=1, dite=DITE, jeton=uuid4(), par=VOISIN),
        lambda: retirer_ligne(code=CODE, ligne=numero, vue=1, jeton=uuid4(), par=VOISIN),
        lambda: revenir(code=CODE, ligne=numero, vue=1, version=1, jeton=uuid4(), par=VOISIN),
        lambda: publier(code=CODE, annee=ANNEE, vues=[1], par=VOISIN),
        lambda: depublier(code=CODE, annee=ANNEE, par=VOISIN),
    ):
        with pytest.raises(AccesRefuse):
            geste()
    with pytest.raises(LigneDepassee):
        corriger_ligne(code="ZZ002", ligne=numero, vue=1, dite=DITE, jeton=uuid4(), par=VOISIN)
    assert LigneCout.objects.count() == 1


@pytest.mark.parametrize(
    ("champs", "champ"),
    [
        ({"valeur": Decimal("-1")}, "valeur"),
        ({"valeur": Decimal("1e300")}, "valeur"),
        ({"valeur": Decimal("NaN")}, "valeur"),
        ({"valeur": Decimal("0.001")}, "valeur"),
        ({"poste": "autre"}, "poste"),
        ({"unite": "jours"}, "unite"),
        ({"unite": "usd"}, "unite"),
        ({"cout_unitaire": Decimal(10)}, "cout_unitaire"),
        ({"payeur": "État"}, "payeur"),
        ({"preuve": "certain"}, "preuve"),
        ({"preuve": Preuve.MESURE}, "source"),
        ({"poste": Poste.BUDGET}, "source"),
        ({"source": "x" * 501}, "source"),
        ({"source": "a\x00b"}, "source"),
        ({"perimetre": "acteur:1"}, "perimetre"),
        ({"perimetre": "projet:1 OR 1=1"}, "perimetre"),
        ({"date_information": "hier"}, "date_information"),
    ],
)
def test_une_ligne_qui_ne_se_tient_pas_est_refusee(champs: dict[str, object], champ: str) -> None:
    with pytest.raises(LigneRefusee) as refus:
        ecrire(replace(DITE, **champs))  # type: ignore[arg-type]
    assert champ in refus.value.fautes
    assert not LigneCout.objects.exists()


def test_une_annee_impossible_est_refusee() -> None:
    for annee in (1949, 2999):
        with pytest.raises(LigneRefusee):
            ecrire(annee=annee)


def test_un_seul_budget_par_annee_meme_remis() -> None:
    budget = replace(DITE, poste=Poste.BUDGET, source="Budget primitif")
    premier = ecrire(budget)
    with pytest.raises(LigneRefusee, match="déjà saisi"):
        ecrire(budget)
    retirer_ligne(code=CODE, ligne=premier, vue=1, jeton=uuid4(), par=CAMILLE)
    ecrire(budget)
    with pytest.raises(LigneRefusee, match="déjà saisi"):
        revenir(code=CODE, ligne=premier, vue=2, version=1, jeton=uuid4(), par=CAMILLE)


def test_une_annee_pleine_le_dit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jumelles.retombees.operations.LIGNES_MAX", 2)
    numero = ecrire()
    ecrire()
    with pytest.raises(LigneRefusee, match="regroupez"):
        ecrire()
    assert corriger(numero, 1, 120) == 2
    ecrire(annee=2024)


def test_le_public_ne_voit_que_ce_qui_a_ete_publie() -> None:
    """Une correction, un ajout ou un retrait d'après n'est public qu'à la publication suivante."""
    numero = ecrire()
    assert fiches_publiees(CODE) == ()
    publier(code=CODE, annee=ANNEE, vues=[x.id for x in lignes(CODE, ANNEE)], par=CAMILLE)
    corriger(numero, 1, 120)
    ecrire(replace(DITE, valeur=Decimal(7)))
    (fiche,) = fiches_publiees(CODE)
    assert [x.dite.valeur for x in fiche.lignes] == [100]
    for _deux_clics in range(2):
        publier(code=CODE, annee=ANNEE, vues=[x.id for x in lignes(CODE, ANNEE)], par=CAMILLE)
    (fiche,) = fiches_publiees(CODE)
    assert sorted(x.dite.valeur for x in fiche.lignes) == [7, 120]
    assert FicheCouts.objects.count() == 2
    depublier(code=CODE, annee=ANNEE, par=CAMILLE)
    depublier(code=CODE, annee=ANNEE, par=CAMILLE)
    assert fiches_publiees(CODE) == ()


def test_on_ne_publie_que_ce_qu_on_a_lu() -> None:
    ecrire()
    vues = [x.id for x in lignes(CODE, ANNEE)]
    ecrire(replace(DITE, valeur=Decimal(7)))
    for lues in (vues, [], [0]):
        with pytest.raises(LigneDepassee):
            publier(code=CODE, annee=ANNEE, vues=lues, par=CAMILLE)
    with pytest.raises(LigneDepassee):
        publier(code=CODE, annee=2024, vues=[], par=CAMILLE)
    assert fiches_publiees(CODE) == ()
