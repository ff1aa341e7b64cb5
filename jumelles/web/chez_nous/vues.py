"""L'entrée de « chez nous » : mes collectivités, puis ce que l'on y tient à jour."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jumelles.rattachements.requetes import chez, equipe_de
from jumelles.territoires.requetes import territoire
from jumelles.web.acces import chez_nous
from jumelles.web.chez_nous.pieces import pieces


@require_safe
@never_cache
@login_required
def accueil(request: HttpRequest) -> HttpResponse:
    """Les collectivités de la personne ; s'il n'y en a qu'une, on y va tout droit."""
    miennes = chez(int(request.user.pk or 0))
    if len(miennes) == 1:
        return redirect("chez_nous_collectivite", miennes[0].code)
    return render(request, "chez_nous/accueil.html", {"miennes": miennes, "fil": [(_("Chez nous"), "")]})


@require_safe
@chez_nous
def collectivite(request: HttpRequest, code: str) -> HttpResponse:
    """Ce que l'on tient à jour pour cette collectivité, et avec qui."""
    trouvee = territoire(code)
    if trouvee is None:
        raise Http404
    contexte = {
        "t": trouvee,
        "pieces": pieces(code),
        "equipe": equipe_de(code),
        "fil": [(_("Chez nous"), ""), (trouvee.nom_affiche, "")],
    }
    return render(request, "chez_nous/collectivite.html", contexte)
