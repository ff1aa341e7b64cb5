"""Le contrat du moteur, le même pour tous : celui qu'on embarque, celui des essais, et demain un autre."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jumelles.recherche.document import Document, Point
from jumelles.recherche.emprise import Emprise
from jumelles.recherche.filtre import CLES, FACETTES, SORTES, Filtre
from jumelles.recherche.moteur.embarque.moteur import MoteurEmbarque
from jumelles.recherche.moteur.port import Moteur, MoteurIndisponible, Repere
from tests.atelier.moteur_en_memoire import MoteurEnMemoire

# Un moteur de plus (une grappe OpenSearch, par exemple) s'ajoute ici : d'un dossier vide à un moteur vide.
MOTEURS: dict[str, Callable[[Path], Moteur]] = {
    "embarque": MoteurEmbarque,
    "memoire": lambda _: MoteurEnMemoire(),
}
LYON = Point(45.75, 4.85, "commune", "francais", "Lyon")
ANTSIRABE = Point(-19.87, 47.03, "ville", "etranger", "Antsirabe")
SUVA = Point(-18.14, 178.44, "ville", "etranger", "Suva")
APIA = Point(-13.83, -171.76, "ville", "etranger", "Apia")
LES_QUATRE = [
    Document(
        "relations", 1, ("Lyon – Antsirabe",), facettes={"pays": ("MG",), "odd": ("6", "6.1")}, debut=19980000,
        modifie=100, situe=True, points=(LYON, ANTSIRABE), arcs=("D69>MG",), poids=3,
        fiche={"nom": "Lyon – Antsirabe", "themes": ("eau", "santé"), "montant": None, "taux": 0.5, "exact": True},
    ),
    Document("relations", 2, ("Bron – Suva",), facettes={"pays": ("FJ",), "odd": ("6",)}, modifie=300, situe=True,
             points=(LYON, SUVA), arcs=("D69>FJ",), poids=1),
    Document("relations", 3, ("Écully – Apia",), facettes={"pays": ("WS", "MG")}, debut=20050612, modifie=300,
             points=(APIA,), poids=9),
    Document("relations", 4, ("Lyon – Paris",), facettes={"pays": ()}, debut=19500101, modifie=50, interieure=True),
    Document("relations", 5, ("Invention",), facettes={"pays": ("MG",)}, modifie=50, demonstration=True),
    Document("projets", 1, ("Un projet",), facettes={"pays": ("MG",)}, debut=20200101, modifie=10),
]  # fmt: skip


@pytest.fixture(params=MOTEURS)
def vide(request: pytest.FixtureRequest, tmp_path: Path) -> Moteur:
    """Un moteur sans index, l'un après l'autre."""
    return MOTEURS[request.param](tmp_path / "index")


@pytest.fixture
def moteur(vide: Moteur) -> Moteur:
    """Le même, avec les quatre relations, leur démonstration et leur projet."""
    assert vide.reconstruire(LES_QUATRE, Repere(7, (5,), "2026-11-22")) == 6
    return vide


def ids(moteur: Moteur, **choix: Any) -> tuple[int, ...]:
    return moteur.chercher(Filtre(**choix), "relations", tri="ancien", debut=0, nombre=50).ids


def test_sans_index_le_moteur_le_dit(vide: Moteur) -> None:
    with pytest.raises(MoteurIndisponible):
        vide.repere()
    with pytest.raises(MoteurIndisponible):
        vide.ecrire([], [], Repere())


@pytest.mark.parametrize(
    ("choix", "attendus"),
    [
        ({}, (1, 3, 2)),
        ({"pays": ("MG",)}, (1, 3)),
        ({"pays": ("MG", "FJ")}, (1, 3, 2)),
        ({"pays": ("MG", "FJ"), "odd": ("6",)}, (1, 2)),
        ({"odd": ("6.1",)}, (1,)),
        ({"pays": ("XX",)}, ()),
        ({"statut": ("en_cours",)}, (1, 3, 2)),  # une facette de projet n'a pas de sens ici : ignorée
        ({"interieures": True}, (4, 1, 3, 2)),
        ({"demonstration": True}, (5,)),
        ({"depuis": 1998}, (1, 3)),
        ({"depuis": 1999}, (3,)),
        ({"jusque": 1998}, (1,)),
        ({"jusque": 2005, "interieures": True}, (4, 1, 3)),
        ({"modifie_depuis": 300}, (3, 2)),
        ({"modifie_depuis": 301}, ()),
        ({"emprise": Emprise.lire("40,-30,55,-10")}, (1,)),
        ({"emprise": Emprise.lire("170,-25,-165,-10")}, (3, 2)),  # par l'antiméridien
        ({"emprise": Emprise.lire("170,-25,179,-10")}, (2,)),
    ],
)
def test_ou_dans_une_facette_et_entre_facettes(moteur: Moteur, choix: dict[str, Any], attendus: tuple[int]) -> None:
    assert ids(moteur, **choix) == attendus
    assert moteur.compter(Filtre(**choix), "relations") == len(attendus)


@pytest.mark.parametrize(
    ("tri", "attendus"),
    [("ancien", (1, 3, 2)), ("recent", (3, 1, 2)), ("nom", (2, 3, 1)), ("pertinence", (3, 1, 2))],
)
def test_l_ordre_des_tris(moteur: Moteur, tri: Any, attendus: tuple[int, ...]) -> None:
    """Sans date : en dernier, dans les deux sens ; « Écully » se range à E ; sans texte, les plus lourds d'abord."""
    assert moteur.chercher(Filtre(), "relations", tri=tri, debut=0, nombre=10).ids == attendus
    pages = [moteur.chercher(Filtre(), "relations", tri=tri, debut=i, nombre=1) for i in range(4)]
    assert tuple(i for page in pages for i in page.ids) == attendus
    assert {page.total for page in pages} == {3}
    assert moteur.chercher(Filtre(), "relations", tri=tri, debut=10**15, nombre=10**15).ids == ()


