"""Fondre et séparer : rien ne se perd, tout se rend (B4, B22)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from jumelles.acteurs.designation import Partie
from jumelles.acteurs.models import Acteur
from jumelles.cooperations import operations
from jumelles.cooperations.coherence import verifier
from jumelles.cooperations.declarations import FinancementDit
from jumelles.cooperations.models import Deplacement, Financement, ParticipationRelation, Projet, Relation
from jumelles.provenance.models import Affirmation, Journal, Jugement
from jumelles.provenance.operations import DejaJuge
from tests.atelier.faits import JOUR, appliquer, projet, relation, une_source
from tests.atelier.monde import acteur, commune, ecarts, etat, un_monde, ville

DE = {"par": "personne:1"}
JOUR_ET_HEURE = datetime(2026, 11, 22, 9, tzinfo=UTC)
# Ce qu'une version de plus ajoute toujours : un relevé, une parole ; et le montant qu'elle récrit.
DITES = ("Releve", "Affirmation")
TANA, TANA_BIS, FIANA = ville("Antsahabe Fabriqué"), ville("Antsahabe (doublon fabriqué)"), ville("Ailleurs Fabriqué")


@pytest.fixture(autouse=True)
def monde(base_vide: str) -> None:
    """Un petit monde inventé, dans une base à soi."""
    un_monde()
    une_source("autre")


def _deux_fiches() -> tuple[int, int]:
    """Une ville dite sous deux noms par deux sources, liée à la même commune ; l'une a un lien de plus, un projet."""
    appliquer(relation("r1", [commune(1), TANA], nature="jumelage", debut="1998", themes=["eau"]))
    appliquer(relation("x1", [commune(1), TANA_BIS], source="autre", nature="partenariat", debut="1999"))
    appliquer(relation("x2", [commune(2), TANA_BIS], source="autre", nature="jumelage", debut="2001"))
    appliquer(projets=[projet("p1", porteurs=(commune(2),), partenaires=(TANA_BIS,))])
    return acteur(TANA), acteur(TANA_BIS)


def _liens(pk: int) -> set[int]:
    return set(Relation.objects.publiees().with_acteur(pk).values_list("pk", flat=True))


def test_une_fusion_garde_tout_lien_et_toute_source_et_se_defait_exactement() -> None:
    """B4, B22 : deux fiches d'une même chose se fondent sans rien perdre, et se séparent comme avant."""
    garde, fondu = _deux_fiches()
    avant = etat()
    operations.fondre_acteurs(garde=garde, fondu=fondu, motif="même ville", **DE)
    assert Acteur.objects.get(pk=fondu).fondu_dans_id == garde
    assert not ParticipationRelation.objects.filter(acteur_id=fondu).exists()
    liens = Relation.objects.publiees().with_acteur(garde)
    assert {frozenset(r.participations.values_list("acteur_id", flat=True)) for r in liens} == {
        frozenset((acteur(commune(1)), garde)), frozenset((acteur(commune(2)), garde)),
    }  # fmt: skip
    double = liens.get(participations__acteur=acteur(commune(1)))
    dites = Affirmation.objects.vivantes().about("relation", double.pk)
    assert set(dites.values_list("source__code", flat=True)) == {"essai", "autre"}
    assert double.divergente, "1998 pour l'une, 1999 pour l'autre : les deux restent"
    assert Projet.objects.get().participations.filter(acteur_id=garde).exists()
    assert verifier() == []
    operations.separer_acteurs(garde=garde, fondu=fondu, **DE)
    assert list(ecarts(avant, etat())) == []
    assert not Deplacement.objects.exists()
    assert verifier() == []


def test_fondre_deux_fois_ne_change_rien() -> None:
    """Juger deux fois la même chose ne change rien."""
    garde, fondu = _deux_fiches()
    premier = operations.fondre_acteurs(garde=garde, fondu=fondu, **DE)
    avant, ecrits = etat(), Journal.objects.count()
    second = operations.fondre_acteurs(garde=garde, fondu=fondu, par="personne:2")
    assert second.pk == premier.pk
    assert (list(ecarts(avant, etat())), Journal.objects.count()) == ([], ecrits)


def _en(ref: int) -> str:
    return f"acteur:{ref}"


