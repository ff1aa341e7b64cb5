"""Ce qu'une collectivité réunie à celle-ci avait saisi : on le lit, sous son nom, et on peut cesser de le publier."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jumelles.retombees.ligne_dite import AnneeHeritee
from jumelles.retombees.operations import depublier
from jumelles.retombees.requetes import heritages, lignes
from jumelles.strategies.couts import concerne, dire_l_origine, dire_la_valeur, dire_le_poste, fiche_des_couts
from jumelles.web.acces import chez_nous, habilitation
from jumelles.web.couts.presentation import presenter
from jumelles.web.couts.vues import fil, maison
from jumelles.web.portes import aujourdhui


@require_http_methods(["GET", "HEAD", "POST"])
@chez_nous
def annee(request: HttpRequest, code: str, ancien: str, annee: str) -> HttpResponse:
    """Une année d'hier, en lecture ; le seul geste est de ne plus la publier."""
    h = _heritee(code, ancien, int(annee))
    if request.method == "POST":
        depublier(code=code, ancien=ancien, annee=h.annee, par=habilitation(request))
        messages.info(request, _("La fiche de %(a)s n’est plus publique.") % {"a": annee})
        return HttpResponseRedirect(request.path)
    t = maison(code)
    f = fiche_des_couts(t, h.annee, lignes(ancien, h.annee), jour=aujourdhui(), ancienne=h.nom)
    contexte = {
        **presenter(f), "h": h, "origine": dire_l_origine(h.nom, t.nom_affiche),
        "lignes": [(x, dire_le_poste(x), dire_la_valeur(x), concerne(x, f.perimetres)) for x in f.lignes],
        "fil": fil(t, (_("%(nom)s, %(annee)s") % {"nom": h.nom, "annee": annee}, "")),
    }  # fmt: skip
    return render(request, "couts/heritage.html", contexte)


def _heritee(code: str, ancien: str, annee: int) -> AnneeHeritee:
    trouvee = next((h for h in heritages(code) if (h.code, h.annee) == (ancien, annee)), None)
    if trouvee is None:
        raise Http404
    return trouvee
