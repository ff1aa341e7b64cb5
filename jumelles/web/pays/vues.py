"""La page d'un pays : qui y agit, ce que l'on sait, ce que l'on ne sait pas."""

from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from jumelles.cooperations.fiches import Fraicheur
from jumelles.cooperations.requetes import nom_de_theme
from jumelles.droit.pays import CONSEILS_AUX_VOYAGEURS, conseils_aux_voyageurs
from jumelles.recherche.apercus import (
    Apercu,
    apercu,
    partenaires,
    premieres_relations,
    premiers_acteurs,
    premiers_projets,
    relations_par,
    themes_a_montrer,
)
from jumelles.recherche.filtre import Filtre
from jumelles.recherche.libelles import libelles
from jumelles.recherche.requetes import compter
from jumelles.recherche.traces import Traces, traces
from jumelles.referentiel.ordres_de_grandeur import ordres_de_grandeur
from jumelles.strategies.pays import situation_pays
from jumelles.territoires.pays_francais import ISO_FRANCAIS
from jumelles.territoires.requetes import PaysFiche, pays_fiche, pays_liste
from jumelles.web.acces import habilitation
from jumelles.web.adresses import adresse_pays
from jumelles.web.figures.barres import Barre, draw_barres
from jumelles.web.figures.monde import FigureMonde, draw_local
from jumelles.web.liens import Inconnues, Lien, premiere_annee
from jumelles.web.pays.contacts import peut_tenir
from jumelles.web.portes import aujourdhui, mener

MONTRES = 24
TRAITS = 1000


def liste(request: HttpRequest) -> HttpResponse:
    """Tous les pays et territoires, par région du monde, avec leur nombre de liens."""
    nombres = relations_par(Filtre(), "pays")
    etrangers = (p for p in pays_liste() if p.iso2 not in ISO_FRANCAIS)
    tries = sorted(etrangers, key=lambda p: (p.continent, p.slug))
    continents = [
        (continent, [(p, nombres.get(p.iso2, 0)) for p in groupe])
        for continent, groupe in groupby(tries, key=lambda p: p.continent)
    ]
    return render(
        request,
        "pays/liste.html",
        {"continents": continents, "avec_liens": len(nombres), "fil": [(_("Pays et territoires"), "")]},
    )


def fiche(request: HttpRequest, iso2: str, nom: str | None = None) -> HttpResponse:
    """Un pays ou territoire."""
    pays = pays_fiche(iso2)
    if pays is None:
        raise Http404
    if pays.iso2 in ISO_FRANCAIS:
        return HttpResponsePermanentRedirect(reverse("territoires"))
    return mener(request, adresse_pays(pays.iso2, pays.nom)) or render(
        request, "pays/fiche.html", _context(request, pays)
    )


def _context(request: HttpRequest, pays: PaysFiche) -> dict[str, object]:
    """Des comptes, et une première page de chaque chose : la suite est dans les listes."""
    jour, filtre = aujourdhui(), Filtre(pays=(pays.iso2,))
    vu = apercu(filtre)
    situation = situation_pays(pays.iso2, jour=jour)
    dites = tuple(c.source for c in situation.couverture if c.relations)
    return {
        "pays": pays,
        **_links(filtre, vu, jour),
        **_people(pays.iso2),
        **_projects(filtre, jour),
        **_map(pays, traces(filtre, seuil=TRAITS)),
        "emporter": filtre.to_query(),
        "natures": _kinds(pays.iso2, vu),
        "themes": _themes(vu),
        "sources": [(s.code, s.nom) for s in dites],
        "sources_dites": dites,
        "ordres": ordres_de_grandeur(pays.iso2),
        "situation": situation,
        "conseils_du_pays": conseils_aux_voyageurs(pays.iso2),
        "conseils_aux_voyageurs": CONSEILS_AUX_VOYAGEURS,
        "agissent": f"{reverse('acteurs')}?pays_action={pays.iso2}&type_acteur=",
        "tient_contacts": peut_tenir(habilitation(request)),
        "fil": [(_("Pays et territoires"), reverse("pays_liste")), (pays.nom, "")],
    }


def _links(filtre: Filtre, vu: Apercu, jour: date) -> dict[str, Any]:
    reelles = premieres_relations(filtre, nombre=MONTRES, jour=jour)
    inventees = premieres_relations(replace(filtre, demonstration=True), nombre=MONTRES, jour=jour)
    return {
        "liens": [Lien(r, (), r.titre) for r in reelles],
        "inventes": [Lien(r, (), r.titre) for r in inventees],
        "relations_nombre": vu.total,
        "depuis": premiere_annee(reelles),
        "manque": Inconnues(vu.total, vu.datees, vu.total - vu.datees, vu.sans_etat, vu.total - vu.classees),
        "fraicheur": Fraicheur(vu.confirmees, vu.total, ""),
    }


def _people(iso2: str) -> dict[str, Any]:
    """Qui agit d'ici, avec qui là-bas : les mêmes nombres que l'annuaire où ils mènent."""
    venus = Filtre(pays_action=(iso2,), type_acteur=("collectivite",))
    sur_place = Filtre(pays=(iso2,))
    return {
        "collectivites_nombre": compter(venus, "acteurs"),
        "collectivites_liste": f"{reverse('acteurs')}?{venus.to_query()}",
        "partenaires": premiers_acteurs(sur_place, nombre=MONTRES),
        "partenaires_nombre": partenaires((iso2,)),
        "acteurs_nombre": compter(sur_place, "acteurs"),
    }


def _projects(filtre: Filtre, jour: date) -> dict[str, Any]:
    inventes = premiers_projets(replace(filtre, demonstration=True), nombre=MONTRES, jour=jour)
    return {
        "projets": [*premiers_projets(filtre, nombre=MONTRES, jour=jour), *inventes],
        "projets_nombre": compter(filtre, "projets"),
    }


def _map(pays: PaysFiche, trouves: Traces) -> dict[str, Any]:
    repere = (pays.lon, pays.lat) if pays.lon is not None and pays.lat is not None else None
    figure: FigureMonde = draw_local(trouves.traits, pays.iso3, repere)
    return {"figure": replace(figure, nombre=trouves.situees), "traces": trouves, "hors_carte": trouves.muettes}


def _kinds(iso2: str, vu: Apercu) -> tuple[Barre, ...]:
    """Combien de liens de chaque nature, les mêmes nombres que la liste où chacun mène."""
    base, noms = f"{reverse('relations')}?pays={iso2}&nature=", libelles("nature", list(vu.natures))
    return draw_barres((noms.get(c, c), n, base + c, "", 0) for c, n in vu.natures.items())


def _themes(vu: Apercu) -> tuple[Barre, ...]:
    comptes = themes_a_montrer(vu.themes)
    return draw_barres((nom_de_theme(c), n, reverse("theme", args=[c]), "", 0) for c, n in comptes.items())
