"""Ce que la recherche comprend du français, ligne à ligne."""

from functools import lru_cache
from pathlib import Path
from tempfile import mkdtemp

import pytest

from jumelles.recherche.document import Document
from jumelles.recherche.filtre import Filtre
from jumelles.recherche.moteur.embarque import mots
from jumelles.recherche.moteur.embarque.approche import distance, variantes
from jumelles.recherche.moteur.embarque.moteur import MoteurEmbarque
from jumelles.recherche.moteur.port import Repere

EAU = "Accès à l'eau potable et à l'assainissement des écoles de Haïti"
REFUGIES = "Accueil des réfugiés : coopérations décentralisées et mobilités étudiantes"
ETIENNE = "Saint-Étienne-du-Bois – Sainte-Marie"
OUTRE = "Côte-d'Or – L'Haÿ-les-Roses – Œuvre de Nîmes"
ONU = "O.N.U. – Programme PNUD, GECT Eurométropole"
CODES = "Saint-Martin-d'Hères 38421 ODD 6 cible 6.1"
MONDE = "مدينة تونس 北京市 Київ Łódź Ærø"
PLURIELS = "Journaux locaux, chevaux de trait, festival régional, travaux"


@lru_cache
def moteur_de(nom: str) -> MoteurEmbarque:
    """Un moteur où il n'y a qu'un acteur, de ce nom."""
    moteur = MoteurEmbarque(Path(mkdtemp(prefix="jumelles-")) / "index")
    moteur.reconstruire([Document("acteurs", 1, (nom,))], Repere())
    return moteur


@pytest.mark.parametrize(
    ("nom", "demande", "trouve"),
    [
        # accents et capitales, dans les deux sens
        (EAU, "haïti", True),
        (EAU, "HAITI", True),
        (EAU, "acces", True),
        (EAU, "ÉCOLES", True),
        (EAU, "e\u0301coles", True),  # é en deux signes
        (REFUGIES, "refugies", True),
        (REFUGIES, "decentralisees", True),
        (REFUGIES, "mobilites", True),
        ("Region Bretagne", "région", True),
        ("Cooperation", "coopération", True),
        # pluriels et racines
        (EAU, "école", True),
        (EAU, "ecole", True),
        (REFUGIES, "réfugié", True),
        (REFUGIES, "réfugiée", True),
        (REFUGIES, "coopération", True),
        (REFUGIES, "coopération décentralisée", True),
        (REFUGIES, "étudiant", True),
        (REFUGIES, "mobilité", True),
        (PLURIELS, "journal", True),
        (PLURIELS, "cheval", True),
        (PLURIELS, "festivals régionaux", True),
        (PLURIELS, "local", True),
        # élisions, articles, mots vides
        (EAU, "eau", True),
        (EAU, "l'eau", True),
        (EAU, "l’eau potable", True),
        (EAU, "eau d'Haïti", True),
        (EAU, "de l'eau à Haïti", True),
        (EAU, "l'assainissement", True),
        (EAU, "les écoles du Bénin", False),
        (EAU, "de", True),
        (EAU, "de la", False),  # rien que des mots vides : tous doivent s'y trouver
        (OUTRE, "cote d'or", True),
        (OUTRE, "Côte-d’Or", True),
        (OUTRE, "l'hay les roses", True),
        # traits d'union, saints
        (ETIENNE, "Saint-Étienne", True),
        (ETIENNE, "saint etienne", True),
        (ETIENNE, "st etienne", True),
        (ETIENNE, "ST-ETIENNE", True),
        (ETIENNE, "St. Étienne", True),
        (ETIENNE, "ste marie", True),
        (ETIENNE, "etienne bois", True),
        ("St-Denis", "Saint-Denis", True),
        ("STE CROIX", "Sainte-Croix", True),
        ("Station d'épuration", "saint", False),
        # sigles
        (ONU, "ONU", True),
        (ONU, "o.n.u.", True),
        (ONU, "O.N.U", True),
        (ONU, "pnud", True),
        ("ONU Habitat", "O.N.U.", True),
        (ONU, "gect eurometropole", True),
        # ligatures
        (OUTRE, "oeuvre", True),
        (OUTRE, "œuvre", True),
        ("Coeur d'Essonne", "cœur", True),
        (MONDE, "aero", True),
        (MONDE, "lodz", True),
        (MONDE, "Łódź", True),
        # nombres et codes
        (CODES, "38421", True),
        (CODES, "38422", False),
        (CODES, "ODD 6", True),
        (CODES, "odd 7", False),
        (CODES, "6.1", True),
        # fautes de frappe : une de cinq lettres à sept, deux à partir de huit
        (EAU, "eau potalbe", True),
        (EAU, "potabel", True),
        (EAU, "haiti potabl", True),
        (EAU, "assainisement", True),
        (EAU, "asainisement", True),
        (EAU, "assanissemnt", True),
        (EAU, "hatii", True),
        (EAU, "eua", False),
        (EAU, "haut", False),
        (EAU, "acier", False),
        (REFUGIES, "refugeis", True),
        (REFUGIES, "coperation", True),
        (CODES, "38412", False),
        # tous les mots, où qu'ils soient
        (EAU, "écoles eau", True),
        (EAU, "écoles électricité", False),
        (EAU, "eau eau eau", True),
        # écritures lointaines, demandes étranges
        (MONDE, "تونس", True),
        (MONDE, "مدينة تونس", True),
        (MONDE, "北京市", True),
        (MONDE, "київ", True),
        (MONDE, "上海", False),
        (EAU, "!!! ???", False),
        (EAU, "«»", False),
        (EAU, "x", False),
        (EAU, "\x00", False),
        (EAU, "eau AND NOT (potable) OR noms_a:x*", False),
        (EAU, "-eau", True),
        (EAU, '"eau potable"', True),
        (EAU, "eau " * 2500, True),
        (EAU, "zz" * 5000, False),
        (EAU, "ea", False),
    ],
)
def test_ce_que_la_recherche_comprend(nom: str, demande: str, trouve: bool) -> None:
    tranche = moteur_de(nom).chercher(Filtre(texte=demande), "acteurs", tri="pertinence", debut=0, nombre=5)
    assert (tranche.total == 1, tranche.ids == (1,)) == (trouve, trouve)
    assert moteur_de(nom).compter(Filtre(texte=demande), "acteurs") == tranche.total
    assert len(moteur_de(nom).parcourir(Filtre(texte=demande), "acteurs")) == tranche.total


