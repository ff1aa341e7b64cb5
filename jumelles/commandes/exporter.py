"""`jumelles exporter` : la même liste filtrée que sur le site, dans un fichier entier ou pas de fichier."""

import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from jumelles.commandes.commande import commande
from jumelles.commandes.erreurs import Arret, Empechement

if TYPE_CHECKING:
    from jumelles.recherche.filtre import Filtre, Sorte

FORMATS = ("csv", "xlsx", "geojson", "json")
SORTES = ("relations", "projets", "acteurs")
PAS = 16 << 20  # octets entre deux nouvelles


@commande()
@click.argument("format_", metavar="FORMAT", type=click.Choice(FORMATS))
@click.argument("criteres", metavar="[FILTRE=VALEUR]…", nargs=-1)
@click.option("--sorte", type=click.Choice(SORTES), default="relations", help="Ce que l'on exporte.")
@click.option("--sortie", type=click.Path(path_type=Path, dir_okay=False), required=True, help="Le fichier à écrire.")
@click.option("--sep", default=";", help="Séparateur du CSV : « ; » (d'office), « , » ou « tab ».")
@click.option("--bom", type=click.Choice(("oui", "non")), default="oui", help="Marque UTF-8 en tête du CSV.")
def exporter(format_: str, criteres: tuple[str, ...], sorte: str, sortie: Path, sep: str, bom: str) -> None:
    """Écrire une liste filtrée en csv, xlsx, geojson ou json.

    Les filtres ont les noms de l'adresse du site : pays=MG theme=eau depuis=1990. Sort avec 0 si le fichier est
    écrit, 2 si la demande est refusée, 3 si l'index ou le disque ne le permet pas.
    """
    from django.utils import timezone

    from jumelles.recherche.moteur import MoteurIndisponible, moteur
    from jumelles.recherche.sorties.en_csv import SEPARATEURS
    from jumelles.recherche.sorties.extraction import Extraction
    from jumelles.recherche.sorties.formats import FORMATS as TOUS

    if sep not in SEPARATEURS:
        raise Arret("Séparateur inconnu : « ; », « , » ou « tab ».")
    voulue = cast("Sorte", sorte)
    filtre = lire_criteres(criteres, voulue)
    extraction = Extraction(voulue, filtre, timezone.localtime(), SEPARATEURS[sep], bom == "oui")
    try:
        nombre = moteur().compter(filtre, voulue)
        click.echo(f"{nombre} {sorte} à écrire.", err=True)
        octets = ecrire(sortie, TOUS[format_].ecrire(moteur(), extraction))
    except MoteurIndisponible as absent:
        raise Empechement(str(absent)) from absent
    click.echo(f"Écrit dans {sortie} ({octets} octets).", err=True)


def lire_criteres(criteres: tuple[str, ...], sorte: "Sorte") -> "Filtre":
    """Le filtre que disent ces « nom=valeur » ; Arret si un nom est inconnu ou une valeur illisible."""
    from django.http import QueryDict

    from jumelles.recherche.filtre import Filtre, illisibles

    question = QueryDict(mutable=True)
    for critere in criteres:
        nom, egal, valeur = critere.partition("=")
        if not egal or nom not in noms_admis(sorte):
            raise Arret(f"Filtre inconnu : « {critere} ». Noms admis pour {sorte} : {', '.join(noms_admis(sorte))}.")
        question.appendlist(nom, valeur)
    for nom, valeur in illisibles(question):
        raise Arret(f"Valeur illisible pour « {nom} » : « {valeur} ».")
    for nom in ("interieures", "demonstration"):
        if question.get(nom, "oui") != "oui":
            raise Arret(f"« {nom} » ne prend que la valeur « oui ».")
    return Filtre.from_query(question).pour(sorte)


def noms_admis(sorte: "Sorte") -> list[str]:
    """Les noms de filtre qui ont un sens pour cette sorte, tels que l'adresse les écrit."""
    from jumelles.recherche.filtre import CLES, PROPRES

    simples = ["q", "depuis", "jusque", "emprise", "modifie_depuis", "interieures", "demonstration"]
    return [nom for nom in CLES if nom in PROPRES[sorte]] + simples


def ecrire(sortie: Path, octets: Iterator[bytes]) -> int:
    """Écrire à côté, puis renommer : un arrêt ne laisse jamais un fichier coupé. Rend le nombre d'octets."""
    provisoire = sortie.with_name(f".{sortie.name}.{secrets.token_hex(4)}")
    ecrits, dits = 0, 0
    try:
        with provisoire.open("xb") as fichier:
            for morceau in octets:
                ecrits += fichier.write(morceau)
                if ecrits - dits >= PAS:
                    dits = ecrits
                    click.echo(f"   {ecrits >> 20} Mo…", err=True)
            fichier.flush()
            os.fsync(fichier.fileno())
        provisoire.replace(sortie)
    except BaseException:
        provisoire.unlink(missing_ok=True)
        raise
    return ecrits
