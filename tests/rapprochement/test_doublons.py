"""Deux fiches disent-elles la même chose ? Une table de cas, puis ce qui vaut pour toute liste (B4, DOMAINE §2.3)."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jumelles.rapprochement.doublons import ConstatPaire, FicheAction, FicheStructure, PartieNommee, chercher, juger
from jumelles.rapprochement.doublons.bloquer import PAR_BLOC, paires_a_comparer
from jumelles.rapprochement.doublons.noms import lire_nom
from jumelles.rapprochement.doublons.poids import poids_de
from jumelles.rapprochement.doublons.titres import lire_titre

DOUBLON, TRANCHE, A_REVOIR, NON = ConstatPaire.DOUBLON, ConstatPaire.TRANCHE, ConstatPaire.A_REVOIR, ConstatPaire.NON


def _partie(numero: int, nom: str, pays: str = "FR", **champs: str) -> PartieNommee:
    return PartieNommee(f"acteur:{numero}", nom, pays, **champs)


BELFORT = _partie(1, "Belfort", lieu="collectivite:90010")
ARGENTEUIL = _partie(2, "Conflans-Fabriquée", lieu="collectivite:ZZ001")
ANGOULEME = _partie(3, "Angoulême", lieu="collectivite:16015")
LEONBERG, LEONBERG_SITUEE = _partie(10, "Leonberg", "DE"), _partie(11, "Leonberg", "DE", lieu="lieu:2879185")
SANGHA, SEGOU = _partie(12, "Sangha", "ML"), _partie(13, "Ségou", "ML")
OSNABRUCK, HAARLEM = _partie(14, "Osnabrück", "DE"), _partie(15, "Haarlem", "NL")
FRIEDBERG, FRIEDBERG_BIS = (_partie(n, "Friedberg", "DE", lieu=f"lieu:{n}") for n in (16, 17))


def _lien(*parties: PartieNommee, famille: str = "lien", **champs: object) -> FicheAction:
    etrangers = frozenset(p.pays for p in parties if p.pays != "FR")
    return FicheAction("relation:1", parties, pays=etrangers, famille=famille, **champs)  # type: ignore[arg-type]


def _projet(titre: str, *parties: PartieNommee, pays: str = "ML", themes: str = "eau", **champs: object) -> FicheAction:
    return FicheAction(
        "projet:1", parties, titre, frozenset({pays}), frozenset(themes.split()), **champs  # type: ignore[arg-type]
    )  # fmt: skip


def _structure(nom: str, pays: str = "FR", **champs: object) -> FicheStructure:
    return FicheStructure("acteur:1", nom, pays, **{"nature": "association", **champs})  # type: ignore[arg-type]


EAU_1 = _projet("Accès à l'eau potable dans la commune de Sangha", ARGENTEUIL, SANGHA, debut=2017, fin=2018)
EAU_2 = _projet(
    "Accès à l'eau potable et assainissement dans la commune de Sangha", ARGENTEUIL, SANGHA, debut=2019, fin=2020
)
KAYES = _projet("Construction d'un réseau d'eau potable à Kayes", ARGENTEUIL, debut=2017, fin=2018)
PORT = _projet("Modernisation du port de pêche de Sangha", ARGENTEUIL, SANGHA, debut=2017, themes="agriculture")

CAS = {
    # nom du cas : (une fiche, l'autre, constat attendu, une raison attendue, en entier)
    "le meme lien sous deux fiches de Leonberg": (
        _lien(BELFORT, LEONBERG, debut=1977), _lien(BELFORT, LEONBERG_SITUEE), DOUBLON,
        "mêmes parties, l'une sous deux fiches de même nom : « Leonberg »",
    ),
    "un jumelage et sa convention, vingt-six ans apres": (
        _lien(ANGOULEME, SEGOU, debut=1984), _lien(ANGOULEME, SEGOU, debut=2010), DOUBLON, "mêmes parties",
    ),
    "trois parties contiennent une paire": (
        _lien(ANGOULEME, OSNABRUCK, HAARLEM), _lien(ANGOULEME, OSNABRUCK), NON,
        "une partie de plus d'un côté : Haarlem",
    ),
    "deux villes de meme nom": (
        _lien(ANGOULEME, FRIEDBERG), _lien(ANGOULEME, FRIEDBERG_BIS), NON,
        "une partie commune (Angoulême), les autres diffèrent",
    ),
    "une meme commune, deux partenaires": (
        _lien(ANGOULEME, SEGOU, debut=1984), _lien(ANGOULEME, SANGHA, debut=1984), NON, "mêmes années",
    ),
    "un jumelage et un GECT des memes parties": (
        _lien(BELFORT, LEONBERG), _lien(BELFORT, LEONBERG, famille="gect"), A_REVOIR, "pas la même sorte de lien",
    ),
    "un lien entre communes francaises dit deux fois": (
        _lien(BELFORT, ANGOULEME), _lien(BELFORT, replace(ANGOULEME, ref="acteur:99")), DOUBLON,
        "mêmes parties, l'une sous deux fiches de même nom : « Angoulême »",
    ),
    "un lien interieur et un lien international": (
        _lien(BELFORT, ANGOULEME), _lien(BELFORT, LEONBERG), NON,
        "une partie commune (Belfort), les autres diffèrent",
    ),
    "Sangha, une tranche d'appel apres l'autre": (
        EAU_1, EAU_2, TRANCHE, "années qui se suivent (2017-2018 puis 2019-2020)"
    ),
    "Sangha, un titre seulement voisin": (
        EAU_1, replace(EAU_2, titre="Eau potable et assainissement à Sangha"), A_REVOIR,
        "mêmes parties",
    ),
    "une phase 2 qui se dit": (
        EAU_1, replace(EAU_1, titre=EAU_1.titre + " – phase 2", debut=2019, fin=2020), TRANCHE,
        "tranche suivante du même programme : 1 / 2",
    ),
    "le meme projet dit par deux sources": (
        replace(EAU_1, montants=frozenset({"505000"})), replace(EAU_1, montants=frozenset({"505000"})), DOUBLON,
        "même montant : 505\u202f000 €",
    ),
    "le meme identifiant de projet": (
        replace(EAU_1, identifiants=frozenset({"afd:CML1"})),
        _projet("Appui a la gouvernance", identifiants=frozenset({"afd:CML1"}), themes="eau"), DOUBLON,
        "même identifiant de projet : afd:CML1",
    ),
    "deux lieux nommes dans deux titres pareils": (
        KAYES, replace(KAYES, titre=KAYES.titre.replace("Kayes", "Kita")), A_REVOIR,
        "des noms propres diffèrent : kayes / kita",
    ),
    "memes parties, autre theme, vingt ans d'ecart": (
        EAU_1, replace(PORT, debut=1998, fin=1999), NON, "18 ans d'écart",
    ),
    "memes parties, memes annees, autre projet": (EAU_1, PORT, NON, "titres différents"),
    "le meme titre dans deux pays": (
        EAU_1, replace(EAU_1, pays=frozenset({"BF"}), parties=(ARGENTEUIL,)), NON, "pays différents : BF / ML",
    ),
    "une convention et ses projets, l'un apres l'autre": (
        _projet("Appui au service d'état civil", ANGOULEME, SEGOU, debut=2014, fin=2016, themes="institutions"),
        _projet("Assainissement des quartiers nord", ANGOULEME, SEGOU, debut=2017, fin=2018), NON, "mêmes parties",
    ),
    "un titre qui n'est que le nom d'une partie": (
        _projet("Entraide Fabriquée Internationale", _partie(5, "Entraide Fabriquée Internationale"), debut=2017),
        _projet("Entraide Fabriquée Internationale", _partie(5, "Entraide Fabriquée Internationale"), debut=2019),
        A_REVOIR, "titre de peu de mots",
    ),
    "un meme SIREN": (
        _structure("Eau Vive Internationale", siren="775662321"), _structure("EVI", siren="775662321"), DOUBLON,
        "même numéro SIREN : 775662321",
    ),
    "deux SIREN, un meme nom": (
        _structure("Les Amis du Mali", siren="111111111"), _structure("Les Amis du Mali", siren="222222222"), NON,
        "deux numéros SIREN différents",
    ),
    "la forme juridique mise a part": (
        _structure("Association Eau Vive", lieu="collectivite:1"), _structure("Eau Vive", lieu="collectivite:1"),
        A_REVOIR, "même nom, la forme juridique mise à part",
    ),
    "une association et une entreprise de meme nom": (
        _structure("Eau Vive SARL"), _structure("Association Eau Vive"), NON,
        "formes juridiques différentes : association / entreprise",
    ),
    "un sigle et son nom": (
        _structure("GRDR", lieu="collectivite:93048"),
        _structure("Groupe de recherche et de réalisations pour le développement rural (GRDR)",
                   lieu="collectivite:93048"),
        A_REVOIR, "même sigle : GRDR",
    ),
    "les initiales d'un nom": (
        _structure("CUF", lieu="collectivite:75056"), _structure("Cités unies France", lieu="collectivite:75056"),
        A_REVOIR, "« CUF » est fait des initiales de l'autre nom",
    ),
    "la meme ville sous deux fiches, dont une sans lieu": (
        _structure("Leonberg", "DE", nature="autorite_etrangere", partenaires=frozenset({("acteur:9", "Belfort")})),
        _structure("Leonberg", "DE", nature="autorite_etrangere", lieu="lieu:2879185",
                   partenaires=frozenset({("acteur:9", "Belfort")})),
        DOUBLON, "même partenaire : Belfort",
    ),
    "deux villes de meme nom, deux lieux": (
        _structure("Friedberg", "DE", lieu="lieu:1", lat=50.33, lon=8.75),
        _structure("Friedberg", "DE", lieu="lieu:2", lat=48.35, lon=10.98), NON, "deux lieux différents du référentiel",
    ),
    "une province et sa capitale": (
        _structure("Kayes", "ML", niveau="region"), _structure("Kayes", "ML", niveau="ville"), NON,
        "niveaux différents : region / ville",
    ),
    "un nom court et un nom long, lies a la meme ville": (
        _structure("Lauf", "DE", nature="autorite_etrangere", partenaires=frozenset({("acteur:9", "Brive")})),
        _structure("Lauf an der Pegnitz", "DE", nature="autorite_etrangere", lieu="lieu:2882091",
                   partenaires=frozenset({("acteur:9", "Brive")})),
        A_REVOIR, "tous les mots d'un nom sont dans l'autre",
    ),
    "deux bouts d'un meme lien": (
        _structure("Halle", "DE", partenaires=frozenset({("acteur:2", "Halle")})), _structure("Halle", "DE"), NON,
        "parties d'un même lien : ce sont deux structures",
    ),
}  # fmt: skip


@pytest.mark.parametrize("nom", CAS)
def test_la_table_des_cas(nom: str) -> None:
    """B4 : deux fiches, le constat et la raison que lit la personne."""
    un, autre, constat, raison = CAS[nom]
    jugee = juger(un, replace(autre, ref=autre.ref.replace(":1", ":2")))
    assert (jugee.constat, raison in jugee.raisons) == (constat, True), jugee


def test_les_acteurs_a_fondre_sont_dits() -> None:
    """B4 : un lien dit deux fois parce qu'une ville a deux fiches se règle en fondant la ville, non le lien."""
    jugee = juger(_lien(BELFORT, LEONBERG), replace(_lien(BELFORT, LEONBERG_SITUEE), ref="relation:2"))
    assert jugee.acteurs_a_fondre == (("acteur:10", "acteur:11"),)


