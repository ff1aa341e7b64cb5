"""Les pays et territoires portent leur nom officiel français."""

import pytest

from jumelles.rapprochement.normaliser import cle
from jumelles.territoires.models import Pays

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("iso2", "nom", "locatif"),
    [
        ("BY", "Biélorussie", "en Biélorussie"), ("MM", "Birmanie", "en Birmanie"),
        ("CV", "Cap-Vert", "au Cap-Vert"), ("KR", "Corée du Sud", "en Corée du Sud"),
        ("CZ", "Tchéquie", "en Tchéquie"), ("VN", "Viêt Nam", "au Viêt Nam"),
        ("GB", "Royaume-Uni", "au Royaume-Uni"), ("US", "États-Unis", "aux États-Unis"),
        ("CG", "Congo", "au Congo"),
        ("CD", "République démocratique du Congo", "en République démocratique du Congo"),
        ("SZ", "Eswatini", "en Eswatini"), ("MK", "Macédoine du Nord", "en Macédoine du Nord"),
        ("MD", "Moldavie", "en Moldavie"), ("TL", "Timor oriental", "au Timor oriental"),
        ("PS", "Palestine", "en Palestine"), ("TW", "Taïwan", "à Taïwan"), ("XK", "Kosovo", "au Kosovo"),
        ("VA", "Vatican", "au Vatican"), ("MG", "Madagascar", "à Madagascar"), ("BJ", "Bénin", "au Bénin"),
        ("DE", "Allemagne", "en Allemagne"), ("CU", "Cuba", "à Cuba"), ("HT", "Haïti", "en Haïti"),
        ("IL", "Israël", "en Israël"), ("FK", "Îles Malouines", "aux îles Malouines"),
    ],
)  # fmt: skip
def test_le_nom_est_celui_de_l_usage_officiel(iso2: str, nom: str, locatif: str) -> None:
    pays = Pays.objects.get(iso2=iso2)
    assert (pays.nom, pays.locatif) == (nom, locatif)


def test_250_pays_et_territoires_et_aucun_etat_de_fait() -> None:
    assert Pays.objects.count() == 250
    noms = {cle(n) for p in Pays.objects.all() for n in _noms(p)}
    assert not {"somaliland", "n cyprus", "northern cyprus", "chypre du nord"} & noms


@pytest.mark.parametrize(
    ("graphie", "iso2"),
    [
        ("BURKINA FASO", "BF"), ("CAP-VERT", "CV"), ("BIRMANIE (MYANMAR)", "MM"), ("VIET-NAM", "VN"),
        ("CENTRAFRICAINE, REPUBLIQUE", "CF"), ("LAOS, REPUBLIQUE DEMOCRATIQUE POPULAIRE", "LA"),
        ("TERRITOIRES AUTONOMES PALESTINIENS", "PS"), ("REPUBLIQUE DEMOCRATIQUE DU CONGO.", "CD"),
        ("People's Republic of China", "CN"), ("Palestinian territories", "PS"), ("Czech Republic", "CZ"),
        ("Kingdom of the Netherlands", "NL"), ("Ivory Coast", "CI"), ("The Gambia", "GM"),
        ("Republic of Macedonia", "MK"), ("Côte d’Ivoire", "CI"), ("Canada (Québec)", "CA"),
        ("République tchèque", "CZ"), ("United States of America", "US"),
    ],
)  # fmt: skip
def test_les_graphies_rencontrees_menent_au_pays(graphie: str, iso2: str) -> None:
    trouves = {p.iso2 for p in Pays.objects.all() if cle(graphie) in {cle(n) for n in _noms(p)}}
    assert trouves == {iso2}


def test_aucune_graphie_ne_mene_a_deux_pays() -> None:
    vus: dict[str, str] = {}
    for p in Pays.objects.all():
        for n in {cle(n) for n in _noms(p)} - {""}:
            assert vus.setdefault(n, p.iso2) == p.iso2, n


@pytest.mark.parametrize(
    ("iso2", "pma"), [("MG", True), ("BJ", True), ("FR", False), ("BT", False), ("TW", None), ("XK", None)]
)
def test_le_drapeau_des_pays_moins_avances_sait_dire_inconnu(iso2: str, pma: bool | None) -> None:
    assert Pays.objects.get(iso2=iso2).pma is pma


def test_un_statut_dispute_porte_une_note() -> None:
    for iso2 in ("TW", "XK", "PS", "EH", "FK"):
        assert Pays.objects.get(iso2=iso2).note, iso2
    assert not Pays.objects.get(iso2="EH").est_etat


def test_chaque_pays_habite_a_un_point_sur_terre() -> None:
    sans = set(Pays.objects.filter(lat__isnull=True).values_list("iso2", flat=True))
    assert sans == {"BV", "UM"}


def _noms(p: Pays) -> list[str]:
    return [p.nom, p.nom_long, p.nom_onu, p.nom_anglais, *p.autres_noms]
