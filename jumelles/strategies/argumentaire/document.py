"""L'argumentaire en document : groupe par groupe, chaque pièce avec sa référence, ou dite « opinion »."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from django.utils.translation import gettext as _

from jumelles.conseil.faits import FaitCite
from jumelles.conseil.grille import CritereGrille
from jumelles.conseil.phrases import dire
from jumelles.documents.arbre import (
    Bloc,
    Contenu,
    Lien,
    Liste,
    Morceau,
    Niveau,
    Note,
    Paragraphe,
    Rapport,
    Tableau,
    Texte,
    Titre,
)
from jumelles.strategies.argumentaire.composition import REPONSE, ArgumentaireCompose, PieceCitee, intitule
from jumelles.strategies.argumentaire.grille import lignes_comparees
from jumelles.strategies.argumentaire.retouches import Retouches, retoucher
from jumelles.strategies.note.sources import citer_source

AUTEUR = "Jumelles"
TITRE_MAX = 200


def document(compose: ArgumentaireCompose, retouches: Retouches | None = None, *, adresse: str) -> Rapport:
    """Le document ; adresse : la page qui le rouvre. RetoucheRefusee si un texte passe sa borne."""
    voulues = retouches or Retouches({})
    pieces = retoucher(compose, voulues)
    chez = compose.chez.nom_affiche if compose.chez else ""
    qui = dire(f"audience.{compose.demande.audience.value}")
    titre = _("Répondre à %(objection)s") % {"objection": compose.arguments.objection.libelle}
    return Rapport(
        titre=titre[:TITRE_MAX], auteur=AUTEUR, jour=compose.le, serre=True,
        blocs=tuple(_blocs(compose, pieces, voulues, adresse)),
        sous_titre=" · ".join(x for x in (_("Pour : %(qui)s") % {"qui": qui}, chez) if x),
    )  # fmt: skip


def _blocs(
    compose: ArgumentaireCompose, pieces: tuple[PieceCitee, ...], retouches: Retouches, adresse: str
) -> Iterator[Bloc]:
    yield from _libre(retouches.introduction)
    for groupe, suite in groupby(pieces, key=lambda p: p.groupe):
        yield Titre(intitule(groupe))
        yield from _suite(groupe, tuple(suite))
    yield from _comparer(compose.arguments.objection.criteres)
    yield from _libre(retouches.conclusion)
    yield Titre(_("Ce que vaut ce texte"))
    yield Liste(tuple(dire(m) for m in _mentions(pieces)))
    yield Paragraphe((_("Le même argumentaire, à jour de la base : "), Lien(adresse, adresse)))


def _suite(groupe: str, pieces: tuple[PieceCitee, ...]) -> Iterator[Bloc]:
    """La réponse d'un trait, comme on la dit, et ce qu'elle vaut après elle ; le reste en liste."""
    if groupe != REPONSE:
        yield Liste(tuple(_piece(p) for p in pieces))
        return
    for p in pieces:
        yield from _libre(p.texte)
        yield Paragraphe(Texte(f"{Niveau.OPINION.value}. {p.nuance}", italique=True))


def _libre(texte: str) -> Iterator[Bloc]:
    for alinea in texte.replace("\r\n", "\n").split("\n\n"):
        if alinea.strip():
            yield Paragraphe(alinea)


def _piece(p: PieceCitee) -> Contenu:
    marques = [Niveau.OPINION.value] if p.is_opinion else []
    marques += [Niveau.A_VERIFIER.value] if p.is_a_verifier else []
    suite: list[Morceau | str] = [Texte(f"{m}. ", fort=True) for m in marques]
    if p.adresse:
        suite += [Lien(p.titre, p.adresse), "\u00a0: "] if p.groupe == "exemples" else []
    suite += [" ".join(p.texte.split())]
    if p.adresse and p.groupe != "exemples":
        suite += [" (", Lien(p.titre, p.adresse), ")"]
    if p.nuance:
        suite += [" ", Texte(p.nuance, italique=True)]
    return (*suite, *_notes(p.note))


def _notes(note: Note | None) -> Iterable[Note]:
    return () if note is None else (note,)


def _comparer(criteres: tuple[CritereGrille, ...]) -> Iterator[Bloc]:
    lignes = lignes_comparees(criteres)
    if lignes:
        yield Titre(_("Comparer les manières d’agir"))
        yield Tableau(
            _("Qui agit, et comment : chaque phrase a sa source"),
            (_("Collège"), *(c.libelle for c in criteres)),
            tuple((x.college, *(_case(faits) for _critere, faits in x.cases)) for x in lignes),
        )


def _case(faits: tuple[FaitCite, ...]) -> Contenu:
    dits = " ; ".join(f.texte for f in faits).replace(" ;", " ;") or dire("non_renseigne")
    return (dits, *(citer_source(f.source) for f in faits))


def _mentions(pieces: tuple[PieceCitee, ...]) -> Iterator[str]:
    """Ce qui reste après les retouches, et pas avant."""
    yield "mention.exemples" if any(p.groupe == "exemples" for p in pieces) else "mention.sans_exemple"
    if any(p.is_opinion for p in pieces):
        yield "mention.opinion"
    if any(p.is_a_verifier for p in pieces):
        yield "mention.a_verifier"
