"""Lire ce que l'on dépose : codages, séparateurs, classeurs, GeoJSON, IATI ; chaque cellule sous sa colonne (B14)."""

import json

import pytest

from jumelles.sources.depots.lecteurs import ouvrir_table
from jumelles.sources.depots.lecteurs.tables import Table
from jumelles.sources.problemes import FichierRefuse
from tests.sources.fabrique_depots import ENTETE, LIGNES, ecrire_csv, ecrire_ods, ecrire_xlsx, rangee_ods


def _lues(table: Table) -> list[tuple[str, ...]]:
    return [tuple(x.cellules.values()) for x in table.lignes()]


@pytest.mark.parametrize("sep", [",", ";", "\t", "|"])
@pytest.mark.parametrize("codage", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_tout_codage_et_tout_separateur_rendent_les_memes_cellules(tmp_path, sep, codage):
    table = ouvrir_table(ecrire_csv(tmp_path / "essai.csv", [ENTETE, *LIGNES], sep=sep, codage=codage))
    assert table.entete == ENTETE
    assert _lues(table) == list(LIGNES)
    assert table.document.separateur == sep


def test_un_titre_au_dessus_du_tableau_n_en_est_pas_l_en_tete(tmp_path):
    vides = ("",) * (len(ENTETE) - 1)
    lignes = [("Liste 2024", *vides), ("", *vides), ENTETE, *LIGNES]
    table = ouvrir_table(ecrire_csv(tmp_path / "titre.csv", lignes))
    assert (table.ligne_entete, table.entete) == (3, ENTETE)
    assert [x.numero for x in table.lignes()] == [4, 5, 6], "le numéro est celui que le tableur affiche"


def test_la_personne_designe_l_en_tete(tmp_path):
    chemin = ecrire_csv(tmp_path / "deux.csv", [("A", "B"), ("Ville", "Pays"), ("Paris", "Mali")])
    assert ouvrir_table(chemin, ligne_entete=2).entete == ("Ville", "Pays")
    with pytest.raises(FichierRefuse, match="ligne 9"):
        ouvrir_table(chemin, ligne_entete=9)


def test_une_cellule_sur_deux_lignes_garde_sa_ligne_et_la_suivante_la_sienne(tmp_path):
    chemin = tmp_path / "cellules.csv"
    chemin.write_text('ville;note\nA;"une\nnote"\nB;autre\n', encoding="utf-8")
    assert [(x.numero, x.cellules["note"]) for x in ouvrir_table(chemin).lignes()] == [(2, "une\nnote"), (4, "autre")]


def test_une_ligne_trop_courte_est_refusee_seule(tmp_path):
    lues = list(ouvrir_table(ecrire_csv(tmp_path / "c.csv", [ENTETE, LIGNES[0], ("seul",), LIGNES[1]])).lignes())
    assert [x.probleme is None for x in lues] == [True, False, True]
    assert "1 cellule au lieu de 7" in lues[1].probleme.en_texte()


def test_deux_colonnes_du_meme_nom_et_une_sans_nom_restent_distinctes(tmp_path):
    chemin = ecrire_csv(tmp_path / "d.csv", [("nom", "nom", "", "pays"), ("a", "b", "c", "d")])
    assert ouvrir_table(chemin).entete == ("nom", "nom (2)", "colonne 3", "pays")


def test_un_classeur_se_lit_sur_sa_feuille_visible_et_ses_formules_par_leur_valeur(tmp_path):
    table = ouvrir_table(ecrire_xlsx(tmp_path / "c.xlsx", [ENTETE, *LIGNES]))
    assert [(f.nom, f.masquee) for f in table.document.feuilles] == [("cachée", True), ("liens", False)]
    assert (table.document.feuille, _lues(table)) == ("liens", list(LIGNES))
    choisie = ouvrir_table(tmp_path / "c.xlsx", feuille="cachée")
    assert _lues(choisie) == [("x", "y")], "une feuille cachée se lit si on la choisit"
    with pytest.raises(FichierRefuse, match="liens"):
        ouvrir_table(tmp_path / "c.xlsx", feuille="absente")


def test_dates_nombres_et_formules_d_un_classeur(tmp_path):
    import datetime

    import xlsxwriter

    with xlsxwriter.Workbook(str(tmp_path / "v.xlsx"), {"default_date_format": "dd/mm/yyyy"}) as classeur:
        feuille = classeur.add_worksheet("v")
        feuille.write_row(0, 0, ("jour", "nombre", "décimal", "calcul", "sans valeur"))
        feuille.write_datetime(1, 0, datetime.datetime(1998, 5, 12))
        feuille.write_row(1, 1, (38185, 2.5))
        feuille.write_formula(1, 3, "=1+1", None, 2)
        feuille.write_formula(1, 4, "=1+1", None, "")
    table = ouvrir_table(tmp_path / "v.xlsx")
    assert _lues(table) == [("1998-05-12", "38185", "2.5", "2", "")]


def test_une_fusion_vers_le_bas_se_deplie_une_fusion_en_travers_refuse_sa_ligne(tmp_path):
    lignes = [("ville", "pays", "note"), ("A", "Mali", "x"), ("B", "", "y"), ("C", "", "z")]
    table = ouvrir_table(ecrire_xlsx(tmp_path / "f.xlsx", lignes, fusions=["B2:B3", "A4:B4"]))
    lues = list(table.lignes())
    assert [x.cellules["pays"] for x in lues[:2]] == ["Mali", "Mali"]
    assert "A4:B4" in lues[2].probleme.en_texte()
    assert "cellules fusionnées (2)" in table.document.problemes[0].raison


def test_un_ods_rend_les_memes_cellules_et_deplie_ses_fusions(tmp_path):
    fusion = (
        '<table:table-row><table:table-cell office:value-type="string" table:number-rows-spanned="2"><text:p>Mali'
        '</text:p></table:table-cell><table:table-cell office:value-type="float" office:value="1998"/>'
        '<table:table-cell office:value-type="date" office:date-value="2001-05-12"/></table:table-row>'
        '<table:table-row><table:covered-table-cell/><table:table-cell table:formula="of:=1" '
        'office:value-type="float" office:value="2.5"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048000">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    table = ouvrir_table(ecrire_ods(tmp_path / "c.ods", rangee_ods(("pays", "an", "jour")) + fusion))
    assert [(f.nom, f.masquee) for f in table.document.feuilles] == [("cachée", True), ("liens", False)]
    assert _lues(table) == [("Mali", "1998", "2001-05-12"), ("Mali", "2.5", "")]


def test_un_geojson_rend_ses_proprietes_et_son_point(tmp_path):
    objets = [
        {"type": "Feature", "geometry": {"type": "Point", "coordinates": [2.5, 48.5]}, "properties": {"ville": "A"}},
        {"type": "Feature", "geometry": None, "properties": {"ville": "B", "odd": ["6", "13"], "actif": True}},
    ]
    (tmp_path / "c.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": objets}))
    table = ouvrir_table(tmp_path / "c.geojson")
    assert table.document.format == "geojson"
    assert table.entete == ("ville", "geometrie_longitude", "geometrie_latitude", "odd", "actif")
    assert _lues(table) == [("A", "2.5", "48.5", "", ""), ("B", "", "", "6 | 13", "oui")]


def test_un_objet_a_cheval_sur_deux_blocs_se_lit_entier(tmp_path):
    objets = [{"ville": "x" * 50_000, "rang": str(i)} for i in range(40)]
    (tmp_path / "c.json").write_text(json.dumps({"a_propos": {"x": [1, {"features": 2}]}, "lignes": objets, "n": 3}))
    assert [x.cellules["rang"] for x in ouvrir_table(tmp_path / "c.json").lignes()] == [str(i) for i in range(40)]


def test_un_texte_qui_tourne_a_l_envers_est_montre_par_son_code(tmp_path):
    chemin = ecrire_csv(tmp_path / "rlo.csv", [("ville\u202e", "pays"), ("a", "b")])
    assert ouvrir_table(chemin).entete[0] == "ville\\x202e"
