"""Ce que l'on choisit d'un argumentaire, et ce que l'on en retouche."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jumelles.conseil.arguments import Audience, objections
from jumelles.conseil.demande import ascendants
from jumelles.conseil.phrases import dire
from jumelles.referentiel.thesaurus import Terme, themes
from jumelles.strategies.argumentaire import DemandeArgumentaire, Retouche, Retouches
from jumelles.territoires.designation import designer
from jumelles.territoires.requetes import TerritoireBref

PROPOSES = 12
_THEMES_MAX = 12


class ChampThemes(forms.MultipleChoiceField):
    """Plusieurs thèmes de tout niveau ; un choix laissé vide ne compte pas."""

    def to_python(self, value: Any) -> list[str]:
        return list(dict.fromkeys(code for code in super().to_python(value) if code))


class FormulaireArgumentaire(forms.Form):
    """À qui, contre quoi ; thèmes et collectivité sont facultatifs."""

    audience = forms.ChoiceField(label=gettext_lazy("À qui parlez-vous ?"))
    objection = forms.ChoiceField(label=gettext_lazy("Qu’entendez-vous ?"))
    theme = ChampThemes(label=gettext_lazy("Sur quoi ?"), required=False)
    territoire = forms.CharField(label=gettext_lazy("Votre collectivité"), max_length=120, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "label_suffix": ""})
        self._choix("audience", [(a.value, dire(f"audience.{a.value}")) for a in Audience])
        self._choix("objection", [(o.code, o.libelle) for o in objections().values()])
        self._choix("theme", [(t.code, t.libelle) for t in themes()])
        self.proposes: tuple[TerritoireBref, ...] = ()

    def _choix(self, nom: str, choix: list[tuple[str, str]]) -> None:
        self.fields[nom].choices = choix  # type: ignore[attr-defined]

    def clean_territoire(self) -> str:
        """Le code d'aujourd'hui ; plusieurs réponses se proposent, aucune se dit."""
        dit = str(self.cleaned_data["territoire"]).strip()
        if not dit:
            return ""
        designation = designer(dit, limite=PROPOSES)
        if designation.code:
            return designation.code
        self.proposes = designation.proches
        if self.proposes:
            raise forms.ValidationError(_("Plusieurs collectivités répondent à ce nom : choisissez ci-dessous."))
        raise forms.ValidationError(_("Aucune collectivité ne répond à ce nom : essayez son code INSEE ou son SIREN."))

    def cases_de_themes(self) -> list[str]:
        """Les thèmes choisis, puis des cases vides : trois au moins."""
        choisis = [c for c in (self["theme"].value() or []) if c][:_THEMES_MAX]
        return choisis + [""] * max(1, 3 - len(choisis))

    def familles(self) -> list[tuple[Terme, list[Terme]]]:
        """Les thèmes, famille par famille."""
        racines = [t for t in themes() if not t.parent]
        siens = {f.code: {t.code for t in themes() if f.code in ascendants()[t.code]} for f in racines}
        return [(f, [t for t in themes() if t.code in siens[f.code] - {f.code}]) for f in racines]

    def choix_dits(self) -> list[tuple[str, str]]:
        """Ce qui est choisi, sauf la collectivité : de quoi la choisir sans redire le reste."""
        lus = self.cleaned_data
        simples = [(nom, str(lus[nom])) for nom in ("audience", "objection") if lus.get(nom)]
        return [*simples, *(("theme", t) for t in lus.get("theme", ()))]

    def demande(self) -> DemandeArgumentaire:
        """Ce que l'argumentaire attend ; le formulaire est valide."""
        lus = self.cleaned_data
        return DemandeArgumentaire(
            Audience(lus["audience"]), lus["objection"], tuple(lus["theme"][:_THEMES_MAX]), lus["territoire"]
        )


@dataclass(frozen=True, slots=True)
class SaisieRetouches:
    """Les retouches envoyées, et les fautes de lecture par code de pièce."""

    retouches: Retouches
    fautes: Mapping[str, str]


def lire_retouches(envoi: Mapping[str, str], codes: tuple[str, ...]) -> SaisieRetouches:
    """Lire ce que la personne a gardé, réécrit et rangé ; un code que la base ne rend plus ne se lit pas."""
    lues, fautes = {}, {}
    for code in codes:
        rang = envoi.get(f"ordre-{code}", "").strip()
        if rang and not (rang.isascii() and rang.isdigit() and len(rang) <= 2):
            fautes[code] = _("L’ordre est un nombre de 1 à 99.")
            rang = ""
        texte = envoi.get(f"texte-{code}")
        lues[code] = Retouche(
            garder=f"vu-{code}" not in envoi or f"garder-{code}" in envoi, texte=texte, rang=int(rang) if rang else None
        )
    libres = {nom: envoi.get(nom, "") for nom in ("introduction", "conclusion")}
    return SaisieRetouches(Retouches(lues, **libres), fautes)
