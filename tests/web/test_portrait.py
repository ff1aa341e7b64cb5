"""La page du portrait et ses documents : les mêmes chiffres partout, pour toute collectivité, sans rien trahir."""

import html
import re
from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO

import pikepdf
import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jumelles.acteurs.designation import Partie
from jumelles.acteurs.models import Acteur
from jumelles.cooperations import operations
from jumelles.cooperations.models import Projet, Relation
from jumelles.documents.arbre import Contenu, Tableau
from jumelles.documents.markdown import write_markdown
from jumelles.referentiel.nombres import milliers
from jumelles.strategies.portrait import Portrait, composer, phrases, phrases_comparables, portrait
from jumelles.strategies.portrait.rapport import rapport_du_portrait
from jumelles.territoires.models import Collectivite
from jumelles.territoires.requetes import territoire
from jumelles.web.portes import aujourdhui
from jumelles.web.portraits.vues import adresse_portrait
from tests.cooperations.test_operations import GRENOBLE, SASSENAGE, TANA, _projet, appliquer, relation, une_source

pytestmark = pytest.mark.django_db
CATEGORIES = (
    "commune", "cc", "ca", "cu", "metropole", "ept", "departement", "region", "statut_particulier", "outre_mer",
)  # fmt: skip
SECRET = "Antsahabe"
REQUETES = 31
VIDE = "/territoires/38253-les-deux-alpes/portrait/"


