"""Témoigner, modérer, offrir le droit de réponse d'abord (C5.3)."""

import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from jumelles.acteurs.models import Acteur
from jumelles.comptes.models import Utilisateur
from jumelles.conseil import operations, requetes
from jumelles.conseil.models import Temoignage
from jumelles.conseil.moderation import (
    DELAI_DE_REPONSE,
    EN_ATTENTE_MAX,
    SUITES,
    EtatDuDroit,
    EtatTemoignage,
    critique_un_tiers,
    peut_passer,
    types_nommes,
)
from jumelles.conseil.operations import TemoignageRefuse
from jumelles.conseil.partenaires import types_de_partenaires
from jumelles.provenance.models import Journal
from tests.atelier.equipe import PORTE, client_de_l_equipe
from tests.atelier.monde import un_monde

JOUR = date(2026, 11, 22)
FIN = JOUR + DELAI_DE_REPONSE
E = EtatTemoignage


@pytest.fixture
def association(db: None) -> int:
    """Une association inventée, que l'on nomme."""
    un_monde()
    return Acteur.objects.create(
        nom="Les Amis du fleuve", cle="les amis du fleuve", nature="association", pays_id="FR"
    ).pk


@pytest.fixture
def membre(db: None) -> Client:
    """Une personne connectée, qui n'est pas de l'équipe."""
    personne = Utilisateur.objects.create_user("lou@exemple.invalid", "un-mot-de-passe-long", nom="Lou Exemple")
    client = Client()
    client.force_login(personne, backend=PORTE)
    return client


def _dire(acteur_id: int | None = None, type_: str = "", **textes: str) -> int:
    voulus = textes or {"faiblesse": "Répond rarement."}
    return operations.temoigner(jeton=uuid.uuid4(), textes=voulus, par="essai", type_=type_, acteur_id=acteur_id)[0]


def _passer(pk: int, vers: str, jour: date = JOUR, lu: bool = False) -> None:
    operations.passer(temoignage_id=pk, vers=vers, jour=jour, par="equipe", raison="parce que", sans_critique=lu)


@pytest.mark.parametrize(
    ("droit", "jour", "permis"),
    [
        (EtatDuDroit(False), JOUR, True),
        (EtatDuDroit(True), JOUR, False),
        (EtatDuDroit(True, JOUR), FIN, False),
        (EtatDuDroit(True, JOUR), FIN + timedelta(days=1), True),
        (EtatDuDroit(True, JOUR, JOUR), JOUR, True),
        (EtatDuDroit(True, None, JOUR), JOUR, False),
    ],
)
def test_une_critique_attend_la_reponse_ou_le_delai(droit: EtatDuDroit, jour: date, permis: bool) -> None:
    assert peut_passer(E.REPONSE_OFFERTE, E.PUBLIE, droit, jour) is permis


def test_rien_ne_va_la_ou_la_table_ne_le_dit_pas() -> None:
    """Publié se retire, retiré se relit : chaque pas se défait."""
    libre = EtatDuDroit(False)
    permis = {(de, vers) for de in E for vers in E if peut_passer(de, vers, libre, JOUR)}
    assert permis == {(de, vers) for de, suites in SUITES.items() for vers in suites}
    assert {(E.PUBLIE, E.RETIRE), (E.RETIRE, E.PROPOSE), (E.REFUSE, E.PROPOSE)} <= permis


def test_un_type_qui_nomme_une_structure_se_traite_comme_elle() -> None:
    codes = {t.code for t in types_de_partenaires()}
    assert types_nommes() < codes and {"f3e", "afd"} <= types_nommes() and "lycees" not in types_nommes()
    assert critique_un_tiers("lent", acteur=False, type_="f3e") and not critique_un_tiers(
        "lent", acteur=False, type_="lycees"
    )
    assert not critique_un_tiers(" ", acteur=True)


