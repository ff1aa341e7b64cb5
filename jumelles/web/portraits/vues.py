"""La page du portrait, et le même arbre en PDF, DOCX, ODT, texte ou page à imprimer."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jumelles.recherche.filtre import Filtre
from jumelles.strategies.portrait import Portrait, composer, phrases, phrases_comparables
from jumelles.strategies.portrait.rapport import rapport_du_portrait
from jumelles.strategies.portrait.rapport_autres import titre_ailleurs
from jumelles.strategies.portrait.reglette import draw_reglettes
from jumelles.territoires.requetes import TerritoireFiche, territoire
from jumelles.web.adresses import adresse_territoire
from jumelles.web.documents import repondre, telechargements, une_place
from jumelles.web.hier import mener_a_aujourdhui
from jumelles.web.portes import aujourdhui, mener

LIENS, ACTES, ARGENT, PARTS = 12, 20, 30, 12


@require_safe
def portrait(request: HttpRequest, code: str, nom: str | None = None) -> HttpResponse:
    """La page ; un code d'hier ou un nom mal écrit mène à la bonne adresse."""
    trouvee = territoire(code)
    if trouvee is None:
        return mener_a_aujourdhui(request, code, "portrait/")
    ailleurs = mener(request, adresse_portrait(trouvee))
    if ailleurs:
        return ailleurs
    return render(request, "portraits/portrait.html", _contexte(composer(trouvee, jour=aujourdhui())))


@require_safe
@une_place
def fichier(request: HttpRequest, code: str, extension: str, nom: str | None = None) -> HttpResponse:
    """Le document du portrait, dans l'un des formats de la maison."""
    trouvee = territoire(code)
    if trouvee is None:
        return mener_a_aujourdhui(request, code, f"portrait.{extension}")
    ailleurs = mener(request, _fichier(trouvee, extension))
    if ailleurs:
        return ailleurs
    titre = _("Portrait, %(nom)s") % {"nom": trouvee.nom_affiche}
    return repondre(rapport_du_portrait(composer(trouvee, jour=aujourdhui())), extension, titre)


def adresse_portrait(t: TerritoireFiche) -> str:
    """/territoires/38185-grenoble/portrait/"""
    return adresse_territoire(t.code, t.nom_affiche) + "portrait/"


def _fichier(t: TerritoireFiche, extension: str) -> str:
    return adresse_territoire(t.code, t.nom_affiche) + f"portrait.{extension}"


def _contexte(p: Portrait) -> dict[str, object]:
    t = p.territoire
    filtre = Filtre(partie=(str(p.acteur_id),)).to_query() if p.acteur_id else ""
    return {
        "p": p,
        "t": t,
        "c": p.comparaison,
        "en_bref": list(phrases.en_bref(p)),
        "commencer": () if p.agit else phrases.par_ou_commencer(p),
        "installees": phrases.installees(p),
        "groupe": phrases_comparables.groupe(p.comparaison),
        "sans_mediane": phrases_comparables.sans_mediane(p.comparaison),
        "effectif": phrases_comparables.effectif(),
        "reglettes": draw_reglettes(p.comparaison),
        "seuls": [r for r in p.comparaison.rapprochements if r.seuls],
        "ailleurs": [r for r in p.comparaison.rapprochements if r.ailleurs],
        "titre_ailleurs": titre_ailleurs(p),
        "regle": phrases_comparables.comment_on_compare(),
        "liens_montres": p.liens[:LIENS],
        "liens_liste": f"{reverse('relations')}?{filtre}",
        "projets_liste": f"{reverse('projets')}?{filtre}",
        "actes_montres": _actes(p),
        "argent_montre": p.argent[:ARGENT],
        "parts": _parts(p),
        "emporter": filtre if p.liens else "",
        "telechargements": telechargements(lambda extension: _fichier(t, extension)),
        "fil": [
            (_("Territoires français"), reverse("territoires")),
            (t.nom_affiche, adresse_territoire(t.code, t.nom_affiche)),
            (_("Portrait"), ""),
        ],
    }


def _actes(p: Portrait) -> list[tuple[object, str]]:
    noms = {lien.relation.id: lien.nom for lien in p.liens}
    return [(a.acte, noms.get(a.relation_id, "")) for a in p.actes[:ACTES]]


def _parts(p: Portrait) -> list[tuple[str, str, object]]:
    """(titre, ce qui mène à la page d'un code, lignes)."""
    tables = (
        (_("Dimensions"), "", p.dimensions), (_("Thèmes"), "theme", p.themes),
        (_("Objectifs de développement durable"), "odd", p.odd),
    )  # fmt: skip
    return [(titre, vue, parts[:PARTS]) for titre, vue, parts in tables if parts]
