"""Toutes les règles du conseil en un tableau, avec la question qui les déclenche et celle qui ne le fait pas."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jumelles.conseil.conditions import Situation
from jumelles.conseil.partenaires import TypePartenaire, type_de_partenaire
from jumelles.conseil.phrases import dire
from jumelles.conseil.regles import RegleConseil, regles
from jumelles.conseil.situations import Noms, en_clair, quand
from jumelles.territoires.requetes import pays_liste
from jumelles.web.conseil.lien_question import question_de


@dataclass(frozen=True, slots=True)
class LigneRegle:
    """Une règle, ses types, quand elle joue, et ses deux vecteurs : (en clair, adresse où l'essayer)."""

    regle: RegleConseil
    types: tuple[TypePartenaire, ...]
    quand: str
    positif: tuple[str, str]
    negatif: tuple[str, str]
    tient: bool

    @property
    def effet(self) -> str:
        """Ce qu'elle fait, en un mot."""
        return dire(f"effet.{self.regle.effet}")


@require_safe
def tableau(request: HttpRequest) -> HttpResponse:
    """Le tableau des règles ; ses vecteurs sont rejoués à chaque lecture."""
    noms = {p.iso2: p.nom for p in pays_liste()}
    contexte = {
        "lignes": [_ligne(r, noms) for r in regles()],
        "fil": [(_("Conseil"), reverse("conseil")), (_("Règles"), "")],
    }
    return render(request, "conseil/regles.html", contexte)


def _ligne(r: RegleConseil, noms: Noms) -> LigneRegle:
    tient = r.condition.is_vraie(r.positif) and not r.condition.is_vraie(r.negatif)
    types = tuple(type_de_partenaire(t) for t in r.types)
    return LigneRegle(r, types, quand(r.condition, noms), _vecteur(r.positif, noms), _vecteur(r.negatif, noms), tient)


def _vecteur(s: Situation, noms: Noms) -> tuple[str, str]:
    """En clair, et la page du conseil qui pose cette question ; sans adresse si elle parle d'un acteur d'essai."""
    adresse = "" if s.acteur else f"{reverse('conseil')}?{question_de(s.demande)}"
    return en_clair(s, noms), adresse
