"""Importer, du dépôt à la carte : un fichier inventé entre, se relit, se défait ; ce qui est refusé dit pourquoi."""

import csv
import io
import re
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from jumelles.contributions.enums import EtatDossier as E
from jumelles.contributions.models import DossierImport
from jumelles.contributions.requetes import dossier as fiche_du_dossier
from jumelles.cooperations.models import Relation
from jumelles.provenance.enums import EtatLot
from jumelles.provenance.models import Lot, Releve
from jumelles.sources.suivi.travaux import mener
from jumelles.web.importer.bilan import bilan
from tests.atelier.equipe import client_de_l_equipe

pytestmark = pytest.mark.django_db
SOURCE = "depot-liste-fabriquee"
# Liens inventés entre de vraies collectivités : rien de ceci n'est un fait.
LIGNES = [
    ("Commune", "Dép.", "Ville jumelle", "Pays", "Type de lien", "Année"),
    ("Quimper", "29", "Limerick", "Irlande", "jumelage", "1987"),
    ("Ville de Rennes", "35", "Sendai", "Japon", "jumelage", "2004"),
    ("Brest", "29", "Kiel", "Allemagne", "jumelage", "12/05/1990"),
    ("Vannes", "56", "Galway", "Irlande", "jumelage", "32/13/2001"),
    ("Lorient", "56", "Ludwigsbourg", "Atlantide", "jumelage", "1990"),
]


@pytest.fixture(autouse=True)
def rangement(settings: Any, tmp_path: Path) -> None:
    """Les pièces de l'essai vont dans un dossier à lui."""
    settings.DOSSIER_DES_PIECES = tmp_path / "depots"


@pytest.fixture
def equipe() -> Client:
    """Une personne de l'équipe, second facteur activé."""
    return client_de_l_equipe()


def _csv(lignes: list[tuple[str, ...]]) -> bytes:
    tampon = io.StringIO()
    csv.writer(tampon, delimiter=";").writerows(lignes)
    return tampon.getvalue().encode("cp1252")


def _lire(contenu: bytes) -> list[list[str]]:
    """Un CSV que la maison a écrit : marque d'ordre, point-virgule."""
    return list(csv.reader(io.StringIO(contenu.decode("utf-8-sig")), delimiter=";"))


def faire_les_travaux() -> None:
    """Faire, dans la transaction de l'essai, ce que l'ouvrier ferait."""
    while attente := DBTaskResult.objects.filter(status="READY").order_by("enqueued_at").first():
        DBTaskResult.objects.filter(pk=attente.pk).update(status="SUCCESSFUL", finished_at=timezone.now())
        mener.func(*attente.args_kwargs["args"])


def _deposer(client: Client, lignes: list[tuple[str, ...]], **champs: str) -> DossierImport:
    """Déposer ce tableau, et le faire examiner."""
    dits = {"nom": "Liste fabriquée", "editeur": "Essais", "licence": "CC0", "date_information": "2024", **champs}
    fichier = SimpleUploadedFile("liste.csv", _csv(lignes))
    reponse = client.post("/importer/nouveau/", {"jeton": str(uuid.uuid4()), "fichier": fichier, **dits})
    assert reponse.status_code == 302, reponse.content.decode()
    faire_les_travaux()
    return DossierImport.objects.order_by("-pk")[0]


def _essayer(client: Client, dossier: DossierImport, **dites: str) -> DossierImport:
    reponse = client.post(f"/importer/{dossier.pk}/colonnes/", {"objet": "relations", **dites})
    assert reponse.status_code == 302, reponse.content.decode()
    faire_les_travaux()
    dossier.refresh_from_db()
    return dossier


def _importer(client: Client, dossier: DossierImport) -> DossierImport:
    client.post(f"/importer/{dossier.pk}/confirmer/")
    faire_les_travaux()
    dossier.refresh_from_db()
    return dossier


def _dites(source: str = SOURCE) -> int:
    """Combien de relations cette source dit."""
    ids = Releve.objects.filter(source__code=source, affirmations__retiree_le__isnull=True).values(
        "affirmations__objet_id"
    )
    return Relation.objects.filter(pk__in=ids).count()


