"""Les adresses du service : lire la demande, répondre, refuser clairement."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.decorators import csp_replace
from django.conf import settings
from django.db.utils import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csrf import csrf_exempt

from jumelles.api import debit
from jumelles.api.problemes import Faute, Refus, probleme
from jumelles.api.rapprochement import extension, suggestions
from jumelles.api.rapprochement.fiches import FicheRapprochee, Valeur, fiches
from jumelles.api.rapprochement.lecture import LIMITE_MAX, lire_extension, lire_questions
from jumelles.api.rapprochement.manifeste import manifeste
from jumelles.api.rapprochement.proprietes import PROPRIETES
from jumelles.api.rapprochement.reponse import repondre
from jumelles.api.rapprochement.sortes import TYPES
from jumelles.api.reponses import rendre
from jumelles.rapprochement.repertoire import RepertoireAbsent
from jumelles.recherche.moteur.port import MoteurIndisponible

MONTREES = ("anciens_noms", "region", "epci", "population", "relations")
FINE = "\u202f"
VALEURS_MONTREES = 3
Vue = Callable[..., HttpResponse]


def _servir(vue: Vue) -> Vue:
    """Chaque panne prévue est un refus qui dit quoi faire ; le reste suit son chemin."""

    @wraps(vue)
    def rendue(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return vue(request, *args, **kwargs)
        except Refus as refus:
            return probleme(request.path, refus)
        except (RepertoireAbsent, MoteurIndisponible):
            return probleme(request.path, Refus(503, _("Les noms se préparent.")))
        except DatabaseError:
            return probleme(request.path, Refus(503, _("La base ne répond pas.")))

    return rendue


@csrf_exempt
@_servir
def service(request: HttpRequest) -> HttpResponse:
    """Le manifeste, ou la réponse à un lot (« queries »), ou des valeurs (« extend ») ; en GET ou en POST."""
    lus = request.POST if request.method == "POST" else request.GET
    if "queries" in lus:
        questions = lire_questions(lus["queries"])
        _compter(request, len(questions))
        return rendre(request, repondre(questions))
    if "extend" in lus:
        ids, demandees = lire_extension(lus["extend"])
        _compter(request, len(ids))
        return rendre(request, extension.etendre(ids, demandees))
    if request.method == "POST":
        comment = _("En formulaire (application/x-www-form-urlencoded) : queries={…} ou extend={…}.")
        raise Refus(400, comment, (Faute("queries", "", _("Il n'y a ni « queries » ni « extend »."), comment),))
    return rendre(request, manifeste())


def _compter(request: HttpRequest, combien: int) -> None:
    """Deux cents questions en une demande en coûtent deux cents : Refus (429) au-delà de ce qui est permis."""
    passage = debit.passer_questions(request.META.get("REMOTE_ADDR", ""), combien)
    if passage and passage.depasse:
        permis = _("Au plus %(n)s questions par minute et par adresse.") % {"n": passage.permis}
        raise Refus(429, permis, entetes=(("Retry-After", str(passage.attente)),))


@_servir
def suggerer(request: HttpRequest, quoi: str) -> HttpResponse:
    """Ce que la personne est en train d'écrire (« prefix »), à partir de « cursor »."""
    debut = request.GET.get("prefix", "")[: suggestions.DEBUT_MAX]
    suite = _entier(request, "cursor", 0, suggestions.SUITE_MAX)
    limite = _entier(request, "limit", suggestions.PAR_PAGE, LIMITE_MAX) or suggestions.PAR_PAGE
    if quoi == "types":
        return rendre(request, suggestions.types(debut, suite, limite))
    if quoi == "proprietes":
        return rendre(request, suggestions.proprietes(debut, suite, limite))
    return rendre(request, suggestions.choses(debut, request.GET.get("type", ""), suite, limite))


@_servir
def proprietes(request: HttpRequest) -> HttpResponse:
    """Les propriétés que l'on peut demander pour un type."""
    type_id = request.GET.get("type", "")[:80]
    return rendre(request, extension.proposer(type_id, _entier(request, "limit", 0, LIMITE_MAX)))


@_servir
def bulle(request: HttpRequest, quoi: str) -> HttpResponse:
    """Quelques lignes sur une chose, un type, une propriété."""
    dite = suggestions.bulle(quoi, request.GET.get("id", "")[:80])
    if dite is None:
        raise Refus(404)
    return rendre(request, dite)


@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
@_servir
def apercu(request: HttpRequest) -> HttpResponse:
    """Un petit cadre sur une chose, montré par le client à côté de la ligne."""
    return _montrer(request, _trouver(request.GET.get("id", "")))


@_servir
def fiche(request: HttpRequest, identifiant: str) -> HttpResponse:
    """La page d'une chose sur ce site ; un lieu où personne n'agit n'en a pas : on en dit ce que l'on sait."""
    trouvee = _trouver(identifiant)
    if trouvee.adresse:
        return HttpResponseRedirect(f"{settings.ADRESSE_PUBLIQUE}{trouvee.adresse}")
    return _montrer(request, trouvee)


def types(request: HttpRequest, type_id: str = "") -> HttpResponse:
    """Ce qu'est un type : l'adresse que son identifiant forme avec « schemaSpace »."""
    if type_id and type_id not in TYPES:
        return probleme(request.path, Refus(404))
    return rendre(request, TYPES[type_id].en_dict() if type_id else {"types": [t.en_dict() for t in TYPES.values()]})


def _trouver(identifiant: str) -> FicheRapprochee:
    trouvee = fiches([identifiant]).get(identifiant)
    if trouvee is None:
        raise Refus(404, _("Aucune fiche publique ne porte cet identifiant."))
    return trouvee


def _montrer(request: HttpRequest, trouvee: FicheRapprochee) -> HttpResponse:
    dites = [
        (PROPRIETES[p].nom, ", ".join(map(_dire, trouvee.valeurs[p][:VALEURS_MONTREES])))
        for p in MONTREES
        if trouvee.valeurs.get(p)
    ]
    contexte = {"fiche": trouvee, "sorte": TYPES[trouvee.types[0]].nom, "dites": dites}
    return render(request, "api/rapprochement_apercu.html", contexte)


def _dire(valeur: Valeur) -> str:
    if isinstance(valeur, tuple):
        return valeur[1]
    return f"{valeur:,}".replace(",", FINE) if isinstance(valeur, int) else str(valeur)


def _entier(request: HttpRequest, nom: str, office: int, maxi: int) -> int:
    """Un entier ramené dans ses bornes ; illisible : la valeur d'office."""
    dit = request.GET.get(nom, "")
    return min(int(dit), maxi) if dit.isascii() and dit.isdigit() and len(dit) <= 6 else office
