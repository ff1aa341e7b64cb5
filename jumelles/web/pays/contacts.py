"""Tenir les contacts d'un pays : un réseau les siens, l'équipe tous ; la personne dit oui ou non."""

import logging
from collections.abc import Callable
from functools import wraps
from smtplib import SMTPException
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.core.mail import send_mail
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from jumelles.acteurs import carnet
from jumelles.acteurs.carnet import ContactRefuse
from jumelles.acteurs.contacts import contact_du_jeton, contacts_a_tenir, pays_du_contact, reseaux_nommes
from jumelles.rattachements.habilitation import Habilitation
from jumelles.territoires.pays_francais import ISO_FRANCAIS
from jumelles.territoires.requetes import PaysFiche, pays_fiche
from jumelles.web.acces import habilitation, signature
from jumelles.web.adresses import adresse_entiere, adresse_pays
from jumelles.web.pays.formulaires import FormulaireContact
from jumelles.web.portes import aujourdhui

_journal = logging.getLogger(__name__)


def peut_tenir(qui: Habilitation) -> bool:
    """L'équipe de Jumelles, et toute personne rattachée à un réseau."""
    return qui.equipe or bool(qui.reseaux)


def _au_nom_de(qui: Habilitation) -> frozenset[int] | None:
    return None if qui.equipe else qui.reseaux


def reseau_ou_equipe(vue: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Mener un anonyme à la connexion ; 403 pour qui n'est d'aucun réseau ; rien ne se garde en cache."""

    @wraps(vue)
    def gardee(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not peut_tenir(habilitation(request)):
            raise PermissionDenied
        return vue(request, *args, **kwargs)

    return never_cache(gardee)


@require_http_methods(["GET", "HEAD", "POST"])
@reseau_ou_equipe
def tenir(request: HttpRequest, iso2: str) -> HttpResponse:
    """Les contacts que l'on tient pour ce pays, et de quoi en ajouter un."""
    pays, qui = _pays(iso2), habilitation(request)
    formulaire = FormulaireContact(
        request.POST or None, reseaux=reseaux_nommes(qui.reseaux), equipe=qui.equipe, initial={"source_date": ""}
    )
    if request.method == "POST" and formulaire.is_valid() and _inscrire(request, formulaire, pays, qui):
        return redirect("pays_contacts", pays.iso2.lower())
    contexte = {
        "pays": pays, "formulaire": formulaire,
        "contacts": contacts_a_tenir(pays.iso2, au_nom_de=_au_nom_de(qui), jour=aujourdhui()),
        "fil": [(_("Pays et territoires"), reverse("pays_liste")), (pays.nom, adresse_pays(pays.iso2, pays.nom)),
                (_("Contacts"), "")],
    }  # fmt: skip
    return render(request, "pays/tenir.html", contexte, status=422 if formulaire.errors else 200)


def _inscrire(request: HttpRequest, formulaire: FormulaireContact, pays: PaysFiche, qui: Habilitation) -> bool:
    try:
        faite = carnet.inscrire(
            dit=formulaire.dit(pays.iso2), au_nom_de=_au_nom_de(qui), jour=aujourdhui(), par=signature(request)
        )
    except ContactRefuse as refus:
        formulaire.add_error(None, str(refus))
        return False
    if not faite.is_neuf:
        messages.info(request, _("Ce contact était déjà inscrit : rien n’a changé."))
    elif faite.jeton:
        _ecrire(request, formulaire.cleaned_data["courriel"], faite.jeton, pays)
    else:
        messages.success(request, _("Le contact est inscrit."))
    return True


def _ecrire(request: HttpRequest, courriel: str, jeton: str, pays: PaysFiche) -> None:
    """Demander son accord à la personne, et à elle seule : le lien ne se montre nulle part."""
    lien = adresse_entiere(f"{reverse('contact_accord')}?{urlencode({'jeton': jeton})}")
    texte = render_to_string("pays/accord.txt", {"lien": lien, "pays": pays})
    try:
        send_mail(_("Votre accord pour figurer parmi les contacts d’un pays"), texte, None, [courriel])
    except (OSError, SMTPException):
        _journal.warning("La demande d'accord d'un contact n'est pas partie.", exc_info=True)
        messages.warning(
            request, _("Le contact attend, mais le courriel n’est pas parti : redemandez l’accord plus tard.")
        )
    else:
        messages.success(
            request, _("Une demande d’accord est partie par courriel : rien ne se montre avant la réponse.")
        )


@require_POST
@reseau_ou_equipe
def geste(request: HttpRequest, iso2: str, identifiant: int, quoi: str) -> HttpResponse:
    """Revérifier, redemander l'accord, ou retirer pour de bon."""
    pays, au_nom_de = _pays(iso2), _au_nom_de(habilitation(request))
    par = signature(request)
    if pays_du_contact(identifiant) not in ("", pays.iso2):
        messages.error(request, _("Ce contact n’existe plus."))
        return redirect("pays_contacts", pays.iso2.lower())
    try:
        if quoi == "retirer":
            carnet.retirer(contact_id=identifiant, au_nom_de=au_nom_de, par=par)
            messages.success(request, _("Le contact est effacé pour de bon."))
        elif quoi == "reverifier":
            carnet.reverifier(contact_id=identifiant, au_nom_de=au_nom_de, jour=aujourdhui(), par=par)
            messages.success(request, _("Le contact est dit vérifié aujourd’hui."))
        else:
            jeton, courriel = carnet.redemander(contact_id=identifiant, au_nom_de=au_nom_de, par=par)
            _ecrire(request, courriel, jeton, pays)
    except ContactRefuse as refus:
        messages.error(request, str(refus))
    return redirect("pays_contacts", pays.iso2.lower())


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def accord(request: HttpRequest) -> HttpResponse:
    """La personne lit ce que l'on montrerait d'elle, et dit oui ou non ; le même lien sert à se retirer.

    Le jeton est dans la question, que le journal des accès ne garde pas.
    """
    jeton = request.GET.get("jeton", "")
    contact = contact_du_jeton(jeton, jour=aujourdhui())
    if contact is None:
        return _sans_trace(render(request, "pays/accord_sans_objet.html", status=404))
    if request.method == "POST":
        oui = request.POST.get("reponse") == "oui"
        if not (carnet.accepter if oui else carnet.refuser)(jeton=jeton):
            return _sans_trace(render(request, "pays/accord_sans_objet.html", status=404))
        return _sans_trace(render(request, "pays/accord_dit.html", {"oui": oui}))
    return _sans_trace(render(request, "pays/accord.html", {"c": contact}))


def _sans_trace(reponse: HttpResponse) -> HttpResponse:
    """Le jeton ne part ni dans un moteur, ni vers un autre site."""
    reponse["X-Robots-Tag"] = "noindex"
    reponse["Referrer-Policy"] = "no-referrer"
    return reponse


def _pays(iso2: str) -> PaysFiche:
    pays = pays_fiche(iso2)
    if pays is None or pays.iso2 in ISO_FRANCAIS:
        raise Http404
    return pays
