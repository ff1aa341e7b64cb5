"""Les nombres tels qu'on les lit en français : espaces insécables, virgule, inconnu dit inconnu."""

from decimal import Decimal

from django.utils.translation import gettext as _

from jumelles.referentiel.nombres import INSECABLE, decimal_fr, milliers


def entier(nombre: int | None) -> str:
    """« 3 795 » ; inconnu : « non renseigné »."""
    return _("non renseigné") if nombre is None else milliers(nombre)


def pourcent(valeur: Decimal | None) -> str:
    """« 11,0 % » d'une valeur en pour cent ; une décimale."""
    if valeur is None:
        return _("non renseigné")
    return decimal_fr(valeur, 1) + INSECABLE + "%"


def montant(somme: Decimal | None, devise: str = "EUR") -> str:
    """« 30 412 500 € » ; les centimes ne sont dits que s'il y en a."""
    if somme is None:
        return _("non renseigné")
    signe = "€" if devise == "EUR" else devise
    return decimal_fr(somme, 0 if somme == somme.to_integral_value() else 2) + INSECABLE + signe