def test_deux_sortes_ne_se_comparent_pas() -> None:
    with pytest.raises(ValueError, match="même sorte"):
        juger(EAU_1, _lien(BELFORT, LEONBERG))


def test_chaque_trait_de_la_table_a_un_poids_par_sorte_et_la_plupart_une_phrase() -> None:
    for sorte in ("relation", "projet", "acteur"):
        poids = poids_de(sorte)
        assert [t for t, phrase in poids.phrases.items() if not phrase] == ["depart"]
        assert poids.valeurs.keys() == poids.phrases.keys()


@pytest.mark.parametrize(
    ("titre", "nu", "tranche"),
    [
        ("Eau à Sangha – phase 2", "eau sangha", "2"),
        ("Eau à Sangha, 2ème phase", "eau sangha", "2"),
        ("Deuxième tranche du programme Eau à Sangha", "programme eau sangha", "2"),
        ("Eau à Sangha II", "eau sangha", "2"),
        ("Eau à Sangha 2019", "eau sangha", ""),
        ("Eau à Sangha", "eau sangha", ""),
    ],
)
def test_la_tranche_se_lit_dans_le_titre(titre: str, nu: str, tranche: str) -> None:
    lu = lire_titre(titre)
    assert (lu.nu, lu.tranche) == (nu, tranche)


