"""Ce qui se tape dans un formulaire : rien que ce qui se voit, et un champ qui paraît vide est vide."""

import uuid
from typing import Any

import pytest
from django import forms
from django.http import QueryDict

from jumelles.retombees.enums import Poste
from jumelles.web.champs import ce_qui_se_voit
from jumelles.web.conseil.formulaires_temoignage import FormulaireGeste, FormulaireTemoignage
from jumelles.web.couts.formulaires import FormulaireLigne
from jumelles.web.note.question import FAUTES_AU_PLUS, lire_question
from jumelles.web.pays.formulaires import FormulaireContact
from jumelles.web.referents.formulaires import FormulaireReferent

RENVERSE = "Mairie \u202ede\u0007 Vif\u200b"


@pytest.mark.parametrize(
    ("tape", "garde"),
    [
        (RENVERSE, "Mairie de Vif"), ("\u200b\u200d\ufeff", ""), ("\u3164 \u2800\u00a0", ""), ("é\u0301", "é\u0301"),
        ("une ligne\r\n\u2066deux", "une ligne\ndeux"), ("12\u00a0000\u202f€", "12\u00a0000\u202f€"),
        ("a\x00", "a\x00"),
    ],
)  # fmt: skip
def test_ce_qui_se_voit(tape: str, garde: str) -> None:
    assert ce_qui_se_voit(tape) == garde


def _ligne(**dits: str) -> FormulaireLigne:
    dits = {"valeur": "10", "preuve": "declare", "apport": "numeraire", **dits}
    return FormulaireLigne(_avec_jeton(dits), poste=Poste.COFINANCEMENT, annee=2025, perimetres=())


def _avec_jeton(dits: dict[str, str]) -> dict[str, str]:
    return {"jeton": str(uuid.uuid4()), **dits}


CONTACT = {"rubrique": "ambassade", "source_date": "2026"}
FORMULAIRES: dict[str, tuple[Any, tuple[str, ...]]] = {
    "couts": (_ligne, ("payeur", "source")),
    "referents": (lambda **d: FormulaireReferent(_avec_jeton(d)),
                  ("service", "fonction", "competences", "langues", "nom", "joindre")),
    "temoignage": (lambda **d: FormulaireTemoignage(_avec_jeton(d)),
                   ("avantage", "faiblesse", "contrepartie", "apport", "contexte", "au_titre_de")),
    "geste": (lambda **d: FormulaireGeste({"geste": "refuse", **d}), ("texte",)),
    "contact": (lambda **d: FormulaireContact(CONTACT | d, reseaux=(), equipe=True),
                ("organisme", "fonction", "nom", "source")),
}  # fmt: skip


@pytest.mark.parametrize("nom", FORMULAIRES)
def test_aucun_texte_ne_garde_de_direction_forcee(nom: str) -> None:
    formulaire, champs = FORMULAIRES[nom]
    lu: forms.Form = formulaire(**dict.fromkeys(champs, RENVERSE))
    assert lu.is_valid(), lu.errors
    assert {lu.cleaned_data[c] for c in champs} == {"Mairie de Vif"}


@pytest.mark.parametrize(
    ("nom", "champ"),
    [("referents", "service"), ("temoignage", "avantage"), ("geste", "texte"), ("contact", "organisme")],
)
def test_un_texte_invisible_est_a_remplir(nom: str, champ: str) -> None:
    vide = FORMULAIRES[nom][0](**{champ: "\u200b\u200b"})
    assert champ in vide.errors


@pytest.mark.django_db
def test_la_note_dit_cinq_fautes_au_plus_et_sans_signe_cache() -> None:
    lue = lire_question("38130", QueryDict("&".join(f"theme=x%E2%80%AE{n}" for n in range(900))))
    assert len(lue.fautes) == FAUTES_AU_PLUS
    assert "« x0 »" in lue.fautes[0].replace("\u00a0", " ")
    assert "\u202e" not in "".join(lue.fautes)
