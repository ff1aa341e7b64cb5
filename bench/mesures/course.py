"""La course : démarrage, pages, moteur seul, concurrents, sorties, poids ; chaque mesure remplit le même relevé."""

import argparse
import os
import platform
import random
import sqlite3
import time
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from bench.mesures import fts5, moteur_seul, pages, poids, postgres, sorties
from bench.mesures.corpus import textes
from bench.mesures.demandes import tirer
from bench.mesures.serveur import Serveur, servir
from bench.recherche import etape
from jumelles.recherche.filtre import SORTES, Filtre
from jumelles.recherche.moteur import moteur


def mesurer(choix: argparse.Namespace, mesures: dict[str, Any]) -> None:
    """Remplir `mesures`, étape par étape."""
    hasard = random.Random(choix.graine)
    mesures["machine"] = machine()
    mesures["comptes"] = {s: moteur().compter(Filtre(), s) for s in SORTES}
    demandes = tirer(choix.demandes, hasard)
    familles = pages.familles(demandes, choix.tours, hasard)
    with servir(choix.dossier) as serveur:
        mesures["demarrage"] = serveur.demarrage
        _echauffer(serveur)
        _pages(serveur, familles, mesures)
        _poids(serveur, familles, mesures)
        if not choix.sans_sorties:
            _sorties(serveur, choix.formats, mesures)
    _moteur(demandes, mesures)
    if not choix.sans_concurrents:
        _fts5(choix.dossier, demandes, mesures)
        if not choix.sans_postgres and postgres.programmes():
            _postgres(demandes, mesures)


def machine() -> dict[str, Any]:
    """De quoi lire les chiffres : cœurs, charge, versions, date."""
    return {
        "coeurs": os.cpu_count(), "charge": os.getloadavg()[0],
        "date": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "python": platform.python_version(), "sqlite": sqlite3.sqlite_version, "systeme": platform.platform(),
    }  # fmt: skip


def _echauffer(serveur: Serveur) -> None:
    """Chaque sorte de page une fois, à des adresses que l'on ne mesure pas : gabarits lus, index ouvert."""
    client = serveur.client()
    for adresse in ("/", "/projets/?q=zzzz", "/relations/?q=zzzz", "/pays/", "/territoires/", "/api/v1/acteurs?q=zzzz",
                    "/acteurs/carte.json?q=zzzz", "/suggestions.json?q=zzzz"):  # fmt: skip
        client.lire(adresse)


def _pages(serveur: Serveur, familles: list[pages.Famille], mesures: dict[str, Any]) -> None:
    client = serveur.client()
    mesures["pages"] = {}
    for famille in familles:
        avant = serveur.calcul()
        with etape(famille.nom):
            durees, gros = pages.mesurer(client, famille.adresses)
        calcul = 1000 * (serveur.calcul() - avant) / max(1, durees.nombre)
        mesures["pages"][famille.nom] = asdict(durees) | {"octets": gros, "calcul": calcul}
    mesures["memoire"] = serveur.memoire()
    mesures["charge_apres"] = os.getloadavg()[0]


def _poids(serveur: Serveur, familles: list[pages.Famille], mesures: dict[str, Any]) -> None:
    client = serveur.client()
    adresses = {"accueil": "/", "relations": "/relations/", "projets": "/projets/", "acteurs": "/acteurs/"}
    adresses |= {f.nom: f.adresses[0] for f in familles if f.nom in ("territoire",)}
    adresses |= {"région": "/territoires/R84-region-auvergne-rhone-alpes/", "pays": "/pays/de-allemagne/"}
    with etape("peser les premières vues"):
        peses = {nom: poids.peser(client, adresse) for nom, adresse in adresses.items()}
    mesures["poids"] = {nom: asdict(p) | {"total": p.total} for nom, p in peses.items()}


def _sorties(serveur: Serveur, formats: list[str], mesures: dict[str, Any]) -> None:
    with etape("emporter tout"):
        faites = list(sorties.mesurer(serveur, SORTES, tuple(formats)))
    mesures["sorties"] = {s.fichier: asdict(s) | {"debit": s.debit} for s in faites}


def _moteur(demandes: list[Any], mesures: dict[str, Any]) -> None:
    avant = time.process_time()
    with etape("le moteur seul"):
        seul, totaux = moteur_seul.mesurer(Path(settings.INDEX), demandes)
    calcul = 1000 * (time.process_time() - avant) / len(demandes)
    mesures["moteur"] = asdict(seul) | {"trouves": sorted(totaux)[len(totaux) // 2], "calcul": calcul}


def _fts5(dossier: Path, demandes: list[Any], mesures: dict[str, Any]) -> None:
    fichier = dossier / "fts5.sqlite3"
    with etape("bâtir FTS5"):
        bati = fts5.remplir(fichier, textes())
    avant = time.process_time()
    with etape("SQLite FTS5"):
        durees, totaux = fts5.mesurer(fichier, demandes)
    calcul = 1000 * (time.process_time() - avant) / len(demandes)
    mesures["fts5"] = asdict(durees) | {
        "bati": bati, "octets": fichier.stat().st_size, "trouves": sorted(totaux)[len(totaux) // 2], "calcul": calcul
    }  # fmt: skip
    fichier.unlink()


def _postgres(demandes: list[Any], mesures: dict[str, Any]) -> None:
    with postgres.serveur() as liaison:
        with etape("bâtir PostgreSQL"):
            bati, octets = postgres.remplir(liaison, textes())
        with etape("PostgreSQL"):
            durees, totaux = postgres.mesurer(liaison, demandes)
        mesures["postgres"] = asdict(durees) | {
            "bati": bati, "octets": octets, "trouves": sorted(totaux)[len(totaux) // 2],
            "version": str(liaison.info.server_version // 10000),
        }  # fmt: skip
