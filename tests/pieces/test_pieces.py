"""Ce que l'on dépose : reconnu à son contenu, rangé sans nom, borné, effacé à temps ; rien d'hostile n'est gardé."""

import io
import os
import stat
import struct
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from jumelles.pieces.models import Piece
from jumelles.pieces.operations import admettre, deposer, purger_pieces, ranger, rejeter
from jumelles.pieces.regles import PieceRefusee, nommer
from jumelles.pieces.requetes import PieceAbsente, chemin, dossier, piece

pytestmark = pytest.mark.django_db
PAR = "personne:1"
CSV = b"Commune;Pays\nVille-Exemple;Espagne\n"


@pytest.fixture(autouse=True)
def rangement(settings: Any, tmp_path: Path) -> Iterator[Path]:
    """Un dossier de pièces à soi, et un disque où il reste de la place."""
    settings.VAR = tmp_path
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "arrivees"
    settings.FILE_UPLOAD_TEMP_DIR.mkdir()
    settings.DEPOT_OCTETS_MAX = 1 << 20
    settings.DEPOT_MAXIMUM = 1
    yield dossier()


def _archive(*noms: str, contenu: bytes = b"x") -> bytes:
    tampon = io.BytesIO()
    with zipfile.ZipFile(tampon, "w", zipfile.ZIP_DEFLATED) as archive:
        for nom in noms:
            archive.writestr(nom, contenu)
    return tampon.getvalue()


ODS = _archive("mimetype", contenu=b"application/vnd.oasis.opendocument.spreadsheet")


@pytest.mark.parametrize(
    ("nom", "contenu", "sorte"),
    [
        ("jumelages.csv", CSV, "csv"),
        ("jumelages.tsv", CSV, "csv"),
        ("jumelages.txt", "Commune\tPays\n".encode("utf-16"), "csv"),
        ("JUMELAGES.CSV", b"\xef\xbb\xbf" + CSV, "csv"),
        ("archive.php.csv", CSV, "csv"),
        ("jumelages.xlsx", _archive("xl/workbook.xml"), "xlsx"),
        ("jumelages.ods", ODS, "ods"),
        ("carte.geojson", b'{"type": "FeatureCollection", "features": []}', "geojson"),
        ("liste.json", b'[{"commune": "Ville-Exemple"}]', "geojson"),
        ("iati.xml", b'<?xml version="1.0"?>\n<iati-activities version="2.03"/>', "iati"),
    ],
)
def test_ce_qui_est_admis_est_reconnu_a_son_contenu(nom: str, contenu: bytes, sorte: str) -> None:
    """B14 : le fichier de la personne, tel qu'il est."""
    trouvee = piece(deposer(morceaux=[contenu], nom=nom, par=PAR))
    assert trouvee is not None
    assert (trouvee.sorte, trouvee.etat, trouvee.taille, trouvee.par) == (sorte, "quarantaine", len(contenu), PAR)
    assert chemin(trouvee.id).read_bytes() == contenu


