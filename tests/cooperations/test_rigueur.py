"""Ce qu'une relecture sévère a voulu tenir : journal complet, rien sans source, rien qui trahisse un lien masqué."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from jumelles.acteurs import requetes as acteurs
from jumelles.acteurs.models import Acteur
from jumelles.cooperations import operations, requetes
from jumelles.cooperations.coherence import verifier
from jumelles.cooperations.models import Projet, Relation
from jumelles.cooperations.regles import cle_de_lien, etat_acte
from jumelles.provenance.models import Affirmation, Journal, Jugement
from jumelles.recherche.filtre import Filtre
from jumelles.recherche.requetes import acteurs as annuaire
from tests.cooperations.test_operations import (
    ESSEN,
    GRENOBLE,
    JOUR,
    SASSENAGE,
    TANA,
    _projet,
    appliquer,
    la_relation,
    relation,
    une_source,
)

bd = pytest.mark.django_db


def _verbes(objet_type: str, pk: int) -> list[str]:
    return list(
        Journal.objects.filter(objet_type=objet_type, objet_id=pk).order_by("pk").values_list("verbe", flat=True)
    )


@bd
def test_une_source_qui_repete_laisse_sa_ligne_au_journal() -> None:
    """C1.10 : rien ne s'écrit sans ligne, même quand aucune colonne ne bouge."""
    une_source()
    une_source("autre")
    appliquer(relation("r1", [GRENOBLE, TANA], nature="jumelage", debut="1998"))
    pk = la_relation().pk
    avant = len(_verbes("relation", pk))
    appliquer(relation("x9", [GRENOBLE, TANA], source="autre", nature="jumelage", debut="1998"))
    assert _verbes("relation", pk)[avant:] == ["affirmer"]
    assert set(Journal.objects.filter(objet_id=pk, verbe="affirmer").values_list("par", flat=True)) == {"machine:essai"}


@bd
def test_un_releve_plus_recent_dit_au_journal_quelle_parole_il_remplace() -> None:
    une_source()
    appliquer(relation("r1", [GRENOBLE, TANA], nature="jumelage", brut={"v": 1}))
    premiere = Affirmation.objects.get(objet_type="relation", objet_id=la_relation().pk)
    appliquer(relation("r1", [GRENOBLE, TANA], nature="jumelage", brut={"v": 2}))
    ligne = Journal.objects.get(verbe="remplacer_affirmation", objet_id=la_relation().pk)
    assert ligne.avant == {"affirmation": premiere.pk}


@bd
def test_retirer_la_derniere_parole_retire_le_lien_et_la_source_suivante_le_rouvre() -> None:
    une_source()
    une_source("autre")
    appliquer(relation("r1", [GRENOBLE, TANA], nature="jumelage"))
    lien = la_relation()
    parole = Affirmation.objects.get(objet_type="relation", objet_id=lien.pk)
    operations.annuler_correction(affirmation_id=parole.pk, par="personne:1")
    assert requetes.relation(lien.pk, jour=JOUR) is None
    assert verifier() == []
    appliquer(relation("x9", [GRENOBLE, TANA], source="autre", nature="jumelage"))
    assert requetes.relation(lien.pk, jour=JOUR) is not None


@bd
@pytest.mark.parametrize("masquer", ["relation", "projet"])
def test_un_objet_masque_ne_mene_pas_a_celui_qui_le_trahirait(masquer: str) -> None:
    """Le projet montré nomme Antsahabe ; la relation masquée n'y mène pas, ni lui à elle."""
    une_source()
    appliquer(projets=[_projet(titre="Eau")])
    lien, projet = la_relation().pk, Projet.objects.get(titre="Eau").pk
    pk = lien if masquer == "relation" else projet
    liees, menes = requetes.projet(projet, jour=JOUR), requetes.relation(lien, jour=JOUR)
    assert liees is not None
    assert menes is not None
    assert ([r.id for r in liees.relations], [p.id for p in menes.projets]) == ([lien], [projet])
    operations.marquer_sensible(objet=masquer, objet_id=pk, par="personne:1", masque_partenaire=True)
    liees, menes = requetes.projet(projet, jour=JOUR), requetes.relation(lien, jour=JOUR)
    assert liees is not None
    assert menes is not None
    assert (liees.relations, menes.projets) == ((), ())


