"""Les aperçus : les nombres d'une page sont ceux de la base, sans qu'elle lise chaque relation."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.test import Client

from jumelles.acteurs.models import Acteur
from jumelles.cooperations.models import ParticipationRelation, Relation
from jumelles.cooperations.operations import marquer_sensible
from jumelles.cooperations.requetes import Bilan, bilan
from jumelles.recherche import apercus
from jumelles.recherche.filtre import Filtre
from jumelles.recherche.memoire import garder
from jumelles.recherche.moteur import moteur
from jumelles.recherche.requetes import compter
from jumelles.recherche.traces import traces
from jumelles.referentiel.nombres import milliers
from tests.atelier.lectures import relations_du_pays

pytestmark = pytest.mark.django_db
JOUR = date(2026, 11, 21)
ALLEMAGNE = Filtre(pays=("DE",))


def test_les_nombres_de_l_accueil_sont_ceux_de_la_base() -> None:
    """C0.2 : liens, partenaires et pays comptés par l'index, et comptés ligne à ligne."""
    compte = Bilan(
        liens=compter(Filtre(), "relations"), partenaires=apercus.partenaires(),
        pays=len(apercus.relations_par(Filtre(), "pays")),
    )  # fmt: skip
    assert compte == bilan()


def test_l_apercu_d_un_pays_compte_comme_ses_lignes() -> None:
    """C4.1 : total, dates, états, thèmes, natures et sources d'un pays."""
    lignes = relations_du_pays("DE", jour=JOUR)
    vu = apercus.apercu(ALLEMAGNE)
    assert (vu.total, vu.datees) == (len(lignes), sum(bool(r.debut) for r in lignes))
    assert (vu.sans_etat, vu.classees) == (
        sum(r.etat == "non_renseigne" for r in lignes), sum(bool(r.themes) for r in lignes)
    )  # fmt: skip
    assert vu.confirmees == sum(r.confirmee for r in lignes)
    assert set(vu.sources) == {code for r in lignes for code, _ in r.sources}
    assert vu.natures["jumelage"] >= sum(r.nature == "jumelage" for r in lignes)


def test_les_partenaires_d_un_pays_ont_une_relation() -> None:
    siens = ParticipationRelation.objects.comptees().filter(acteur__pays_id="DE", acteur__sensible=False)
    assert apercus.partenaires(("DE",)) == siens.values("acteur").distinct().count()
    assert apercus.partenaires(("FJ",)) == 0


def test_les_premieres_lignes_sont_les_plus_anciennes() -> None:
    debuts = [r.debut for r in apercus.premieres_relations(ALLEMAGNE, nombre=30, jour=JOUR)]
    dates = [d for d in debuts if d]
    assert dates == sorted(dates)
    assert debuts == dates + [""] * (30 - len(dates))


def test_chaque_relation_est_tracee_ou_comptee() -> None:
    """B7 : ce qu'aucun arc ne montre se dit en toutes lettres."""
    trouves = traces(ALLEMAGNE)
    assert not trouves.reunis
    assert trouves.situees + trouves.muettes == moteur().compter(ALLEMAGNE, "relations")
    assert len(trouves.traits) >= trouves.situees > 10


def test_trop_de_liens_se_reunissent_par_departement_et_pays() -> None:
    """Un arc réuni finit au milieu du pays : il ne prétend pas à une ville."""
    trouves = traces(ALLEMAGNE, seuil=10)
    assert trouves.reunis
    assert len({(x, y) for _, _, x, y in trouves.traits}) == 1
    assert 10 < len(trouves.traits) < len(traces(ALLEMAGNE).traits)
    assert (trouves.situees, trouves.muettes) == (traces(ALLEMAGNE).situees, traces(ALLEMAGNE).muettes)


def test_une_relation_qui_cache_son_lieu_ne_se_trace_plus(index_suivi: Callable[[], Any]) -> None:
    avant = traces(ALLEMAGNE)
    situee = Relation.objects.filter(participations__acteur__pays_id="DE", participations__acteur__lat__isnull=False)
    pk = situee.order_by("pk").values_list("pk", flat=True)[0]
    marquer_sensible(objet="relation", objet_id=pk, par="personne:1", masque_lieu=True)
    index_suivi()
    apres = traces(ALLEMAGNE)
    assert (apres.situees, apres.muettes) == (avant.situees - 1, avant.muettes + 1)


def test_le_plan_du_site_donne_chaque_acteur_une_fois(client: Client) -> None:
    publies = Acteur.objects.reels().count()
    dernier = apercus.dernier_numero("acteurs")
    tranches = [apercus.adresses_entre("acteurs", debut, debut + 1000) for debut in range(0, dernier, 1000)]
    adresses = [adresse for tranche in tranches for adresse in tranche]
    assert len(adresses) == len(set(adresses)) == publies
    assert client.get("/sitemap-acteurs.xml").content.decode().count("<loc>") <= 5000


def test_une_reponse_gardee_se_refait_apres_une_ecriture(index_suivi: Callable[[], Any]) -> None:
    """D8 : rien de périmé au-delà de ce que l'index met à suivre."""
    faites: list[int] = []

    def compter() -> int:
        faites.append(1)
        return len(faites)

    assert [garder("essai", compter), garder("essai", compter)] == [1, 1]
    pk = Relation.objects.reelles().order_by("pk").values_list("pk", flat=True)[0]
    marquer_sensible(objet="relation", objet_id=pk, par="personne:1", masque_noms=True)
    assert garder("essai", compter) == 2


@pytest.mark.parametrize("iso2", ["DE", "MG", "FJ"])
def test_les_nombres_d_un_pays_sont_ceux_des_listes(client: Client, iso2: str) -> None:
    """C4.1 : un nombre qui mène à une liste est celui de cette liste."""
    html = client.get(f"/pays/{iso2.lower()}/", follow=True).content.decode()
    ici = Filtre(pays_action=(iso2,), type_acteur=("collectivite",))
    voulu = moteur().compter(ici, "acteurs")
    assert f'?{ici.to_query().replace("&", "&amp;")}"' in html or not moteur().compter(
        Filtre(pays=(iso2,)), "relations"
    )
    if voulu:
        assert f'chiffre__nombre">{milliers(voulu)}</span><a href="/acteurs/' in html


def test_la_demonstration_ne_s_ajoute_pas_aux_comptes_d_un_pays() -> None:
    assert apercus.apercu(replace(ALLEMAGNE, demonstration=True)).total == 0
