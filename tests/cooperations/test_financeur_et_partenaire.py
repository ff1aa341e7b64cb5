"""Un bailleur peut être aussi partenaire du même projet, avec un apport qui n'est pas de l'argent (C5.6)."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from jumelles.acteurs.models import Acteur
from jumelles.cooperations.models import ParticipationProjet, Projet
from jumelles.cooperations.operations import participer
from jumelles.cooperations.regles import ChampRefuse
from jumelles.cooperations.requetes import projet as fiche
from jumelles.provenance.models import Journal
from tests.atelier.faits import JOUR, appliquer, projet
from tests.atelier.monde import commune, un_monde, ville

AGENCE, TITRE = "Agence fabriquée", "Eau potable (fabriqué)"
APPORT = "Douze jours d'expertise hydraulique"


@pytest.fixture
def les_deux(db: None) -> tuple[int, int]:
    """(le projet, l'agence qui le finance)."""
    un_monde()
    appliquer(projets=[projet("p1", porteurs=(commune(1),), partenaires=(ville("Antsahabe Fabriqué"),))])
    return Projet.objects.get(titre=TITRE).pk, Acteur.objects.get(nom=AGENCE).pk


def test_la_page_montre_les_deux_roles_et_le_total_ne_compte_que_les_montants(
    client: Client, les_deux: tuple[int, int]
) -> None:
    pk, agence = les_deux
    avant = fiche(pk, jour=JOUR)
    participer(projet_id=pk, acteur_id=agence, role="partenaire", apport=APPORT, par="essai")
    apres = fiche(pk, jour=JOUR)
    assert avant is not None and apres is not None
    assert avant.total_par_etape == apres.total_par_etape == (("engage", "engagé", Decimal(100), "EUR"),)
    assert {r for r, _, p, _ in apres.participations if p.acteur_id == agence} == {"financeur", "partenaire"}
    html = client.get(f"/projets/{pk}/", follow=True).content.decode()
    rang = html.split("<main")[1].split(AGENCE)[1].split("</tr>")[0]
    assert "Financeur" in rang and "Partenaire" in rang
    assert "Douze jours" in rang


def test_redire_change_l_apport_et_le_journal_le_garde(les_deux: tuple[int, int]) -> None:
    pk, agence = les_deux
    for apport in ("Un jour", APPORT):
        participer(projet_id=pk, acteur_id=agence, role="partenaire", apport=apport, par="essai")
    assert ParticipationProjet.objects.get(acteur=agence, role="partenaire").apport == APPORT
    derniere = Journal.objects.filter(verbe="participer_projet").latest("pk")
    assert (derniere.avant, derniere.par) == ({"apport": "Un jour"}, "essai")
    with pytest.raises(ChampRefuse):
        participer(projet_id=pk, acteur_id=agence, role="mécène", par="essai")


def test_une_source_qui_se_retire_n_ote_pas_ce_qu_une_personne_a_dit(les_deux: tuple[int, int]) -> None:
    pk, agence = les_deux
    participer(projet_id=pk, acteur_id=agence, role="financeur", apport=APPORT, par="essai")
    appliquer(projets=[projet("p1", porteurs=(commune(1),), partenaires=(), financements=(), brut={"v": 2})])
    assert ParticipationProjet.objects.get(acteur=agence, role="financeur").apport == APPORT


def test_le_projet_dit_dans_quel_cadre_et_la_facette_les_rassemble(
    client: Client, index_suivi: Callable[[], Any]
) -> None:
    """C5.7, en partie : l'appel et les ODD ; la stratégie du pays se dit non renseignée."""
    un_monde()
    appliquer(
        projets=[projet("p1", porteurs=(commune(1),), partenaires=(ville("Antsahabe Fabriqué"),), dispositif="FICOL")]
    )
    index_suivi()
    pk = Projet.objects.get(titre=TITRE).pk
    cadres = (
        client.get(f"/projets/{pk}/", follow=True).content.decode().split("Dans quel cadre")[1].split("</section>")[0]
    )
    liens = re.findall(r'href="([^"]+)"', cadres)
    assert "dispositif=FICOL" in liens[0] and {f"/projets/?odd={n}" for n in (6, 3, 13)} == set(liens[1:])
    assert "Stratégie du pays" in cadres and "non renseigné" in cadres
    for lien in liens:
        assert TITRE in client.get(lien).content.decode()
