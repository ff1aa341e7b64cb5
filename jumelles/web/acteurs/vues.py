"""L'annuaire, et la page d'un acteur : toutes les collectivités françaises qui y sont liées."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from jumelles.acteurs.requetes import ActeurFiche, acteur, adresse_acteur
from jumelles.conseil.requetes import nombre as nombre_de_temoignages
from jumelles.cooperations.requetes import equilibre, fraicheur, numeros_des_projets, projets_de, relations_de
from jumelles.recherche.filtre import Filtre
from jumelles.strategies.frise import draw_frise
from jumelles.web import adresses
from jumelles.web.au_dela import LIENS_MAX, au_dela
from jumelles.web.chercher.listes import page_de_liste
from jumelles.web.figures.monde import draw_local
from jumelles.web.liens import inconnues, partager, parts_par_code, premiere_annee, sources_de, traits, vus_de
from jumelles.web.portes import aujourdhui, mener, retiree

PROJETS = 24


def liste(request: HttpRequest) -> HttpResponse:
    """L'annuaire : par nature, territoire, pays du siège, pays d'action."""
    nom = _("Annuaire des acteurs")
    return page_de_liste(request, "acteurs", "acteurs/liste.html", {"nom_page": nom, "fil": [(nom, "")]})


def fiche(request: HttpRequest, identifiant: str, nom: str | None = None) -> HttpResponse:
    """Un acteur ; une collectivité française mène à la page de son territoire."""
    trouve = acteur(int(identifiant))
    if trouve is None:
        return _lead_elsewhere(request, identifiant)
    if trouve.bref.territoire_code:
        return HttpResponsePermanentRedirect(adresses.adresse_territoire(trouve.bref.territoire_code, trouve.bref.nom))
    adresse = reverse("acteur", args=[trouve.bref.id, trouve.bref.slug])
    return mener(request, adresse) or render(request, "acteurs/fiche.html", _context(trouve))


def _lead_elsewhere(request: HttpRequest, identifiant: str) -> HttpResponse:
    existe, vers, supprime = adresse_acteur(int(identifiant))
    cible = acteur(vers) if vers else None
    if cible is not None:
        return HttpResponsePermanentRedirect(reverse("acteur", args=[cible.bref.id, cible.bref.slug]))
    if existe and supprime:
        return retiree(request)
    raise Http404


def _context(a: ActeurFiche) -> dict[str, object]:
    jour = aujourdhui()
    toutes = relations_de(a.bref.id, francais=a.francais, jour=jour, nombre=LIENS_MAX + 1)
    filtre = Filtre(partie=(str(a.bref.id),), interieures=a.francais)
    relations, inventees = partager(toutes[:LIENS_MAX])
    liens = vus_de(relations, lambda p: p.acteur_id == a.bref.id)
    noms = {lien.relation.id: lien.nom for lien in liens}
    arcs, hors_carte = traits(relations)
    projets = projets_de(a.bref.id, francais=a.francais, jour=jour, nombre=PROJETS)
    numeros = numeros_des_projets(a.bref.id, francais=a.francais)
    siens = [arc for arc in arcs if (arc[2], arc[3]) == (a.lon, a.lat)] or arcs
    return {
        "a": a,
        "liens": liens,
        "liens_nombre": len(liens),
        "inventes": vus_de(inventees, lambda p: p.acteur_id == a.bref.id),
        "projets": projets,
        "projets_nombre": len(numeros) or len(projets),
        "atlas": f"{reverse('relations')}?{filtre.to_query()}",
        "panorama": f"{reverse('projets')}?{Filtre(partie=(str(a.bref.id),)).to_query()}",
        "divergents": [lien for lien in liens if lien.relation.divergente],
        "collectivites_nombre": len({p.acteur_id for x in liens for p in x.autres if p.nature == "collectivite"}),
        "depuis": premiere_annee(relations),
        "fraicheur": fraicheur(relations),
        "emporter": filtre.to_query(),
        "frise": draw_frise(relations, lambda r: noms[r.id], jour),
        "figure": draw_local(siens) if siens else None,
        "hors_carte": hors_carte,
        "manque": inconnues(relations),
        "equilibre": equilibre(relations, numeros),
        "themes": parts_par_code(relations, "themes"),
        "sources": sources_de(relations),
        "temoignages_nombre": nombre_de_temoignages("acteur", a.bref.id),
        "fil": [
            (_("Annuaire des acteurs"), reverse("acteurs")),
            (a.bref.pays_nom, adresses.adresse_pays(a.bref.pays_iso2, a.bref.pays_nom)),
            (a.bref.nom, ""),
        ],
        **au_dela(filtre, lues=len(toutes), montres=len(liens)),
    }
