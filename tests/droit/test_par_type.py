"""L'article juste pour chaque type de collectivité : mandat spécial, transmission, nom de l'assemblée."""

import pytest

from jumelles.droit.actes import actes_a_prendre
from jumelles.droit.cas import Cas, TypeCollectivite
from jumelles.droit.lecture import TableInvalide
from jumelles.droit.par_type import SujetArticle, article_du_type, assemblees, read_article

T = TypeCollectivite
ARTICLES = {
    T.COMMUNE: ("L2123-18", "L2131-1"), T.EPCI: ("L5211-14", "L5211-3"), T.DEPARTEMENT: ("L3123-19", "L3131-1"),
    T.REGION: ("L4135-19", "L4141-1"), T.SYNDICAT_MIXTE: ("L5211-14", "L5721-4"),
}  # fmt: skip


@pytest.mark.parametrize("type_", ARTICLES)
def test_chaque_type_a_ses_articles(type_: TypeCollectivite) -> None:
    mandat, transmission = (article_du_type(s, type_) for s in SujetArticle)
    assert (mandat.textes[0], transmission.textes[0]) == ARTICLES[type_]
    assert all(n.is_pour(type_) for n in transmission.notes)


def test_un_article_non_relu_se_dit_a_verifier() -> None:
    """Le renvoi des EPCI n'a été lu que pour un syndicat mixte fermé ; l'outre-mer dépend du niveau."""
    for type_ in (T.EPCI, T.SYNDICAT_MIXTE):
        assert article_du_type(SujetArticle.TRANSMISSION, type_).references.endswith("à vérifier")
    assert article_du_type(SujetArticle.MANDAT_SPECIAL, T.EPCI).references.endswith("à vérifier")
    assert article_du_type(SujetArticle.TRANSMISSION, T.OUTRE_MER).references == "article à vérifier"


def test_un_article_trouve_porte_la_date_de_sa_source() -> None:
    ligne = dict.fromkeys(("phrase", "source_date", "relu_par", "relu_le"), "")
    ligne |= {"code": "transmission", "type": "epci", "textes": "L5211-3", "source": "essai"}
    assert not read_article(ligne | {"etat": "à vérifier"}).marque.is_sure
    with pytest.raises(TableInvalide, match="sans date"):
        read_article(ligne | {"etat": "trouvé"})


@pytest.mark.parametrize(
    ("type_", "attendu"), [(T.DEPARTEMENT, "L. 3131-1"), (T.COMMUNE, "L. 2131-1"), (T.EPCI, "L. 5211-3")]
)
def test_la_transmission_cite_l_article_du_type(type_: TypeCollectivite, attendu: str) -> None:
    actes = [a for a in actes_a_prendre(Cas(type_, frozenset({"charte"}))) if a.code.startswith("transmission")]
    assert len(actes) == 2 and all(attendu in a.libelle for a in actes)


def test_chaque_type_a_son_assemblee() -> None:
    assert assemblees().keys() == set(T)
    assert assemblees()[T.DEPARTEMENT].nom == "Le conseil départemental"
