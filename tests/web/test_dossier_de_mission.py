"""Le dossier de mission : ce qu'il compte, son droit, sa ville, le gabarit de la maison (C1.5)."""

import re
from collections.abc import Callable, Iterator
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from docx import Document

from jumelles.cooperations import operations
from jumelles.cooperations.models import Projet, Relation
from jumelles.cooperations.requetes.comptes import projets_montrables_dans
from jumelles.documents.gabarit.exemple import gabarit_exemple
from jumelles.documents.markdown import write_markdown
from jumelles.recherche.filtre import Filtre
from jumelles.strategies.conseil_explique import type_des_textes
from jumelles.strategies.mission import dossier, mission
from jumelles.strategies.mission.presents import ceux_du_lieu, presents
from jumelles.territoires.models import Collectivite
from jumelles.territoires.requetes import pays_fiche, territoire
from tests.atelier.equipe import client_de
from tests.atelier.faits import appliquer, projet, relation
from tests.atelier.monde import acteur, commune, un_monde, ville
from tests.web.test_pays_mission import JOUR, lire, texte_du_dossier

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True, scope="module")
def sans_les_faits(references_seules: str) -> Iterator[None]:
    """Qui est là se compte sur ce qui est inventé ici : les faits réels n'ont pas à s'y mêler."""
    yield


@pytest.fixture(autouse=True)
def monde(db: None) -> Iterator[None]:
    un_monde()
    yield


def test_chaque_nombre_du_dossier_est_celui_de_ce_pays(index_suivi: Callable[[], object]) -> None:
    """« Liens avec ce pays » : ceux d'ailleurs ne s'y comptent pas, un lien masqué non plus."""
    la = [commune(2), ville("Antanambe")]
    appliquer(
        relation("r1", la, nature="jumelage", debut="1999"), relation("r2", [commune(2), ville("Kleinstadt", "DE")]),
        relation("r3", [commune(3), ville("Tsaravao")]),
    )  # fmt: skip
    masquee = Relation.objects.get(participations__acteur__nom="Tsaravao").pk
    operations.marquer_sensible(objet="relation", objet_id=masquee, masque_lieu=True, par="personne:1")
    index_suivi()
    pays = pays_fiche("MG")
    assert pays is not None
    partie = mission(pays, territoire("ZZ001"), jour=JOUR, lieu="antanambé")
    (autre,) = partie.autres
    assert [(x.avec, x.depuis) for x in autre.liens] == [("Antanambe", "1999")] and autre.projets == 0
    assert [a.nom for a in partie.au_lieu] == ["Fabriquée-en-Bresse"] and [a.nom for a in partie.sur_place] == [
        "Antanambe"
    ]
    dit = write_markdown(dossier(partie, site="https://exemple.invalid"))
    assert "Liens avec ce pays" in dit and "Kleinstadt" not in dit and "Fabriquée-Plage" not in dit


def test_les_projets_se_comptent_dans_la_base_sans_les_masques(index_suivi: Callable[[], object]) -> None:
    """Masqué ou supprimé depuis l'indexation, un projet ne se compte plus ; ailleurs, non plus ; une requête."""
    la = {"porteurs": (commune(2),), "partenaires": (ville("Antanambe"),), "financements": ()}
    ailleurs = {"porteurs": (commune(2),), "partenaires": (ville("Kleinstadt", "DE"),), "pays": ("DE",)}
    appliquer(projets=[*(projet(f"p{n}", titre=f"Puits {n}", **la) for n in range(3)), projet("p3", **ailleurs)])
    index_suivi()
    masque, efface, _reste = Projet.objects.filter(titre__startswith="Puits").order_by("pk")
    operations.marquer_sensible(objet="projet", objet_id=masque.pk, masque_noms=True, par="personne:1")
    Projet.objects.filter(pk=efface.pk).update(supprime_le=timezone.now())
    filtre = Filtre(pays_action=("MG",), type_acteur=("collectivite",))
    assert [a.projets for a in presents(filtre, "MG", nombre=5, jour=JOUR)] == [1]
    with CaptureQueriesContext(connection) as lues:
        assert projets_montrables_dans("DE", [acteur(commune(2))]) == {acteur(commune(2)): 1}
    assert len([x for x in lues if "participationprojet" in x["sql"]]) == 1