@bd
def test_supprimer_le_lien_montrable_cache_l_acteur_des_liens_masques() -> None:
    une_source()
    appliquer(relation("r1", [GRENOBLE, TANA], nature="jumelage"), relation("r2", [SASSENAGE, TANA], nature="jumelage"))
    tana = Acteur.objects.get(nom=TANA.nom).pk
    masque, montre = Relation.objects.with_acteur(tana).order_by("pk").values_list("pk", flat=True)
    operations.marquer_sensible(objet="relation", objet_id=masque, par="personne:1", masque_partenaire=True)
    assert acteurs.acteur(tana) is not None
    operations.supprimer_relation(relation_id=montre, par="personne:1", motif="essai")
    assert acteurs.acteur(tana) is None
    operations.retablir_relation(relation_id=montre, par="personne:1")
    assert acteurs.acteur(tana) is not None


@bd
def test_l_annuaire_compte_ce_que_la_page_de_l_acteur_montre(index_suivi: Callable[[], object]) -> None:
    """Trois liens d'une autorité : un montré, un masqué, un supprimé ; elle en montre un."""
    une_source()
    appliquer(
        relation("r1", [GRENOBLE, TANA], nature="jumelage"),
        relation("r2", [SASSENAGE, TANA], nature="jumelage"),
        relation("r3", [GRENOBLE, ESSEN, TANA], nature="jumelage"),
    )
    tana = Acteur.objects.get(nom=TANA.nom)
    un, deux, _trois = Relation.objects.with_acteur(tana.pk).order_by("pk").values_list("pk", flat=True)
    operations.marquer_sensible(objet="relation", objet_id=un, par="personne:1", masque_partenaire=True)
    operations.supprimer_relation(relation_id=deux, par="personne:1", motif="essai")
    index_suivi()
    page = annuaire(Filtre(pays=("MG",), texte=tana.nom), jour=JOUR, taille=1000)
    (ligne,) = [a for a in page.elements if a.id == tana.pk]
    montrees = requetes.relations_de(tana.pk, francais=False, jour=JOUR)
    assert (ligne.relations, len(montrees)) == (1, 1)


@bd
def test_actives_le_respecte_la_precision_des_dates() -> None:
    une_source()
    for numero, fin in enumerate(("2026", "2026-11", "2026-11-20", "2025", "")):
        champs = {"fin": fin} if fin else {}
        nature = ("jumelage", "gect", "adhesion_reseau", "bureau_representation", "transfrontaliere")[numero]
        appliquer(relation(f"r{numero}", [GRENOBLE, TANA], nature=nature, etat="actif", debut="2000", **champs))
    tana = Acteur.objects.get(nom=TANA.nom).pk
    actives = Relation.objects.with_acteur(tana).actives_le(date(2026, 11, 21))
    assert sorted(actives.values_list("fin", flat=True)) == ["", "2026", "2026-11"]


def test_un_reseau_de_cent_parties_tient_dans_la_cle() -> None:
    """PostgreSQL refuse ce qui dépasse la colonne ; SQLite ne dit rien."""
    longue = cle_de_lien("adhesion_reseau", range(1_000_000, 1_000_100))
    assert len(longue) <= Relation._meta.get_field("cle").max_length
    assert longue != cle_de_lien("adhesion_reseau", range(1_000_000, 1_000_101))


def test_un_acte_signe_pour_l_an_prochain_n_est_pas_en_vigueur() -> None:
    assert etat_acte(debut="2027-01-01", fin="2030", resilie_le="", jour=JOUR) == "non_renseigne"


@bd
@pytest.mark.parametrize(
    "ecrire",
    [
        lambda: Journal.objects.create(par="", verbe="essai", objet_type="relation", objet_id=1),
        lambda: Jugement.objects.create(gauche="x", verdict="indecis", auteur=""),
    ],
)
def test_la_base_elle_meme_refuse_une_ecriture_sans_auteur(ecrire: Callable[[], object]) -> None:
    """C1.10 : la règle tient aussi pour qui contournerait les opérations."""
    with pytest.raises(IntegrityError), transaction.atomic():
        ecrire()
