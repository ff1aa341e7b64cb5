"""Les réponses entières, page par page."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from bench.mesures.demandes import Demande
from bench.mesures.serveur import Client, Reponse
from bench.mesures.temps import Durees
from jumelles.recherche.filtre import Filtre
from jumelles.recherche.moteur import moteur


@dataclass(frozen=True, slots=True)
class Famille:
    """Des adresses d'une même sorte."""

    nom: str
    adresses: Sequence[str]


def familles(demandes: Sequence[Demande], tours: int, hasard: random.Random) -> list[Famille]:
    """Ce que l'on mesure ; chaque adresse d'une famille est différente, sauf l'accueil, redemandé tel quel."""
    index = moteur()
    pays = list(index.facettes(Filtre(), "relations", ("pays",))["pays"])
    lies = index.lire("acteurs", index.chercher(
        Filtre(pays=("FR",), type_acteur=("collectivite",)), "acteurs", tri="pertinence", debut=0, nombre=4000
    ).ids[:: max(1, 4000 // tours)])  # fmt: skip
    textes = [d.filtre.texte.split()[0] for d in demandes]
    boites = ["-5,41,9,51", "-20,-5,20,25", "40,-28,55,-10", "5,45,16,55", "-180,-90,180,90"]
    return [
        Famille("projets : texte et 8 facettes, première page", [d.adresse for d in demandes]),
        Famille("relations : facettes, première page", _relations(pays, tours, hasard)),
        Famille("territoire", [str(t.fiche["adresse"]) for t in lies][:tours]),
        Famille("pays", [f"/pays/{iso.lower()}/" for iso in pays[:tours]]),
        Famille("accueil", ["/"] * tours),
        Famille("sources", ["/sources/"] * min(5, tours)),
        Famille("carte.json", [
            f"/relations/carte.json?pays={p}&zone={hasard.choice(boites)}&zoom=4" for p in pays[:tours]
        ]),
        Famille("suggestions", [f"/suggestions.json?q={t[: hasard.randrange(2, 7)]}" for t in textes[:tours]]),
        Famille("API, 50 relations", [f"/api/v1/relations?pays={p}" for p in pays[:tours]]),
    ]  # fmt: skip


def _relations(pays: Sequence[str], tours: int, hasard: random.Random) -> list[str]:
    natures = ("jumelage", "cooperation_decentralisee", "partenariat")
    return [f"/relations/?pays={hasard.choice(pays)}&nature={hasard.choice(natures)}&depuis={1950 + i % 70}"
            for i in range(tours)]  # fmt: skip


def mesurer(client: Client, adresses: Iterable[str]) -> tuple[Durees, int]:
    """Demander chaque adresse une fois ; rendre les durées et le plus gros transport, en octets."""
    secondes, gros, fautes = [], 0, 0
    for adresse in adresses:
        reponse = _suivre(client, adresse)
        fautes += reponse.statut != 200
        secondes.append(reponse.secondes)
        gros = max(gros, reponse.octets)
    return Durees.de(secondes, fautes), gros


def _suivre(client: Client, adresse: str) -> Reponse:
    """La réponse ; une redirection vers la bonne adresse n'est pas comptée dans le temps."""
    reponse = client.lire(quote(adresse, safe="/?&=%,.-_+:"))
    if reponse.statut == 301:
        client.liaison.request("HEAD", adresse)
        suite = client.liaison.getresponse()
        suite.read()
        return client.lire(str(suite.headers["Location"]))
    return reponse