def test_deux_communes_du_meme_nom_restent_deux(index_suivi: Callable[[], object]) -> None:
    """Chacune sa ligne, chacune sa page : un homonyme ne prend pas les liens de l'autre."""
    Collectivite.objects.filter(code="ZZ003").update(nom="Fabriquée-en-Bresse")
    appliquer(*(relation(f"r{n}", [commune(n), ville(f"Antanambe {n}")]) for n in (2, 3)))
    index_suivi()
    dits = ceux_du_lieu("antanambe", "MG", jour=JOUR)
    assert sorted((a.nom, a.adresse[:18], [x.avec for x in a.liens]) for a in dits) == [
        ("Fabriquée-en-Bresse", "/territoires/ZZ002", ["Antanambe 2"]),
        ("Fabriquée-en-Bresse", "/territoires/ZZ003", ["Antanambe 3"]),
    ]


def test_le_droit_du_depart_est_celui_du_type() -> None:
    """L'article du mandat spécial et de la transmission : celui de la commune, jamais ceux des autres."""
    dit = texte_du_dossier()
    assert all(a in dit for a in ("L. 2123-18", "L. 2131-1 et L. 2131-2", "conseil municipal"))
    assert not any(a in dit for a in ("L. 3123-19", "L. 4135-19", "L. 3131-1", "L. 4141-1"))
    assert "choisissez la vôtre" in texte_du_dossier("")


def test_paris_n_a_pas_de_conseil_municipal() -> None:
    """Son assemblée est le Conseil de Paris : l'article reste à vérifier, plutôt que celui d'une commune."""
    assert type_des_textes("75056", "commune") is None and type_des_textes("ZZ001", "commune") is not None
    if territoire("75056") is None:
        Collectivite.objects.filter(code="ZZ003").update(code="75056")
    pays = pays_fiche("MG")
    assert pays is not None
    dit = write_markdown(dossier(mission(pays, territoire("75056"), jour=JOUR), site="https://exemple.invalid"))
    assert "conseil municipal" not in dit and "L. 2123-18" not in dit
    assert "L’article qui vaut pour votre collectivité est à vérifier" in dit


def test_la_ville_ou_l_on_va_suit_le_dossier(client: Client) -> None:
    page = lire(client, "/pays/mg/mission/?collectivite=ZZ001&lieu=%20Antananarivo%20%20ville&jours=3")
    (adresse,) = re.findall(r'href="(/pays/mg/mission\.md\?[^"]+)"', page)
    assert "lieu=Antananarivo+ville" in adresse and "jours=3" in adresse
    dit = lire(client, adresse.replace("&amp;", "&"))
    assert "Dossier de mission : Madagascar, Antananarivo ville" in dit.replace("\u00a0", " ")
    assert "conseils-par-pays-destination/madagascar" in dit and "conseils-par-pays-destination/madagascar" in page


def test_le_dossier_entre_dans_le_gabarit_de_la_maison() -> None:
    """Sans pays, on dit lequel manque, et ce qui est choisi reste ; avec, c'est le dossier de la maison."""
    chez_nous = client_de("ZZ001")
    for pays, statut, phrase in (("", 422, "Choisissez le pays"), ("FR", 422, "Choisissez le pays"), ("MG", 200, "")):
        fichier = SimpleUploadedFile("charte.docx", gabarit_exemple())
        envoi = {"document": "mission", "pays": pays, "lieu": "Antsirabe", "gabarit": fichier}
        reponse = chez_nous.post("/chez-nous/ZZ001/gabarit/", envoi)
        assert reponse.status_code == statut and phrase in reponse.content.decode(errors="ignore")
    lus = [p.text for p in Document(BytesIO(reponse.content)).paragraphs]
    assert "Ce qu’il faut rapporter" in lus and any("Antsirabe" in x for x in lus) and "{{" not in "".join(lus)
