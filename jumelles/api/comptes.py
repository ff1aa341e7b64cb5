"""Les comptes par facette, et les propositions de la boîte de recherche."""

from collections.abc import Mapping

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from jumelles.api import parametres
from jumelles.api.listes import avis
from jumelles.api.reponses import rendre
from jumelles.rapprochement.normaliser import cle
from jumelles.recherche.dictionnaire import intitule
from jumelles.recherche.document import Trouve
from jumelles.recherche.etat import ecrit_le
from jumelles.recherche.filtre import FACETTES, PROPRES, Filtre, Sorte
from jumelles.recherche.libelles import libelles
from jumelles.recherche.moteur import moteur
from jumelles.recherche.phrase import phrase


def compter(request: HttpRequest, sorte: Sorte) -> HttpResponse:
    """Chaque facette d'un ensemble, avec ses valeurs et leurs nombres."""
    lus = parametres.lire(parametres.COMPTES[sorte], request.GET)
    filtre = Filtre.from_query(request.GET)
    noms = lus.facette or [nom for nom in FACETTES if nom in PROPRES[sorte]]
    index = moteur()
    total = index.compter(filtre, sorte)
    comptes = index.facettes(filtre, sorte, noms)
    corps = {
        "total": total,
        "phrase": str(phrase(filtre, total, sorte)),
        "avis": avis(filtre),
        "facettes": [_facette(nom, comptes.get(nom, {}), getattr(filtre, nom), lus.valeurs) for nom in noms],
    }
    return rendre(request, corps, modifie=ecrit_le(index.repere()))


def _facette(nom: str, nombres: Mapping[str, int], choisies: tuple[str, ...], combien: int) -> dict[str, object]:
    codes = [*nombres, *(c for c in choisies if c not in nombres)]
    noms = libelles(nom, codes)
    ordonnes = sorted(codes, key=lambda c: (-nombres.get(c, 0), cle(str(noms.get(c, c))), c))
    valeurs = [
        {"code": c, "libelle": str(noms.get(c, c)), "nombre": nombres.get(c, 0), "choisi": c in choisies}
        for c in ordonnes[:combien]
    ]
    return {"nom": nom, "valeurs": valeurs, "autres": max(0, len(ordonnes) - combien)}


def suggerer(request: HttpRequest) -> HttpResponse:
    """Ce que la personne est en train d'écrire."""
    lus = parametres.lire(parametres.SUGGERER, request.GET)
    return rendre(request, {"lignes": [_proposition(t) for t in moteur().proposer(lus.q, nombre=lus.taille)]})


def _proposition(trouve: Trouve) -> dict[str, object]:
    precision = trouve.fiche.get("precision") if trouve.sorte in ("territoires", "pays", "themes", "odd") else None
    return {
        "sorte": trouve.sorte,
        "id": trouve.id,
        "libelle": trouve.fiche[intitule(trouve.sorte)],
        "precision": precision or "",
        "adresse": f"{settings.ADRESSE_PUBLIQUE}{trouve.fiche['adresse']}",
    }
