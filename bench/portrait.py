"""`python -m bench.portrait DOSSIER` : le temps du portrait, de sa page et de son PDF, sur une base du banc.

Des collectivités tirées au sort parmi toutes celles d'aujourd'hui, la moitié parmi les engagées, chacune demandée une
seule fois (d'autres pour la composition, la page et le PDF) ; puis les plus chargées de liens et de projets. La page
passe par la porte HTTP du serveur, chargée une fois comme chez lui. Rien n'est affirmé : un chiffre ne vaut qu'avec sa
machine et sa date. La base et l'index se fabriquent par `python -m bench.recherche`.
"""

import argparse
import io
import logging
import os
import random
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path


def principale() -> None:
    """Mesurer, et imprimer un tableau."""
    lecteur = argparse.ArgumentParser(description=__doc__)
    lecteur.add_argument("dossier", type=Path)
    lecteur.add_argument("--combien", type=int, default=300)
    lecteur.add_argument("--chargees", type=int, default=40)
    lecteur.add_argument("--graine", type=int, default=2026)
    choix = lecteur.parse_args()
    os.environ["JUMELLES_VAR"] = str(choix.dossier)
    os.environ.pop("JUMELLES_BASE", None)
    os.environ.pop("JUMELLES_INDEX", None)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jumelles.config.reglages")
    _charger()
    logging.disable()
    hasard = random.Random(choix.graine)
    tirages, chargees = [_tirer(choix.combien, hasard) for _ in range(3)], _plus_chargees(choix.chargees)
    print(f"{_taille()}\n\n| quoi, en ms | n | médiane | 95 % | pire | calcul, médiane | 95 % | pire |\n{'|---' * 8}|")
    _page(_adresses(chargees[:1])[0])
    for nom, (composees, pages, pdf) in (("tirées au sort", tirages), ("les plus chargées", [chargees] * 3)):
        print(_ligne(f"portrait composé, {nom}", composees, _composer), flush=True)
        print(_ligne(f"page entière, {nom}", _adresses(pages), _page), flush=True)
        print(_ligne(f"PDF, portrait compris, {nom}", pdf[: len(pdf) // 2], _pdf), flush=True)


def _charger() -> None:
    """Tout ce qu'un processus du serveur charge avant sa première visite, et sa façon de ramasser les miettes."""
    from jumelles.config import wsgi

    assert wsgi.application is not None


def _ligne(quoi: str, codes: Sequence[str], faire: Callable[[str], object]) -> str:
    mesures = [_mesurer(faire, code) for code in codes]
    horloge, calcul = (" | ".join(map(str, _dire(sorted(suite)))) for suite in zip(*mesures, strict=True))
    return f"| {quoi} | {len(mesures)} | {horloge} | {calcul} |"


def _dire(temps: Sequence[float]) -> tuple[int, int, int]:
    """Médiane, 95 %, pire."""
    return round(statistics.median(temps)), round(temps[min(len(temps) - 1, int(len(temps) * 0.95))]), round(temps[-1])


def _mesurer(faire: Callable[[str], object], code: str) -> tuple[float, float]:
    """(horloge, calcul du processus), en millisecondes : sur une machine occupée, le second seul ne ment pas."""
    debut, calcul = time.perf_counter(), time.process_time()
    faire(code)
    return (time.perf_counter() - debut) * 1000, (time.process_time() - calcul) * 1000


def _composer(code: str) -> object:
    from django.utils import timezone

    from jumelles.strategies.portrait import portrait

    return portrait(code, jour=timezone.localdate())


def _page(adresse: str) -> bytes:
    """La page, demandée à la porte HTTP telle que le serveur l'appelle."""
    from jumelles.config.wsgi import application

    environ = {
        "REQUEST_METHOD": "GET", "PATH_INFO": adresse, "SERVER_NAME": "127.0.0.1", "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1", "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
    }  # fmt: skip
    etats: list[str] = []
    reponse = application(environ, lambda etat, _entetes: etats.append(etat))
    if etats != ["200 OK"]:
        raise RuntimeError(f"{adresse} : {etats}")
    return b"".join(reponse)


def _adresses(codes: Sequence[str]) -> list[str]:
    from jumelles.territoires.requetes import brefs_par_code
    from jumelles.web.adresses import adresse_territoire

    brefs = brefs_par_code(codes)
    return [f"{adresse_territoire(code, brefs[code].nom)}portrait/" for code in codes]


def _pdf(code: str) -> object:
    from django.utils import timezone

    from jumelles.documents.pdf import write_pdf
    from jumelles.strategies.portrait import portrait
    from jumelles.strategies.portrait.rapport import rapport_du_portrait

    return write_pdf(rapport_du_portrait(portrait(code, jour=timezone.localdate())))


def _tirer(combien: int, hasard: random.Random) -> list[str]:
    from jumelles.acteurs.models import Acteur
    from jumelles.territoires.models import Collectivite

    toutes = list(Collectivite.objects.vivantes().order_by("code").values_list("code", flat=True))
    engagees = Acteur.objects.reels().filter(collectivite__ancienne=False).order_by("collectivite__code")
    codes = list(engagees.values_list("collectivite__code", flat=True))
    vivantes = sorted(set(codes) & set(toutes))
    return [*hasard.sample(toutes, combien // 2), *hasard.sample(vivantes, min(combien // 2, len(vivantes)))]


def _plus_chargees(combien: int) -> list[str]:
    from django.db.models import Count

    from jumelles.cooperations.models import ParticipationRelation

    siennes = ParticipationRelation.objects.filter(acteur__collectivite__ancienne=False).order_by()
    par_code = siennes.values_list("acteur__collectivite__code").annotate(n=Count("pk")).order_by("-n")
    return [code for code, _n in par_code[:combien]]


def _taille() -> str:
    from jumelles.cooperations.models import Projet, Relation

    return f"{Projet.objects.count()} projets, {Relation.objects.count()} relations"


if __name__ == "__main__":
    principale()
