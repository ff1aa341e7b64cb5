"""Les projets d'une collectivité, et l'écran où ses gens disent dans quel cadre l'un d'eux s'inscrit."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jumelles.acteurs.requetes import acteur_du_territoire
from jumelles.cooperations.fiches import ProjetFiche
from jumelles.cooperations.operations import inscrire_dans_un_cadre, retirer_d_un_cadre
from jumelles.cooperations.requetes import projet, projets_de
from jumelles.cooperations.requetes.cadres import cadres_dits_pour, est_repris
from jumelles.referentiel.cadres import libelle
from jumelles.territoires.requetes import TerritoireSitue, territoire_situe
from jumelles.web.acces import chez_nous, signature
from jumelles.web.cadres.formulaires import FormulaireCadre
from jumelles.web.portes import aujourdhui

MONTRES = 400


@require_safe
@chez_nous
def projets_de_la_maison(request: HttpRequest, code: str) -> HttpResponse:
    """Les projets réels de la collectivité, les plus récents d'abord, avec les cadres que quelqu'un en dit."""
    t, acteur_id = _maison(code), acteur_du_territoire(code)
    lus = projets_de(acteur_id, francais=True, jour=aujourdhui(), nombre=MONTRES) if acteur_id else ()
    siens = [(p, [libelle(c) or c for c in p.cadres]) for p in lus if not p.demonstration]
    return render(request, "cadres/projets.html", {"t": t, "projets": siens, "fil": _fil(t)})


@require_http_methods(["GET", "HEAD", "POST"])
@chez_nous
def cadres_d_un_projet(request: HttpRequest, code: str, projet_id: int) -> HttpResponse:
    """Ce qui se lit de ce projet, et le formulaire ; envoyer deux fois la même chose ne change rien."""
    t, f = _maison(code), _projet(code, projet_id)
    formulaire = FormulaireCadre(request.POST if request.method == "POST" else None)
    if request.method == "POST" and formulaire.is_valid():
        dit = formulaire.cleaned_data
        inscrire_dans_un_cadre(
            projet_id=projet_id, cadre=dit["cadre"], comment=dit["comment"], date_information=dit["le"],
            adresse=dit["preuve"], au_nom_de={code: t.nom_affiche}, jour=aujourdhui(), par=signature(request),
        )  # fmt: skip
        messages.success(request, _("C’est dit, daté et signé. La page publique du projet le montre."))
        return redirect("chez_nous_cadres", code, projet_id)
    contexte = {
        "t": t,
        "f": f,
        "p": f.bref,
        "formulaire": formulaire,
        "dits": cadres_dits_pour(projet_id, code),
        "deduits": [c for c in f.cadres if c.deduit_de and not c.dits],
        "fil": _fil(t, (f.bref.titre, "")),
    }
    return render(request, "cadres/dire.html", contexte, status=422 if formulaire.errors else 200)


@require_POST
@chez_nous
def retirer(request: HttpRequest, code: str, projet_id: int) -> HttpResponse:
    """Reprendre ce que la collectivité en a dit, elle et nulle autre ; déjà repris, rien ne change."""
    _projet(code, projet_id)
    dit = _numero(request.POST.get("dit", ""))
    if dit in {d.affirmation_id for d in cadres_dits_pour(projet_id, code)}:
        retirer_d_un_cadre(affirmation_id=dit, par=signature(request))
    elif not est_repris(dit, projet_id=projet_id, code=code):
        raise Http404
    messages.success(request, _("C’est retiré : la page publique ne le dit plus en votre nom."))
    return redirect("chez_nous_cadres", code, projet_id)


def _maison(code: str) -> TerritoireSitue:
    trouvee = territoire_situe(code)
    if trouvee is None:
        raise Http404
    return trouvee


def _projet(code: str, projet_id: int) -> ProjetFiche:
    """Ce projet, s'il est publié, réel, et que la collectivité y participe ; 404 sinon."""
    trouve = projet(projet_id, jour=aujourdhui())
    participants = {p.territoire_code for _role, _nom, p, _apport in trouve.participations} if trouve else set()
    if trouve is None or trouve.bref.demonstration or code not in participants:
        raise Http404
    return trouve


def _numero(texte: str) -> int:
    return int(texte) if texte.isascii() and texte.isdigit() and len(texte) < 19 else 0


def _fil(t: TerritoireSitue, *suite: tuple[str, str]) -> list[tuple[str, str]]:
    chez = reverse("chez_nous_collectivite", args=[t.code])
    projets = (_("Projets"), reverse("chez_nous_projets", args=[t.code]) if suite else "")
    return [(_("Chez nous"), reverse("chez_nous")), (t.nom_affiche, chez), projets, *suite]
