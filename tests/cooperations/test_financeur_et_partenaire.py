"""Un bailleur peut être aussi partenaire du même projet, avec un apport qui n'est pas de l'argent (C5.6)."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jumelles.acteurs.models import Acteur
from jumelles.cooperations.models import ParticipationProjet, Projet
from jumelles.cooperations.operations import fondre_acteurs, ne_plus_participer, participer, separer_acteurs
from jumelles.cooperations.operations.participer import RETRAIT, dites_par_des_personnes
from jumelles.cooperations.regles import ChampRefuse
from jumelles.cooperations.requetes import projet as fiche
from jumelles.provenance.models import Journal
from jumelles.recherche.alimentation import comparer
from jumelles.recherche.filtre import SORTES
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


def test_ce_qu_une_personne_a_dit_elle_peut_le_reprendre(les_deux: tuple[int, int]) -> None:
    """Signé, au journal ; redit sans effet ; une source qui le dit encore garde le rôle, sans l'apport."""
    pk, agence = les_deux
    qui: dict[str, Any] = {"projet_id": pk, "acteur_id": agence}
    ne_plus_participer(**qui, role="financeur", par="essai")
    for role in ("partenaire", "financeur"):
        participer(**qui, role=role, apport=APPORT, par="essai")
        for _fois in range(2):
            ne_plus_participer(**qui, role=role, par="une personne")
    roles = ParticipationProjet.objects.filter(projet=pk, acteur=agence)
    assert list(roles.values_list("role", "apport")) == [("financeur", "")]
    retraits = Journal.objects.filter(verbe="ne_plus_participer_projet", objet_id=pk).order_by("pk")
    assert [(x.par, x.avant) for x in retraits] == [
        ("une personne", {"acteur": agence, "role": role, "apport": APPORT}) for role in ("partenaire", "financeur")
    ]
    appliquer(projets=[projet("p1", porteurs=(commune(1),), partenaires=(), financements=(), brut={"v": 2})])
    assert not roles.exists()


def test_un_acteur_fondu_depuis_garde_ce_qu_on_a_dit_de_lui_et_peut_le_rendre(les_deux: tuple[int, int]) -> None:
    pk, agence = les_deux
    garde = Acteur.objects.create(
        nom="Agence qui garde (fabriquée)", nature="autre", cle="agence qui garde", pays_id="FR"
    )
    participer(projet_id=pk, acteur_id=agence, role="partenaire", apport=APPORT, par="essai")
    fondre_acteurs(garde=garde.pk, fondu=agence, par="essai")
    assert {(pk, a, "partenaire") for a in (agence, garde.pk)} <= dites_par_des_personnes([pk])
    ne_plus_participer(projet_id=pk, acteur_id=agence, role="partenaire", par="essai")
    assert not ParticipationProjet.objects.filter(projet=pk, role="partenaire", acteur__in=(agence, garde.pk)).exists()
    separer_acteurs(garde=garde.pk, fondu=agence, par="essai")
    assert list(ParticipationProjet.objects.filter(acteur=agence).values_list("role", flat=True)) == ["financeur"]


def test_l_index_suit_un_role_repris(les_deux: tuple[int, int], index_suivi: Callable[[], Any]) -> None:
    pk, _agence = les_deux
    seul = Acteur.objects.create(nom="Aide d'un jour (fabriquée)", nature="autre", cle="aide d un jour", pays_id="FR")
    participer(projet_id=pk, acteur_id=seul.pk, role="partenaire", apport=APPORT, par="essai")
    index_suivi()
    ne_plus_participer(projet_id=pk, acteur_id=seul.pk, role="partenaire", par="essai")
    assert not index_suivi().refait
    assert list(comparer(SORTES)) == []


def test_les_participations_perdues_ne_coutent_pas_une_requete_chacune(les_deux: tuple[int, int]) -> None:
    def lectures(perdues: int) -> int:
        siens = tuple(ville(f"Perdue {n} Fabriquée") for n in range(perdues))
        appliquer(projets=[projet("q", porteurs=(commune(1),), partenaires=siens, brut={"avant": perdues})])
        with CaptureQueriesContext(connection) as requetes:
            appliquer(projets=[projet("q", porteurs=(commune(1),), partenaires=(), brut={"apres": perdues})])
        return sum(RETRAIT in r["sql"] for r in requetes)

    assert lectures(1) == lectures(12) == 1


def test_le_projet_dit_dans_quel_cadre_et_la_facette_les_rassemble(
    client: Client, index_suivi: Callable[[], Any]
) -> None:
    """C5.7 : ce que l'on déduit de l'appel et des ODD ; la stratégie du pays se dit non renseignée."""
    un_monde()
    appliquer(
        projets=[projet("p1", porteurs=(commune(1),), partenaires=(ville("Antsahabe Fabriqué"),), dispositif="FICOL")]
    )
    index_suivi()
    pk = Projet.objects.get(titre=TITRE).pk
    cadres = client.get(f"/projets/{pk}/", follow=True).content.decode().split('id="cadres"')[1].split("</section>")[0]
    liens = re.findall(r'href="([^"]+)"', cadres)
    assert liens[:2] == ["/projets/?cadre=agenda-2030", "/cadres/agenda-2030/"]
    assert "dispositif=FICOL" in liens[2] and {f"/projets/?odd={n}" for n in (6, 3, 13)} == set(liens[3:])
    assert "Déduit de\u00a0: ODD 6, 3, 13." in cadres and "Déduit de\u00a0: dispositif FICOL." in cadres
    assert "Stratégie du pays" in cadres and "non renseigné" in cadres
    for lien in liens:
        assert TITRE in client.get(lien).content.decode()