@pytest.mark.parametrize(
    ("demande", "rapproches"),
    [
        ("eau potable", ()),
        ("eau potalbe", (("potalbe", "potable"),)),
        ("Potalbe Hatii", (("potalbe", "potable"), ("hatii", "haiti"))),
        ("xylophone", ()),
    ],
)
def test_une_faute_comprise_est_dite(demande: str, rapproches: tuple[tuple[str, str], ...]) -> None:
    tranche = moteur_de(EAU).chercher(Filtre(texte=demande), "acteurs", tri="nom", debut=0, nombre=5)
    assert tranche.rapproches == rapproches


@pytest.mark.parametrize(
    ("un", "autre", "fautes"),
    [("eau", "eau", 0), ("potalbe", "potable", 1), ("hati", "haiti", 1), ("haiti", "hati", 1), ("ab", "ba", 1),
     ("", "abc", 3), ("assanissemnt", "assainissement", 2), ("lyon", "nice", 4)],
)  # fmt: skip
def test_les_fautes_se_comptent(un: str, autre: str, fautes: int) -> None:
    assert distance(un, autre) == fautes
    assert (autre in variantes(un)) == (fautes == 1)


ACTEURS = [
    Document("acteurs", 1, ("Madagascar solidaire",), poids=2),
    Document("acteurs", 2, ("Association de la Drôme",), textes=("Elle agit à Madagascar, Madagascar, Madagascar",)),
    Document("acteurs", 3, ("Ville d'Antsirabe",), contexte=("Madagascar",)),
    Document("acteurs", 4, ("Madagascar",), poids=1),
    Document("acteurs", 5, ("Amis de Madagascar et de ses plateaux", "Les Hauts"), poids=90),
    Document("pays", 1, ("Madagascar", "République malgache"), poids=5),
    Document("territoires", 1, ("Saint-Denis",), poids=10),
    Document("territoires", 2, ("Saint-Denis",), poids=100_000),
    Document("territoires", 3, ("Saint-Denis-en-Val",), poids=1_000_000),
    Document("territoires", 4, ("Lyon",), poids=500_000),
    Document("territoires", 5, ("Lyons-la-Forêt",), poids=700),
    Document("acteurs", 6, ("Les Amis de Lyon",), poids=9_000_000),
]


