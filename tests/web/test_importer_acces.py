"""Importer : qui entre, ce qui se dépose, ce qui est refusé ; deux clics n'ouvrent et ne lancent qu'une fois."""

import re
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django_tasks_db.models import DBTaskResult

from jumelles.comptes.models import Utilisateur
from jumelles.contributions.enums import EtatDossier as E
from jumelles.contributions.models import DossierImport
from jumelles.contributions.operations import PassageRefuse, passer
from jumelles.contributions.requetes import dossier
from jumelles.pieces.models import Piece
from jumelles.provenance.models import Journal
from jumelles.sources.suivi import lancer
from jumelles.sources.suivi.travaux import mener
from tests.atelier.equipe import PORTE, client_de_l_equipe, une_personne_de_l_equipe

pytestmark = pytest.mark.django_db
NOUVEAU = "/importer/nouveau/"
CSV = b"Commune;Pays\nVille-Exemple;Espagne\n"


@pytest.fixture(autouse=True)
def rangement(settings: Any, tmp_path: Path) -> None:
    """Les pièces de l'essai vont dans un dossier à lui."""
    settings.DOSSIER_DES_PIECES = tmp_path / "depots"


@pytest.fixture
def equipe() -> Client:
    """Une personne de l'équipe, second facteur activé."""
    return client_de_l_equipe()


def _formulaire(contenu: bytes = CSV, fichier_nom: str = "liste.csv", **champs: Any) -> dict[str, Any]:
    dits = {"jeton": str(uuid.uuid4()), "source": "", "nom": "Liste fabriquée", "editeur": "Essais", "licence": "CC0"}
    return {**dits, "fichier": SimpleUploadedFile(fichier_nom, contenu), **champs}


def _un_dossier(etat: str = E.COLONNES, **champs: Any) -> int:
    """Un dossier fabriqué, dans cet état."""
    piece = Piece.objects.create(
        nom="<b>liste</b>.csv", rangement=uuid.uuid4().hex, sorte="csv", taille=3, empreinte="0" * 64, par="personne:1"
    )
    voulus = {"piece": piece, "source_code": "depot-essai", "source_nom": "Liste <i>fabriquée</i>",
              "editeur": "Essais", "licence": "CC0", "par": "personne:1", "jeton": uuid.uuid4(), "course": 1,
              "examen": {"lignes": 1, "entete": ["Commune"], "exemples": [{"Commune": "<script>x</script>"}]},
              "correspondance": {"objet": "relations", "colonnes": [{"colonne": "Commune"}]}}  # fmt: skip
    return int(DossierImport.objects.create(etat=etat, **{**voulus, **champs}).pk)


ADRESSES = ["/importer/", NOUVEAU, "/importer/exemple.csv"]
DU_DOSSIER = ["", "colonnes/", "defaire/", "retablir/", "rapport.csv", "rapport.txt", "lignes-refusees.csv", "fichier"]
GESTES = ["colonnes/", "confirmer/", "recommencer/", "abandonner/", "reprendre/", "defaire/", "retablir/"]


def test_un_anonyme_est_mene_a_la_connexion(client: Client) -> None:
    numero = _un_dossier()
    for adresse in [*ADRESSES, *(f"/importer/{numero}/{fin}" for fin in DU_DOSSIER)]:
        reponse = client.get(adresse)
        assert (reponse.status_code, reponse["Location"]) == (302, f"/compte/login/?next={adresse}"), adresse
    for fin in GESTES:
        assert client.post(f"/importer/{numero}/{fin}").status_code in (302, 405), fin
    assert client.post(NOUVEAU, _formulaire()).status_code == 302
    assert DossierImport.objects.get().etat == E.COLONNES


def test_qui_n_est_pas_de_l_equipe_est_refuse_en_francais(client: Client) -> None:
    personne = Utilisateur.objects.create_user("lecteur@exemple.invalid", "un-mot-de-passe-long")
    client.force_login(personne, backend=PORTE)
    numero = _un_dossier()
    for adresse in [*ADRESSES, *(f"/importer/{numero}/{fin}" for fin in DU_DOSSIER)]:
        reponse = client.get(adresse)
        assert reponse.status_code == 403, adresse
        assert "Cette page ne vous est pas ouverte" in reponse.content.decode()
    assert client.post(NOUVEAU, _formulaire()).status_code == 403
    for fin in GESTES:
        assert client.post(f"/importer/{numero}/{fin}").status_code in (403, 405), fin
    assert DossierImport.objects.get().etat == E.COLONNES
    assert "/importer/" not in client.get("/accessibilite/").content.decode()


