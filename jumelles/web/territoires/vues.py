"""La page d'une collectivité : ses liens, depuis quand, qui le dit ; et l'entrée par région."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from jumelles.acteurs.requetes import acteur_du_territoire
from jumelles.cooperations.fiches import RelationBreve
from jumelles.cooperations.requetes import (
    equilibre,
    fraicheur,
    numeros_des_projets,
    projets_de,
    relations_de,
    taux_document_2022,
    taux_engagees,
)
from jumelles.rattachements.referents.requetes import referents_publics
from jumelles.recherche.apercus import premieres_relations
from jumelles.recherche.filtre import Filtre
from jumelles.recherche.memoire import garder
from jumelles.recherche.requetes import compter
from jumelles.recherche.traces import traces
from jumelles.strategies.frise import draw_frise
from jumelles.territoires.requetes import (
    TerritoireFiche,
    effectifs,
    regions_et_departements,
    territoire,
)
from jumelles.web.adresses import adresse_territoire
from jumelles.web.au_dela import LIENS_MAX, au_dela
from jumelles.web.figures.monde import draw_local
from jumelles.web.hier import mener_a_aujourdhui
from jumelles.web.liens import Lien, inconnues, partager, parts_par_code, premiere_annee, sources_de, traits, vus_de
from jumelles.web.portes import aujourdhui, mener

SUR_PLACE = 20
PROJETS = 24
TRAITS = 1000


def liste(request: HttpRequest) -> HttpResponse:
    """Par région, puis par département ; les collectivités uniques et d'outre-mer ensemble."""
    divisions = regions_et_departements()
    return render(
        request,
        "territoires/liste.html",
        {
            "regions": [couple for couple in divisions if couple[1]],
            "seules": [tete for tete, departements in divisions if not departements],
            "effectifs": effectifs(),
            "taux": [t for t in (garder("taux", taux_engagees), taux_document_2022()) if t is not None],
            "fil": [(_("Territoires français"), "")],
        },
    )


def fiche(request: HttpRequest, code: str, nom: str | None = None) -> HttpResponse:
    """Une collectivité d'aujourd'hui ; un code d'hier y mène."""
    trouvee = territoire(code)
    if trouvee is None:
        return mener_a_aujourdhui(request, code)
    ailleurs = mener(request, adresse_territoire(trouvee.code, trouvee.nom_affiche))
    return ailleurs or render(request, "territoires/fiche.html", _context(trouvee))


def _context(t: TerritoireFiche) -> dict[str, object]:
    jour = aujourdhui()
    acteur_id = acteur_du_territoire(t.code)
    toutes = relations_de(acteur_id, francais=True, jour=jour, nombre=LIENS_MAX + 1) if acteur_id else ()
    filtre = Filtre(partie=(str(acteur_id),))
    reelles, inventees = partager(toutes[:LIENS_MAX])
    liens = vus_de(reelles, lambda p: p.territoire_code == t.code)
    ailleurs = [lien for lien in liens if not lien.relation.interieure]
    siennes = [lien.relation for lien in ailleurs]
    noms = {lien.relation.id: lien.nom for lien in ailleurs}
    bouts, hors_carte = traits(siennes)
    projets = projets_de(acteur_id, francais=True, jour=jour, nombre=PROJETS) if acteur_id else ()
    numeros = numeros_des_projets(acteur_id, francais=True) if acteur_id else ()
    return {
        "t": t,
        "liens": ailleurs,
        "liens_nombre": len(ailleurs),
        "inventes": vus_de(inventees, lambda p: p.territoire_code == t.code),
        "interieurs": [lien for lien in liens if lien.relation.interieure],
        "projets": projets,
        "projets_nombre": len(numeros),
        "panorama": f"{reverse('projets')}?{filtre.to_query()}",
        "liens_liste": f"{reverse('relations')}?{filtre.to_query()}",
        "pays_nombre": len({p.pays_iso2 for lien in ailleurs for p in lien.autres if not p.francaise}),
        "depuis": premiere_annee(siennes),
        "fraicheur": fraicheur(siennes),
        "emporter": filtre.to_query() if siennes else "",
        "frise": draw_frise(siennes, lambda r: noms[r.id], jour),
        "figure": draw_local(_own_ends(bouts, t)) if bouts else None,
        "hors_carte": hors_carte,
        "carte_liste": "#tableau",
        "a_verifier": _to_check(ailleurs),
        "themes": parts_par_code(siennes, "themes"),
        "odd": parts_par_code(siennes, "odd"),
        "manque": inconnues(siennes),
        "equilibre": equilibre(siennes, numeros),
        "sources": sources_de(siennes),
        "referents": referents_publics(t.code),
        "fil": _trail(t),
        "departement": _trail(t)[-2] if t.categorie not in ("departement", "region") and t.fil else None,
        **au_dela(filtre, lues=len(toutes), montres=len(ailleurs)),
        **_on_the_ground(t, jour),
    }


def _on_the_ground(t: TerritoireFiche, jour: date) -> dict[str, object]:
    """Pour une région, un département, une intercommunalité : les liens des collectivités de son territoire."""
    if t.categorie not in ("departement", "region") and not t.membres:
        return {}
    filtre = Filtre(territoire=(t.code,))
    trouves = traces(filtre, seuil=TRAITS)
    adresse = f"{reverse('relations')}?{filtre.to_query()}"
    contexte: dict[str, object] = {
        "sur_place": premieres_relations(filtre, nombre=SUR_PLACE, jour=jour),
        "sur_place_nombre": compter(filtre, "relations"),
        "sur_place_liste": adresse,
        "sur_place_projets": compter(filtre, "projets"),
        "sur_place_panorama": f"{reverse('projets')}?{filtre.to_query()}",
    }
    if trouves.traits:
        figure = replace(draw_local(trouves.traits), nombre=trouves.situees)
        contexte |= {"figure": figure, "traces": trouves, "hors_carte": trouves.muettes, "carte_liste": adresse}
    return contexte


def _own_ends(
    bouts: Sequence[tuple[float, float, float, float]], t: TerritoireFiche
) -> list[tuple[float, float, float, float]]:
    """À plusieurs parties françaises, la carte d'un territoire ne part que de chez lui."""
    siens = [arc for arc in bouts if (arc[0], arc[1]) == (t.lon, t.lat)]
    return siens or list(bouts)


def _to_check(liens: Sequence[Lien]) -> list[tuple[Lien, str]]:
    """Ce qu'une personne devrait regarder, et pourquoi."""
    return [(lien, raison) for lien in liens if (raison := _reason(lien.relation))]


def _reason(r: RelationBreve) -> str:
    if r.divergente:
        return _("des sources se contredisent")
    if r.etat in ("suspendu", "en_sommeil"):
        return _("état à confirmer")
    return ""


def _trail(t: TerritoireFiche) -> list[tuple[str, str]]:
    milieu = [(b.nom, adresse_territoire(b.code, b.nom)) for b in t.fil]
    return [(_("Territoires français"), reverse("territoires")), *milieu, (t.nom_affiche, "")]
