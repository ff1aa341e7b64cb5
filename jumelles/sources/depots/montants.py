"""Lire les montants d'une ligne : une colonne par étape, ou une liste détaillée."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from jumelles.cooperations.enums import EtapeFinancement
from jumelles.rapprochement.normaliser import cle
from jumelles.sources.depots.cellules import Cellules
from jumelles.sources.depots.ligne_dite import MontantDit
from jumelles.sources.depots.nombres import lire_nombre
from jumelles.sources.valeurs import MONTANT_MAX

ETAPES = ("demande", "obtenu", "engage", "verse")
_AMBIGU = re.compile(r"\d{1,3}[.,]\d{3}(?:\s*€)?")
_DETAIL = re.compile(r"(?P<etape>\w+) (?P<annee>\d{4}|-) (?P<montant>-?\d{1,20}(?:\.\d{1,20})?) (?P<devise>[A-Z]{3}|-)"
                     r"(?: \((?P<payeur>[^()]*)\))?")  # fmt: skip


def lire_montants(cellules: Cellules, *, jour: date, payeur: str) -> tuple[MontantDit, ...]:
    """Les montants dits, par étape ; un montant nul, négatif ou illisible n'en est pas un et se dit."""
    annee, devise = cellules.annee("annee", jour=jour), lire_devise(cellules)
    nature = lire_nature(cellules.texte("nature_financement"))
    simples = [
        MontantDit(etape, montant, annee, devise, payeur, nature)
        for etape in ETAPES
        if (montant := lire_montant(cellules, f"montant_{etape}")) is not None
    ]
    return (*simples, *_lire_details(cellules, payeur))


def lire_nature(texte: str) -> str:
    """« aide en nature » est valorisée ; tout le reste, du numéraire."""
    return "valorisee" if cle(texte) in ("aide en nature", "en nature", "nature", "valorisee") else "numeraire"


def lire_devise(cellules: Cellules) -> str:
    """Le code ISO de la monnaie ; l'euro si rien n'est dit."""
    dite = cellules.texte("devise").upper()
    if dite and not re.fullmatch(r"[A-Z]{3}", dite):
        raison = _("ce n'est pas un code de monnaie : montants lus en euros")
        cellules.noter("devise", dite, raison, _("attendu : EUR"))
        return "EUR"
    return dite or "EUR"


def lire_montant(cellules: Cellules, champ: str) -> Decimal | None:
    """Un montant positif ou nul, au centime."""
    texte = cellules.brute(champ)[1].strip()
    if not texte:
        return None
    if _AMBIGU.fullmatch(texte):
        raison = _("milliers ou décimales ? montant laissé de côté")
        cellules.noter(champ, texte, raison, _("écrivez 12000 ou 12,50"))
        return None
    nombre = lire_nombre(texte)
    if nombre is None or not 0 <= nombre < MONTANT_MAX:
        raison = _("ce n'est pas un montant : laissé de côté")
        cellules.noter(champ, texte, raison, _("attendu : 12000 ou 12 000,50 €"))
        return None
    return nombre.quantize(Decimal("0.01"))


def _lire_details(cellules: Cellules, payeur: str) -> Iterator[MontantDit]:
    for element in filter(None, (e.strip() for e in cellules.texte("montants").split("|"))):
        trouve = _DETAIL.fullmatch(element)
        if trouve is None or not _is_montant(trouve["etape"], Decimal(trouve["montant"])):
            cellules.noter("montants", element, _("montant illisible : laissé de côté"),
                           _("attendu : verse 2020 12000.00 EUR (payeur)"))  # fmt: skip
            continue
        annee = int(trouve["annee"]) if trouve["annee"] != "-" else None
        devise = trouve["devise"] if trouve["devise"] != "-" else "EUR"
        yield MontantDit(trouve["etape"], Decimal(trouve["montant"]).quantize(Decimal("0.01")), annee, devise,
                         trouve["payeur"] or payeur)  # fmt: skip


def _is_montant(etape: str, montant: Decimal) -> bool:
    return etape in EtapeFinancement.values and 0 <= montant < MONTANT_MAX
