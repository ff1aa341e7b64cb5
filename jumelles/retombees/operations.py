"""Les verbes des coûts : écrire, corriger, retirer, revenir, publier. Rien ne s'efface, qui arrive second le sait."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jumelles.provenance.operations import Ecriture, journaliser
from jumelles.rattachements.habilitation import AccesRefuse, Habilitation
from jumelles.retombees.enums import Poste, Preuve
from jumelles.retombees.ligne_dite import LigneDite, LigneLue
from jumelles.retombees.models import FicheCouts, LigneCout
from jumelles.retombees.regles import LIGNES_MAX, LigneRefusee, fautes
from jumelles.retombees.requetes import CHAMPS, lue
from jumelles.territoires.models import Collectivite
from jumelles.territoires.suites import codes_d_hier


class LigneDepassee(ValueError):
    """Quelqu'un d'autre a changé la ligne, ou la fiche, depuis qu'on l'a lue ; rien n'est écrit."""


class LignesDejaDites(ValueError):
    """Ces lignes en vigueur disent déjà ce poste cette année-là : les redire le compterait deux fois."""

    def __init__(self, lignes: tuple[LigneLue, ...]) -> None:
        super().__init__(_("déjà saisi : corrigez-le"))
        self.lignes = lignes


@transaction.atomic
def ecrire_ligne(*, code: str, annee: int, dite: LigneDite, jeton: UUID, par: Habilitation) -> UUID:
    """Ajouter une ligne et rendre son numéro ; le même jeton rend la première. LigneRefusee si elle ne se tient pas."""
    _ouvrir(code, par)
    deja = _du_jeton(code, jeton)
    if deja is not None:
        return deja.ligne
    _exiger(dite, annee)
    _de_la_place(code, annee)
    _un_seul_budget(code, annee, dite)
    return _ajouter(_vide(code, uuid4(), 1, annee), dite, jeton, par, "ecrire_ligne_cout").ligne


@transaction.atomic
def ecrire_lignes(*, code: str, annee: int, dites: Iterable[tuple[UUID, LigneDite]], par: Habilitation) -> None:
    """Ajouter toutes ces lignes déclarées (jeton, ligne), pour toute l'action, ou aucune ; le même jeton ne redit rien.

    LignesDejaDites si l'année en a déjà une du même poste ; LigneRefusee si l'une ne se tient pas.
    """
    _ouvrir(code, par)
    neuves = [(jeton, dite) for jeton, dite in dites if _du_jeton(code, jeton) is None]
    postes = [dite.poste for _jeton, dite in neuves]
    deja = LigneCout.objects.courantes().de(code, annee).filter(poste__in=postes, preuve=Preuve.DECLARE, perimetre="")
    if deja:
        raise LignesDejaDites(tuple(map(lue, deja)))
    for jeton, dite in neuves:
        ecrire_ligne(code=code, annee=annee, dite=dite, jeton=jeton, par=par)


@transaction.atomic
def corriger_ligne(*, code: str, ligne: UUID, vue: int, dite: LigneDite, jeton: UUID, par: Habilitation) -> int:
    """Écrire une version de plus, d'après la version `vue`, et rendre son rang ; LigneDepassee si une autre est passée.

    Corriger une ligne retirée la remet.
    """
    _ouvrir(code, par)
    deja = _du_jeton(code, jeton)
    if deja is not None:
        return deja.version
    derniere = _prendre(code, ligne, vue)
    _exiger(dite, derniere.annee)
    _un_seul_budget(code, derniere.annee, dite, sauf=ligne)
    neuve = _vide(code, ligne, vue + 1, derniere.annee)
    return _ajouter(neuve, dite, jeton, par, "corriger_ligne_cout").version


@transaction.atomic
def retirer_ligne(*, code: str, ligne: UUID, vue: int, jeton: UUID, par: Habilitation) -> int:
    """Retirer la ligne de la fiche de travail ; elle reste dans l'histoire, et peut revenir."""
    _ouvrir(code, par)
    deja = _du_jeton(code, jeton)
    if deja is not None:
        return deja.version
    derniere = _prendre(code, ligne, vue)
    neuve = _vide(code, ligne, vue + 1, derniere.annee)
    neuve.retiree = True
    return _ajouter(neuve, _dite(derniere), jeton, par, "retirer_ligne_cout").version


def revenir(*, code: str, ligne: UUID, vue: int, version: int, jeton: UUID, par: Habilitation) -> int:
    """Redire ce que disait cette version : une version de plus, et rien d'effacé."""
    par.exiger(code)
    ancienne = LigneCout.objects.de(code).filter(ligne=ligne, version=version).first()
    if ancienne is None:
        raise LigneDepassee
    return corriger_ligne(code=code, ligne=ligne, vue=vue, dite=_dite(ancienne), jeton=jeton, par=par)


