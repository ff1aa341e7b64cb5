"""Les formulaires des coûts : trois nombres pour commencer ; puis une ligne à la fois, avec les seuls champs utiles."""

import uuid
from collections.abc import Iterable
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jumelles.referentiel.nombres import decimal_fr
from jumelles.retombees.enums import Apport, Cause, Poste, Preuve, Unite
from jumelles.retombees.lecture import NombreRefuse, lire_annee, lire_duree, lire_montant
from jumelles.retombees.ligne_dite import LigneDite
from jumelles.retombees.regles import fautes
from jumelles.web.champs import ChampTexte
from jumelles.web.portes import aujourdhui

# Ce que chaque poste ne demande pas.
_SANS = {
    Poste.PROPRES: ("cout_unitaire", "unite", "payeur", "cause"),
    Poste.COFINANCEMENT: ("cout_unitaire", "unite", "cause"),
    Poste.ANNONCE: ("cout_unitaire", "unite", "apport", "payeur", "cause"),
    Poste.TEMPS: ("apport", "payeur", "cause"),
    Poste.SUR_PLACE: ("cout_unitaire", "unite", "apport", "payeur"),
    Poste.RETOUR: ("cout_unitaire", "unite", "apport", "payeur"),
    Poste.BUDGET: ("cout_unitaire", "unite", "apport", "payeur", "perimetre", "cause"),
}
_TEXTE = {"autocomplete": "off"}
_NOMBRE = {**_TEXTE, "inputmode": "decimal"}


class ChampNombre(forms.CharField):
    """Un nombre écrit en français ; la faute dit comment l'écrire."""

    def __init__(self, lire: Any, **kwargs: Any) -> None:
        super().__init__(max_length=40, widget=forms.TextInput(attrs=dict(_NOMBRE)), **kwargs)
        self.lire = lire

    def clean(self, value: Any) -> Decimal | None:
        """Le nombre, ou None si rien n'est écrit."""
        dit = super().clean(value)
        try:
            lu: Decimal | None = self.lire(dit)
        except NombreRefuse as refus:
            raise forms.ValidationError(str(refus)) from refus
        if lu is None and self.required:
            raise forms.ValidationError(self.error_messages["required"])
        return lu


def _choix(valeurs: Iterable[tuple[str, Any]]) -> list[tuple[str, str]]:
    return [(code, str(mot)[:1].upper() + str(mot)[1:]) for code, mot in valeurs]


