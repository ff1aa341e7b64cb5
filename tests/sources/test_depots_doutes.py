"""Ce qui est dit avec un doute ou à peu près n'entre jamais comme un fait sûr ; un total n'est pas une ligne."""

from datetime import date

import pytest

from jumelles.sources.depots.conversion import Conversion
from jumelles.sources.depots.correspondance import Choix, Correspondance
from jumelles.sources.depots.doutes import has_lettre_perdue, is_a_peu_pres, is_douteux
from jumelles.sources.depots.examen import _lettres_perdues
from jumelles.sources.depots.lecteurs.alentours import dire_titre, lire_total
from jumelles.sources.depots.lexique import lire_theme
from jumelles.sources.depots.reconnaissance.indices import confirmer
from jumelles.sources.depots.reconnaissance.traits import mesurer
from jumelles.sources.depots.termes import LigneDeFichier
from jumelles.sources.tableau import Rangee

CHAMPS = ("collectivite", "departement", "partenaire", "pays", "debut", "etat", "themes", "nature", "note")
LUE = Correspondance("relations", tuple(Choix(c, c) for c in CHAMPS))
SUR = {"collectivite": "Grabels", "partenaire": "Antsirabe", "pays": "Madagascar"}


def _lire(**dites: str):
    lue = Conversion(LUE, date(2026, 11, 22)).lire(LigneDeFichier(7, {**dict.fromkeys(CHAMPS, ""), **SUR, **dites}))
    return lue, "\n".join(p.en_texte() for p in lue.problemes).replace("\u00a0", " ")


def _phrase(champ: str, traits) -> str:
    return confirmer(champ, traits)[1].replace("\u00a0", " ")


@pytest.mark.parametrize("etat", ["en sommeil ?", "En sommeil\u00a0?", "en sommeil (?)", "peut-être en sommeil",
                                  "en sommeil, à confirmer", "en sommeil (probable)"])  # fmt: skip
def test_un_etat_douteux_ne_devient_pas_un_etat(etat):
    lue, dites = _lire(etat=etat)
    assert "etat" not in lue.valeur.champs
    assert lue.valeur.champs["note"] == f"État du partenariat : « {etat.strip()} »"
    assert "dit avec un doute : gardé en remarque" in dites


def test_un_etat_ferme_reste_un_etat_et_la_note_du_fichier_reste_la_premiere():
    lue, dites = _lire(etat="en sommeil", note="Relancé par le comité.", debut="vers 1985")
    assert (lue.valeur.champs["etat"], dites.count("gardé en remarque")) == ("en_sommeil", 1)
    assert lue.valeur.champs["note"] == "Relancé par le comité.\nDébut : « vers 1985 »"


@pytest.mark.parametrize("dit", ["vers 1985", "~1985", "~ 1985", "c. 1985", "c.1985", "circa 1985", "années 80",
                                 "1985 env.", "les années 1980", "1985 environ", "avant 1990", "après 1990", "fin 1985",
                                 "1985 ?", "1985 (environ)", "1985 (à confirmer)"])  # fmt: skip
def test_une_date_a_peu_pres_garde_ses_mots_et_ne_devient_pas_une_date_sure(dit):
    lue, dites = _lire(debut=dit)
    assert "debut" not in lue.valeur.champs, "jamais « 1985 » tout court"
    assert lue.valeur.champs["note"] == f"Début : « {dit} »"
    assert "date approximative : gardé en remarque" in dites
    assert "écrivez" not in dites, "aucun conseil de la réécrire comme si l'on en était sûr"


@pytest.mark.parametrize("dit", ["1985", "03/03/2002", "mai 1998", "1998-05-12"])
def test_une_date_sure_le_reste(dit):
    assert _lire(debut=dit)[0].valeur.champs["debut"]
    assert not is_a_peu_pres(dit)


