"""Ce qu'un réseau dit d'un contact, et ce que l'on choisit avant d'emporter un dossier de mission."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jumelles.acteurs.carnet import ContactDit
from jumelles.acteurs.enums import RubriqueContact
from jumelles.referentiel.adresses import adresse_suivable
from jumelles.referentiel.temps import DateIllisible, DatePartielle
from jumelles.web.champs import ChampTexte

EQUIPE = ""


class FormulaireContact(forms.Form):
    """Un service et sa page publique, ou une personne dont on demandera l'accord."""

    reseau = forms.ChoiceField(label=gettext_lazy("Au nom de"), required=False)
    rubrique = forms.ChoiceField(label=gettext_lazy("À quel titre"), choices=RubriqueContact.choices)
    organisme = ChampTexte(label=gettext_lazy("Organisme"), max_length=200)
    fonction = ChampTexte(label=gettext_lazy("Service ou fonction"), max_length=200, required=False)
    personnel = forms.BooleanField(label=gettext_lazy("C’est une personne"), required=False)
    nom = ChampTexte(label=gettext_lazy("Son nom"), max_length=120, required=False)
    courriel = forms.EmailField(label=gettext_lazy("Courriel"), max_length=254, required=False)
    telephone = forms.RegexField(
        r"^[0-9+(). /-]{3,40}$", label=gettext_lazy("Téléphone"), max_length=40, required=False,
        error_messages={"invalid": gettext_lazy("Écrivez un numéro de téléphone : des chiffres, et + devant.")},
    )  # fmt: skip
    page = forms.CharField(
        label=gettext_lazy("Page publique"), max_length=500, required=False,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )  # fmt: skip
    source = ChampTexte(label=gettext_lazy("D’où vient l’information"), max_length=200)
    source_date = forms.CharField(label=gettext_lazy("De quand date-t-elle"), max_length=10)

    def __init__(self, *args: Any, reseaux: tuple[tuple[int, str], ...], equipe: bool, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "label_suffix": ""})
        jumelles = [(EQUIPE, _("L’équipe de Jumelles"))] if equipe else []
        choix = [*((str(pk), nom) for pk, nom in reseaux), *jumelles]
        self.fields["reseau"].choices = choix  # type: ignore[attr-defined]
        self.fields["reseau"].required = not equipe

    def clean_page(self) -> str:
        """Une adresse du web, ou rien."""
        dite = str(self.cleaned_data["page"]).strip()
        if dite and not adresse_suivable(dite):
            raise forms.ValidationError(_("Cette adresse ne se comprend pas : elle commence par https://."))
        return dite

    def clean_source_date(self) -> str:
        """Une date partielle : AAAA, AAAA-MM ou AAAA-MM-JJ."""
        try:
            return str(DatePartielle.read(str(self.cleaned_data["source_date"]).strip()))
        except DateIllisible as faute:
            raise forms.ValidationError(
                _("Écrivez une année (2026), un mois (2026-05) ou un jour (2026-05-31).")
            ) from faute

    def dit(self, pays: str) -> ContactDit:
        """Ce que l'opération attend ; le formulaire est valide."""
        lus = {nom: valeur for nom, valeur in self.cleaned_data.items() if nom != "reseau"}
        reseau = self.cleaned_data["reseau"]
        return ContactDit(pays=pays, reseau_id=int(reseau) if reseau else None, **lus)


class FormulaireMission(forms.Form):
    """Quelle collectivité part, où, combien de jours : rien n'est obligatoire."""

    collectivite = forms.CharField(label=gettext_lazy("Votre collectivité"), max_length=120, required=False)
    lieu = ChampTexte(label=gettext_lazy("Ville ou région où vous allez"), max_length=80, required=False)
    jours = forms.IntegerField(
        label=gettext_lazy("Jours sur place"), min_value=1, max_value=15, required=False,
        error_messages={
            "min_value": gettext_lazy("Un jour au moins."), "max_value": gettext_lazy("Quinze jours au plus."),
            "invalid": gettext_lazy("Écrivez un nombre de jours, de 1 à 15."),
        },
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "label_suffix": ""})
