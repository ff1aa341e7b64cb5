"""Un fichier qui n'est pas ce qu'on attend se refuse avec sa ligne, sa colonne, sa raison et son remède."""

import csv
import tracemalloc
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from jumelles.sources import ouverture
from jumelles.sources.ouverture import Ouvert, hacher
from jumelles.sources.problemes import FichierRefuse, extraire
from jumelles.sources.tableau import Tableau, verifier_entete
from jumelles.sources.valeurs import Controle

JOUR = date(2026, 11, 21)


def _ecrire(dossier: Path, contenu: bytes, nom: str = "fichier.csv") -> Path:
    chemin = dossier / nom
    chemin.write_bytes(contenu)
    return chemin


def _lire(chemin: Path, separateur: str = ",") -> list:
    with chemin.open("rb") as fichier:
        return list(Tableau(Ouvert(fichier), separateur=separateur).rangees())


@pytest.mark.parametrize(
    ("contenu", "dit"),
    [
        (b"PK\x03\x04\x14\x00", "classeur (xlsx, ods)"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b"BZh91AY", "bzip2"),
        (b"\xfd7zXZ\x00", "xz"),
        (b"%PDF-1.7", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "Excel (xls)"),
        (b"<?xml version='1.0'?><a/>", "XML"),
        (b"<!DOCTYPE html><html>", "page web"),
        (b"\xef\xbb\xbf\n <html><body>Connexion</body></html>", "page web"),
        ("a,b\n1,2\n".encode("utf-16"), "UTF-16"),
        ("a,b\n1,2\n".encode("utf-16-le"), "octets nuls"),
        (b"a,b\n1,\x00\n", "octets nuls"),
        (b'{"a": 1}', "JSON"),
    ],
)
def test_un_fichier_d_une_autre_sorte_se_reconnait(tmp_path, contenu, dit):
    with pytest.raises(FichierRefuse) as refus:
        _lire(_ecrire(tmp_path, contenu))
    assert dit in str(refus.value)
    assert "→" in str(refus.value), "un refus dit quoi faire"


@pytest.mark.parametrize(
    ("nom", "contenu", "dit"), [("absent.csv", None, "n'existe pas"), ("vide.csv", b"", "il est vide")]
)
def test_un_fichier_absent_ou_vide_se_dit(tmp_path, nom, contenu, dit):
    chemin = tmp_path / nom
    if contenu is not None:
        chemin.write_bytes(contenu)
    with pytest.raises(FichierRefuse, match=dit):
        hacher(chemin)


def test_un_dossier_n_est_pas_un_fichier(tmp_path):
    with pytest.raises(FichierRefuse, match="n'est pas un fichier"):
        hacher(tmp_path)


def test_un_fichier_trop_gros_est_refuse_sans_etre_lu(tmp_path, monkeypatch):
    """Un fichier creux de 400 Mo : sa taille suffit à le refuser."""
    chemin = tmp_path / "gros.csv"
    with chemin.open("wb") as fichier:
        fichier.truncate(400 * 1024 * 1024)
    monkeypatch.setattr(Path, "open", lambda *_a, **_k: pytest.fail("il ne fallait pas l'ouvrir"))
    with pytest.raises(FichierRefuse, match="400 Mo, la limite est de 300 Mo"):
        hacher(chemin)


def test_un_octet_fautif_dit_sa_ligne_sa_colonne_et_lui_meme(tmp_path):
    """« Évreux » puis « Orléans » en Windows-1252 : la colonne compte les lettres, pas les octets."""
    contenu = "nom,pays\nÉvreux,Espagne\n".encode() + "Orléans,Bénin\n".encode("cp1252")
    with pytest.raises(FichierRefuse) as refus:
        _lire(_ecrire(tmp_path, contenu))
    assert (refus.value.ligne, refus.value.colonne) == (3, 4)
    assert "0xe9" in str(refus.value)
    assert "CSV UTF-8" in str(refus.value)


def test_la_marque_d_utf8_est_admise_une_fois(tmp_path):
    with _ecrire(tmp_path, b"\xef\xbb\xbfa,b\n1,2\n").open("rb") as fichier:
        assert Tableau(Ouvert(fichier), separateur=",").entete == ("a", "b")