def test_pas_un_doublon_se_retient_et_defait_la_fusion() -> None:
    """B22 : ce qu'une personne a distingué ne se refond pas dans son dos."""
    garde, fondu = _deux_fiches()
    avant = etat()
    vivant = operations.fondre_acteurs(garde=garde, fondu=fondu, par="machine:doublons")
    distinct = operations.distinguer(gauche=_en(garde), droite=_en(fondu), vu=[vivant.pk], **DE)
    assert list(ecarts(avant, etat())) == []
    assert Jugement.objects.get(pk=vivant.pk).annule_par == "personne:1"
    with pytest.raises(operations.FusionRefusee, match="pas un doublon"):
        operations.fondre_acteurs(garde=garde, fondu=fondu, par="machine:doublons")
    with pytest.raises(operations.FusionRefusee, match=f"n° {distinct.pk}"):
        operations.fondre_acteurs(garde=garde, fondu=fondu, par="personne:2")
    operations.fondre_acteurs(garde=garde, fondu=fondu, vu=[distinct.pk], par="personne:2")
    assert Acteur.objects.get(pk=fondu).fondu_dans_id == garde


def test_deux_personnes_ne_perdent_jamais_une_decision() -> None:
    """B22 : la seconde apprend qui a décidé quoi, et quand ; redire la même chose ne la gêne pas."""
    garde, fondu = _deux_fiches()
    operations.distinguer(gauche=_en(garde), droite=_en(fondu), vu=[], par="personne:1")
    with pytest.raises(DejaJuge, match=r"personne:1 a jugé avant vous.*deux choses différentes") as refus:
        operations.fondre_acteurs(garde=garde, fondu=fondu, vu=[], par="personne:2")
    assert (refus.value.par, refus.value.jugement.verdict) == ("personne:1", "differents")
    assert Acteur.objects.get(pk=fondu).fondu_dans_id is None
    meme = operations.distinguer(gauche=_en(fondu), droite=_en(garde), vu=[], par="personne:2")
    assert meme.auteur == "personne:1"
    operations.annuler_decision(jugement_id=meme.pk, par="personne:1")
    with pytest.raises(DejaJuge, match="a annulé un jugement"):
        operations.fondre_acteurs(garde=garde, fondu=fondu, vu=[meme.pk], par="personne:2")


def test_un_import_apres_la_fusion_ne_recree_rien_et_se_separe_avec_elle() -> None:
    """B4, B15 : la source redit sa fiche sous son ancien nom ; elle va au lien gardé, la correction tient."""
    garde, fondu = _deux_fiches()
    operations.fondre_acteurs(garde=garde, fondu=fondu, **DE)
    lien = Relation.objects.publiees().get(participations__acteur=acteur(commune(2)))
    operations.corriger_relation(relation_id=lien.pk, champs={"debut": "1963"}, jour=JOUR, **DE)
    acteurs, liens = Acteur.objects.count(), Relation.objects.count()
    appliquer(relation("x2", [commune(2), TANA_BIS], source="autre", nature="jumelage", debut="2002", brut={"v": 2}))
    appliquer(relation("x9", [commune(3), TANA_BIS], source="autre", nature="jumelage"))
    assert (Acteur.objects.count(), Relation.objects.count()) == (acteurs + 1, liens + 1), (
        "seule la commune 3 est neuve"
    )
    assert Relation.objects.get(pk=lien.pk).debut == "1963"
    assert Relation.objects.publiees().with_acteur(garde).count() == 3
    assert verifier() == []
    operations.separer_acteurs(garde=garde, fondu=fondu, **DE)
    assert {acteur(commune(2)), acteur(commune(3))} <= {
        a
        for pk in _liens(fondu)
        for a in Relation.objects.get(pk=pk).participations.values_list("acteur_id", flat=True)
    }
    assert (len(_liens(garde)), verifier()) == (1, [])


