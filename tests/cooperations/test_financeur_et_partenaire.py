"""Un bailleur peut être aussi partenaire du même projet, avec un apport qui n'est pas de l'argent (C5.6)."""

from decimal import Decimal

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

AGENCE = "Agence fabriquée"
APPORT = "Douze jours d'expertise hydraulique"


@pytest.fixture
def les_deux(db: None) -> tuple[int, int]:
    """(le projet, l'agence qui le finance)."""
    un_monde()
    appliquer(projets=[projet("p1", porteurs=(commune(1),), partenaires=(ville("Antsahabe Fabriqué"),))])
    return Projet.objects.get().pk, Acteur.objects.get(nom=AGENCE).pk


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
