"""Qui parle pour quelle collectivité : rattacher, détacher, ce que l'habilitation permet, et à qui la page s'ouvre."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from jumelles.acteurs.models import Acteur
from jumelles.comptes.models import Utilisateur
from jumelles.provenance.models import Journal
from jumelles.rattachements.habilitation import ANONYME, AccesRefuse
from jumelles.rattachements.models import Adhesion
from jumelles.rattachements.operations import RattachementRefuse, detacher, rattacher, rattacher_au_reseau
from jumelles.rattachements.requetes import adhesions_de, chez, equipe_de, habilitation_de
from jumelles.territoires.models import Collectivite
from jumelles.web.acces import chez_nous
from tests.atelier.equipe import client_de
from tests.atelier.monde import un_monde

COURRIEL = "dominique@exemple.invalid"


@pytest.fixture
def personne(db: None) -> Utilisateur:
    un_monde()
    return Utilisateur.objects.create_user(COURRIEL, "un-mot-de-passe-long", nom="Dominique Exemple")


def test_rattachee_une_personne_parle_pour_sa_collectivite_et_pour_elle_seule(personne: Utilisateur) -> None:
    numero = rattacher(courriel=" Dominique@Exemple.invalid ", code="ZZ001", par="essai")
    assert rattacher(courriel=COURRIEL, code="ZZ001", par="essai") == numero
    siens = habilitation_de(personne.pk)
    assert siens.parle_pour("ZZ001")
    assert not siens.parle_pour("ZZ002")
    assert not siens.equipe
    assert [c.nom for c in chez(personne.pk)] == ["Fabriquée-sur-Isère"]
    assert [m.courriel for m in equipe_de("ZZ001")] == [COURRIEL]
    with pytest.raises(AccesRefuse):
        siens.exiger("ZZ002")


def test_detachee_elle_ne_parle_plus_et_la_ligne_reste(personne: Utilisateur) -> None:
    numero = rattacher(courriel=COURRIEL, code="ZZ001", role="elu", par="essai")
    detacher(adhesion_id=numero, par="essai")
    detacher(adhesion_id=numero, par="un autre")
    assert habilitation_de(personne.pk).collectivites == frozenset()
    assert Adhesion.objects.get(pk=numero).close_par == "essai"
    assert adhesions_de(COURRIEL, code="ZZ001") == ()
    verbes = Journal.objects.filter(objet_type="adhesion", objet_id=numero).values_list("verbe", flat=True)
    assert list(verbes) == ["rattacher", "detacher"]
    assert rattacher(courriel=COURRIEL, code="ZZ001", par="essai") != numero


def test_un_compte_ferme_ne_parle_pour_personne(personne: Utilisateur) -> None:
    rattacher(courriel=COURRIEL, code="ZZ001", par="essai")
    Utilisateur.objects.filter(pk=personne.pk).update(is_active=False)
    assert habilitation_de(personne.pk) == ANONYME
    assert equipe_de("ZZ001") == ()


def test_qui_parle_pour_un_arrondissement_ne_parle_pas_pour_sa_ville(personne: Utilisateur) -> None:
    ville = Collectivite.objects.get(code="ZZ001")
    champs = {"nom": "1er", "origine_point": "", "millesime": "2026", "source": ville.source}
    arrondissement = Collectivite.objects.create(
        code="ZZ101.M", categorie="arrondissement", parent=ville, ancienne=False, **champs
    )
    for code in ("ZZ101", "ZZ101.M"):
        with pytest.raises(RattachementRefuse, match="arrondissement"):
            rattacher(courriel=COURRIEL, code=code, par="essai")
    Adhesion.objects.create(utilisateur=personne, collectivite=arrondissement, role="agent", par="essai")
    assert not habilitation_de(personne.pk).parle_pour("ZZ001")


def test_ce_qui_ne_se_rattache_pas_est_dit(personne: Utilisateur) -> None:
    with pytest.raises(RattachementRefuse, match="aucune collectivité"):
        rattacher(courriel=COURRIEL, code="XX", par="essai")
    with pytest.raises(RattachementRefuse, match="aucun compte"):
        rattacher(courriel="personne@exemple.invalid", code="ZZ001", par="essai")
    with pytest.raises(RattachementRefuse, match="rôle"):
        rattacher(courriel=COURRIEL, code="ZZ001", role="maire", par="essai")
    with pytest.raises(RattachementRefuse, match="aucun acteur"):
        rattacher_au_reseau(courriel=COURRIEL, reseau_id=2**40, par="essai")


def test_une_personne_d_un_reseau(personne: Utilisateur) -> None:
    reseau = Acteur.objects.create(nature="reseau", nom="Réseau exemple", cle="reseau exemple", pays_id="FR")
    rattacher_au_reseau(courriel=COURRIEL, reseau_id=reseau.pk, par="essai")
    assert habilitation_de(personne.pk).parle_au_nom_de(reseau.pk)
    assert chez(personne.pk) == ()


@chez_nous
def _page(request: HttpRequest, code: str) -> HttpResponse:
    return HttpResponse(code)


def test_la_page_de_chez_nous_ne_s_ouvre_qu_aux_siens(personne: Utilisateur) -> None:
    from django.contrib.auth.models import AnonymousUser

    demande = RequestFactory().get("/chez-nous/ZZ001/")
    demande.user = AnonymousUser()
    assert _page(demande, "ZZ001").status_code == 302
    equipe = Utilisateur.objects.create_user("e@exemple.invalid", "un-mot-de-passe-long", est_equipe=True)
    for refusee in (personne, equipe):
        autre = RequestFactory().get("/chez-nous/ZZ001/")
        autre.user = refusee
        refus = _page(autre, "ZZ001")
        assert refus.status_code == 403
        assert "no-store" in refus["Cache-Control"]
    rattacher(courriel=COURRIEL, code="ZZ001", par="essai")
    sienne = RequestFactory().get("/chez-nous/ZZ001/")
    sienne.user = personne
    reponse = _page(sienne, "ZZ001")
    assert reponse.status_code == 200
    assert "no-store" in reponse["Cache-Control"]


def test_le_compte_d_essai_entre(personne: Utilisateur) -> None:
    assert isinstance(client_de("ZZ002"), Client)
    assert [m.role for m in equipe_de("ZZ002")] == ["agent·e"]