def test_fondre_ne_devoile_jamais() -> None:
    """Un lien masqué le reste, son double aussi, ses projets aussi ; séparés, ce qu'on a masqué ensemble le reste."""
    garde, fondu = _deux_fiches()
    masque = Relation.objects.get(participations__acteur=fondu, nature="partenariat")
    operations.marquer_sensible(objet="relation", objet_id=masque.pk, masque_partenaire=True, **DE)
    avant = etat()
    operations.fondre_acteurs(garde=garde, fondu=fondu, **DE)
    reuni = Relation.objects.publiees().get(participations__acteur=acteur(commune(1)))
    assert (reuni.sensible, reuni.masque_partenaire, reuni.masque_lieu) == (True, True, False)
    operations.separer_acteurs(garde=garde, fondu=fondu, **DE)
    assert list(ecarts(avant, etat())) == []
    operations.fondre_acteurs(garde=garde, fondu=fondu, **DE)
    operations.marquer_sensible(objet="relation", objet_id=reuni.pk, masque_lieu=True, **DE)
    operations.separer_acteurs(garde=garde, fondu=fondu, **DE)
    doubles = Relation.objects.filter(participations__acteur=acteur(commune(1)))
    assert [r.masque_lieu for r in doubles] == [True, True]


def test_un_acteur_cache_ne_donne_ni_son_nom_ni_son_point() -> None:
    """Celui que seules des relations masquées font connaître s'efface devant l'autre, même si on voulait le garder."""
    cache = Partie("Caché Fabriqué", "MG", niveau="ville", lat=-18.5, lon=47.5)
    appliquer(relation("c1", [commune(1), cache], nature="jumelage"), relation("c2", [commune(2), FIANA]))
    lien = Relation.objects.get(participations__acteur=acteur(cache))
    operations.marquer_sensible(objet="relation", objet_id=lien.pk, masque_lieu=True, **DE)
    operations.fondre_acteurs(garde=acteur(cache), fondu=acteur(FIANA), **DE)
    montre = Acteur.objects.publies().get(nom=FIANA.nom)
    assert (montre.lat, Acteur.objects.get(nom=cache.nom).fondu_dans_id) == (None, montre.pk)
    assert Relation.objects.get(pk=lien.pk).masque_lieu


@pytest.mark.parametrize(
    ("cas", "raison"),
    [
        ("collectivites", "deux collectivités"),
        ("mauvais_sens", "gardez « Fabriquée-sur-Isère »"),
        ("pays", "pas du même pays"),
        ("bouts", "l'un à l'autre"),
        ("soi", "dans lui-même"),
        ("absent", "n'existe pas"),
        ("demonstration", "inventé pour la démonstration"),
    ],
)
def test_ce_qui_ne_se_fond_pas_dit_pourquoi_et_que_faire(cas: str, raison: str) -> None:
    """B4 : un refus dit où, quoi, pourquoi, comment ; rien n'est écrit."""
    garde, _fondu = _deux_fiches()
    francaise = Partie("Association fabriquée", "FR", nature="association")
    appliquer(
        relation("a1", [francaise, FIANA]),
        relation("a2", [TANA, FIANA]),
        relation("a3", [commune(3), ville("X", "DE")]),
    )
    Acteur.objects.filter(nom="X").update(demonstration=cas == "demonstration")
    paires = {
        "collectivites": (acteur(commune(1)), acteur(commune(2))),
        "mauvais_sens": (acteur(francaise), acteur(commune(1))),
        "pays": (garde, acteur(ville("X", "DE"))), "bouts": (acteur(TANA), acteur(FIANA)), "soi": (garde, garde),
        "absent": (garde, 999_999), "demonstration": (garde, acteur(ville("X", "DE"))),
    }  # fmt: skip
    avant = etat()
    with pytest.raises(operations.FusionRefusee, match=raison):
        operations.fondre_acteurs(garde=paires[cas][0], fondu=paires[cas][1], **DE)
    assert list(ecarts(avant, etat())) == []


def test_une_chaine_mene_droit_a_la_fiche_gardee() -> None:
    """A dans B, B dans C : A mène à C ; séparer B de C laisse A dans B."""
    _deux_fiches()
    appliquer(relation("c2", [commune(2), FIANA]))
    a, b, c = acteur(FIANA), acteur(TANA_BIS), acteur(TANA)
    operations.fondre_acteurs(garde=b, fondu=a, **DE)
    operations.fondre_acteurs(garde=c, fondu=b, **DE)
    assert dict(Acteur.objects.filter(pk__in=(a, b)).values_list("pk", "fondu_dans_id")) == {a: c, b: c}
    with pytest.raises(operations.FusionRefusee, match="que par d'autres fiches"):
        operations.separer_acteurs(garde=c, fondu=a, **DE)
    operations.separer_acteurs(garde=c, fondu=b, **DE)
    assert dict(Acteur.objects.filter(pk__in=(a, b)).values_list("pk", "fondu_dans_id")) == {a: b, b: None}


