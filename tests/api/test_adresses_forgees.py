"""Des adresses forgées, contre les pages et contre l'API : une réponse claire, jamais une panne, en temps borné.

« En temps borné » se prouve par un plafond très large : une réponse dure des millisecondes, pas des dizaines de
secondes, même sur une machine occupée.
"""

import faulthandler
import json
from collections.abc import Iterator

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
# Chaque question va à la première adresse de chaque rang, et à une autre du même rang, à tour de rôle.
PAGES = (
    ("/relations/", "/projets/", "/acteurs/"),
    ("/relations/carte.json", "/projets/carte.json", "/acteurs/carte.json"),
    ("/recherche/", "/suggestions.json"),
    ("/relations.csv", "/projets.geojson", "/acteurs.json", "/relations.xlsx", "/projets.atom"),
)
API = (
    ("/api/v1/relations", "/api/v1/projets", "/api/v1/acteurs"),
    ("/api/v1/facettes/relations", "/api/v1/facettes/projets", "/api/v1/facettes/acteurs"),
)
PLAFOND = 60

QUESTIONS = {
    "dix mille signes": "q=" + "eau+" * 2500,
    "un mot de dix mille lettres": "q=" + "a" * 10_000,
    "mille guillemets": "q=" + "%22" * 1000,
    "opérateurs du moteur": "q=%28%29+AND+OR+NOT+%2A+%5E10+~5+sorte%3Aprojets+%5B1+TO+9%5D+%5C",
    "que des apostrophes": "q=%27%E2%80%99%27",
    "emojis et directions": "q=%F0%9F%8C%8D%E2%80%AE%E2%80%8B%EF%BB%BF",
    "octet nul": "q=eau%00potable&pays=M%00G",
    "utf-8 cassé": "q=%ff%fe%c3%28&pays=%e9",
    "demi-surrogat": "q=%ed%a0%80",
    "pourcents cassés": "q=%&pays=%zz%2",
    "contradictoires": "depuis=2020&jusque=1950&etat=actif&etat=clos&fraicheur=confirmee&fraicheur=a_confirmer",
    "codes inconnus": "pays=ZZ&territoire=00000&theme=rien&odd=99&source=personne&nature=x&etat=y&dispositif=z",
    "boîte du monde": "emprise=-180,-90,180,90",
    "boîte énorme": "emprise=-1e308,-1e308,1e308,1e308",
    "boîte retournée": "emprise=10,80,-10,-80",
    "boîte nulle": "emprise=1,1,1,1",
    "boîte minuscule": "emprise=2.35,48.85,2.350000001,48.850000001",
    "boîte à l'antiméridien": "emprise=170,-50,-170,50",
    "boîte NaN": "emprise=nan,nan,nan,nan",
    "boîte infinie": "emprise=-inf,-inf,inf,inf",
    "boîte de texte": "emprise=a,b,c,d&emprise=1,2,3,4",
    "entiers négatifs": "page=-1&depuis=-1990&taille=-5&partie=-1",
    "entiers énormes": "page=99999999999999999999999&depuis=99999999&partie=99999999999999999999&taille=9" + "9" * 4400,
    "chiffres arabes": "depuis=%D9%A1%D9%A9%D9%A9%D9%A0&page=%D9%A2",
    "nombres à exposant": "depuis=1e3&page=1e9&partie=0x10",
    "mille fois le même": "&".join(["pays=MG"] * 1000),
    "mille pays": "&".join(f"pays=X{n}" for n in range(999)),
    "mille mots-clés": "&".join(f"cle{n}=1" for n in range(999)),
    "quinze cents paramètres": "&".join(f"a{n}=1" for n in range(1500)),
    "sans valeur": "q&pays&depuis&emprise&page",
    "que des esperluettes": "&" * 5000,
    "points-virgules": "q=a;pays=MG;depuis=1990",
    "crochets": "pays[]=MG&q[a][b]=c",
    "instants hors du temps": "modifie_depuis=99999999999&q=eau",
    "instant avant Jésus-Christ": "modifie_depuis=-0001-01-01",
    "instant de l'an 9999": "modifie_depuis=9999-12-31T23:59:59-23:59",
    "injection": "q=%27%3B+DROP+TABLE+relations%3B--&pays=%27+OR+1%3D1&source=%7B%7B7*7%7D%7D",
    "script": "q=%3Cscript%3Ealert(1)%3C/script%3E&source=%22onload%3D%22",
    "retour de ligne": "q=a%0D%0ASet-Cookie:%20x=1&page=1%0D%0A",
    "curseurs": "curseur=%00%00&avant=9999999999999999.99999999999999&apres=-1",
    "tris et séparateurs": "tri=../../etc/passwd&sep=%00&bom=peut-%C3%AAtre&format=exe",
}  # fmt: skip
CHEMINS = [
    "/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/statique/../../reglages.py",
    "/statique/%2e%2e%2f%2e%2e%2fcle_secrete", "/statique/..%5c..%5ccle_secrete", "/relations/%00/",
    "/relations/%ff/", "/relations/0/", "/relations/-1/", "/relations/999999999999999/",
    "/relations/9999999999999999999999/", "/relations/1e5/", "/projets/%F0%9F%8C%8D/", "/acteurs/1-%00/",
    "/acteurs/1-" + "a" * 5000 + "/", "/territoires/%00/", "/territoires/../", "/territoires/'/",
    "/territoires/" + "9" * 3000 + "/", "/pays/%C3%A9%C3%A9/", "/pays/zz/", "/odd/0/", "/odd/18/",
    "/odd/99999999999999999999/", "/themes/../../", "/themes/rien/", "/sources/rien/", "/sources/%2e%2e/",
    "/api/v1/relations/%00", "/api/v1/%ff%fe", "/api/v1/territoires/%00", "/api/v1/territoires/..%2f..%2f",
    "/api/v1/pays/%00%00", "/api/v1/thesaurus/__class__", "/api/v1/relations/9" + "9" * 5000, "/.env",
    "/.git/config", "/wp-login.php", "//relations//", "/relations.exe", "/suggestions.json?q=" + "a" * 10_000,
    "/suggestions.json?q=%00", "/recherche/?q=" + "%22" * 3000, "/oembed.json?url=file:///etc/passwd",
    "/oembed.json?url=" + "a" * 5000, "/sitemap-rien.xml", "/sitemap-acteurs.xml?p=99999999999999999999",
    "/sitemap-acteurs.xml?p=-1",
]  # fmt: skip