@pytest.fixture(scope="module")
def moteur(tmp_path_factory: pytest.TempPathFactory) -> MoteurEmbarque:
    """Quelques acteurs, un pays et des territoires, de noms voisins."""
    moteur = MoteurEmbarque(tmp_path_factory.mktemp("texte") / "index")
    moteur.reconstruire(ACTEURS, Repere())
    return moteur


def test_un_nom_compte_plus_que_le_contexte_et_le_contexte_plus_que_le_texte(moteur: MoteurEmbarque) -> None:
    """Le nom exact d'abord, puis les noms les plus courts, puis le contexte, puis le texte."""
    tranche = moteur.chercher(Filtre(texte="madagascar"), "acteurs", tri="pertinence", debut=0, nombre=10)
    assert tranche.ids == (4, 1, 5, 3, 2)


def test_a_nom_egal_le_plus_connu_passe_devant(moteur: MoteurEmbarque) -> None:
    assert moteur.familles("st denis")["territoires"].ids == (2, 1, 3)


@pytest.mark.parametrize(
    ("ecrit", "proposes"),
    [
        ("l", [("territoires", 4), ("territoires", 5), ("acteurs", 5), ("acteurs", 6)]),
        ("lyon", [("territoires", 4), ("territoires", 5), ("acteurs", 6)]),
        ("Lyons", [("territoires", 5)]),
        ("saint den", [("territoires", 3), ("territoires", 2), ("territoires", 1)]),
        ("St-Denis", [("territoires", 2), ("territoires", 1), ("territoires", 3)]),
        ("les hau", [("acteurs", 5)]),
        ("malg", [("pays", 1)]),
        ("antsiarb", [("acteurs", 3)]),
        ("le", [("acteurs", 6), ("acteurs", 5)]),
        ("plat", [("acteurs", 5)]),
        ("ville de dr", []),
        ("drome", [("acteurs", 2)]),
        ("...", []),
        ("a" * 10_000, []),
    ],
)
def test_ce_que_la_boite_propose(moteur: MoteurEmbarque, ecrit: str, proposes: list[tuple[str, int]]) -> None:
    trouves = [(t.sorte, t.id) for t in moteur.proposer(ecrit)]
    assert sorted(trouves) == sorted(proposes) if ecrit in ("l", "le") else trouves == proposes


def test_une_boite_pour_tout(moteur: MoteurEmbarque) -> None:
    familles = moteur.familles("madagascar", nombre=2)
    assert {s: (t.ids, t.total) for s, t in familles.items()} == {"pays": ((1,), 1), "acteurs": ((4, 1), 5)}
    assert moteur.familles("madagasacr")["pays"].rapproches == (("madagasacr", "madagascar"),)


def test_un_mot_trouve_ailleurs_n_est_pas_rapproche(moteur: MoteurEmbarque) -> None:
    """« Antsirabe » est un acteur : on ne va pas chercher d'autres mots parmi les pays."""
    assert set(moteur.familles("antsirabe")) == {"acteurs"}


def test_les_mots_d_une_demande_sont_bornes() -> None:
    assert len(mots.demandes(" ".join(chr(97 + i % 26) * (1 + i // 26) for i in range(60)))) == mots.MOTS_MAX
    assert mots.demandes("de la") == ("de", "la")
    assert mots.demandes("l'Eau d’Haïti") == ("eau", "haïti")


def test_a_note_egale_chaque_fiche_parait_une_fois_et_une_seule(tmp_path: Path) -> None:
    """Mille deux cents noms pareils : les pages mises bout à bout les rendent tous, par identifiant dans un bloc."""
    moteur = MoteurEmbarque(tmp_path / "index")
    moteur.reconstruire([Document("acteurs", i, ("Pareil",)) for i in range(1200, 0, -1)], Repere())
    demande = Filtre(texte="pareil")
    pages = [moteur.chercher(demande, "acteurs", tri="pertinence", debut=i, nombre=70).ids for i in range(0, 1200, 70)]
    bout_a_bout = [i for page in pages for i in page]
    assert sorted(bout_a_bout) == list(range(1, 1201))
    assert bout_a_bout[:1000] == sorted(bout_a_bout[:1000])
