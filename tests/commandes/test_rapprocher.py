"""`jumelles rapprocher` : la liste gardée telle quelle, cinq colonnes de plus, et rien d'à moitié écrit. B14."""

import csv
import subprocess
import sys
from pathlib import Path

import pytest

from jumelles.sources.listes import AJOUTS, rapprocher_liste
from jumelles.sources.problemes import FichierRefuse
from jumelles.sources.tableau import RANGEE_MAX
from tests.atelier.bases import environnement
from tests.atelier.empreintes import RACINE
from tests.sources.fabrique_depots import ecrire_xlsx

pytestmark = pytest.mark.django_db


def rendre(tmp_path: Path, texte: str, nom: str = "liste.csv", **options: str) -> list[dict[str, str]]:
    """Écrire cette liste, la rapprocher, relire le résultat."""
    (tmp_path / nom).write_text(texte, encoding="utf-8")
    sortie = tmp_path / "resultat.csv"
    rapprocher_liste(tmp_path / nom, sortie, **options)
    separateur = ";" if ";" in texte.splitlines()[0] else ","  # une seule colonne : la virgule
    with sortie.open(encoding="utf-8", newline="") as fichier:
        return list(csv.DictReader(fichier, delimiter=separateur))


def test_les_colonnes_donnees_restent_et_cinq_s_ajoutent(tmp_path):
    lignes = rendre(tmp_path, "rang,nom,pays,note\n1,Dunkirk,France,=1+1\n2,Köln,Germany,\n")
    assert list(lignes[0]) == ["rang", "nom", "pays", "note", *AJOUTS]
    assert [(x["code"], x["nom_officiel"], x["verdict"]) for x in lignes] == [
        ("59183", "Dunkerque", "accepté"), ("2886242", "Köln", "accepté"),
    ]  # fmt: skip
    assert lignes[0]["note"] == "=1+1"
    assert all(0.9 < float(x["score"]) <= 1 and x["raisons"] for x in lignes)


@pytest.mark.parametrize(
    ("entete", "ligne", "code"),
    [
        ("nom", "CG des Yvelines", "D78"),
        ("nom", "METROPOLE DE LYON", "200046977"),
        ("nom", "CR de Picardie", "R32"),
        ("nom;departement", "Saint-Denis;93", "93066"),
        ("nom;departement", "Marly;Moselle", "57447"),
        ("nom;population", "Montreuil;109 000", "93048"),
        ("nom;niveau", "Vienne;département", "D86"),
        ("nom;niveau", "Métropole de Lyon;métropole", "200046977"),
        ("nom;lat;lon", "Marly;50,34;3,54", "59383"),
        ("nom;insee", "Saint-Denis;93066", "93066"),
        ("Collectivité;pays", "Poitiers;Allemagne", "86194"),
    ],
)
def test_chaque_colonne_connue_sert_d_indice(tmp_path, entete, ligne, code):
    rendue = rendre(tmp_path, f"{entete}\n{ligne}\n")[0]
    assert (rendue["code"], rendue["verdict"]) == (code, "accepté"), rendue["raisons"]


@pytest.mark.parametrize("nom", ["Saint-Denis", "Montreuil", "Marly", "Vienne"])
def test_un_nom_seul_que_plusieurs_portent_reste_a_revoir(tmp_path, nom):
    rendue = rendre(tmp_path, f"nom\n{nom}\n")[0]
    assert rendue["verdict"] == "à revoir"
    assert "ou " in rendue["raisons"]


def test_sans_colonne_pays_un_nom_d_ailleurs_n_est_jamais_accepte(tmp_path):
    rendue = rendre(tmp_path, "nom\nAntananarivo\n")[0]
    assert (rendue["verdict"], rendue["code"]) == ("à revoir", "1070940")
    assert "la liste ne dit pas le pays" in rendue["raisons"]


def test_ce_qu_on_ne_lit_pas_se_dit_sans_perdre_la_ligne(tmp_path):
    lignes = rendre(tmp_path, "nom,pays,population,niveau\nLyon,Poldavie,beaucoup,duché\n,France,,\n")
    assert "pays « Poldavie » inconnu" in lignes[0]["raisons"]
    assert "population « beaucoup » illisible" in lignes[0]["raisons"]
    assert "niveau « duché » inconnu" in lignes[0]["raisons"]
    assert (lignes[1]["verdict"], lignes[1]["raisons"]) == ("écarté", "aucun nom sur cette ligne")


def test_une_colonne_qui_porte_deja_l_un_de_nos_noms_reste(tmp_path):
    rendue = rendre(tmp_path, "nom,code,score\nLyon,A1,7\n")[0]
    assert (rendue["code"], rendue["score"], rendue["code_jumelles"]) == ("A1", "7", "69123")


def test_une_liste_sans_nom_est_refusee_et_rien_n_est_ecrit(tmp_path):
    with pytest.raises(FichierRefuse, match="aucune colonne ne s'appelle"):
        rendre(tmp_path, "truc,machin\n1,2\n")
    assert [f.name for f in tmp_path.iterdir()] == ["liste.csv"]
    assert rendre(tmp_path, "truc,machin\nLyon,2\n", colonne_nom="truc")[0]["code"] == "69123"


