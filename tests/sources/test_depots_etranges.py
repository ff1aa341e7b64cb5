"""Ce que les gens déposent vraiment, mal titré, mal codé, fusionné ou coupé : bien lu, ou dit clairement (B14)."""

import pytest

from jumelles.sources.depots.lecteurs import ouvrir_table
from jumelles.sources.depots.lecteurs.fusions import Fusions
from jumelles.sources.problemes import FichierRefuse
from tests.sources.fabrique_depots import ENTETE, LIGNES, ecrire_csv, ecrire_xlsx

_L = ";".join(LIGNES[0])
_E = ";".join(ENTETE)
# Le contenu, puis ce qu'on en lit : l'en-tête, et la deuxième cellule de chaque ligne.
BIEN_LUS = {
    "en-tête à la troisième ligne": (
        "Liste des jumelages;;\nMise à jour : 2024;;\nVille;Partenaire;Pays\nGrabels;Recife;Brésil\n",
        ("Ville", "Partenaire", "Pays"), ["Recife"],
    ),
    "en-tête sur deux lignes": (
        "Collectivité;;Partenaire étranger;\nNom;Département;Nom;Pays\nGrabels;34;Recife;Brésil\n",
        ("Collectivité Nom", "Collectivité Département", "Partenaire étranger Nom", "Partenaire étranger Pays"), ["34"],
    ),
    "colonne sans nom": ("Ville;;Pays\nGrabels;Recife;Brésil\n", ("Ville", "colonne 2", "Pays"), ["Recife"]),
    "colonnes du même nom": ("Nom;Nom;Nom\na;b;c\n", ("Nom", "Nom (2)", "Nom (3)"), ["b"]),
    "fins de ligne de l'ancien Mac": ("Ville;Pays\rGrabels;Mali\rDunkerque;Brésil\r", ("Ville", "Pays"),
                                      ["Mali", "Brésil"]),
    "lignes vides et colonnes vides à droite": ("Ville;Pays;;\n\nGrabels;Mali;;\n;;;\n", ("Ville", "Pays"), ["Mali"]),
    "guillemets et retours à la ligne": ('Ville;Note\nGrabels;"un\ndeux ; ""trois"""\n', ("Ville", "Note"),
                                         ['un\ndeux ; "trois"']),
    "une seule colonne": ("Ville\nGrabels\nDunkerque\n", ("Ville",), []),
    "tabulations": ("Ville\tPays\nGrabels\tMali, et Sénégal; non\n", ("Ville", "Pays"), ["Mali, et Sénégal; non"]),
    "barres": ("Ville|Pays\nGrabels|Mali\n", ("Ville", "Pays"), ["Mali"]),
}  # fmt: skip
REFUSES = {
    "vide": (b"", "il est vide"),
    "blancs": (b"\n \n\n", "il n'a aucune ligne"),
    "pdf nommé classeur": (b"%PDF-1.7 faux", "c'est un document PDF"),
    "ancien classeur ou protégé": (b"\xd0\xcf\x11\xe0" + bytes(600), "protégé par un mot de passe"),
    "classeur coupé": (b"PK\x03\x04" + bytes(500), "abîmée, coupée"),
    "séparateurs mêlés": (f"{_E}\n{_L}\n{_L.replace(';', '|')}\n".encode(), "ligne 3 : séparateurs mêlés"),
    "guillemet jamais refermé": (f'{_E}\n{_L}\n"{_L}\n'.encode(), "ligne 3 : le fichier s'arrête au milieu"),
    "image": (b"\x89PNG\r\n\x1a\n", "c'est une image"),
    "rien que des nombres": (b"1;2\n3;4\n", "ne nomme les colonnes"),
}


@pytest.mark.parametrize("cas", BIEN_LUS)
def test_ce_qui_est_mal_presente_se_lit(tmp_path, cas):
    texte, entete, deuxiemes = BIEN_LUS[cas]
    (tmp_path / "essai.csv").write_bytes(texte.encode())
    table = ouvrir_table(tmp_path / "essai.csv")
    lues = list(table.lignes())
    assert table.entete == entete
    assert [tuple(x.cellules.values())[1] for x in lues if len(x.cellules) > 1] == deuxiemes
    assert [x.probleme for x in lues] == [None] * len(lues)


@pytest.mark.parametrize("cas", REFUSES)
def test_ce_qui_ne_se_lit_pas_dit_pourquoi_et_que_faire(tmp_path, cas):
    octets, dit = REFUSES[cas]
    (tmp_path / "essai.xlsx").write_bytes(octets)
    with pytest.raises(FichierRefuse) as refus:
        list(ouvrir_table(tmp_path / "essai.xlsx").lignes())
    assert dit in str(refus.value).replace("\u00a0", " ")
    assert refus.value.remede


def test_un_en_tete_double_designe_par_la_personne_est_le_meme(tmp_path):
    (tmp_path / "d.csv").write_text(BIEN_LUS["en-tête sur deux lignes"][0])
    assert ouvrir_table(tmp_path / "d.csv", ligne_entete=2).entete == ouvrir_table(tmp_path / "d.csv").entete


def test_une_ligne_de_donnees_plus_large_que_ses_titres_n_est_pas_un_en_tete(tmp_path):
    chemin = ecrire_csv(tmp_path / "d.csv", [("Ville", "", "Pays"), ("Grabels", "Recife", "Brésil")])
    assert ouvrir_table(chemin).ligne_entete == 1


def test_les_cles_d_un_json_se_montrent_sans_agir(tmp_path):
    (tmp_path / "c.json").write_text('[{"a\\u0000\\u202eb": "1", "": "2", "c": {"d": 1}}]')
    table = ouvrir_table(tmp_path / "c.json")
    assert table.entete == ("a\\x00\\x202eb", "colonne 2", "c")
    assert [tuple(x.cellules.values()) for x in table.lignes()] == [("1", "2", '{"d": 1}')]


def test_le_volume_de_tout_le_tableau_est_borne(tmp_path, monkeypatch):
    from jumelles.sources.depots.lecteurs import tables
    from jumelles.sources.depots.limites import Limites

    monkeypatch.setattr(tables, "limites", lambda: Limites(volume=300))
    chemin = ecrire_csv(tmp_path / "v.csv", [ENTETE, *LIGNES * 3])
    with pytest.raises(FichierRefuse, match="millions de signes en tout"):
        list(ouvrir_table(chemin).lignes())


def test_une_fusion_de_toute_la_feuille_ne_se_deplie_pas():
    fusions = Fusions([((0, 0), (1_048_575, 16_383)), ((2, 1), (1_048_575, 1))])
    cellules = ["a", "b"]
    assert "A1:XFD1048576" in fusions.deplier(2, cellules).valeur
    suivantes = ["", ""]
    assert fusions.deplier(3, suivantes) is not None
    assert suivantes == ["", "b"]
    tenues = sum(len(vars_) for vars_ in (fusions._dessous, fusions._attendues))
    assert tenues == 1, "une fusion se retient, jamais ses cases"


def test_des_fusions_qui_se_suivent_se_relaient(tmp_path):
    lignes = [("ville", "pays"), ("A", "Mali"), ("B", ""), ("C", "Sénégal"), ("D", ""), ("E", "")]
    table = ouvrir_table(ecrire_xlsx(tmp_path / "f.xlsx", lignes, fusions=["B2:B3", "B4:B5"]))
    assert [x.cellules["pays"] for x in table.lignes()] == ["Mali", "Mali", "Sénégal", "Sénégal", ""]
