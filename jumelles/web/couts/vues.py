"""Les pages de l'équipe : toutes les années, une année, le document, le fichier."""

import contextlib
import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from jumelles.comptes.requetes import nommer
from jumelles.rattachements.habilitation import Habilitation
from jumelles.recherche.sorties.formules import neutraliser
from jumelles.retombees.enums import Poste
from jumelles.retombees.lecture import ANNEE_MIN
from jumelles.retombees.ligne_dite import LigneLue
from jumelles.retombees.operations import LigneDepassee, LignesDejaDites, ecrire_lignes
from jumelles.retombees.regles import LigneRefusee
from jumelles.retombees.requetes import fiches_publiees, heritages, lignes, retirees
from jumelles.strategies.couts import (
    FicheDesCouts,
    avec_reperes,
    concerne,
    dire_la_valeur,
    dire_le_poste,
    fiche_des_couts,
)
from jumelles.strategies.couts.document import rapport_des_couts
from jumelles.territoires.regles import slug
from jumelles.territoires.requetes import TerritoireSitue, territoire_situe
from jumelles.web.acces import chez_nous, habilitation
from jumelles.web.couts.formulaires import FormulaireTroisNombres, annee_max
from jumelles.web.couts.presentation import presenter
from jumelles.web.documents import repondre, telechargements, une_place
from jumelles.web.portes import aujourdhui

BOM = "\ufeff"


def maison(code: str) -> TerritoireSitue:
    """La collectivité, ou 404 si le référentiel ne la connaît plus."""
    trouvee = territoire_situe(code)
    if trouvee is None:
        raise Http404
    return trouvee


def exiger_annee(annee: int) -> None:
    """404 hors des années que l'on peut saisir."""
    if not ANNEE_MIN <= annee <= annee_max():
        raise Http404


@require_http_methods(["GET", "HEAD", "POST"])
@chez_nous
def accueil(request: HttpRequest, code: str) -> HttpResponse:
    """Les années déjà saisies, et trois nombres pour commencer."""
    t = maison(code)
    formulaire = FormulaireTroisNombres(request.POST or None)
    deja: tuple[LigneLue, ...] = ()
    if request.method == "POST" and formulaire.is_valid():
        annee = formulaire.cleaned_data["annee"]
        deja = _ecrire(formulaire, code, annee, habilitation(request))
        if not formulaire.errors:
            return HttpResponseRedirect(reverse("couts_annee", args=[code, annee]))
    publiees = {f.annee: f.le for f in fiches_publiees(code)}
    par_annee: defaultdict[int, list[LigneLue]] = defaultdict(list)
    for ligne in lignes(code):
        par_annee[ligne.annee].append(ligne)
    annees = [(a, len(par_annee[a]), publiees.get(a)) for a in sorted({*par_annee, *publiees}, reverse=True)]
    dits = [(x, dire_le_poste(x), dire_la_valeur(x)) for x in deja]
    contexte = {"t": t, "formulaire": formulaire, "deja": dits, "annees": annees, "hier": heritages(code),
                "fil": fil(t)}  # fmt: skip
    statut = 409 if deja else 400 if formulaire.errors else 200
    return render(request, "couts/accueil.html", contexte, status=statut)


def _ecrire(formulaire: FormulaireTroisNombres, code: str, annee: int, par: Habilitation) -> tuple[LigneLue, ...]:
    """Écrire les nombres dits, tous ou aucun ; le refus se lit au formulaire, et les lignes qui les disent déjà."""
    try:
        with contextlib.suppress(LigneDepassee):  # le même envoi, arrivé deux fois en même temps : l'autre l'a écrit
            ecrire_lignes(code=code, annee=annee, dites=formulaire.lignes_dites(), par=par)
    except LigneRefusee as refus:
        for champ, faute in refus.fautes.items():
            formulaire.add_error(champ if champ in formulaire.fields else None, faute)
    except LignesDejaDites as refus:
        for poste in sorted({x.dite.poste for x in refus.lignes}):
            formulaire.add_error(poste, str(refus))
        return refus.lignes
    return ()


def fil(t: TerritoireSitue, *suite: tuple[str, str]) -> list[tuple[str, str]]:
    """Le chemin d'une page de coûts."""
    chez = reverse("chez_nous_collectivite", args=[t.code])
    couts = (_("Coûts et retours"), reverse("chez_nous_couts", args=[t.code]) if suite else "")
    return [(_("Chez nous"), reverse("chez_nous")), (t.nom_affiche, chez), couts, *suite]


