"""La page d'un pays, ses contacts et le dossier de mission : qui voit quoi, rien sans source (C1.5, C1.8)."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from django.core import mail
from django.test import Client

from jumelles.acteurs.carnet import accepter, inscrire
from jumelles.acteurs.models import Acteur, Contact
from jumelles.cooperations import operations
from jumelles.cooperations.models import Projet, Relation
from jumelles.documents.markdown import write_markdown
from jumelles.rattachements.habilitation import Habilitation
from jumelles.rattachements.operations import rattacher_au_reseau
from jumelles.rattachements.referents.operations import ajouter_referent
from jumelles.recherche.filtre import Filtre
from jumelles.recherche.requetes import compter
from jumelles.strategies.mission import dossier, mission
from jumelles.strategies.pays import appels_du_pays, droit_a_l_aide, situation_pays
from jumelles.territoires.requetes import pays_fiche, territoire
from tests.acteurs.test_contacts import PERSONNE, SERVICE
from tests.atelier.equipe import PORTE, client_de, client_de_l_equipe
from tests.atelier.faits import appliquer, projet, relation
from tests.atelier.monde import commune, un_monde, ville

pytestmark = pytest.mark.django_db
JOUR = date(2026, 11, 22)
SAISIE = {
    "rubrique": "afd", "organisme": "Agence (fabriquée)", "courriel": "scac.tana@exemple.invalid", "source": "essai",
    "source_date": "2026",
}  # fmt: skip
SECRETS = ("Camille Exemple", "camille.exemple@exemple.invalid")


@pytest.fixture(autouse=True)
def monde(db: None) -> Iterator[None]:
    un_monde()
    yield


def client_du_reseau() -> tuple[Client, int]:
    from jumelles.comptes.models import Utilisateur

    reseau = Acteur.objects.create(nature="reseau", nom="Réseau fabriqué", cle="reseau fabrique", pays_id="FR")
    personne = Utilisateur.objects.create_user("reseau@exemple.invalid", "un-mot-de-passe-long", nom="R Exemple")
    rattacher_au_reseau(courriel="reseau@exemple.invalid", reseau_id=reseau.pk, par="essai")
    client = Client()
    client.force_login(personne, backend=PORTE)
    return client, reseau.pk


def texte_du_dossier(code: str = "ZZ001", iso2: str = "MG") -> str:
    pays = pays_fiche(iso2)
    assert pays is not None
    return write_markdown(dossier(mission(pays, territoire(code), jour=JOUR), site="https://exemple.invalid"))


def declaration(iso2: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Ce qu'il faut encore savoir pour que la déclaration d'aide soit due : sa règle, puis son acte."""
    pays = pays_fiche(iso2)
    assert pays is not None
    loi = mission(pays, territoire("ZZ001"), jour=JOUR).loi
    assert loi is not None
    (regle,) = [x for x in loi.lignes if x.action.code == "declaration_apd"]
    (acte,) = [a for a in loi.actes if a.code == "apd"]
    return regle.si, acte.si


def test_qui_entre_ou(client: Client) -> None:
    """C1.8 : la matrice d'accès des contacts et du dossier de la maison."""
    reseau, _numero = client_du_reseau()
    portes = {
        "/contacts/mg/": (302, 403, 200, 200),
        "/contacts/fr/": (302, 403, 404, 404),
        "/chez-nous/ZZ001/mission-mg.md": (302, 200, 403, 403),
        "/pays/mg/mission.md": (200, 200, 200, 200),
        "/pays/mg/mission/": (200, 200, 200, 200),
        "/pays/zz/mission/": (404, 404, 404, 404),
        "/pays/mg/mission.exe": (404, 404, 404, 404),
        "/pays/mg/mission.md?collectivite=ZZ999": (404, 404, 404, 404),
    }
    clients = (client, client_de("ZZ001"), reseau, client_de_l_equipe())
    for adresse, attendus in portes.items():
        assert tuple(c.get(adresse).status_code for c in clients) == attendus, adresse
    for quoi in ("retirer", "reverifier", "redemander"):
        reponses = [c.post(f"/contacts/mg/1/{quoi}/").status_code for c in clients]
        assert reponses == [302, 403, 302, 302]
        assert client.get(f"/contacts/mg/1/{quoi}/").status_code == 405


