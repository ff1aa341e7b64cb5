"""Prononcer et annuler un jugement : on ajoute, on annule avec signature, on ne réécrit jamais."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from jumelles.provenance.enums import CONCLUANTS, Verdict
from jumelles.provenance.models import Jugement, Lot
from jumelles.provenance.operations.journal import Ecriture, journaliser
from jumelles.provenance.paires import is_paire, ordonner

MACHINE = "machine:"
PAQUET = 900


class DejaJuge(Exception):
    """Une autre personne a décidé entre-temps ; rien n'a été écrit. jugement : le sien, vivant ou annulé."""

    def __init__(self, jugement: Jugement) -> None:
        self.jugement = jugement
        annule = jugement.annule_le is not None
        self.par = jugement.annule_par if annule else jugement.auteur
        self.quand: datetime = jugement.annule_le or jugement.prononce_le
        dit = _("a annulé un jugement que vous aviez sous les yeux") if annule else _("a jugé avant vous")
        super().__init__(
            _(
                "%(par)s %(dit)s, le %(quand)s : « %(verdict)s ». "
                "Rien n'est perdu, rien n'a été écrit : relisez, puis décidez."
            )
            % {
                "par": self.par, "dit": dit, "verdict": jugement.get_verdict_display(),
                "quand": date_format(timezone.localtime(self.quand), "j F Y à H:i"),
            }
        )  # fmt: skip


@transaction.atomic
def prononcer(
    *,
    gauche: str,
    verdict: str,
    par: str,
    droite: str = "",
    raisons: Sequence[str] = (),
    score: float | None = None,
    details: dict[str, Any] | None = None,
    lot: Lot | None = None,
    vu: Collection[int] | None = None,
) -> Jugement:
    """Dire ce qu'un nom désigne, ou si deux de nos objets n'en font qu'un ; rend le jugement vivant.

    verdict est un Verdict ; « identiques » demande droite (« collectivite:59183 », « acteur:40 ») : ValueError.
    details : seconde et marge de la machine, garde (l'objet à garder), motif. Redire la même chose n'ajoute rien ;
    dire le contraire annule, avec signature, ce qui était dit ; la machine ne contredit pas une personne.
    vu : les jugements vivants que la personne avait sous les yeux ; DejaJuge si une autre a décidé depuis.
    Entre deux de nos objets, passer par cooperations.operations (fondre, separer, distinguer), qui tient les tables.
    """
    paire = is_paire(gauche, droite)
    if paire:
        gauche, droite = ordonner(gauche, droite)
    admis = set(Verdict.values) - ({str(Verdict.HORS_CHAMP)} if paire else set())
    if verdict not in admis or (verdict == Verdict.IDENTIQUES and not droite):
        raise ValueError(f"Le verdict {verdict!r} ne se prononce pas, ou ne dit pas ce que le nom désigne.")
    vivants = _living(gauche, droite, paire=paire)
    nouveau = Jugement(
        gauche=gauche, droite=droite, paire=paire, verdict=verdict, raisons=list(raisons), score=score,
        details=details or {}, auteur=par, lot=lot,
    )  # fmt: skip
    tient = next((j for j in vivants if _prevails(j, nouveau)), None)
    if tient is not None:
        return tient
    _check_seen(vivants, vu)
    for depasse in (j for j in vivants if _is_superseded(j, nouveau)):
        annuler_jugement(jugement_id=depasse.pk, par=par)
    return _write(nouveau, vivants)


def _living(gauche: str, droite: str, *, paire: bool) -> list[Jugement]:
    vivants = Jugement.objects.vivants().select_for_update().filter(gauche=gauche, paire=paire).order_by("pk")
    return list(vivants.filter(droite=droite) if paire else vivants)


def _prevails(connu: Jugement, nouveau: Jugement) -> bool:
    """Il dit déjà la même chose, ou c'est une personne que la machine voudrait contredire."""
    d_une_personne = not connu.auteur.startswith(MACHINE)
    if nouveau.auteur.startswith(MACHINE):
        if d_une_personne and (connu.paire or connu.verdict in CONCLUANTS):
            return True
    elif not d_une_personne:
        return False
    garde = nouveau.details.get("garde")
    meme_garde = garde is None or garde == connu.details.get("garde")
    return (connu.verdict, connu.droite) == (nouveau.verdict, nouveau.droite) and meme_garde


