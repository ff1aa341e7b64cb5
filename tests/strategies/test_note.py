"""La note pour l'élu·e : six réponses, des faits sourcés, rien de masqué, la même à la même question."""

import re
from datetime import date
from types import SimpleNamespace as N
from typing import Any

import pytest

from jumelles.conseil.demande import Besoin
from jumelles.cooperations.models import Relation
from jumelles.cooperations.operations import marquer_sensible
from jumelles.documents.arbre import Lien, Note, Rapport, Tableau, Titre
from jumelles.documents.markdown import write_markdown
from jumelles.documents.pdf import write_pdf
from jumelles.droit.cas import TypeCollectivite
from jumelles.strategies.note.appeler import dire_qui_appeler
from jumelles.strategies.note.composition import NoteElu, composer_note
from jumelles.strategies.note.details import faits_de
from jumelles.strategies.note.faits import actives_la, code_de, situer
from jumelles.strategies.note.loi import INTENTIONS, dire_la_loi, loi_pour
from jumelles.strategies.note.question import QuestionNote
from jumelles.strategies.note.rapport import rapport_de_la_note
from jumelles.strategies.note.sources import citer_source
from jumelles.territoires.requetes import territoire

JOUR = date(2026, 11, 22)
SITE = "https://jumelles.exemple.fr"
PARTIES = [
    "En bref", "Ce qui existe", "Ce que cela coûte", "Ce que la loi permet", "Trois directions", "Qui appeler",
    "Ce que cela pourrait rapporter", "Ce que cette note ne sait pas",
]  # fmt: skip
# Une commune sans lien connu, une ville, une intercommunalité, un département, une région, un statut particulier.
DE_TOUTES_SORTES = ("38130", "38185", "200040715", "D38", "R84", "75056")


def _note(code: str, **dit: Any) -> NoteElu:
    t = territoire(code)
    assert t is not None
    return composer_note(t, QuestionNote(code, **dit), jour=JOUR)


def _rapport(n: NoteElu) -> Rapport:
    return rapport_de_la_note(n, site=SITE, adresse=f"{SITE}/note")


def _texte(n: NoteElu) -> str:
    return write_markdown(_rapport(n))


@pytest.mark.django_db
@pytest.mark.parametrize("code", DE_TOUTES_SORTES)
def test_toute_collectivite_a_sa_note_entiere(code: str) -> None:
    n = _note(code)
    r = _rapport(n)
    assert [b.texte for b in r.blocs if isinstance(b, Titre) and b.niveau == 1] == PARTIES
    texte = _texte(n)
    assert len(n.directions) == 3
    assert "à vérifier auprès de la préfecture" in texte
    assert "None" not in texte
    assert _texte(_note(code)) == texte


@pytest.mark.django_db
@pytest.mark.parametrize("code", DE_TOUTES_SORTES)
def test_la_note_tient_en_quatre_pages_sources_comprises(code: str) -> None:
    """« A four-page note » : avec un thème de service, deux autres et un pays dont l'actualité ouvre la note."""
    import pypdfium2

    n = _note(code, themes=("eau", "sante", "education"), pays="MG")
    document = pypdfium2.PdfDocument(write_pdf(_rapport(n)))
    textes = [page.get_textpage().get_text_range() for page in document]
    assert len(textes) <= 4
    assert "Sources" in "".join(textes)
    document.close()


@pytest.mark.django_db
def test_qui_appeler_nomme_le_reseau_l_ambassade_et_la_prefecture() -> None:
    """Le réseau de la région avec son site ; l'annuaire des ambassades ; jamais un acteur sans sa distance."""
    table = _qui(_note("38130", pays="MG"))
    assert "resacoop.org" in table["RESACOOP"] and "La préfecture" in table
    assert "Annuaire des ambassades" in table["Ambassade de France : Madagascar"]
    assert "Ambassade" not in str(_qui(_note("38130")))
    assert "aucun trouvé pour votre région" in str(_qui(_note("75056")))
    for qui, dit in table.items():
        if dit.endswith("sa page"):
            assert " km." in dit or "Distance non renseignée" in dit, qui


def _qui(n: NoteElu) -> dict[str, str]:
    """La table « qui appeler » : nom → le reste de sa ligne."""
    (tableau,) = [b for b in dire_qui_appeler(n, site=SITE) if isinstance(b, Tableau)]
    return {_nu(qui): " ".join(map(_nu, suite)) for qui, *suite in tableau.lignes}


