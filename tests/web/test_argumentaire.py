"""L'argumentaire : des exemples réels et liés, des opinions dites, un texte que l'on retouche (C1.11, C3.11)."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import product
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jumelles.conseil.arguments import Audience, objections
from jumelles.cooperations import operations
from jumelles.cooperations.models import Relation
from jumelles.documents.markdown import write_markdown
from jumelles.strategies.argumentaire import DemandeArgumentaire, Retouche, Retouches, composer, document
from jumelles.strategies.argumentaire.retouches import LIBRE_MAX, TEXTE_MAX
from jumelles.territoires.requetes import territoire
from tests.atelier.faits import appliquer, relation
from tests.atelier.monde import commune, un_monde, ville

pytestmark = pytest.mark.django_db
JOUR = date(2026, 11, 22)
SITE = "https://exemple.invalid"
QUESTION = "audience=elu&objection=cout&territoire=ZZ001"
DEMANDE = DemandeArgumentaire(Audience.ELU, "cout", (), "ZZ001")
LOI = "argument:un-pour-cent-eau"


@pytest.fixture
def lien(index_suivi: Any) -> Iterator[Any]:
    """Un lien réel de la commune inventée, dans l'index ; rend son numéro et de quoi suivre la base."""
    un_monde()
    appliquer(relation("r1", [commune(1), ville("Tsaravao")], nature="jumelage", debut="1999", date_information="2024"))
    index_suivi()
    pk = Relation.objects.get(participations__acteur__nom="Tsaravao").pk
    yield pk, index_suivi


@pytest.fixture
def monde(db: None) -> None:
    un_monde()


def compose(**champs: Any) -> Any:
    demande = DemandeArgumentaire(**{**{n: getattr(DEMANDE, n) for n in DEMANDE.__slots__}, **champs})
    return composer(demande, territoire(demande.territoire), jour=JOUR, site=SITE)


def texte(retouches: Retouches | None = None) -> str:
    return write_markdown(document(compose(), retouches, adresse=SITE)).replace("\u00a0", " ")


def test_un_exemple_reel_est_cite_avec_son_lien_puis_disparait_avec_sa_fiche(lien: Any, client: Client) -> None:
    """C1.11 : supprimé de la base, il quitte le texte suivant ; la page et le document disent la même chose."""
    pk, suivre = lien
    adresse = f"{SITE}/relations/{pk}-"
    assert adresse in texte() and "Source essai, 2024" in texte() and "chez vous" in texte().lower()
    assert f"/relations/{pk}-" in client.get(f"/argumentaire/?{QUESTION}").content.decode()
    operations.supprimer_relation(relation_id=pk, motif="essai", par="personne:1")
    assert adresse not in texte(), "avant même que l'index ne suive"
    suivre()
    assert adresse not in texte()
    assert f"/relations/{pk}-" not in client.get(f"/argumentaire/?{QUESTION}").content.decode()


def test_un_lien_masque_ou_invente_n_est_jamais_un_exemple(lien: Any) -> None:
    pk, suivre = lien
    operations.marquer_sensible(objet="relation", objet_id=pk, masque_lieu=True, par="personne:1")
    suivre()
    assert f"/relations/{pk}-" not in texte()


def test_une_retouche_ne_rappelle_pas_un_exemple_parti(lien: Any) -> None:
    """C1.11 : le texte que la personne avait repris part avec la fiche."""
    pk, _suivre = lien
    reprise = Retouches({f"exemple:relations:{pk}": Retouche(texte="Notre plus vieux jumelage.")})
    assert "Notre plus vieux jumelage" in texte(reprise)
    operations.supprimer_relation(relation_id=pk, motif="essai", par="personne:1")
    assert "Notre plus vieux jumelage" not in texte(reprise)


@pytest.mark.parametrize(("audience", "objection"), list(product(Audience, objections())))
def test_chaque_argument_est_cite_ou_dit_opinion(monde: None, audience: Audience, objection: str) -> None:
    """C3.11, C1.7 : la solidarité est là, avant l'économie."""
    fait = compose(audience=audience, objection=objection)
    assert all(p.note is not None or p.is_opinion for p in fait.pieces)
    titres = [titre for titre, _pieces in fait.groupes()]
    assert "Raisons propres à la solidarité" in titres
    if "Raisons économiques" in titres:
        assert titres.index("Raisons propres à la solidarité") < titres.index("Raisons économiques")


def test_l_objection_puis_la_reponse_puis_les_raisons_les_chiffres_et_les_exemples(lien: Any, client: Client) -> None:
    """L'ordre de la page est celui du document ; solidarité et économie se suivent."""
    fait = compose()
    titres = [titre for titre, _pieces in fait.groupes()]
    assert titres[0] == "Ce que vous pouvez répondre" and fait.pieces[0].texte == objections()["cout"].reponse
    rang = titres.index("Raisons propres à la solidarité")
    assert titres[rang + 1] == "Raisons économiques"
    assert titres[-2:] == ["Des chiffres comptés dans la base", "Des exemples proches"]
    page = client.get(f"/argumentaire/?{QUESTION}").content.decode()
    for rendu in (page.split("<main")[1], texte()):
        places = [rendu.index(t) for t in titres]
        assert places == sorted(places) and rendu.index("Ça coûte cher") < places[0]


