"""Le repère des noms : l'empreinte de tout ce dont les répertoires sont faits, relue quand les références changent."""

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connection
from django.db.models import Count, Max, Sum
from django.db.models.functions import Length

from jumelles.provenance.models import Journal
from jumelles.rapprochement.repertoire import FORME
from jumelles.territoires.models import Collectivite, Filiation, Lieu, NomCollectivite

PETITE = 5000  # une base d'essai se relit en entier à chaque fois
OCTETS = 16
_COLLECTIVITE = (
    "code", "nom", "categorie", "departement", "population", "lat", "lon", "ancienne", "fin", "parent__code",
    "code_insee", "siren",
)  # fmt: skip
_LIEU = ("geonameid", "nom", "pays_id", "division", "population", "lat", "lon", "autres_noms")


def marque_des_noms() -> str:
    """De quoi voir, sans tout relire, que les références de cette base ont changé ; vide : trop peu pour s'en passer.

    Tout relire (`repere_des_noms`) prend une à deux secondes : on ne le refait que si le journal dit qu'on a rechargé
    des références, ou si leurs nombres ont changé. Deux lots n'ont pas la même heure.
    """
    nombre, marque = _nombres()
    base = str(connection.settings_dict["NAME"])
    return "" if nombre < PETITE else hashlib.sha256(repr((FORME, base, marque)).encode()).hexdigest()[:32]


def _nombres() -> tuple[int, tuple[Any, ...]]:
    noms = NomCollectivite.objects.aggregate(n=Count("pk"), l=Sum(Length("cle")))
    lieux = Lieu.objects.aggregate(n=Count("pk"), g=Sum("geonameid"))
    habitants = Collectivite.objects.aggregate(n=Count("pk"), p=Sum("population"))
    charges = Journal.objects.filter(objet_type="lot", verbe__startswith="charger_")
    dernier = charges.aggregate(n=Count("pk"), pk=Max("pk"), quand=Max("quand"))
    nombre = (noms["n"] or 0) + (lieux["n"] or 0)
    suites = Filiation.objects.count()
    return nombre, (*noms.values(), *lieux.values(), *habitants.values(), suites, *dernier.values())


def repere_des_noms() -> str:
    """Le même pour les mêmes références, quelle que soit la base ; un nom, un habitant, un code changé le change.

    La somme des empreintes des lignes, quel que soit leur ordre.
    """
    total = sum(
        int.from_bytes(hashlib.blake2b(repr(ligne).encode(), digest_size=OCTETS).digest()) for ligne in _lignes()
    )
    return hashlib.sha256(f"{FORME} {total}".encode()).hexdigest()[:16]


def _lignes() -> Iterator[tuple[Any, ...]]:
    yield from _de("collectivite", Collectivite.objects.values_list(*_COLLECTIVITE))
    yield from _de("nom", NomCollectivite.objects.values_list("collectivite__code", "texte", "nature"))
    yield from _de("suite", Filiation.objects.values_list("ancienne__code", "nouvelle__code", "date"))
    yield from _de("lieu", Lieu.objects.values_list(*_LIEU))


def _de(table: str, lignes: Any) -> Iterable[tuple[Any, ...]]:
    return ((table, *ligne) for ligne in lignes.iterator(chunk_size=5000))
