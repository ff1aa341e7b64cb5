"""Conseiller : quels types de partenaires, quels acteurs, quels appels, et pourquoi (C5.4).

À même demande, même réponse, à l'octet : tout suit l'ordre des tables, rien celui des arguments.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from jumelles.conseil.appels import AppelConseille, appels_du_conseil
from jumelles.conseil.candidats import ActeurPropose
from jumelles.conseil.conditions import Situation
from jumelles.conseil.demande import ConseilIncoherent, DemandeConseil
from jumelles.conseil.faits import FaitCite
from jumelles.conseil.partenaires import Colonne, Etiquette, TypePartenaire, types_de_partenaires
from jumelles.conseil.premiers_pas import premier_pas
from jumelles.conseil.regles import Effet, RegleConseil, regles
from jumelles.droit.appels import RegleAppel
from jumelles.droit.demande import DemandeAppel

_DITES_A_LEUR_PLACE = ("mention.sans_type", "mention.sans_acteur", "mention.sans_appel")


@dataclass(frozen=True, slots=True)
class Raison:
    """Ce qu'une règle a dit : son code, ce qu'elle ajoute ou ôte au rang, sa phrase citée."""

    regle: str
    poids: int
    fait: FaitCite


@dataclass(frozen=True, slots=True)
class TypeConseille:
    """Un type, les critères remplis (raisons), ce dont il faut se garder (prudences, et ses faiblesses)."""

    type: TypePartenaire
    raisons: tuple[Raison, ...]
    prudences: tuple[Raison, ...]
    premier_pas: FaitCite

    @property
    def poids(self) -> int:
        """La somme des poids : elle fait le rang, et ne mesure rien d'autre."""
        return sum(r.poids for r in (*self.raisons, *self.prudences))

    @property
    def is_atelier(self) -> bool:
        """Vrai si ses phrases sont celles de l'atelier de 2015 : une étiquette suffit à le dire."""
        return self.type.etiquette is Etiquette.ATELIER

    @property
    def faiblesses(self) -> tuple[FaitCite, ...]:
        """Celles de la table, à dire avec `type.etiquette` ; vide : non renseigné."""
        return self.type.cellule(Colonne.FAIBLESSES)

    @property
    def contrepartie(self) -> tuple[FaitCite, ...]:
        """Ce qu'il attend en retour ; vide : non renseigné."""
        return self.type.cellule(Colonne.CONTREPARTIE)


@dataclass(frozen=True, slots=True)
class TypeEcarte:
    """Un type que le besoin appelait, et la règle qui l'ôte."""

    type: TypePartenaire
    raisons: tuple[Raison, ...]


@dataclass(frozen=True, slots=True)
class ActeurConseille:
    """Un acteur réel et les critères qu'il remplit ; aucun avis de type ne le suit."""

    acteur: ActeurPropose
    raisons: tuple[Raison, ...]

    @property
    def poids(self) -> int:
        """La somme des poids de ses raisons."""
        return sum(r.poids for r in self.raisons)


@dataclass(frozen=True, slots=True)
class Conseil:
    """La réponse expliquée ; mentions : codes de phrases (phrases.csv) à dire avec elle."""

    demande: DemandeConseil
    types: tuple[TypeConseille, ...]
    ecartes: tuple[TypeEcarte, ...]
    acteurs: tuple[ActeurConseille, ...]
    appels: tuple[AppelConseille, ...]
    avertissements: tuple[Raison, ...]
    mentions: tuple[str, ...]

    @property
    def mentions_de_fin(self) -> tuple[str, ...]:
        """Celles qui ne se disent pas déjà à leur place : ce que valent les types, les dates inconnues."""
        return tuple(m for m in self.mentions if m not in _DITES_A_LEUR_PLACE)


def conseiller(
    demande: DemandeConseil,
    candidats: Iterable[ActeurPropose] = (),
    *,
    dossier: DemandeAppel | None = None,
    appels: Iterable[RegleAppel] | None = None,
) -> Conseil:
    """Le conseil ; dossier : ce que l'on sait de plus pour les appels ; appels : d'autres que ceux du dépôt.

    ConseilIncoherent si un candidat est dit deux fois de deux façons, ou si le dossier contredit la demande.
    """
    situation = Situation(demande)
    vraies = tuple(r for r in regles() if r.effet is not Effet.ACTEUR and r.condition.is_vraie(situation))
    conseilles, ecartes = [], []
    for type_ in types_de_partenaires():
        siennes = [r for r in vraies if type_.code in r.types]
        if any(r.effet is Effet.PROPOSER for r in siennes):
            otent = _raisons(siennes, Effet.ECARTER)
            if otent:
                ecartes.append(TypeEcarte(type_, otent))
            else:
                conseilles.append(_conseiller_type(type_, siennes))
    conseilles.sort(key=lambda c: (-c.poids, c.type.numero))
    acteurs = _classer(demande, candidats)
    vus = appels_du_conseil(demande.completer(dossier), [c.type.code for c in conseilles], appels)
    mentions = tuple(_mentions(conseilles, acteurs, vus))
    return Conseil(demande, tuple(conseilles), tuple(ecartes), acteurs, vus, _raisons(vraies, Effet.AVERTIR), mentions)


def _conseiller_type(type_: TypePartenaire, siennes: list[RegleConseil]) -> TypeConseille:
    raisons = _raisons(siennes, Effet.PROPOSER, Effet.RENFORCER)
    return TypeConseille(type_, raisons, _raisons(siennes, Effet.RECULER, Effet.PRUDENCE), premier_pas(type_))


def _raisons(parmi: Iterable[RegleConseil], *effets: Effet) -> tuple[Raison, ...]:
    return tuple(Raison(r.code, r.poids, r.fait) for r in parmi if r.effet in effets)


def _classer(demande: DemandeConseil, candidats: Iterable[ActeurPropose]) -> tuple[ActeurConseille, ...]:
    """Les acteurs qu'une règle retient, les mieux placés d'abord, puis par nom."""
    uniques: dict[str, ActeurPropose] = {}
    for a in candidats:
        if uniques.setdefault(a.id, a) != a:
            raise ConseilIncoherent("un acteur est proposé deux fois, de deux façons")
    siennes = [(r.condition, Raison(r.code, r.poids, r.fait)) for r in regles() if r.effet is Effet.ACTEUR]
    vus = []
    for a in uniques.values():
        situation = Situation(demande, a)
        if raisons := tuple([raison for condition, raison in siennes if condition.is_vraie(situation)]):
            vus.append(ActeurConseille(a, raisons))
    return tuple(sorted(vus, key=lambda v: (-v.poids, v.acteur.nom, v.acteur.id)))


def _mentions(
    types: list[TypeConseille], acteurs: tuple[ActeurConseille, ...], appels: tuple[AppelConseille, ...]
) -> Iterator[str]:
    yield "mention.types" if types else "mention.sans_type"
    if not acteurs:
        yield "mention.sans_acteur"
    if not any(a.is_ouvert for a in appels):
        yield "mention.sans_appel"
    if any(a.is_ouvert is None for a in appels):
        yield "mention.dates_inconnues"