def _nu(contenu: Any) -> str:
    if isinstance(contenu, tuple):
        return " ".join(_nu(x) for x in contenu if not isinstance(x, Note))
    return contenu.texte if isinstance(contenu, Lien) else str(contenu)


@pytest.mark.django_db
def test_rejoindre_un_pays_ne_nomme_que_des_collectivites_assez_proches() -> None:
    """Ce que l'on compte est ce que l'on nomme, chacune avec sa distance, cent cinquante kilomètres au plus."""
    for code, pays in (("38185", "IT"), ("38130", "MG"), ("67482", "SN")):
        n = _note(code, pays=pays)
        compte = situer(n.portrait, n.conseil, jour=JOUR).compter("voisins_pays", 150)
        dits = faits_de("rejoindre-pays", n.portrait, n.conseil, jour=JOUR)
        assert bool(compte) is bool(dits)
        assert all(int(km) <= 150 for km in re.findall(r"\((\d+)\s*km\)", dits))
        assert "rejoindre-pays" in {d.code for d in n.directions} or not compte


def test_deux_communes_du_meme_nom_sont_deux_appuis() -> None:
    """La voisine et son homonyme se disent toutes deux ; la même, vue deux fois, une seule."""
    engagement = N(pays=(("MG", 1),))
    voisine = N(engage=N(code="ZZ001", nom="Saint-Même", distance_km=9.0), engagement=engagement)
    conseillees = [
        N(acteur=N(nom="Saint-Même", km=km, pays=("MG",), adresse=f"/territoires/{code}-saint-meme/"))
        for code, km in (("ZZ001", 9), ("ZZ002", 40))
    ]
    portrait: Any = N(voisines=(voisine,), englobantes=())
    conseil: Any = N(demande=N(pays="MG"), conseil=N(acteurs=conseillees))
    assert list(actives_la(portrait, conseil)) == [("Saint-Même", 9), ("Saint-Même", 40)]
    assert code_de("/acteurs/12-saint-meme/") == ""


@pytest.mark.django_db
def test_un_programme_europeen_n_est_propose_que_dans_sa_zone() -> None:
    assert not {"Union européenne"} & set(_qui(_note("38130", pays="MG")))
    assert "Union européenne" in _qui(_note("38130", pays="IT"))


@pytest.mark.parametrize(
    ("source", "etat", "attendu"),
    [
        ("Kit, ARRICOD, 2015", "avis d’atelier", Note("Kit, ARRICOD (avis d’atelier)", "2015")),
        ("exploraura.org, 24/05/2023", "trouvé", Note("exploraura.org (trouvé)", "24 mai 2023")),
        ("exploraura.org, 05/2023", "", Note("exploraura.org", "mai 2023")),
        ("Sénat, rapport r12-123", "", Note("Sénat, rapport r12-123")),
    ],
)
def test_une_source_dit_sa_date_une_fois_et_en_mots(source: str, etat: str, attendu: Note) -> None:
    assert citer_source(source, etat) == attendu
    assert citer_source("Wikidata", quand="2017-07").date == "juillet 2017"
    assert citer_source(source, etat, "2026-11-22").date == "22 novembre 2026"


@pytest.mark.django_db
def test_ce_qui_n_est_pas_mesure_ne_vaut_pas_zero() -> None:
    texte = _texte(_note("38130"))
    assert "non mesuré" in texte
    assert not re.search(r"(?<![\d\u00a0])0\u00a0€", texte)


@pytest.mark.django_db
def test_la_question_change_la_note() -> None:
    """C4.9 : un pays, un thème, une direction écartée se voient, et la règle le dit."""
    sans, avec = _note("38185"), _note("38185", pays="IT", besoins=(Besoin.EVALUER_LE_CHANGEMENT,))
    assert avec.directions[0].code == "rejoindre-pays"
    assert "rejoindre-pays" not in {d.code for d in sans.directions}
    assert avec.conseil.gardes[0].type.code == "f3e"
    assert "Règle «\u00a0rejoindre-pays\u00a0»" in _texte(avec)
    ecartee = _note("38185", pays="IT", ecartees=("rejoindre-pays",))
    assert "rejoindre-pays" not in {d.code for d in ecartee.directions}
    assert len(ecartee.directions) == 3


