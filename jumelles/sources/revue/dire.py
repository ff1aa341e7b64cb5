"""Dire une décision : elle ne garde que des références, et ses noms se relisent avec ce que l'on masque aujourd'hui."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jumelles.acteurs.models import Acteur
from jumelles.contributions.enums import SorteDecision
from jumelles.contributions.models import DecisionRevue
from jumelles.cooperations.requetes.titres import titres
from jumelles.provenance.models import Jugement
from jumelles.rapprochement.normaliser import cle
from jumelles.sources.revue.choix import nommer_les_choix
from jumelles.sources.revue.lecteurs import nom_de

DEUX = "deux"


def dire_les_decisions(lues: Sequence[DecisionRevue], *, jour: date) -> dict[int, tuple[str, str]]:
    """Décision → de quoi elle décide, et ce qu'elle dit ; peu de requêtes, quel qu'en soit le nombre."""
    noms = noms_montrables(g for d in lues if d.sorte == SorteDecision.NOM for g in d.sujets)
    choix = nommer_les_choix(d.choix for d in lues if d.sorte == SorteDecision.NOM)
    paires = titres((r for d in lues if d.sorte == SorteDecision.DOUBLON for r in d.sujets), jour=jour)
    dire = {
        SorteDecision.NOM: lambda d: (noms[d.sujets[0]], choix.get(d.choix) or _("ce qui n'existe plus aujourd'hui")),
        SorteDecision.DOUBLON: lambda d: _dire_la_paire(d, paires),
        SorteDecision.LOT: _dire_le_lot,
    }
    return {d.pk: dire[SorteDecision(d.sorte)](d) for d in lues}


def noms_montrables(gauches: Iterable[str]) -> dict[str, str]:
    """« source:Dunkirk@… » → « Dunkirk », ou qu'il est masqué si c'est désormais celui d'un acteur que l'on cache."""
    noms = {g: nom_de(g) for g in gauches}
    caches = Acteur.objects.filter(sensible=True, cle__in={cle(n) for n in noms.values()}) if noms else ()
    masques = {a.cle for a in caches}
    return {g: _("un nom masqué") if cle(n) in masques else n for g, n in noms.items()}


def _dire_la_paire(d: DecisionRevue, paires: dict[str, str]) -> tuple[str, str]:
    objet = " / ".join(paires[r] for r in d.sujets)
    if d.choix == DEUX:
        return objet, _("deux choses différentes")
    return objet, _("une seule fiche : %(titre)s") % {"titre": paires[d.choix]}


def _dire_le_lot(d: DecisionRevue) -> tuple[str, str]:
    """« 14 noms acceptés d'un coup (85 chances sur 100 ou plus) » : cela dit tout, sans flèche."""
    nombre = len(d.jugements) if "laisses" in d.demande else len(d.demande["choisis"])
    dit = ngettext(
        "%(n)s nom accepté d'un coup (%(seuil)s chances sur 100 ou plus)",
        "%(n)s noms acceptés d'un coup (%(seuil)s chances sur 100 ou plus)",
        nombre,
    )
    return dit % {"n": nombre, "seuil": round(d.demande["seuil"] * 100)}, ""


def dire_les_jugements(ids: Sequence[int]) -> tuple[tuple[str, str], ...]:
    """Ce que disent ces jugements sur des noms : (« Dunkirk », « Dunkerque (59) »), dans leur ordre."""
    lus = list(Jugement.objects.filter(pk__in=list(ids), paire=False).order_by("pk"))
    noms, choix = noms_montrables(j.gauche for j in lus), nommer_les_choix(j.droite for j in lus)
    return tuple((noms[j.gauche], choix.get(j.droite) or _("ce qui n'existe plus aujourd'hui")) for j in lus)
