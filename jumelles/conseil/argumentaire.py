"""Assembler un argumentaire : à qui, contre quoi, sur quoi ; des arguments cités, des exemples lus en base (C1.11)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from jumelles.conseil.arguments import Argument, Audience, Genre, Objection, Preuve, arguments, objections
from jumelles.conseil.demande import ConseilIncoherent, ascendants, se_rejoignent
from jumelles.conseil.faits import EtatFait


@dataclass(frozen=True, slots=True)
class ExempleLu:
    """Un enregistrement lu en base : son titre, où il mène, qui le dit, à quelle date (None : non renseignée)."""

    id: str
    titre: str
    adresse: str
    source: str
    date: date | None

    def __post_init__(self) -> None:
        if not (self.id and self.titre and self.adresse and self.source):
            raise ConseilIncoherent(f"exemple sans titre, adresse ou source : {self.id!r}")


@dataclass(frozen=True, slots=True)
class ArgumentCite:
    """Un argument retenu ; bandeau : le code de la phrase du droit qui avertit de son texte, ou None."""

    argument: Argument
    bandeau: str | None

    @property
    def is_a_verifier(self) -> bool:
        """Vrai si son chiffre ou son texte n'a pas été retrouvé à la source."""
        return self.argument.etat is EtatFait.A_VERIFIER or self.bandeau is not None


@dataclass(frozen=True, slots=True)
class Argumentaire:
    """Les arguments genre par genre, les exemples, la comparaison ; mentions : codes de phrases (phrases.csv)."""

    audience: Audience
    objection: Objection
    themes: tuple[str, ...]
    genres: tuple[tuple[Genre, tuple[ArgumentCite, ...]], ...]
    exemples: tuple[ExempleLu, ...]
    mentions: tuple[str, ...]

    @property
    def arguments(self) -> tuple[ArgumentCite, ...]:
        """Tous, à la suite."""
        return tuple(a for _, suite in self.genres for a in suite)


def assembler(
    audience: Audience,
    objection: str,
    themes: Iterable[str] = (),
    exemples: Iterable[ExempleLu] = (),
    *,
    jour: date,
    parmi: Iterable[Argument] | None = None,
) -> Argumentaire:
    """L'argumentaire de ce jour ; l'ordre des thèmes et des exemples ne compte pas.

    Un texte qui n'est plus en vigueur ne s'y cite pas. ConseilIncoherent : objection ou thème inconnu, exemple redit.
    """
    voulus = tuple(sorted(set(themes)))
    if objection not in objections() or set(voulus) - ascendants().keys():
        raise ConseilIncoherent(f"objection ou thème inconnu : {objection}, {', '.join(voulus)}")
    retenus = [
        ArgumentCite(a, None if a.droit is None else a.droit.bandeau(jour))
        for a in (arguments() if parmi is None else parmi)
        if _repond(a, audience, objection, voulus) and _tient(a, jour)
    ]
    retenus.sort(key=lambda c: not c.argument.themes)
    par_genre = ((g, tuple(c for c in retenus if c.argument.genre is g)) for g in Genre)
    cites = _ranger(exemples)
    mentions = tuple(_mentions(retenus, cites))
    return Argumentaire(
        audience, objections()[objection], voulus, tuple((g, c) for g, c in par_genre if c), cites, mentions
    )


def _repond(argument: Argument, audience: Audience, objection: str, themes: tuple[str, ...]) -> bool:
    """Un argument d'un thème ne sert que si ce thème est demandé."""
    return (
        (not argument.objections or objection in argument.objections)
        and (not argument.audiences or audience in argument.audiences)
        and (not argument.themes or se_rejoignent(argument.themes, themes))
    )


def _tient(argument: Argument, jour: date) -> bool:
    return argument.droit is None or argument.droit.is_en_vigueur(jour) is not False


def _ranger(exemples: Iterable[ExempleLu]) -> tuple[ExempleLu, ...]:
    """Le plus récent d'abord, ceux sans date à la fin."""
    uniques = set(exemples)
    if len({e.id for e in uniques}) < len(uniques):
        raise ConseilIncoherent("un exemple est donné deux fois, de deux façons")
    return tuple(sorted(uniques, key=lambda e: (-(e.date or date.min).toordinal(), e.titre, e.id)))


def _mentions(retenus: list[ArgumentCite], exemples: tuple[ExempleLu, ...]) -> Iterator[str]:
    yield "mention.exemples" if exemples else "mention.sans_exemple"
    if any(c.argument.preuve is Preuve.OPINION for c in retenus):
        yield "mention.opinion"
    if any(c.is_a_verifier for c in retenus):
        yield "mention.a_verifier"