@pytest.mark.parametrize(
    ("nom", "contenu", "dit"),
    [
        ("vide.csv", b"", "vide"),
        ("blanc.csv", b"  \n \n", "vide"),
        ("image.csv", b"\x89PNG\r\n\x1a\n", "une image"),
        ("rapport.csv", b"%PDF-1.7", "PDF"),
        ("ancien.xls", b"\xd0\xcf\x11\xe0\xa1\xb1", "ancien classeur"),
        ("protege.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1", "protégé par un mot de passe"),
        ("rapport.xlsx", b"%PDF-1.7", "un document PDF"),
        ("coupe.xlsx", _archive("xl/workbook.xml")[:-30], "abîmé"),
        ("programme.csv", b"MZ\x90\x00", "un programme"),
        ("script.csv", b"#!/bin/sh\nrm -rf .\n", "un programme"),
        ("page.csv", b"<!DOCTYPE html><html><script>alert(1)</script>", "page web"),
        ("autre.xml", b"<?xml version='1.0'?><svg onload='alert(1)'/>", "pas de l'IATI"),
        ("binaire.csv", b"a;b\n\x00\x01", "binaire"),
        ("jumelages.csv.exe", CSV, "autre chose"),
        ("jumelages", CSV, "extension"),
        ("jumelages.xlsx", CSV, "autre chose"),
        ("jumelages.csv", _archive("xl/workbook.xml"), "autre chose"),
        ("macros.xlsx", _archive("xl/workbook.xml", "xl/vbaProject.bin"), "macros"),
        ("archive.xlsx", _archive("photos/1.jpg"), "archive"),
        ("lettre.ods", _archive("mimetype", contenu=b"application/vnd.oasis.opendocument.text"), "archive"),
        ("bombe.ods", _archive("mimetype", contenu=b"0" * 5_000_000), "archive"),
        ("casse.xlsx", b"PK\x03\x04 rien de bon", "abîmé"),
        ("compresse.csv", b"\x1f\x8b\x08", "compressé"),
    ],
)
def test_le_reste_est_refuse_avec_une_phrase_et_un_remede(nom: str, contenu: bytes, dit: str) -> None:
    with pytest.raises(PieceRefusee) as refus:
        deposer(morceaux=[contenu], nom=nom, par=PAR)
    assert dit in str(refus.value)
    assert refus.value.remede
    assert list(dossier().iterdir()) == []
    assert not Piece.objects.exists()


def test_un_faux_catalogue_d_archive_n_est_pas_lu() -> None:
    """Le catalogue d'une archive se lit entier en mémoire : au-delà d'un mégaoctet annoncé, on n'y va pas."""
    bon = bytearray(_archive("xl/workbook.xml"))
    fin = bon.rfind(b"PK\x05\x06")
    bon[fin + 12 : fin + 16] = (1 << 30).to_bytes(4, "little")
    with pytest.raises(PieceRefusee, match="abîmé"):
        deposer(morceaux=[bytes(bon)], nom="faux.xlsx", par=PAR)


def _en_zip64(contenu: bytes, *, octets: int, decalage: int = 0) -> bytes:
    """La même archive, dont une fin ZIP64 annonce un catalogue de tant d'octets."""
    fin = contenu.rfind(b"PK\x05\x06")
    debut = int.from_bytes(contenu[fin + 16 : fin + 20], "little")
    large = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 1, 1, octets, debut)
    renvoi = struct.pack("<4sLQL", b"PK\x06\x07", 0, fin + decalage, 1)
    return contenu[:fin] + large + renvoi + contenu[fin:]


def test_une_fin_zip64_ne_cache_pas_un_faux_catalogue() -> None:
    """Le lecteur croit cette fin plutôt que l'autre : c'est elle qu'il faut borner."""
    bon = _archive("xl/workbook.xml")
    vraie = int.from_bytes(bon[bon.rfind(b"PK\x05\x06") + 12 :][:4], "little")
    assert deposer(morceaux=[_en_zip64(bon, octets=vraie)], nom="grand.xlsx", par=PAR)
    for piege in (_en_zip64(bon, octets=1 << 30), _en_zip64(bon, octets=vraie, decalage=8)):
        with pytest.raises(PieceRefusee, match="abîmé"):
            deposer(morceaux=[piege], nom="faux.xlsx", par=PAR)


