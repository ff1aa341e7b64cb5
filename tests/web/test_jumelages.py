"""Réveiller ou clore : pour les gens de la maison seulement ; ce qu'ils disent est daté, signé, annulable."""

import re
from decimal import Decimal
from html import unescape
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jumelles.acteurs.designation import Partie
from jumelles.cooperations.models import Relation
from jumelles.cooperations.operations import ajouter_acte, marquer_sensible
from jumelles.provenance.models import Affirmation, Source
from jumelles.rattachements.habilitation import Habilitation
from jumelles.retombees.enums import Poste
from jumelles.retombees.ligne_dite import LigneDite
from jumelles.retombees.operations import ecrire_ligne
from jumelles.territoires.models import Pays
from tests.atelier.equipe import client_de
from tests.atelier.faits import appliquer, la_relation, projet, relation
from tests.atelier.monde import commune, un_monde, ville

ANCIENNE, CACHEE = ville("Antsahabe Fabriqué"), Partie("Ville Cachée", "MG", niveau="ville")
CHEZ = "/chez-nous/ZZ001/jumelages/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def lien() -> Relation:
    """Un jumelage dit en 2017 sans rien depuis, un autre masqué."""
    un_monde()
    appliquer(
        relation("v1", [commune(1), ANCIENNE], nature="jumelage", debut="1985", date_information="2017-07"),
        relation("v2", [commune(1), CACHEE], date_information="2018"),
        relation("v3", [commune(2), ville("Ambohitra Fabriqué")]),
    )
    marquer_sensible(objet="relation", objet_id=la_relation(CACHEE).pk, masque_partenaire=True, par="essai")
    return la_relation(ANCIENNE)


def _lire(client: Client, adresse: str) -> str:
    reponse = client.get(adresse)
    assert reponse.status_code == 200, adresse
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", unescape(reponse.content.decode())))


def test_seuls_les_gens_de_la_maison_entrent(client: Client, lien: Relation) -> None:
    """Anonyme : connexion ; d'une autre collectivité : 403 ; le lien d'une autre : 404."""
    ici, ailleurs = client_de("ZZ001"), client_de("ZZ002", "autre@exemple.invalid")
    fiche, papier = f"{CHEZ}{lien.pk}/", f"{CHEZ}{lien.pk}/lettre-reveil.md"
    for adresse in (CHEZ, fiche, papier):
        assert client.get(adresse).status_code == 302
        assert ailleurs.get(adresse).status_code == 403
        assert ici.get(adresse).status_code == 200
    for geste in ("signe", "cloture", "annuler"):
        assert client.post(f"{fiche}{geste}/").status_code == 302
        assert ailleurs.post(f"{fiche}{geste}/").status_code == 403
        assert ici.get(f"{fiche}{geste}/").status_code == 405
    assert ailleurs.get(f"/chez-nous/ZZ002/jumelages/{lien.pk}/").status_code == 404


def test_en_sommeil_ne_se_voit_que_chez_soi(client: Client, lien: Relation) -> None:
    """Demande 5, ligne 4 : la page publique dit « dernière information », jamais un jugement."""
    chez = client_de("ZZ001")
    for adresse in (CHEZ, f"{CHEZ}{lien.pk}/"):
        assert "Sans nouvelle depuis 2017 en sommeil, à confirmer" in _lire(chez, adresse)
    publique = client.get(f"/relations/{lien.pk}/", follow=True).content.decode()
    assert "dernière information" in publique and "2017" in publique
    territoire = client.get("/territoires/ZZ001/", follow=True).content.decode()
    for corps in (publique, territoire, client.get(f"/api/v1/relations/{lien.pk}/", follow=True).content.decode()):
        assert not re.search(r"en[ _]sommeil|sans nouvelle|vitalit", corps, re.I)


def test_un_partenaire_cache_reste_cache(lien: Relation) -> None:
    cachee = la_relation(CACHEE)
    chez = client_de("ZZ001")
    for adresse in (CHEZ, f"{CHEZ}{cachee.pk}/", f"{CHEZ}{cachee.pk}/lettre-reveil.md"):
        assert "Ville Cachée" not in _lire(chez, adresse)
    assert "[à compléter : nom de l’autorité locale étrangère]" in _lire(
        chez, f"{CHEZ}{cachee.pk}/lettre-reveil.md"
    ).replace("\N{NO-BREAK SPACE}", " ").replace("\\", "")