def _codes() -> list[str]:
    """Cent collectivités de tous les genres : les plus peuplées, les plus petites, des engagées."""
    codes: dict[str, None] = {}
    for categorie in CATEGORIES:
        vivantes = Collectivite.objects.vivantes().filter(categorie=categorie)
        rangees = list(vivantes.order_by("-population", "code").values_list("code", flat=True))
        pas = max(1, len(rangees) // 5)
        codes |= dict.fromkeys((*rangees[:2], *rangees[::pas][:5], *rangees[-2:]))
    engagees = Acteur.objects.reels().filter(collectivite__isnull=False, participations__isnull=False).order_by("pk")
    return list(dict.fromkeys((*codes, *engagees.values_list("collectivite__code", flat=True))))[:100]


def _plat(texte: str) -> str:
    sans = re.sub(r"<[^>]+>", " ", texte)
    return re.sub(r"\s+", " ", html.unescape(sans.replace("\\", ""))).replace(" ,", ",")


def _phrases(p: Portrait) -> Iterator[str]:
    """Ce que l'arbre dit d'une phrase ou d'un nom."""
    yield from phrases.en_bref(p)
    yield phrases_comparables.groupe(p.comparaison)
    yield phrases_comparables.sans_mediane(p.comparaison)
    yield from (m.phrase for m in p.manques)
    for r in p.comparaison.rapprochements:
        yield from (phrases_comparables.ecart(e) for e in r.ailleurs)
        yield from (e.nom for e in r.seuls)
    yield from (lien.nom for lien in p.liens[:12])


Rangees = list[list[str]]


def _de_la_page(page: str, legende: str) -> Rangees:
    """Les cellules du corps de la table de cette légende, rangée par rangée ; vide si elle n'y est pas."""
    for table in re.findall(r"<table.*?</table>", page, flags=re.DOTALL):
        dite, corps = table.partition("</caption>")[0], table.partition("<tbody>")[2]
        if _plat(dite.partition("<caption")[2].partition(">")[2]).strip().startswith(legende):
            rangees = re.findall(r"<tr>(.*?)</tr>", corps, flags=re.DOTALL)
            return [[_plat(x).strip() for x in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", r, re.DOTALL)] for r in rangees]
    return []


def _du_document(p: Portrait, legende: str) -> Rangees:
    tables = [b for b in rapport_du_portrait(p).blocs if isinstance(b, Tableau)]
    siennes = [b for b in tables if _dire(b.legende).startswith(legende)]
    return [[_plat(_dire(c)).strip() for c in ligne] for b in siennes for ligne in b.lignes]


def _dire(contenu: Contenu) -> str:
    """Le texte d'une cellule, sans ses notes."""
    morceaux = contenu if isinstance(contenu, tuple) else (contenu,)
    return "".join(m if isinstance(m, str) else getattr(m, "texte", "") for m in morceaux)


def _mesures(rangees: Rangees, *, page: bool) -> Rangees:
    """La page réunit les deux quarts et dessine la réglette : les mêmes colonnes que le document."""
    if page:
        rangees = [[n, soi, milieu, *quarts.split(" – "), effectif] for n, soi, milieu, quarts, effectif, _r in rangees]
    return [[x[:1].lower() + x[1:] for x in rangee] for rangee in rangees]


def test_un_chiffre_du_document_est_celui_de_la_page_pour_cent_collectivites(client: Client) -> None:
    """Cellule à cellule : les tables de la page et celles du document ; les phrases, mot à mot."""
    codes, comparees = _codes(), 0
    assert len(codes) == 100
    for code in codes:
        fiche = territoire(code)
        assert fiche is not None
        p = composer(fiche, jour=aujourdhui())
        reponse = client.get(adresse_portrait(fiche))
        assert reponse.status_code == 200, code
        brute = reponse.content.decode()
        page, document = _plat(brute), _plat(write_markdown(rapport_du_portrait(p)))
        for dit in _phrases(p):
            assert _plat(dit) in page, (code, "page", dit)
            assert _plat(dit) in document, (code, "document", dit)
        for legende, n in (("Celles qui la contiennent", len(p.englobantes)), ("Ses voisines", len(p.voisines))):
            ici, la = _de_la_page(brute, legende), _du_document(p, legende)
            assert ici == la and len(ici) == n, (code, legende)
            comparees += len(ici)
        legende = "Elle et ses comparables"
        ici = _mesures(_de_la_page(brute, legende), page=True)
        assert ici == _mesures(_du_document(p, legende), page=False), (code, legende)
        assert len(ici) == len(p.comparaison.mesures)
        sommes = [r[-2] for r in _de_la_page(brute, "Sommes connues")]
        assert sommes == [r[-1] for r in _du_document(p, "Sommes connues")] and len(sommes) == len(p.argent[:30])
        comparees += len(ici) + len(sommes)
        assert f"partenariats internationaux connus ici : {milliers(len(p.liens))}." in _plat(p.en_texte())
    assert comparees > 300


def test_une_collectivite_sans_lien_a_de_quoi_commencer(client: Client) -> None:
    """Jamais vide ni triste : ce que font les voisines et les comparables, et par où commencer."""
    page = client.get(VIDE).content.decode()
    for morceau in ("Par où commencer", "Ce que font les autres", "Collectivités comparables", "n’y en a pas"):
        assert morceau in page
    p = portrait("38253", jour=date(2026, 11, 22))
    assert p.voisines and p.comparaison.n >= 5 and len(phrases.par_ou_commencer(p)) >= 4
    assert ">0<" not in re.sub(r"<svg.*?</svg>", "", page, flags=re.DOTALL)


@pytest.mark.parametrize(
    ("demande", "mene"),
    [
        ("/territoires/38185/portrait/", "/territoires/38185-grenoble/portrait/"),
        ("/territoires/38185-autre/portrait/?a=1", "/territoires/38185-grenoble/portrait/?a=1"),
        ("/territoires/01033-x/portrait.pdf", "/territoires/01033-valserhone/portrait.pdf"),
        ("/territoires/R32/portrait.odt", "/territoires/R32-region-hauts-de-france/portrait.odt"),
        ("/territoires/38253.D/portrait/", "/territoires/38253-les-deux-alpes/portrait/"),
    ],
)
def test_une_adresse_mal_ecrite_ou_d_hier_mene_a_la_bonne(client: Client, demande: str, mene: str) -> None:
    reponse = client.get(demande)
    assert (reponse.status_code, reponse["Location"]) == (301, mene)


@pytest.mark.parametrize("adresse", ["/territoires/99999-x/portrait/", "/territoires/99999-x/portrait.pdf"])
def test_une_collectivite_inconnue_n_a_pas_de_portrait(client: Client, adresse: str) -> None:
    assert client.get(adresse).status_code == 404


def test_les_documents_s_emportent_et_la_page_du_territoire_y_mene(client: Client) -> None:
    assert "/territoires/38185-grenoble/portrait/" in client.get("/territoires/38185-grenoble/").content.decode()
    page = client.get("/territoires/38185-grenoble/portrait/").content.decode()
    for extension in ("pdf", "docx", "odt", "md", "html"):
        adresse = f"/territoires/38185-grenoble/portrait.{extension}"
        assert adresse in page
        reponse = client.get(adresse)
        assert (reponse.status_code, reponse["X-Robots-Tag"]) == (200, "noindex")


def test_le_pdf_est_balise_en_francais_et_ses_figures_se_disent() -> None:
    from jumelles.documents.pdf import write_pdf

    octets = write_pdf(rapport_du_portrait(portrait("67482", jour=date(2026, 11, 22))))
    with pikepdf.open(BytesIO(octets)) as pdf:
        assert str(pdf.Root.Lang).startswith("fr")
        assert bool(pdf.Root.MarkInfo.Marked)
        dits = [str(o.Alt) for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/Alt" in o]
        assert any("Stuttgart" in dit for dit in dits)
        assert any("médiane" in dit for dit in dits)
        assert 3 <= len(pdf.pages) <= 6


def test_le_nombre_de_requetes_ne_depend_pas_du_nombre_de_liens(
    client: Client, index_suivi: Callable[[], object]
) -> None:
    from django.db import connection

    def compter() -> int:
        with CaptureQueriesContext(connection) as requetes:
            assert client.get("/territoires/38474-sassenage/portrait/").status_code == 200
        return len(requetes)

    une_source()
    appliquer(relation("r0", [SASSENAGE, TANA]), projets=[_projet(titre="Un")])
    index_suivi()
    client.get("/territoires/38474-sassenage/portrait/")
    avant = compter()
    assert avant <= REQUETES
    villes = [Partie(f"Ville fabriquée {n}", "MG", niveau="ville") for n in range(40)]
    appliquer(*(relation(f"n{n}", [SASSENAGE, ville], debut=f"{1960 + n}") for n, ville in enumerate(villes)))
    index_suivi()
    assert compter() <= avant


@pytest.fixture
def masque(index_suivi: Callable[[], object]) -> None:
    une_source()
    appliquer(
        relation("r1", [GRENOBLE, TANA], nature="jumelage", intitule=f"Avec {SECRET}", note=SECRET),
        projets=[_projet(titre=f"Eau à {SECRET}", contexte=SECRET, dispositif=SECRET)],
    )
    pk = Relation.objects.with_acteur(Acteur.objects.get(nom=TANA.nom).pk).get().pk
    operations.marquer_sensible(objet="relation", objet_id=pk, par="personne:1", masque_lieu=True)
    projet = Projet.objects.get(titre=f"Eau à {SECRET}").pk
    operations.marquer_sensible(objet="projet", objet_id=projet, par="personne:1", masque_partenaire=True)
    index_suivi()


def test_un_lien_masque_ne_sort_ni_de_la_page_ni_des_documents_ni_des_comparables(masque: None, client: Client) -> None:
    for nom in ("38185-grenoble", "38474-sassenage", "35238-rennes", "D38-departement-de-l-isere"):
        for fin in ("portrait/", "portrait.md", "portrait.html"):
            assert SECRET not in client.get(f"/territoires/{nom}/{fin}").content.decode(), (nom, fin)
    p = portrait("38185", jour=date(2026, 11, 22))
    assert SECRET not in p.en_texte() + p.en_json()
    assert any(lien.nom == "Autorité locale non précisée" for lien in p.liens)


def test_une_structure_du_lieu_parait_une_structure_masquee_jamais(
    client: Client, index_suivi: Callable[[], object]
) -> None:
    une_source()
    ici = Partie("Association fabriquée d’ici", "FR", nature="association", lat=45.19, lon=5.73)
    tue = Partie(f"Comité {SECRET}", "FR", nature="association", lat=45.19, lon=5.73)
    loin = Partie("Association fabriquée de la région", "FR", nature="association", lat=45.19, lon=5.73)
    appliquer(*(relation(f"a{n}", [GRENOBLE, x, TANA]) for n, x in enumerate((ici, tue, loin))))
    Acteur.objects.filter(nom=tue.nom).update(sensible=True)
    Acteur.objects.filter(nom=loin.nom).update(precision="region")
    index_suivi()
    p = portrait("38185", jour=date(2026, 11, 22))
    assert [(x.nom, x.distance_km) for x in p.installees if "fabriquée" in x.nom] == [(ici.nom, 1)]
    page = client.get("/territoires/38185-grenoble/portrait/").content.decode()
    assert page.count("Association fabriquée d’ici") >= 2
    assert p.associes_nombre >= 1
    assert f"Comité {SECRET}" not in page.split('id="acteurs"')[1].split("</section>")[0]