@pytest.mark.parametrize(
    ("nom", "nu", "forme", "sigles"),
    [
        ("Association Eau Vive (AEV)", "eau vive", "association", {"aev"}),
        ("Jumelage Beispielstadt e.V.", "jumelage beispielstadt", "association", set()),
        ("G.R.E.T.", "g r e t", "", {"gret"}),
        ("Association", "association", "", set()),
        ("Martine (Dordogne)", "martine", "", set()),
    ],
)
def test_le_nom_se_lit_sans_sa_forme(nom: str, nu: str, forme: str, sigles: set[str]) -> None:
    lu = lire_nom(nom)
    assert (lu.nu, lu.forme, set(lu.sigles)) == (nu, forme, sigles)


MOTS = ("eau", "école", "port", "Sangha", "Kayes", "santé", "marché", "phase 2", "forêt", "programme")
NOMS = ("Leonberg", "Ségou", "Kayes", "Friedberg", "Eau Vive", "Association Eau Vive", "GRDR")
PARTIES = st.builds(
    PartieNommee, ref=st.integers(1, 9).map("acteur:{}".format), nom=st.sampled_from(NOMS),
    pays=st.sampled_from(("FR", "DE", "ML")), lieu=st.sampled_from(("", "lieu:1", "lieu:2")),
)  # fmt: skip
ANNEES = st.one_of(st.none(), st.integers(1990, 2026))
PROJETS = st.builds(
    FicheAction, ref=st.integers(1, 400).map("projet:{}".format), parties=st.lists(PARTIES, max_size=3).map(tuple),
    titre=st.lists(st.sampled_from(MOTS), max_size=5).map(" ".join),
    pays=st.frozensets(st.sampled_from(("ML", "BF")), min_size=1, max_size=2),
    themes=st.frozensets(st.sampled_from("ab")), debut=ANNEES, fin=ANNEES,
    montants=st.frozensets(st.sampled_from(("5000", "90.5"))),
)  # fmt: skip
LIENS = st.builds(
    FicheAction, ref=st.integers(1, 400).map("relation:{}".format), famille=st.sampled_from(("lien", "gect")),
    parties=st.lists(PARTIES, min_size=2, max_size=3, unique_by=lambda p: p.ref).map(tuple), debut=ANNEES,
)  # fmt: skip
STRUCTURES = st.builds(
    FicheStructure, ref=st.integers(1, 400).map("acteur:{}".format), nom=st.sampled_from(NOMS),
    pays=st.sampled_from(("FR", "DE")), siren=st.sampled_from(("", "111111111", "222222222")),
    lieu=st.sampled_from(("", "lieu:1")),
    partenaires=st.frozensets(st.sampled_from((("acteur:1", "Belfort"), ("acteur:2", "Ségou")))),
)  # fmt: skip
LISTES = st.one_of(*(st.lists(f, max_size=30, unique_by=lambda x: x.ref) for f in (PROJETS, LIENS, STRUCTURES)))


