"""Les figures à emporter, en SVG : /relations/frise.svg?…, /relations/themes.svg?…, /projets/odd.svg?…"""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from jumelles.acteurs.requetes import acteur_du_territoire
from jumelles.recherche.figures import PARTS, datees, parts
from jumelles.recherche.filtre import PROPRES, Filtre, Sorte
from jumelles.recherche.libelles import libelles
from jumelles.recherche.moteur import MoteurIndisponible, moteur
from jumelles.recherche.phrase import phrase
from jumelles.referentiel import thesaurus
from jumelles.strategies.frise import draw_frise
from jumelles.web.figures.barres import draw_barres
from jumelles.web.figures.planche import Planche, rendre
from jumelles.web.figures.signature import signer
from jumelles.web.lignes.pieces import initiale
from jumelles.web.nombres import entier
from jumelles.web.portes import aujourdhui

LARGEUR = 1200
NOMS, LIGNE, AXE, HAUT = 400, 34, 44, 14
SIGNES = 46


@dataclass(frozen=True, slots=True)
class TraitFrise:
    """Une ligne de la frise, en unités du dessin ; trace et famille : comme à l'écran."""

    nom: str
    entier: str
    annee: int
    x: str
    x2: str
    y: int
    famille: str
    trace: str


@require_safe
def frise(request: HttpRequest) -> HttpResponse:
    """Depuis quand, avec qui : les relations datées du filtre, de la plus ancienne à la plus récente."""
    filtre, jour = Filtre.from_query(request.GET), aujourdhui()
    try:
        lues = datees(filtre)
    except MoteurIndisponible:
        return render(request, "503.html", status=503)
    dessin = draw_frise(lues.lignes, lambda d: d.nom, jour)
    traits = [
        TraitFrise(_short(x.nom), x.nom, x.annee, _at(x.debut_x), _at(x.fin_x), HAUT + rang * LIGNE + LIGNE // 2,
              x.famille, x.trace)
        for rang, x in enumerate(dessin.lignes)
    ]  # fmt: skip
    bas = HAUT + len(traits) * LIGNE
    titre = _("Depuis quand, avec qui. %(phrase)s") % {"phrase": initiale(phrase(filtre, lues.total, "relations"))}
    planche = Planche(titre, LARGEUR, bas + AXE, _frieze_notes(filtre, lues.restent, lues.sans_date), jour)
    reperes = [(_at(x), annee) for x, annee in dessin.reperes]
    return rendre("figures/frise.svg", planche, "jumelles-frise", traits=traits, reperes=reperes, bas=bas, gauche=NOMS)


def _at(pourcent: str) -> str:
    return f"{NOMS + float(pourcent) / 100 * (LARGEUR - NOMS):.1f}"


def _short(nom: str) -> str:
    return nom if len(nom) <= SIGNES else nom[: SIGNES - 1].rstrip() + "…"


def _frieze_notes(filtre: Filtre, restent: int, sans_date: int) -> tuple[str, ...]:
    lues = [_("Rond bleu : jumelage. Carré corail : partenariat, coopération. Gris : nature non renseignée. "
              "Pointillé : suspendu. Estompé : état non renseigné.")]  # fmt: skip
    if restent:
        dits = ngettext("%(n)s lien daté plus récent n’est pas dessiné.",
                        "%(n)s liens datés plus récents ne sont pas dessinés.", restent)  # fmt: skip
        lues.append(dits % {"n": entier(restent)})
    if sans_date:
        dits = ngettext("%(n)s lien au début non renseigné n’y est pas.",
                        "%(n)s liens au début non renseigné n’y sont pas.", sans_date)  # fmt: skip
        lues.append(dits % {"n": entier(sans_date)})
    return (" ".join(lues), signer(filtre, "relations"))


@require_safe
def barres(request: HttpRequest, sorte: Sorte, quoi: str) -> HttpResponse:
    """Combien de fiches du filtre par thème, objectif, dimension ou nature ; une fiche peut en avoir plusieurs."""
    if PARTS[quoi] not in PROPRES[sorte]:
        raise Http404
    filtre, jour = Filtre.from_query(request.GET), aujourdhui()
    try:
        comptes, total = parts(filtre, sorte, quoi), moteur().compter(filtre, sorte)
    except MoteurIndisponible:
        return render(request, "503.html", status=503)
    noms, objectifs = libelles(PARTS[quoi], list(comptes)), {str(o.numero): o for o in thesaurus.odd()}
    est_odd = quoi == "odd"
    lignes = draw_barres(
        (
            noms.get(c, c), n, "",
            objectifs[c].couleur if est_odd and c in objectifs else "",
            int(c) if est_odd and c in objectifs else 0,
        )
        for c, n in comptes.items()
    )  # fmt: skip
    poses = [(HAUT + rang * 52, b, f"{float(b.part) / 100 * (LARGEUR - 120):.1f}") for rang, b in enumerate(lignes)]
    titre = _TITRES[quoi]() % {"phrase": initiale(phrase(filtre, total, sorte))}
    note = _("Une fiche qui en a plusieurs est comptée dans chacun : la somme peut dépasser le total.")
    planche = Planche(titre, LARGEUR, HAUT + max(1, len(poses)) * 52 + 10, (note, signer(filtre, sorte)), jour)
    return rendre("figures/barres.svg", planche, f"jumelles-{quoi}", barres=poses)


_TITRES = {
    "themes": lambda: _("Par thème. %(phrase)s"),
    "odd": lambda: _("Par objectif de développement durable. %(phrase)s"),
    "dimensions": lambda: _("Par dimension. %(phrase)s"),
    "natures": lambda: _("Par nature du lien. %(phrase)s"),
}


@require_safe
def frise_du_territoire(request: HttpRequest, code: str) -> HttpResponse:
    """La frise d'une collectivité, à son adresse : elle mène au filtre qui la fait."""
    acteur = acteur_du_territoire(code)
    if not acteur:
        raise Http404
    return HttpResponseRedirect(f"{reverse('frise_svg')}?partie={acteur}")
