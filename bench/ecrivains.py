"""Un écrivain : il corrige des faits par les opérations, puis regarde quand les pages les montrent. Rend du JSON.

    python -m bench.ecrivains http://127.0.0.1:8000 --rang 0 --sur 2 --secondes 60 --pause 0.5

Chaque écrivain a ses relations (numéro modulo `sur`) : la dernière valeur annoncée d'une relation doit être celle
qu'on y trouve à la fin. L'écart de fraîcheur est l'âge, depuis la validation, de la dernière réponse qui montrait
encore l'ancienne valeur, sur des connexions neuves : chaque processus du serveur finit par être interrogé.
"""

import argparse
import http.client
import json
import os
import random
import string
import time
from datetime import date
from typing import Any
from urllib.parse import urlsplit

PATIENCE = 60.0
FRAICHES = 6  # réponses à jour de suite, avant de croire que tous les processus le sont
PAR = "machine:banc-de-charge"


class JamaisVu(RuntimeError):
    """Une correction validée que les pages ne montrent toujours pas."""


def lire(adresse: str, chemin: str) -> tuple[int, bytes]:
    """Demander sur une connexion neuve."""
    connexion = http.client.HTTPConnection(urlsplit(adresse).netloc, timeout=PATIENCE)
    try:
        connexion.request("GET", chemin)
        reponse = connexion.getresponse()
        return reponse.status, reponse.read()
    finally:
        connexion.close()


def montre(adresse: str, numero: int, mot: str) -> bool:
    """Vrai si la fiche de l'API montre ce mot, et si la recherche le trouve."""
    code, corps = lire(adresse, f"/api/v1/relations/{numero}")
    if code != 200 or mot not in (json.loads(corps)["intitule"] or ""):
        return False
    code, corps = lire(adresse, f"/api/v1/relations?q={mot}")
    return code == 200 and numero in [x["id"] for x in json.loads(corps)["lignes"]]


def ecart(adresse: str, numero: int, mot: str, valide: float) -> float:
    """Secondes, depuis la validation (`time.monotonic`), où une réponse montrait encore l'ancienne valeur."""
    dernier, fraiches = 0.0, 0
    while fraiches < FRAICHES:
        demandee = time.monotonic() - valide
        if montre(adresse, numero, mot):
            fraiches += 1
        else:
            dernier, fraiches = demandee, 0
        if demandee > PATIENCE:
            raise JamaisVu(f"relation {numero} : {mot}")
        time.sleep(0.02)
    return dernier


def corriger(numero: int, mot: str) -> int:
    """Corriger l'intitulé d'une relation ; rendre le numéro de l'affirmation, une fois validée."""
    from jumelles.cooperations.operations import corriger_relation

    faite = corriger_relation(
        relation_id=numero, champs={"intitule": f"Intitulé du banc {mot}"}, jour=date.today(), par=PAR
    )
    return int(faite.pk)


def travailler(dits: argparse.Namespace) -> dict[str, Any]:
    """Corriger et regarder jusqu'à la fin ; rendre ce qui a été annoncé, les écarts et les pannes."""
    from jumelles.cooperations.models import Relation

    hasard = random.Random(dits.graine * 1000 + dits.rang)
    numeros = [
        n
        for n in Relation.objects.reelles().order_by("pk").values_list("pk", flat=True)[:400]
        if n % dits.sur == dits.rang
    ]
    annoncees: list[tuple[int, str, int]] = []
    ecarts, ecritures, pannes = [], [], []
    fin = time.monotonic() + dits.secondes
    while time.monotonic() < fin:
        numero, mot = hasard.choice(numeros), "".join(hasard.choices(string.ascii_lowercase, k=14))
        debut = time.monotonic()
        try:
            affirmation = corriger(numero, mot)
            valide = time.monotonic()
            ecritures.append(valide - debut)
            annoncees.append((numero, mot, affirmation))
            code, corps = lire(dits.adresse, f"/relations/{numero}/")
            code, corps = (code, corps) if code != 301 else lire(dits.adresse, _suite(dits.adresse, numero))
            if mot.encode() not in corps:
                pannes.append(f"la page de la relation {numero} ({code}) ne montre pas {mot}, déjà validé")
            ecarts.append(ecart(dits.adresse, numero, mot, valide))
        except Exception as panne:
            pannes.append(repr(panne)[:300])
        time.sleep(hasard.expovariate(1 / dits.pause))
    return {"annoncees": annoncees, "ecarts": ecarts, "ecritures": ecritures, "pannes": pannes}


def _suite(adresse: str, numero: int) -> str:
    _code, corps = lire(adresse, f"/api/v1/relations/{numero}")
    return urlsplit(json.loads(corps)["adresse"]).path


def main() -> None:
    """Écrire, puis rendre le compte."""
    lecture = argparse.ArgumentParser(description=__doc__)
    lecture.add_argument("adresse")
    lecture.add_argument("--rang", type=int, default=0)
    lecture.add_argument("--sur", type=int, default=2)
    lecture.add_argument("--secondes", type=float, default=60)
    lecture.add_argument("--pause", type=float, default=0.5)
    lecture.add_argument("--graine", type=int, default=1)
    dits = lecture.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jumelles.config.reglages")
    import django

    django.setup()
    print(json.dumps(travailler(dits)))


if __name__ == "__main__":
    main()
