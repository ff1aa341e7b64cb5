"""Le tableau de décision est celui du dossier, case par case, et chaque ligne de table est bien formée."""

import csv
import re
from pathlib import Path

import pytest

import jumelles.droit
from jumelles.droit.cas import TypeCollectivite, faits
from jumelles.droit.etats import Etat, read_marque
from jumelles.droit.lecture import TableInvalide, read_lignes
from jumelles.droit.phrases import dire
from jumelles.droit.regles import tables_du_droit
from jumelles.droit.textes import toutes_les_notes
from jumelles.droit.verdicts import Verdict

TABLES = sorted((Path(jumelles.droit.__file__).parent / "tables").glob("*.csv"))
# O oui · C sous conditions · N non · D dû · - rien ; « ? » : la marque « à vérifier ».
# Colonnes : commune, EPCI, département, région, syndicat mixte, outre-mer.
TABLEAU = {
    1: "N N N N N N", 2: "O O O O C O", 3: "O O O O C O", 4: "O O O O C O", 5: "O O O O C O",
    6: "C C N? N? C C", 7: "C C N? N? C C", 8: "N N N N N C", 9: "C C C C C C", 10: "C C C C C -",
    11: "C C C C C C", 12: "N? N? N? O N C", 13: "O? O C? O C O", 14: "O O O O C O", 15: "O O O O C O",
    16: "N N C C N O", 17: "C? C? C? O? N? O?", 18: "D D D D D D", 19: "D D D D D D",
}  # fmt: skip
MOTS = {"O": "possible", "C": "sous_conditions", "N": "impossible", "D": "obligatoire", "-": "non_renseigné"}
TRANSMISES = {2, 3, 4, 5, 15}


@pytest.mark.parametrize("numero", TABLEAU)
def test_chaque_case_est_celle_du_dossier(numero: int) -> None:
    """DOMAINE 3.2 : verdict et marque de chaque case."""
    for type_, dite in zip(TypeCollectivite, TABLEAU[numero].split(), strict=True):
        (regle,) = tables_du_droit().cases(numero, type_)
        assert regle.verdict is Verdict(MOTS[dite[0]]), type_
        assert (regle.marque.etat is Etat.A_VERIFIER) is dite.endswith("?"), type_
        transmise = numero in TRANSMISES and type_ is not TypeCollectivite.SYNDICAT_MIXTE
        assert regle.is_transmise is (True if transmise else None), type_


def test_dix_neuf_lignes_et_six_colonnes() -> None:
    assert [a.numero for a in tables_du_droit().actions] == list(range(1, 20))
    assert len(tables_du_droit().regles) == 19 * 6


def test_aucune_regle_sans_article_ni_marque() -> None:
    """Une règle trouvée cite son texte et sa source ; sans texte, elle est à vérifier."""
    for regle in tables_du_droit().regles:
        assert regle.textes or regle.marque.etat is Etat.A_VERIFIER, regle
        trouvee = regle.marque.etat is Etat.TROUVE
        assert trouvee is (regle.marque.source != "non renseignée"), regle


def test_aucune_relecture_n_est_inventee() -> None:
    """Tant qu'aucun juriste n'a signé, aucune règle ne se dit relue."""
    assert not any(r.marque.is_relue for r in tables_du_droit().regles)
    assert not any(n.marque.is_relue for n in toutes_les_notes())


@pytest.mark.parametrize("chemin", TABLES, ids=lambda c: c.stem)
def test_chaque_table_se_lit_et_s_ecrit_bien(chemin: Path) -> None:
    texte = chemin.read_text(encoding="utf-8")
    assert texte.endswith("\n") and "\r" not in texte and "\ufeff" not in texte
    lignes = list(csv.reader(texte.splitlines(), strict=True))
    assert len({len(x) for x in lignes}) == 1
    assert len(lignes[0]) == len(set(lignes[0]))
    for colonne, cellule in ((c, x) for ligne in lignes[1:] for c, x in zip(lignes[0], ligne, strict=True)):
        assert cellule == cellule.strip() and "  " not in cellule
        if colonne != "quand":
            assert not re.search(r" [:;?!%»€]|« |'", cellule), cellule


@pytest.mark.parametrize(
    "chemin", [c for c in TABLES if c.stem not in ("faits", "reponses", "versions")], ids=lambda c: c.stem
)
def test_chaque_ligne_a_sa_cle(chemin: Path) -> None:
    lignes = list(csv.DictReader(chemin.read_text(encoding="utf-8").splitlines()))
    noms = (
        ("iso2", "sujet", "date", "liste", "groupe", "du", "au") if chemin.stem.endswith("_pays") else ("type", "code")
    )
    cles = [(x.get("appel", x.get("numero", "")), *(x.get(nom, "") for nom in noms)) for x in lignes]
    assert len(cles) == len(set(cles)) > 0


def test_chaque_fait_sert_a_une_regle_ou_a_un_acte() -> None:
    regles = tables_du_droit()
    suites = [t for a in regles.actions for suite in a.quand.suites for t in suite]
    actes = " ".join(x["quand"] for x in read_lignes("actes", "rang code libelle pourquoi quand textes source etat"))
    servis = {f for f, _ in suites} | {r.fait for r in regles.regles} | set(re.findall(r"\w+", actes))
    assert faits().keys() <= servis


def test_une_phrase_par_verdict_par_type_et_par_etat() -> None:
    for code in (*Verdict, *TypeCollectivite):
        prefixe = "type" if code in TypeCollectivite else "verdict"
        if code is not Verdict.NON_RENSEIGNE:
            assert dire(f"{prefixe}.{code}")


@pytest.mark.parametrize(
    "fautes",
    [{"relu_par": "Une juriste"}, {"relu_le": "2026-11-22"}, {"source": ""}],
)
def test_une_marque_mal_formee_est_refusee(fautes: dict[str, str]) -> None:
    ligne = {"etat": "trouvé", "source": "ici", "source_date": "", "relu_par": "", "relu_le": ""}
    assert read_marque(ligne).is_sure
    with pytest.raises(TableInvalide):
        read_marque(ligne | fautes)


def test_une_table_aux_colonnes_inattendues_est_refusee() -> None:
    with pytest.raises(TableInvalide, match="colonnes"):
        read_lignes("phrases", "code phrase autre")


@pytest.mark.parametrize("chemin", TABLES, ids=lambda c: c.stem)
def test_le_31_mai_est_toujours_celui_d_une_campagne_dite(chemin: Path) -> None:
    """C'est la date de 2025 : une autre année peut en avoir une autre."""
    for ligne in csv.reader(chemin.read_text(encoding="utf-8").splitlines(), strict=True):
        for cellule in ligne:
            assert "31 mai" not in cellule or "2025" in cellule, cellule