def test_une_personne_n_est_nulle_part_avant_son_accord(client: Client) -> None:
    """C1.8 : ni page, ni dossier, ni API, ni export ; après, sur la page et dans le dossier."""
    faite = inscrire(dit=PERSONNE, au_nom_de=None, jour=JOUR, par="essai")
    publiques = (
        "/pays/mg/",
        "/pays/mg/mission/",
        "/pays/mg/mission.md",
        "/api/v1/references/pays/",
        "/acteurs.csv?pays=MG",
    )
    lues = {a: lire(client, a) for a in publiques}
    assert not [a for a, page in lues.items() if any(s in page for s in SECRETS)]
    accepter(jeton=faite.jeton)
    assert SECRETS[0] in lire(client, "/pays/mg/") and SECRETS[1] in lire(client, "/pays/mg/mission.md")
    assert SECRETS[0] not in lire(client, "/acteurs.csv?pays=MG")


def lire(client: Client, adresse: str) -> str:
    reponse = client.get(adresse, follow=True)
    return reponse.getvalue().decode()


def test_un_reseau_inscrit_et_la_personne_repond() -> None:
    """C1.8 : le lien n'est que dans le courriel ; la même saisie deux fois n'en fait qu'une."""
    client, numero = client_du_reseau()
    for _fois in range(2):
        assert client.post("/contacts/mg/", {**SAISIE, "reseau": numero}).status_code == 302
    personne = {**SAISIE, "reseau": numero, "personnel": "on", "nom": "Camille Exemple", "fonction": "<b>Directrice"}
    page = client.post("/contacts/mg/", personne, follow=True).content.decode()
    assert Contact.objects.count() == 2 and len(mail.outbox) == 1
    (lien,) = re.findall(r"/contacts/accord/\?jeton=\S+", str(mail.outbox[0].body))
    assert mail.outbox[0].to == [SAISIE["courriel"]] and lien not in page
    chez_elle = Client()
    vue = chez_elle.get(lien)
    assert "&lt;b&gt;Directrice" in vue.content.decode() and vue["Referrer-Policy"] == "no-referrer"
    assert "noindex" in vue["X-Robots-Tag"] and "no-store" in vue["Cache-Control"]
    chez_elle.post(lien, {"reponse": "oui"})
    assert "Camille Exemple" in lire(chez_elle, "/pays/mg/")
    chez_elle.post(lien, {"reponse": "non"})
    assert "Camille Exemple" not in lire(chez_elle, "/pays/mg/")
    assert "jeton" not in chez_elle.get("/contacts/accord/").content.decode()
    assert chez_elle.get(lien).status_code == chez_elle.post(lien, {"reponse": "oui"}).status_code == 404


def test_un_contact_ne_se_change_que_sous_son_pays() -> None:
    """C1.8 : le courriel nommerait un autre pays."""
    numero = inscrire(dit=PERSONNE, au_nom_de=None, jour=JOUR, par="essai").contact_id
    equipe = client_de_l_equipe()
    for quoi in ("redemander", "reverifier", "retirer"):
        reponse = equipe.post(f"/contacts/de/{numero}/{quoi}/", follow=True)
        assert "n’existe plus" in reponse.content.decode() and not mail.outbox and Contact.objects.exists()


