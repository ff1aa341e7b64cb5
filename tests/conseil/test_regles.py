"""Chaque règle du conseil est exécutée deux fois : sur ce qui la déclenche, sur ce qui ne la déclenche pas."""

import csv
from dataclasses import replace

import pytest

from jumelles.conseil.conditions import Condition, Situation
from jumelles.conseil.conseiller import conseiller
from jumelles.conseil.demande import Besoin, ConseilIncoherent, DemandeConseil, se_rejoignent
from jumelles.conseil.partenaires import types_de_partenaires
from jumelles.conseil.premiers_pas import premier_pas
from jumelles.conseil.regles import Effet, RegleConseil, regles
from jumelles.conseil.vecteurs import read_situation
from jumelles.droit.lecture import TableInvalide
from jumelles.referentiel.thesaurus import TABLES


def dites(situation: Situation) -> set[str]:
    """Les règles que la réponse cite, où que ce soit."""
    conseil = conseiller(situation.demande, () if situation.acteur is None else (situation.acteur,))
    raisons = [r for t in conseil.types for r in (*t.raisons, *t.prudences)]
    raisons += [r for suite in (*conseil.ecartes, *conseil.acteurs) for r in suite.raisons]
    return {r.regle for r in (*raisons, *conseil.avertissements)}


@pytest.mark.parametrize("regle", regles(), ids=lambda r: r.code)
def test_ses_deux_vecteurs(regle: RegleConseil) -> None:
    """C4.9, C5.4 : la règle se voit dans la réponse, ou ne s'y voit pas."""
    assert regle.condition.is_vraie(regle.positif) and regle.code in dites(regle.positif)
    assert not regle.condition.is_vraie(regle.negatif) and regle.code not in dites(regle.negatif)


@pytest.mark.parametrize("regle", [r for r in regles() if r.types], ids=lambda r: r.code)
def test_le_vecteur_positif_touche_tous_ses_types(regle: RegleConseil) -> None:
    conseil = conseiller(regle.positif.demande)
    ou = conseil.ecartes if regle.effet is Effet.ECARTER else conseil.types
    assert set(regle.types) <= {x.type.code for x in ou}


def test_chaque_effet_sert_et_chaque_type_peut_etre_propose() -> None:
    assert {r.effet for r in regles()} == set(Effet)
    proposes = {t for r in regles() if r.effet is Effet.PROPOSER for t in r.types}
    assert proposes == {t.code for t in types_de_partenaires()}


def test_un_pays_cite_est_un_pays() -> None:
    connus = {x["iso2"] for x in csv.DictReader((TABLES / "pays.csv").read_text(encoding="utf-8").splitlines())}
    termes = [t for r in regles() for suite in r.condition.suites for t in suite if t.champ == "pays"]
    assert {v for t in termes for v in t.valeurs} - {"?"} <= connus


def test_chaque_type_a_son_premier_pas() -> None:
    for type_ in types_de_partenaires():
        assert premier_pas(type_).texte and premier_pas(type_).source


@pytest.mark.parametrize("besoin", list(Besoin))
def test_chaque_besoin_a_une_reponse(besoin: Besoin) -> None:
    assert conseiller(DemandeConseil((besoin,))).types


@pytest.mark.parametrize(
    "texte",
    ["", "besoin", "besoin=lune", "lune=oui", "pays=mg", "habitants=10", "habitants<beaucoup", "besoin<3",
     "apd=peut-être", "theme=lune", "besoin=financement +", "type=ville", "acteur.pays=MG", "habitants!=?", "pays!=?"],
)  # fmt: skip
def test_une_condition_mal_ecrite_est_refusee(texte: str) -> None:
    with pytest.raises(TableInvalide):
        Condition.read(texte)


@pytest.mark.parametrize(
    "texte", ["", "besoin=lune", "lune=1", "pays=MG pays=SN", "pays=", "habitants=-1", "apd=jamais", "acteur.km=-2"]
)
def test_un_vecteur_mal_ecrit_est_refuse(texte: str) -> None:
    with pytest.raises(TableInvalide):
        read_situation(texte)


@pytest.mark.parametrize(
    ("condition", "vecteur", "attendu"),
    [
        ("pays!=DE", "pays=MG", True),
        ("pays!=DE", "pays=DE", False),
        ("pays!=DE", "besoin=methode", False),  # inconnu : ni l'un ni l'autre
        ("pays=?", "besoin=methode", True),
        ("pays=?", "pays=DE", False),
        ("habitants<10000", "habitants=9999", True),
        ("habitants<10000", "habitants=10000", False),
        ("habitants<10000", "type=commune", False),
        ("habitants=?", "habitants=0", False),
        ("theme=environnement", "theme=eau", True),
        ("theme=eau", "theme=environnement", False),
        ("besoin=methode|expertise + pays=MG", "besoin=expertise pays=MG", True),
        ("besoin=methode + pays=MG", "besoin=methode", False),
        ("besoin=mobilite ; pays=MG", "besoin=methode pays=MG", True),
        ("apd=non", "apd=oui", False),
        ("apd=?", "apd=non", False),
    ],
)
def test_le_sens_des_conditions(condition: str, vecteur: str, attendu: bool) -> None:
    assert Condition.read(condition).is_vraie(read_situation(vecteur)) is attendu


def test_des_themes_se_rejoignent_dans_les_deux_sens() -> None:
    assert se_rejoignent(["eau"], ["environnement"]) and se_rejoignent(["environnement"], ["eau"])
    assert not se_rejoignent(["eau"], ["dechets"]) and not se_rejoignent([], ["eau"])


@pytest.mark.parametrize(
    "faute", [{"poids": 0}, {"poids": -5}, {"types": ()}, {"types": ("lune",)}, {"effet": Effet.AVERTIR}]
)
def test_une_regle_mal_formee_est_refusee(faute: dict[str, object]) -> None:
    with pytest.raises(TableInvalide):
        replace(regles()[0], **faute)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "faute", [{"besoins": ("lune",)}, {"themes": ("lune",)}, {"pays": "Madagascar"}, {"habitants": -1}]
)
def test_une_demande_incoherente_est_refusee(faute: dict[str, object]) -> None:
    with pytest.raises(ConseilIncoherent):
        DemandeConseil(**faute)  # type: ignore[arg-type]