def test_un_compte_ignore_le_choix_de_sa_facette_et_suit_les_autres(moteur: Moteur) -> None:
    comptes = moteur.facettes(Filtre(pays=("FJ",), odd=("6",)), "relations", ("pays", "odd", "theme"))
    assert {nom: dict(c) for nom, c in comptes.items()} == {
        "pays": {"MG": 1, "FJ": 1},
        "odd": {"6": 1},
        "theme": {},
    }
    stricts = moteur.facettes(Filtre(pays=("FJ",)), "relations", ("pays",), ignorer=False)
    assert stricts == {"pays": {"FJ": 1}}
    with pytest.raises(ValueError, match="partie"):
        moteur.facettes(Filtre(), "relations", ("partie",))


def test_une_fiche_revient_comme_elle_fut_donnee(moteur: Moteur) -> None:
    trois, un = moteur.lire("relations", (3, 99, 1))
    assert (trois.id, un.id) == (3, 1)
    assert dict(un.fiche) == dict(LES_QUATRE[0].fiche)
    assert list(un.fiche) == list(LES_QUATRE[0].fiche)
    assert (un.sorte, un.modifie, un.situe, un.points) == ("relations", 100, True, (LYON, ANTSIRABE))
    assert moteur.lire("projets", (3,)) == ()


def test_les_points_seuls_sont_ceux_des_fiches_situees(moteur: Moteur) -> None:
    assert moteur.points(Filtre(), "relations") == ((1, (LYON, ANTSIRABE)), (2, (LYON, SUVA)))
    assert moteur.points(Filtre(), "relations", nombre=1) == ((1, (LYON, ANTSIRABE)),)
    assert moteur.points(Filtre(pays=("WS",)), "relations") == ()


def test_parcourir_et_recents_vont_au_bout_sans_double(moteur: Moteur) -> None:
    assert [t.id for t in moteur.parcourir(Filtre(), "relations", nombre=2)] == [1, 2]
    assert [t.id for t in moteur.parcourir(Filtre(), "relations", apres=2, nombre=2)] == [3]
    assert [t.id for t in moteur.parcourir(Filtre(), "relations", situes=True)] == [1, 2]
    assert moteur.parcourir(Filtre(), "relations", apres=10**18) == ()
    assert [(t.modifie, t.id) for t in moteur.recents(Filtre(), "relations")] == [(300, 3), (300, 2), (100, 1)]
    assert [t.id for t in moteur.recents(Filtre(), "relations", avant=(300, 3))] == [2, 1]
    assert [t.id for t in moteur.recents(Filtre(), "relations", avant=(300, 10**18))] == [3, 2, 1]
    assert moteur.recents(Filtre(), "relations", avant=(0, 0)) == ()


def test_les_mailles_comptent_les_fiches_situees_de_l_emprise(moteur: Moteur) -> None:
    """À deux (niveau 4 : 16 par 16), Lyon est en 8/12 ; la relation 3 n'est pas située."""
    assert moteur.mailles(Filtre(), "relations", 4) == {"4/8/12": 2, "4/10/6": 1, "4/15/6": 1}
    fidji = Filtre(emprise=Emprise.lire("170,-25,-165,-10"))
    assert moteur.mailles(fidji, "relations", 4) == {"4/15/6": 1}
    assert moteur.mailles(Filtre(), "relations", 4, nombre=1) == {"4/8/12": 2}