def test_une_ligne_sans_fin_est_refusee(tmp_path, monkeypatch):
    monkeypatch.setattr(ouverture, "LIGNE_MAX", 1000)
    with pytest.raises(FichierRefuse, match="dépasse 1000 octets"):
        _lire(_ecrire(tmp_path, b"a,b\n" + b"x" * 2000))


def test_un_fichier_d_une_seule_ligne_enorme_ne_se_charge_pas_en_memoire(tmp_path):
    """Soixante mégaoctets sans fin de ligne : on n'en tient jamais plus de quelques-uns."""
    chemin = tmp_path / "enorme.csv"
    with chemin.open("wb") as fichier:
        for _ in range(60):
            fichier.write(b"x" * 1_000_000)
    tracemalloc.start()
    try:
        with pytest.raises(FichierRefuse, match="dépasse 1000000 octets"):
            _lire(chemin)
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()


def test_une_ligne_de_trop_ou_de_moins_de_colonnes_est_seule_refusee(tmp_path):
    rangees = _lire(_ecrire(tmp_path, b"a,b\n1,2\n3\n4,5,6\n7,8\n"))
    assert [r.numero for r in rangees if r.probleme is None] == [2, 5]
    assert [(r.numero, r.probleme.raison) for r in rangees if r.probleme] == [
        (3, "1 colonnes au lieu de 2"),
        (4, "3 colonnes au lieu de 2"),
    ]


def test_un_fichier_coupe_se_dit_coupe(tmp_path):
    (rangee,) = _lire(_ecrire(tmp_path, b"a,b,c\n1,2"))
    assert "coupé" in rangee.probleme.remede


def test_une_cellule_jamais_refermee_refuse_le_fichier(tmp_path):
    with pytest.raises(FichierRefuse, match="coupé"):
        _lire(_ecrire(tmp_path, b'a,b\n1,"2\n3,4\n'))
    with pytest.raises(FichierRefuse, match="jamais refermé"):
        _lire(_ecrire(tmp_path, b'a,b\n1,"' + b"x\n" * 80_000))


def test_la_limite_d_une_rangee_ne_depend_pas_du_reste_du_processus(tmp_path):
    avant = csv.field_size_limit(2**31 - 1)
    try:
        with pytest.raises(FichierRefuse) as refus:
            _lire(_ecrire(tmp_path, b'a,b\n3,4\n1,"' + b"x\n" * 80_000))
        assert refus.value.ligne == 3
    finally:
        csv.field_size_limit(avant)


def test_le_numero_de_ligne_compte_les_cellules_a_plusieurs_lignes(tmp_path):
    rangees = _lire(_ecrire(tmp_path, b'a,b\n1,"deux\nlignes"\n3\n'))
    assert [(r.numero, r.probleme is None) for r in rangees] == [(2, True), (4, False)]


def test_un_guillemet_mal_place_ne_refuse_que_sa_ligne(tmp_path):
    rangees = _lire(_ecrire(tmp_path, b'a,b\n1,"x"y\n3,4\n'))
    assert [(r.numero, r.probleme is None) for r in rangees] == [(2, False), (3, True)]


@pytest.mark.parametrize(
    ("lue", "dit"),
    [
        (("a", "b", "a"), "colonnes en double : « a »"),
        (("a",), "séparateur"),
        (("a", "c"), "colonnes absentes : « b »"),
        (("a", "b", "z"), "colonnes inconnues : « z »"),
    ],
)
def test_un_en_tete_inattendu_refuse_le_fichier(lue, dit):
    with pytest.raises(FichierRefuse) as refus:
        verifier_entete(lue, ("a", "b"))
    assert dit in str(refus.value).replace("\u00a0", " ")


@pytest.mark.parametrize(
    "texte", ["nan", "inf", "-Infinity", "1e400", "95", "-90.01", "48,85", "٤٨", "1_0", "0x1", "4" * 99]
)
def test_une_latitude_impossible_est_refusee(texte):
    controle = Controle(7)
    assert controle.coordonnee("lat", texte, axe="lat") is None
    assert controle.is_refusee
    assert controle.problemes[0].ligne == 7
    assert controle.problemes[0].remede


