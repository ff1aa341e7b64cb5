"""Ce que l'on peut dire d'un lien : un signe de vie, une clôture décidée. Une liste, jamais un texte libre public."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jumelles.referentiel.temps import DateIllisible, DatePartielle
from jumelles.strategies.reveil.situation import RENCONTRES
from jumelles.web.portes import aujourdhui

QUOI = (*RENCONTRES, "Lettre ou message échangé", "Projet mené", "Le partenaire a répondu")
# Avant, aucun lien d'aujourd'hui n'existe : un chiffre est tombé dans la date.
ANNEE_PLANCHER = 1900


class FormulaireSigne(forms.Form):
    """Un signe de vie et sa date, au jour, au mois ou à l'année."""

    quoi = forms.ChoiceField(label=_("Que s’est-il passé ?"), choices=[(q, q) for q in QUOI])
    le = forms.CharField(
        label=_("Quand ?"), max_length=10, help_text=_("Une année suffit : 2024, ou 2024-05, ou 2024-05-31.")
    )
    preuve = forms.URLField(
        label=_("Où cela se lit-il ?"), required=False, max_length=600, assume_scheme="https",
        help_text=_("L’adresse d’une page publique, si elle existe."),
    )  # fmt: skip

    def clean_le(self) -> str:
        """Une date partielle, passée."""
        try:
            lue = DatePartielle.read(self.cleaned_data["le"].strip())
        except DateIllisible as erreur:
            raise forms.ValidationError(
                _("Cette date ne se lit pas : écrivez 2024, 2024-05 ou 2024-05-31.")
            ) from erreur
        if lue.earliest() > aujourdhui():
            raise forms.ValidationError(_("Cette date est à venir : dites ce qui a déjà eu lieu."))
        _exiger_plausible(lue.annee)
        return str(lue)


class FormulaireCloture(forms.Form):
    """La date de la délibération et l'adresse où elle se lit : l'une ne va pas sans l'autre."""

    deliberation = forms.DateField(
        label=_("Date de la délibération"), widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": _("Dites la date de la délibération : sans décision, un lien ne se clôt pas.")},
    )  # fmt: skip
    adresse = forms.URLField(
        label=_("Adresse où elle se lit"), max_length=600, assume_scheme="https",
        error_messages={"required": _("Dites où se lit la délibération : une clôture demande une source datée.")},
    )  # fmt: skip

    def clean_deliberation(self) -> Any:
        """Une date passée."""
        le = self.cleaned_data["deliberation"]
        if le > aujourdhui():
            raise forms.ValidationError(_("Cette date est à venir : revenez quand l’assemblée aura délibéré."))
        _exiger_plausible(le.year)
        return le


def _exiger_plausible(annee: int) -> None:
    if annee < ANNEE_PLANCHER:
        raise forms.ValidationError(
            _("Cette date est trop ancienne : écrivez une année depuis %(annee)s."), params={"annee": ANNEE_PLANCHER}
        )