def test_les_arcs_suivent_le_filtre(moteur: Moteur) -> None:
    assert moteur.arcs(Filtre()) == {"D69>MG": 1, "D69>FJ": 1}
    assert moteur.arcs(Filtre(pays=("MG",))) == {"D69>MG": 1}


def test_ecrire_remplace_ote_et_avance_le_repere(moteur: Moteur) -> None:
    change = replace(LES_QUATRE[1], facettes={"pays": ("SN",)})
    moteur.ecrire([change], [("relations", 1), ("relations", 77)], Repere(9, (), "2026-11-23"))
    assert ids(moteur) == (3, 2)
    assert ids(moteur, pays=("SN",)) == (2,)
    assert ids(moteur, pays=("FJ",)) == ()
    assert (moteur.repere().journal, moteur.repere().trous, moteur.repere().jour) == (9, (), "2026-11-23")


def test_une_ecriture_qui_echoue_ne_change_rien(moteur: Moteur) -> None:
    def documents() -> Any:
        yield replace(LES_QUATRE[0], facettes={"pays": ("SN",)})
        raise ZeroDivisionError

    for ecrire in (
        lambda: moteur.ecrire(documents(), [], Repere(9)),
        lambda: moteur.reconstruire(documents(), Repere(9)),
    ):
        with pytest.raises(ZeroDivisionError):
            ecrire()
        assert ids(moteur, pays=("MG",)) == (1, 3)
        assert moteur.repere().journal == 7


def test_les_empreintes_disent_tout_ce_qui_est_range(moteur: Moteur) -> None:
    """Liens intérieurs et démonstration compris, pour que « verifier » n'oublie rien."""
    assert list(moteur.empreintes("relations")) == [(d.id, d.empreinte()) for d in LES_QUATRE[:5]]
    assert list(moteur.empreintes("acteurs")) == []


def test_proposer_suit_le_debut_du_dernier_mot(moteur: Moteur) -> None:
    assert [t.id for t in moteur.proposer("ly")] == [1]
    assert [t.id for t in moteur.proposer("lyon ants")] == [1]
    assert [(t.sorte, t.id) for t in moteur.proposer("un", sortes=("projets",))] == [("projets", 1)]
    assert moteur.proposer("un", sortes=("acteurs",)) == ()
    assert moteur.proposer("") == ()
    assert moteur.proposer("lyon", nombre=0) == ()


def test_familles_dit_chaque_sorte_qui_trouve(moteur: Moteur) -> None:
    assert {s: (t.ids, t.total) for s, t in moteur.familles("projet").items()} == {"projets": ((1,), 1)}
    assert moteur.familles("") == {}
    assert moteur.familles("introuvable") == {}


# --- les deux moteurs disent la même chose de n'importe quels documents ---

CODES = st.lists(st.sampled_from(["MG", "SN", "69123", "D69", "6", "6.1", "é à"]), max_size=3, unique=True)
POINTS = st.builds(
    Point,
    lat=st.sampled_from([-90.0, -18.14, 0.0, 45.75, 90.0]) | st.floats(-90, 90),
    lon=st.sampled_from([-180.0, 0.0, 4.85, 178.44, 180.0]) | st.floats(-180, 180),
    precision=st.just("commune"), cote=st.just("action"), nom=st.sampled_from(["", "Là", "]]", "a]],[[1", '"]]']),
)  # fmt: skip
DOCUMENTS = st.builds(
    Document,
    sorte=st.sampled_from(["relations", "relations", *SORTES]),
    id=st.integers(1, 40) | st.just(2**31 - 1),
    noms=st.lists(st.sampled_from(["Lyon", "Écully", "", "北京", "St-Denis", "lyon"]), max_size=2).map(tuple),
    facettes=st.dictionaries(st.sampled_from(CLES), CODES.map(tuple), max_size=6),
    debut=st.sampled_from([0, 19500000, 19980000, 19980512, 20261231]),
    modifie=st.sampled_from([0, 5, 1_800_000_000]),
    interieure=st.sampled_from([False, False, True]), demonstration=st.sampled_from([False, False, True]),
    situe=st.booleans(),
    points=st.lists(POINTS, max_size=3).map(tuple),
    arcs=st.lists(st.sampled_from(["D69>MG", "D38>SN"]), max_size=2).map(tuple),
    fiche=st.dictionaries(st.sampled_from(["nom", "a", "b"]), st.none() | st.integers() | st.text() | CODES.map(tuple)),
    poids=st.sampled_from([0, 3, 10**12]),
)  # fmt: skip
EMPRISES = st.builds(
    lambda o, s, e, n: Emprise.lire(f"{o},{s},{e},{n}"),
    st.integers(-180, 180), st.integers(-90, 89), st.integers(-180, 180), st.integers(-89, 90),
)  # fmt: skip
FILTRES = st.builds(
    lambda codes, **reste: Filtre(**codes, **reste),
    st.dictionaries(st.sampled_from(CLES), CODES.filter(bool).map(tuple), max_size=1),
    depuis=st.sampled_from([None, None, 1950, 1998, 1999]),
    jusque=st.sampled_from([None, None, 1949, 1998, 2026]),
    emprise=st.none() | st.none() | EMPRISES,
    modifie_depuis=st.sampled_from([None, None, 0, 5, 6]),
    interieures=st.booleans(),
    demonstration=st.sampled_from([False, False, True]),
)


