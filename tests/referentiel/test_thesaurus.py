"""Les thésaurus tiennent debout : nombres officiels, libellés français, correspondances sans trou (C4.4, C2.10)."""

import csv
import re

import pytest

from jumelles.referentiel import thesaurus
from jumelles.referentiel.thesaurus import TABLES, Correspondance, ThesaurusInvalide

# Toutes ses lignes ont la même origine, dite par referentiel/exonymes.py.
SOURCE_COMMUNE = "exonymes_francais.csv"


def test_il_y_a_17_objectifs_et_169_cibles() -> None:
    """C4.4 : les nombres du Programme 2030, dans l'ordre, chacun avec un titre et non une seule couleur."""
    assert [o.numero for o in thesaurus.odd()] == list(range(1, 18))
    assert len(thesaurus.cibles()) == 169
    assert len({c.code for c in thesaurus.cibles()}) == 169
    assert all(len(o.titre) > 5 and re.fullmatch(r"#[0-9A-F]{6}", o.couleur) for o in thesaurus.odd())


@pytest.mark.parametrize(
    ("numero", "nombre"),
    [(1, 7), (2, 8), (3, 13), (4, 10), (5, 9), (6, 8), (7, 5), (8, 12), (9, 8), (10, 10), (11, 10),
     (12, 11), (13, 5), (14, 10), (15, 12), (16, 12), (17, 19)],
)  # fmt: skip
def test_chaque_objectif_a_ses_cibles(numero: int, nombre: int) -> None:
    """C4.4 : la répartition publiée par l'ONU (somme : 169)."""
    assert len(thesaurus.cibles(numero)) == nombre


def test_les_cibles_sont_en_francais() -> None:
    """C4.4 : libellé officiel français, repris mot pour mot pour la cible 6.1."""
    six_un = thesaurus.libelle("cibles_odd", "6.1")
    assert six_un.startswith("D’ici à 2030, assurer l’accès universel et équitable à l’eau potable")
    assert all(not re.search(r"\b(the|and|by 2030)\b", c.libelle) for c in thesaurus.cibles())


@pytest.mark.parametrize(
    "code", ["attractivite", "rayonnement", "diasporas", "entreprises", "tourisme", "evenements-internationaux"]
)
def test_les_sujets_voisins_sont_des_termes(code: str) -> None:
    """C2.10 : attractivité, rayonnement, diasporas… sont au thésaurus, avec leur parent."""
    terme = thesaurus.theme(code)
    assert terme.statut == thesaurus.VU
    assert thesaurus.theme(terme.parent).niveau == terme.niveau - 1


def test_les_themes_ont_trois_niveaux_et_un_parent() -> None:
    thesaurus.check()
    niveaux = {t.code: t.niveau for t in thesaurus.themes()}
    assert set(niveaux.values()) == {1, 2, 3}
    assert all(niveaux[t.code] == niveaux.get(t.parent, 0) + 1 for t in thesaurus.themes())
    assert thesaurus.enfants("eau-dechets") == (thesaurus.theme("eau"), thesaurus.theme("dechets"))


def test_les_secteurs_dont_le_libelle_n_est_pas_vu_le_disent() -> None:
    assert len(thesaurus.secteurs_rrma()) == 18
    assert {s.statut for s in thesaurus.secteurs_rrma()} == {"à vérifier"}
    notres = [s.code for s in thesaurus.secteurs_cad() if s.statut != thesaurus.VU]
    assert len(notres) == 10 and "15162" in notres


def test_une_correspondance_vers_un_code_absent_est_refusee(monkeypatch: pytest.MonkeyPatch) -> None:
    fausse = Correspondance("themes", "eau", "odd", "18", "essai", "à vérifier", "2026")
    monkeypatch.setattr(thesaurus, "_correspondances", lambda: (fausse,))
    with pytest.raises(ThesaurusInvalide, match="'18'"):
        thesaurus.check()


def test_les_correspondances_de_l_eau() -> None:
    trouvees = {(c.vers, c.correspond) for c in thesaurus.correspondances("themes", "eau")}
    assert trouvees == {("secteurs_rrma", "rrma-03"), ("secteurs_cad", "140"), ("odd", "6")}


def test_un_code_absent_n_a_pas_de_libelle() -> None:
    assert thesaurus.libelle("themes", "chasse") == ""
    with pytest.raises(KeyError):
        thesaurus.theme("chasse")
    with pytest.raises(ValueError, match="inconnue"):
        thesaurus.libelle("nimporte", "1")


def test_chaque_ligne_de_chaque_table_dit_sa_source() -> None:
    """C0.3 : aucune ligne sans source (la colonne s'appelle « texte » quand c'est une loi)."""
    for chemin in sorted(set(TABLES.glob("*.csv")) - {TABLES / SOURCE_COMMUNE}):
        with chemin.open(encoding="utf-8", newline="") as fichier:
            lignes = list(csv.DictReader(fichier))
        colonnes = [c for c in ("source", "texte", "adresse", "editeur") if c in lignes[0]]
        assert colonnes and all(any(ligne[c] for c in colonnes) for ligne in lignes), chemin.name
