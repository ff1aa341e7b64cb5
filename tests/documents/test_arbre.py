"""Ce qu'un rapport ne peut pas être : sans alternative, sans légende, trop long, aux titres qui sautent."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from jumelles.documents.arbre import (
    Alignement,
    Appel,
    Bloc,
    Chiffre,
    Figure,
    Lien,
    Note,
    Paragraphe,
    Rapport,
    Tableau,
    Texte,
    Titre,
)  # fmt: skip
from jumelles.documents.bornes import BLOCS_MAX, CELLULES_MAX, FIGURES_MAX, SIGNES_PAR_TEXTE
from jumelles.documents.copie import SANS_DATE, dire_note, lignes, mettre_au_net, mots
from jumelles.documents.refus import DocumentRefuse

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'


def rapport(*blocs: Bloc, titre: str = "Essai") -> Rapport:
    return Rapport(titre, "Personne", date(2026, 11, 22), blocs)


@pytest.mark.parametrize("alternative", ["", "  ", "\u200b", "\u202e\n"])
def test_une_figure_sans_texte_de_remplacement_est_refusee(alternative: str) -> None:
    with pytest.raises(DocumentRefuse, match="texte de remplacement"):
        Figure(SVG, alternative, "Légende")


@pytest.mark.parametrize(
    ("faire", "phrase"),
    [
        (lambda: Figure(SVG, "Une figure", ""), "légende"),
        (lambda: Figure(SVG, "Une figure", "Légende", largeur=5), "largeur"),
        (lambda: Tableau("", ("A",), ()), "légende"),
        (lambda: Tableau("L", (), ()), "en-tête"),
        (lambda: Tableau("L", ("A", " "), ()), "en-tête"),
        (lambda: Tableau("L", ("A", "B"), (("1",),)), "ligne 1 a 1 cellules pour 2"),
        (lambda: Tableau("L", ("A", "B"), (), unites=("euros",)), "2 colonnes"),
        (lambda: Tableau("L", ("A", "B"), (), alignements=(Alignement.DROITE,)), "2 colonnes"),
        (lambda: Titre("Trop bas", 4), "niveau 1, 2 ou 3"),
        (lambda: Titre("\u200b"), "vide"),
    ],
)
def test_un_bloc_incomplet_est_refuse(faire: Callable[[], Bloc], phrase: str) -> None:
    with pytest.raises(DocumentRefuse, match=phrase):
        faire()


@pytest.mark.parametrize(
    ("fautif", "phrase"),
    [
        (rapport(titre="\u200b "), "avoir un titre"),
        (rapport(titre="x" * 301), "300 signes"),
        (replace(rapport(), langue='fr" lang="x'), "fr-FR"),
        (rapport(Titre("A", 2)), "niveau 0 au niveau 2"),
        (rapport(Titre("A"), Titre("B", 3)), "niveau 1 au niveau 3"),
        (rapport(*[Paragraphe("x")] * (BLOCS_MAX + 1)), "limite est de 20000"),
        (rapport(*[Figure(SVG, "a", "b")] * (FIGURES_MAX + 1)), "figures"),
        (rapport(Tableau("L", ("A",) * 10, ((("x",) * 10),) * (CELLULES_MAX // 10))), "cellules"),
        (rapport(Paragraphe("x" * (SIGNES_PAR_TEXTE + 1))), "signes dans un seul texte"),
        (rapport(*[Paragraphe("x" * SIGNES_PAR_TEXTE)] * 51), "signes en tout"),
    ],
)
def test_un_rapport_hors_bornes_est_refuse(fautif: Rapport, phrase: str) -> None:
    with pytest.raises(DocumentRefuse, match=phrase):
        mettre_au_net(fautif)


def test_la_meme_source_et_la_meme_date_ont_un_seul_numero() -> None:
    copie = mettre_au_net(rapport(
        Paragraphe((Chiffre("3", "Atlas", "2024"), Chiffre("4", "Atlas", "2025"), Chiffre("5", " Atlas\n", "2024"))),
        Tableau(("L", Note("Atlas", "2025")), ("A",), ((Chiffre("6", "Wikidata"),),)),
    ))  # fmt: skip
    paragraphe, tableau = copie.blocs
    assert isinstance(paragraphe, Paragraphe) and isinstance(tableau, Tableau)
    assert mots(paragraphe.contenu) == "3[1]4[2]5[1]"
    assert mots(tableau.legende) == "L[2]" and mots(tableau.lignes[0][0]) == "6[3]"
    assert [n.source for n in copie.notes] == ["Atlas", "Atlas", "Wikidata"]
    assert mots(dire_note(3, copie.notes[2])) == f"[3] Wikidata, {SANS_DATE}."


@pytest.mark.parametrize(
    "adresse",
    ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "/relatif", "https://a b", 'https://"x'],
)
def test_une_adresse_dangereuse_n_est_pas_suivie(adresse: str) -> None:
    (paragraphe,) = mettre_au_net(rapport(Paragraphe(Lien("mots", adresse)))).blocs
    assert isinstance(paragraphe, Paragraphe)
    assert lignes(paragraphe.contenu) == (Texte("mots"),)


def test_un_auteur_ne_pose_pas_d_appel_lui_meme() -> None:
    with pytest.raises(TypeError, match="jamais par Appel"):
        mettre_au_net(rapport(Paragraphe(Appel(1))))
