"""Le document du portrait : l'arbre neutre que PDF, DOCX, ODT, Markdown et texte écrivent chacun à leur façon."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from jumelles.documents.arbre import Bloc, Encadre, Liste, Niveau, Note, Paragraphe, Rapport, Texte, Titre
from jumelles.referentiel.nombres import milliers
from jumelles.strategies.portrait import phrases, phrases_comparables
from jumelles.strategies.portrait.arbre import Portrait
from jumelles.strategies.portrait.rapport_autres import autour, comparables
from jumelles.strategies.portrait.rapport_faits import argent, classements, projets
from jumelles.strategies.portrait.rapport_ici import ici
from jumelles.strategies.portrait.rapport_liens import actes, jumelages


def rapport_du_portrait(p: Portrait) -> Rapport:
    """L'arbre du portrait, pour un territoire de tout niveau, engagé ou non."""
    t = p.territoire
    return Rapport(
        titre=_("%(nom)s dans le monde") % {"nom": t.nom_affiche},
        sous_titre=_("Portrait de territoire : %(categorie)s, %(population)s")
        % {"categorie": _identite(p), "population": phrases.population(p)},
        auteur=_("Jumelles, l’action internationale des territoires"), jour=p.le, blocs=tuple(_blocs(p)),
    )  # fmt: skip


def _identite(p: Portrait) -> str:
    t = p.territoire
    return f"{t.categorie_libelle} {t.code_insee}" if t.code_insee else f"{t.categorie_libelle} ({t.code})"


def _blocs(p: Portrait) -> Iterator[Bloc]:
    yield from _en_bref(p)
    yield from jumelages(p)
    yield from actes(p)
    yield from projets(p)
    yield from argent(p)
    yield from classements(p)
    yield from ici(p)
    yield from autour(p)
    yield from comparables(p)
    yield from _methode(p)
    yield from _inconnu(p)


def _en_bref(p: Portrait) -> Iterator[Bloc]:
    t = p.territoire
    yield Titre(_("En bref"))
    yield Paragraphe((
        Texte(t.nom_affiche, fort=True), " : ", phrases.population(p), Note(t.source_nom, t.millesime), ". ",
        *([_("Intercommunalité : %(nom)s.") % {"nom": t.epci.nom}] if t.epci else []),
    ))  # fmt: skip
    yield Liste(tuple(phrases.en_bref(p)))
    if not p.agit:
        yield Titre(_("Par où commencer"), 2)
        yield Liste(phrases.par_ou_commencer(p), numerotee=True)


def _inconnu(p: Portrait) -> Iterator[Bloc]:
    yield Titre(_("Ce que l’on ne sait pas"))
    yield Liste(tuple(m.phrase for m in p.manques))
    yield Paragraphe(_("Une absence ici n'est pas une absence sur le terrain."))


def _methode(p: Portrait) -> Iterator[Bloc]:
    yield Titre(_("Comment on compare"), 2)
    yield Liste(phrases_comparables.comment_on_compare())
    if p.comparaison.pas is None:
        essais = "; ".join(f"{dit} : {milliers(n)}" for dit, n in p.comparaison.essais)
        yield Encadre(Niveau.ATTENTION, (_("Comparables trouvées, pas à pas : %(essais)s.") % {"essais": essais},))
