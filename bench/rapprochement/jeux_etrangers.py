"""Le jeu des villes étrangères : vérité par le point, difficulté, comptes."""

import re
from collections import defaultdict
from collections.abc import Iterable

from bench.rapprochement.etranger import MUNICIPALITE, juger, read_relues
from bench.rapprochement.lieux import Lieux
from bench.rapprochement.mentions import Citee
from jumelles.rapprochement.normaliser import cle
from jumelles.sources.rattachement import Rattacheur
from jumelles.territoires.models import NomLieu

UNIQUE = "nom exact unique dans le pays"
HOMONYME = "homonyme dans le pays"
EXONYME = "nom de rechange ou exonyme"
PRECISEE = "précision jointe au nom"
MUNICIPALE = "mot d’administration"
GRAPHIE = "graphie inconnue du référentiel"
ETATS_DISPARUS = "pays d’hier"
_SANS_LIBELLE = re.compile(r"Q\d+")


def preparer(citees: Iterable[Citee], lieux: Lieux) -> list[dict[str, object]]:
    """Une ligne par ville étrangère nommée ; deux points d'une même ville n'en font qu'une."""
    relues, rattacheur = read_relues(), Rattacheur()
    porteurs = find_porteurs()
    rendues: dict[tuple[str, str, str, str], dict[str, object]] = {}
    for citee in citees:
        pays = rattacheur.find_pays(citee.pays_dit)
        verite = juger(citee, pays, lieux, relues)
        ids = "|".join(str(i) for i in verite.ids)
        ligne: dict[str, object] = {
            "liste": citee.liste,
            "nom": citee.nom,
            "pays": pays,
            "population": citee.population,
            "lat": citee.lat,
            "lon": citee.lon,
            "partenaire": " | ".join(citee.partenaires),
            "verite": ids,
            "existe": "oui" if ids else "absente" if verite.origine == "absente" else "non jugée",
            "origine": verite.origine,
            "difficulte": dire(citee.nom, pays, verite.ids, porteurs),
        }
        rendues.setdefault((citee.liste, citee.nom, pays, ids or f"{citee.lat:.1f},{citee.lon:.1f}"), ligne)
    return list(rendues.values())


def find_porteurs() -> dict[tuple[str, str], set[tuple[int, bool]]]:
    """(pays, clé) → (identifiant du lieu, est-ce son nom principal)."""
    porteurs: defaultdict[tuple[str, str], set[tuple[int, bool]]] = defaultdict(set)
    champs = ("pays", "cle", "lieu__geonameid", "principal")
    for pays, clef, identifiant, principal in NomLieu.objects.values_list(*champs).iterator():
        porteurs[pays, clef].add((identifiant, principal))
    return porteurs


def dire(nom: str, pays: str, ids: tuple[int, ...], porteurs: dict[tuple[str, str], set[tuple[int, bool]]]) -> str:
    """La difficulté d'un nom étranger, une fois la vérité connue."""
    if _SANS_LIBELLE.fullmatch(nom):
        return "sans libellé"
    if not pays:
        return ETATS_DISPARUS
    siens = porteurs.get((pays, cle(nom)), set())
    vrais = [principal for i, principal in siens if i in ids]
    if vrais:
        if len({i for i, _ in siens} - set(ids)) > 0:
            return HOMONYME
        return UNIQUE if any(vrais) else EXONYME
    if MUNICIPALITE.search(nom):
        return MUNICIPALE
    return PRECISEE if "," in nom or "(" in nom else GRAPHIE