def test_une_faiblesse_d_un_acteur_ne_parait_pas_sans_droit_de_reponse(association: int) -> None:
    """C5.3 : ni par l'opération, ni par la base elle-même."""
    pk = _dire(association)
    assert requetes.publies("acteur", association) == ()
    with pytest.raises(TemoignageRefuse):
        _passer(pk, E.PUBLIE)
    with pytest.raises(IntegrityError), transaction.atomic():
        Temoignage.objects.filter(pk=pk).update(etat="publie")
    operations.offrir_le_droit_de_reponse(temoignage_id=pk, a="sa présidence", jour=JOUR, par="equipe")
    with pytest.raises(TemoignageRefuse):
        _passer(pk, E.PUBLIE, FIN)
    operations.repondre(temoignage_id=pk, texte="Nous avons doublé notre équipe.", jour=JOUR, par="equipe")
    _passer(pk, E.PUBLIE)
    (paru,) = requetes.publies("acteur", association)
    assert (paru.faiblesse, paru.reponse, paru.repondu_le) == (
        "Répond rarement.",
        "Nous avons doublé notre équipe.",
        JOUR,
    )


def test_sans_reponse_le_delai_passe_puis_la_reponse_tardive_parait_a_cote(association: int) -> None:
    pk = _dire(association)
    operations.offrir_le_droit_de_reponse(temoignage_id=pk, a="sa présidence", jour=JOUR, par="equipe")
    _passer(pk, E.PUBLIE, FIN + timedelta(days=1))
    operations.repondre(temoignage_id=pk, texte="C'est réparé.", jour=FIN + timedelta(days=9), par="equipe")
    assert requetes.publies("acteur", association)[0].reponse == "C'est réparé."


def test_un_avantage_parait_apres_lecture_et_tout_se_defait_et_se_journalise(association: int) -> None:
    pk = _dire(association, avantage="Des bénévoles fidèles.")
    _passer(pk, E.PUBLIE)
    assert len(requetes.publies("acteur", association)) == 1
    _passer(pk, E.RETIRE)
    assert requetes.publies("acteur", association) == ()
    _passer(pk, E.PROPOSE)
    _passer(pk, E.PUBLIE)
    lignes = Journal.objects.filter(objet_type="temoignage", objet_id=pk).order_by("pk")
    assert list(lignes.values_list("par", flat=True)) == ["essai"] + ["equipe"] * 4
    with pytest.raises(TemoignageRefuse):
        _passer(pk, E.PUBLIE)


def test_une_critique_dans_le_contexte_ne_parait_pas_sans_etre_lue(association: int) -> None:
    """C5.3 : la case de l'équipe, ou le droit de réponse offert à qui est nommé."""
    pk = _dire(association, avantage="Fidèle.", contexte="Les Amis du fleuve ne répondent jamais.")
    equipe = client_de_l_equipe()
    assert 'name="sans_critique"' in equipe.get("/temoignages/a-lire/").content.decode()
    equipe.post(f"/temoignages/{pk}/geste/", {"geste": "publie"})
    assert Temoignage.objects.get().etat == E.PROPOSE
    operations.signaler_une_critique(temoignage_id=pk, par="equipe")
    equipe.post(f"/temoignages/{pk}/geste/", {"geste": "publie", "sans_critique": "on"})
    assert Temoignage.objects.get().etat == E.PROPOSE
    Temoignage.objects.update(critique_un_tiers=False)
    equipe.post(f"/temoignages/{pk}/geste/", {"geste": "publie", "sans_critique": "on"})
    assert Temoignage.objects.get().etat == E.PUBLIE


def test_efface_il_n_en_reste_aucun_mot(association: int) -> None:
    """À la demande de son auteur : ni dans la fiche, ni au journal ; un témoignage publié se retire d'abord."""
    pk = _dire(association, avantage="Des bénévoles fidèles.", contexte="À Ville-Essai")
    _passer(pk, E.PUBLIE, lu=True)
    with pytest.raises(TemoignageRefuse):
        operations.effacer(temoignage_id=pk, par="equipe")
    _passer(pk, E.RETIRE)
    operations.effacer(temoignage_id=pk, par="equipe")
    ligne = str(Temoignage.objects.filter(pk=pk).values().get())
    journal = str(list(Journal.objects.filter(objet_type="temoignage", objet_id=pk).values("avant", "apres")))
    assert not any(mot in ligne + journal for mot in ("bénévoles", "Ville-Essai", "parce que"))
    with pytest.raises(TemoignageRefuse):
        _passer(pk, E.PROPOSE)


def test_l_equipe_peut_dire_qu_un_texte_vise_une_structure(db: None) -> None:
    """Une critique glissée dans le contexte, ou d'un type sans nom."""
    pk = _dire(type_="lycees", contexte="Le lycée Untel a tout annulé.")
    operations.signaler_une_critique(temoignage_id=pk, par="equipe")
    with pytest.raises(TemoignageRefuse):
        _passer(pk, E.PUBLIE)