def test_un_lien_et_un_projet_se_fondent_et_se_separent() -> None:
    """Deux tranches d'une même source s'ajoutent ; le même montant dit par deux sources ne compte qu'une fois."""
    garde, _ = _deux_fiches()
    appliquer(relation("b1", [commune(1), TANA], nature="bureau_representation", debut="2010"))
    tranche = FinancementDit("Agence fabriquée", Decimal("40"), "engage")
    appliquer(
        projets=[projet("p2", porteurs=(commune(2),), partenaires=(TANA_BIS,), financements=(tranche,), brut={"t": 2})]
    )
    un, deux = Projet.objects.order_by("pk").values_list("pk", flat=True)
    lien, bureau = (
        Relation.objects.get(participations__acteur=garde, nature=n).pk for n in ("jumelage", "bureau_representation")
    )
    avant = etat()
    operations.fondre_projets(garde=un, fondu=deux, motif="deux tranches", **DE)
    operations.fondre_relations(garde=lien, fondue=bureau, **DE)
    montants = Financement.objects.filter(projet_id=un).order_by("montant").values_list("montant", flat=True)
    assert list(montants) == [Decimal("40"), Decimal("100")]
    assert Relation.objects.get(pk=bureau).fondue_dans_id == lien
    assert Affirmation.objects.vivantes().about("relation", lien).count() == 2
    redit = projet("p1", porteurs=(commune(2),), partenaires=(TANA_BIS,), brut={"v": 2}, etat_dit="Achevé")
    appliquer(projets=[redit])
    assert sum(Financement.objects.filter(projet_id=un).values_list("montant", flat=True)) == 140
    assert verifier() == []
    appliquer(projets=[projet("p1", porteurs=(commune(2),), partenaires=(TANA_BIS,))])
    operations.separer_relations(garde=lien, fondue=bureau, **DE)
    operations.separer_projets(garde=un, fondu=deux, **DE)
    assert list(ecarts({t: x for t, x in avant.items() if t not in DITES}, etat(*DITES))) == []
    assert verifier() == []


def test_le_meme_montant_dit_par_deux_sources_ne_compte_qu_une_fois() -> None:
    appliquer(projets=[projet("p1", porteurs=(commune(1),), partenaires=(TANA,))])
    une_source("essai2")
    autre = projet("p1", porteurs=(commune(1),), partenaires=(TANA,), titre="Le même (fabriqué)")
    appliquer(projets=[replace(autre, dit=replace(autre.dit, source_code="essai2"))])
    un, deux = Projet.objects.order_by("pk").values_list("pk", flat=True)
    avant = etat()
    operations.fondre_projets(garde=un, fondu=deux, **DE)
    assert list(Financement.objects.values_list("montant", flat=True)) == [Decimal("100")]
    operations.separer_projets(garde=un, fondu=deux, **DE)
    assert list(ecarts(avant, etat())) == []


@pytest.mark.parametrize(
    ("faute", "raison"),
    [
        (lambda g, f: Acteur.objects.filter(pk=f).update(fondu_dans=None), "les tables non"),
        (lambda g, f: Jugement.objects.update(annule_le=JOUR_ET_HEURE), "sans qu'aucun jugement vivant"),
        (lambda g, f: Acteur.objects.filter(nom="Fabriquée-en-Bresse").update(fondu_dans_id=f), "lui-même fondu"),
        (lambda g, f: ParticipationRelation.objects.filter(acteur=g).update(acteur=f), "renvoie à acteur"),
        (lambda g, f: Jugement.objects.update(verdict="differents"), "quelqu'un a dit qu'il est distinct"),
    ],
)
def test_verifier_voit_une_entite_qui_n_est_pas_celle_des_jugements(
    faute: Callable[[int, int], object], raison: str
) -> None:
    """B22 : `jumelles verifier` relit les fusions."""
    garde, fondu = _deux_fiches()
    operations.fondre_acteurs(garde=garde, fondu=fondu, **DE)
    assert verifier() == []
    faute(garde, fondu)
    assert any(raison in ecart.raison for ecart in verifier())