def test_du_depot_au_rapport(equipe: Client) -> None:
    """B14 : déposer, reconnaître les colonnes, essayer, dire chaque problème, importer en partie, tout emporter."""
    dossier = _deposer(equipe, LIGNES)
    assert dossier.etat == E.COLONNES
    page = equipe.get(f"/importer/{dossier.pk}/colonnes/").content.decode()
    assert re.search(r'<option value="collectivite" selected>', page)
    assert "Limerick" in page

    assert _essayer(equipe, dossier).etat == E.ESSAYE
    essai = equipe.get(f"/importer/{dossier.pk}/").content.decode()
    assert "Rien n’est encore publié" in essai
    assert "Importer ces" in essai
    assert _dites() == 0, "un essai ne publie rien"

    assert _importer(equipe, dossier).etat == E.IMPORTE
    entrees = dossier.rapport["etats"]["valide"]
    assert entrees >= 3
    assert _dites() == entrees
    assert Lot.objects.get(pk=dossier.lot_id).etat == EtatLot.BASCULE
    fini = equipe.get(f"/importer/{dossier.pk}/").content.decode()
    assert f"/relations/?source={SOURCE}&amp;vue=carte" in fini
    texte = equipe.get(f"/importer/{dossier.pk}/rapport.txt")
    assert texte["Content-Disposition"].startswith("attachment")
    assert "5 lignes lues" in texte.content.decode()


def test_chaque_probleme_dit_ligne_colonne_valeur_raison_et_remede(equipe: Client) -> None:
    """B14 : précis, et les lignes refusées reviennent avec leur motif, à corriger et à redéposer."""
    dossier = _essayer(equipe, _deposer(equipe, LIGNES))
    problemes = dossier.rapport["problemes"]
    assert problemes
    for p in problemes:
        assert p["ligne"] > 1
        assert p["raison"] and p["remede"] and p["colonne"], p
    lignes = list(
        csv.reader(io.StringIO(equipe.get(f"/importer/{dossier.pk}/rapport.csv").content.decode()[1:]), delimiter=";")
    )
    assert lignes[0][0] == "ligne"
    assert len(lignes) > len(problemes)
    page = equipe.get(f"/importer/{dossier.pk}/").content.decode()
    assert all(f">{p['colonne']}<" in page for p in problemes)
    if dossier.rapport["etats"]["refusee"]:
        recues = equipe.get(f"/importer/{dossier.pk}/lignes-refusees.csv")
        lues = _lire(b"".join(recues.streaming_content))
        assert lues[0] == [*LIGNES[0], "motif"]
        assert len(lues) - 1 == dossier.rapport["etats"]["refusee"]
        assert all(ligne[-1] for ligne in lues[1:])


def test_les_colonnes_confirmees_servent_au_fichier_suivant(equipe: Client) -> None:
    """B14 : la correspondance est gardée pour le prochain fichier de la même source."""
    premiers = [("Qui", *LIGNES[0][1:]), *LIGNES[1:]]
    _essayer(equipe, _deposer(equipe, premiers), **{"colonne-0": "collectivite", "colonne-5": ""})
    suivant = _deposer(equipe, premiers[:3], source=SOURCE)
    assert suivant.examen["retrouvee"] is True
    champs = {c["colonne"]: c["champ"] for c in suivant.correspondance["colonnes"]}
    assert (champs["Qui"], champs["Année"]) == ("collectivite", "")
    assert "nous avons repris vos réponses" in equipe.get(f"/importer/{suivant.pk}/colonnes/").content.decode()


def test_le_meme_fichier_n_entre_pas_deux_fois(equipe: Client) -> None:
    _importer(equipe, _essayer(equipe, _deposer(equipe, LIGNES)))
    avant = _dites()
    second = _essayer(equipe, _deposer(equipe, LIGNES, source=SOURCE))
    page = equipe.get(f"/importer/{second.pk}/").content.decode()
    assert "Ce fichier est déjà entré" in page
    assert "Importer ces" not in page
    _importer(equipe, second)
    assert (_dites(), Lot.objects.filter(source__code=SOURCE, etat=EtatLot.BASCULE).count()) == (avant, 1)


