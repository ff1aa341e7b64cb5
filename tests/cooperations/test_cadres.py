"""Un projet s'inscrit dans un cadre : quelqu'un dit comment, ou on le déduit ; la facette les rassemble (C5.7)."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.test import Client

from jumelles.cooperations.models import ClassementProjet, Projet
from jumelles.cooperations.operations import (
    annuler_correction,
    fondre_projets,
    inscrire_dans_un_cadre,
    marquer_sensible,
    retirer_d_un_cadre,
    separer_projets,
)
from jumelles.cooperations.regles import ChampRefuse
from jumelles.cooperations.requetes import projet as fiche
from jumelles.provenance.models import Affirmation, Journal
from jumelles.recherche.comprendre import comprendre
from jumelles.recherche.filtre import Filtre
from jumelles.recherche.moteur import moteur
from jumelles.recherche.phrase import phrase
from jumelles.recherche.requetes import facette, facettes, projets
from tests.atelier.faits import JOUR, appliquer, projet
from tests.atelier.monde import commune, un_monde, ville

MOI, ELLE = "personne:1", "personne:2"
COMMENT = "Deux villages auront leur plan climat (fabriqué)."
NOM = {"ZZ001": "Commune fabriquée"}


@pytest.fixture(autouse=True, scope="module")
def sans_les_faits(references_seules: str) -> Iterator[None]:
    """Les projets réels ont leurs cadres : ici, seuls comptent ceux que l'on invente."""
    yield


@pytest.fixture
def deux(db: None) -> tuple[int, int]:
    """(un projet qui dit trois ODD et la FICOL, un autre qui ne dit rien)."""
    un_monde()
    bouts: dict[str, Any] = {"porteurs": (commune(1),), "partenaires": (ville("Antsahabe Fabriqué"),)}
    appliquer(
        projets=[
            projet("p1", titre="Eau (fabriqué)", dispositif="FICOL 2024", **bouts),
            projet("p2", titre="Forêt (fabriqué)", odd=(), **bouts),
        ]
    )
    return Projet.objects.get(titre="Eau (fabriqué)").pk, Projet.objects.get(titre="Forêt (fabriqué)").pk


def _dire(pk: int, **plus: Any) -> Affirmation:
    dit: dict[str, Any] = {"cadre": "accord-de-paris", "comment": COMMENT, "jour": JOUR, "par": MOI, "au_nom_de": NOM}
    return inscrire_dans_un_cadre(projet_id=pk, **{**dit, **plus})


def _cadres(pk: int) -> dict[str, tuple[list[str], list[str]]]:
    """Code → (ce qu'on en dit, ce dont on le déduit)."""
    trouvee = fiche(pk, jour=JOUR)
    assert trouvee is not None
    return {c.code: ([d.comment for d in c.dits], [de for de, *_suite in c.deduit_de]) for c in trouvee.cadres}


def test_ce_qu_on_deduit_se_dit_deduit_et_ne_s_ecrit_nulle_part(deux: tuple[int, int]) -> None:
    eau, foret = deux
    assert _cadres(eau) == {"agenda-2030": ([], ["ODD 6, 3, 13", "dispositif FICOL 2024"])}
    assert _cadres(foret) == {}
    assert not ClassementProjet.objects.filter(nomenclature="cadre").exists()
    assert not any("cadres" in champs for champs in Affirmation.objects.values_list("champs", flat=True))


def test_une_personne_qui_parle_pour_deux_n_efface_rien(deux: tuple[int, int]) -> None:
    _eau, foret = deux
    for pour in ({"ZZ001": "Une"}, {"ZZ002": "Deux"}, {"ZZ001": "Une"}):
        inscrire_dans_un_cadre(
            projet_id=foret, cadre="accord-de-paris", comment=COMMENT, jour=JOUR, par=MOI, au_nom_de=pour
        )
    vivantes = Affirmation.objects.vivantes().about("projet", foret).filter(champs__has_key="au_nom_de")
    assert sorted(next(iter(a.champs["au_nom_de"])) for a in vivantes) == ["ZZ001", "ZZ002"]


