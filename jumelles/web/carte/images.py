"""La carte d'un filtre en un fichier SVG : /relations/monde.svg?…"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from jumelles.recherche import carte
from jumelles.recherche.carte import BilanCarte
from jumelles.recherche.filtre import Filtre, Sorte
from jumelles.recherche.moteur import MoteurIndisponible
from jumelles.recherche.phrase import phrase
from jumelles.territoires.requetes import pays_liste
from jumelles.web.figures.cadres import enclose
from jumelles.web.figures.monde import FigureMonde, draw_monde
from jumelles.web.figures.planche import Planche, rendre
from jumelles.web.figures.signature import signer
from jumelles.web.nombres import entier
from jumelles.web.portes import aujourdhui


@require_safe
def monde(request: HttpRequest, sorte: Sorte) -> HttpResponse:
    """Les arcs ou les lieux d'un filtre ; au-delà de MARQUES_MAX relations, un trait par département et par pays."""
    filtre = Filtre.from_query(request.GET)
    try:
        compte = carte.bilan(filtre, sorte)
        figure, reunis = _draw(filtre, sorte, compte)
    except MoteurIndisponible:
        return render(request, "503.html", status=503)
    jour = aujourdhui()
    planche = Planche(
        phrase(filtre, compte.total, sorte), figure.largeur, figure.hauteur, _notes(filtre, compte, sorte, reunis), jour
    )
    nue = request.GET.get("nue") == "oui"  # dans une page qui dit déjà le titre et les sources : le dessin seul
    return rendre("figures/monde.svg", planche, f"jumelles-{sorte}", f=figure, nue=nue)


def _draw(filtre: Filtre, sorte: Sorte, compte: BilanCarte) -> tuple[FigureMonde, bool]:
    trop = compte.situes > carte.MARQUES_MAX
    seuls = {c.code for c in compte.pays if c.seul}
    muets = [p for p in pays_liste() if p.iso2 in seuls]
    hachures = [p.iso3 for p in muets]
    if trop and sorte == "relations":
        return draw_monde([(*f.depart, *f.arrivee) for f in carte.flux(filtre)], hachures=hachures), True
    if trop:
        grains = carte.grains(filtre, sorte, 3)
        return draw_monde([], lieux=[(g.lon, g.lat) for g in grains], hachures=hachures), True
    marques = carte.marques(filtre, sorte)
    traits = [(de.lon, de.lat, vers.lon, vers.lat) for m in marques for de, vers in m.arcs]
    carres = [(p.lon, p.lat) for m in marques for p in m.points if p.cote == "action" and sorte == "relations"]
    lieux = [(p.lon, p.lat) for m in marques for p in m.points] if sorte != "relations" else []
    poses = [(p.lon, p.lat) for m in marques for p in m.points]
    poses += [(p.lon, p.lat) for p in muets if p.lon is not None and p.lat is not None]
    return draw_monde(traits, carres, lieux, hachures, enclose(poses)), False


def _notes(filtre: Filtre, compte: BilanCarte, sorte: Sorte, reunis: bool) -> tuple[str, ...]:
    n, total = entier(compte.situes), entier(compte.total)
    lues = [_("%(n)s sur %(total)s ont leur point sur la carte.") % {"n": n, "total": total}]
    if reunis and sorte == "relations":
        lues.append(
            _("Un trait réunit les liens d’un département avec un pays : il mène au nom du pays, pas à un lieu.")
        )
    if compte.pays_seul:
        seuls = ngettext(
            "Hachures : %(n)s fait n’est connu qu’au niveau du pays.",
            "Hachures : %(n)s faits ne sont connus qu’au niveau du pays.", compte.pays_seul,
        )  # fmt: skip
        lues.append(seuls % {"n": entier(compte.pays_seul)})
    fond = _("Fond : Natural Earth retouché vers la vue des Nations unies.")
    return (" ".join(lues), signer(filtre, sorte), fond)
