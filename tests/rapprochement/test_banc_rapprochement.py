"""Les pièces du banc du rapprochement (énoncé B14, B15) : la vérité par contour, l'intervalle, les notes, les seuils.

Les villes de ces essais sont fabriquées.
"""

from pathlib import Path

import pytest
import shapely

from bench.rapprochement import abimer, ecriture, mentions
from bench.rapprochement.calibration import calibrer
from bench.rapprochement.contours import Contours
from bench.rapprochement.courbe import tracer
from bench.rapprochement.etranger import formes, rayon_km, ressemblance
from bench.rapprochement.mentions import Citee
from bench.rapprochement.notes import Note, faire_le_bilan, noter
from bench.rapprochement.seuils import Rendue, le_meilleur, le_plus_large, lister
from bench.rapprochement.wilson import intervalle
from jumelles.rapprochement.termes import Entite, Issue, Proposition, Reponse

CARRE = shapely.box(2.0, 48.0, 2.1, 48.1)
VOISIN = shapely.box(2.1, 48.0, 2.2, 48.1)


def contours() -> Contours:
    return Contours(("99001", "99002"), (CARRE, VOISIN), shapely.STRtree([CARRE, VOISIN]))


@pytest.mark.parametrize(
    ("lon", "attendus"),
    [
        (2.05, ["99001"]),  # au milieu du carré, à plus de 2 km de la voisine
        (2.095, ["99001", "99002"]),  # dedans, à 0,37 km de la voisine
        (2.21, ["99002"]),  # dehors, à 0,74 km
        (2.30, []),  # dehors, à 7,4 km
    ],
)
def test_un_point_trouve_les_communes_a_moins_de_deux_kilometres(lon: float, attendus: list[str]) -> None:
    assert [code for _, code in contours().find_autour(48.05, lon)] == attendus


def test_la_distance_a_un_contour_resserre_les_longitudes() -> None:
    """0,01 degré de longitude à 48,05 degrés nord : 0,01 × 111 × cos(48,05°) = 0,742 km."""
    (km, code), *_ = contours().find_autour(48.05, 2.21)
    assert (code, round(km, 3)) == ("99002", 0.742)


@pytest.mark.parametrize(
    ("succes", "essais", "bas", "haut"),
    [
        # Calculés à la main : p = 0,5, n = 10 : (0,5 + 0,19207 ± 1,95996 √(0,025 + 0,009604)) / 1,384146.
        (5, 10, 0.2366, 0.7634),
        # p = 1 : bas = n / (n + z²) = 100 / 103,841459.
        (100, 100, 0.9630, 1.0),
        (0, 100, 0.0, 0.0370),
        (0, 0, 0.0, 1.0),
    ],
)
def test_l_intervalle_de_wilson_est_celui_de_la_main(succes: int, essais: int, bas: float, haut: float) -> None:
    assert intervalle(succes, essais) == pytest.approx((bas, haut), abs=5e-5)


def test_plus_de_succes_que_d_essais_est_refuse() -> None:
    with pytest.raises(ValueError, match="3 succès"):
        intervalle(3, 2)


def reponse(issue: Issue, *codes: str, score: float = 0.9) -> Reponse:
    propositions = tuple(Proposition(Entite(f"collectivite:{c}", c), c, score, ()) for c in codes)
    return Reponse(issue, score, (), propositions)


def ligne(verite: str, existe: str = "oui") -> dict[str, str]:
    return {"nom": "Villefausse", "pays": "FR", "verite": verite, "existe": existe, "difficulte": "homonyme"}


def test_une_commune_fusionnee_et_celle_d_aujourd_hui_sont_la_meme_reponse() -> None:
    note = noter(ligne("99001"), reponse(Issue.ACCEPTE, "99009"), lambda code: {"99009": "99001"}.get(code, code))
    assert note.is_juste and not note.is_faute


def test_accepter_ce_qui_manque_au_referentiel_est_une_faute() -> None:
    assert noter(ligne("", "absente"), reponse(Issue.ACCEPTE, "99001"), str).is_faute
    assert not noter(ligne("", "absente"), reponse(Issue.A_REVOIR, "99001"), str).is_faute
    assert not noter(ligne("", "non jugée"), reponse(Issue.ACCEPTE, "99001"), str).is_faute


def test_le_bilan_ne_compte_que_les_verites_presentes() -> None:
    notes = [
        noter(ligne("99001"), reponse(Issue.ACCEPTE, "99001"), str),
        noter(ligne("99001"), reponse(Issue.ACCEPTE, "99002", "99001"), str),
        noter(ligne("99001"), reponse(Issue.A_REVOIR, "1", "2", "3", "99001"), str),
        noter(ligne("", "absente"), reponse(Issue.ACCEPTE, "99001"), str),
    ]
    bilan = faire_le_bilan(notes)
    assert (bilan.lignes, bilan.acceptees, bilan.justes, bilan.dans_les_trois) == (3, 2, 1, 2)