@settings(deadline=None)
@given(st.one_of(*(st.tuples(f, f) for f in (PROJETS, LIENS, STRUCTURES))))
def test_juger_est_symetrique_et_juger_encore_ne_change_rien(paire: tuple[FicheAction, FicheAction]) -> None:
    """B4 : « a et b » et « b et a » ont le même constat, le même score, les mêmes raisons."""
    un, autre = paire[0], replace(paire[1], ref=paire[1].ref + "0")
    assert juger(un, autre) == juger(autre, un) == juger(un, autre)


@settings(deadline=None)
@given(LISTES, st.randoms(use_true_random=False))
def test_l_ordre_de_la_liste_ne_change_rien(fiches: list[FicheAction], hasard: random.Random) -> None:
    """B4 : chercher dans la même liste mêlée trouve les mêmes paires."""
    melees = list(fiches)
    hasard.shuffle(melees)
    attendues = {(p.gauche, p.droite): p for p in chercher(fiches)}
    assert {(p.gauche, p.droite): p for p in chercher(melees)} == attendues


@settings(deadline=None)
@given(LISTES)
def test_ne_chercher_que_ce_qui_a_change_trouve_les_memes(fiches: list[FicheAction]) -> None:
    """B4 : chaque paire de la liste entière revient quand l'une de ses fiches a changé, et seulement alors."""
    changees = {f.ref for f in fiches[::2]}
    entieres = {p for p in chercher(fiches) if p.gauche in changees or p.droite in changees}
    assert set(chercher(fiches, changees=changees)) == entieres


@settings(deadline=None)
@given(LISTES)
def test_le_bloc_ne_manque_pas_un_vrai_doublon(fiches: list[FicheAction]) -> None:
    """Toute paire que l'on jugerait « doublon » sur une petite liste est bien comparée (un pays au moins est dit)."""
    comparees = set(paires_a_comparer(fiches))
    for i, un in enumerate(fiches):
        for j in range(i + 1, len(fiches)):
            if juger(un, fiches[j]).constat is DOUBLON and len(fiches) <= PAR_BLOC:
                assert (i, j) in comparees, (un, fiches[j])


def test_un_grand_bloc_ne_se_compare_pas_tout_entier() -> None:
    """Mille projets d'une même métropole dans un même pays : le travail croît comme leur nombre."""
    fiches = [_projet(f"Projet {n}", ARGENTEUIL) for n in range(1000)]
    fiches = [replace(f, ref=f"projet:{n}") for n, f in enumerate(fiches)]
    assert len(set(paires_a_comparer(fiches))) < 20 * len(fiches)