@pytest.fixture(autouse=True)
def temps_borne() -> Iterator[None]:
    """Une adresse qui tournerait sans fin arrête la course et montre où."""
    faulthandler.dump_traceback_later(PLAFOND, exit=True)
    yield
    faulthandler.cancel_dump_traceback_later()


def repondre(client: Client, adresse: str) -> int:
    """Demander ; vérifier que la réponse est claire ; rendre son code."""
    chemin, _, question = adresse.partition("?")
    reponse = client.get(chemin, QUERY_STRING=question)
    code = reponse.status_code
    corps = b"".join(reponse) if reponse.streaming else reponse.content
    assert code < 500, (code, corps[:300])
    assert code in (200, 301, 302, 400, 404, 410, 422), code
    assert "Set-Cookie" not in reponse
    assert b"<script>alert(1)" not in corps or reponse["Content-Type"].endswith("json")
    assert b"Traceback" not in corps
    if code >= 400:
        clair = corps.decode()
        assert "text/html" in reponse["Content-Type"] or "json" in reponse["Content-Type"] or clair.strip()
    if reponse["Content-Type"].endswith("json") and not reponse.streaming:
        json.loads(corps)
    return code


def a_tour_de_role(rangs: tuple[tuple[str, ...], ...], nom: str) -> list[str]:
    """Pour chaque rang : la première adresse, et une autre qui change d'une question à l'autre."""
    place = list(QUESTIONS).index(nom)
    return [adresse for rang in rangs for adresse in {rang[0]: 0, rang[1 + place % (len(rang) - 1)]: 0}]


@pytest.mark.parametrize("nom", QUESTIONS)
def test_une_page_lit_ce_qu_elle_peut(client: Client, nom: str) -> None:
    for adresse in a_tour_de_role(PAGES, nom):
        repondre(client, f"{adresse}?{QUESTIONS[nom]}")


@pytest.mark.parametrize("nom", QUESTIONS)
def test_l_api_lit_ou_refuse(client: Client, nom: str) -> None:
    for adresse in a_tour_de_role(API, nom):
        assert repondre(client, f"{adresse}?{QUESTIONS[nom]}") in (200, 400, 422)


@pytest.mark.parametrize("adresse", CHEMINS, ids=range(len(CHEMINS)))
def test_un_chemin_forge_ne_mene_nulle_part(client: Client, adresse: str) -> None:
    assert repondre(client, adresse) in (200, 301, 400, 404, 422)


def test_les_pages_de_refus_sont_en_francais(client: Client) -> None:
    trop = client.get("/relations/?" + QUESTIONS["quinze cents paramètres"])
    assert trop.status_code == 400
    assert "Cette adresse ne se lit pas" in trop.content.decode()
    assert "Cette page n’existe pas" in client.get("/wp-login.php").content.decode()
