"""Ce que le banc tient pour vrai d'une ville française, et pour quelle difficulté (énoncé B14).

Communes fabriquées : Villefausse (99001) au milieu, sa voisine Pontfaux (99002) à l'est, une autre Villefausse au loin.
"""

from collections import defaultdict

import pytest
import shapely

from bench.rapprochement import difficultes
from bench.rapprochement.contours import Contours
from bench.rapprochement.francais import Verite, juger, nommer
from bench.rapprochement.mentions import Citee
from bench.rapprochement.porteurs import Porteur, Porteurs
from jumelles.rapprochement.normaliser import cle

MOITIE = shapely.box(2.0, 48.0, 2.1, 48.1)
AUTRE = shapely.box(2.1, 48.0, 2.2, 48.1)


def porteurs(*portes: Porteur) -> Porteurs:
    """Des porteurs sans base."""
    faits = Porteurs.__new__(Porteurs)
    faits.heritieres = {}
    faits.communes, faits.autres, faits.noms = defaultdict(set), defaultdict(set), defaultdict(set)
    for porteur in portes:
        faits.communes[cle(porteur.nom)].add(porteur)
        faits.noms[porteur.code].add(cle(porteur.nom))
    return faits


VILLEFAUSSE = Porteur("99001", "Villefausse", "officiel", is_elle_meme=True)
PONTFAUX = Porteur("99002", "Pontfaux", "officiel", is_elle_meme=True)
LOINTAINE = Porteur("98001", "Villefausse", "officiel", is_elle_meme=True)
ANCIENNE = Porteur("99002", "Vieuxfaux", "officiel", is_elle_meme=False)
EXONYME = Porteur("99002", "Bridgefalse", "etranger", is_elle_meme=True)


def citee(nom: str, lon: float) -> Citee:
    return Citee("essai", nom, "France", 48.05, lon, None, ())


@pytest.mark.parametrize(
    ("nom", "lon", "verite"),
    [
        ("Villefausse", 2.05, Verite("99001", "contour")),
        ("Villefausse, Essai", 2.05, Verite("99001", "contour")),
        ("Pontfaux", 2.095, Verite("99002", "voisine")),  # posée de l'autre côté, à 0,4 km de chez elle
        ("Pontfaux", 2.21, Verite("99002", "bord")),
        ("Pontfaux", 2.05, Verite("", "douteux")),  # à 3,7 km de chez elle : on ne tranche pas
        ("Nométranger", 2.05, Verite("99001", "contour")),
        ("Villefausse", 3.0, Verite("", "hors des contours")),
    ],
)
def test_la_verite_est_la_commune_du_point(nom: str, lon: float, verite: Verite) -> None:
    contours = Contours(("99001", "99002"), (MOITIE, AUTRE), shapely.STRtree([MOITIE, AUTRE]))
    assert juger(citee(nom, lon), contours, porteurs(VILLEFAUSSE, PONTFAUX), {}) == verite


def test_ce_qu_une_personne_a_lu_l_emporte() -> None:
    contours = Contours(("99001", "99002"), (MOITIE, AUTRE), shapely.STRtree([MOITIE, AUTRE]))
    relues = {("Villefausse", "48.0,2.0"): Verite("D99", "relue")}
    assert juger(citee("Villefausse", 2.04), contours, porteurs(VILLEFAUSSE), relues).code == "D99"


@pytest.mark.parametrize(
    ("nom", "verite", "portes", "attendue"),
    [
        ("Villefausse", Verite("99001", "contour"), (VILLEFAUSSE,), difficultes.UNIQUE),
        ("Villefausse", Verite("99001", "contour"), (VILLEFAUSSE, LOINTAINE), difficultes.HOMONYME),
        ("Villefausse, Essai", Verite("99001", "contour"), (VILLEFAUSSE,), difficultes.PRECISEE),
        ("Vieuxfaux", Verite("99002", "contour"), (PONTFAUX, ANCIENNE), difficultes.FUSIONNEE),
        ("Bridgefalse", Verite("99002", "contour"), (PONTFAUX, EXONYME), difficultes.EXONYME),
        ("Villefause", Verite("99001", "contour"), (VILLEFAUSSE,), difficultes.GRAPHIE),
        ("Quartier", Verite("99001", "relue"), (VILLEFAUSSE,), difficultes.AUTRE_NIVEAU),
        ("Q1234", Verite("", "hors des contours"), (), difficultes.SANS_NOM),
    ],
)
def test_la_difficulte_se_dit(nom: str, verite: Verite, portes: tuple[Porteur, ...], attendue: str) -> None:
    assert difficultes.dire(nom, verite, porteurs(*portes)) == attendue


@pytest.mark.parametrize(
    ("dit", "nu"), [("Challes, Sarthe", "Challes"), ("Oye (Quartier)", "Oye"), ("Saint-X", "Saint-X")]
)
def test_la_precision_jointe_s_ote(dit: str, nu: str) -> None:
    assert nommer(dit) == nu