def test_l_equipe_sans_second_facteur_ne_va_pas_plus_loin() -> None:
    client = client_de_l_equipe(second_facteur=False)
    for adresse in ADRESSES:
        assert client.get(adresse)["Location"] == "/compte/2fa/totp/activate/"


def test_le_menu_ne_le_dit_qu_a_l_equipe(client: Client, equipe: Client) -> None:
    assert 'href="/importer/"' not in client.get("/accessibilite/").content.decode()
    assert 'href="/importer/"' in equipe.get("/accessibilite/").content.decode()


def test_sans_jeton_de_formulaire_rien_ne_part() -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(une_personne_de_l_equipe(), backend=PORTE)
    assert strict.post(NOUVEAU, _formulaire()).status_code == 403
    assert not DossierImport.objects.exists()


@pytest.mark.parametrize(
    ("adresse", "requetes"), [("/importer/", 9), (NOUVEAU, 7), ("/importer/{n}/colonnes/", 8), ("/importer/{n}/", 6)]
)
def test_chaque_page_compte_ses_requetes(
    equipe: Client, django_assert_max_num_queries: Any, adresse: str, requetes: int
) -> None:
    numeros = [_un_dossier() for _n in range(12)]
    with django_assert_max_num_queries(requetes):
        assert equipe.get(adresse.format(n=numeros[0])).status_code in (200, 302)


def test_les_pages_ne_se_gardent_pas_en_cache(equipe: Client) -> None:
    assert "no-store" in equipe.get("/importer/")["Cache-Control"]


def test_deposer_ouvre_un_dossier_et_met_l_examen_en_file(equipe: Client) -> None:
    """B14 : déposer, puis suivre ; poster, puis être redirigé."""
    reponse = equipe.post(NOUVEAU, _formulaire())
    ouvert = DossierImport.objects.get()
    assert (reponse.status_code, reponse["Location"]) == (302, f"/importer/{ouvert.pk}/")
    assert (ouvert.etat, ouvert.source_code, ouvert.par[:9]) == (E.EXAMEN, "depot-liste-fabriquee", "personne:")
    assert DBTaskResult.objects.get().args_kwargs["args"][:3] == [ouvert.pk, 1, "examen"]
    assert Journal.objects.filter(verbe="ouvrir_dossier_import", objet_id=ouvert.pk).exists()
    page = equipe.get(f"/importer/{ouvert.pk}/").content.decode()
    assert "En attente de son tour" in page
    assert '<noscript><meta http-equiv="refresh"' in page


def test_deux_envois_du_meme_formulaire_n_ouvrent_qu_un_dossier(equipe: Client) -> None:
    jeton = str(uuid.uuid4())
    adresses = {equipe.post(NOUVEAU, _formulaire(jeton=jeton))["Location"] for _n in range(3)}
    assert len(adresses) == 1
    assert DossierImport.objects.count() == DBTaskResult.objects.count() == 1


@pytest.mark.parametrize(
    ("fautif", "dit"),
    [
        ({"fichier": ""}, "Choisissez un fichier"),
        ({"contenu": b""}, "Le fichier est vide"),
        ({"contenu": b"%PDF-1.7"}, "PDF"),
        ({"fichier_nom": "liste.csv.exe"}, "renommez-le en .csv"),
        ({"editeur": ""}, "À remplir pour une nouvelle source"),
        ({"date_information": "hier"}, "Écrivez une année"),
        ({"adresse": "javascript:alert(1)"}, "Cette adresse ne se comprend pas"),
        ({"source": "depot-inconnue"}, "choix valide"),
        ({"nom_source": "sous le même nom"}, "existe déjà"),
    ],
)
def test_un_depot_fautif_est_redit_avec_sa_raison(equipe: Client, fautif: dict[str, Any], dit: str) -> None:
    fautif = dict(fautif)
    if "nom_source" in fautif:
        _un_dossier(source_code="depot-liste-fabriquee")
        fautif = {}
    contenu, nom = fautif.pop("contenu", CSV), fautif.pop("fichier_nom", "liste.csv")
    avant = DossierImport.objects.count()
    reponse = equipe.post(NOUVEAU, _formulaire(contenu, nom, **fautif))
    assert reponse.status_code == 200
    assert dit in reponse.content.decode()
    assert DossierImport.objects.count() == avant