def test_on_ote_on_reecrit_on_range_et_la_reference_le_dit(monde: None) -> None:
    """C1.11 : un texte d'une autre main ne se met pas dans la bouche de la source."""
    groupe = next(g for g in compose().groupes() if g[0] == "Pour les services et l’institution")[1]
    premier, second = groupe[:2]
    rendu = texte(
        Retouches(
            {premier.code: Retouche(texte="Mon propre mot.", rang=9), second.code: Retouche(rang=1)},
            introduction="Madame la maire,\n\nvoici.", conclusion="À débattre.",
        )
    )  # fmt: skip
    assert rendu.index(second.texte[:30]) < rendu.index("Mon propre mot.")
    assert f"D’après : {premier.note.source}" in rendu and premier.texte[:40] not in rendu
    assert "Madame la maire," in rendu and "À débattre." in rendu
    opinions = {p.code: Retouche(garder=False) for p in compose().pieces if p.is_opinion}
    assert "Opinion" not in texte(Retouches(opinions)) and "est une opinion" not in texte(Retouches(opinions))


def test_la_page_se_retouche_et_s_emporte_sans_javascript(monde: None, client: Client) -> None:
    page = client.get(f"/argumentaire/retoucher/?{QUESTION}").content.decode()
    codes = re.findall(r'name="texte-([^"]+)"', page)
    envoi = {f"vu-{c}": "1" for c in codes} | {f"garder-{c}": "on" for c in codes[1:]}
    envoi |= {f"texte-{codes[1]}": "<script>alert(1)</script> & {balise}", "format": "md"}
    rendu = client.post(f"/argumentaire/retoucher/?{QUESTION}", envoi)
    assert rendu.status_code == 200 and rendu["Content-Type"].startswith("text/markdown")
    assert "<script>" not in rendu.content.decode() and "alert" in rendu.content.decode()
    for extension, debut in (("docx", b"PK"), ("odt", b"PK"), ("pdf", b"%PDF"), ("html", b"<!doctype")):
        fichier = client.post(f"/argumentaire/retoucher/?{QUESTION}", {**envoi, "format": extension})
        assert fichier.content.startswith(debut) and b"<script>alert" not in fichier.content


@pytest.mark.parametrize(
    ("champ", "valeur", "phrase"),
    [
        ("introduction", "ligne\n" * 10_000, f"{LIBRE_MAX} au plus"),
        ("texte-{code}", "x" * (TEXTE_MAX + 1), f"{TEXTE_MAX} au plus"),
        ("ordre-{code}", "premier", "nombre de 1 à 99"),
        ("ordre-{code}", "0", "nombre de 1 à 99"),
    ],
)
def test_un_texte_trop_long_est_refuse_et_rien_n_est_perdu(
    monde: None, client: Client, champ: str, valeur: str, phrase: str
) -> None:
    code = compose().pieces[0].code
    envoi = {champ.format(code=code): valeur, "conclusion": "Ma conclusion", "format": "pdf"}
    reponse = client.post(f"/argumentaire/retoucher/?{QUESTION}", envoi)
    page = reponse.content.decode().replace("\u00a0", " ")
    assert reponse.status_code == 422 and phrase in page and "Ma conclusion" in page


def test_un_envoi_enorme_est_refuse_net(monde: None, client: Client) -> None:
    """Dix mégaoctets, ou des milliers de champs : 400, sans rien lire."""
    for envoi in ({"introduction": "x" * 10_000_000}, {f"texte-{n}": "x" for n in range(5_000)}):
        assert client.post(f"/argumentaire/retoucher/?{QUESTION}", envoi).status_code in (400, 413)


@pytest.mark.parametrize(
    "question",
    ["audience=roi&objection=cout", "audience=elu&objection=%3Cb%3E", "audience=elu&objection=cout&theme=lune",
     "audience=elu&objection=cout&territoire=" + "x" * 9000, "audience=elu&objection=cout&territoire=Nullepart"],
)  # fmt: skip
def test_une_question_impossible_se_dit(monde: None, client: Client, question: str) -> None:
    reponse = client.get("/argumentaire/?" + question)
    assert reponse.status_code == 422 and 'role="alert"' in reponse.content.decode()
    assert "<b>" not in reponse.content.decode().partition('role="alert"')[2][:400]
    assert client.get("/argumentaire/texte.pdf?" + question).status_code == 404
    assert client.get("/argumentaire/retoucher/?" + question).status_code == 302


def test_le_texte_tel_quel_et_la_page_disent_les_memes_pieces(monde: None, client: Client) -> None:
    fait = compose()
    page = client.get(f"/argumentaire/?{QUESTION}").content.decode().replace("\u00a0", " ")
    for piece in fait.pieces:
        debut = re.split(r"[^\w ,;:]", piece.texte.replace("\u00a0", " "))[0][:30]
        assert debut in page and debut in texte()
    assert "Cinq manières d’agir" in page and "Comparer les manières d’agir" in texte()


def test_le_nombre_de_requetes_est_borne(monde: None, client: Client, django_assert_max_num_queries: Any) -> None:
    """Six sans un exemple à dire ; quinze quand la base en a de toutes sortes."""
    for adresse, nombre in (
        (f"/argumentaire/?{QUESTION}", 15), (f"/argumentaire/retoucher/?{QUESTION}", 15), ("/argumentaire/", 0),
    ):  # fmt: skip
        with django_assert_max_num_queries(nombre, info=adresse):
            client.get(adresse)


def test_plus_d_exemples_ne_posent_pas_plus_de_questions(
    lien: Any, client: Client, django_assert_num_queries: Any
) -> None:
    _pk, suivre = lien
    with CaptureQueriesContext(connection) as un:
        client.get(f"/argumentaire/?{QUESTION}")
    appliquer(*(relation(f"p{n}", [commune(1), ville(f"Lieu {n}")], nature="jumelage") for n in range(3)))
    suivre()
    with django_assert_num_queries(len(un)):
        client.get(f"/argumentaire/?{QUESTION}")