def test_deux_personnes_qui_importent_la_meme_source_n_entrent_qu_une_fois(equipe: Client) -> None:
    """Le second essai périme le premier lot : le confirmer ne fait rien entrer, et le dit."""
    premier = _essayer(equipe, _deposer(equipe, LIGNES))
    autre = _essayer(equipe, _deposer(equipe, LIGNES, source=SOURCE))
    assert _importer(equipe, premier).etat == E.COLONNES
    assert "passé entre-temps" in premier.raison
    assert _dites() == 0
    assert _importer(equipe, autre).etat == E.IMPORTE
    assert Lot.objects.filter(source__code=SOURCE, etat=EtatLot.BASCULE).count() == 1


def test_un_double_clic_sur_importer_ne_bascule_qu_une_fois(equipe: Client) -> None:
    dossier = _essayer(equipe, _deposer(equipe, LIGNES))
    for _n in range(3):
        assert equipe.post(f"/importer/{dossier.pk}/confirmer/").status_code == 302
    assert DBTaskResult.objects.filter(status="READY").count() == 1
    faire_les_travaux()
    equipe.post(f"/importer/{dossier.pk}/confirmer/")
    faire_les_travaux()
    assert Lot.objects.filter(source__code=SOURCE, etat=EtatLot.BASCULE).count() == 1