def test_un_droit_de_reponse_offert_lie_meme_sans_critique_dite(db: None) -> None:
    """C5.3 : offrir de répondre, c'est dire que le texte vise quelqu'un ; il attend la réponse ou le délai."""
    pk = _dire(type_="lycees", contexte="Le lycée Untel a tout annulé.")
    operations.offrir_le_droit_de_reponse(temoignage_id=pk, a="sa direction", jour=JOUR, par="equipe")
    with pytest.raises(TemoignageRefuse):
        _passer(pk, E.PUBLIE, FIN)
    _passer(pk, E.PUBLIE, FIN + timedelta(days=1))


def test_l_etat_ne_fige_aucune_phrase_de_la_table(db: None) -> None:
    """Corriger une phrase de `phrases.csv` ne demande pas de migration."""
    assert not Temoignage._meta.get_field("etat").choices  # type: ignore[union-attr]
    lu = requetes.temoignage(_dire(type_="lycees"))
    assert lu is not None and lu.etat_libelle == "à lire"


def test_un_acteur_masque_fondu_ou_invente(association: int) -> None:
    """Masqué ou inventé : rien ne paraît. Fondu dans un autre : ses témoignages le suivent."""
    _passer(_dire(association, apport="Un relais."), E.PUBLIE)
    autre = Acteur.objects.create(nom="Amis du fleuve", cle="amis du fleuve", nature="association", pays_id="FR").pk
    Acteur.objects.filter(pk=association).update(fondu_dans=autre)
    assert len(requetes.publies("acteur", autre)) == 1
    for champs in ({"sensible": True}, {"demonstration": True}):
        Acteur.objects.filter(pk=association).update(**{"sensible": False, "demonstration": False, **champs})
        assert requetes.publies("acteur", autre) == ()


def test_le_meme_envoi_deux_fois_ne_temoigne_qu_une(association: int) -> None:
    jeton = uuid.uuid4()
    dits: dict[str, Any] = {"jeton": jeton, "textes": {"avantage": "Proche."}, "par": "essai", "acteur_id": association}
    un, neuf = operations.temoigner(**dits)
    assert (un, neuf) == (un, True) and operations.temoigner(**dits) == (un, False)
    for _ in range(EN_ATTENTE_MAX - 1):
        _dire(association)
    with pytest.raises(TemoignageRefuse):
        _dire(association)


def test_les_pages_disent_le_nombre_et_montrent_la_reponse(client: Client, association: int) -> None:
    pk = _dire(type_="f3e", faiblesse="Trop <b>loin</b>.", au_titre_de="Ville d'Essai")
    operations.offrir_le_droit_de_reponse(temoignage_id=pk, a="sa direction", jour=JOUR, par="equipe")
    operations.repondre(temoignage_id=pk, texte="Nous nous déplaçons.", jour=JOUR, par="equipe")
    _passer(pk, E.PUBLIE)
    html = client.get("/partenaires/f3e/").content.decode()
    assert "1 témoignage" in html and "Trop &lt;b&gt;loin&lt;/b&gt;" in html and "Nous nous déplaçons." in html
    assert "essai" not in html.split('id="temoignages"')[1].split("</section>")[0], (
        "le nom de qui témoigne ne paraît pas"
    )
    assert "1 témoignage" in client.get("/partenaires/?vue=cartes").content.decode()


ACCES = [
    ("get", "/temoigner/type/f3e/", 302, 200, 200),
    ("post", "/temoigner/type/f3e/", 302, 400, 400),
    ("get", "/temoignages/a-lire/", 302, 403, 200),
    ("post", "/temoignages/{pk}/geste/", 302, 403, 302),
    ("get", "/temoigner/type/inconnu/", 302, 404, 404),
    ("get", "/temoigner/acteur/999999/", 302, 404, 404),
]


@pytest.mark.parametrize(("methode", "adresse", "anonyme", "connecte", "equipe"), ACCES)
def test_qui_peut_quoi(membre: Client, methode: str, adresse: str, anonyme: int, connecte: int, equipe: int) -> None:
    """Lire est à tous ; témoigner, à qui est connecté ; modérer, à l'équipe."""
    pk = _dire(type_="lycees", avantage="Accueillant.")
    obtenus = [getattr(c, methode)(adresse.format(pk=pk)).status_code for c in (Client(), membre, client_de_l_equipe())]
    assert obtenus == [anonyme, connecte, equipe]
    assert Temoignage.objects.get(pk=pk).etat == E.PROPOSE


