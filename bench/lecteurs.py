"""Des lecteurs : chacun demande une page, la lit, réfléchit, recommence. Rend ses temps en JSON.

python -m bench.lecteurs http://127.0.0.1:8000 --nombre 10 --secondes 60 --pause 1 --graine 1
"""

import argparse
import http.client
import json
import random
import threading
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlsplit
from urllib.request import urlopen

PATIENCE = 60.0
MOTS = ("eau", "jumelage", "madagascar", "grenoble", "ecole sante", "energie", "allemagne", "assainissment", "lyon")
GESTES: dict[str, tuple[int, Callable[["Vues", random.Random], str]]] = {
    "accueil": (5, lambda v, h: "/"),
    "liste": (12, lambda v, h: f"/relations/?page={h.randint(1, 20)}"),
    "liste filtrée": (18, lambda v, h: f"/relations/?pays={h.choice(v.pays)}&depuis={h.randint(1950, 2000)}"),
    "recherche en texte": (15, lambda v, h: f"/relations/?q={quote(h.choice(MOTS))}"),
    "projets": (6, lambda v, h: f"/projets/?odd={h.randint(1, 17)}"),
    "annuaire": (6, lambda v, h: f"/acteurs/?pays={h.choice(v.pays)}"),
    "boîte de recherche": (5, lambda v, h: f"/recherche/?q={quote(h.choice(MOTS))}"),
    "suggestions": (8, lambda v, h: f"/suggestions.json?q={quote(h.choice(MOTS)[:4])}"),
    "territoire": (6, lambda v, h: f"/territoires/{h.choice(v.territoires)}/"),
    "fiche": (8, lambda v, h: f"/relations/{h.choice(v.relations)}/"),
    "carte": (5, lambda v, h: f"/relations/carte.json?pays={h.choice(v.pays)}"),
    "API": (6, lambda v, h: f"/api/v1/relations?pays={h.choice(v.pays)}&taille=50"),
    "facettes (API)": (3, lambda v, h: f"/api/v1/facettes/relations?depuis={h.randint(1950, 2000)}"),
    "export CSV filtré": (3, lambda v, h: f"/relations.csv?pays={h.choice(v.pays)}"),
    "export GeoJSON filtré": (1, lambda v, h: f"/relations.geojson?pays={h.choice(v.pays)}"),
}


class Vues:
    """De vraies valeurs à demander, lues sur le site."""

    def __init__(self, adresse: str) -> None:
        def lire(chemin: str) -> Any:
            with urlopen(adresse + chemin, timeout=PATIENCE) as reponse:
                return json.load(reponse)

        facettes = lire("/api/v1/facettes/relations?facette=pays&facette=territoire&valeurs=60")["facettes"]
        self.pays = [v["code"] for v in facettes[0]["valeurs"]] or ["DE"]
        self.territoires = [v["code"] for v in facettes[1]["valeurs"]] or ["38185"]
        self.relations = [x["id"] for x in lire("/api/v1/relations?taille=200")["lignes"]] or [1]


class Lecteur(threading.Thread):
    """Une personne : une connexion gardée, une demande à la fois. mesures : (geste, secondes, code ; 0 : panne)."""

    def __init__(self, adresse: str, vues: Vues, *, fin: float, pause: float, graine: int) -> None:
        super().__init__(daemon=True)
        self.hote = urlsplit(adresse).netloc
        self.vues, self.fin, self.pause = vues, fin, pause
        self.hasard = random.Random(graine)
        self.mesures: list[tuple[str, float, int]] = []
        self.pannes: list[str] = []

    def run(self) -> None:
        """Lire jusqu'à la fin."""
        noms, poids = list(GESTES), [p for p, _ in GESTES.values()]
        connexion = self._connecter()
        time.sleep(self.hasard.uniform(0, self.pause))
        while time.monotonic() < self.fin:
            nom = self.hasard.choices(noms, poids)[0]
            connexion = self._demander(connexion, nom, GESTES[nom][1](self.vues, self.hasard))
            if self.pause:
                time.sleep(self.hasard.expovariate(1 / self.pause))

    def _connecter(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection(self.hote, timeout=PATIENCE)

    def _demander(self, connexion: http.client.HTTPConnection, nom: str, chemin: str) -> http.client.HTTPConnection:
        debut = time.monotonic()
        try:
            code = self._lire(connexion, chemin)
        except (OSError, http.client.HTTPException) as panne:
            connexion.close()
            self.pannes.append(f"{chemin} : {panne!r}")
            self.mesures.append((nom, time.monotonic() - debut, 0))
            return self._connecter()
        self.mesures.append((nom, time.monotonic() - debut, code))
        if code not in (200, 301, 302):
            self.pannes.append(f"{chemin} : {code}")
        return connexion

    def _lire(self, connexion: http.client.HTTPConnection, chemin: str) -> int:
        """Demander, suivre une redirection vers l'adresse lisible, tout lire ; rendre le code."""
        for _ in range(3):
            connexion.request("GET", chemin, headers={"Accept-Encoding": "gzip"})
            reponse = connexion.getresponse()
            reponse.read()
            if reponse.status not in (301, 302):
                break
            suite = urlsplit(reponse.headers["Location"])
            chemin = suite.path + (f"?{suite.query}" if suite.query else "")
        return reponse.status


def main() -> None:
    """Lire, puis écrire les mesures."""
    lecture = argparse.ArgumentParser(description=__doc__)
    lecture.add_argument("adresse")
    lecture.add_argument("--nombre", type=int, default=10)
    lecture.add_argument("--secondes", type=float, default=60)
    lecture.add_argument("--pause", type=float, default=1.0)
    lecture.add_argument("--graine", type=int, default=1)
    dits = lecture.parse_args()
    vues = Vues(dits.adresse)
    fin = time.monotonic() + dits.secondes
    lecteurs = [
        Lecteur(dits.adresse, vues, fin=fin, pause=dits.pause, graine=dits.graine * 1000 + n)
        for n in range(dits.nombre)
    ]
    for lecteur in lecteurs:
        lecteur.start()
    for lecteur in lecteurs:
        lecteur.join()
    mesures = [m for lecteur in lecteurs for m in lecteur.mesures]
    pannes = [p for lecteur in lecteurs for p in lecteur.pannes]
    print(json.dumps({"mesures": mesures, "pannes": pannes}))


if __name__ == "__main__":
    main()
