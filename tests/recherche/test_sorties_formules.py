"""Une cellule qui ressemble à une formule ne s'exécute nulle part, et revient intacte par notre import (D2)."""

import csv
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from jumelles.recherche.filtre import Filtre
from jumelles.recherche.ligne import en_cellule
from jumelles.recherche.sorties.en_csv import ecrire_csv
from jumelles.recherche.sorties.extraction import Extraction
from jumelles.recherche.sorties.formules import neutraliser, retablir
from jumelles.sources.ouverture import Ouvert
from jumelles.sources.tableau import Tableau
from jumelles.sources.valeurs import Controle
from tests.recherche.fiches_fabriquees import document, moteur_de

# Ce qu'un tableur prend pour le début d'une formule, une fois les blancs ôtés.
FORMULE = re.compile(r"[=+\-@\uff1d\uff0b\uff0d\uff20\t\r\n]")
TEXTES = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
DEBUTS = st.sampled_from(["=", "+", "-", "@", "\t", "\r", " =", "'=", "''+", "＝", "\u00a0-", "'", "\u200b=", "a"])


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("=1+1", "'=1+1"), ("+33", "'+33"), ("-1.5", "'-1.5"), ("@a", "'@a"), ("\t=1", "'\t=1"), ("\ra", "'\ra"),
        (" =1", "' =1"), ("\u00a0=1", "'\u00a0=1"), ("＝1", "'＝1"), ("＋1", "'＋1"), ("－1", "'－1"), ("＠a", "'＠a"),
        ("−1", "'−1"), ("'=1", "''=1"), ("Grenoble", "Grenoble"), ("'s-Hertogenbosch", "'s-Hertogenbosch"),
        ("", ""), ("a=b", "a=b"), ("1-2", "1-2"),
    ],
)  # fmt: skip
def test_ce_qui_se_neutralise(texte: str, attendu: str) -> None:
    assert neutraliser(texte) == attendu


@given(st.builds(lambda d, t: d + t, DEBUTS, TEXTES))
def test_ce_qui_est_neutralise_ne_s_execute_plus(texte: str) -> None:
    ecrit = neutraliser(texte)
    assert ecrit in (texte, "'" + texte)
    assert not FORMULE.match(ecrit.lstrip()) or ecrit.startswith("'")


@given(st.one_of(TEXTES, st.builds(lambda d, t: d + t, DEBUTS, TEXTES)))
def test_tout_texte_revient(texte: str) -> None:
    assert retablir(neutraliser(texte)) == texte


@pytest.mark.parametrize("valeur", [-1.5, -3, 0, 2.25])
def test_un_nombre_ne_change_pas(valeur: float) -> None:
    assert en_cellule(valeur, "nombre") == repr(valeur)


@pytest.mark.parametrize("type_", ["code", "date", "liste_codes", "adresse"])
def test_seules_les_colonnes_de_texte_se_neutralisent(type_: str) -> None:
    assert "'" not in en_cellule("-1998", type_)  # type: ignore[arg-type]


@settings(max_examples=60, deadline=None)
@given(texte=st.builds(lambda d, t: d + t, DEBUTS, st.text("=+-@'a é\n;,\"|", max_size=20)))
@example(texte="=cmd|' /C calc'!A0")
@example(texte="'=déjà")
def test_exporte_puis_importe_un_texte_revient(texte: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """B15 : notre import relit notre export ; il ôte, comme toujours, les blancs du bord."""
    moteur = moteur_de(document("relations", 1, titre=texte, francais_longitude=-1.5))
    extraction = Extraction("relations", Filtre(), datetime(2026, 11, 22, tzinfo=UTC))
    fichier = Path(tmp_path_factory.mktemp("csv")) / "relations.csv"
    fichier.write_bytes(b"".join(ecrire_csv(moteur, extraction)))
    with fichier.open("rb") as ouvert:
        tableau = Tableau(Ouvert(ouvert), separateur=";")
        (rangee,) = tableau.rangees()
    lu = dict(zip(tableau.entete, rangee.cellules, strict=True))
    controle = Controle(1)
    brut = controle.texte("titre", lu["titre"], maximum=500)
    if not controle.is_refusee:  # un signe de commande invisible se refuse, il ne se relit pas
        assert brut == texte.strip()
    assert controle.coordonnee("lon", lu["francais_longitude"], axe="lon") == -1.5


def test_le_csv_cite_comme_le_module_csv() -> None:
    """RFC 4180 : les mêmes octets que le module csv, à ceci près qu'on les fait plus vite."""
    import io

    from jumelles.recherche.ligne import SEPARE
    from jumelles.recherche.sorties.en_csv import en_lignes

    @settings(max_examples=200, deadline=None)
    @given(
        st.lists(st.lists(st.text("a;,\t\"'\r\n |é", max_size=8), min_size=2, max_size=4), min_size=1),
        st.sampled_from(";,\t"),
    )
    def comparer(lignes: list[list[str]], separateur: str) -> None:
        tampon = io.StringIO()
        csv.writer(tampon, delimiter=separateur).writerows(lignes)
        assert en_lignes([SEPARE.join(x) for x in lignes], separateur) == tampon.getvalue()

    comparer()