def test_un_oui_venu_apres_le_refus_le_dit(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """La page dit ce qui a été fait, pas ce qui a été demandé."""
    jeton = inscrire(dit=PERSONNE, au_nom_de=None, jour=JOUR, par="essai").jeton
    monkeypatch.setattr("jumelles.acteurs.carnet._du_jeton", lambda jeton: None)
    assert client.post(f"/contacts/accord/?jeton={jeton}", {"reponse": "oui"}).status_code == 404


@pytest.mark.parametrize(
    ("faute", "phrase"),
    [
        ({"page": "javascript:alert(1)"}, "commence par https"),
        ({"source_date": "hier"}, "Écrivez une année"),
        ({"courriel": ""}, "au moins un courriel"),
        ({"courriel": "camille.exemple@exemple.invalid"}, "semble celui d’une personne"),
        ({"organisme": "x" * 10_000}, "200"),
        ({"telephone": "<script>"}, "numéro de téléphone"),
    ],
)
def test_une_saisie_refusee_dit_pourquoi_et_garde_le_reste(faute: dict[str, str], phrase: str) -> None:
    client, numero = client_du_reseau()
    reponse = client.post("/contacts/mg/", {**SAISIE, "reseau": numero, **faute})
    page = reponse.content.decode()
    assert reponse.status_code == 422 and phrase in page and SAISIE["source"] in page
    assert "<script>" not in page.partition("<main")[2] and not Contact.objects.exists()


def test_un_contact_perime_le_dit_et_les_rubriques_vides_aussi(client: Client) -> None:
    """C1.5 : vide se dit ; douze mois après, « à revérifier »."""
    inscrire(dit=SERVICE, au_nom_de=None, jour=date(2024, 1, 1), par="essai")
    page = lire(client, "/pays/mg/")
    rubriques = page.partition('id="contacts"')[2].partition("</section>")[0]
    assert "à revérifier" in rubriques and rubriques.count("non renseigné") == 5
    assert "à revérifier" in texte_du_dossier()


def test_l_avis_date_ouvre_la_page_et_le_dossier(client: Client) -> None:
    """C1.5 : coopération suspendue, avec sa source et « à vérifier »."""
    from jumelles.territoires.models import Pays

    Pays.objects.get_or_create(
        iso2="ML", defaults={**Pays.objects.filter(pk="MG").values("nom_anglais", "continent", "source_id").get(),
                             "iso3": "MLI", "nom": "Mali", "locatif": "au Mali"},
    )  # fmt: skip
    for page in (lire(client, "/pays/ml/"), lire(client, "/pays/ml/mission/")):
        avis = page.partition('class="avis"')[2]
        assert "Coopération suspendue" in avis and "à vérifier" in avis.partition("</div>")[0]
    dit = texte_du_dossier(iso2="ML")
    assert dit.index("Coopération suspendue") < dit.index("Le pays")
    assert 'class="avis"' not in lire(client, "/pays/de/")


def test_l_eligibilite_est_dite_par_annee_et_decide_du_droit() -> None:
    """C1.5 : 2026 n'a pas de liste connue ; la dernière connue décide, et le dit."""
    la = situation_pays("MG", jour=JOUR)
    assert [(a.annee, a.pma.oui, a.apd.oui) for a in la.annees[:3]] == [
        (2026, None, None),
        (2025, True, True),
        (2024, True, True),
    ]
    assert "dernière liste connue : 2025" in texte_du_dossier().replace("\u00a0", " ")
    for iso2, si in (("MG", ()), ("DE", ("pays_apd",))):
        assert declaration(iso2) == (si, si)


def test_une_liste_non_relue_n_etablit_pas_le_droit_a_l_aide() -> None:
    """La liste de l'aide n'a pas été relue : au Maroc, rien n'est « obligatoire », aucun appel ne le nomme."""
    from jumelles.territoires.models import Pays

    modele = Pays.objects.filter(pk="MG").values("nom_anglais", "continent", "source_id").get()
    Pays.objects.get_or_create(iso2="MA", defaults={**modele, "iso3": "MAR", "nom": "Maroc", "locatif": "au Maroc"})
    la = situation_pays("MA", jour=JOUR)
    assert la.apd.oui and droit_a_l_aide("MA", JOUR.year) == (None, "")
    assert droit_a_l_aide("MG", JOUR.year)[0] is True
    assert declaration("MA") == (("pays_apd",), ("pays_apd",))
    assert "(si le pays est éligible" in texte_du_dossier(iso2="MA")
    assert not any(a.is_nomme for a in la.appels if any(c.champ == "pays_apd" for c in a.appel.criteres))
    assert any(a.is_nomme for a in situation_pays("MG", jour=JOUR).appels)


def test_un_appel_qui_exclut_le_pays_n_est_pas_propose() -> None:
    noms = {iso: {a.appel.code for a in appels_du_pays(iso, apd=True, pma=True, jour=JOUR)} for iso in ("ML", "MG")}
    assert "forim-mesoprojets-2024" in noms["MG"] - noms["ML"]
    europe = {a.appel.code for a in appels_du_pays("DE", apd=False, pma=False, jour=JOUR)}
    assert not any("forim" in code for code in europe)
    (a,) = [a for a in appels_du_pays("MG", apd=True, pma=True, jour=JOUR) if a.appel.code == "meae-2024"]
    assert len(a.taux) == 1 and "90" in a.taux[0]


def test_d_un_projet_un_clic_mene_a_son_pays(index_suivi: Callable[[], object], client: Client) -> None:
    """C1.5 : la page du pays compte ses projets publiés comme la liste où elle mène."""
    un = replace(projet("p1"), porteurs=(commune(1),), partenaires=(ville("Tsaravao"),))
    appliquer(projets=[un])
    index_suivi()
    fiche = client.get(f"/projets/{Projet.objects.get(titre=un.titre).pk}/", follow=True).content.decode()
    (pays,) = re.findall(r'href="(/pays/mg-madagascar/)"', fiche.partition("<main")[2])
    page = client.get(pays)
    assert un.titre in page.content.decode()
    publies = Projet.objects.reels().filter(lieux__pays="MG").distinct().count()
    assert page.context["projets_nombre"] == compter(Filtre(pays=("MG",)), "projets") == publies
    assert un.titre in texte_du_dossier() and "1 projets" not in texte_du_dossier()
    assert {c.source.code: c.projets for c in situation_pays("MG", jour=JOUR).couverture}["essai"] == 1


def test_au_dela_de_la_borne_les_projets_se_comptent(
    index_suivi: Callable[[], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Les projets du pays seul sont lus, jusqu'à la borne ; les autres se comptent."""
    monkeypatch.setattr("jumelles.strategies.mission.assemblage.PROJETS", 2)
    porte = {"porteurs": (commune(1),), "partenaires": (ville("Tsaravao"),)}
    dits = [(f"p{n}", {"titre": f"Projet inventé {n}", "debut": f"200{n}", **porte}) for n in (1, 2, 3)]
    appliquer(projets=[replace(projet(cle), **dit) for cle, dit in dits])
    index_suivi()
    dit = texte_du_dossier()
    assert "Projet inventé 3" in dit and "Projet inventé 2" in dit and "Projet inventé 1" not in dit
    assert "Et 1 autre projet plus ancien" in dit
    assert "Projet inventé" not in texte_du_dossier(iso2="DE")


def test_le_dossier_dit_ses_liens_jamais_le_masque_ni_l_invente() -> None:
    """C1.5 : un lien masqué, même en partie, n'entre pas dans un document qui voyage."""
    appliquer(relation("r1", [commune(1), ville("Tsaravao")], nature="jumelage", debut="1999"))
    assert "Tsaravao" in texte_du_dossier() and "1999" in texte_du_dossier()
    assert "Tsaravao" not in texte_du_dossier("ZZ002").partition("Qui d’autre")[0]
    pk = Relation.objects.get(participations__acteur__nom="Tsaravao").pk
    operations.marquer_sensible(objet="relation", objet_id=pk, masque_lieu=True, par="personne:1")
    assert "Tsaravao" not in texte_du_dossier()


@pytest.mark.parametrize("depart", ["supprime", "masque"])
def test_qui_n_a_plus_rien_part_aussitot_du_pays_et_du_dossier(
    index_suivi: Callable[[], object], client: Client, depart: str
) -> None:
    """Sans attendre que l'index suive ; « plus engagé » avec zéro lien ne se dit pas, les suivants montent."""
    villes = [f"Ville Fabriquée {n:02}" for n in range(9)]
    appliquer(
        relation("r1", [commune(1), ville("Tsaravao")], debut="1999"),
        relation("r2", [commune(2), ville("Tsaravao")], debut="1998"),
        *(relation(f"v{n}", [commune(3), ville(nom)]) for n, nom in enumerate(villes)),
    )  # fmt: skip
    index_suivi()
    pages = ("/pays/mg/", "/pays/mg/mission.md")
    assert all("Tsaravao" in lire(client, a) for a in pages)
    for pk in Relation.objects.filter(participations__acteur__nom="Tsaravao").values_list("pk", flat=True):
        if depart == "supprime":
            operations.supprimer_relation(relation_id=pk, motif="essai", par="personne:1")
        else:
            operations.marquer_sensible(objet="relation", objet_id=pk, masque_partenaire=True, par="personne:1")
    dits = [p.nom for p in client.get("/pays/mg/", follow=True).context["partenaires"]]
    assert "Tsaravao" not in dits and set(villes) & set(dits)
    assert [a for a in pages if "Tsaravao" in lire(client, a)] == []


def test_l_ordre_des_actes_est_le_bon_et_rien_ne_se_signe_avant() -> None:
    """DOMAINE §3 : délibération, transmission, signature, transmission, mandatement, déclaration, Atlas."""
    droit = texte_du_dossier().partition("Les actes, dans cet ordre")[2]
    rangs = [droit.index(acte) for acte in ("Délibération", "Signature de la convention", "Mandatement", "Atlas")]
    assert rangs == sorted(rangs) and "préfecture" in droit
    assert "Choisissez la vôtre" in texte_du_dossier("")


def test_le_dossier_de_la_maison_porte_ses_referents_et_lui_seul(client: Client) -> None:
    """C5.10 : l'équipe seule."""
    dit = {"service": "Service fabriqué de l'eau", "fonction": "Technicien"}
    equipe = Habilitation(signature="essai", collectivites=frozenset({"ZZ001"}))
    ajouter_referent(code="ZZ001", dit=dit, jeton=uuid4(), par=equipe)
    chez_nous = client_de("ZZ001").get("/chez-nous/ZZ001/mission-mg.md")
    assert "Service fabriqué" in chez_nous.content.decode() and "no-store" in chez_nous["Cache-Control"]
    assert "Service fabriqué" not in lire(client, "/pays/mg/mission.md?collectivite=ZZ001")


@pytest.mark.parametrize(
    "question", ["collectivite=<script>alert(1)</script>", "jours=9999", "jours=abc", "collectivite=" + "x" * 9000]
)
def test_un_choix_hostile_se_lit_ou_se_refuse(client: Client, question: str) -> None:
    reponse = client.get("/pays/mg/mission/?" + question)
    assert reponse.status_code in (200, 422) and "<script>alert" not in reponse.content.decode()
    assert client.get("/pays/mg/mission.md?jours=9999").status_code == 200


def test_un_octet_nul_n_atteint_pas_la_base(client: Client) -> None:
    """PostgreSQL le refuserait : il s'ôte, comme dans les questions au conseil."""
    assert client.get("/pays/mg/mission.md?collectivite=%00").status_code == 200
    assert "Fabriquée-sur-Isère" in lire(client, "/pays/mg/mission.md?collectivite=ZZ001%00")


@pytest.mark.parametrize("extension", ["pdf", "docx", "odt", "md", "html"])
def test_un_clic_fait_le_dossier(client: Client, extension: str) -> None:
    """C1.5."""
    page = lire(client, "/pays/mg/mission/?collectivite=ZZ001")
    (adresse,) = re.findall(rf'href="(/pays/mg/mission\.{extension}\?[^"]+)"', page)
    reponse = client.get(adresse.replace("&amp;", "&"))
    assert reponse.status_code == 200 and "mission-" in reponse["Content-Disposition"]


def test_le_nombre_de_requetes_ne_depend_pas_des_contacts(client: Client, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    for n in range(30):
        inscrire(dit=replace(SERVICE, organisme=f"Ambassade {n}"), au_nom_de=None, jour=JOUR, par="essai")
    # Trois listes de présents (la région, les autres, sur place), chacune relue dans la base : sept requêtes l'une.
    for adresse, borne in (("/pays/mg/", 16), ("/pays/mg/mission/?collectivite=ZZ001", 29)):
        with django_assert_max_num_queries(borne):
            client.get(adresse, follow=True)
