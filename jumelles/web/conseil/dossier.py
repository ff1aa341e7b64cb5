"""Le dossier d'une demande de financement : ce qu'un appel demande de savoir, lu dans l'adresse."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from jumelles.droit.appels import RegleAppel
from jumelles.droit.demande import FAITS, DemandeAppel, DemandeIncoherente
from jumelles.droit.montants import MontantImpossible
from jumelles.droit.phrases import dire

MONTANTS = ("montant", "cout_total", "apport_collectivites", "apport_valorise", "apport_partenaires", "apport_autres")
NOMBRES = ("collectivites", "participants", "jours", "jours_action", "anciennete")
OUI_NON = ("oui", "non")
# Ce qu'il faut dire pour qu'un champ calculé se calcule.
_VIENT_DE = {
    "taux": ("montant", "cout_total"),
    "part_collectivites": ("apport_collectivites", "cout_total"),
    "part_valorisee": ("apport_valorise", "apport_collectivites"),
    "part_locale": ("apport_collectivites", "apport_partenaires", "cout_total"),
    "ecart_budget": ("montant", "apport_collectivites", "apport_partenaires", "apport_autres", "cout_total"),
}
_DECRITS = ("demandeur", "pays", *MONTANTS, *NOMBRES)


@dataclass(frozen=True, slots=True)
class ChampDossier:
    """Une question du formulaire. sorte : choix, pays, montant, nombre ou fait ; valeur : telle qu'écrite."""

    nom: str
    libelle: str
    sorte: str
    valeur: str
    choix: tuple[tuple[str, str], ...] = ()
    faute: str = ""


@dataclass(frozen=True, slots=True)
class DossierLu:
    """champs : les questions et ce qui est écrit ; demande : None si une réponse ne se lit pas ; faute : d'ensemble."""

    champs: tuple[ChampDossier, ...]
    demande: DemandeAppel | None
    faute: str = ""


def lire_dossier(appel: RegleAppel, requete: Mapping[str, str], **connus: Any) -> DossierLu:
    """Les questions de cet appel et leurs réponses ; connus : ce que l'on sait déjà (jour)."""
    champs = tuple(_champ(appel, nom, requete.get(nom, "").strip()[:40]) for nom in champs_de(appel))
    if any(c.faute for c in champs):
        return DossierLu(champs, None)
    try:
        return DossierLu(champs, DemandeAppel(**connus, **_valeurs(champs)))
    except (DemandeIncoherente, MontantImpossible):
        return DossierLu(champs, None, _("Une part est plus grande que le tout : relisez les montants."))


def champs_de(appel: RegleAppel) -> tuple[str, ...]:
    """Ce qu'il faut demander pour juger tous ses critères, dans un ordre fixe."""
    voulus: set[str] = set()
    for c in appel.criteres:
        voulus |= set(_VIENT_DE.get(c.champ, (c.champ,)))
        voulus |= {c.si.removeprefix("!")} if c.si else set()
    if "ong" in voulus and "demandeur" in voulus:
        voulus.discard("ong")  # le demandeur le dit déjà
    return (*(n for n in _DECRITS if n in voulus), *sorted(voulus & FAITS))


def _champ(appel: RegleAppel, nom: str, valeur: str) -> ChampDossier:
    libelle = dire(f"champ.{nom}")
    if nom == "demandeur":
        codes = {v for c in appel.criteres if c.champ == nom for v in c.valeurs} | {"collectivite", "groupement", "ong"}
        choix = tuple((c, dire(f"demandeur.{c}")) for c in (*sorted(codes), "autre"))
        return ChampDossier(nom, libelle, "choix", valeur if valeur in dict(choix) else "", choix)
    if nom == "pays":
        return ChampDossier(nom, libelle, "pays", valeur.upper() if len(valeur) == 2 and valeur.isalpha() else "")
    if nom in FAITS:
        return ChampDossier(nom, libelle, "fait", valeur if valeur in OUI_NON else "")
    sorte = "montant" if nom in MONTANTS else "nombre"
    faute = "" if not valeur or _lire(sorte, valeur) is not None else _faute(sorte)
    return ChampDossier(nom, libelle, sorte, valeur, faute=faute)


def _faute(sorte: str) -> str:
    if sorte == "montant":
        return _("Écrivez un montant en euros, par exemple 15000 ou 15 000,50.")
    return _("Écrivez un nombre entier, par exemple 12.")


def _lire(sorte: str, texte: str) -> Decimal | int | None:
    nu = "".join(texte.replace("€", "").split()).replace("\u202f", "").replace(",", ".")
    if sorte == "nombre":
        return int(nu) if nu.isascii() and nu.isdigit() and len(nu) <= 6 else None
    if not nu.isascii() or not nu.replace(".", "", 1).isdigit() or len(nu) > 16:
        return None
    try:
        lu = Decimal(nu)
    except InvalidOperation:
        return None
    return lu if lu == round(lu, 2) else None


def _valeurs(champs: tuple[ChampDossier, ...]) -> dict[str, Any]:
    dits: dict[str, Any] = {}
    for c in champs:
        if c.sorte in ("montant", "nombre") and c.valeur:
            dits[c.nom] = _lire(c.sorte, c.valeur)
        elif c.sorte in ("choix", "pays") and c.valeur:
            dits[c.nom] = c.valeur
    for sens in OUI_NON:
        dits[sens] = frozenset(c.nom for c in champs if c.sorte == "fait" and c.valeur == sens)
    return dits
