"""Comparer les manières d'agir : cinq collèges d'acteurs, les mêmes critères, chaque phrase avec sa source (C3.10)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jumelles.conseil.faits import FaitCite
from jumelles.conseil.grille import College, grille
from jumelles.conseil.phrases import dire
from jumelles.web.conseil.tableur import reponse_csv

COLLEGES = tuple((c, dire(f"college.{c}")) for c in College)


@require_safe
def tableau(request: HttpRequest) -> HttpResponse:
    """Un critère par ligne, un collège par colonne, les sources dans les cases."""
    lignes = [(c, [(nom, c.cellule(college)) for college, nom in COLLEGES]) for c in grille()]
    fil = [(_("Conseil"), reverse("conseil")), (_("Manières d’agir"), "")]
    return render(request, "conseil/grille.html", {"lignes": lignes, "colleges": COLLEGES, "fil": fil})


@require_safe
def en_csv(request: HttpRequest) -> HttpResponse:
    """La même grille ; chaque phrase suivie de sa source entre crochets."""
    en_tete = (_("Critère"), *(nom for _college, nom in COLLEGES))
    lignes = ((c.libelle, *(_en_cellule(c.cellule(college)) for college, _nom in COLLEGES)) for c in grille())
    return reponse_csv("manieres-d-agir", (en_tete, *lignes))


def _en_cellule(faits: tuple[FaitCite, ...]) -> str:
    return " | ".join(f"{f.texte} [{f.etat}, {f.source}]" for f in faits) or dire("non_renseigne")
