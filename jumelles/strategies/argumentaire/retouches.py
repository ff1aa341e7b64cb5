"""Ce que la personne change avant d'emporter : un texte repris, une pièce ôtée, un autre ordre ; toujours borné."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from jumelles.documents.arbre import Note
from jumelles.strategies.argumentaire.composition import ArgumentaireCompose, PieceCitee

TEXTE_MAX = 2_000
LIBRE_MAX = 6_000
RANG_MAX = 99


class RetoucheRefusee(ValueError):
    """Un texte trop long ou un ordre illisible ; code : la pièce, ou « introduction », « conclusion »."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Retouche:
    """Ce que l'on fait d'une pièce. texte : None, inchangé (vide : ôtée) ; rang : dans son groupe, None : sans rang."""

    garder: bool = True
    texte: str | None = None
    rang: int | None = None


@dataclass(frozen=True, slots=True)
class Retouches:
    """Les retouches, par code de pièce ; introduction et conclusion : de la main de la personne."""

    pieces: Mapping[str, Retouche]
    introduction: str = ""
    conclusion: str = ""


def retoucher(compose: ArgumentaireCompose, retouches: Retouches) -> tuple[PieceCitee, ...]:
    """Les pièces gardées, dans l'ordre voulu de leur groupe ; ce que la base ne rend plus n'y est plus, même retouché.

    RetoucheRefusee si un texte passe sa borne ; un texte changé garde sa référence, dite « d'après ».
    """
    for code, libre in (("introduction", retouches.introduction), ("conclusion", retouches.conclusion)):
        _borner(code, libre, LIBRE_MAX)
    groupes = list(dict.fromkeys(p.groupe for p in compose.pieces))
    gardees = []
    for place, piece in enumerate(compose.pieces):
        retouche = retouches.pieces.get(piece.code, Retouche())
        _borner(piece.code, retouche.texte or "", TEXTE_MAX)
        if retouche.garder and (retouche.texte is None or retouche.texte.strip()):
            ordre = (groupes.index(piece.groupe), _rang(piece, retouche), place)
            gardees.append((ordre, _reprendre(piece, retouche.texte)))
    return tuple(piece for _ordre, piece in sorted(gardees, key=lambda g: g[0]))


def _borner(code: str, texte: str, borne: int) -> None:
    if len(texte) > borne:
        dit = _("Ce texte a %(n)s signes : %(borne)s au plus. Coupez-le, ou mettez la suite en annexe.")
        raise RetoucheRefusee(code, dit % {"n": len(texte), "borne": borne})


def _rang(piece: PieceCitee, retouche: Retouche) -> int:
    """Dans son groupe : la solidarité reste à côté de l'économie, quoi qu'on déplace. Sans rang, après les autres."""
    if retouche.rang is None:
        return RANG_MAX + 1
    if not 1 <= retouche.rang <= RANG_MAX:
        raise RetoucheRefusee(piece.code, _("L’ordre est un nombre de 1 à %(n)s.") % {"n": RANG_MAX})
    return retouche.rang


def _reprendre(piece: PieceCitee, texte: str | None) -> PieceCitee:
    """Le texte d'une autre main ne se met pas dans la bouche de la source."""
    if texte is None or texte.split() == piece.texte.split():
        return piece
    note = piece.note
    apres = Note(_("D’après : %(source)s") % {"source": note.source}, note.date, note.adresse) if note else None
    return replace(piece, texte=texte, note=apres)