@transaction.atomic
def publier(*, code: str, annee: int, vues: Iterable[int], par: Habilitation) -> None:
    """Rendre publiques exactement ces versions ; LigneDepassee si la feuille a changé depuis. Deux fois : une seule."""
    maison = _ouvrir(code, par)
    tenues = sorted(LigneCout.objects.courantes().de(code, annee).values_list("pk", flat=True))
    if sorted(vues) != tenues or not tenues:
        raise LigneDepassee
    ouverte = FicheCouts.objects.filter(collectivite=maison, annee=annee, retiree_le__isnull=True).first()
    if ouverte is not None and ouverte.lignes == tenues:
        return
    _clore(ouverte, par)
    fiche = FicheCouts.objects.create(collectivite=maison, annee=annee, lignes=tenues, par=par.signature)
    _journal("publier_fiche_couts", "fiche_couts", fiche.pk, par, {"code": code, "annee": annee})


@transaction.atomic
def depublier(*, code: str, annee: int, par: Habilitation, ancien: str = "") -> None:
    """Rendre la fiche de l'année à l'équipe seule ; déjà retirée, rien ne change.

    ancien : le code de la collectivité d'hier qui l'avait publiée ; AccesRefuse si `code` ne la continue pas.
    """
    _ouvrir(code, par)
    if ancien and ancien not in codes_d_hier(code):
        raise AccesRefuse(ancien)
    ouvertes = FicheCouts.objects.filter(collectivite__code=ancien or code, annee=annee, retiree_le__isnull=True)
    _clore(ouvertes.first(), par)


def _ouvrir(code: str, par: Habilitation) -> Collectivite:
    """La collectivité, verrouillée le temps d'écrire : deux personnes d'une même maison passent l'une après l'autre."""
    par.exiger(code)
    return Collectivite.objects.select_for_update(no_key=True).get(code=code)


def _clore(fiche: FicheCouts | None, par: Habilitation) -> None:
    if fiche is None:
        return
    fiche.retiree_le, fiche.retiree_par = timezone.now(), par.signature
    fiche.save(update_fields=["retiree_le", "retiree_par"])
    _journal("retirer_fiche_couts", "fiche_couts", fiche.pk, par, {"annee": fiche.annee})


def _du_jeton(code: str, jeton: UUID) -> LigneCout | None:
    return LigneCout.objects.de(code).filter(jeton=jeton).first()


def _prendre(code: str, ligne: UUID, vue: int) -> LigneCout:
    """La dernière version, si c'est bien celle que la personne a lue ; elle cesse d'être la dernière."""
    derniere = LigneCout.objects.de(code).filter(ligne=ligne, version=vue, courante=True).first()
    if derniere is None or not LigneCout.objects.filter(pk=derniere.pk, courante=True).update(courante=False):
        raise LigneDepassee
    return derniere


def _exiger(dite: LigneDite, annee: int) -> None:
    trouvees = fautes(dite, annee=annee, annee_max=timezone.localdate().year + 1)
    if trouvees:
        raise LigneRefusee(trouvees)


def _de_la_place(code: str, annee: int) -> None:
    if LigneCout.objects.courantes().de(code, annee).count() >= LIGNES_MAX:
        plein = _("Cette année a déjà %(n)s lignes : regroupez celles qui ont la même preuve et la même source.")
        raise LigneRefusee({"poste": plein % {"n": LIGNES_MAX}})


def _un_seul_budget(code: str, annee: int, dite: LigneDite, sauf: UUID | None = None) -> None:
    budgets = LigneCout.objects.courantes().de(code, annee).filter(poste=Poste.BUDGET)
    if dite.poste == Poste.BUDGET and any(ligne != sauf for ligne in budgets.values_list("ligne", flat=True)):
        raise LigneRefusee({"poste": _("Le budget de cette année est déjà saisi : corrigez-le.")})


def _vide(code: str, ligne: UUID, version: int, annee: int) -> LigneCout:
    return LigneCout(collectivite=Collectivite.objects.get(code=code), ligne=ligne, version=version, annee=annee)


def _ajouter(neuve: LigneCout, dite: LigneDite, jeton: UUID, par: Habilitation, verbe: str) -> LigneCout:
    """Écrire cette version ; LigneDepassee si son jeton a déjà servi ailleurs."""
    for champ, valeur in asdict(dite).items():
        setattr(neuve, champ, valeur)
    neuve.jeton, neuve.par = jeton, par.signature
    try:
        with transaction.atomic():
            neuve.save(force_insert=True)
    except IntegrityError as faute:
        raise LigneDepassee from faute
    # Le journal dit qui a touché quoi ; ce que la ligne dit est dans ses versions, et nulle part ailleurs.
    _journal(verbe, "ligne_cout", neuve.pk, par, {"annee": neuve.annee, "version": neuve.version})
    return neuve


def _dite(v: LigneCout) -> LigneDite:
    return LigneDite(**{champ: getattr(v, champ) for champ in CHAMPS})


def _journal(verbe: str, objet: str, pk: int, par: Habilitation, apres: dict[str, Any]) -> None:
    journaliser(par=par.signature, ecritures=[Ecriture(verbe, objet, pk, apres=apres)])


__all__ = [
    "LigneDepassee", "LignesDejaDites", "corriger_ligne", "depublier", "ecrire_ligne", "ecrire_lignes", "publier",
    "retirer_ligne", "revenir",
]  # fmt: skip
