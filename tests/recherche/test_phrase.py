"""Le filtre dit en une phrase de français : chaque critère, accordé ; ce qu'on n'a pas compris se dit aussi."""

import pytest

from jumelles.recherche.emprise import Emprise
from jumelles.recherche.filtre import CLES, Filtre, Sorte
from jumelles.recherche.phrase import phrase, precisions
from jumelles.recherche.phrase.themes import COMPLEMENTS
from jumelles.referentiel import thesaurus

pytestmark = pytest.mark.django_db
N = "\N{NO-BREAK SPACE}"

PHRASES: list[tuple[Sorte, int, Filtre, str]] = [
    (
        "projets", 37, Filtre(theme=("eau",), territoire=("R76",), statut=("en_cours",), pays=("MG",)),
        "37 projets d'eau et d'assainissement, portés depuis l'Occitanie, en cours, à Madagascar",
    ),
    ("relations", 0, Filtre(), "Aucun jumelage ni partenariat"),
    ("relations", 1, Filtre(), "1 jumelage ou partenariat"),
    ("relations", 3795, Filtre(), f"3{N}795 jumelages et partenariats"),
    ("projets", 0, Filtre(), "Aucun projet"),
    ("projets", 1, Filtre(), "1 projet"),
    ("acteurs", 2, Filtre(), "2 acteurs"),
    ("relations", 2, Filtre(nature=("jumelage",)), "2 jumelages"),
    ("relations", 1, Filtre(nature=("aide_urgence",)), "1 aide d'urgence"),
    ("relations", 0, Filtre(nature=("aide_urgence",)), "Aucune aide d'urgence"),
    ("relations", 0, Filtre(nature=("jumelage", "aide_urgence")), "Aucun jumelage ni aucune aide d'urgence"),
    ("relations", 5, Filtre(nature=("jumelage", "pacte")), "5 jumelages ou pactes ou traités d'amitié"),
    ("relations", 4, Filtre(territoire=("38185",)), "4 jumelages et partenariats noués depuis Grenoble"),
    (
        "relations", 2, Filtre(nature=("cooperation_decentralisee",), territoire=("D38",), etat=("suspendu",)),
        "2 coopérations décentralisées nouées depuis l'Isère, suspendues",
    ),
    (
        "relations", 1, Filtre(nature=("declaration",), etat=("clos", "repris"), depuis=1990),
        "1 déclaration d'intention close ou reprise par une autre collectivité, commencée en 1990 ou après",
    ),
    ("projets", 3, Filtre(territoire=("R44",)), "3 projets portés depuis le Grand Est"),
    ("projets", 3, Filtre(territoire=("R32",)), "3 projets portés depuis les Hauts-de-France"),
    ("projets", 3, Filtre(territoire=("D71",)), "3 projets portés depuis le département de Saône-et-Loire"),
    ("projets", 1, Filtre(statut=("termine", "a_venir")), "1 projet terminé ou à venir"),
    ("projets", 2, Filtre(statut=("non_renseigne",)), "2 projets d'avancement non renseigné"),
    ("projets", 2, Filtre(depuis=1998, jusque=1998), "2 projets commencés en 1998"),
    ("projets", 2, Filtre(depuis=1990, jusque=1998), "2 projets commencés entre 1990 et 1998"),
    ("projets", 2, Filtre(jusque=1998), "2 projets commencés en 1998 ou avant"),
    ("projets", 2, Filtre(theme=("sante", "climat")), "2 projets de santé ou pour le climat"),
    (
        "projets", 2, Filtre(odd=("6", "11.2")),
        "2 projets pour l'ODD 6 (Eau propre et assainissement) ou la cible 11.2",
    ),
    (
        "projets", 2, Filtre(type_acteur=("association", "hopital"), dimension=("solidaire",)),
        "2 projets avec une association ou un hôpital, de dimension solidaire",
    ),
    ("relations", 2, Filtre(instrument=("agence",)), "2 jumelages et partenariats avec une agence"),
    ("relations", 2, Filtre(acte=("echu",)), "2 jumelages et partenariats dont l'acte est échu"),
    ("relations", 2, Filtre(fraicheur=("confirmee",)), "2 jumelages et partenariats dont la donnée est confirmée"),
    ("relations", 2, Filtre(texte="eau"), f"2 jumelages et partenariats contenant «{N}eau{N}»"),
    (
        "relations", 2, Filtre(interieures=True),
        "2 jumelages et partenariats, liens entre collectivités françaises compris",
    ),
    (
        "relations", 2, Filtre(emprise=Emprise.lire("0,40,10,50")),
        "2 jumelages et partenariats dans le cadre choisi sur la carte",
    ),
    (
        "projets", 2, Filtre(modifie_depuis=1793491200),
        "2 projets modifiés depuis le 1er novembre 2026",
    ),
    (
        "acteurs", 5, Filtre(type_acteur=("association",), territoire=("D38",), nature=("jumelage",)),
        "5 associations de l'Isère, liées par un jumelage",
    ),
    (
        "acteurs", 3, Filtre(theme=("eau",), territoire=("R76",)),
        "3 acteurs de l'Occitanie, menant des actions d'eau et d'assainissement",
    ),
    ("acteurs", 0, Filtre(theme=("x",)), f"Aucun acteur, code inconnu{N}: x"),
    ("acteurs", 1, Filtre(pays_action=("ML",)), "1 acteur qui agit au Mali"),
    (
        "acteurs", 2, Filtre(pays=("DE", "SN"), pays_action=("ML",)),
        "2 acteurs en Allemagne ou au Sénégal, qui agissent au Mali",
    ),
    ("acteurs", 2, Filtre(depuis=1990), "2 acteurs au premier lien noué en 1990 ou après"),
    ("relations", 13, Filtre(pays=("MG",)), "13 jumelages et partenariats à Madagascar"),
    (
        "relations", 1, Filtre(territoire=("R76",), pays=("MG",)),
        "1 jumelage ou partenariat noué depuis l'Occitanie, à Madagascar",
    ),
    ("projets", 4, Filtre(demonstration=True), "4 projets, pour la démonstration seulement"),
    ("projets", 0, Filtre(pays=("ZZ",)), f"Aucun projet, code inconnu{N}: ZZ"),
    ("projets", 0, Filtre(theme=("x",)), f"Aucun projet, code inconnu{N}: x"),
]  # fmt: skip


