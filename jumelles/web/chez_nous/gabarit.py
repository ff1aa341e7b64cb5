"""Nos documents dans le gabarit Word de la collectivité : il est rempli et rendu aussitôt, rien n'en est gardé."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from jumelles.documents.arbre import Rapport
from jumelles.documents.gabarit.controle import OCTETS_MAX, verifier_gabarit
from jumelles.documents.gabarit.exemple import gabarit_exemple
from jumelles.documents.gabarit.remplissage import fill_gabarit
from jumelles.documents.gabarit.reperes import REPERES
from jumelles.documents.refus import DocumentRefuse
from jumelles.rattachements.referents.requetes import referents_de
from jumelles.strategies.mission import dossier, lire_lieu, mission
from jumelles.strategies.note.composition import composer_note
from jumelles.strategies.note.question import QuestionNote
from jumelles.strategies.note.rapport import rapport_de_la_note
from jumelles.strategies.portrait import composer
from jumelles.strategies.portrait.rapport import rapport_du_portrait
from jumelles.territoires.pays_francais import ISO_FRANCAIS
from jumelles.territoires.requetes import TerritoireFiche, pays_fiche, pays_liste, territoire
from jumelles.web import documents
from jumelles.web.acces import chez_nous, habilitation
from jumelles.web.adresses import adresse_entiere, adresse_territoire
from jumelles.web.portes import aujourdhui


def _note(t: TerritoireFiche, request: HttpRequest) -> Rapport:
    note = composer_note(t, QuestionNote(t.code), jour=aujourdhui())
    adresse = adresse_entiere(f"{adresse_territoire(t.code, t.nom_affiche)}note/")
    return rapport_de_la_note(note, site=adresse_entiere(""), adresse=adresse)


def _portrait(t: TerritoireFiche, request: HttpRequest) -> Rapport:
    return rapport_du_portrait(composer(t, jour=aujourdhui()))


def _mission(t: TerritoireFiche, request: HttpRequest) -> Rapport:
    """Le dossier de la maison, ses référents compris : ce chemin n'est ouvert qu'à ses gens."""
    pays = pays_fiche(request.POST.get("pays", "").replace("\x00", ""))
    if pays is None or pays.iso2 in ISO_FRANCAIS:
        raise DocumentRefuse(_("Choisissez le pays de la mission : le dossier est celui d’un pays."))
    nos = referents_de(t.code, pour=habilitation(request))
    faite = mission(pays, t, jour=aujourdhui(), lieu=lire_lieu(request.POST.get("lieu", "")), referents=nos)
    return dossier(faite, site=adresse_entiere(""))


CHOIX: dict[str, tuple[str | Promise, Callable[[TerritoireFiche, HttpRequest], Rapport]]] = {
    "note": (gettext_lazy("La note pour l’élu·e"), _note),
    "portrait": (gettext_lazy("Le portrait du territoire"), _portrait),
    "mission": (gettext_lazy("Le dossier de mission dans un pays"), _mission),
}


@require_http_methods(["GET", "HEAD", "POST"])
@chez_nous
def gabarit(request: HttpRequest, code: str) -> HttpResponse:
    """Choisir un document, donner son gabarit, recevoir le DOCX ; un gabarit refusé dit pourquoi et que faire."""
    t = territoire(code)
    if t is None:
        raise Http404
    choisi = request.POST.get("document", "note")
    faute = ""
    if request.method == "POST":
        try:
            return _remplir(request, t, choisi)
        except DocumentRefuse as refus:
            faute = str(refus)
    contexte = {
        "t": t, "faute": faute, "choisi": choisi, "reperes": [f"{{{{ {nom} }}}}" for nom in REPERES],
        "choix": [(cle, dit) for cle, (dit, _faire) in CHOIX.items()], "mo": OCTETS_MAX // 1_000_000,
        "pays": [p for p in pays_liste() if p.iso2 not in ISO_FRANCAIS], "pays_choisi": request.POST.get("pays", ""),
        "lieu": lire_lieu(request.POST.get("lieu", "")),
        "fil": [(_("Chez nous"), reverse("chez_nous_collectivite", args=[code])), (_("Votre gabarit Word"), "")],
    }  # fmt: skip
    return render(request, "chez_nous/gabarit.html", contexte, status=422 if faute else 200)


@require_safe
@chez_nous
def exemple(request: HttpRequest, code: str) -> HttpResponse:
    """Un gabarit nu, avec nos repères, à mettre à sa charte."""
    return documents.en_fichier(gabarit_exemple(), "docx", "gabarit à compléter")


@documents.une_place
def _remplir(request: HttpRequest, t: TerritoireFiche, choisi: str) -> HttpResponse:
    if choisi not in CHOIX:
        raise DocumentRefuse(
            _("Ce document n’est pas dans la liste : choisissez la note, le portrait ou le dossier de mission.")
        )
    recu = request.FILES.get("gabarit")
    if recu is None:
        raise DocumentRefuse(_("Aucun fichier reçu : choisissez votre gabarit, un fichier Word (.docx)."))
    if recu.size is None or recu.size > OCTETS_MAX:
        raise DocumentRefuse(
            _("Ce gabarit pèse plus de %(mo)s Mo : allégez ses images.") % {"mo": OCTETS_MAX // 1_000_000}
        )
    octets = recu.read()
    verifier_gabarit(octets)  # avant de composer : un mauvais fichier ne coûte rien
    dit, faire = CHOIX[choisi]
    return documents.en_fichier(fill_gabarit(faire(t, request), octets), "docx", f"{dit} {t.nom_affiche}")
