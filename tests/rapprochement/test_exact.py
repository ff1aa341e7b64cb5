"""Le jugement exact : tenir ce que la ligne permet, ne jamais deviner."""

from dataclasses import replace

import pytest

from jumelles.rapprochement.exact import Candidat, Demande, Issue, distance_km, juger
from jumelles.rapprochement.formes import COMMUNE, METROPOLE

DUNKERQUE = Candidat("collectivite:59183", "Dunkerque", "dunkirk", "commune", "etranger", lat=51.03, lon=2.37)
MARLY_59 = Candidat("collectivite:59383", "Marly", "marly", "commune", departement="59", lat=50.34, lon=3.54)
MARLY_57 = Candidat("collectivite:57447", "Marly", "marly", "commune", departement="57", lat=49.06, lon=6.15)
LYON = Candidat("collectivite:69123", "Lyon", "lyon", "commune", population=522_000)
METROPOLE_LYON = Candidat("collectivite:200046977", "Métropole de Lyon", "lyon", "statut_particulier")
DELEGUEE = Candidat(
    "collectivite:01033D", "Bellegarde", "bellegarde", "commune", "officiel", designe="collectivite:01033"
)


def test_un_autre_nom_et_un_point_proche_suffisent():
    reponse = juger(Demande("Dunkirk", ("dunkirk",), COMMUNE, lat=51.04, lon=2.38), [DUNKERQUE])
    assert reponse.issue is Issue.ACCEPTE
    assert reponse.candidat == DUNKERQUE
    assert reponse.raisons == ("autre nom de « Dunkerque »", "1 km")


@pytest.mark.parametrize(
    ("lat", "lon", "attendu"),
    [
        (50.35, 3.55, "collectivite:59383"),
        (49.05, 6.14, "collectivite:57447"),
        (49.70, 4.80, None),  # entre les deux, loin de l'une comme de l'autre
        (48.85, 2.35, None),
    ],
)
def test_le_point_de_la_ligne_departage_les_homonymes(lat, lon, attendu):
    reponse = juger(Demande("Marly", ("marly",), COMMUNE, lat=lat, lon=lon), [MARLY_59, MARLY_57])
    assert (reponse.candidat.ref if reponse.candidat else None) == attendu


def test_deux_homonymes_sans_indice_restent_a_revoir():
    reponse = juger(Demande("Marly", ("marly",), COMMUNE), [MARLY_59, MARLY_57])
    assert reponse.issue is Issue.A_REVOIR
    assert reponse.candidat is None
    assert set(reponse.ecartes) == {MARLY_59, MARLY_57}


def test_le_departement_dit_departage():
    reponse = juger(Demande("Marly", ("marly",), COMMUNE, departements=frozenset({"57"})), [MARLY_59, MARLY_57])
    assert reponse.candidat == MARLY_57
    assert "dans 57" in reponse.raisons


def test_le_departement_dit_exclut_meme_un_nom_unique():
    reponse = juger(Demande("Marly", ("marly",), COMMUNE, departements=frozenset({"33"})), [MARLY_59])
    assert reponse.issue is Issue.A_REVOIR
    assert reponse.raisons == ("aucune dans 33",)


def test_le_niveau_dit_departage_une_ville_et_sa_metropole():
    deux = [LYON, METROPOLE_LYON]
    assert juger(Demande("Lyon", ("lyon",), COMMUNE), deux).candidat == LYON
    assert juger(Demande("Grand Lyon", ("lyon",), METROPOLE), deux).candidat == METROPOLE_LYON
    assert juger(Demande("Lyon", ("lyon",)), deux).issue is Issue.A_REVOIR


def test_un_niveau_different_n_est_jamais_retenu():
    reponse = juger(Demande("Lyon", ("lyon",), frozenset({"region"})), [LYON])
    assert reponse.issue is Issue.A_REVOIR
    assert reponse.raisons == ("niveau différent : commune",)


def test_un_nom_unique_mais_loin_du_point_reste_a_revoir():
    reponse = juger(Demande("Dunkirk", ("dunkirk",), COMMUNE, lat=42.48, lon=-79.33), [DUNKERQUE])
    assert reponse.issue is Issue.A_REVOIR


def test_deux_homonymes_voisins_restent_a_revoir():
    voisine = replace(MARLY_59, ref="collectivite:59999", lat=50.40)
    reponse = juger(Demande("Marly", ("marly",), COMMUNE, lat=50.37, lon=3.54), [MARLY_59, voisine])
    assert reponse.issue is Issue.A_REVOIR