@pytest.mark.django_db
def test_un_partenaire_masque_n_est_nulle_part() -> None:
    n = _note("38185")
    lien = n.portrait.liens[0]
    assert lien.nom in _texte(n)
    marquer_sensible(objet="relation", objet_id=lien.relation.id, masque_partenaire=True, par="essai")
    apres = _texte(_note("38185"))
    assert Relation.objects.filter(pk=lien.relation.id).exists()
    assert lien.nom not in apres


@pytest.mark.django_db
def test_on_ne_propose_pas_de_reveiller_ce_que_l_assemblee_a_clos() -> None:
    avant = _note("38185")
    lien = avant.portrait.liens[0]
    Relation.objects.filter(pk=lien.relation.id).update(etat="clos", etat_depuis="2015-06-30")
    apres = _note("38185")
    assert situer(apres.portrait, apres.conseil, jour=JOUR).liens == len(avant.portrait.liens) - 1
    (reveiller,) = [d for d in apres.directions if d.code == "reveiller"]
    assert f"{len(avant.portrait.liens) - 1}\u00a0liens" in reveiller.raison
    assert lien.nom not in faits_de("reveiller", apres.portrait, apres.conseil, jour=JOUR)
    assert "clos" in _texte(apres)


@pytest.mark.django_db
def test_le_nombre_de_requetes_ne_depend_pas_des_liens(django_assert_max_num_queries: Any) -> None:
    for code in ("38130", "38185", "67482"):
        with django_assert_max_num_queries(40):
            _note(code)


@pytest.mark.parametrize("type_", TypeCollectivite)
def test_chaque_ligne_de_droit_qui_s_applique_est_dite(type_: TypeCollectivite) -> None:
    """« Every applicable row is told » : l'union des avis, jamais un oui sur une règle qui n'est pas sûre."""
    loi = loi_pour(type_, ("eau", "dechets"), jour=JOUR)
    assert {x.action.code for x in loi.lignes} >= {
        "charte",
        "convention",
        "urgence",
        "un_pour_cent_eau_energie",
        "atlas",
    }
    assert all(x.is_sure for x in loi.lignes if x.phrase == "verdict.possible")
    assert {"etat", "non_reconnu"} <= {x.action.code for x in loi.lignes}
    assert len(INTENTIONS) == 5


def _reponses(type_: TypeCollectivite, *themes: str) -> dict[str, str]:
    """La table de droit de la note : action → réponse, dans l'ordre où elle se lit."""
    (tableau,) = [b for b in dire_la_loi(loi_pour(type_, themes, jour=JOUR), droit=SITE) if isinstance(b, Tableau)]
    return {str(action): str(reponse) for action, reponse, _conditions in tableau.lignes}


def test_un_refus_se_dit_refus_et_vient_d_abord() -> None:
    """Une préfecture ne lit pas « à vérifier » là où la loi ferme : entité non reconnue, État étranger."""
    dites = _reponses(TypeCollectivite.DEPARTEMENT)
    refus = [action for action, reponse in dites.items() if reponse.startswith("Pas possible ainsi")]
    assert refus == list(dites)[: len(refus)]
    assert any("non reconnue" in r for r in refus) and any("État étranger" in r for r in refus)


def test_le_theme_eau_et_dechets_mene_aux_deux_un_pour_cent() -> None:
    dites = _reponses(TypeCollectivite.COMMUNE, "eau-dechets")
    assert len([a for a in dites if a.startswith("1")]) == 2


@pytest.mark.django_db
def test_un_avis_date_sur_un_pays_ouvre_la_note() -> None:
    texte = _texte(_note("38130", pays="ML"))
    assert texte.index("La France a suspendu") < texte.index("En bref")
    assert "Votre question" in texte and "Mali" in texte
    assert "La France a suspendu" not in _texte(_note("38130"))


def test_les_actes_viennent_dans_l_ordre() -> None:
    actes = [a.code for a in loi_pour(TypeCollectivite.DEPARTEMENT, pays_apd=True, jour=JOUR).actes]
    ordre = ["deliberation", "transmission_deliberation", "signature", "transmission_convention", "mandatement", "apd"]
    assert [a for a in actes if a in ordre] == ordre
    assert actes[-1] == "atlas"


def test_un_departement_n_a_pas_le_un_pour_cent() -> None:
    loi = loi_pour(TypeCollectivite.DEPARTEMENT, ("eau",), jour=JOUR)
    (ligne,) = [x for x in loi.lignes if x.action.code == "un_pour_cent_eau_energie"]
    assert ligne.phrase.startswith("verdict.impossible")
