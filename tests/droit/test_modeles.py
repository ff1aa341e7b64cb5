"""Le tableau d'un type et les modèles à adapter : rien n'y manque, rien n'y est inventé."""

import re
from datetime import date

import pytest

from jumelles.droit.cas import TypeCollectivite
from jumelles.droit.modeles import modeles
from jumelles.droit.regles import tables_du_droit
from jumelles.droit.tableau import tableau_du_type
from jumelles.droit.verdicts import Verdict
from jumelles.strategies.modele_droit import modele_en_rapport, non_relu

JOUR = date(2026, 11, 22)
ORDRE = [
    "deliberation",
    "transmission_deliberation",
    "signature",
    "transmission_convention",
    "mandatement",
    "apd",
    "atlas",
]


@pytest.mark.parametrize("type_", TypeCollectivite)
def test_les_dix_neuf_lignes_sont_dites(type_: TypeCollectivite) -> None:
    """DOMAINE §3.2 : toutes, une fois, la plus stricte d'abord ; jamais un oui sur une règle non vérifiée."""
    lignes = tableau_du_type(type_, JOUR)
    assert sorted(x.ligne.action.numero for x in lignes) == [a.numero for a in tables_du_droit().actions]
    rangs = [x.ligne.verdict.rang for x in lignes]
    assert rangs == sorted(rangs, reverse=True)
    for x in lignes:
        assert x.ligne.is_sure or not x.ligne.verdict.is_oui
        codes = [a.code for a in x.actes]
        assert codes == [c for c in ORDRE if c in codes]
        assert bool(codes) == (x.ligne.verdict is not Verdict.IMPOSSIBLE and x.ligne.dit is not Verdict.OBLIGATOIRE)


@pytest.mark.parametrize("code", modeles())
def test_un_modele_ne_suppose_rien(code: str) -> None:
    """Vide, chaque blanc se voit ; rempli, seul ce qui est connu est écrit."""
    modele = modeles()[code]
    vide = "\n".join(modele.remplir({}))
    assert modele.blancs and "[[" not in vide
    assert {libelle for _cle, libelle in modele.blancs} == set(re.findall(r"\[à compléter : ([^\]]+)\]", vide))
    plein = "\n".join(modele.remplir({"collectivite": "Fabriquée-sur-Isère", "partenaire": ""}))
    assert "Fabriquée-sur-Isère" in plein or "collectivite" not in dict(modele.blancs)
    assert plein.count("nom de l’autorité locale étrangère") == vide.count("nom de l’autorité locale étrangère")
    assert non_relu() in str(modele_en_rapport(modele, jour=JOUR).blocs[0])


def test_une_deliberation_dit_sa_transmission_au_nom_de_son_assemblee() -> None:
    """Le titre, l'article et les dates à porter sont ceux du type ; sans type, ils restent en blanc."""
    for code in ("deliberation", "deliberation-relance", "deliberation-cloture"):
        dit = str(modele_en_rapport(modeles()[code], jour=JOUR, type_=TypeCollectivite.DEPARTEMENT))
        assert "Le conseil départemental décide" in dit and "L. 3131-1 et L. 3131-2" in dit and "exécutoire" in dit
        assert "L. 2131-1" not in dit and "le président du conseil départemental" in dit
        assert "[à compléter : articles" in str(modele_en_rapport(modeles()[code], jour=JOUR))


def test_un_modele_n_est_pas_signe_de_jumelles_seul() -> None:
    assert modele_en_rapport(modeles()["convention"], jour=JOUR).auteur.startswith("Modèle proposé")
    rempli = modele_en_rapport(modeles()["convention"], jour=JOUR, valeurs={"collectivite": "Fabriquée-Plage"})
    assert rempli.auteur.startswith("Fabriquée-Plage")
