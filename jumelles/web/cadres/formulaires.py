"""Dire dans quel cadre un projet s'inscrit : lequel, comment, depuis quand on le sait, où cela se lit."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _

from jumelles.cooperations.enums import SorteCadre
from jumelles.cooperations.operations.cadres import COMMENT_MAX
from jumelles.referentiel.cadres import TROUVE, cadres
from jumelles.referentiel.temps import DateIllisible, DatePartielle
from jumelles.web.champs import ChampTexte
from jumelles.web.portes import aujourdhui


def _choix() -> Iterable[Any]:
    yield "", _gettext("Choisissez un cadre…")
    for sorte in SorteCadre:
        siens = [c for c in cadres() if c.sorte == sorte.value]
        yield sorte.label, [(c.code, c.libelle if c.etat == TROUVE else _a_verifier(c.libelle)) for c in siens]


def _a_verifier(nom: str) -> str:
    return _gettext("%(cadre)s (à vérifier)") % {"cadre": nom}


class FormulaireCadre(forms.Form):
    """Un cadre et, en une phrase, comment le projet le sert."""

    cadre = forms.ChoiceField(
        label=_("Dans quel cadre ?"), choices=_choix, error_messages={"required": _("Choisissez un cadre.")}
    )
    comment = ChampTexte(
        label=_("Comment le projet le sert-il ?"), max_length=COMMENT_MAX, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Une phrase que chacun comprend : « 12 000 habitants ont l’eau à moins d’un kilomètre »."),
        error_messages={
            "required": _("Dites-le en une phrase : sans elle, personne ne sait ce que le projet y apporte."),
            "max_length": _("C’est trop long : tenez-vous à %(limit_value)d caractères."),
        },
    )  # fmt: skip
    le = forms.CharField(
        label=_("De quand date cette information ?"), max_length=10, required=False,
        help_text=_("2024, 2024-05 ou 2024-05-31. Vide : aujourd’hui."),
        error_messages={"max_length": _("Cette date ne se lit pas : écrivez 2024, 2024-05 ou 2024-05-31.")},
    )  # fmt: skip
    preuve = forms.URLField(
        label=_("Où cela se lit-il ?"), required=False, max_length=600, assume_scheme="https",
        help_text=_("L’adresse d’une page publique, si elle existe."),
        error_messages={"invalid": _("Cette adresse ne se lit pas : recopiez-la depuis la page, https:// compris.")},
    )  # fmt: skip

    def clean_le(self) -> str:
        """Une date partielle, passée ; vide : aujourd'hui."""
        texte = self.cleaned_data["le"].strip()
        if not texte:
            return ""
        try:
            lue = DatePartielle.read(texte)
        except DateIllisible as erreur:
            raise forms.ValidationError(
                _("Cette date ne se lit pas : écrivez 2024, 2024-05 ou 2024-05-31.")
            ) from erreur
        if lue.earliest() > aujourdhui():
            raise forms.ValidationError(_("Cette date est à venir : dites ce qui est déjà su."))
        return str(lue)
