"""Ce que la personne dit en déposant un fichier : lequel, de quelle source, sous quelle licence."""

import uuid
from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jumelles.contributions.requetes import SourceDeposee, sources_deposees
from jumelles.pieces.regles import ADMISES
from jumelles.provenance.requetes import source as source_connue
from jumelles.referentiel.temps import DateIllisible, DatePartielle
from jumelles.sources.depots import code_de
from jumelles.territoires.regles import slug
from jumelles.web.champs import ChampTexte

CODE_MAX = 70
NOUVELLE = ""
DITS = ("nom", "editeur", "licence")


class FormulaireDepot(forms.Form):
    """Une source déjà reçue se choisit ; une nouvelle se dit en entier."""

    jeton = forms.UUIDField(widget=forms.HiddenInput)
    fichier = forms.FileField(
        label=gettext_lazy("Votre fichier"), max_length=400, allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ",".join(ADMISES)}),
        error_messages={"required": gettext_lazy("Choisissez un fichier.")},
    )  # fmt: skip
    source = forms.ChoiceField(label=gettext_lazy("D'où vient-il ?"), required=False)
    nom = ChampTexte(label=gettext_lazy("Nom de la source"), required=False, max_length=200)
    editeur = ChampTexte(label=gettext_lazy("Qui la publie"), required=False, max_length=200)
    licence = ChampTexte(label=gettext_lazy("Sous quelle licence"), required=False, max_length=120)
    adresse = forms.CharField(
        label=gettext_lazy("Son adresse sur le web"), required=False, max_length=500,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )  # fmt: skip
    date_information = forms.CharField(
        label=gettext_lazy("De quand datent ces informations"), required=False, max_length=10
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "label_suffix": ""})
        self.connues = {s.code: s for s in sources_deposees()}
        choix = [(NOUVELLE, _("Une nouvelle source")), *((s.code, s.nom) for s in self.connues.values())]
        self.fields["source"].choices = choix  # type: ignore[attr-defined]
        self.fields["jeton"].initial = uuid.uuid4

    def clean_adresse(self) -> str:
        """Une adresse web, ou rien."""
        dite = str(self.cleaned_data["adresse"]).strip()
        if dite:
            URLValidator(schemes=["http", "https"], message=_("Cette adresse ne se comprend pas : https://…"))(dite)
        return dite

    def clean_date_information(self) -> str:
        """Une date partielle : AAAA, AAAA-MM ou AAAA-MM-JJ."""
        dite = str(self.cleaned_data["date_information"]).strip()
        try:
            return str(DatePartielle.read(dite)) if dite else ""
        except DateIllisible as faute:
            raise forms.ValidationError(
                _("Écrivez une année (2024), un mois (2024-05) ou un jour (2024-05-31).")
            ) from faute

    def clean(self) -> dict[str, Any]:
        """Une nouvelle source dit son nom, son éditeur et sa licence, et ne prend pas le nom d'une autre."""
        dites = super().clean() or {}
        if dites.get("source"):
            return dites
        for champ in DITS:
            if not dites.get(champ) and champ not in self.errors:
                self.add_error(champ, _("À remplir pour une nouvelle source."))
        code = code_de(slug(dites.get("nom", ""))[:CODE_MAX])
        if dites.get("nom") and (code in self.connues or source_connue(code) is not None):
            self.add_error("nom", _("Cette source existe déjà : choisissez-la dans la liste."))
        return dites

    def source_dite(self) -> dict[str, str]:
        """Ce que le dossier retient de la source ; le formulaire est valide."""
        dites = self.cleaned_data
        connue: SourceDeposee | None = self.connues.get(dites["source"])
        nom = connue.nom if connue else dites["nom"]
        return {
            "source_code": connue.code if connue else code_de(slug(nom)[:CODE_MAX]),
            "source_nom": nom,
            "editeur": connue.editeur if connue else dites["editeur"],
            "licence": connue.licence if connue else dites["licence"],
            "adresse": dites["adresse"] or (connue.adresse if connue else ""),
            "date_information": dites["date_information"],
        }
