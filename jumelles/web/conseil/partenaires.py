"""Les types de partenaires : le tableau de l'atelier de 2015 et ce qui le complète, jamais un acteur nommé."""

from dataclasses import dataclass, replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jumelles.conseil.appels import type_de_l_appel
from jumelles.conseil.faits import FaitCite
from jumelles.conseil.moderation import types_nommes
from jumelles.conseil.partenaires import (
    Colonne,
    Etiquette,
    TypePartenaire,
    tableau,
    type_de_partenaire,
    types_de_partenaires,
)
from jumelles.conseil.phrases import dire
from jumelles.conseil.premiers_pas import premier_pas
from jumelles.conseil.regles import Effet, RegleConseil, regles
from jumelles.conseil.requetes import nombres_par_type
from jumelles.web.conseil.appels import ChoixAppels, LigneAppel
from jumelles.web.conseil.choix import FACETTES, KIT, ChoixPartenaires
from jumelles.web.conseil.tableur import reponse_csv
from jumelles.web.conseil.temoignages import publies
from jumelles.web.portes import aujourdhui

COLONNES = tuple((c, dire(f"colonne.{c}")) for c in Colonne)


@dataclass(frozen=True, slots=True)
class LigneType:
    """Un type, ses cellules dans l'ordre des colonnes (code, titre, faits), et combien de témoignages publiés."""

    type: TypePartenaire
    cellules: tuple[tuple[str, str, tuple[FaitCite, ...]], ...]
    temoignages: int

    @property
    def classe(self) -> str:
        """Le libellé de sa classe, ou « classe non renseignée »."""
        return dire(f"classe.{self.type.classe or 'non_dite'}")

    @property
    def roles(self) -> tuple[str, ...]:
        """Les libellés de ses rôles."""
        return tuple(dire(f"role.{r}") for r in self.type.roles)


@require_safe
def liste(request: HttpRequest) -> HttpResponse:
    """Le tableau comparé, ou les cartes : les dix du kit, ou les trente-six."""
    choix = ChoixPartenaires.from_query(request.GET)
    nombres = nombres_par_type()
    contexte = {
        "choix": choix,
        "lignes": [_ligne(t, nombres.get(t.code, 0)) for t in choix.types()],
        "colonnes": COLONNES,
        "facettes": [(dire(f"facette.{nom}"), choix.facette(nom)) for nom in FACETTES],
        "is_kit": choix.origine == KIT,
        "etiquette": Etiquette.ATELIER.libelle,
        "source_du_kit": types_de_partenaires()[0].cellule(Colonne.AVANTAGES)[0].source,
        "csv": reverse("partenaires_csv") + replace(choix, cartes=False).to_query(),
        "en_tableau": replace(choix, cartes=False).to_query() or "?",
        "en_cartes": replace(choix, cartes=True).to_query(),
        "fil": [(_("Types de partenaires"), "")],
    }
    return render(request, "conseil/partenaires.html", contexte)


@require_safe
def en_csv(request: HttpRequest) -> HttpResponse:
    """Le même tableau en CSV : dix lignes pour le kit, les autres si on les demande."""
    return reponse_csv("partenaires", tableau(ChoixPartenaires.from_query(request.GET).types()))


@require_safe
def fiche(request: HttpRequest, code: str) -> HttpResponse:
    """Un type : ce qu'on en dit, par où commencer, ses appels, les règles qui le proposent, les témoignages."""
    try:
        type_ = type_de_partenaire(code)
    except KeyError as faute:
        raise Http404 from faute
    recus = publies(request, "type", type_.code)
    contexte = {
        "ligne": _ligne(type_, recus["temoignages_nombre"]),
        "t": type_,
        "is_nomme": type_.code in types_nommes(),
        "premier_pas": premier_pas(type_),
        "appels": _appels(type_),
        "regles": _regles(type_),
        **recus,
        "temoigner": reverse("temoigner", args=["type", type_.code]),
        "fil": [(_("Types de partenaires"), reverse("partenaires")), (type_.nom, "")],
    }
    return render(request, "conseil/partenaire.html", contexte)


def _ligne(t: TypePartenaire, nombre: int) -> LigneType:
    return LigneType(t, tuple((str(c), titre, t.cellule(c)) for c, titre in COLONNES), nombre)


def _appels(t: TypePartenaire) -> list[LigneAppel]:
    """Les siens, les passés en dernier."""
    return [x for x in ChoixAppels().garder(aujourdhui()) if type_de_l_appel(x.appel.code) == t.code]


def _regles(t: TypePartenaire) -> list[RegleConseil]:
    return [r for r in regles() if t.code in r.types and r.effet in (Effet.PROPOSER, Effet.ECARTER)]
