"""Lire un nombre écrit en français, « 12 500,50 € » ; refuser le reste en disant comment l'écrire."""

import re
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

# Au-delà, aucune collectivité : c'est une faute de frappe. En euros, puis en jours ou en heures.
PLUS_GRAND: Final = Decimal(10) ** 11
PLUS_LONG: Final = Decimal(10) ** 6
ANNEE_MIN: Final = 1950

_BLANCS = str.maketrans("", "", " \u00a0\u202f\u2009\t")
_EUROS = re.compile(r"(?:€|euros?|eur)$", re.I)
_MULTIPLE = re.compile(r"[0-9](?:k|m|md|mds|milliers?|millions?|milliards?)(?:€|euros?|eur)?$", re.I)
_DEVISE = re.compile(
    r"[$£¥₣₽₹]|usd|gbp|chf|cad|xof|xaf|fcfa|cfa|mga|ariary|mad|tnd|dinars?|dirhams?|dollars?|francs?", re.I
)
_NOMBRE = re.compile(r"[0-9]{1,15}(?:[.,][0-9]{1,2})?", re.ASCII)


class NombreRefuse(ValueError):
    """Le texte n'est pas un nombre que l'on accepte ; le message dit quoi et comment l'écrire."""


def lire_montant(texte: str) -> Decimal | None:
    """Un montant en euros, None si rien n'est écrit ; NombreRefuse sinon."""
    dit = texte.translate(_BLANCS)
    if not dit:
        return None
    if _DEVISE.search(dit):
        raise NombreRefuse(
            _("Seuls les euros se saisissent ici : convertissez, et dites le taux et sa date dans la source.")
        )
    if _MULTIPLE.search(dit):
        raise NombreRefuse(_("Écrivez le montant en entier, en euros : 12 500, et non 12,5 k€."))
    return _borner(_EUROS.sub("", dit), PLUS_GRAND, _("cent milliards d’euros"))


def lire_duree(texte: str) -> Decimal | None:
    """Un nombre de jours ou d'heures, None si rien n'est écrit ; NombreRefuse sinon."""
    dit = texte.translate(_BLANCS)
    return _borner(dit, PLUS_LONG, _("un million")) if dit else None


def lire_annee(texte: str, *, derniere: int) -> int:
    """Une année de 1950 à `derniere` ; NombreRefuse sinon."""
    dit = texte.strip()
    if not (dit.isascii() and dit.isdigit() and len(dit) == 4 and ANNEE_MIN <= int(dit) <= derniere):
        raise NombreRefuse(
            _("Écrivez une année en quatre chiffres, de %(min)s à %(max)s.") % {"min": ANNEE_MIN, "max": derniere}
        )
    return int(dit)


def _borner(dit: str, plus_grand: Decimal, en_mots: str) -> Decimal:
    if dit.startswith(("-", "−", "–")):
        raise NombreRefuse(_("Un nombre négatif ne se saisit pas : une recette s’écrit dans « économies et retours »."))
    if not _NOMBRE.fullmatch(dit):
        raise NombreRefuse(
            _("Ce nombre ne se comprend pas. Écrivez-le en chiffres, deux décimales au plus : 12 500,50.")
        )
    valeur = Decimal(dit.replace(",", "."))
    if valeur > plus_grand:
        raise NombreRefuse(_("Ce nombre dépasse %(plus)s : vérifiez-le.") % {"plus": en_mots})
    return valeur