TROP_LONGUE = "nom\n" + "Lyon\n" * 5001 + "x" * (RANGEE_MAX + 1) + "\n"


@pytest.mark.parametrize(
    ("texte", "phrase"),
    [("", "vide"), ("\x00\x01", "octet nul"), ("truc\n1\n", "aucune colonne"), (TROP_LONGUE, "signes")],
)
def test_une_liste_refusee_laisse_le_resultat_d_hier_et_rien_d_autre(tmp_path, texte, phrase):
    """Même quand ce qui ne va pas est loin dans la liste, un paquet déjà écrit."""
    (tmp_path / "resultat.csv").write_text("d'hier")
    with pytest.raises(FichierRefuse, match=phrase):
        rendre(tmp_path, texte)
    assert (tmp_path / "resultat.csv").read_text() == "d'hier"
    assert sorted(f.name for f in tmp_path.iterdir()) == ["liste.csv", "resultat.csv"]


def test_un_resultat_qui_ne_peut_pas_s_ecrire_ne_laisse_rien(tmp_path):
    (tmp_path / "liste.csv").write_text("nom\nLyon\n")
    with pytest.raises(OSError, match="absent"):
        rapprocher_liste(tmp_path / "liste.csv", tmp_path / "absent" / "r.csv")
    with pytest.raises(FichierRefuse, match="prendrait la place de la liste"):
        rapprocher_liste(tmp_path / "liste.csv", tmp_path / "liste.csv")
    assert (tmp_path / "liste.csv").read_text() == "nom\nLyon\n"
    assert [f.name for f in tmp_path.iterdir()] == ["liste.csv"]


def test_une_cellule_demesuree_ne_se_rapproche_pas_et_garde_sa_ligne(tmp_path):
    lignes = rendre(tmp_path, f"nom,departement,insee\n{'mot ' * 20_000},38,1\nLyon,{'z' * 20_000},{'9' * 20_000}\n")
    assert [x["verdict"] == "accepté" for x in lignes] == [False, False]
    assert len(lignes[0]["nom"]) == 80_000
    assert all(len(x["raisons"]) < 2000 for x in lignes)


def test_un_classeur_se_lit_comme_un_csv(tmp_path):
    ecrire_xlsx(tmp_path / "liste.xlsx", [["nom", "insee"], ["Lyon", ""], ["L'Abergement-Clémenciat", 1001]])
    rapprocher_liste(tmp_path / "liste.xlsx", tmp_path / "r.csv")
    with (tmp_path / "r.csv").open(encoding="utf-8", newline="") as fichier:
        assert [x["code"] for x in csv.DictReader(fichier)] == ["69123", "01001"]


def test_deux_fois_la_meme_liste_rend_le_meme_fichier(tmp_path):
    texte = "nom,pays\n" + "\n".join(f"{n},France" for n in ("Lyon", "Marly", "Dunkirk", "x")) + "\n"
    rendre(tmp_path, texte)
    premier = (tmp_path / "resultat.csv").read_bytes()
    rendre(tmp_path, texte)
    assert (tmp_path / "resultat.csv").read_bytes() == premier


def test_la_commande_dit_combien_et_refuse_en_une_phrase(tmp_path, base_jetable: str):
    (tmp_path / "l.csv").write_text("nom\nLyon\nMarly\n", encoding="utf-8")

    def lancer(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "jumelles.commandes", "rapprocher", *arguments], cwd=RACINE,
            env=environnement(base_jetable), capture_output=True, text=True, check=False,
        )  # fmt: skip

    fait = lancer(str(tmp_path / "l.csv"), "--sortie", str(tmp_path / "r.csv"))
    assert (fait.returncode, fait.stderr.split(". Écrit")[0]) == (0, "2 noms : 1 accepté, 1 à revoir")
    rate = lancer(str(tmp_path / "absent.csv"), "--sortie", str(tmp_path / "s.csv"))
    assert rate.returncode == 2
    assert "Traceback" not in rate.stderr
    assert not (tmp_path / "s.csv").exists()


@pytest.mark.parametrize(
    ("nom", "siren"), [("Pays de Saint-Omer", "200069037"), ("Grenoble-Alpes-Métropole", "200 040 715")]
)
def test_un_niveau_dit_commune_n_accepte_jamais_une_intercommunalite(tmp_path, nom, siren):
    """Pas même par son SIREN ; sans ce niveau, le SIREN suffit."""
    dite, sans = (rendre(tmp_path, f"nom;niveau;siren\n{nom};{niveau};{siren}\n")[0] for niveau in ("commune", ""))
    assert dite["verdict"] == "à revoir", dite["raisons"]
    assert (sans["verdict"], sans["code"]) == ("accepté", siren.replace(" ", ""))


@pytest.mark.parametrize(("nom", "insee", "code"), [("Étrez", "1154", "01130"), ("Songieu", "01409", "01187")])
def test_un_code_insee_d_hier_mene_a_la_commune_d_aujourd_hui(tmp_path, nom, insee, code):
    """B22 : fondue en 2016, ou déléguée, et le zéro que le tableur a ôté."""
    rendue = rendre(tmp_path, f"nom;insee\n{nom};{insee}\n")[0]
    assert (rendue["verdict"], rendue["code"]) == ("accepté", code)
    assert f"code de « {nom} », commune fondue en 20" in rendue["raisons"]