def test_le_redire_remplace_sa_parole_et_deux_personnes_ne_s_effacent_pas(deux: tuple[int, int]) -> None:
    _eau, foret = deux
    premiere = _dire(foret)
    assert _dire(foret).pk == premiere.pk
    _dire(foret, comment="Autrement.")
    _dire(foret, par=ELLE)
    assert sorted(_cadres(foret)["accord-de-paris"][0]) == ["Autrement.", COMMENT]
    assert Journal.objects.filter(verbe="inscrire_dans_un_cadre", objet_type="projet", objet_id=foret).count() == 3
    dite = next(d for c in fiche(foret, jour=JOUR).cadres for d in c.dits)  # type: ignore[union-attr]
    assert (dite.dit_par, dite.date_information) == ("Commune fabriquée", JOUR.isoformat())


def test_ce_qui_se_refuse_dit_pourquoi_et_n_ecrit_rien(deux: tuple[int, int]) -> None:
    avant = Affirmation.objects.count(), Journal.objects.count()
    for faux in ({"cadre": "plan-sur-la-comete"}, {"comment": "  "}, {"comment": "x" * 601},
                 {"date_information": "demain"}, {"date_information": "2999"}):  # fmt: skip
        with pytest.raises(ChampRefuse):
            _dire(deux[0], **faux)
    assert (Affirmation.objects.count(), Journal.objects.count()) == avant


def test_on_reprend_ce_qu_on_a_dit_et_rien_d_autre(deux: tuple[int, int]) -> None:
    eau, _foret = deux
    dite = _dire(eau, cadre="agenda-2030")
    assert _cadres(eau)["agenda-2030"][0] == [COMMENT]
    for _fois in range(2):
        retirer_d_un_cadre(affirmation_id=dite.pk, par=ELLE)
    assert _cadres(eau)["agenda-2030"] == ([], ["ODD 6, 3, 13", "dispositif FICOL 2024"])
    assert not ClassementProjet.objects.filter(nomenclature="cadre").exists()
    fichier = Affirmation.objects.vivantes().about("projet", eau).get()
    with pytest.raises(ChampRefuse):
        retirer_d_un_cadre(affirmation_id=fichier.pk, par=MOI)
    assert fiche(eau, jour=JOUR) is not None


def test_un_cadre_dit_par_un_fichier_s_ajoute_sans_comment_et_part_avec_lui(deux: tuple[int, int]) -> None:
    eau, _foret = deux
    bouts: dict[str, Any] = {"porteurs": (commune(1),), "titre": "Eau (fabriqué)"}
    appliquer(projets=[projet("p1", cadres=(("cerv", ""),), brut={"v": 2}, **bouts)])
    _dire(eau)
    assert _cadres(eau)["cerv"] == ([""], []) and _cadres(eau)["accord-de-paris"] == ([COMMENT], [])
    appliquer(projets=[projet("p1", brut={"v": 3}, **bouts)])
    assert set(_cadres(eau)) == {"accord-de-paris", "agenda-2030"}


def test_sous_un_masque_les_paroles_se_taisent_partout(
    deux: tuple[int, int], client: Client, index_suivi: Callable[[], Any]
) -> None:
    eau, foret = deux
    for pk in deux:
        _dire(pk, comment="SECRET-DU-CADRE")
        marquer_sensible(objet="projet", objet_id=pk, masque_noms=True, par=MOI)
    index_suivi()
    assert set(_cadres(eau)) == {"agenda-2030"} and _cadres(foret) == {}
    assert _cadres(eau)["agenda-2030"][1] == ["ODD 6, 3, 13"]
    assert {c.code for c in facette(Filtre(), "cadre", "projets")} == {"agenda-2030"}
    for adresse in (f"/projets/{eau}/", f"/projets/{foret}/", "/projets.csv", "/projets.json", "/api/v1/projets",
                    "/cadres/accord-de-paris/", "/projets/?q=accord+de+paris"):  # fmt: skip
        reponse = client.get(adresse, follow=True)
        corps = b"".join(reponse.streaming_content) if reponse.streaming else reponse.content  # type: ignore[arg-type]
        assert b"SECRET-DU-CADRE" not in corps, adresse