def fiche_de_travail(t: TerritoireSitue, annee: int) -> FicheDesCouts:
    """La fiche des lignes en vigueur, publiées ou non, l'année d'avant et les autres."""
    toutes = lignes(t.code)
    siennes = [x for x in toutes if x.annee == annee]
    return avec_reperes(fiche_des_couts(t, annee, siennes, jour=aujourdhui()), toutes)


@require_safe
@chez_nous
def annee(request: HttpRequest, code: str, annee: int) -> HttpResponse:
    """Une année : le bilan, ce qui le fonde, et ce qui en est public."""
    exiger_annee(annee)
    t = maison(code)
    f = fiche_de_travail(t, annee)
    publiee = next((p for p in fiches_publiees(code) if p.annee == annee), None)
    otees = retirees(code, annee)
    noms = nommer({x.par for x in f.lignes})
    a_jour = publiee is not None and {x.id for x in publiee.lignes} == {x.id for x in f.lignes}
    saisie = sum(x.dite.poste == Poste.BUDGET for x in f.lignes)
    postes = [p for p in Poste if p != Poste.BUDGET or not saisie]
    return render(
        request,
        "couts/annee.html",
        {
            **presenter(f),
            "lignes": [(x, dire_le_poste(x), dire_la_valeur(x), concerne(x, f.perimetres), noms[x.par])
                       for x in f.lignes],
            "retirees": [(x, dire_le_poste(x), dire_la_valeur(x)) for x in otees],
            "publiee": publiee, "a_jour": a_jour, "vues": ",".join(str(x.id) for x in f.lignes),
            "postes": [(p.value, str(p.label)) for p in postes],
            "telechargements": telechargements(lambda e: reverse("couts_document", args=[code, annee, e])),
            "fil": fil(t, (str(annee), "")),
        },
    )  # fmt: skip


@require_safe
@chez_nous
@une_place
def document(request: HttpRequest, code: str, annee: str, extension: str) -> HttpResponse:
    """La fiche de travail, en document : pour l'équipe."""
    exiger_annee(int(annee))
    t = maison(code)
    return repondre(
        rapport_des_couts(fiche_de_travail(t, int(annee))), extension, f"couts-{slug(t.nom_affiche)}-{annee}-travail"
    )


@require_safe
@chez_nous
def fichier(request: HttpRequest, code: str) -> HttpResponse:
    """Toutes ses lignes en vigueur, une par ligne, pour un tableur."""
    t = maison(code)
    tampon = io.StringIO()
    tampon.write(BOM)
    ecrivain = csv.writer(tampon, delimiter=";")
    ecrivain.writerows([neutraliser(c) for c in rangee] for rangee in _rangees(_toutes(code)))
    reponse = HttpResponse(tampon.getvalue(), content_type="text/csv; charset=utf-8")
    reponse["Content-Disposition"] = f'attachment; filename="couts-{slug(t.nom_affiche)}.csv"'
    return reponse


def _toutes(code: str) -> Iterator[tuple[str, LigneLue]]:
    """(code de qui a saisi, ligne) : les siennes, puis celles des collectivités d'hier."""
    yield from ((code, x) for x in lignes(code))
    for ancien in dict.fromkeys(h.code for h in heritages(code)):
        yield from ((ancien, x) for x in lignes(ancien))


def _rangees(lues: Iterable[tuple[str, LigneLue]]) -> Iterator[tuple[str, ...]]:
    """Point décimal, dates ISO, codes tels quels : de quoi relire sans perte."""
    yield (
        "collectivite", "annee", "poste", "valeur", "unite", "cout_unitaire", "apport", "payeur", "perimetre", "preuve",
        "source", "date_information", "cause", "version", "ecrite_le",
    )  # fmt: skip
    for qui, x in lues:
        d = x.dite
        yield (
            qui, str(x.annee), d.poste, str(d.valeur), d.unite, "" if d.cout_unitaire is None else str(d.cout_unitaire),
            d.apport, d.payeur, d.perimetre, d.preuve, d.source, d.date_information, d.cause, str(x.version),
            x.ecrite_le.date().isoformat(),
        )  # fmt: skip
