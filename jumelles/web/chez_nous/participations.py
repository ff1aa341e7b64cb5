"""« Nous participons à ce projet » : le dire à quel titre, avec ce que l'on apporte, et le reprendre."""

import re
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from jumelles.acteurs.requetes import acteur_du_territoire
from jumelles.cooperations.enums import RoleProjet
from jumelles.cooperations.fiches import ProjetBref
from jumelles.cooperations.operations import ne_plus_participer, participer
from jumelles.cooperations.operations.participer import dites_par_des_personnes
from jumelles.cooperations.requetes import projet, projets_de
from jumelles.territoires.requetes import TerritoireSitue, territoire_situe
from jumelles.web.acces import chez_nous, signature
from jumelles.web.champs import ChampTexte
from jumelles.web.portes import aujourdhui

MONTRES = 400
# Mener un projet ou le payer engage les autres et se lit dans une source : on ne se le donne pas soi-même.
ROLES = [(r.value, r.label) for r in (RoleProjet.PARTENAIRE, RoleProjet.OPERATEUR)]
# L'adresse de la page d'un projet, ou son seul numéro.
_NUMERO = re.compile(r"(?:.{0,200}/projets/)?([0-9]{1,15})(?:[-/?#].{0,400})?", re.ASCII | re.S)


class FormulaireParticipation(forms.Form):
    """Le projet, désigné par l'adresse de sa page ; à quel titre ; l'apport non financier, en quelques mots."""

    projet = forms.CharField(
        label=gettext_lazy("Adresse de la page du projet"), max_length=600,
        error_messages={"required": gettext_lazy("Copiez ici l’adresse de la page du projet.")},
    )  # fmt: skip
    role = forms.ChoiceField(
        label=gettext_lazy("À quel titre"), choices=ROLES, widget=forms.RadioSelect,
        initial=RoleProjet.PARTENAIRE,
    )  # fmt: skip
    apport = ChampTexte(label=gettext_lazy("Ce que vous apportez, hors argent"), required=False, max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "label_suffix": ""})

    def clean_projet(self) -> int:
        """Le numéro d'un projet publié, réel, que rien ne masque."""
        lu = _NUMERO.fullmatch(self.cleaned_data["projet"].strip())
        trouve = projet(int(lu.group(1)), jour=aujourdhui()) if lu else None
        if trouve is None or trouve.bref.demonstration or trouve.bref.sensible:
            raise forms.ValidationError(
                _("Aucun projet à cette adresse : copiez celle de sa page, qui contient /projets/ et un numéro.")
            )
        return trouve.bref.id


@require_http_methods(["GET", "HEAD", "POST"])
@chez_nous
def participations(request: HttpRequest, code: str) -> HttpResponse:
    """Les projets où la collectivité s'est dite présente, et de quoi en dire un ; deux fois n'y change rien."""
    t, acteur_id = _maison(code), acteur_du_territoire(code)
    formulaire = FormulaireParticipation(request.POST or None)
    if request.method == "POST" and acteur_id and formulaire.is_valid():
        dit = formulaire.cleaned_data
        participer(
            projet_id=dit["projet"], acteur_id=acteur_id, role=dit["role"], apport=dit["apport"],
            par=signature(request),
        )  # fmt: skip
        messages.success(request, _("C’est dit et signé : la page publique du projet le montre."))
        return redirect("chez_nous_participations", code)
    chez = reverse("chez_nous_collectivite", args=[code])
    contexte = {
        "t": t, "formulaire": formulaire, "connue": acteur_id is not None, "dites": _dites(acteur_id),
        "fil": [(_("Chez nous"), reverse("chez_nous")), (t.nom_affiche, chez), (_("Participations"), "")],
    }  # fmt: skip
    return render(request, "chez_nous/participations.html", contexte, status=422 if formulaire.errors else 200)


def _maison(code: str) -> TerritoireSitue:
    trouvee = territoire_situe(code)
    if trouvee is None:
        raise Http404
    return trouvee


def _dites(acteur_id: int | None) -> list[tuple[ProjetBref, str, str]]:
    """(projet, rôle, son libellé) que des personnes ont dits de cet acteur, et que l'on peut reprendre."""
    if acteur_id is None:
        return []
    lus = projets_de(acteur_id, francais=True, jour=aujourdhui(), nombre=MONTRES)
    siens = {p.id: p for p in lus if not p.demonstration}
    dits = sorted((pk, role) for pk, qui, role in dites_par_des_personnes(list(siens)) if qui == acteur_id)
    return [(siens[pk], role, str(RoleProjet(role).label)) for pk, role in dits]


@require_POST
@chez_nous
def quitter(request: HttpRequest, code: str, projet_id: int) -> HttpResponse:
    """Reprendre ce rôle ; ce qu'une source en dit encore reste."""
    acteur_id, role = acteur_du_territoire(code), request.POST.get("role", "")
    if (projet_id, role) in {(p.id, r) for p, r, _libelle in _dites(acteur_id)} and acteur_id:
        ne_plus_participer(projet_id=projet_id, acteur_id=acteur_id, role=role, par=signature(request))
    messages.success(request, _("C’est repris : la page du projet ne le dit plus en votre nom."))
    return redirect("chez_nous_participations", code)