def _sans_doubles(documents: list[Document]) -> list[Document]:
    return list({d.cle: d for d in documents}.values())


def _tout(moteur: Moteur, filtre: Filtre, sorte: Any, pas: int) -> dict[str, Any]:
    """Ce qu'un moteur répond à toutes les questions du port, texte à part."""
    pages = [moteur.parcourir(filtre, sorte, nombre=pas)]
    while pages[-1] and len(pages) < 100:
        pages.append(moteur.parcourir(filtre, sorte, apres=pages[-1][-1].id, nombre=pas))
    flux = [moteur.recents(filtre, sorte, nombre=pas)]
    while flux[-1] and len(flux) < 100:
        flux.append(moteur.recents(filtre, sorte, avant=(flux[-1][-1].modifie, flux[-1][-1].id), nombre=pas))
    tris: Any = ("ancien", "recent", "nom")
    return {
        "tris": [moteur.chercher(filtre, sorte, tri=tri, debut=pas - 1, nombre=7) for tri in tris],
        "comptes": (moteur.compter(filtre, sorte), moteur.compter(filtre, sorte, situes=True)),
        "facettes": [
            {n: dict(c) for n, c in moteur.facettes(filtre, sorte, FACETTES, ignorer=i).items()} for i in (True, False)
        ],
        "facettes_situees": {
            n: dict(c) for n, c in moteur.facettes(filtre, sorte, FACETTES, ignorer=False, situes=True).items()
        },
        "parcours": pages,
        "lignes": moteur.lignes(filtre, sorte, nombre=pas),
        "points": moteur.points(filtre, sorte, nombre=pas),
        "situes": [t.id for t in moteur.parcourir(filtre, sorte, situes=True)],
        "flux": flux,
        "mailles": [list(moteur.mailles(filtre, sorte, niveau).items()) for niveau in (2, 8, 12)],
        "arcs": list(moteur.arcs(filtre).items()),
        "empreintes": list(moteur.empreintes(sorte)),
        "lus": moteur.lire(sorte, (3, 1, 2**31 - 1)),
    }


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    ranges=st.lists(DOCUMENTS, min_size=5, max_size=25).map(_sans_doubles),
    changes=st.lists(DOCUMENTS, max_size=5).map(_sans_doubles),
    filtres=st.lists(st.tuples(FILTRES, st.sampled_from(["relations", *SORTES])), min_size=1, max_size=5),
    pas=st.integers(1, 4),
)
def test_tous_les_moteurs_disent_la_meme_chose(
    tmp_path_factory: pytest.TempPathFactory,
    ranges: list[Document],
    changes: list[Document],
    filtres: list[tuple[Filtre, Any]],
    pas: int,
) -> None:
    """Identifiants, comptes, facettes, mailles, arcs, parcours : un seul ensemble, quel que soit le moteur."""
    filtres = [(Filtre(), "relations"), *filtres]
    reponses = []
    for faire in MOTEURS.values():
        moteur = faire(tmp_path_factory.mktemp("index") / "index")
        moteur.reconstruire(ranges, Repere(1))
        avant = [_tout(moteur, filtre, sorte, pas) for filtre, sorte in filtres]
        moteur.ecrire(changes, [(d.sorte, d.id) for d in ranges[:2]], Repere(2))
        reponses.append([*avant, *(_tout(moteur, filtre, sorte, pas) for filtre, sorte in filtres)])
    assert all(reponse == reponses[0] for reponse in reponses)
