"""L'équipe d'une collectivité : inviter par un lien, accepter, retirer ; et rien qui dise si un compte existe."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from jumelles.comptes.models import Utilisateur
from jumelles.provenance.models import Journal
from jumelles.rattachements.habilitation import AccesRefuse, Habilitation
from jumelles.rattachements.invitations.operations import (
    EN_ATTENTE_MAX,
    OUBLI,
    InvitationRefusee,
    inviter,
    oublier_les_invitations,
)
from jumelles.rattachements.models import Adhesion, Invitation
from jumelles.rattachements.requetes import equipe_de
from tests.atelier.equipe import PORTE, client_de, client_de_l_equipe
from tests.atelier.monde import reunir, un_monde

pytestmark = pytest.mark.django_db
ICI, NEUVE = "/chez-nous/ZZ001/equipe/", "nouvelle@exemple.invalid"
PAR = Habilitation("personne:1", collectivites=frozenset({"ZZ001"}))


@pytest.fixture
def agent() -> Client:
    un_monde()
    return client_de("ZZ001")


def lien_recu() -> str:
    """Le lien du dernier courriel."""
    trouve = re.search(r"/chez-nous/invitation/\?jeton=\S+", str(mail.outbox[-1].body))
    assert trouve is not None
    return trouve.group(0)


def invite(client: Client, courriel: str = NEUVE, role: str = "agent") -> Client:
    """Inviter par la page."""
    reponse = client.post(ICI, {"courriel": courriel, "role": role})
    assert reponse.status_code == 302, reponse.content.decode()
    return client


def test_inviter_accepter_tenir_la_page(agent: Client) -> None:
    """Lire le lien ne fait rien ; accepter rattache, une fois, un compte sans mot de passe connu."""
    invite(agent, " Nouvelle@Exemple.invalid ", "elu")
    assert mail.outbox[-1].to == ["Nouvelle@Exemple.invalid"] and "Fabriquée-sur-Isère" in str(mail.outbox[-1].body)
    lien, personne = lien_recu(), Client()
    assert "J’accepte" in personne.get(lien).content.decode() and len(equipe_de("ZZ001")) == 1
    reponse = personne.post(lien)
    assert "Choisir mon mot de passe" in reponse.content.decode()
    assert reponse["Referrer-Policy"] == "no-referrer" and "no-store" in reponse["Cache-Control"]
    assert personne.post(lien).status_code == personne.get(lien).status_code == 404
    assert [(m.courriel, m.role) for m in equipe_de("ZZ001")][1:] == [(NEUVE, "élu·e")]
    compte = Utilisateur.objects.get(email=NEUVE)
    assert not compte.est_equipe and not compte.is_superuser
    personne.force_login(compte, backend=PORTE)
    assert personne.get("/chez-nous/ZZ001/").status_code == 200
    assert lien.split("=")[1] not in str(list(Invitation.objects.values()))
    assert NEUVE not in str(list(Journal.objects.values()))


def test_la_reponse_ne_dit_pas_si_un_compte_existe(agent: Client) -> None:
    Utilisateur.objects.create_user("connue@exemple.invalid", "un-mot-de-passe-long", nom="Claude Secret")
    pages = []
    for courriel in ("connue@exemple.invalid", "absente@exemple.invalid"):
        invite(agent, courriel)
        page = re.sub(r'value="[^"]*"|invitations/\d+', "", agent.get(ICI).content.decode())
        lue = re.sub(r'value="[^"]*"', "", Client().get(lien_recu()).content.decode())
        pages.append([texte.replace(courriel, "X") for texte in (page, lue)])
        Invitation.objects.all().delete()
    assert pages[0] == pages[1]
    assert "Secret" not in pages[0][0]


def test_qui_peut_inviter_et_retirer(agent: Client) -> None:
    """Les gens de la collectivité et l'équipe de Jumelles ; ni anonyme, ni voisin, ni seule signature."""
    voisin, equipe = client_de("ZZ002", "voisin@exemple.invalid"), client_de_l_equipe()
    (membre,) = equipe_de("ZZ001")
    gestes = (ICI, f"{ICI}{membre.adhesion_id}/retirer/", f"{ICI}invitations/1/retirer/")
    for adresse in gestes:
        assert Client().post(adresse).status_code == 302 and Client().get(ICI).status_code == 302
        assert voisin.post(adresse, {"courriel": NEUVE, "role": "agent"}).status_code == 403
    assert voisin.get(ICI).status_code == 403
    assert Invitation.objects.count() == 0 and len(equipe_de("ZZ001")) == 1
    assert "agent@exemple.invalid" in agent.get(ICI).content.decode()
    invite(equipe)
    voisin.post(f"/chez-nous/ZZ002/equipe/{membre.adhesion_id}/retirer/")
    voisin.post(f"/chez-nous/ZZ002/equipe/invitations/{Invitation.objects.get().pk}/retirer/")
    assert len(equipe_de("ZZ001")) == 1 and Invitation.objects.en_attente().count() == 1
    with pytest.raises(AccesRefuse):
        inviter(code="ZZ002", courriel=NEUVE, role="agent", par=PAR)