@pytest.mark.parametrize(("sorte", "total", "filtre", "attendue"), PHRASES, ids=[p[3][:60] for p in PHRASES])
def test_la_phrase_parle_francais(sorte: Sorte, total: int, filtre: Filtre, attendue: str) -> None:
    assert phrase(filtre, total, sorte) == attendue


@pytest.mark.parametrize("sorte", ["relations", "projets", "acteurs"])
def test_chaque_facette_se_dit_meme_avec_un_code_inconnu(sorte: Sorte) -> None:
    """Une facette ajoutée au filtre et oubliée par la phrase se verrait ici."""
    for nom in CLES:
        filtre = Filtre(**{nom: ("QQ",)})
        dite = phrase(filtre, 3, sorte)
        if nom in filtre.etrangeres_a(sorte):
            assert dite == phrase(Filtre(), 3, sorte)
        elif (sorte, nom) not in {("relations", "nature"), ("acteurs", "type_acteur")}:
            assert f"code inconnu{N}: QQ" in dite, nom


def test_un_sujet_inconnu_garde_le_nom_de_la_sorte_et_le_dit() -> None:
    """Les natures nomment le sujet ; une nature inconnue ne peut pas : la précision le dit."""
    assert phrase(Filtre(nature=("QQ",)), 0, "relations") == "Aucun jumelage ni partenariat"
    assert "QQ" in precisions(Filtre(nature=("QQ",)), "relations")[0]


def test_chaque_theme_du_thesaurus_a_son_complement() -> None:
    assert set(COMPLEMENTS) == {t.code for t in thesaurus.themes()}


def test_ce_qui_est_corrige_inconnu_ou_laisse_de_cote_se_dit() -> None:
    dites = precisions(
        Filtre(statut=("en_cours",), pays=("ZZ",)), "relations",
        rapproches=(("potalbe", "potable"),), illisibles=(("depuis", "abcd"),),
    )  # fmt: skip
    assert "échangez-les" in precisions(Filtre(depuis=2000, jusque=1990), "projets")[0]
    assert [d.replace(N, " ") for d in dites] == [
        "Nous avons compris « potable » pour « potalbe ».",
        "Code inconnu : « ZZ » (Pays et territoires). Retirez-le, ou choisissez dans la liste.",
        "« Avancement » ne s’applique pas aux jumelages et partenariats : ce critère est laissé de côté.",
        "« abcd » n’est pas une année : écrivez quatre chiffres. Ce critère est laissé de côté.",
    ]
