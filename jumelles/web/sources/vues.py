"""Les sources : qui dit quoi, quand, sous quelle licence, et ce qui attend d'être rattaché."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from jumelles.cooperations.requetes import en_attente_montrable
from jumelles.provenance.enums import EtatLigne
from jumelles.provenance.requetes import source, sources
from jumelles.recherche.apercus import compter_par_source
from jumelles.recherche.memoire import garder
from jumelles.sources.depots.termes import PREFIXE

EN_ATTENTE_MONTRES = 60


def liste(request: HttpRequest) -> HttpResponse:
    """Toutes les sources, celles qui disent des faits d'abord."""
    toutes = sorted(garder("sources", sources), key=lambda s: (s.demonstration, -s.affirmations, s.nom))
    return render(
        request,
        "sources/liste.html",
        {
            "bases": [s for s in toutes if s.nature != "page"],
            "pages": [s for s in toutes if s.nature == "page"],
            "fil": [(_("Sources"), "")],
        },
    )


def fiche(request: HttpRequest, code: str) -> HttpResponse:
    """Une source ; ce qu'elle dit de travers ou que l'on n'a pas su rattacher reste listé."""
    trouvee = garder(("source", code), lambda: source(code))
    if trouvee is None:
        raise Http404
    etats = dict(EtatLigne.choices)
    liens, projets = compter_par_source().get(code, (0, 0))
    # Le fichier d'une personne peut porter, dans une case mal lue, ce qui n'est pas public : on n'en dit que le nombre.
    deposee = code.startswith(PREFIXE)
    attente = () if deposee else en_attente_montrable(code, limite=EN_ATTENTE_MONTRES)
    en_attente = sum(n for e, n in trouvee.etats if e in ("a_revoir", "refusee")) if attente or deposee else 0
    return render(
        request,
        "sources/fiche.html",
        {
            "s": trouvee,
            "liens_nombre": liens,
            "projets_nombre": projets,
            "etats": [(etats.get(e, e), n) for e, n in trouvee.etats],
            "attente": [(a, etats.get(a.etat, a.etat)) for a in attente],
            "attente_total": en_attente,
            "a_revoir": dict(trouvee.etats).get("a_revoir", 0),
            "refusees": dict(trouvee.etats).get("refusee", 0),
            "fil": [(_("Sources"), reverse("sources")), (trouvee.nom, "")],
        },
    )