def test_un_type_d_ods_comprime_autrement_n_est_pas_deplie() -> None:
    tampon = io.BytesIO()
    with zipfile.ZipFile(tampon, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    with pytest.raises(PieceRefusee, match="archive"):
        deposer(morceaux=[tampon.getvalue()], nom="bzip2.ods", par=PAR)


def test_trop_gros_s_arrete_en_route_sans_tout_lire() -> None:
    lus = 0

    def couler() -> Iterator[bytes]:
        nonlocal lus
        for _n in range(1000):
            lus += 1
            yield b"a;b\n" * 16_384

    with pytest.raises(PieceRefusee, match="1 Mo"):
        deposer(morceaux=couler(), nom="gros.csv", par=PAR)
    assert lus < 20
    assert list(dossier().iterdir()) == []


@pytest.mark.parametrize(
    ("dit", "montre"),
    [
        ("../../etc/passwd.csv", "passwd.csv"),
        ("C:\\Users\\x\\liste.csv", "liste.csv"),
        ("a\u202egnp.csv", "agnp.csv"),
        ("a\x00b\nc.csv", "a b c.csv"),
        ("", "fichier"),
        ("...", "fichier"),
        ("  liste   finale .csv ", "liste finale .csv"),
        ("e\u0301te\u0301.csv", "été.csv"),
        ("<script>.csv", "<script>.csv"),
    ],
)
def test_le_nom_se_nettoie(dit: str, montre: str) -> None:
    assert nommer(dit) == montre


def test_un_nom_sans_fin_garde_son_extension() -> None:
    assert nommer("a" * 5000 + ".csv").endswith(".csv")
    assert len(nommer("a" * 5000 + ".csv")) == 120


def test_le_rangement_ne_doit_rien_au_nom_et_n_est_lisible_que_par_le_site() -> None:
    identifiant = deposer(morceaux=[CSV], nom="../../jumelages.csv", par=PAR)
    ou = chemin(identifiant)
    assert ou.parent == dossier()
    assert "jumelages" not in ou.name
    assert stat.S_IMODE(ou.stat().st_mode) == 0o600
    assert stat.S_IMODE(dossier().stat().st_mode) == 0o700


def test_une_panne_pendant_l_envoi_ne_laisse_rien() -> None:
    def couper() -> Iterator[bytes]:
        yield CSV
        raise ConnectionError

    with pytest.raises(ConnectionError):
        deposer(morceaux=couper(), nom="coupe.csv", par=PAR)
    assert list(dossier().iterdir()) == []


def test_un_disque_plein_se_dit(settings: Any) -> None:
    settings.DEPOT_OCTETS_MAX = 1 << 60
    with pytest.raises(PieceRefusee, match="plein"):
        deposer(morceaux=[CSV], nom="a.csv", par=PAR)


def test_sans_auteur_rien_ne_se_range() -> None:
    with pytest.raises(ValueError, match="auteur"):
        deposer(morceaux=[CSV], nom="a.csv", par="")
    assert list(dossier().iterdir()) == []


def test_la_purge_efface_ce_qui_a_fait_son_temps_et_garde_la_fiche() -> None:
    maintenant = timezone.now()
    vieille, rejetee, gardee = (deposer(morceaux=[CSV], nom=f"{n}.csv", par=PAR) for n in range(3))
    admettre(piece_id=vieille, par=PAR)
    rejeter(piece_id=rejetee, par=PAR)
    Piece.objects.filter(pk=vieille).update(deposee_le=maintenant - timedelta(days=91))
    Piece.objects.filter(pk=rejetee).update(deposee_le=maintenant - timedelta(days=8))
    orpheline = dossier() / "abandonnee.partiel"
    recente = dossier() / "en-cours.partiel"
    orpheline.write_bytes(CSV)
    recente.write_bytes(CSV)
    os.utime(orpheline, (0, 0))
    assert purger_pieces(maintenant=maintenant, par="machine:essai") == 3
    for partie in (vieille, rejetee):
        with pytest.raises(PieceAbsente):
            chemin(partie)
        fiche = piece(partie)
        assert fiche is not None and not fiche.presente and fiche.empreinte
    assert chemin(gardee).exists()
    assert recente.exists() and not orpheline.exists()
    assert purger_pieces(maintenant=maintenant, par="machine:essai") == 0


def test_ce_que_la_maison_ecrit_est_admis_d_emblee() -> None:
    from jumelles.pieces.enums import SortePiece

    trouvee = piece(ranger(morceaux=[CSV], nom="lignes.csv", sorte=SortePiece.CSV, par=PAR))
    assert trouvee is not None and trouvee.etat == "admise"
