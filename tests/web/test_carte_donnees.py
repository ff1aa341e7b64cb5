"""Ce que la carte reçoit : le sous-ensemble situé de la liste, et rien d'inventé."""

import gzip
import json
import secrets
from dataclasses import replace

import pytest
from django.test import Client

from jumelles.recherche import carte
from jumelles.recherche.document import Document, Point
from jumelles.recherche.filtre import Filtre, Sorte
from jumelles.recherche.moteur import MoteurIndisponible, Repere, moteur
from jumelles.web.carte import vues
from jumelles.web.carte.reserve import Reserve
from jumelles.web.dates import date_fr
from jumelles.web.portes import aujourdhui
from tests.atelier.moteur_en_memoire import MoteurEnMemoire

PARIS = Point(48.86, 2.35, "ville", "francais", "Paris")
BAMAKO = Point(12.65, -8.0, "ville", "etranger", "Bamako")
SEGOU = Point(13.43, -6.26, "ville", "etranger", "Ségou")


def _relation(numero: int, pays: str, points: tuple[Point, ...], departement: str = "D38") -> Document:
    return Document(
        sorte="relations", id=numero, noms=(f"Lien {numero}",), points=points,
        situe={"francais", "etranger"} <= {p.cote for p in points},
        facettes={"pays": (pays,) if pays else (), "territoire": (departement, "R84")},
        arcs=(f"{departement}>{pays}",) if pays else (),
        fiche={"id": numero, "titre": f"Lien {numero}", "adresse": f"/relations/{numero}-lien/"},
    )  # fmt: skip


@pytest.fixture
def quatre(monkeypatch: pytest.MonkeyPatch, db: None) -> MoteurEnMemoire:
    """Deux liens placés (dont un à deux partenaires), un connu au niveau du pays, un sans lieu."""
    tenu = MoteurEnMemoire()
    tenu.reconstruire(
        [
            _relation(1, "ML", (PARIS, BAMAKO)),
            _relation(2, "ML", (PARIS, BAMAKO, SEGOU)),
            _relation(3, "ML", (PARIS,)),
            _relation(4, "", (PARIS,)),
        ],
        Repere(journal=1, jour="2026-11-22"),
    )
    for module in (carte, vues):
        monkeypatch.setattr(module, "moteur", lambda: tenu)
    return tenu


def test_ce_qui_n_est_pas_place_est_compte_a_part(quatre: MoteurEnMemoire) -> None:
    """C4.5, B7 : 4 = 2 placés + 1 au niveau du pays + 1 sans lieu."""
    b = carte.bilan(Filtre(), "relations")
    assert (b.total, b.situes, b.pays_seul, b.sans_lieu) == (4, 2, 1, 1)
    assert [(c.code, c.nombre, c.situes, c.seul) for c in b.pays] == [("ML", 3, 2, 1)]


def test_un_arc_par_couple_de_lieux_et_aucun_pour_le_pays_seul(quatre: MoteurEnMemoire, client: Client) -> None:
    """C4.5 : le lien connu du pays seul n'a ni marque, ni lieu, ni arc."""
    recu = client.get("/relations/carte.json").json()
    assert recu["marques"]["id"] == [1, 2]
    assert recu["arcs"] == {"marque": [0, 1, 1], "de": [0, 0, 0], "vers": [1, 1, 2]}
    assert list(zip(recu["lieux"]["lon"], recu["lieux"]["lat"], strict=True)) == [
        (2.35, 48.86), (-8.0, 12.65), (-6.26, 13.43),
    ]  # fmt: skip
    assert recu["pays"]["seul"] == [1]


