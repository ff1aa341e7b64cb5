"""Bâtir à plusieurs processus : les mêmes documents, dans le même ordre, et personne ne reste derrière."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from itertools import islice

import pytest

from jumelles.recherche.document import Document
from jumelles.recherche.documents import PAQUET, SORTES_INDEXEES, Course, batisseurs, bon_nombre
from tests.atelier.bases import environnement
from tests.atelier.empreintes import RACINE

JOUR = date(2026, 11, 22)
PATIENCE = 60.0
BATIR_SANS_FIN = """
import django; django.setup()
import multiprocessing, sys, time
from datetime import date
from jumelles.recherche.documents import batisseurs
with batisseurs(date(2026, 11, 22), 2) as batir:
    next(batir("relations"))
    print(*[p.pid for p in multiprocessing.active_children()], flush=True)
    time.sleep(600)
"""
# Django range à part les connexions d'un fil où tourne une boucle asyncio ; après un fork, il retrouve les autres.
BATIR_SOUS_UNE_BOUCLE = """
import django; django.setup()
import asyncio
from datetime import date
from django.db import connection
from jumelles.recherche.documents import batisseurs, equipe

def tenue(sorte, paquet):
    connection.ensure_connection()
    return [id(connection.connection)]

connection.ensure_connection()
dehors = id(connection.connection)
equipe._batir = tenue

async def batir_sous_la_boucle():
    with batisseurs(date(2026, 11, 22), 2) as batir:
        return list(batir("themes"))

print(dehors in asyncio.run(batir_sous_la_boucle()))
"""


def _debut(documents: Iterator[Document]) -> list[Document]:
    """Deux paquets et demi : assez pour que des bâtisseurs se croisent."""
    return list(islice(documents, PAQUET * 5 // 2))


def test_a_plusieurs_les_documents_sont_les_memes_dans_le_meme_ordre(base_jetable: str) -> None:
    seul = {sorte: _debut(Course(JOUR).tous(sorte)) for sorte in SORTES_INDEXEES}
    with batisseurs(JOUR, 3) as batir:
        a_plusieurs = {sorte: _debut(batir(sorte)) for sorte in SORTES_INDEXEES}
    assert all(seul.values())
    assert a_plusieurs == seul


def test_tue_net_il_ne_laisse_aucun_batisseur(base_jetable: str) -> None:
    env = {**environnement(base_jetable), "DJANGO_SETTINGS_MODULE": "jumelles.config.reglages"}
    lanceur = subprocess.Popen(
        [sys.executable, "-c", BATIR_SANS_FIN], cwd=RACINE, env=env, stdout=subprocess.PIPE, text=True
    )
    assert lanceur.stdout is not None
    numeros = [int(n) for n in lanceur.stdout.readline().split()]
    assert len(numeros) == 2
    os.kill(lanceur.pid, signal.SIGKILL)
    lanceur.wait()
    fin = time.monotonic() + PATIENCE
    while any(_vit(n) for n in numeros):
        assert time.monotonic() < fin, "des bâtisseurs vivent encore"
        time.sleep(0.05)


def test_un_batisseur_ne_parle_jamais_par_une_connexion_du_lanceur(base_jetable: str) -> None:
    """Sans quoi deux bâtisseurs se partagent une prise, et chacun lit un bout de la réponse de l'autre."""
    env = {
        **environnement(base_jetable), "DJANGO_SETTINGS_MODULE": "jumelles.config.reglages",
        "DJANGO_ALLOW_ASYNC_UNSAFE": "oui",
    }  # fmt: skip
    fait = subprocess.run(
        [sys.executable, "-c", BATIR_SOUS_UNE_BOUCLE], cwd=RACINE, env=env, capture_output=True, text=True, check=True
    )
    assert fait.stdout.split() == ["False"]


def _vit(numero: int) -> bool:
    """Vrai tant que ce processus travaille ; un mort que personne n'a encore relevé ne compte pas."""
    with suppress(FileNotFoundError, ProcessLookupError), open(f"/proc/{numero}/stat", encoding="utf-8") as etat:
        return etat.read().rpartition(")")[2].split()[0] != "Z"
    return False


@pytest.mark.django_db
def test_au_milieu_d_une_ecriture_on_batit_seul() -> None:
    """Un autre processus ne verrait pas ce qui n'est pas encore validé."""
    assert bon_nombre() == 0