def test_une_bascule_tuee_ne_laisse_rien_et_se_relance(equipe: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """B14 : coupé pendant la bascule, on est avant ; relancé, tout entre."""
    dossier = _essayer(equipe, _deposer(equipe, LIGNES))

    def mourir(**_o: Any) -> None:
        raise SystemExit

    monkeypatch.setattr("jumelles.sources.suivi.bascule.passer", mourir)
    equipe.post(f"/importer/{dossier.pk}/confirmer/")
    with pytest.raises(SystemExit):
        faire_les_travaux()
    monkeypatch.undo()
    dossier.refresh_from_db()
    assert (dossier.etat, _dites()) == (E.IMPORT, 0)
    assert "Interrompu" in equipe.get(f"/importer/{dossier.pk}/").content.decode()
    equipe.post(f"/importer/{dossier.pk}/reprendre/", {"course": str(dossier.course)})
    faire_les_travaux()
    dossier.refresh_from_db()
    assert dossier.etat == E.IMPORTE
    assert _dites() == dossier.rapport["etats"]["valide"]


def test_revenir_aux_colonnes_abandonne_le_lot_prepare(equipe: Client) -> None:
    dossier = _essayer(equipe, _deposer(equipe, LIGNES))
    lot = dossier.lot_id
    equipe.post(f"/importer/{dossier.pk}/recommencer/")
    dossier.refresh_from_db()
    assert (dossier.etat, dossier.lot_id) == (E.COLONNES, None)
    assert Lot.objects.get(pk=lot).etat == EtatLot.ABANDONNE
    assert not Lot.objects.get(pk=lot).lignes.exists()


def test_une_faute_de_structure_refuse_le_fichier_entier(equipe: Client) -> None:
    dossier = _deposer(equipe, [("Commune",)])
    assert dossier.etat == E.REFUSE
    page = equipe.get(f"/importer/{dossier.pk}/").content.decode()
    assert "Ce fichier ne peut pas entrer" in page
    assert len(dossier.raison.split("\n")) == 2, "une raison, puis un remède"


def test_une_panne_rend_le_dossier_et_le_dit(equipe: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    dossier = _deposer(equipe, LIGNES)

    def casser(*_a: Any, **_o: Any) -> None:
        raise RuntimeError("panne voulue par l'essai")

    monkeypatch.setattr("jumelles.sources.suivi.essai.preparer_depot", casser)
    equipe.post(f"/importer/{dossier.pk}/colonnes/", {"objet": "relations"})
    with pytest.raises(RuntimeError):
        faire_les_travaux()
    dossier.refresh_from_db()
    assert dossier.etat == E.COLONNES
    page = equipe.get(f"/importer/{dossier.pk}/colonnes/").content.decode()
    assert "Une erreur est survenue de notre côté" in page
    assert "panne voulue" not in page


def _annonces(page: str) -> dict[str, int]:
    """Ce que la page annonce : « perdr » la source, « quitter » le site ; de vrais liens, une autre source peut les
    dire.
    """
    trouves = re.findall(r"(\d+) (?:liens? )?(perdr|quitter)(?:a|ont)", page)
    return {"perdr": 0, "quitter": 0} | {verbe: int(n) for n, verbe in trouves}


def test_un_import_se_defait_entier_et_se_retablit(equipe: Client) -> None:
    """B14 : tout reprendre, avec une raison que le journal garde ; puis tout remettre."""
    dossier = _importer(equipe, _essayer(equipe, _deposer(equipe, LIGNES)))
    entrees = _dites()
    adresse = f"/importer/{dossier.pk}/defaire/"
    page = equipe.get(adresse).content.decode()
    assert "Vous pourrez le rétablir" in page
    assert f"{entrees} liens perdront cette source." in page
    partiront = _annonces(page)["quitter"]
    assert "(obligatoire)" in page
    assert "Dites pourquoi" in equipe.post(adresse, {"raison": "  "}).content.decode()
    for _n in range(2):
        equipe.post(adresse, {"raison": "mauvais <b>fichier</b>"})
    faire_les_travaux()
    dossier.refresh_from_db()
    assert (dossier.etat, _dites()) == (E.DEFAIT, 0)
    assert Lot.objects.get(pk=dossier.lot_id).etat == EtatLot.ANNULE
    page = equipe.get(f"/importer/{dossier.pk}/").content.decode()
    assert "mauvais &lt;b&gt;fichier&lt;/b&gt;" in page
    assert "Rétablir cet import" in page
    assert dossier.rapport["retrait"]["relations"] == partiront
    assert f"<strong>{partiront}</strong>" in page
    equipe.post(f"/importer/{dossier.pk}/retablir/")
    faire_les_travaux()
    dossier.refresh_from_db()
    assert (dossier.etat, _dites()) == (E.IMPORTE, entrees)
    assert "retrait" not in dossier.rapport


def test_defaire_un_fichier_qu_un_plus_recent_redit_previent_avant(equipe: Client) -> None:
    """Ce que le fichier récent redit sans rien y changer part aussi : la page le dit, et le compte est vrai."""
    dossier = _importer(equipe, _essayer(equipe, _deposer(equipe, LIGNES)))
    adresse = f"/importer/{dossier.pk}/defaire/"
    assert "Un fichier plus récent" not in equipe.get(adresse).content.decode()
    recent = [*LIGNES[:2], ("Brest", "29", "Kiel", "Allemagne", "jumelage", "13/05/1990"), *LIGNES[4:]]
    _importer(equipe, _essayer(equipe, _deposer(equipe, recent, source=SOURCE)))
    page = equipe.get(adresse).content.decode()
    assert "Un fichier plus récent de cette source" in page
    avant = _dites()
    annonces = _annonces(page)
    equipe.post(adresse, {"raison": "périmé"})
    faire_les_travaux()
    dossier.refresh_from_db()
    assert avant - _dites() == annonces["perdr"]
    assert dossier.rapport["retrait"]["relations"] == annonces["quitter"]
    page = equipe.get(f"/importer/{dossier.pk}/").content.decode()
    assert "ligne redite autrement par un fichier plus récent, qui reste<" in page


def test_ce_qui_ne_se_retablit_pas_dit_pourquoi(equipe: Client) -> None:
    """Le même fichier est revenu par un autre dossier : rétablir l'ancien n'aurait rien à rendre."""
    dossier = _importer(equipe, _essayer(equipe, _deposer(equipe, LIGNES)))
    equipe.post(f"/importer/{dossier.pk}/defaire/", {"raison": "à refaire"})
    faire_les_travaux()
    _importer(equipe, _essayer(equipe, _deposer(equipe, LIGNES, source=SOURCE)))
    equipe.post(f"/importer/{dossier.pk}/retablir/")
    faire_les_travaux()
    dossier.refresh_from_db()
    assert dossier.etat == E.DEFAIT
    assert "importé à nouveau" in dossier.raison


@pytest.mark.parametrize("fin", ["", "rapport.csv", "rapport.txt", "correspondance.json"])
def test_un_dossier_importe_compte_ses_requetes(equipe: Client, django_assert_max_num_queries: Any, fin: str) -> None:
    dossier = _importer(equipe, _essayer(equipe, _deposer(equipe, LIGNES)))
    with django_assert_max_num_queries(8):
        assert equipe.get(f"/importer/{dossier.pk}/{fin}").status_code == 200


DOUBLES = [
    LIGNES[0],
    ("Quimper", "29", "Limerick", "Irlande", "jumelage", "1987"),
    ("Ville de Quimper", "29", "LIMERICK", "Irlande", "jumelage", "vers 1987"),
    ("Brest", "29", "Zz-Inventée", "Allemagne", "jumelage", "1990"),
    ("Total", "", "", "", "", "3"),
]


def test_l_essai_donne_chaque_rattachement_a_verifier_avant_de_publier(equipe: Client) -> None:
    dossier = _essayer(equipe, _deposer(equipe, DOUBLES))
    page = equipe.get(f"/importer/{dossier.pk}/").content.decode().replace("\u00a0", " ")
    assert "Télécharger les 3 rattachements (CSV)" in page
    recu = equipe.get(f"/importer/{dossier.pk}/rattachements.csv")
    assert recu.streaming, "cent mille lignes ne se tiennent pas en mémoire"
    entete, *lignes = _lire(b"".join(recu.streaming_content))
    assert [x[0] for x in lignes] == ["2", "3", "4"]
    lue = dict(zip(entete, lignes[0], strict=True))
    assert (lue["collectivité retenue"], lue["département"], lue["pays"]) == ("Quimper (29232)", "29", "Irlande")
    assert lue["partenaire tel qu'écrit"] == "Limerick" and "(" in lue["partenaire retenu"]
    assert 0.9 < float(lue["score de la collectivité"].replace(",", ".")) <= 1
    assert lue["raisons"]
    assert "vers 1987" not in lignes[1][entete.index("raisons")], "les dates sont au rapport, pas aux rattachements"
    assert dict(zip(entete, lignes[2], strict=True))["partenaire retenu"] == "non rattaché"
    assert lue["lien déjà connu"] in ("oui", "non")
    assert Client().get(f"/importer/{dossier.pk}/rattachements.csv").status_code in (302, 403, 404)
    _importer(equipe, dossier)
    assert equipe.get(f"/importer/{dossier.pk}/rattachements.csv").status_code == 404, "les lignes sont entrées"


def test_les_comptes_de_l_essai_se_rejoignent(equipe: Client) -> None:
    dossier = _essayer(equipe, _deposer(equipe, DOUBLES))
    page = equipe.get(f"/importer/{dossier.pk}/").content.decode().replace("\u00a0", " ")
    assert "<strong>1</strong> lignes de plus, qui redisent le lien d'une autre ligne du fichier" in page.replace(
        "&#x27;", "'"
    )
    assert "Un partenaire ne sera pas placé sur la carte" in page
    assert "aucun lieu de ce nom au référentiel" in page
    assert "Ligne 5 : un total (« 3 »)" in page
    assert "à corriger chez vous" not in page, "un total n'est pas refusé"


def test_une_valeur_repetee_a_sa_remarque_a_elle(equipe: Client) -> None:
    noms = ("Limerick", "Galway", "Cork", "Sligo", "Tralee")
    lignes = [("Quimper", "29", n, "Irlande", "zzz" if k < 3 else f"y{k}", "") for k, n in enumerate(noms)]
    dossier = _essayer(equipe, _deposer(equipe, [LIGNES[0], *lignes]))
    remarques = bilan(fiche_du_dossier(dossier.pk), 1).remarques
    assert [(r.valeurs, r.nombre) for r in remarques] == [(("zzz",), 3), (("y3", "y4"), 2)]


def test_le_formulaire_dit_l_obligatoire_et_la_faute_a_cote_de_son_champ(equipe: Client) -> None:
    page = equipe.post("/importer/nouveau/", {"jeton": str(uuid.uuid4())}).content.decode()
    assert "Le fichier n’est pas enregistré" in page
    for champ, faute in (("fichier", "Choisissez un fichier."), ("nom", "À remplir pour une nouvelle source."),
                         ("licence", "À remplir pour une nouvelle source.")):  # fmt: skip
        assert f'<span class="faute" id="id_{champ}_error">{faute}</span>' in page
        assert re.search(rf'<label for="id_{champ}">[^<]+ <span class="requis">obligatoire</span></label>', page)
        assert re.search(rf'<input[^>]*name="{champ}"[^>]*aria-describedby="id_{champ}_error"', page)