def test_la_calibration_voit_un_score_qui_se_vante() -> None:
    """100 réponses à 0,96, dont 80 justes : l'écart passe deux points, la tranche n'est pas tenue."""
    notes = [
        Note("v", "FR", "1", "oui", "", acceptee=True, score=0.96, rang=int(i < 80), reponse="1", raisons=())
        for i in range(100)
    ]
    (tranche,) = calibrer(notes, acceptees=True)
    assert (tranche.nombre, tranche.observe, tranche.is_tenue) == (100, 0.8, False)


def test_la_courbe_compte_ce_qu_un_seuil_plus_large_prendrait() -> None:
    def note(score: float, rang: int, *, acceptee: bool = False, existe: str = "oui") -> Note:
        return Note("v", "FR", "1", existe, "", acceptee, score, rang, "1", ())

    notes = [note(0.7, 1, acceptee=True), note(0.91, 2), note(0.91, 0, existe="absente"), note(0.5, 1)]
    points = {seuil: (acceptees, justes, absentes) for seuil, acceptees, justes, absentes in tracer(notes)}
    assert (points[0.95], points[0.9]) == ((1, 1, 0), (2, 1, 1))


def test_un_seuil_se_choisit_sur_la_precision_puis_sur_ce_qu_il_accepte() -> None:
    rendues = [Rendue(0.9, True, True)] * 8 + [Rendue(0.5, True, True), Rendue(0.5, False, True)]
    seuils = lister([*rendues, Rendue(0.4, False, False)], presentes=12)
    large = le_plus_large(seuils, precision=0.95)
    assert large is not None and (large.seuil, large.acceptees) == (0.9, 8)
    meilleur = le_meilleur(seuils)
    assert meilleur is not None and (meilleur.seuil, meilleur.justes, meilleur.absentes) == (0.5, 9, 0)


@pytest.mark.parametrize(
    ("dit", "connu", "note"),
    [
        ("Villefausse Municipality", "Villefausse", 100.0),
        ("Villefausse, Somewhere", "Villefausse", 100.0),
        ("Villefausse", "Autreville", 48.0),
    ],
)
def test_la_ressemblance_ote_les_mots_d_administration(dit: str, connu: str, note: float) -> None:
    assert ressemblance(formes(dit), connu) == pytest.approx(note, abs=10.0)


def test_une_grande_ville_a_un_grand_rayon() -> None:
    def citee(nom: str, population: int | None) -> Citee:
        return Citee("essai", nom, "Germany", 50.0, 8.0, population, ())

    rayons = [rayon_km(citee("V", p)) for p in (None, 30_000, 300_000)]
    assert rayons == [6.0, 12.0, 20.0]
    assert rayon_km(citee("V Municipality", None)) == 15.0


@pytest.mark.parametrize(
    ("nom", "abime", "attendu"),
    [
        ("Saint-Évry-sur-Mer", abimer.capitales, "SAINT-EVRY-SUR-MER"),
        ("Saint-Évry-sur-Mer", abimer.abreger_saint, "St-Évry-sur-Mer"),
        ("Saint-Évry-sur-Mer", abimer.abreger_sur, "Saint-Évry s/Mer"),
        ("Le Mont", abimer.renvoyer_l_article, "Mont (Le)"),
        ("L'Isle", abimer.renvoyer_l_article, "Isle (L')"),
        ("Le Mont", abimer.avec_de("Ville"), "Ville du Mont"),
        ("Évry", abimer.avec_de("Mairie"), "Mairie d'Évry"),
    ],
)
def test_un_nom_s_abime_comme_on_l_attend(nom: str, abime: abimer.Abime, attendu: str) -> None:
    from random import Random

    assert abime(nom, Random(1)) == attendu


def test_une_ville_citee_deux_fois_ne_fait_qu_une_mention(tmp_path: Path) -> None:
    entete = "\t".join(c for bout in mentions._BOUTS for c in bout)
    rangees = [
        "Aville\tFrance\t48.001\t2.001\t\tBville\tGermany\t50\t8\t",
        "Aville\tFrance\t48.001\t2.001\t1200\tCville\tGermany\t51\t9\t",
    ]
    for liste in mentions.LISTES:
        (tmp_path / f"{liste}.tsv").write_text(entete + "\n" + "\n".join(rangees if liste == "spain" else []) + "\n")
    villes = {c.nom: c for c in mentions.lire(tmp_path)}
    assert set(villes) == {"Aville", "Bville", "Cville"}
    assert (villes["Aville"].population, villes["Aville"].partenaires) == (1200, ("Bville", "Cville"))


def test_un_jeu_se_relit_comme_il_s_ecrit(tmp_path: Path) -> None:
    chemin = tmp_path / "jeu.csv"
    assert ecriture.ecrire(chemin, [{"liste": "essai", "nom": "Évry, « là »", "population": None}]) == 1
    (relue,) = ecriture.lire(chemin)
    assert (relue["nom"], relue["population"]) == ("Évry, « là »", "")
