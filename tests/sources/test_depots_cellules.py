"""Une cellule, si longue ou si tordue soit-elle, se lit en un passage ; ce qu'on n'en lit pas se dit (énoncé B14)."""

from datetime import date
from decimal import Decimal

import pytest

from jumelles.sources.depots.cellules import REMARQUES_MAX, Cellules
from jumelles.sources.depots.conversion import Conversion
from jumelles.sources.depots.correspondance import Choix, Correspondance
from jumelles.sources.depots.lecteurs.activite_iati import _montant
from jumelles.sources.depots.lexique import lire_theme
from jumelles.sources.depots.montants import lire_montants
from jumelles.sources.depots.termes import LigneDeFichier

JOUR = date(2026, 11, 22)
CHAMPS = ("collectivite", "departement", "partenaire", "pays", "debut", "etat", "themes", "montants", "montant_verse",
          "population", "identifiant")  # fmt: skip
LUE = Correspondance("relations", tuple(Choix(c, c) for c in CHAMPS))


def _cellules(**valeurs: str) -> Cellules:
    return Cellules(7, valeurs, LUE)


def _dites(cellules: Cellules) -> str:
    return "\n".join(p.en_texte() for p in cellules.problemes).replace("\u00a0", " ")


@pytest.mark.parametrize("blancs", [" " * 99_000, "\t \u00a0" * 30_000, " ;" * 900 + " " * 50_000])
def test_une_cellule_de_blancs_sans_fin_se_lit_d_un_trait(blancs):
    """Un motif qui relit les blancs depuis chacun d'eux y passerait des minutes."""
    cellules = _cellules(collectivite=f"a{blancs}b", themes=f"x{blancs}y")
    cellules.noms("collectivite")
    cellules.codes("themes", lire_theme)
    assert "la limite est de 2000" in _dites(cellules)
    assert any(p.bloquant for p in cellules.problemes)


def test_une_liste_se_decoupe_sans_ses_blancs():
    cellules = _cellules(collectivite=" Grabels  |Dunkerque ;\n Grabels ", themes="eau et climat / et , Eau")
    assert cellules.noms("collectivite") == ("Grabels", "Dunkerque")
    cellules.codes("themes", lambda t: t.strip() if t.strip() in ("eau", "climat") else "")
    assert "valeur « Eau » : inconnu" in _dites(cellules)


def test_mille_noms_dans_une_case_refusent_la_ligne():
    cellules = _cellules(collectivite="|".join(f"n{i}" for i in range(400)))
    assert cellules.noms("collectivite") == ()
    assert "400 valeurs dans une case, la limite est de 50" in _dites(cellules)


def test_les_remarques_d_une_ligne_ne_sont_pas_sans_nombre():
    cellules = _cellules(themes=",".join(f"z{i}" for i in range(300)))
    cellules.codes("themes", lire_theme)
    assert len(cellules.problemes) == REMARQUES_MAX + 1
    assert "et 280 autres remarques" in _dites(cellules)
    cellules.texte("pays", requis=True)
    assert cellules.problemes[-1].bloquant, "un refus au-delà de la vingtième reste un refus"


@pytest.mark.parametrize(
    "montants",
    ["verse 2020 " + "9" * 29 + " EUR", "verse 2020 " + "9" * 5_000 + " EUR", "verse 2020 1E+999999999 EUR",
     "verse 2020 -5.00 EUR", "verse 2020 NaN EUR", "verse 2020 ² EUR"],
)  # fmt: skip
def test_un_montant_demesure_se_dit_et_ne_casse_rien(montants):
    cellules = _cellules(montants=montants)
    assert lire_montants(cellules, jour=JOUR, payeur="") == ()
    assert "montant illisible" in _dites(cellules)


def test_un_montant_ordinaire_se_lit_espaces_insecables_compris():
    cellules = _cellules(montant_verse="12\u202f000,50\u00a0€", montants="verse 2020 12000.00 EUR (payeur)")
    assert [m.montant for m in lire_montants(cellules, jour=JOUR, payeur="")] == [Decimal("12000.50"), Decimal("12000")]


@pytest.mark.parametrize("texte", ["1E+999999999", "Infinity", "sNaN", "9" * 60, "1e5", ""])
def test_un_montant_iati_qui_n_en_est_pas_un_reste_un_texte_court(texte):
    assert _montant(texte) == texte[:40]


@pytest.mark.parametrize("texte", ["²", "①", "１２", "9" * 400, "1e999", "0", "-5", "3.5", "inf"])
def test_une_population_qui_n_en_est_pas_une_est_inconnue(texte):
    cellules = _cellules(population=texte)
    assert cellules.entier("population") is None
    assert "ce n'est pas un nombre d'habitants" in _dites(cellules)


@pytest.mark.parametrize(
    ("champ", "texte", "dit"),
    [
        ("debut", "36526", "un numéro de jour de tableur"),
        ("debut", "36526.0", "donnez le format « Date » à cette colonne"),
        ("debut", "avant-guerre", "ce n'est pas une date"),
        ("debut", "2031", "date à venir"),
        ("etat", "Non", "état inconnu"),
    ],
)
def test_ce_qu_on_ne_lit_pas_dit_ou_quoi_et_comment(champ, texte, dit):
    ligne = _ligne(**{champ: texte})
    lu = "\n".join(p.en_texte() for p in ligne.problemes).replace("\u00a0", " ")
    assert dit in lu and f"ligne 7, colonne « {champ} », valeur « {texte} »" in lu and " → " in lu
    assert not ligne.is_refusee


def test_oui_dans_une_colonne_d_etat_se_lit_actif():
    assert _ligne(etat="Oui").valeur.champs["etat"] == "actif"


def _ligne(**valeurs: str):
    pleines = {"collectivite": "Grabels", "partenaire": "Recife", "pays": "Brésil", **valeurs}
    return Conversion(LUE, JOUR).lire(LigneDeFichier(7, {c: pleines.get(c, "") for c in CHAMPS}))


def test_une_ligne_de_total_est_refusee_et_dit_ce_qui_y_manque():
    ligne = _ligne(collectivite="TOTAL", partenaire="", pays="", population="12")
    assert ligne.is_refusee
    assert [p.colonne for p in ligne.problemes] == ["partenaire", "pays"]


def test_deux_communes_du_meme_nom_de_deux_departements_sont_deux_lignes():
    une, autre = _ligne(departement="38"), _ligne(departement="76")
    assert une.cle != autre.cle
    assert une.cle == _ligne(departement="38", debut="1998").cle, "ni date ni montant n'y changent rien"


def test_trois_mille_lignes_des_memes_parties_qui_different_gardent_chacune_sa_cle():
    """Le rang se retrouve par le contenu, non en relisant toutes les lignes d'avant."""
    nombre = 3_000
    lignes = (
        LigneDeFichier(n, {"collectivite": "Grabels", "partenaire": "Recife", "pays": "Brésil", "debut": str(n)})
        for n in range(nombre)
    )
    assert len({x.cle for x in Conversion(LUE, JOUR).lignes(lignes)}) == nombre