def test_les_papiers_ne_disent_que_ce_que_l_on_sait(lien: Relation) -> None:
    lettre = _lire(client_de("ZZ001"), f"{CHEZ}{lien.pk}/lettre-reveil.md").replace("\N{NO-BREAK SPACE}", " ")
    for dit in ("Fabriquée-sur-Isère", "Antsahabe Fabriqué", "Madagascar", "jumelage", "1985", "juillet 2017"):
        assert dit in lettre, dit
    assert "à compléter : nom et fonction" in lettre and "à compléter : date du début" not in lettre


def test_trois_voies_et_leurs_raisons_suivent_les_actes(lien: Relation) -> None:
    chez = client_de("ZZ001")
    avant = _lire(chez, f"{CHEZ}{lien.pk}/")
    assert "Aucun acte en vigueur connu" in avant and "Mars 2032" in avant.replace("\N{NO-BREAK SPACE}", " ")
    ajouter_acte(relation_id=lien.pk, type="convention", debut="2024", fin="2030-06-30", par="essai")
    apres = _lire(chez, f"{CHEZ}{lien.pk}/").replace("\N{NO-BREAK SPACE}", " ")
    assert "Un acte est en vigueur : convention" in apres and "Donne signe de vie" in apres
    assert "30 juin 2030 Fin de l’acte : convention" in apres
    assert "convention, fin : 30 juin 2030." in apres and "2030-06-30" not in apres


@pytest.mark.parametrize("signe", ["acte", "rencontre", "projet", "budget", "retour", ""])
def test_la_liste_et_la_page_jugent_de_meme(lien: Relation, signe: str) -> None:
    """Un seul signe suffit aux deux ; un retour saisi n'est pas une dépense, une absence ne dit rien."""
    chez, par = client_de("ZZ001"), Habilitation("personne:1", collectivites=frozenset({"ZZ001"}))
    if signe == "acte":
        ajouter_acte(relation_id=lien.pk, type="convention", debut="2024", fin="2030-06-30", par="essai")
    elif signe == "rencontre":
        Affirmation.objects.about("relation", lien.pk).update(champs={"note": "Rencontre"}, date_information="2026-05")
    elif signe == "projet":
        appliquer(projets=[projet("p1", porteurs=(commune(1),), partenaires=(ANCIENNE,), fin="2031", financements=())])
    elif signe:
        poste = Poste.PROPRES if signe == "budget" else Poste.RETOUR
        dite = LigneDite(poste=poste, valeur=Decimal(500), perimetre=f"relation:{lien.pk}")
        ecrire_ligne(code="ZZ001", annee=2025, dite=dite, jeton=uuid4(), par=par)
    vif = signe not in ("", "retour")
    rang = _lire(chez, CHEZ).split("Antsahabe Fabriqué")[1].split("Qui le dit")[0][:80]
    assert ("Donne signe de vie" if vif else "Sans nouvelle depuis 2017") in rang
    page = _lire(chez, f"{CHEZ}{lien.pk}/")
    assert ("Donne signe de vie" if vif else "Sans nouvelle depuis 2017") in page
    assert f"l’an dernier {'oui' if signe == 'budget' else 'non renseigné'}" in page


def test_un_signe_de_vie_se_dit_une_fois_et_s_annule(client: Client, lien: Relation) -> None:
    """Deux envois, une parole ; la date publique change ; l'annuler la remet."""
    chez, adresse = client_de("ZZ001"), f"{CHEZ}{lien.pk}/"
    for _fois in range(2):
        assert chez.post(f"{adresse}signe/", {"quoi": "Rencontre", "le": "2026-05"}).status_code == 302
    lien.refresh_from_db()
    assert lien.derniere_information == "2026-05" and "Donne signe de vie" in _lire(chez, adresse)
    (dite,) = Affirmation.objects.vivantes().about("relation", lien.pk).filter(champs={"note": "Rencontre"})
    assert dite.auteur and "2026" in client.get(f"/relations/{lien.pk}/", follow=True).content.decode()
    importee = Affirmation.objects.about("relation", lien.pk).exclude(pk=dite.pk).get()
    assert chez.post(f"{adresse}annuler/", {"dit": importee.pk}).status_code == 404
    for _fois in range(2):
        retour = chez.post(f"{adresse}annuler/", {"dit": dite.pk}, follow=True)
        assert retour.redirect_chain[0][1] == 302 and "C’est retiré" in retour.content.decode()
    autre = client_de("ZZ001", "collegue@exemple.invalid")
    for dit in (str(dite.pk), "", "²", "9" * 30):
        assert autre.post(f"{adresse}annuler/", {"dit": dit}).status_code == 404
    lien.refresh_from_db()
    assert lien.derniere_information == "2017-07"


