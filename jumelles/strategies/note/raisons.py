"""Les raisons et les repères de la note : des arguments cités et datés, chacun avec ce qu'il ne dit pas (C3.11)."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.translation import gettext as _

from jumelles.conseil.argumentaire import ArgumentCite, assembler
from jumelles.conseil.arguments import Audience, Genre, Preuve
from jumelles.documents.arbre import Contenu
from jumelles.strategies.note.sources import citer_source

# La solidarité a ses raisons à elle : elle vient d'abord, à côté des économiques.
ORDRE = (Genre.SOLIDARITE, Genre.CITOYENNETE, Genre.INSTITUTION, Genre.ECONOMIQUE)
PAR_GENRE = dict.fromkeys(ORDRE, 1)
REPERES = 2


def reperes_de_cout(themes: Iterable[str], *, jour: date) -> tuple[ArgumentCite, ...]:
    """Ce que d'autres ont publié de leurs coûts et de l'effet de levier : jamais une opinion."""
    assemble = assembler(Audience.ELU, "cout", themes, jour=jour)
    cites = (
        a for a in assemble.arguments
        if a.argument.genre is Genre.ECONOMIQUE and a.argument.preuve is not Preuve.OPINION
    )  # fmt: skip
    return tuple(sorted(cites, key=_force)[:REPERES])


def raisons_d_agir(themes: Iterable[str], *, jour: date) -> tuple[ArgumentCite, ...]:
    """Ce que cela peut rapporter, ici et là-bas ; la mieux prouvée de chaque sorte."""
    assemble = assembler(Audience.ELU, "invisible", themes, jour=jour)
    par_genre = dict(assemble.genres)
    return tuple(
        a for genre in ORDRE for a in sorted(par_genre.get(genre, ()), key=_force)[: PAR_GENRE[genre]]
    )  # fmt: skip


def _force(a: ArgumentCite) -> tuple[bool, bool]:
    return (a.argument.preuve is Preuve.OPINION, a.is_a_verifier)


def citer(arguments: Iterable[ArgumentCite]) -> Iterator[Contenu]:
    """Le texte, sa nuance, sa source en note ; « opinion » ou « à vérifier » s'écrit à la suite."""
    for cite in arguments:
        a = cite.argument
        marque = _("opinion") if a.preuve is Preuve.OPINION else _("à vérifier") if cite.is_a_verifier else ""
        suite = " ".join(x for x in (a.texte, a.nuance, f"({marque})" if marque else "") if x)
        yield (suite, citer_source(a.reference, quand=a.date)) if a.reference else suite
