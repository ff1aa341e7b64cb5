"""Liste, comptes et facettes viennent du même moteur : les mêmes ensembles, partout (C0.2)."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jumelles.recherche.comprendre import comprendre
from jumelles.recherche.filtre import FACETTES, SORTES, Filtre, Sorte
from jumelles.recherche.lignees import affiner
from jumelles.recherche.phrase import phrase
from jumelles.recherche.requetes import (
    Choix,
    compter,
    facette,
    facettes,
    familles,
    garder_seul,
    lister,
    proposer,
    relaxer,
)
from jumelles.referentiel.nombres import milliers

pytestmark = pytest.mark.django_db
JOUR = date(2026, 11, 22)


def _ids(filtre: Filtre, sorte: Sorte = "relations") -> set[int]:
    return {e.id for e in lister(filtre, sorte, jour=JOUR, taille=10_000).elements}


def _tous(choix: tuple[Choix, ...]) -> list[Choix]:
    return [c for x in choix for c in (x, *_tous(x.enfants))]


@pytest.mark.parametrize("sorte", SORTES)
def test_chaque_valeur_de_facette_compte_ce_que_sa_liste_montre(sorte: Sorte) -> None:
    """C0.2, C4.3 : le nombre écrit à côté d'une case est celui de la liste qu'elle ouvre."""
    for f in facettes(Filtre(), sorte):
        for choix in _tous(f.choix)[:4]:
            filtre = Filtre(**{f.nom: (choix.code,)})
            liste = lister(filtre, sorte, jour=JOUR, taille=10_000)
            assert (liste.total, len(liste.elements)) == (choix.nombre, choix.nombre), (f.nom, choix)
            assert compter(filtre, sorte) == choix.nombre


def test_une_facette_ignore_son_propre_choix_et_suit_les_autres() -> None:
    libre = {c.code: c.nombre for c in facette(Filtre(), "pays")}
    assert {c.code: c.nombre for c in facette(Filtre(pays=("MG",)), "pays")} == libre
    assert {c.code: c.nombre for c in facette(Filtre(nature=("jumelage",)), "pays")} != libre


def test_ou_dans_une_facette_et_entre_facettes() -> None:
    mg, sn, jumelages = (_ids(f) for f in (Filtre(pays=("MG",)), Filtre(pays=("SN",)), Filtre(nature=("jumelage",))))
    assert mg and sn
    assert _ids(Filtre(pays=("MG", "SN"))) == mg | sn
    assert _ids(Filtre(pays=("SN",), nature=("jumelage",))) == sn & jumelages


def test_une_region_contient_ses_departements_et_leurs_communes() -> None:
    assert _ids(Filtre(territoire=("38185",))) < _ids(Filtre(territoire=("D38",))) < _ids(Filtre(territoire=("R84",)))


def test_les_territoires_se_deplient_sous_ce_qu_on_a_choisi() -> None:
    """Régions, puis départements de la région choisie, puis communes et groupements du département choisi."""

    def territoires(*choisis: str) -> tuple[Choix, ...]:
        return next(f for f in facettes(Filtre(territoire=choisis), "relations") if f.nom == "territoire").choix

    fermes = territoires()
    assert not [c for c in _tous(fermes) if c.code == "D38"]
    region = next(c for c in territoires("R84") if c.code == "R84")
    assert (region.choisi, region.libelle) == (True, "Région Auvergne-Rhône-Alpes")
    assert "D38" in {c.code for c in region.enfants}
    isere = next(c for c in _tous(territoires("D38")) if c.code == "D38")
    assert isere.choisi and "38185" in {c.code for c in isere.enfants}
    assert next(c for c in _tous(territoires("38185")) if c.code == "38185").choisi


@pytest.mark.parametrize(
    ("choisis", "avant", "gardes"),
    [
        (("R84", "D38"), ("R84",), ("D38",)),  # cocher l'Isère sous sa région : on précise
        (("R84", "D38"), ("D38",), ("R84",)),  # cocher la région au-dessus de l'Isère : on élargit
        (("R84", "D38"), (), ("D38",)),
        (("R84", "D38", "38185"), ("R84",), ("38185",)),
        (("R84", "D59"), ("R84",), ("R84", "D59")),
        (("38185",), (), ("38185",)),
    ],
)
def test_ce_qu_on_vient_de_cocher_l_emporte(
    choisis: tuple[str, ...], avant: tuple[str, ...], gardes: tuple[str, ...]
) -> None:
    assert affiner(Filtre(territoire=choisis), avant).territoire == gardes


def test_themes_et_odd_s_affinent_de_meme() -> None:
    filtre = affiner(Filtre(theme=("environnement", "eau"), odd=("6", "6.1", "4")), ("environnement", "6"))
    assert (filtre.theme, filtre.odd) == (("eau",), ("6.1", "4"))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(SORTES),
    st.dictionaries(st.sampled_from(FACETTES), st.sampled_from(["MG", "6", "jumelage", "x'; drop", "💥", "38185"])),
)
def test_un_filtre_contradictoire_repond_et_propose_lequel_relacher(sorte: Sorte, choix: dict[str, str]) -> None:
    filtre = Filtre(**{nom: (valeur,) for nom, valeur in choix.items()})
    total = compter(filtre, sorte)
    for r in relaxer(filtre, sorte):
        assert r.total == compter(r.filtre, sorte) > 0
    assert phrase(filtre, total, sorte).startswith(milliers(total) if total else "Aucun")


def test_zero_resultat_dit_chaque_critere_qu_il_suffit_d_oter() -> None:
    """Ôter le mot suffit, ôter le pays non ; le plus fécond d'abord, avec son vrai nombre."""
    sans_mot = Filtre(pays=("DE",), nature=("jumelage",))
    vide = replace(sans_mot, texte="zzzzqqqq")
    assert compter(vide, "relations") == 0
    assert [(r.nom, r.filtre, r.total) for r in relaxer(vide, "relations")] == [
        ("texte", sans_mot, compter(sans_mot, "relations"))
    ]
    assert [(r.nom, r.filtre) for r in relaxer(Filtre(pays=("DE",), depuis=2900), "relations")] == [
        ("depuis", Filtre(pays=("DE",)))
    ]