def test_on_n_ecrit_pas_deux_fois_en_sept_jours(agent: Client) -> None:
    """Ni par un second clic, ni en retirant puis invitant, ni à plus de vingt adresses."""
    invite(agent)
    seconde = agent.post(ICI, {"courriel": NEUVE.upper(), "role": "agent"})
    assert seconde.status_code == 422 and "sept jours" in seconde.content.decode()
    agent.post(f"{ICI}invitations/{Invitation.objects.get().pk}/retirer/")
    assert Client().get(lien_recu()).status_code == 404
    assert agent.post(ICI, {"courriel": NEUVE, "role": "agent"}).status_code == 422
    assert len(mail.outbox) == 1
    for n in range(EN_ATTENTE_MAX - 1):
        inviter(code="ZZ001", courriel=f"n{n}@exemple.invalid", role="agent", par=PAR)
    with pytest.raises(InvitationRefusee, match="plus possible"):
        inviter(code="ZZ001", courriel="trop@exemple.invalid", role="agent", par=PAR)


def test_une_invitation_passe_avec_le_temps(agent: Client) -> None:
    invite(agent)
    vieux = timezone.now() - timedelta(days=15)
    Invitation.objects.update(cree_le=vieux)
    assert Client().post(lien_recu()).status_code == 404 and not Utilisateur.objects.filter(email=NEUVE).exists()
    assert "elle ne vaut plus" in agent.get(ICI).content.decode()
    invite(agent)
    assert Invitation.objects.en_attente().count() == 1
    assert Client().post(lien_recu()).status_code == 200


@pytest.mark.parametrize(
    "champs",
    [{"courriel": ""}, {"courriel": "pas une adresse"}, {"courriel": f"{'x' * 300}@exemple.invalid"},
     {"courriel": "a@exemple.invalid\nBcc: b@exemple.invalid"}, {"role": "reseau"}, {"role": "admin"}],
)  # fmt: skip
def test_une_saisie_hostile_n_ecrit_a_personne(agent: Client, champs: dict[str, str]) -> None:
    assert agent.post(ICI, {"courriel": NEUVE, "role": "agent", **champs}).status_code == 422
    assert Client().get("/chez-nous/invitation/?jeton=" + "%00" * 50).status_code == 404
    assert Client().post("/chez-nous/invitation/").status_code == 404
    assert not mail.outbox and not Invitation.objects.exists()


def test_retirer_se_defait_et_ne_laisse_jamais_personne(agent: Client) -> None:
    """Le dernier ne se retire pas soi-même ; l'équipe de Jumelles, elle, le peut ; la ligne reste, signée."""
    (membre,) = equipe_de("ZZ001")
    refus = agent.post(f"{ICI}{membre.adhesion_id}/retirer/", follow=True)
    assert "Il ne resterait personne" in refus.content.decode() and len(equipe_de("ZZ001")) == 1
    autre = client_de("ZZ001", "collegue@exemple.invalid")
    for _fois in range(2):
        autre.post(f"{ICI}{membre.adhesion_id}/retirer/")
    assert [m.courriel for m in equipe_de("ZZ001")] == ["collegue@exemple.invalid"]
    assert agent.get(ICI).status_code == 403
    assert Adhesion.objects.get(pk=membre.adhesion_id).close_par.startswith("personne:")
    invite(autre, "agent@exemple.invalid")
    Client().post(lien_recu())
    assert agent.get(ICI).status_code == 200
    client_de_l_equipe().post(f"{ICI}{equipe_de('ZZ001')[0].adhesion_id}/retirer/")
    assert [m.courriel for m in equipe_de("ZZ001")] == ["agent@exemple.invalid"]


def test_sans_reponse_l_adresse_s_oublie(agent: Client) -> None:
    """Trois mois après, il ne reste rien d'une personne qui n'a pas accepté."""
    invite(agent)
    assert oublier_les_invitations(maintenant=timezone.now() + OUBLI / 2, par="essai") == 0
    assert oublier_les_invitations(maintenant=timezone.now() + OUBLI * 2, par="essai") == 1
    assert not Invitation.objects.exists() and NEUVE not in str(list(Journal.objects.values()))


def test_une_invitation_suit_la_commune_reunie(agent: Client) -> None:
    invite(agent)
    reunir("ZZ001", dans="ZZ002")
    assert Client().post(lien_recu()).status_code == 200
    assert NEUVE in {m.courriel for m in equipe_de("ZZ002")}
