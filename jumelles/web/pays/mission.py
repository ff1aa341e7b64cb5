"""Préparer une mission : choisir sa collectivité, voir ce que dit le dossier, l'emporter."""

from typing import TypedDict
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jumelles.droit.pays import conseils_aux_voyageurs
from jumelles.rattachements.referents.requetes import referents_de
from jumelles.strategies.mission import dossier, lire_lieu, mission
from jumelles.strategies.mission.assemblage import JOURS, Mission
from jumelles.strategies.mission.dossier import nom_du_fichier
from jumelles.territoires.designation import designer
from jumelles.territoires.pays_francais import ISO_FRANCAIS
from jumelles.territoires.requetes import (
    PaysFiche,
    TerritoireBref,
    TerritoireFiche,
    pays_fiche,
    territoire,
)
from jumelles.web.acces import chez_nous, habilitation
from jumelles.web.adresses import adresse_pays
from jumelles.web.documents import repondre, telechargements, une_place
from jumelles.web.pays.formulaires import FormulaireMission
from jumelles.web.portes import aujourdhui

PROPOSES = 12


class ChoixMission(TypedDict):
    """Ce que l'adresse d'un dossier dit : les jours de programme, et la ville ou la région (vide : non dite)."""

    jours: int
    lieu: str


@require_safe
def preparer(request: HttpRequest, iso2: str) -> HttpResponse:
    """La page : le choix, ce que le dossier contient, et ses formats."""
    pays, formulaire = _pays(iso2), FormulaireMission(request.GET or None)
    valide = not formulaire.is_bound or formulaire.is_valid()
    dit = formulaire.cleaned_data if formulaire.is_bound and valide else {}
    dite, lieu = str(dit.get("collectivite", "")).strip(), lire_lieu(str(dit.get("lieu", "")))
    (chez, proposes), jours = _choisir(dite), dit.get("jours") or JOURS
    assemblee = mission(pays, chez, jour=aujourdhui(), jours=jours, lieu=lieu)
    question = _question(jours, lieu)
    contexte = {
        "pays": pays, "formulaire": formulaire, "chez": chez, "dite": dite, "proposes": proposes, "m": assemblee,
        "situation": assemblee.situation, "question": question, "conseils": conseils_aux_voyageurs(pays.iso2),
        "telechargements": telechargements(lambda ext: _adresse(pays, chez, question, ext)),
        "chez_nous": _nos_formats(request, pays, chez, question),
        "fil": [(_("Pays et territoires"), reverse("pays_liste")), (pays.nom, adresse_pays(pays.iso2, pays.nom)),
                (_("Préparer une mission"), "")],
    }  # fmt: skip
    return render(request, "pays/mission.html", contexte, status=200 if valide else 422)


@require_safe
@une_place
def emporter(request: HttpRequest, iso2: str, extension: str) -> HttpResponse:
    """Le dossier public, dans ce format : aucun nom de la maison n'y entre."""
    pays = _pays(iso2)
    code = request.GET.get("collectivite", "").replace("\x00", " ").strip()
    chez = territoire(code) if code else None
    if code and chez is None:
        raise Http404
    return _rendre(mission(pays, chez, jour=aujourdhui(), **_choix(request)), extension)


@require_safe
@chez_nous
@une_place
def emporter_chez_nous(request: HttpRequest, code: str, iso2: str, extension: str) -> HttpResponse:
    """Le dossier de la maison, avec ses référents : pour ses gens seulement."""
    pays, chez = _pays(iso2), territoire(code)
    if chez is None:
        raise Http404
    nos = referents_de(code, pour=habilitation(request))
    reponse = _rendre(mission(pays, chez, jour=aujourdhui(), referents=nos, **_choix(request)), extension)
    reponse["Cache-Control"] = "private, no-store"
    return reponse


def _rendre(m: Mission, extension: str) -> HttpResponse:
    return repondre(dossier(m, site=settings.ADRESSE_PUBLIQUE), extension, nom_du_fichier(m))


def _choisir(dite: str) -> tuple[TerritoireFiche | None, tuple[TerritoireBref, ...]]:
    """La collectivité désignée ; sinon celles qui s'en approchent."""
    designation = designer(dite, limite=PROPOSES)
    return (territoire(designation.code) if designation.code else None), designation.proches


def _adresse(pays: PaysFiche, chez: TerritoireFiche | None, question: str, extension: str) -> str:
    collectivite = f"{urlencode({'collectivite': chez.code})}&" if chez else ""
    return f"{reverse('pays_mission_fichier', args=[pays.iso2.lower(), extension])}?{collectivite}{question}"


def _question(jours: int, lieu: str) -> str:
    return urlencode({"jours": jours, **({"lieu": lieu} if lieu else {})})


def _nos_formats(request: HttpRequest, pays: PaysFiche, chez: TerritoireFiche | None, question: str) -> list[object]:
    """Les formats du dossier de la maison, si la personne en est ; vide sinon."""
    if chez is None or not habilitation(request).parle_pour(chez.code):
        return []
    vers = "chez_nous_mission"
    return list(telechargements(lambda ext: f"{reverse(vers, args=[chez.code, pays.iso2.lower(), ext])}?{question}"))


def _choix(request: HttpRequest) -> ChoixMission:
    """Combien de jours, et où : ce qui ne se lit pas ne compte pas."""
    texte = request.GET.get("jours", "")
    lisible = texte.isascii() and texte.isdigit() and len(texte) <= 2
    return {"jours": int(texte) if lisible else JOURS, "lieu": lire_lieu(request.GET.get("lieu", ""))}


def _pays(iso2: str) -> PaysFiche:
    pays = pays_fiche(iso2)
    if pays is None or pays.iso2 in ISO_FRANCAIS:
        raise Http404
    return pays