class FormulaireLigne(forms.Form):
    """Une ligne d'un poste donné ; perimetres : les liens et projets que la collectivité peut nommer."""

    jeton = forms.UUIDField(widget=forms.HiddenInput)
    vue = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=10**6)
    valeur = ChampNombre(
        lire_montant, label=gettext_lazy("Montant en euros"),
        error_messages={
            "required": gettext_lazy("Écrivez un nombre. Zéro, c’est 0 ; si vous ne savez pas, laissez cette ligne."),
        },
    )  # fmt: skip
    unite = forms.ChoiceField(label=gettext_lazy("Compté en"), widget=forms.RadioSelect, initial=Unite.JOURS)
    cout_unitaire = ChampNombre(lire_montant, label=gettext_lazy("Coût d’un jour, ou d’une heure"), required=False)
    payeur = ChampTexte(label=gettext_lazy("Qui l’apporte"), required=False, max_length=200)
    apport = forms.ChoiceField(
        label=gettext_lazy("Sous quelle forme"), widget=forms.RadioSelect, required=False, initial=""
    )
    cause = forms.ChoiceField(label=gettext_lazy("Quel lien avec votre action"), required=False)
    perimetre = forms.ChoiceField(label=gettext_lazy("Ce que cela concerne"), required=False)
    preuve = forms.ChoiceField(label=gettext_lazy("Sur quoi cela repose"), widget=forms.RadioSelect, initial="declare")
    source = ChampTexte(
        label=gettext_lazy("Source ou justification"), required=False, max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    date_information = forms.CharField(label=gettext_lazy("Date de l’information"), required=False, max_length=10)

    def __init__(
        self, *args: Any, poste: str, annee: int, perimetres: Iterable[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **{**kwargs, "label_suffix": ""})
        self.poste, self.annee = poste, annee
        choix: dict[str, list[tuple[str, Any]]] = {
            "unite": _choix(c for c in Unite.choices if c[0] != Unite.EUROS),
            "apport": [*_choix(Apport.choices), ("", _("Non renseigné"))],
            "preuve": _choix(Preuve.choices), "perimetre": [("", _("Toute l’action")), *perimetres],
            "cause": [("", _("Non renseigné")), *_choix(Cause.choices)],
        }  # fmt: skip
        for champ, valeurs in choix.items():
            self.fields[champ].choices = valeurs  # type: ignore[attr-defined]
        for champ in _SANS[Poste(poste)]:
            del self.fields[champ]
        self.fields["jeton"].initial = uuid.uuid4
        if poste == Poste.TEMPS:
            duree: Any = self.fields["valeur"]
            duree.label, duree.lire = _("Combien"), lire_duree

    def clean(self) -> dict[str, Any]:
        """Les règles de la maison, dites champ par champ."""
        dites = super().clean() or {}
        if dites.get("valeur") is not None:
            trouvees = fautes(self.ligne_dite(), annee=self.annee, annee_max=annee_max())
            for champ, faute in trouvees.items():
                self.add_error(champ if champ in self.fields else None, faute)
        return dites

    def ligne_dite(self) -> LigneDite:
        """Ce que la personne dit ; les champs que son poste ne demande pas gardent leur valeur neutre."""
        noms = set(asdict(LigneDite(poste="", valeur=Decimal()))) - {"poste"}
        dits = {n: v for n, v in self.cleaned_data.items() if n in noms and v not in (None, "")}
        return LigneDite(poste=self.poste, **dits)


def annee_max() -> int:
    """La dernière année que l'on peut saisir : l'an prochain, pour un budget voté."""
    return aujourdhui().year + 1


def depuis(dite: LigneDite, version: int) -> dict[str, Any]:
    """De quoi remplir le formulaire avec ce que dit une ligne."""
    nombres = {
        nom: "" if valeur is None else decimal_fr(valeur, 0 if valeur == valeur.to_integral_value() else 2)
        for nom, valeur in (("valeur", dite.valeur), ("cout_unitaire", dite.cout_unitaire))
    }
    return {**asdict(dite), **nombres, "vue": version}


class FormulaireTroisNombres(forms.Form):
    """Le chemin le plus court : une année, ce que l'on a mis, ce que l'on a obtenu, le temps passé."""

    jeton = forms.UUIDField(widget=forms.HiddenInput)
    annee = forms.CharField(label=gettext_lazy("Année"), max_length=4, widget=forms.TextInput(attrs=dict(_NOMBRE)))
    propres = ChampNombre(lire_montant, label=gettext_lazy("Fonds propres, en euros"), required=False)
    cofinancement = ChampNombre(lire_montant, label=gettext_lazy("Cofinancements obtenus, en euros"), required=False)
    temps = ChampNombre(lire_duree, label=gettext_lazy("Temps des agents, en jours"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "label_suffix": ""})
        self.fields["jeton"].initial = uuid.uuid4
        self.fields["annee"].initial = str(aujourdhui().year - 1)

    def clean_annee(self) -> int:
        """De 1950 à l'an prochain."""
        try:
            return lire_annee(self.cleaned_data["annee"], derniere=annee_max())
        except NombreRefuse as refus:
            raise forms.ValidationError(str(refus)) from refus

    def clean(self) -> dict[str, Any]:
        """Un nombre au moins."""
        dites = super().clean() or {}
        if not self.errors and all(dites.get(champ) is None for champ in ("propres", "cofinancement", "temps")):
            raise forms.ValidationError(_("Écrivez au moins un des trois nombres ; les autres restent « non mesuré »."))
        return dites

    def lignes_dites(self) -> list[tuple[uuid.UUID, LigneDite]]:
        """Une ligne déclarée par nombre écrit, avec son jeton à elle."""
        jeton = self.cleaned_data["jeton"]
        postes = {"propres": Poste.PROPRES, "cofinancement": Poste.COFINANCEMENT, "temps": Poste.TEMPS}
        return [
            (uuid.uuid5(jeton, champ),
             LigneDite(poste=poste, valeur=self.cleaned_data[champ],
                       unite=Unite.JOURS if poste == Poste.TEMPS else Unite.EUROS))
            for champ, poste in postes.items()
            if self.cleaned_data[champ] is not None
        ]  # fmt: skip
