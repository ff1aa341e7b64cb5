"""Un texte tapé : rien que ce qui se voit ; ce qui renverse le sens de lecture ou ne se voit pas s'en va."""

from typing import Any

from django import forms

from jumelles.documents.proprete import assainir

# Des lettres et des signes pour Unicode, des blancs pour l'œil.
_BLANCS = frozenset("\u115f\u1160\u2800\u3164\uffa0")


def ce_qui_se_voit(texte: str) -> str:
    """Le texte, ligne à ligne, sans commande, direction forcée ni signe invisible ; "" s'il n'en reste que des blancs.

    Le caractère nul reste : le formulaire le refuse, et le dit.
    """
    if "\x00" in texte:
        return texte
    propre = "\n".join(assainir(ligne) for ligne in texte.replace("\r\n", "\n").split("\n")).strip()
    return "" if all(signe in _BLANCS or signe.isspace() for signe in propre) else propre


class ChampTexte(forms.CharField):
    """Un texte libre, nettoyé avant d'être jugé : un champ qui paraît vide est vide."""

    def to_python(self, value: Any) -> str:
        """Le texte qui se voit."""
        return ce_qui_se_voit(str(super().to_python(value) or ""))
