"""Un fichier importé peut porter n'importe quel texte : aucune page n'en exécute, aucune sortie n'en est cassée."""

import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from jumelles.acteurs.designation import Partie
from jumelles.acteurs.models import Acteur
from jumelles.cooperations import operations
from jumelles.cooperations.models import Projet, Relation
from tests.atelier.faits import GRENOBLE, appliquer, projet, relation, une_source

pytestmark = pytest.mark.django_db
X = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{7*7}}]]>&#x3c;"
COURT = "<img src=x onerror=alert(2)>"  # quarante signes au plus : ce que la colonne admet
HOSTILE = Partie(f"=1+1 {X}", "GA", niveau="ville", lat=0.5, lon=9.5)


class Oreille(HTMLParser):
    """Ce qui s'exécuterait : scripts, attributs d'évènement, adresses de script, images posées."""

    def __init__(self) -> None:
        super().__init__()
        self.fautes: list[str] = []
        self._script = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        dits = {nom: valeur or "" for nom, valeur in attrs}
        self._script = dits.get("type", "js") if tag == "script" else ""
        self.fautes += [f"{tag} {nom}" for nom in dits if nom.startswith("on")]
        self.fautes += [
            f"{tag} {nom}={valeur[:20]}" for nom, valeur in dits.items()
            if nom in ("href", "src", "action") and re.match(r"\s*(javascript|data|vbscript):", valeur, re.I)
        ]  # fmt: skip
        self.fautes += ["img posée"] if dits.get("src") == "x" else []

    def handle_endtag(self, tag: str) -> None:
        self._script = ""

    def handle_data(self, data: str) -> None:
        if self._script == "application/ld+json":
            json.loads(data)
        elif self._script and "alert" in data:
            self.fautes.append(f"script : {data[:30]}")
        self.fautes += ["gabarit exécuté"] if "=1+1" in data and "49]]" in data else []


@pytest.fixture
def adresses(index_suivi: Callable[[], object]) -> list[str]:
    """Un lien, un projet et une source qui disent tous l'attaque ; les pages et les figures qui les montrent."""
    une_source(nom=f"S{X}", editeur=f"E{X}", licence=f"L{X}", description=f"D{X}", limites=f"I{X}",
               adresse="javascript:alert(3)")  # fmt: skip
    appliquer(
        relation("r1", [GRENOBLE, HOSTILE], nature="jumelage", intitule=f"T{X}", note=f"N{X}",
                 adresse=f"javascript:alert(4)//{X}"),
        projets=[projet(cle="r1", brut={"cle": "r1"}, titre=f"P{X}", contexte=f"C{X}", dispositif=f"V{X}",
                        partenaires=(HOSTILE,), pays=("GA",), etat_dit=f"A{COURT}")],
    )  # fmt: skip
    acteur = Acteur.objects.get(nom=HOSTILE.nom).pk
    pk = Relation.objects.with_acteur(acteur).get().pk
    operations.ajouter_acte(relation_id=pk, type="convention", par="personne:1", intitule=f"A{X}", objet=f"O{X}")
    operations.ajouter_instrument(relation_id=pk, type="agence", pays="GA", par="personne:1", intitule=f"I{X}",
                                  lat=0.4, lon=9.4, precision="ville")  # fmt: skip
    operations.ajouter_lieu(relation_id=pk, par="personne:1", pays="GA", precision="ville", nom=f"L{X}", lat=0.3,
                            lon=9.3)  # fmt: skip
    index_suivi()
    fiches = [f"/relations/{pk}/", f"/acteurs/{acteur}/", f"/projets/{Projet.objects.get(titre=f'P{X}').pk}/"]
    listes = [f"/{debut}{sorte}/?pays=GA" for debut in ("", "integrer/", "integrer/vue/") for sorte in
              ("relations", "projets", "acteurs")]  # fmt: skip
    figures = ["/relations/monde.svg?pays=GA", "/relations/frise.svg?pays=GA", "/relations/natures.svg?pays=GA"]
    autres = ["/pays/ga/", "/territoires/38185/", "/sources/essai/", "/sources/", "/recherche/?q=alert",
              f"/relations/?q={X}", f"/relations/?pays={X}&tri={X}&emprise={X}", f"/relations.csv?depuis={X}",
              f"/integrer/vue/relations/?pays=GA&titre={X}", f"/integrer/relations/?pays=GA&titre={X}"]  # fmt: skip
    return [*fiches, *listes, *figures, *autres, "/relations.atom?pays=GA"]


def test_aucune_page_n_execute_ce_qu_un_fichier_a_dit(client: Client, adresses: list[str]) -> None:
    montrent = 0
    for adresse in adresses:
        reponse: Any = client.get(adresse, follow=True)
        corps = b"".join(reponse.streaming_content) if reponse.streaming else reponse.content
        oreille = Oreille()
        oreille.feed(corps.decode())
        assert oreille.fautes == [], adresse
        if "xml" in reponse["Content-Type"]:
            ET.fromstring(corps)
        montrent += b"alert(1)" in corps
    assert montrent > 15  # sinon rien n'est éprouvé


def test_le_code_d_un_cadre_ne_porte_que_du_texte(client: Client) -> None:
    from django.conf import settings

    liste = f"{settings.ADRESSE_PUBLIQUE}/relations/?pays=MG&titre=<script>alert(1)</script>"
    dit = client.get("/oembed.json", {"url": liste}).json()
    oreille = Oreille()
    oreille.feed(dit["html"])
    assert oreille.fautes == [] and "alert(1)" in dit["html"]
