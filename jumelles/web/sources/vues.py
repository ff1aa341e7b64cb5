"""Les sources : qui dit quoi, quand, sous quelle licence, et ce qui attend d'être rattaché."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from jumelles.cooperations.requetes import en_attente_montrable
from jumelles.provenance.enums import EtatLigne
from jumelles.provenance.requetes import source, sources
from jumelles.recherche.ancien_filtre import FiltreRelations
from jumelles.recherche.requetes import relations
from jumelles.web.portes import aujourdhui

EN_ATTENTE_MONTRES = 60


def liste(request: HttpRequest) -> HttpResponse:
    """Toutes les sources, celles qui disent des faits d'abord."""
    toutes = sorted(sources(), key=lambda s: (s.demonstration, -s.affirmations, s.nom))
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
    trouvee = source(code)
    if trouvee is None:
        raise Http404
    etats = dict(EtatLigne.choices)
    attente = en_attente_montrable(code, limite=EN_ATTENTE_MONTRES)
    return render(
        request,
        "sources/fiche.html",
        {
            "s": trouvee,
            "liens_nombre": relations(FiltreRelations(source=(code,)), jour=aujourdhui(), taille=1).total,
            "etats": [(etats.get(e, e), n) for e, n in trouvee.etats],
            "attente": [(a, etats.get(a.etat, a.etat)) for a in attente],
            "attente_total": sum(n for e, n in trouvee.etats if e in ("a_revoir", "refusee")),
            "fil": [(_("Sources"), reverse("sources")), (trouvee.nom, "")],
        },
    )
