"""Les nombres tels qu'on les lit en français : espaces insécables, virgule, inconnu dit inconnu."""

from decimal import Decimal

from django.utils.translation import gettext as _

INSECABLE = "\u00a0"


def entier(nombre: int | None) -> str:
    """« 3 795 » ; inconnu : « non renseigné »."""
    return _("non renseigné") if nombre is None else f"{nombre:,}".replace(",", INSECABLE)


def pourcent(valeur: Decimal | None) -> str:
    """« 11,0 % » d'une valeur en pour cent ; une décimale."""
    if valeur is None:
        return _("non renseigné")
    return f"{valeur:.1f}".replace(".", ",") + INSECABLE + "%"


def montant(somme: Decimal | None, devise: str = "EUR") -> str:
    """« 30 412 500 € » ; les centimes ne sont dits que s'il y en a."""
    if somme is None:
        return _("non renseigné")
    rond = somme == somme.to_integral_value()
    texte = f"{somme:,.0f}" if rond else f"{somme:,.2f}"
    signe = "€" if devise == "EUR" else devise
    return texte.replace(",", INSECABLE).replace(".", ",") + INSECABLE + signe
