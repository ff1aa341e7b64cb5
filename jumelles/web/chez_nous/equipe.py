"""L'équipe d'une collectivité : qui en est, inviter, retirer ; et le lien que reçoit la personne invitée."""

import logging
from smtplib import SMTPException
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.mail import send_mail
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from jumelles.rattachements.enums import RoleAdhesion
from jumelles.rattachements.invitations.operations import (
    InvitationRefusee,
    accepter_invitation,
    inviter,
    retirer_de_l_equipe,
    retirer_invitation,
)
from jumelles.rattachements.invitations.requetes import InvitationFiche, invitation_du_jeton, invitations_de
from jumelles.rattachements.operations import RattachementRefuse
from jumelles.rattachements.requetes import equipe_de
from jumelles.territoires.requetes import TerritoireSitue, territoire_situe
from jumelles.web.acces import chez_nous_ou_equipe, habilitation
from jumelles.web.adresses import adresse_entiere

_journal = logging.getLogger(__name__)
_ROLES = [(r.value, r.label) for r in (RoleAdhesion.AGENT, RoleAdhesion.ELU)]


class FormulaireInvitation(forms.Form):
    """Une adresse, et à quel titre."""

    courriel = forms.EmailField(
        label=gettext_lazy("Courriel de la personne"), max_length=254,
        error_messages={"required": gettext_lazy("Écrivez l’adresse professionnelle de la personne.")},
    )  # fmt: skip
    role = forms.ChoiceField(
        label=gettext_lazy("À quel titre"), choices=_ROLES, widget=forms.RadioSelect, initial=RoleAdhesion.AGENT
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "label_suffix": ""})


@require_http_methods(["GET", "HEAD", "POST"])
@chez_nous_ou_equipe
def equipe(request: HttpRequest, code: str) -> HttpResponse:
    """Qui parle pour la collectivité, qui est invité, et inviter."""
    t = _maison(code)
    formulaire = FormulaireInvitation(request.POST or None)
    if request.method == "POST" and formulaire.is_valid() and _inviter(request, t, formulaire):
        return redirect("chez_nous_equipe", code)
    chez = reverse("chez_nous_collectivite", args=[code]) if habilitation(request).parle_pour(code) else ""
    contexte = {
        "t": t, "equipe": equipe_de(code), "invitations": invitations_de(code), "formulaire": formulaire,
        "fil": [(_("Chez nous"), reverse("chez_nous")), (t.nom_affiche, chez), (_("Équipe"), "")],
    }  # fmt: skip
    return render(request, "chez_nous/equipe.html", contexte, status=422 if formulaire.errors else 200)


def _maison(code: str) -> TerritoireSitue:
    trouvee = territoire_situe(code)
    if trouvee is None:
        raise Http404
    return trouvee


def _inviter(request: HttpRequest, t: TerritoireSitue, formulaire: FormulaireInvitation) -> bool:
    dit = formulaire.cleaned_data
    try:
        jeton = inviter(code=t.code, courriel=dit["courriel"], role=dit["role"], par=habilitation(request))
    except InvitationRefusee as refus:
        formulaire.add_error("courriel", str(refus))
        return False
    lien = adresse_entiere(f"{reverse('invitation')}?{urlencode({'jeton': jeton})}")
    texte = render_to_string("chez_nous/invitation.txt", {"lien": lien, "t": t})
    try:
        send_mail(_("Une invitation à tenir les pages d’une collectivité"), texte, None, [dit["courriel"]])
    except (OSError, SMTPException):
        _journal.warning("Une invitation n'est pas partie.", exc_info=True)
        messages.warning(request, _("Le courriel n’est pas parti : retirez l’invitation, puis réessayez plus tard."))
    else:
        messages.success(request, _("L’invitation est partie. La personne a quatorze jours pour l’accepter."))
    return True


@require_POST
@chez_nous_ou_equipe
def retirer(request: HttpRequest, code: str, adhesion_id: int) -> HttpResponse:
    """La personne ne parle plus pour la collectivité ; l'inviter de nouveau la remet."""
    try:
        retirer_de_l_equipe(code=code, adhesion_id=min(adhesion_id, 1 << 62), par=habilitation(request))
        messages.success(request, _("C’est fait. Pour revenir en arrière, invitez la personne de nouveau."))
    except RattachementRefuse as refus:
        messages.warning(request, str(refus))
    ici = "chez_nous_equipe" if _y_est_encore(request, code) else "chez_nous"
    return redirect(ici, code) if ici == "chez_nous_equipe" else redirect(ici)


def _y_est_encore(request: HttpRequest, code: str) -> bool:
    del request.habilitation  # type: ignore[attr-defined]
    qui = habilitation(request)
    return qui.equipe or qui.parle_pour(code)


@require_POST
@chez_nous_ou_equipe
def retirer_une_invitation(request: HttpRequest, code: str, identifiant: int) -> HttpResponse:
    """Le lien envoyé ne mène plus nulle part."""
    retirer_invitation(code=code, identifiant=min(identifiant, 1 << 62), par=habilitation(request))
    messages.success(request, _("L’invitation est retirée : son lien ne mène plus nulle part."))
    return redirect("chez_nous_equipe", code)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def invitation(request: HttpRequest) -> HttpResponse:
    """La personne lit à quoi on l'invite, et accepte ; le jeton est dans la question, que le journal ne garde pas."""
    jeton = request.GET.get("jeton", "")[:200]
    lue: InvitationFiche | None = invitation_du_jeton(jeton)
    faite = request.method == "POST" and lue is not None and accepter_invitation(jeton=jeton)
    contexte = {"i": lue, "faite": faite, "fil": [(_("Invitation"), "")]}
    reponse = render(request, "chez_nous/invitation.html", contexte, status=200 if lue else 404)
    reponse["X-Robots-Tag"], reponse["Referrer-Policy"] = "noindex", "no-referrer"
    return reponse
