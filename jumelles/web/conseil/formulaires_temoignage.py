"""Ce qu'une personne témoigne, et les gestes de qui modère."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jumelles.conseil.moderation import LONGUEUR
from jumelles.web.champs import ChampTexte

DITS = ("avantage", "faiblesse", "contrepartie", "apport")
GESTES = ("publie", "refuse", "retire", "propose", "offrir", "repondre", "signaler", "effacer")
# Ceux qui ne se font pas sans dire à qui, pourquoi, ou quoi.
AVEC_TEXTE = ("refuse", "retire", "offrir", "repondre")


def _texte(libelle: Any, aide: Any = "") -> ChampTexte:
    zone = forms.Textarea(attrs={"rows": 3, "maxlength": LONGUEUR})
    return ChampTexte(label=libelle, help_text=aide, required=False, max_length=LONGUEUR, widget=zone)


class FormulaireTemoignage(forms.Form):
    """Au moins un avantage, une faiblesse, une contrepartie ou un apport."""

    jeton = forms.UUIDField(widget=forms.HiddenInput)
    avantage = _texte(gettext_lazy("Un avantage"))
    faiblesse = _texte(
        gettext_lazy("Une faiblesse"),
        gettext_lazy("Si elle vise une structure nommée, celle-ci pourra répondre avant que cela paraisse."),
    )
    contrepartie = _texte(gettext_lazy("La contrepartie attendue"))
    apport = _texte(gettext_lazy("Ce qu’il a apporté"))
    contexte = _texte(gettext_lazy("Le contexte"), gettext_lazy("Quel projet, quel pays, quelle année"))
    au_titre_de = ChampTexte(
        label=gettext_lazy("Au titre de"), required=False, max_length=120,
        help_text=gettext_lazy("Votre structure, si vous voulez la nommer. Votre nom ne paraît jamais."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "label_suffix": ""})
        self.fields["jeton"].initial = uuid.uuid4

    def clean(self) -> dict[str, Any]:
        """Un témoignage dit quelque chose."""
        dits = super().clean() or {}
        if not any(dits.get(nom) for nom in DITS):
            self.add_error("avantage", _("Remplissez au moins un de ces quatre champs."))
        return dits

    def dits(self) -> dict[str, Any]:
        """Le jeton et les textes, pour l'opération ; le formulaire est valide."""
        dits = dict(self.cleaned_data)
        return {"jeton": dits.pop("jeton"), "textes": dits}


class FormulaireGeste(forms.Form):
    """Un geste, et ce qu'il doit dire."""

    geste = forms.ChoiceField(choices=[(g, g) for g in GESTES])
    texte = ChampTexte(required=False, max_length=LONGUEUR)
    sans_critique = forms.BooleanField(required=False)

    def clean(self) -> dict[str, Any]:
        """Refuser, retirer, offrir et répondre se font avec un texte."""
        dits = super().clean() or {}
        if dits.get("geste") in AVEC_TEXTE and not dits.get("texte"):
            self.add_error("texte", _("À remplir."))
        return dits
