"""L'assistant : cinq questions, et tout chemin de réponses mène à un avis."""

import pytest

from jumelles.droit.assistant import ReponseInattendue, avis_de, cas_de, question_suivante, questions
from jumelles.droit.cas import TypeCollectivite
from jumelles.droit.regles import tables_du_droit
from jumelles.droit.verdicts import Verdict
from tests.droit.situations import JOUR, toutes_les_reponses


def test_cinq_questions_et_des_reponses() -> None:
    assert [q.numero for q in questions()] == [1, 2, 3, 4, 5]
    assert all(q.libelle.endswith("\u00a0?") and len(q.reponses) >= 3 for q in questions())
    types = {r.type for r in questions()[0].reponses}
    assert types == set(TypeCollectivite)


def test_tout_chemin_mene_a_un_avis_et_toute_ligne_est_atteinte() -> None:
    """Toutes les réponses : jamais d'erreur, jamais un oui non vérifié, jamais un vide."""
    atteintes, verdicts = set(), set()
    for reponses in toutes_les_reponses():
        avis = avis_de(reponses, JOUR)
        assert avis.lignes and not (avis.verdict.is_oui and not all(x.is_sure for x in avis.lignes))
        atteintes |= {x.action.numero for x in avis.lignes}
        verdicts.add(avis.verdict)
    assert atteintes == {a.numero for a in tables_du_droit().actions}
    assert verdicts == {Verdict.POSSIBLE, Verdict.SOUS_CONDITIONS, Verdict.A_VERIFIER, Verdict.IMPOSSIBLE}


def test_je_ne_sais_pas_ne_dit_rien() -> None:
    """Une réponse tue et « je ne sais pas » font le même cas."""
    for question in questions()[1:]:
        muette = question.reponse("inconnu")
        assert (muette.type, muette.oui, muette.non) == (None, frozenset(), frozenset())


def test_la_premiere_reponse_suffit_a_faire_un_cas() -> None:
    cas = cas_de({"collectivite": "departement_outre_mer"})
    assert cas.type is TypeCollectivite.DEPARTEMENT and cas.sait("outre_mer") is True
    assert cas.sait("convention") is None and cas.sait("charte") is False


def test_l_action_non_dite_n_est_jamais_permise() -> None:
    assert avis_de({"collectivite": "commune"}).verdict is Verdict.A_VERIFIER


def test_on_demande_dans_l_ordre_et_jamais_pour_rien() -> None:
    assert (q := question_suivante({})) is not None and q.code == "collectivite"
    reponses = {"collectivite": "commune"}
    posees = []
    while (q := question_suivante(reponses, JOUR)) is not None:
        posees.append(q.code)
        reponses[q.code] = q.reponses[0].code
    assert posees == ["partenaire", "action", "convention", "argent"]


def test_une_question_inutile_ne_se_pose_pas() -> None:
    """Promouvoir le territoire avec une entreprise : signer ou non une convention n'y change rien."""
    dites = {"collectivite": "epci", "partenaire": "entreprise", "action": "promotion"}
    suivante = question_suivante(dites, JOUR)
    assert suivante is not None and suivante.code == "argent"


@pytest.mark.parametrize(
    "reponses",
    [{}, {"action": "amitie"}, {"collectivite": "empire"}, {"collectivite": "commune", "couleur": "bleu"}],
)
def test_une_reponse_inattendue_est_refusee(reponses: dict[str, str]) -> None:
    with pytest.raises(ReponseInattendue):
        cas_de(reponses)