@pytest.mark.parametrize(("texte", "attendu"), [("", None), ("90", 90.0), ("-90", -90.0), ("+4.5e1", 45.0)])
def test_une_latitude_possible_est_lue(texte, attendu):
    controle = Controle(7)
    assert controle.coordonnee("lat", texte, axe="lat") == attendu
    assert not controle.problemes


def test_une_longitude_de_400_degres_est_refusee():
    controle = Controle(2)
    controle.coordonnee("lon", "400", axe="lon")
    assert controle.problemes[0].raison == "hors de -180 à 180 degrés"


@pytest.mark.parametrize(
    ("texte", "refusee"), [("-5", True), ("1e9", True), ("9" * 30, True), ("411.5", False), ("", False)]
)
def test_une_population_absurde_est_refusee_une_population_inconnue_reste_inconnue(texte, refusee):
    controle = Controle(2)
    assert controle.population("population", texte) is None
    assert controle.is_refusee is refusee


@pytest.mark.parametrize(
    ("texte", "refusee"),
    [("2027", True), ("2026-11-22", True), ("2026-11-21", False), ("hier", True), ("1958-02-30", True), ("١٩٩٨", True)],
)
def test_une_date_a_venir_ou_fausse_est_refusee(texte, refusee):
    controle = Controle(2)
    controle.date("debut", texte, jour=JOUR)
    assert controle.is_refusee is refusee


def test_une_fin_a_venir_est_admise():
    controle = Controle(2)
    assert controle.date("fin", "2028", jour=JOUR, future=True) == "2028"


@pytest.mark.parametrize(("texte", "attendu"), [("679034.0", Decimal("679034.00")), ("", None), ("0", Decimal("0.00"))])
def test_un_montant_se_lit_au_centime(texte, attendu):
    assert Controle(2).montant("m", texte) == attendu


@pytest.mark.parametrize("texte", ["-1", "1 000", "12 €", "NaN", "1e3", "9" * 25])
def test_un_montant_douteux_est_refuse(texte):
    controle = Controle(2)
    controle.montant("m", texte)
    assert controle.is_refusee


@pytest.mark.parametrize("texte", ["=1+1", "+33", "-2", "@SUM(A1)", "\t=1", "\r=1"])
def test_une_formule_reste_du_texte_et_se_signale(texte):
    controle = Controle(2)
    assert controle.texte("nom", texte, maximum=50) == texte.strip()
    assert not controle.is_refusee
    assert "formule" in controle.problemes[0].raison


@pytest.mark.parametrize("texte", ["a\x1b[2Jb", "a\x07", "a\u202eb", "a\x85", "\ud800"])
def test_un_signe_de_commande_est_refuse_et_ne_s_affiche_jamais(texte):
    controle = Controle(2)
    controle.texte("nom", texte, maximum=50)
    assert controle.is_refusee
    montre = controle.problemes[0].en_texte()
    montre.encode("utf-8")
    assert "\x1b" not in montre
    assert "\u202e" not in montre


def test_une_valeur_trop_longue_est_refusee_et_citee_en_court():
    controle = Controle(2)
    controle.texte("nom", "x" * 5000, maximum=200)
    assert "5000 signes, la limite est de 200" in controle.problemes[0].raison
    assert len(controle.problemes[0].valeur) <= 120
    assert len(extraire("é" * 500)) == 120


@pytest.mark.parametrize(
    ("texte", "refusee"),
    [
        ("https://exemple.invalid/page?a=1", False),
        ("", False),
        ("javascript:alert(1)", True),
        ("data:text/html,<b>", True),
        ("https://exemple.invalid/ deux", True),
        ("exemple.invalid", True),
    ],
)
def test_une_adresse_piegee_n_entre_pas(texte, refusee):
    """Elle deviendrait un lien sur la page du fait."""
    controle = Controle(2)
    controle.adresse("adresse", texte, maximum=600)
    assert controle.is_refusee is refusee


def test_une_marque_d_utf8_au_milieu_du_fichier_est_un_signe_invisible():
    controle = Controle(2)
    controle.texte("nom", "\ufeffLyon", maximum=200)
    assert controle.is_refusee
    assert extraire("\ufeffLyon") == "\\xfeffLyon"
