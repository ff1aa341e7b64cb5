"""Un seul filtre : adresse, liste, comptes et phrase disent la même chose."""

from datetime import date

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jumelles.cooperations.models import Relation
from jumelles.recherche import conditions
from jumelles.recherche.conditions import seuil_de_confirmation
from jumelles.recherche.ancien_filtre import FACETTES, FiltreRelations
from jumelles.recherche.phrase import phrase
from jumelles.recherche.requetes import chercher, facette, ids_des_relations, projets, relations, relaxer
from jumelles.referentiel.nombres import milliers

JOUR = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("adresse", "attendu"),
    [
        ("", FiltreRelations()),
        ("pays=mg&pays=DE&odd=6", FiltreRelations(pays=("MG", "DE"), odd=("6",))),
        ("pays=MG&pays=MG", FiltreRelations(pays=("MG",))),
        ("q=%00+eau+", FiltreRelations(texte="eau")),
        ("depuis=1998&jusque=abc", FiltreRelations(depuis=1998)),
        ("depuis=99999999999999999999", FiltreRelations()),
        ("couleur=rouge", FiltreRelations()),
    ],
)
def test_une_adresse_se_lit_et_se_redit(adresse: str, attendu: FiltreRelations) -> None:
    lu = FiltreRelations.from_query(QueryDict(adresse))
    assert lu == attendu
    assert FiltreRelations.from_query(QueryDict(lu.to_query())) == attendu


@given(st.text(max_size=300), st.text(max_size=300))
def test_toute_adresse_se_lit_sans_erreur(nom: str, valeur: str) -> None:
    FiltreRelations.from_query({nom: valeur, "q": valeur, "pays": valeur, "depuis": valeur})


def test_le_seuil_de_confirmation_tombe_juste() -> None:
    assert seuil_de_confirmation(JOUR) == date(2024, 12, 1)


@pytest.mark.django_db
def test_liste_compte_et_identifiants_sont_les_memes_pour_chaque_valeur_de_facette() -> None:
    for nom in FACETTES:
        for choix in facette(FiltreRelations(), nom, jour=JOUR)[:4]:
            filtre = FiltreRelations(**{nom: (choix.code,)})
            page = relations(filtre, jour=JOUR, taille=10_000)
            assert page.total == choix.nombre, (nom, choix)
            assert [r.id for r in page.elements] == list(ids_des_relations(filtre, jour=JOUR))


@pytest.mark.django_db
def test_une_facette_ignore_son_propre_choix_et_suit_les_autres() -> None:
    libre = {c.code: c.nombre for c in facette(FiltreRelations(), "pays", jour=JOUR)}
    choisie = {c.code: c.nombre for c in facette(FiltreRelations(pays=("MG",)), "pays", jour=JOUR)}
    assert libre == choisie
    autre = {c.code: c.nombre for c in facette(FiltreRelations(nature=("jumelage",)), "pays", jour=JOUR)}
    assert autre != libre


@pytest.mark.django_db
def test_ou_dans_une_facette_et_entre_facettes() -> None:
    mg = set(ids_des_relations(FiltreRelations(pays=("MG",)), jour=JOUR))
    sn = set(ids_des_relations(FiltreRelations(pays=("SN",)), jour=JOUR))
    assert set(ids_des_relations(FiltreRelations(pays=("MG", "SN")), jour=JOUR)) == mg | sn
    jumelages = set(ids_des_relations(FiltreRelations(nature=("jumelage",)), jour=JOUR))
    assert set(ids_des_relations(FiltreRelations(pays=("SN",), nature=("jumelage",)), jour=JOUR)) == sn & jumelages
    assert mg
    assert sn


@pytest.mark.django_db
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(FACETTES), st.sampled_from(["MG", "6", "jumelage", "x'; drop", "💥", "38"])))
def test_un_filtre_contradictoire_repond_et_propose_lequel_relacher(choix: dict[str, str]) -> None:
    filtre = FiltreRelations(**{nom: (valeur,) for nom, valeur in choix.items()})
    total = relations(filtre, jour=JOUR).total
    assert 0 <= total <= Relation.objects.count()
    assert all(nombre > 0 for _, _, nombre in relaxer(filtre, jour=JOUR))
    assert phrase(filtre, total).startswith(milliers(total) if total else "Aucun")


@pytest.mark.django_db
def test_la_phrase_parle_francais() -> None:
    dite = phrase(FiltreRelations(pays=("MG",), nature=("cooperation_decentralisee",), region=("28",)), 2)
    assert dite == (
        "2 jumelages et partenariats, de nature coopération décentralisée, depuis la région Normandie, à Madagascar"
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("texte", "famille", "premier"),
    [
        ("Grenoble", "territoires", "38185"),
        ("grenoble ", "territoires", "38185"),
        ("GRENOBLE", "territoires", "38185"),
        ("38185", "territoires", "38185"),
        ("200040715", "territoires", "200040715"),
        ("Bellegarde-sur-Valserine", "territoires", "01033"),
        ("Picardie", "territoires", "R32"),
        ("conseil général des Yvelines", "territoires", "D78"),
        ("Madagascar", "pays", "MG"),
        ("cote d ivoire", "pays", "CI"),
        ("Saint-Étienne", "territoires", "42218"),
        ("St Etienne", "territoires", "42218"),
        ("Dunkirk", "territoires", "59183"),
        ("odd 6", "odd", "6"),
    ],
)
def test_la_boite_de_recherche_trouve(texte: str, famille: str, premier: str) -> None:
    trouves = getattr(chercher(texte), famille)
    assert trouves, texte
    tete = trouves[0]
    assert (tete[0] if isinstance(tete, tuple) else getattr(tete, "code", None) or tete.iso2) == premier


@pytest.mark.django_db
@pytest.mark.parametrize("texte", ["", "   ", "\x00", "%", "_", "'; --", "x" * 10_000, "💥", "zzzzqqqq"])
def test_la_boite_de_recherche_repond_a_tout(texte: str) -> None:
    assert chercher(texte).total >= 0


def test_une_question_d_innombrables_mots_reste_courte(monkeypatch: pytest.MonkeyPatch) -> None:
    """Soixante fois « a » prenait seize secondes : chaque mot parcourt tous les noms, deux fois."""
    parcours: list[object] = []
    monkeypatch.setattr(conditions, "_participantes", lambda **demande: parcours.append(demande) or [])
    conditions.condition_texte("a " * 60)
    assert len(parcours) == 2
    conditions.condition_texte(" ".join("abcdefghijklmnopqrstuvwxyz"))
    assert len(parcours) == 2 + 2 * conditions.MOTS_MAX


@pytest.mark.django_db
def test_un_projet_se_trouve_sans_accents_ni_capitales() -> None:
    from jumelles.cooperations.operations import declarer_projet
    from tests.cooperations.test_operations import _projet, une_source

    une_source()
    pk = declarer_projet(declaration=_projet(titre="Électrification RURALE d'Ihorombe (fabriqué)"), par="machine:essai")
    for texte in ("electrification rurale", "ÉLECTRIFICATION", "rurale fabrique"):
        assert pk in [p.id for p in projets(jour=JOUR, texte=texte).elements], texte
    assert projets(jour=JOUR, texte="electrification urbaine fabrique").total == 0
