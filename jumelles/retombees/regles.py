"""Ce qui se tient dans une ligne de coût : une seule table de règles, pour la page comme pour l'écriture."""

import re
from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from jumelles.referentiel.temps import DateIllisible, DatePartielle
from jumelles.retombees.enums import Apport, Cause, Poste, Preuve, Unite
from jumelles.retombees.lecture import ANNEE_MIN, PLUS_GRAND
from jumelles.retombees.ligne_dite import LigneDite

_PERIMETRE = re.compile(r"(?:(?:relation|projet):[0-9]{1,15})?", re.ASCII)
# Une preuve ne se dit pas sans dire laquelle.
A_JUSTIFIER = (Preuve.DOCUMENTE, Preuve.MESURE, Preuve.VERIFIE)
LONGUEURS = {"payeur": 200, "source": 500}


# Au-delà, on regroupe : une fiche de plus se lirait mal, et ne s'imprimerait plus.
LIGNES_MAX = 300


class LigneRefusee(ValueError):
    """La ligne ne se tient pas ; fautes : champ → phrase qui dit quoi et comment faire."""

    def __init__(self, fautes: dict[str, str]) -> None:
        super().__init__(" ".join(fautes.values()))
        self.fautes = fautes


def fautes(dite: LigneDite, *, annee: int, annee_max: int) -> dict[str, str]:
    """Champ → ce qui ne va pas ; vide si la ligne peut s'écrire."""
    return dict(_fautes(dite, annee, annee_max))


def _fautes(dite: LigneDite, annee: int, annee_max: int) -> Iterator[tuple[str, str]]:
    if not ANNEE_MIN <= annee <= annee_max:
        yield "annee", _("Cette année n’est pas entre %(min)s et %(max)s.") % {"min": ANNEE_MIN, "max": annee_max}
    if not _possible(dite.valeur):
        yield "valeur", _("Ce nombre n’est pas possible ici.")
    if dite.cout_unitaire is not None and (not _possible(dite.cout_unitaire) or dite.cout_unitaire >= 10**7):
        yield "cout_unitaire", _("Ce coût n’est pas possible ici.")
    yield from _fautes_de_sens(dite)
    yield from _fautes_de_texte(dite)


def _possible(valeur: Decimal) -> bool:
    return valeur.is_finite() and 0 <= valeur <= PLUS_GRAND and valeur == round(valeur, 2)


def _fautes_de_sens(dite: LigneDite) -> Iterator[tuple[str, str]]:
    if dite.poste not in Poste.values:
        yield "poste", _("Choisissez un poste de la liste.")
    en_temps = dite.unite in (Unite.JOURS, Unite.HEURES)
    if dite.unite not in Unite.values or en_temps != (dite.poste == Poste.TEMPS):
        yield "unite", _("Le temps des agents se compte en jours ou en heures ; tout le reste, en euros.")
    if dite.cout_unitaire is not None and not en_temps:
        yield "cout_unitaire", _("Un coût par jour ou par heure ne va qu’avec le temps des agents.")
    if dite.payeur and dite.poste != Poste.COFINANCEMENT:
        yield "payeur", _("Un payeur ne se dit que pour un cofinancement.")
    if dite.apport not in ("", *Apport.values) or dite.cause not in ("", *Cause.values):
        yield "poste", _("Ce choix n’est pas dans la liste.")
    if dite.poste == Poste.BUDGET and dite.perimetre:
        yield "perimetre", _("Le budget est celui de la collectivité entière : choisissez « toute l’action ».")


def _fautes_de_texte(dite: LigneDite) -> Iterator[tuple[str, str]]:
    if dite.preuve not in Preuve.values:
        yield "preuve", _("Choisissez une force de preuve de la liste.")
    if dite.preuve in A_JUSTIFIER and not dite.source.strip():
        yield "source", _("Dites quel document, quelle mesure ou quel tiers : sans cela, choisissez « déclaré ».")
    if dite.poste == Poste.BUDGET and not dite.source.strip():
        yield "source", _("Dites d’où vient ce budget : budget primitif, compte administratif…")
    for champ, longueur in LONGUEURS.items():
        texte = getattr(dite, champ)
        if len(texte) > longueur or "\x00" in texte:
            yield champ, _("Ce texte est trop long : %(n)s signes au plus.") % {"n": longueur}
    if not _PERIMETRE.fullmatch(dite.perimetre):
        yield "perimetre", _("Choisissez un lien ou un projet de la liste.")
    if dite.date_information and not _lisible(dite.date_information):
        yield "date_information", _("Écrivez une année (2024), un mois (2024-05) ou un jour (2024-05-31).")


def _lisible(texte: str) -> bool:
    try:
        DatePartielle.read(texte)
    except DateIllisible:
        return False
    return True
