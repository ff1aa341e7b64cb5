"""Le formulaire d'un référent : un service suffit ; le nom de la personne n'est jamais demandé."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jumelles.web.champs import ChampTexte


class FormulaireReferent(forms.Form):
    """Les mêmes champs pour ajouter et pour corriger ; vue : la version que la personne a lue."""

    jeton = forms.UUIDField(widget=forms.HiddenInput)
    vue = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=10**6)
    service = ChampTexte(
        label=_("Service"), max_length=160, error_messages={"required": _("Dites au moins de quel service il s’agit.")}
    )
    fonction = ChampTexte(label=_("Fonction"), max_length=160, required=False)
    competences = ChampTexte(
        label=_("Ce que l’on y sait faire"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    langues = ChampTexte(label=_("Langues"), max_length=200, required=False)
    nom = ChampTexte(label=_("Nom de la personne"), max_length=120, required=False)
    joindre = ChampTexte(label=_("Comment joindre"), max_length=160, required=False)

    public = forms.BooleanField(label=_("Montrer à tous le service et la fonction"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "label_suffix": ""})
        self.fields["jeton"].initial = uuid.uuid4
        for champ in self.fields.values():
            champ.widget.attrs.setdefault("autocomplete", "off")

    def dit(self) -> dict[str, str]:
        """Ce que la personne dit, un texte par champ, sans blancs en trop."""
        return {
            n: " ".join(str(v).split()) for n, v in self.cleaned_data.items() if n not in ("jeton", "vue", "public")
        }