def test_clore_demande_une_deliberation_datee_et_lisible(lien: Relation) -> None:
    chez, adresse = client_de("ZZ001"), f"{CHEZ}{lien.pk}/"
    for envoi, dit in (
        ({"deliberation": "2026-06-01"}, "source datée"),
        ({"adresse": "https://exemple.invalid/d"}, "sans décision"),
        ({"deliberation": "2031-01-01", "adresse": "https://exemple.invalid/d"}, "à venir"),
        ({"deliberation": "0001-01-01", "adresse": "https://exemple.invalid/d"}, "trop ancienne"),
        ({"deliberation": "1899-12-31", "adresse": "https://exemple.invalid/d"}, "trop ancienne"),
    ):
        refus = chez.post(f"{adresse}cloture/", envoi)
        assert refus.status_code == 422 and dit in unescape(refus.content.decode())
        assert all(valeur in refus.content.decode() for valeur in envoi.values())
    vrai = {"deliberation": "2026-06-01", "adresse": "https://exemple.invalid/d"}
    assert chez.post(f"{adresse}cloture/", vrai).status_code == 302
    lien.refresh_from_db()
    assert (lien.etat, lien.etat_depuis) == ("clos", "2026-06-01")
    assert "Déjà clos ou repris Fabriquée-sur-Isère – Antsahabe Fabriqué clos, depuis le" in _lire(chez, CHEZ)
    dit = Affirmation.objects.about("relation", lien.pk).get(champs__etat="clos")
    chez.post(f"{adresse}annuler/", {"dit": dit.pk})
    lien.refresh_from_db()
    assert lien.etat == "non_renseigne"


@pytest.mark.parametrize("le", ["", "hier", "2031", "2026-13", "1000", "1899-12", "0001"])
def test_une_date_impossible_est_refusee_et_gardee(lien: Relation, le: str) -> None:
    reponse = client_de("ZZ001").post(f"{CHEZ}{lien.pk}/signe/", {"quoi": "Projet mené", "le": le})
    corps = reponse.content.decode()
    assert reponse.status_code == 422
    assert not le or f'value="{le}"' in corps
    assert "selected>Projet mené" in corps and Affirmation.objects.about("relation", lien.pk).count() == 1


def test_ce_que_l_operation_refuse_se_dit_dans_le_formulaire(lien: Relation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jumelles.web.jumelages.formulaires.ANNEE_PLANCHER", 0)
    envoi = {"deliberation": "0001-01-01", "adresse": "https://exemple.invalid/d"}
    reponse = client_de("ZZ001").post(f"{CHEZ}{lien.pk}/cloture/", envoi)
    assert reponse.status_code == 422 and "vérifiez le jour" in reponse.content.decode()


def test_le_nombre_de_requetes_ne_grandit_pas(lien: Relation) -> None:
    chez = client_de("ZZ001")
    for adresse, au_plus in ((CHEZ, 14), (f"{CHEZ}{lien.pk}/", 21)):
        with CaptureQueriesContext(connection) as faites:
            chez.get(adresse)
        assert len(faites) <= au_plus, adresse


def test_l_avis_du_pays_se_lit_avant_de_reveiller(lien: Relation) -> None:
    """Une coopération suspendue se dit en haut des trois voies et contre « Réveiller » ; sans avis connu, rien."""
    chez = client_de("ZZ001")
    assert "Coopération suspendue" not in _lire(chez, f"{CHEZ}{lien.pk}/")
    champs = {"iso3": "MLI", "nom": "Mali", "locatif": "au Mali", "nom_anglais": "Mali", "continent": "Essai"}
    Pays.objects.get_or_create(iso2="ML", defaults={**champs, "source": Source.objects.first()})
    malien = ville("Kayes (fabriquée)", "ML")
    appliquer(relation("v9", [commune(1), malien], date_information="2016"))
    page = _lire(chez, f"{CHEZ}{la_relation(malien).pk}/")
    assert page.index("Trois voies") < page.index("Coopération suspendue") < page.index("Réveiller")
    assert "Mali, novembre 2022 : coopération suspendue" in page.replace("\u00a0", " ")
