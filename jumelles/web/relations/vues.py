"""Les jumelages et partenariats : la liste et ses filtres, et la page d'un lien où toutes les paroles se voient."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from jumelles.cooperations.fiches import InstrumentFiche
from jumelles.cooperations.requetes import adresse_relation, relation
from jumelles.recherche.conditions import relations_voulues
from jumelles.recherche.ancien_filtre import FACETTES, FiltreRelations
from jumelles.recherche.phrase import phrase
from jumelles.recherche.requetes import Choix, facette, relations, relaxer
from jumelles.web.figures.monde import draw_local
from jumelles.web.liens import traits
from jumelles.web.portes import aujourdhui, mener, numero_demande, pages_proches, retiree

COURTE = 12  # valeurs montrées par facette avant « toutes »


@dataclass(frozen=True, slots=True)
class Facette:
    """Une facette prête à montrer : chaque valeur mène à la liste où elle est choisie, ou ôtée."""

    nom: str
    titre: str
    valeurs: tuple[tuple[Choix, str], ...]
    suite: tuple[tuple[Choix, str], ...]
    ouverte: bool


def _titles() -> dict[str, str]:
    return {
        "pays": _("Pays et territoires"), "nature": _("Nature du lien"), "etat": _("État du partenariat"),
        "dimension": _("Dimension"), "theme": _("Thème"), "odd": _("Objectif (ODD)"),
        "instrument": _("Instrument"), "epci": _("Communes de l’intercommunalité"),
        "departement": _("Département"), "region": _("Région"),
        "source": _("Source"), "fraicheur": _("Fraîcheur de la donnée"), "texte": _("Nom"),
        "depuis": _("Commencé depuis"), "jusque": _("Commencé jusqu’en"),
        "interieures": _("Liens entre communes françaises"),
    }  # fmt: skip


def liste(request: HttpRequest) -> HttpResponse:
    """La liste, la phrase qui la dit, les facettes et leurs comptes."""
    filtre = FiltreRelations.from_query(request.GET)
    jour = aujourdhui()
    page = relations(filtre, jour=jour, numero=numero_demande(request))
    choix = {nom: facette(filtre, nom, jour=jour) for nom in FACETTES}
    titres = _titles()
    return render(
        request,
        "relations/liste.html",
        {
            "filtre": filtre,
            "page": page,
            "phrase": phrase(filtre, page.total),
            "facettes": [_facet(filtre, nom, titres[nom], choix[nom]) for nom in FACETTES if choix[nom]],
            "actifs": _active(filtre, choix, titres),
            "annees_illisibles": _unreadable_years(request, filtre),
            "champs_caches": _hidden(filtre),
            "demonstration_existe": filtre.demonstration or _has_demonstration(jour),
            "relacher": [(titres[n], _address(f), t) for n, f, t in relaxer(filtre, jour=jour)]
            if not page.total
            else [],
            "numero": page.numero,
            "nombre_pages": page.pages,
            "pages_proches": pages_proches(page.numero, page.pages),
            "fil": [(_("Jumelages et partenariats"), "")],
        },
    )


def _address(filtre: FiltreRelations) -> str:
    question = filtre.to_query()
    return reverse("relations") + (f"?{question}" if question else "")


def _facet(filtre: FiltreRelations, nom: str, titre: str, choix: tuple[Choix, ...]) -> Facette:
    couples = tuple((c, _address(_toggle(filtre, nom, c))) for c in sorted(choix, key=lambda c: not c.choisi))
    ouverte = bool(getattr(filtre, nom)) or nom in ("pays", "nature")
    return Facette(nom, titre, couples[:COURTE], couples[COURTE:], ouverte)


def _toggle(filtre: FiltreRelations, nom: str, choix: Choix) -> FiltreRelations:
    """Le même filtre, la valeur ôtée si elle y était, ajoutée sinon."""
    if choix.choisi:
        return filtre.without(nom, choix.code)
    valeurs: dict[str, Any] = {nom: (*getattr(filtre, nom), choix.code)}
    return replace(filtre, **valeurs)


def _active(
    filtre: FiltreRelations, choix: dict[str, tuple[Choix, ...]], titres: dict[str, str]
) -> list[tuple[str, str, str]]:
    """Les filtres posés : (titre, valeur, adresse sans lui)."""
    poses = [
        (titres[nom], c.libelle, _address(filtre.without(nom, c.code)))
        for nom in FACETTES for c in choix[nom] if c.choisi
    ]  # fmt: skip
    for nom in ("texte", "depuis", "jusque"):
        if getattr(filtre, nom):
            poses.append((titres[nom], str(getattr(filtre, nom)), _address(filtre.without(nom))))
    if filtre.interieures:
        poses.append((titres["interieures"], _("compris"), _address(filtre.without("interieures"))))
    return poses


def _unreadable_years(request: HttpRequest, filtre: FiltreRelations) -> list[str]:
    """Ce qui a été tapé pour une année et n'en est pas une : écarté, et dit."""
    tapees = {nom: request.GET.get(nom, "").strip() for nom in ("depuis", "jusque")}
    return [texte[:COURTE] for nom, texte in tapees.items() if texte and getattr(filtre, nom) is None]


def _hidden(filtre: FiltreRelations) -> list[tuple[str, str]]:
    """Les facettes à garder quand on envoie le formulaire de texte et d'années."""
    poses = [(nom, valeur) for nom in FACETTES for valeur in getattr(filtre, nom)]
    return [*poses, ("demonstration", "oui")] if filtre.demonstration else poses


def _has_demonstration(jour: date) -> bool:
    return relations_voulues(FiltreRelations(demonstration=True), jour=jour).exists()


def fiche(request: HttpRequest, identifiant: str, nom: str | None = None) -> HttpResponse:
    """Un lien : toutes les paroles, qui les dit, leurs dates et leurs licences."""
    trouvee = relation(int(identifiant), jour=aujourdhui())
    if trouvee is None:
        return _lead_elsewhere(request, identifiant)
    adresse = reverse("relation", args=[trouvee.breve.id, trouvee.breve.slug])
    arcs, hors_carte = traits([trouvee.breve])
    contexte = {
        "f": trouvee,
        "r": trouvee.breve,
        "figure": draw_local(arcs, implantations=_places(trouvee.instruments)) if arcs else None,
        "hors_carte": hors_carte,
        "fil": [(_("Jumelages et partenariats"), reverse("relations")), (trouvee.breve.titre, "")],
    }
    return mener(request, adresse) or render(request, "relations/fiche.html", contexte)


def _places(instruments: tuple[InstrumentFiche, ...]) -> list[tuple[float, float]]:
    """Les instruments situés, en (longitude, latitude)."""
    return [(i.lon, i.lat) for i in instruments if i.lat is not None and i.lon is not None]


def _lead_elsewhere(request: HttpRequest, identifiant: str) -> HttpResponse:
    vie = adresse_relation(int(identifiant))
    if vie.supprimee:
        return retiree(request)
    cible = relation(vie.vers, jour=aujourdhui()) if vie.vers else None
    if cible is None:
        raise Http404
    return HttpResponsePermanentRedirect(reverse("relation", args=[cible.breve.id, cible.breve.slug]))
