"""La page d'un pays : qui y agit, ce que l'on sait, ce que l'on ne sait pas."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from jumelles.cooperations.fiches import PartieFiche, RelationBreve
from jumelles.cooperations.requetes import fraicheur, projets_du_pays, relations_du_pays
from jumelles.provenance.requetes import sources
from jumelles.recherche.ancien_filtre import FiltreRelations
from jumelles.recherche.requetes import facette
from jumelles.referentiel.ordres_de_grandeur import ordres_de_grandeur
from jumelles.territoires.pays_francais import ISO_FRANCAIS
from jumelles.territoires.requetes import PaysFiche, pays_fiche, pays_liste
from jumelles.web.adresses import adresse_pays
from jumelles.web.figures.barres import Barre, draw_barres
from jumelles.web.figures.monde import draw_local
from jumelles.web.liens import Lien, inconnues, partager, parts_par_code, premiere_annee, sources_de, traits
from jumelles.web.portes import aujourdhui, mener

MONTRES = 24


def liste(request: HttpRequest) -> HttpResponse:
    """Tous les pays et territoires, par région du monde, avec leur nombre de liens."""
    nombres = {c.code: c.nombre for c in facette(FiltreRelations(), "pays", jour=aujourdhui())}
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
    return mener(request, adresse_pays(pays.iso2, pays.nom)) or render(request, "pays/fiche.html", _context(pays))


def _context(pays: PaysFiche) -> dict[str, object]:
    jour = aujourdhui()
    relations, inventees = partager(relations_du_pays(pays.iso2, jour=jour))
    arcs, hors_carte = traits(relations)
    repere = (pays.lon, pays.lat) if pays.lon is not None and pays.lat is not None else None
    projets = projets_du_pays(pays.iso2, jour=jour)
    partenaires = _partners(relations, pays.iso2)
    siennes = sources_de(relations)
    return {
        "pays": pays,
        "liens": [Lien(r, (), r.titre) for r in relations[:MONTRES]],
        "inventes": [Lien(r, (), r.titre) for r in inventees],
        "relations_nombre": len(relations),
        "collectivites_nombre": len({p.acteur_id for r in relations for p in r.parties if p.francaise}),
        "partenaires": partenaires[:MONTRES],
        "partenaires_nombre": len(partenaires),
        "natures": _kinds(pays.iso2, jour),
        "depuis": premiere_annee(relations),
        "manque": inconnues(relations),
        "fraicheur": fraicheur(relations),
        "figure": draw_local(arcs, pays.iso3, repere),
        "hors_carte": hors_carte,
        "projets": projets[:MONTRES],
        "projets_nombre": sum(not p.demonstration for p in projets),
        "themes": parts_par_code(relations, "themes"),
        "sources": siennes,
        "sources_dites": [s for s in sources() if (s.code, s.nom) in siennes],
        "ordres": ordres_de_grandeur(pays.iso2),
        "contacts": _contacts(),
        "fil": [(_("Pays et territoires"), reverse("pays_liste")), (pays.nom, "")],
    }


def _kinds(iso2: str, jour: date) -> tuple[Barre, ...]:
    """Combien de liens de chaque nature, les mêmes nombres que la liste où chacun mène."""
    base = f"{reverse('relations')}?pays={iso2}&nature="
    choix = facette(FiltreRelations(pays=(iso2,)), "nature", jour=jour)
    return draw_barres((c.libelle, c.nombre, base + c.code, "", 0) for c in choix)


def _partners(relations: Sequence[RelationBreve], iso2: str) -> list[tuple[PartieFiche, int]]:
    """Les autorités du pays, de la plus liée à la moins liée."""
    nombres: Counter[int] = Counter()
    fiches: dict[int, PartieFiche] = {}
    for r in relations:
        for p in r.parties:
            if p.pays_iso2 == iso2 and p.acteur_id is not None and not p.cachee:
                nombres[p.acteur_id] += 1
                fiches[p.acteur_id] = p
    ordre = sorted(fiches.values(), key=lambda p: (-nombres[p.acteur_id or 0], p.nom))
    return [(p, nombres[p.acteur_id or 0]) for p in ordre]


def _contacts() -> list[str]:
    """Les interlocuteurs qu'un chargé de mission cherche ; aucun n'est encore renseigné ici."""
    return [
        _("Ambassade de France et service de coopération et d’action culturelle"),
        _("Agence de l’Agence française de développement"),
        _("Bureau de Business France et chambre de commerce"),
        _("Association nationale des autorités locales"),
        _("Cadre national : degré de décentralisation, partenaires autorisés"),
    ]