def test_au_dela_du_nombre_les_liens_se_reunissent_mais_la_liste_reste_placee(
    quatre: MoteurEnMemoire, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Avec une marque au plus : des flux, et seulement les fiches que la page demande."""
    monkeypatch.setattr(carte, "MARQUES_MAX", 1)
    recu = client.get("/relations/carte.json?fiche=2&fiche=3&fiche=abc").json()
    assert (recu["mode"], recu["partiel"], recu["marques"]["id"]) == ("agregats", True, [2])
    proche = client.get("/relations/carte.json?zone=-7,13,-5,14").json()
    assert (proche["mode"], proche["partiel"], proche["marques"]["id"]) == ("marques", True, [2])


@pytest.mark.parametrize(
    ("adresse", "sorte", "filtre"),
    [
        ("/relations/carte.json", "relations", Filtre()),
        ("/relations/carte.json?pays=SN&pays=ML", "relations", Filtre(pays=("SN", "ML"))),
        ("/relations/carte.json?territoire=R84", "relations", Filtre(territoire=("R84",))),
        ("/acteurs/carte.json?pays=DE", "acteurs", Filtre(pays=("DE",))),
        ("/projets/carte.json", "projets", Filtre()),
    ],
)
def test_la_carte_est_le_sous_ensemble_situe_de_la_liste(
    db: None, client: Client, adresse: str, sorte: Sorte, filtre: Filtre
) -> None:
    """C4.5, D8 : les mêmes numéros que le moteur, et les comptes s'additionnent."""
    recu = client.get(adresse).json()
    voulus = [t.id for t in moteur().parcourir(filtre, sorte, nombre=100_000, situes=True)]
    assert recu["marques"]["id"] == voulus
    assert recu["total"] == moteur().compter(filtre, sorte)
    assert recu["total"] == recu["situes"] + recu["pays_seul"] + recu["sans_lieu"]
    assert recu["situes"] == len(voulus)
    poses = {recu["marques"]["id"][m] for m in recu["poses"]["marque"]}
    assert poses == set(voulus)
    if sorte == "relations":
        assert {recu["marques"]["id"][m] for m in recu["arcs"]["marque"]} == set(voulus)


def test_chaque_arc_va_de_france_a_l_etranger(db: None, client: Client) -> None:
    recu = client.get("/relations/carte.json").json()
    cotes = recu["lieux"]["cote"]
    assert {cotes[i] for i in recu["arcs"]["de"]} <= {"francais"}
    assert {cotes[i] for i in recu["arcs"]["vers"]} <= {"etranger"}


@pytest.mark.parametrize("sorte", ["relations", "projets", "acteurs"])
def test_la_carte_entiere_pese_moins_de_trois_cents_kilo_octets(db: None, client: Client, sorte: str) -> None:
    """B10 : toute la base, comprimée comme le serveur le fait."""
    assert len(gzip.compress(client.get(f"/{sorte}/carte.json").content, 6)) <= 300_000


def test_une_vue_de_six_mille_marques_pese_moins_de_trois_cents_kilo_octets() -> None:
    """B10 : le plus que la carte dise une à une, avec des noms et des lieux tous différents."""
    from jumelles.web.carte.colonnes import to_colonnes

    def marque(i: int) -> carte.Marque:
        de = Point(43 + i * 7919 % 70_000 / 10_000, i * 104_729 % 60_000 / 10_000, "ville", "francais")
        vers = Point(-40 + i * 7919 % 1_000_000 / 10_000, i * 15_485_863 % 2_000_000 / 10_000 - 90, "ville", "etranger")
        titre = f"Communauté {i * 7919 % 99_991:x} – Arrondissement {i * 104_729 % 99_991:x}"
        adresse = f"/relations/{i}-communaute-{i * 7919 % 99_991:x}-arrondissement-{i * 104_729 % 99_991:x}/"
        return carte.Marque(i, titre, adresse, (de, vers), ((de, vers),))

    colonnes = to_colonnes(marque(i) for i in range(carte.MARQUES_MAX))
    assert len(gzip.compress(json.dumps(colonnes, separators=(",", ":")).encode(), 6)) <= 300_000


def test_rien_n_a_change_se_dit_en_304(db: None, client: Client) -> None:
    premiere = client.get("/relations/carte.json?pays=SN")
    seconde = client.get("/relations/carte.json?pays=SN", HTTP_IF_NONE_MATCH=premiere["ETag"])
    assert (seconde.status_code, seconde.content) == (304, b"")
    assert client.get("/relations/carte.json?pays=ML")["ETag"] != premiere["ETag"]


def test_la_meme_question_ne_se_calcule_qu_une_fois_par_etat(
    quatre: MoteurEnMemoire, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Deux adresses qui disent pareil n'en font qu'une ; une écriture fait tout oublier."""
    faits: list[object] = []
    vraie = vues._content

    def compter(demande: vues.Demande) -> dict[str, object]:
        faits.append(demande)
        return vraie(demande)

    monkeypatch.setattr(vues, "_content", compter)
    premiere = client.get("/relations/carte.json?zoom=3&bruit=1")
    assert client.get("/relations/carte.json?zoom=3.0").content == premiere.content
    assert len(faits) == 1
    client.get("/relations/carte.json?zoom=3&pays=ML")
    assert len(faits) == 2
    quatre.ecrire([], [("relations", 2)], Repere(9))
    apres = client.get("/relations/carte.json?zoom=3", HTTP_IF_NONE_MATCH=premiere["ETag"])
    assert (apres.status_code, apres.json()["marques"]["id"]) == (200, [1])
    assert len(faits) == 3


def test_la_carte_part_comprimee_a_qui_sait_la_lire(quatre: MoteurEnMemoire, client: Client) -> None:
    nue = client.get("/relations/carte.json")
    serree = client.get("/relations/carte.json", HTTP_ACCEPT_ENCODING="br, gzip")
    assert "Content-Encoding" not in nue
    assert (serree["Content-Encoding"], gzip.decompress(serree.content)) == ("gzip", nue.content)
    assert serree["ETag"] == nue["ETag"]
    assert serree["ETag"].startswith('W/"')
    assert "Accept-Encoding" in nue["Vary"]


def test_la_reserve_est_bornee_et_garde_ce_qu_on_redemande() -> None:
    gardees, faits = Reserve(octets_max=340), []

    def demander(question: int, octets: int = 60) -> bytes:
        def faire() -> bytes:
            faits.append(question)
            return secrets.token_bytes(octets)

        return gardees.rendre(Repere(1), question, faire)

    un = demander(1)
    for question in (2, 3, 4):
        demander(question)
    assert demander(1) == un
    demander(5)  # il faut de la place : la moins redemandée sort
    assert demander(1) == un
    demander(2)
    assert faits == [1, 2, 3, 4, 5, 2]
    demander(6, octets=900)  # trop grosse : elle n'entre pas, et ne chasse personne
    assert demander(1) == un
    assert faits == [1, 2, 3, 4, 5, 2, 6]


def test_une_panne_ne_se_garde_pas() -> None:
    gardees = Reserve()

    def rater() -> bytes:
        raise MoteurIndisponible("plus tard")

    for _ in range(2):
        with pytest.raises(MoteurIndisponible):
            gardees.rendre(Repere(1), "question", rater)
    assert gzip.decompress(gardees.rendre(Repere(1), "question", lambda: b"oui")) == b"oui"


@pytest.mark.parametrize(
    "question",
    ["zone=1,2", "zone=nan,nan,nan,nan", "zoom=1e9", "zoom=" + "9" * 5000, "zoom=-1", "zoom=²", "fiche=x",
     "fiche=" + "9" * 400, "&".join("fiche=1" for _ in range(900)), "emprise=0,0,0,0", "pays=%00", "q=" + "x" * 10_000],
)  # fmt: skip
@pytest.mark.parametrize("sorte", ["relations", "projets", "acteurs"])
def test_une_demande_forgee_recoit_une_reponse(db: None, client: Client, sorte: str, question: str) -> None:
    assert client.get(f"/{sorte}/carte.json?{question}").status_code == 200


def test_on_ne_poste_pas_a_la_carte(client: Client) -> None:
    assert client.post("/relations/carte.json").status_code == 405


def test_le_tableau_jumeau_dit_chaque_nombre_de_la_carte(db: None, client: Client) -> None:
    """B9 : sans JavaScript, tout ce que la carte dit par sa couleur est écrit."""
    page = client.get("/relations/?vue=carte&pays=SN").content.decode()
    recu = client.get("/relations/carte.json?pays=SN").json()
    lignes = page.partition('class="atlas__jumeau"')[2].partition("</details>")[0]
    for ensemble in ("pays", "regions", "departements"):
        assert recu[ensemble]["nom"], ensemble
        for nom, nombre in zip(recu[ensemble]["nom"], recu[ensemble]["nombre"], strict=True):
            suite = lignes.partition(f">{nom.replace(chr(39), '&#x27;')}</a></th>")[2]
            assert suite.startswith(f'<td class="nombre">{nombre:,}</td>'.replace(",", "\u00a0")), (ensemble, nom)


def test_la_page_dit_en_mots_ce_que_la_carte_ne_place_pas(db: None, client: Client) -> None:
    """B7 : « n'est connu qu'au niveau du pays », jamais un point au milieu."""
    filtre = Filtre()
    b = carte.bilan(filtre, "relations")
    assert b.pays_seul, "la base d'essai doit avoir un lien connu du pays seul"
    page = client.get("/relations/?vue=carte").content.decode()
    assert "au niveau du pays" in page.partition('id="carte"')[2].partition("atlas__outils")[0]


def test_la_carte_en_image_porte_titre_source_et_date(db: None, client: Client) -> None:
    reponse = client.get("/relations/monde.svg?pays=SN")
    texte = reponse.content.decode()
    assert reponse["Content-Type"].startswith("image/svg+xml")
    for mot in ("<title", "Sénégal", "Natural Earth", date_fr(aujourdhui())):
        assert mot in texte
    traits = texte.count("q")
    assert traits >= len(client.get("/relations/carte.json?pays=SN").json()["marques"]["id"]) > 0
    assert "<style" not in texte


def test_le_flux_reunit_les_liens_d_un_departement_avec_un_pays(quatre: MoteurEnMemoire) -> None:
    """Trois liens de l'Isère avec le Mali, dont un connu du pays seul : un trait, qui va au nom du pays."""
    (seul,) = carte.flux(Filtre())
    assert (seul.de, seul.vers, seul.nombre) == ("D38", "ML", 3)
    assert seul.depart != seul.arrivee


def test_les_divisions_d_hier_n_ont_pas_de_couleur(quatre: MoteurEnMemoire, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rhône-Alpes (R82) n'est plus : ses liens sont comptés dans Auvergne-Rhône-Alpes (R84)."""
    quatre.ecrire([replace(_relation(5, "ML", (PARIS,)), facettes={"pays": ("ML",), "territoire": ("R82", "R84")})], (),
                  Repere(journal=2, jour="2026-11-22"))  # fmt: skip
    assert [(c.code, c.nombre) for c in carte.bilan(Filtre(), "relations").regions] == [("R84", 5)]