def test_ce_qui_depasse_est_refuse_avant_d_etre_lu(equipe: Client, settings: Any) -> None:
    settings.DEPOT_MAXIMUM = 1
    reponse = equipe.post(NOUVEAU, _formulaire(b"a;b\n" * 600_000))
    assert reponse.status_code == 413
    assert "C’est trop gros" in reponse.content.decode()


@pytest.mark.parametrize("adresse", [NOUVEAU, "/compte/login/"])
def test_un_inconnu_n_envoie_pas_de_gros_fichier(client: Client, adresse: str) -> None:
    """Sans cela, n'importe qui remplirait le disque : les formulaires s'écrivent dans var/ avant d'être jugés."""
    assert client.post(adresse, _formulaire(b"a;b\n" * 600_000)).status_code == 413


def test_une_source_deja_recue_se_choisit(equipe: Client) -> None:
    _un_dossier(source_code="depot-connue", source_nom="Source connue", etat=E.REFUSE)
    equipe.post(NOUVEAU, _formulaire(source="depot-connue", nom="", editeur="", licence=""))
    neuf = DossierImport.objects.order_by("-pk")[0]
    assert (neuf.source_code, neuf.source_nom, neuf.editeur) == ("depot-connue", "Source connue", "Essais")


def test_les_noms_et_les_cellules_restent_du_texte(equipe: Client) -> None:
    numero = _un_dossier()
    for adresse in ("/importer/", f"/importer/{numero}/colonnes/"):
        page = equipe.get(adresse).content.decode()
        assert "&lt;b&gt;liste&lt;/b&gt;.csv" in page
        assert not re.search(r"<script>|<b>liste|<i>fabriqu", page)


def test_une_colonne_exigee_absente_se_dit_et_ne_lance_rien(equipe: Client) -> None:
    numero = _un_dossier()
    reponse = equipe.post(f"/importer/{numero}/colonnes/", {"objet": "relations", "colonne-0": "collectivite"})
    assert reponse.status_code == 200
    assert "Partenaire étranger" in reponse.content.decode()
    assert DossierImport.objects.get(pk=numero).etat == E.COLONNES


def test_les_colonnes_dites_partent_a_l_essai_une_seule_fois(equipe: Client) -> None:
    numero = _un_dossier()
    dites = {
        "objet": "relations",
        "colonne-0": "partenaire",
        "constante-pays": "Espagne",
        "constante-collectivite": "Lyon",
    }
    assert equipe.post(f"/importer/{numero}/colonnes/", dites).status_code == 302
    equipe.post(f"/importer/{numero}/colonnes/", dites)
    parti = DossierImport.objects.get(pk=numero)
    assert (parti.etat, parti.course) == (E.ESSAI, 2)
    assert parti.correspondance["colonnes"][0]["champ"] == "partenaire"
    assert parti.correspondance["constantes"] == {"pays": "Espagne", "collectivite": "Lyon"}
    assert DBTaskResult.objects.count() == 1


def test_un_champ_invente_ne_change_rien(equipe: Client) -> None:
    numero = _un_dossier()
    equipe.post(f"/importer/{numero}/colonnes/", {"objet": "autre", "colonne-0": "mot_de_passe", "colonne-99": "pays"})
    assert DossierImport.objects.get(pk=numero).correspondance["colonnes"] == [{"colonne": "Commune"}]


def test_qui_arrive_second_ne_lance_rien() -> None:
    numero = _un_dossier()
    lancer(dossier_id=numero, de=E.COLONNES, vers=E.ESSAI, par="personne:1")
    with pytest.raises(PassageRefuse):
        lancer(dossier_id=numero, de=E.COLONNES, vers=E.ESSAI, par="personne:2")
    assert DBTaskResult.objects.count() == 1


def test_un_travail_d_un_lancement_passe_ne_fait_plus_rien() -> None:
    numero = _un_dossier(etat=E.ESSAI, course=5)
    assert mener.func(numero, 4, E.ESSAI, "personne:1") == "périmé"
    with pytest.raises(PassageRefuse):
        passer(dossier_id=numero, de=E.ESSAI, vers=E.COLONNES, par="personne:1", course=4)
    assert DossierImport.objects.get(pk=numero).etat == E.ESSAI