def _is_superseded(connu: Jugement, nouveau: Jugement) -> bool:
    """Entre deux objets, un seul jugement vit ; d'un nom, conclure dépasse la machine et les conclusions d'avant."""
    if connu.paire or (connu.verdict, connu.droite) == (nouveau.verdict, nouveau.droite):
        return True
    conclut = nouveau.verdict in CONCLUANTS
    return conclut and (connu.verdict in CONCLUANTS or connu.auteur.startswith(MACHINE))


def _check_seen(vivants: Sequence[Jugement], vu: Collection[int] | None) -> None:
    if vu is None:
        return
    inconnu = next((j for j in vivants if j.pk not in vu and not j.auteur.startswith(MACHINE)), None)
    if inconnu is None:
        annules = Jugement.objects.filter(pk__in=list(vu), annule_le__isnull=False)
        inconnu = annules.exclude(annule_par__startswith=MACHINE).order_by("-annule_le").first()
    if inconnu is not None:
        raise DejaJuge(inconnu)


def _write(nouveau: Jugement, vivants: Sequence[Jugement]) -> Jugement:
    try:
        with transaction.atomic():
            nouveau.save(force_insert=True)
    except IntegrityError:
        # Une autre personne a jugé au même instant : sa décision tient, celle-ci s'incline et le dit.
        autre = _living(nouveau.gauche, nouveau.droite, paire=nouveau.paire)
        passee = next((j for j in autre if j.pk not in {v.pk for v in vivants}), None)
        if passee is None:
            raise
        raise DejaJuge(passee) from None
    apres = {"gauche": nouveau.gauche, "droite": nouveau.droite, "verdict": str(nouveau.verdict)}
    ecriture = Ecriture("prononcer_jugement", "jugement", nouveau.pk, apres=apres)
    journaliser(par=nouveau.auteur, lot=nouveau.lot, ecritures=[ecriture])
    return nouveau


def annuler_jugement(*, jugement_id: int, par: str, motif: str = "", lot: Lot | None = None) -> Jugement:
    """Annuler un jugement : il reste lisible, il ne compte plus."""
    annuler_jugements(ids=[jugement_id], par=par, motif=motif, lot=lot)
    return Jugement.objects.get(pk=jugement_id)


def annuler_jugements(
    *, ids: Iterable[int], par: str, signe: str = "", motif: str = "", lot: Lot | None = None
) -> list[int]:
    """Annuler ceux qui vivent encore, au nom de `signe` (de `par`, à défaut) ; rend lesquels."""
    return _tourner("annuler_jugement", ids, timezone.now(), signe or par, par=par, motif=motif, lot=lot)


def reprendre_jugements(*, ids: Iterable[int], par: str, motif: str = "", lot: Lot | None = None) -> list[int]:
    """Rendre la vie à ceux qui sont annulés ; rend lesquels. Entre deux de nos objets, par `reprendre_decision`."""
    return _tourner("reprendre_jugement", ids, None, "", par=par, motif=motif, lot=lot)


@transaction.atomic
def _tourner(
    verbe: str, ids: Iterable[int], quand: datetime | None, signe: str, *, par: str, motif: str, lot: Lot | None
) -> list[int]:  # fmt: skip
    """Annuler, ou rendre ; le journal dit l'avant et l'après de chacun."""
    restants, apres = sorted(set(ids)), _etat(quand, signe) | ({"motif": motif} if motif else {})
    tournes: list[Jugement] = []
    for debut in range(0, len(restants), PAQUET):
        paquet = Jugement.objects.filter(pk__in=restants[debut : debut + PAQUET], annule_le__isnull=quand is not None)
        lus = list(paquet.select_for_update().order_by("pk"))
        Jugement.objects.filter(pk__in=[j.pk for j in lus]).update(annule_le=quand, annule_par=signe)
        tournes += lus
    ecritures = [Ecriture(verbe, "jugement", j.pk, _etat(j.annule_le, j.annule_par), apres) for j in tournes]
    journaliser(par=par, lot=lot, ecritures=ecritures)
    return [j.pk for j in tournes]


def _etat(quand: datetime | None, signe: str) -> dict[str, str]:
    """Ce que le journal retient d'un jugement qui vit, ou qu'on a annulé."""
    return {"annule_le": quand.isoformat() if quand else "", "annule_par": signe}