def test_du_formulaire_a_la_page(membre: Client, association: int) -> None:
    """Écrire, garder ce qu'on a écrit en cas de faute, envoyer, modérer, lire ; deux clics n'en font qu'un."""
    adresse = f"/temoigner/acteur/{association}/"
    vide = membre.post(adresse, {"jeton": str(uuid.uuid4()), "contexte": "Un projet d'eau"})
    assert vide.status_code == 400 and "Un projet d&#x27;eau" in vide.content.decode()
    envoi = {"jeton": str(uuid.uuid4()), "avantage": "Sait écouter."}
    assert {membre.post(adresse, envoi).status_code for _ in range(2)} == {302}
    pk = Temoignage.objects.get().pk
    equipe = client_de_l_equipe()
    assert "Sait écouter." in equipe.get("/temoignages/a-lire/").content.decode()
    assert "Sait écouter." not in Client().get(f"/temoignages/acteur/{association}/").content.decode()
    equipe.post(f"/temoignages/{pk}/geste/", {"geste": "publie"})
    page = Client().get(f"/temoignages/acteur/{association}/").content.decode()
    assert "Sait écouter." in page and "1 témoignage" in page and "ARRICOD" not in page
    equipe.post(f"/temoignages/{pk}/geste/", {"geste": "retire"})
    assert Temoignage.objects.get().etat == E.PUBLIE, "retirer demande une raison"
    equipe.post(f"/temoignages/{pk}/geste/", {"geste": "retire", "texte": "À la demande de son auteur"})
    assert Temoignage.objects.get().etat == E.RETIRE


def test_un_acteur_masque_n_a_pas_de_page(membre: Client, association: int) -> None:
    Acteur.objects.filter(pk=association).update(sensible=True)
    assert Client().get(f"/temoignages/acteur/{association}/").status_code == 404
    assert membre.get(f"/temoigner/acteur/{association}/").status_code == 404


def test_au_dela_du_cinquantieme_on_lit_et_on_retire_encore(client: Client, association: int) -> None:
    """La file et la page publique se suivent page à page ; le plus récent se retire de la dernière page de la file."""
    communs = {"acteur_id": association, "avantage": "Sait écouter.", "etat": E.PUBLIE, "publie_le": JOUR, "par": "x"}
    lot = [Temoignage(jeton=uuid.uuid4(), contexte=f"fois {n}", **communs) for n in range(requetes.PAR_PAGE + 1)]
    dernier = Temoignage.objects.bulk_create(lot)[-1]
    equipe, attendu = client_de_l_equipe(), f"fois {requetes.PAR_PAGE}"
    assert attendu not in equipe.get("/temoignages/a-lire/?etat=publie").content.decode()
    page = equipe.get("/temoignages/a-lire/?etat=publie&page=2").content.decode()
    assert attendu in page and page.count('class="temoignage ') == 1
    publique = client.get(f"/temoignages/acteur/{association}/").content.decode()
    assert f"{requetes.PAR_PAGE + 1} témoignages" in publique and "?page=2" in publique and "fois 0<" not in publique
    assert "fois 0<" in client.get(f"/temoignages/acteur/{association}/?page=2").content.decode()
    geste = {"geste": "retire", "texte": "À la demande de son auteur", "page": "2"}
    suite = equipe.post(f"/temoignages/{dernier.pk}/geste/", geste)
    assert suite["Location"].endswith("?etat=publie&page=2") and equipe.get(suite["Location"]).status_code == 200
    assert Temoignage.objects.get(pk=dernier.pk).etat == E.RETIRE
    assert attendu not in client.get(f"/temoignages/acteur/{association}/").content.decode()


def test_la_file_et_la_page_publique_ont_un_nombre_fixe_de_requetes(
    client: Client, association: int, django_assert_num_queries: Any
) -> None:
    equipe = client_de_l_equipe()
    for combien in (1, 3):
        Temoignage.objects.bulk_create(
            Temoignage(jeton=uuid.uuid4(), acteur_id=association, avantage="x", etat=E.PUBLIE, publie_le=JOUR, par="x")
            for _ in range(combien)
        )
        with django_assert_num_queries(3):
            client.get(f"/temoignages/acteur/{association}/")
        with django_assert_num_queries(5):
            equipe.get("/temoignages/a-lire/?etat=publie")
