"""Les thèmes et les dix-sept objectifs : chacun sa page, ses liens, ses projets."""

import re
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from jumelles.recherche.filtre import Filtre, Sorte
from jumelles.recherche.requetes import acteurs, cibles_utilisees, facette, projets, relations
from jumelles.referentiel import thesaurus
from jumelles.web.portes import aujourdhui

MONTRES = 12


def _counts(nom: str, sorte: Sorte = "relations") -> dict[str, int]:
    return {c.code: c.nombre for c in facette(Filtre(), nom, sorte)}


def themes(request: HttpRequest) -> HttpResponse:
    """Les grands thèmes et ce qu'ils contiennent ; un grand thème compte les liens des siens, une fois chacun."""
    liens, menes = _counts("theme"), _counts("theme", "projets")
    grands = [
        (t, [(p, liens.get(p.code, 0), menes.get(p.code, 0)) for p in _below(t.code)])
        for t in thesaurus.themes() if not t.parent
    ]  # fmt: skip
    return render(request, "nomenclatures/themes.html", {"grands": grands, "fil": [(_("Thèmes"), "")]})


def _below(code: str) -> list[thesaurus.Terme]:
    """Tous les thèmes sous celui-ci, à toute profondeur."""
    suite: list[thesaurus.Terme] = []
    for enfant in thesaurus.enfants(code):
        suite += [enfant, *_below(enfant.code)]
    return suite


def theme(request: HttpRequest, code: str) -> HttpResponse:
    """Un thème, ceux qu'il contient compris : qui y agit, avec qui, dans quels projets."""
    trouve = next((t for t in thesaurus.themes() if t.code == code), None)
    if trouve is None:
        raise Http404
    precis = _below(code)
    contexte = _uses(Filtre(theme=(code,)))
    dessus = next((t for t in thesaurus.themes() if t.code == trouve.parent), None)
    fil = [(_("Thèmes"), reverse("themes")), (trouve.libelle, "")]
    if dessus:
        fil.insert(1, (dessus.libelle, reverse("theme", args=[dessus.code])))
    contexte |= {"t": trouve, "precis": precis, "fil": fil, "mots_projets": _titles(trouve.libelle)}
    return render(request, "nomenclatures/theme.html", contexte)


def objectifs(request: HttpRequest) -> HttpResponse:
    """Les objectifs de développement durable, avec leurs nombres de liens et de projets."""
    liens, menes = _counts("odd"), _counts("odd", "projets")
    tous = [(o, liens.get(str(o.numero), 0), menes.get(str(o.numero), 0)) for o in thesaurus.odd()]
    return render(request, "nomenclatures/odd_liste.html", {"objectifs": tous, "fil": [(_("ODD"), "")]})


def objectif(request: HttpRequest, numero: int) -> HttpResponse:
    """Un objectif, ses cibles officielles, les liens et les projets qui s'y rangent."""
    trouve = next((o for o in thesaurus.odd() if o.numero == numero), None)
    if trouve is None:
        raise Http404
    contexte = _uses(Filtre(odd=(str(numero),)))
    citees = cibles_utilisees(str(numero))
    contexte |= {
        "o": trouve,
        "cibles": [(c, citees.get(c.code, 0)) for c in thesaurus.cibles(numero)],
        "citees": citees,
        "mots_projets": _titles(trouve.titre),
        "fil": [(_("ODD"), reverse("odd_liste")), (trouve.titre, "")],
    }
    return render(request, "nomenclatures/odd.html", contexte)


def _uses(filtre: Filtre) -> dict[str, object]:
    """Ce que trois listes filtrées ont de mieux, combien elles ont, et où elles sont."""
    jour, question = aujourdhui(), filtre.to_query()
    liens, panorama = relations(filtre, jour=jour, taille=MONTRES), projets(filtre, jour=jour, taille=MONTRES)
    annuaire = acteurs(filtre, jour=jour, taille=MONTRES)
    return {
        "relations": liens.elements,
        "relations_nombre": liens.total,
        "projets": panorama.elements,
        "projets_nombre": panorama.total,
        "acteurs": annuaire.elements,
        "acteurs_nombre": annuaire.total,
        "adresses": {sorte: f"{reverse(sorte)}?{question}" for sorte in ("relations", "projets", "acteurs")},
    }


def _titles(libelle: str) -> str:
    """Le panorama, cherché sur le premier vrai mot du libellé : un titre de projet dit rarement le libellé entier."""
    mots = [m for m in re.split(r"[^\w’'-]+", libelle) if len(m) > 2]
    return f"{reverse('projets')}?{urlencode({'q': mots[0] if mots else libelle})}"