def test_l_index_suit_et_la_facette_rassemble_dits_et_deduits(
    deux: tuple[int, int], index_suivi: Callable[[], Any]
) -> None:
    """Le vrai index : compter, trouver par le nom du cadre, exporter les dits à part des déduits."""
    eau, foret = deux
    index_suivi()
    dite = _dire(foret, cadre="agenda-2030")
    _dire(foret)
    assert not index_suivi().refait
    nombres = {c.code: c.nombre for c in facette(Filtre(), "cadre", "projets")}
    assert nombres == {"agenda-2030": 2, "accord-de-paris": 1}
    assert [f.titre for f in facettes(Filtre(), "projets") if f.nom == "cadre"] == ["S’inscrit dans"]
    assert [p.id for p in projets(Filtre(cadre=("accord-de-paris",)), jour=JOUR).elements] == [foret]
    assert [p.id for p in projets(Filtre(texte="accord paris"), jour=JOUR).elements] == [foret]
    fiches = {t.id: t.fiche for t in moteur().lire("projets", (eau, foret))}
    assert fiches[foret]["cadres"] == ("agenda-2030", "accord-de-paris")
    assert f"accord-de-paris : {COMMENT}" in fiches[foret]["cadres_comment"]  # type: ignore[operator]
    assert (fiches[eau]["cadres"], fiches[eau]["cadres_deduits"]) == ((), ("agenda-2030",))
    retirer_d_un_cadre(affirmation_id=dite.pk, par=MOI)
    assert not index_suivi().refait
    assert {c.code: c.nombre for c in facette(Filtre(), "cadre", "projets")}["agenda-2030"] == 1


def test_un_projet_fondu_garde_ses_cadres_et_les_rend(deux: tuple[int, int]) -> None:
    eau, foret = deux
    _dire(foret)
    fondre_projets(garde=eau, fondu=foret, par=MOI)
    assert _cadres(eau)["accord-de-paris"][0] == [COMMENT]
    separer_projets(garde=eau, fondu=foret, par=MOI)
    assert "accord-de-paris" not in _cadres(eau) and _cadres(foret)["accord-de-paris"][0] == [COMMENT]


def test_annuler_la_correction_vaut_reprendre(deux: tuple[int, int]) -> None:
    dite = _dire(deux[1], jour=date(2026, 11, 22))
    annuler_correction(affirmation_id=dite.pk, par=MOI)
    assert _cadres(deux[1]) == {}


def test_la_page_dit_comment_par_qui_quand_et_chacun_mene_a_sa_facette(
    deux: tuple[int, int], client: Client, index_suivi: Callable[[], Any]
) -> None:
    _eau, foret = deux
    _dire(foret, adresse="https://exemple.invalid/plan", date_information="2026-05")
    _dire(foret, cadre="pip-madagascar-2021-2027")
    index_suivi()
    html = client.get(f"/projets/{foret}/", follow=True).content.decode()
    morceau = unescape(html.split('id="cadres"')[1].split("</section>")[0])
    for mot in (COMMENT, "Dit par Commune fabriquée", "mai\xa02026", "exemple.invalid", "Stratégie de pays",
                "à vérifier"):  # fmt: skip
        assert mot in morceau, mot
    liens = re.findall(r'href="(/projets/\?[^"]+)"', morceau)
    assert liens == ["/projets/?cadre=pip-madagascar-2021-2027", "/projets/?cadre=accord-de-paris"]
    for lien in liens:
        assert "Forêt (fabriqué)" in client.get(lien).content.decode()


def test_le_meme_filtre_partout_liste_carte_exports_api_phrase(
    deux: tuple[int, int], client: Client, index_suivi: Callable[[], Any]
) -> None:
    eau, foret = deux
    _dire(foret)
    index_suivi()
    filtre = comprendre("accord de paris")
    assert filtre == Filtre(cadre=("accord-de-paris",))
    assert phrase(filtre, 1, "projets").replace("\xa0", " ") == (
        "1 projet qui s’inscrit dans « Accord de Paris sur le climat »"
    )
    for adresse in ("/projets/?", "/projets/?vue=carte&", "/projets.csv?", "/projets.json?", "/projets.geojson?",
                    "/projets.atom?", "/api/v1/projets?"):  # fmt: skip
        reponse = client.get(f"{adresse}cadre=accord-de-paris")
        corps = (b"".join(reponse.streaming_content) if reponse.streaming else reponse.content).decode()  # type: ignore[arg-type]
        assert reponse.status_code == 200 and f"/projets/{foret}-" in corps, adresse
        assert f"/projets/{eau}-" not in corps, adresse
    faute = client.get("/api/v1/projets?cadre=plan-sur-la-comete")
    assert faute.status_code == 422 and "accord-de-paris" in faute.content.decode()
    assert "agenda-2030" in client.get("/api/v1/thesaurus/cadres").content.decode()