@pytest.mark.parametrize(("de", "vers"), [(E.COLONNES, E.IMPORTE), (E.ABANDONNE, E.ESSAI), (E.IMPORTE, E.IMPORT)])
def test_un_passage_hors_du_chemin_est_refuse(de: str, vers: str) -> None:
    numero = _un_dossier(etat=E.COLONNES)
    DossierImport.objects.filter(pk=numero).update(etat=E.COLONNES)
    with pytest.raises(PassageRefuse):
        passer(dossier_id=numero, de=de, vers=vers, par="personne:1")


def test_un_travail_sans_ouvrier_est_dit_interrompu_et_se_reprend(equipe: Client) -> None:
    """B14 : un import tué reprend ; le bouton ne relance qu'une fois."""
    numero = _un_dossier(etat=E.EXAMEN, tache="")
    page = equipe.get(f"/importer/{numero}/").content.decode()
    assert "Interrompu" in page
    assert "Reprendre" in page
    assert "Interrompu, à reprendre" in equipe.get("/importer/").content.decode()
    for _n in range(2):
        assert equipe.post(f"/importer/{numero}/reprendre/", {"course": "1"}).status_code == 302
    repris = dossier(numero)
    assert repris is not None
    assert (repris.course, repris.etat) == (2, E.EXAMEN)
    assert DBTaskResult.objects.count() == 1
    assert "Interrompu" not in equipe.get(f"/importer/{numero}/").content.decode()


def test_un_ouvrier_mort_pendant_son_travail_se_voit(equipe: Client) -> None:
    numero = _un_dossier()
    lancer(dossier_id=numero, de=E.COLONNES, vers=E.ESSAI, par="personne:1")
    from jumelles.taches.orphelines import nom_de_l_ouvrier

    machine = nom_de_l_ouvrier().rpartition(":")[0]
    DBTaskResult.objects.update(status="RUNNING", worker_ids=[f"{machine}:4194999"])
    assert "Interrompu" in equipe.get(f"/importer/{numero}/").content.decode()
    DBTaskResult.objects.update(worker_ids=[nom_de_l_ouvrier()])
    assert "Interrompu" not in equipe.get(f"/importer/{numero}/").content.decode()


def test_un_fichier_efface_refuse_le_dossier_en_le_disant(equipe: Client) -> None:
    numero = _un_dossier(etat=E.EXAMEN)
    assert mener.func(numero, 1, E.EXAMEN, "personne:1") == "refusé"
    page = equipe.get(f"/importer/{numero}/").content.decode()
    assert "Ce fichier ne peut pas entrer" in page
    assert "plus gardé ici" in page.replace("&#x27;", "'")


def test_abandonner_laisse_tout_en_l_etat(equipe: Client) -> None:
    numero = _un_dossier()
    equipe.post(f"/importer/{numero}/abandonner/")
    assert DossierImport.objects.get(pk=numero).etat == E.ABANDONNE
    assert "Rien n’en est entré" in equipe.get(f"/importer/{numero}/").content.decode()


@pytest.mark.parametrize("adresse", ["/importer/999999999/", "/importer/99999999999999999999999/", "/importer/abc/"])
def test_un_dossier_inconnu_repond_404(equipe: Client, adresse: str) -> None:
    assert equipe.get(adresse).status_code == 404


def test_le_fichier_recu_ne_s_ouvre_jamais_dans_la_page(equipe: Client) -> None:
    equipe.post(NOUVEAU, _formulaire(b"Commune\n<script>alert(1)</script>\n", "../<svg>.csv"))
    reponse = equipe.get(f"/importer/{DossierImport.objects.get().pk}/fichier")
    assert reponse["Content-Disposition"].startswith("attachment")
    assert reponse["Content-Type"] == "application/octet-stream"
    assert reponse["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in reponse["Content-Security-Policy"]


def test_l_exemple_dit_qu_il_est_invente(equipe: Client) -> None:
    reponse = equipe.get("/importer/exemple.csv")
    assert "invente" in reponse["Content-Disposition"]
    assert reponse.content.decode().startswith("\ufeffCollectivité;")