def test_quand_oter_un_critere_ne_suffit_pas_on_dit_ce_que_chacun_trouve_seul() -> None:
    filtre = Filtre(texte="zzzzqqqq", pays=("DE",), depuis=2900)
    assert relaxer(filtre, "relations") == ()
    assert [(r.nom, r.filtre, r.total) for r in garder_seul(filtre, "relations")] == [
        ("pays", Filtre(pays=("DE",)), compter(Filtre(pays=("DE",)), "relations"))
    ]
    assert garder_seul(Filtre(texte="zzzzqqqq", pays=("DE",)), "relations") == ()  # à deux, c'est déjà en ôter un


def test_une_page_trop_loin_rend_la_derniere() -> None:
    loin = lister(Filtre(pays=("MG",)), "relations", jour=JOUR, numero=150, taille=3)
    assert loin.numero == loin.pages
    assert loin.elements


@pytest.mark.parametrize(
    ("texte", "famille", "adresse"),
    [
        ("Grenoble", "territoires", "/territoires/38185-"),
        ("GRENOBLE ", "territoires", "/territoires/38185-"),
        ("Bellegarde-sur-Valserine", "territoires", "/territoires/01033-"),
        ("Madagascar", "pays", "/pays/mg-"),
        ("cote d ivoire", "pays", "/pays/ci-"),
        ("Mali", "pays", "/pays/ml-"),
        ("eau", "themes", "/themes/"),
        ("Dunkirk", "territoires", "/territoires/59183-"),
        ("odd 6", "odd", "/odd/6/"),
    ],
)
def test_la_boite_de_recherche_trouve_et_met_devant_ce_qui_porte_ce_nom(texte: str, famille: str, adresse: str) -> None:
    trouvees = {f.sorte: f for f in familles(texte)}
    assert any(e.adresse.startswith(adresse) for e in trouvees[famille].elements)


@pytest.mark.parametrize(
    ("texte", "premiere"), [("Mali", "pays"), ("Saint-Denis", "territoires"), ("Grenoble", "territoires")]
)
def test_ce_qui_porte_ce_nom_vient_avant_ce_qui_commence_ainsi(texte: str, premiere: str) -> None:
    assert familles(texte)[0].sorte == premiere


@pytest.mark.parametrize("texte", ["", "   ", "%", "_", "'; --", "x" * 120, "💥", "zzzzqqqq", "a " * 60])
def test_la_boite_de_recherche_repond_a_tout(texte: str) -> None:
    assert sum(f.total for f in familles(texte)) >= 0
    assert len(proposer(texte)) <= 8


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("eau madagascar occitanie", Filtre(theme=("eau",), pays=("MG",), territoire=("R76",))),
        ("santé au Sénégal", Filtre(theme=("sante",), pays=("SN",))),
        ("Provence-Alpes-Côte d'Azur Maroc", Filtre(territoire=("R93",), pays=("MA",))),
        ("odd 6 Isère", Filtre(odd=("6",), territoire=("D38",))),
        ("forage Itasy", Filtre(texte="forage itasy")),
        ("jumelages en Allemagne", Filtre(nature=("jumelage",), pays=("DE",))),
        ("communes jumelées avec le Mali", Filtre(nature=("jumelage",), pays=("ML",))),
        ("coopérations décentralisées Mali", Filtre(nature=("cooperation_decentralisee",), pays=("ML",))),
        ("projets eau Sénégal", Filtre(theme=("eau",), pays=("SN",))),
        ("ville de Lyon", Filtre(texte="lyon")),
        ("", Filtre()),
    ],
)
def test_les_mots_disent_un_pays_une_region_un_theme(texte: str, attendu: Filtre) -> None:
    assert comprendre(texte) == attendu