def test_la_commune_nouvelle_et_sa_deleguee_du_meme_nom_n_en_font_qu_une():
    nouvelle = Candidat("collectivite:01033", "Bellegarde", "bellegarde", "commune")
    reponse = juger(Demande("Bellegarde", ("bellegarde",), COMMUNE), [DELEGUEE, nouvelle])
    assert reponse.candidat == nouvelle


def test_une_commune_d_hier_mene_a_celle_d_aujourd_hui():
    reponse = juger(Demande("Bellegarde", ("bellegarde",), COMMUNE), [DELEGUEE])
    assert reponse.candidat is not None
    assert reponse.candidat.cible == "collectivite:01033"


def test_etre_la_seule_a_porter_le_nom_aujourd_hui_ne_suffit_pas():
    """Mesuré sur Wikidata 2017, sans le point : six fautes sur quarante-neuf (« Évry », « Vire »…)."""
    ancienne = Candidat("collectivite:91228", "Évry-Courcouronnes", "evry", "commune", "ancien", departement="91")
    yonne = Candidat("collectivite:89162", "Évry", "evry", "commune", departement="89")
    assert juger(Demande("Évry", ("evry",), COMMUNE), [ancienne, yonne]).issue is Issue.A_REVOIR
    demande = Demande("Évry", ("evry",), COMMUNE, departements=frozenset({"91"}))
    assert juger(demande, [ancienne, yonne]).candidat == ancienne


@pytest.mark.parametrize(
    ("dite", "attendu"),
    [(12_000, "collectivite:59383"), (400, "collectivite:57447"), (2_000, None), (20_000, None), (2_000_000, None)],
)
def test_la_population_ne_departage_que_si_elle_est_la_meme_et_que_l_autre_en_est_loin(dite, attendu):
    """11 000 et 420 habitants : 2 000 n'est ni l'une ni l'autre, 20 000 est à plus d'un tiers."""
    deux = [replace(MARLY_59, population=11_000), replace(MARLY_57, population=420)]
    reponse = juger(Demande("Marly", ("marly",), COMMUNE, population=dite), deux)
    assert (reponse.candidat.ref if reponse.candidat else None) == attendu


def test_une_population_inconnue_ne_departage_rien():
    deux = [replace(MARLY_59, population=11_000), MARLY_57]
    assert juger(Demande("Marly", ("marly",), COMMUNE, population=11_000), deux).candidat is None


def test_la_seule_grande_ville_d_un_nom_se_retient_a_l_etranger_et_se_dit():
    boston = Candidat("lieu:4930956", "Boston", "boston", "ville", population=650_000)
    autres = [Candidat(f"lieu:{n}", "Boston", "boston", "ville", population=8_000) for n in range(3)]
    demande = Demande("Boston", ("boston",), dominante=True)
    reponse = juger(demande, [*autres, boston])
    assert reponse.candidat == boston
    assert reponse.score < 0.75
    assert "de loin la plus peuplée" in reponse.raisons[1]
    assert juger(replace(demande, dominante=False), [*autres, boston]).issue is Issue.A_REVOIR


def _lieu(ref: str, lat: float, nature: str = "officiel", population: int = 1000) -> Candidat:
    return Candidat(
        f"lieu:{ref}", "San Miniato", "san miniato", "ville", nature, lat=lat, lon=10.85, population=population
    )


@pytest.mark.parametrize(
    ("lieux", "attendu"),
    [
        ([_lieu("1", 43.68), _lieu("2", 43.69, "usuel")], "lieu:1"),  # le nom principal passe
        ([_lieu("1", 43.681), _lieu("2", 43.72)], "lieu:1"),  # 0 km contre 4 km
        ([_lieu("1", 43.70), _lieu("2", 43.655)], None),  # 2 km contre 3 km
        ([_lieu("1", 43.85, population=900_000), _lieu("2", 45.0)], "lieu:1"),  # grande ville à 19 km
        ([_lieu("1", 43.85), _lieu("2", 45.0)], None),
    ],
)
def test_a_l_etranger_le_plus_proche_l_emporte_si_rien_ne_lui_ressemble_a_cote(lieux, attendu):
    reponse = juger(Demande("San Miniato", ("san miniato",), lat=43.68, lon=10.85, dominante=True), lieux)
    assert (reponse.candidat.ref if reponse.candidat else None) == attendu


def test_un_candidat_d_un_autre_nom_est_ignore():
    assert juger(Demande("Lyon", ("lyon",)), [MARLY_57]).issue is Issue.ECARTE


def test_la_distance_est_celle_du_globe():
    """Paris–Marseille à vol d'oiseau : 661 km."""
    assert distance_km(48.8566, 2.3522, 43.2965, 5.3698) == pytest.approx(660.5, abs=1.5)
