"""Le rapprocheur sur un petit monde fait à la main : chaque règle, et ce qu'elle dit. PAIRS B4, B22."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jumelles.rapprochement.moteur import Rapprocheur
from jumelles.rapprochement.repertoire import Repertoire, RepertoireAbsent
from jumelles.rapprochement.termes import Issue, Mention, Reponse
from tests.rapprochement.petit_monde import batir


@pytest.fixture(scope="module")
def rapprocheur(tmp_path_factory: pytest.TempPathFactory) -> Rapprocheur:
    return batir(tmp_path_factory.mktemp("noms"))


def dire(rapprocheur: Rapprocheur, nom: str, pays: str = "FR", **indices: object) -> Reponse:
    return rapprocheur.rapprocher([Mention(nom, pays, **indices)])[0]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("nom", "pays", "code"),
    [
        ("Dunkirk", "FR", "59183"),
        ("DUNKERQUE", "FR", "59183"),
        ("CG des Yvelines", "FR", "D78"),
        ("Dpt de l'Isère", "FR", "D38"),
        ("CR de Picardie", "FR", "R32"),
        ("METROPOLE DE LYON", "FR", "200046977"),
        ("Lyon", "FR", "69123"),
        ("Ville du Mans", "FR", "72181"),
        ("St Etienne", "FR", "42218"),
        ("Flers s/Noye", "FR", "80316"),
        ("C.A. du Pays de Saint-Omer", "FR", "246200364"),
        ("Stadt Köln", "DE", "2886242"),
        ("Cologne", "DE", "2886242"),
        ("Commune urbaine d'Antananarivo", "MG", "1070940"),
    ],
)
def test_un_nom_d_usage_mene_a_sa_collectivite(rapprocheur, nom, pays, code):
    reponse = dire(rapprocheur, nom, pays)
    assert (reponse.issue, reponse.propositions[0].entite.code) == (Issue.ACCEPTE, code)
    assert reponse.raisons
    assert 0.95 <= reponse.score <= 1.0


@pytest.mark.parametrize(("nom", "possibles"), [("Marly", {"59383", "57447"}), ("Rochelle (La)", {"17300", "70440"})])
def test_un_nom_seul_que_d_autres_portent_n_est_jamais_accepte(rapprocheur, nom, possibles):
    """Si grande que soit l'une d'elles : La Rochelle a une homonyme de quarante habitants."""
    reponse = dire(rapprocheur, nom)
    assert reponse.issue is Issue.A_REVOIR
    assert {p.entite.code for p in reponse.propositions} == possibles
    assert "d’autres portent ce nom" in reponse.raisons[-1]


@pytest.mark.parametrize(
    ("indices", "code"),
    [
        ({"departement": "57"}, "57447"),
        ({"departement": "Nord"}, None),
        ({"departement": "Yvelines|57"}, "57447"),
        ({"population": 11_480}, None),  # l'autre en a 10 200 : trop près pour trancher
        ({"lat": 49.07, "lon": 6.16}, "57447"),
    ],
)
def test_un_indice_departage_les_homonymes(rapprocheur, indices, code):
    reponse = dire(rapprocheur, "Marly", **indices)
    assert (reponse.retenue.entite.code if reponse.retenue else None) == code


def test_la_population_departage_quand_elle_tranche(rapprocheur):
    assert dire(rapprocheur, "La Rochelle", population=78_000).retenue.entite.code == "17300"
    assert dire(rapprocheur, "La Rochelle", population=41).retenue.entite.code == "70440"


def test_ce_que_le_nom_porte_departage_aussi(rapprocheur):
    assert dire(rapprocheur, "Marly (57)").retenue.entite.code == "57447"
    assert dire(rapprocheur, "La Rochelle, Isère").issue is Issue.A_REVOIR


def test_un_indice_contraire_demande_une_personne(rapprocheur):
    """Le bon nom, mais pas le bon département : la machine ne tranche pas, et dit pourquoi."""
    reponse = dire(rapprocheur, "Grenoble", departement="59")
    assert reponse.issue is not Issue.ACCEPTE
    assert reponse.raisons[-2:] == ("autre département (38)", "ce que la ligne dit à côté du nom ne va pas avec elle")
    assert dire(rapprocheur, "Grenoble", population=900).issue is not Issue.ACCEPTE
    assert dire(rapprocheur, "Grenoble", niveaux=frozenset({"region"})).issue is not Issue.ACCEPTE


def test_une_population_sans_rapport_ne_dement_pas_un_lieu_confirme(rapprocheur):
    """Une agglomération prend souvent le nom et le point de sa ville, avec une autre population."""
    assert dire(rapprocheur, "Grenoble", population=7_000, lat=45.181, lon=5.721).issue is Issue.ACCEPTE
    assert dire(rapprocheur, "Grenoble", population=7_000).issue is Issue.A_REVOIR


def test_une_commune_fusionnee_mene_a_celle_d_aujourd_hui_et_le_dit(rapprocheur):
    """B22 : l'ancien nom n'est pas perdu."""
    reponse = dire(rapprocheur, "Boscville", departement="76")
    assert reponse.retenue.entite.code == "76540"
    assert reponse.retenue.par.nom == "Boscville"
    assert "par « Boscville » qui n'existe plus seule" in reponse.raisons


def test_une_lettre_de_trop_ne_passe_pas_sans_indice(rapprocheur):
    assert dire(rapprocheur, "Grenobble").issue is Issue.A_REVOIR
    assert dire(rapprocheur, "Grenobble").propositions[0].entite.code == "38185"
    assert dire(rapprocheur, "Grenobble", departement="38", population=158_300).issue is Issue.ACCEPTE


@pytest.mark.parametrize("nom", ["Köln 6", "Antananarivo 1", "6 Köln"])
def test_un_numero_de_quartier_n_est_pas_une_lettre_de_trop(rapprocheur, nom):
    pays = "MG" if "Anta" in nom else "DE"
    reponse = dire(rapprocheur, nom, pays)
    assert reponse.retenue is None
    assert reponse.propositions[0].entite.nom in nom
    assert dire(rapprocheur, "Antananarivoo", "MG").propositions[0].entite.nom == "Antananarivo"


@pytest.mark.parametrize("nom", ["Communauté des communes du Couffo", "Département de Dogbo", "Région de Marrakech"])
def test_une_autre_sorte_d_autorite_n_est_pas_la_ville_de_son_nom(rapprocheur, nom):
    for pays in ("BJ", "MA"):
        assert dire(rapprocheur, nom, pays).issue is not Issue.ACCEPTE


def test_un_quartier_entre_parentheses_propose_les_deux(rapprocheur):
    reponse = dire(rapprocheur, "Nieder-Eschbach (Francfort)", "DE")
    assert {p.entite.code for p in reponse.propositions} == {"2861000", "2925533"}
    assert reponse.propositions[0].entite.code == "2861000"


def test_deux_homonymes_d_un_pays_se_partagent_les_chances(rapprocheur):
    reponse = dire(rapprocheur, "Leonberg", "DE")
    assert reponse.issue is Issue.A_REVOIR
    assert reponse.seconde.entite.code == "2878694"
    assert 0 < reponse.marge < 0.95
    assert dire(rapprocheur, "Leonberg", "DE", population=44_000).retenue.entite.code == "2878695"


def test_le_pays_dit_ferme_les_autres(rapprocheur):
    assert dire(rapprocheur, "Grenoble", "DE").issue is Issue.ECARTE
    assert dire(rapprocheur, "Köln", "FR").issue is Issue.ECARTE


def test_un_identifiant_l_emporte_si_le_nom_ne_le_dement_pas(rapprocheur):
    assert dire(rapprocheur, "Marly", identifiants=("insee:57447",)).retenue.entite.code == "57447"
    dementi = dire(rapprocheur, "Grenoble", identifiants=("insee:57447",))
    assert dementi.issue is Issue.A_REVOIR
    assert "ne désignent pas la même chose" in dementi.raisons[-1]
    assert dire(rapprocheur, "Grenoble", identifiants=("insee:99999",)).retenue.entite.code == "38185"


@pytest.mark.parametrize(
    ("nom", "code", "raison"),
    [
        ("Boscville", "insee:76600", "code de « Boscville », commune fondue en 2016 dans « Rouen »"),
        ("Rouen", "insee:76600", "code de « Boscville », commune fondue en 2016 dans « Rouen »"),
        ("Rouen", "insee:76541", "ancien code de « Rouen », jusqu’en 2019"),
        ("Rouen", "insee:76540", "même identifiant (insee:76540)"),
    ],
)
def test_un_code_d_hier_mene_a_celle_d_aujourd_hui_et_dit_pourquoi(rapprocheur, nom, code, raison):
    """B22 : un code d'avant la fusion n'est ni perdu, ni préféré à celui qu'une commune porte aujourd'hui."""
    reponse = dire(rapprocheur, nom, identifiants=(code,))
    assert (reponse.retenue.entite.code, reponse.raisons[0]) == ("76540", raison)
    dementi = dire(rapprocheur, "Grenoble", identifiants=(code,))
    assert (dementi.issue, dementi.propositions[0].entite.code) == (Issue.A_REVOIR, "76540")


def test_un_identifiant_d_un_autre_niveau_que_celui_qui_est_dit_demande_une_personne(rapprocheur):
    """« niveau : commune » n'accepte jamais l'intercommunalité, même par son SIREN ; « cc » devenue « ca », si."""
    omer = {"nom": "Pays de Saint-Omer", "identifiants": ("siren:246200364",)}
    assert dire(rapprocheur, **omer, niveaux=frozenset({"commune"})).issue is Issue.A_REVOIR
    for dits in (frozenset(), frozenset({"cc"}), frozenset({"ca"})):
        assert dire(rapprocheur, **omer, niveaux=dits).retenue.entite.code == "246200364"


def test_ce_qu_une_personne_a_ecarte_n_est_plus_propose(rapprocheur):
    ecartee = frozenset({"collectivite:59383"})
    for codes in ((), ("insee:59383",)):
        reponse = dire(rapprocheur, "Marly", exclus=ecartee, identifiants=codes)
        assert [p.entite.code for p in reponse.propositions] == ["57447"], codes
        assert "même identifiant (insee:59383)" not in reponse.raisons


def test_un_nom_qui_doit_etre_entier_ne_se_decoupe_pas(rapprocheur):
    assert dire(rapprocheur, "Marly (57)", entier=True).issue is Issue.ECARTE
    assert dire(rapprocheur, "Dunkerque", entier=True).issue is Issue.ACCEPTE


noms = st.one_of(
    st.text(max_size=40), st.sampled_from(["Marly", "Lyon", "Grenobel", "Nieder Eschbach", "CR de Picardie"])
)
mentions = st.builds(
    Mention, noms, st.sampled_from(["FR", "DE", "", "XX"]), population=st.none() | st.integers(0, 2**40),
    departement=st.sampled_from(["", "57", "Isère", "|", "zz"]), lat=st.none() | st.floats(-90, 90),
    lon=st.none() | st.floats(-180, 180), identifiants=st.lists(st.text(max_size=12), max_size=2).map(tuple),
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(mentions, max_size=6))
def test_toute_mention_recoit_une_reponse_et_la_meme_en_paquet_ou_seule(rapprocheur, liste):
    """Juger deux fois ne change rien ; l'ordre et le nombre des lignes non plus."""
    ensemble = rapprocheur.rapprocher(liste)
    assert ensemble == [rapprocheur.rapprocher([m])[0] for m in liste]
    assert ensemble == list(reversed(rapprocheur.rapprocher(list(reversed(liste)))))
    for reponse in ensemble:
        assert 0.0 <= reponse.score <= 1.0
        assert reponse.raisons
        assert sum(p.score for p in reponse.propositions) <= 1.01 or reponse.issue is Issue.A_REVOIR
        assert (reponse.retenue is not None) == (reponse.issue is Issue.ACCEPTE)


def test_un_repertoire_absent_ou_d_une_autre_forme_se_dit(tmp_path: Path):
    with pytest.raises(RepertoireAbsent, match="aucun répertoire"):
        Repertoire(tmp_path / "rien")
    batir(tmp_path)
    (tmp_path / "monde" / "ordre.npy").unlink()
    with pytest.raises(RepertoireAbsent, match="n'est pas entier"):
        Repertoire(tmp_path / "monde")
    notice = tmp_path / "france" / "notice.json"
    notice.write_text(notice.read_text().replace('"forme": ', '"forme": 9'))
    with pytest.raises(RepertoireAbsent, match="forme d'avant"):
        Repertoire(tmp_path / "france")
