"""Les verbes des témoignages : proposer, offrir le droit de réponse, consigner la réponse, faire passer d'un état."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from jumelles.conseil.models import Temoignage
from jumelles.conseil.moderation import (
    EFFACABLES,
    EN_ATTENTE_MAX,
    EtatDuDroit,
    EtatTemoignage,
    a_relire_pour_critique,
    critique_un_tiers,
    peut_passer,
)
from jumelles.provenance.models import Journal
from jumelles.provenance.operations import Ecriture, journaliser

OBJET = "temoignage"
MOTS = (
    "avantage", "faiblesse", "contrepartie", "apport", "contexte", "au_titre_de", "raison", "droit_offert_a", "reponse",
)  # fmt: skip


class TemoignageRefuse(ValueError):
    """Ce geste n'est pas permis : l'état a changé entre-temps, le droit de réponse n'a pas joué, ou trop attendent."""


@transaction.atomic
def temoigner(
    *, jeton: UUID, textes: dict[str, str], par: str, type_: str = "", acteur_id: int | None = None
) -> tuple[int, bool]:
    """Proposer un témoignage sur un type, ou sur un acteur ; rend son numéro, et s'il est neuf.

    textes : avantage, faiblesse, contrepartie, apport, contexte, au_titre_de. Un second envoi du même formulaire
    rend le premier. TemoignageRefuse si EN_ATTENTE_MAX des siens attendent déjà.
    """
    dits = {
        "type_partenaire": type_, "acteur_id": acteur_id, "par": par, **textes,
        "critique_un_tiers": critique_un_tiers(textes.get("faiblesse", ""), acteur=acteur_id is not None, type_=type_),
    }  # fmt: skip
    if not Temoignage.objects.filter(jeton=jeton).exists():
        attendent = Temoignage.objects.filter(par=par, etat=EtatTemoignage.PROPOSE).count()
        if attendent >= EN_ATTENTE_MAX:
            raise TemoignageRefuse("trop de témoignages attendent d'être lus")
    dit, neuf = Temoignage.objects.get_or_create(jeton=jeton, defaults=dits)
    if neuf:
        _journaliser(dit, "proposer_temoignage", par, None, {"type": type_, "acteur": acteur_id})
    return int(dit.pk), neuf


@transaction.atomic
def signaler_une_critique(*, temoignage_id: int, par: str) -> None:
    """Dire que ce texte critique un tiers nommé : son droit de réponse devra jouer ; ne se défait pas."""
    dit = _a_lire(temoignage_id, EtatTemoignage.PROPOSE)
    dit.critique_un_tiers = True
    dit.save(update_fields=["critique_un_tiers"])
    _journaliser(dit, "signaler_critique", par, {"critique": False}, {"critique": True})


@transaction.atomic
def offrir_le_droit_de_reponse(*, temoignage_id: int, a: str, jour: date, par: str) -> None:
    """Consigner qu'on l'a offert ce jour, à qui ; le délai court, même si rien ne l'avait dit critique jusque-là."""
    dit = _a_lire(temoignage_id, EtatTemoignage.PROPOSE)
    dit.etat, dit.droit_offert_le, dit.droit_offert_a = EtatTemoignage.REPONSE_OFFERTE, jour, a
    dit.critique_un_tiers = True
    dit.save(update_fields=["etat", "droit_offert_le", "droit_offert_a", "critique_un_tiers"])
    _journaliser(dit, "offrir_droit_de_reponse", par, {"etat": "propose"}, {"etat": dit.etat, "le": jour.isoformat()})


@transaction.atomic
def repondre(*, temoignage_id: int, texte: str, jour: date, par: str) -> None:
    """Consigner la réponse du tiers ; elle paraît à côté du témoignage, même venue après lui."""
    dit = _a_lire(temoignage_id, EtatTemoignage.REPONSE_OFFERTE, EtatTemoignage.PUBLIE)
    if not texte.strip():
        raise TemoignageRefuse("une réponse vide")
    avant = {"reponse": dit.reponse}
    dit.reponse, dit.repondu_le = texte.strip(), jour
    dit.save(update_fields=["reponse", "repondu_le"])
    _journaliser(dit, "repondre_temoignage", par, avant, {"reponse": dit.reponse, "le": jour.isoformat()})


@transaction.atomic
def passer(
    *, temoignage_id: int, vers: str, jour: date, par: str, raison: str = "", sans_critique: bool = False
) -> None:
    """Publier, refuser, retirer ou rouvrir ; TemoignageRefuse si son état ou le droit de réponse ne le permet pas.

    sans_critique : qui publie a lu le contexte, et n'y a trouvé aucune critique d'une structure nommée.
    """
    dit = Temoignage.objects.select_for_update().get(pk=temoignage_id)
    droit = EtatDuDroit(dit.critique_un_tiers, dit.droit_offert_le, dit.repondu_le)
    if vers == EtatTemoignage.REPONSE_OFFERTE or not peut_passer(dit.etat, vers, droit, jour):
        raise TemoignageRefuse(f"{dit.etat} → {vers}")
    non_relu = not sans_critique and a_relire_pour_critique(dit.contexte, dit.critique_un_tiers)
    if vers == EtatTemoignage.PUBLIE and non_relu:
        raise TemoignageRefuse("un contexte non relu")
    avant = {"etat": dit.etat, "raison": dit.raison}
    dit.etat, dit.raison = vers, raison
    dit.publie_le = jour if vers == EtatTemoignage.PUBLIE else dit.publie_le
    dit.save(update_fields=["etat", "raison", "publie_le"])
    _journaliser(dit, "moderer_temoignage", par, avant, {"etat": vers, "raison": raison})


@transaction.atomic
def effacer(*, temoignage_id: int, par: str) -> None:
    """Ôter pour de bon tous les mots d'un témoignage, ceux du journal compris ; il n'en reste que le numéro."""
    dit = _a_lire(temoignage_id, *EFFACABLES)
    dit.etat, dit.repondu_le, dit.critique_un_tiers = EtatTemoignage.EFFACE, None, False
    for champ in MOTS:
        setattr(dit, champ, "")
    dit.save()
    Journal.objects.filter(objet_type=OBJET, objet_id=dit.pk).update(avant=None, apres=None)
    _journaliser(dit, "effacer_temoignage", par, None, {"etat": dit.etat})


def _a_lire(temoignage_id: int, *etats: EtatTemoignage) -> Temoignage:
    """Le témoignage, tenu le temps de l'écrire, s'il est dans un de ces états."""
    dit = Temoignage.objects.select_for_update().get(pk=temoignage_id)
    if dit.etat not in etats:
        raise TemoignageRefuse(f"{dit.etat}")
    return dit


def _journaliser(dit: Temoignage, verbe: str, par: str, avant: dict[str, Any] | None, apres: dict[str, Any]) -> None:
    journaliser(par=par, ecritures=[Ecriture(verbe, OBJET, dit.pk, avant=avant, apres=apres)])