def test_un_theme_et_une_nature_douteux_se_disent_aussi_morceau_par_morceau():
    lue, dites = _lire(themes="culture / santé ?", nature="jumelage ?")
    assert lue.valeur.champs["themes"] == ["culture"]
    assert "nature" not in lue.valeur.champs
    assert "santé ?" in lue.valeur.champs["note"] and "jumelage ?" in lue.valeur.champs["note"]
    assert dites.count("dit avec un doute") == 2


def test_un_departement_douteux_ne_departage_personne():
    lue, dites = _lire(departement="34 ?")
    assert lue.valeur.departement == ""
    assert "dit avec un doute : laissé de côté" in dites
    assert "note" not in lue.valeur.champs, "un indice n'est pas un fait sur le lien"


@pytest.mark.parametrize("nom", ["Probstzella", "Vers-Pont-du-Gard", "Saint-Étienne", "Confirmés-le-Haut"])
def test_un_nom_ordinaire_n_est_pas_un_doute(nom):
    assert not is_douteux(nom)


def test_un_doute_au_bout_de_blancs_sans_fin_se_lit_d_un_trait():
    assert is_douteux("actif ?" + " " * 99_000)
    assert not is_douteux("? " * 50_000 + "actif")


def test_une_lettre_perdue_se_dit_et_une_adresse_n_en_a_pas():
    assert [n for n in ("Ž?ár", "K?fu", "Asti ?", "https://exemple.invalid/a?b", "Kofu") if has_lettre_perdue(n)] == [
        "Ž?ár", "K?fu"]  # fmt: skip
    dites = _lire(partenaire="K?fu", pays="Japon")[1]
    assert "sans doute un accent perdu à l'enregistrement" in dites
    lignes = [LigneDeFichier(4, {"Ville": "K?fu"}), LigneDeFichier(5, {"Ville": "Ž?ár"})]
    (avis,) = _lettres_perdues(lignes)
    assert (avis.ligne, avis.raison[:10]) == (4, "2 cellules")


def test_la_page_des_colonnes_ne_compte_pas_un_doute_pour_une_certitude():
    etats = mesurer(["actif"] * 6 + ["en sommeil ?"] * 4)
    assert _phrase("etat", etats) == "100 % des cellules sont des états ; 40 % avec un doute (« ? »)"
    dates = mesurer(["1998"] * 3 + ["vers 1985"])
    assert _phrase("debut", dates) == "75 % des cellules sont des dates ; 25 % à peu près"
    assert "doute" not in _phrase("etat", mesurer(["actif"] * 3))


@pytest.mark.parametrize(("cellules", "dit"), [
    (("TOTAL", "300 jumelages"), "300 jumelages"), (("Total général", "", "", "12"), "12"),
    (("Sous-total :", "4"), "4"), (("", "Somme", "3", "4,5"), "3 ; 4,5"),
    (("Total : 300 jumelages",), "Total : 300 jumelages"),
    (("Ensemble", "Trier", "Allemagne"), ""), (("Totalville", "300"), ""), (("Total", "Bonn", "1998"), ""), ((), ""),
])  # fmt: skip
def test_un_total_se_reconnait_et_une_ville_n_en_est_pas_un(cellules, dit):
    assert lire_total(cellules) == dit


def test_les_lignes_de_titre_sautees_se_disent():
    (avis,) = dire_titre([Rangee(1, ("RECENSEMENT", "")), Rangee(2, ("réseau",))])
    assert avis.raison == "2 lignes au-dessus des titres de colonnes ne sont pas lues (« RECENSEMENT »…)"
    assert dire_titre([]) == []


@pytest.mark.parametrize(("dit", "code"), [("échanges scolaires", "education"), ("développement éco", "economie"),
                                           ("Développement économique", "economie"), ("Jeunesse", "")])  # fmt: skip
def test_les_mots_courants_d_un_theme_se_comprennent(dit, code):
    assert lire_theme(dit) == (code or "jeunesse")
