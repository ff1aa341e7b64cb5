"""Le rapport dans l'arbre de pandoc : chaque mot y est une donnée, aucun n'est relu comme une marque."""

from collections.abc import Iterable
from itertools import chain
from typing import Any

from jumelles.documents.arbre import (
    Alignement,
    Appel,
    Bloc,
    Contenu,
    Encadre,
    Fiche,
    Figure,
    Lien,
    Liste,
    Niveau,
    Paragraphe,
    SautDePage,
    Tableau,
    Titre,
)  # fmt: skip
from jumelles.documents.copie import SOURCES, Copie, Net, dire_note, lignes
from jumelles.documents.dessin import data_png, largeur_tenable
from jumelles.documents.largeurs import alignements, parts

VERSION = [1, 23, 1]
_SAUTS = {  # notre propre XML : pandoc jette un alinéa vide
    "openxml": '<w:p><w:pPr><w:pStyle w:val="SautDePage"/></w:pPr></w:p>',
    "opendocument": '<text:p text:style-name="SautDePage"/>',
}
STYLES_D_ENCADRE = {
    Niveau.A_VERIFIER: "EncadreAVerifier", Niveau.ATTENTION: "EncadreAttention", Niveau.OPINION: "EncadreOpinion",
}  # fmt: skip
_NU: list[Any] = ["", [], []]
_COTES = {Alignement.GAUCHE: "AlignLeft", Alignement.DROITE: "AlignRight", Alignement.CENTRE: "AlignCenter"}
Noeud = dict[str, Any]


def to_pandoc(copie: Copie, avec: Iterable[Noeud] | None = None) -> Noeud:
    """Le document entier, titre compris ; avec : ces blocs-là seulement, sans titre ni sources."""
    if avec is not None:
        return {"pandoc-api-version": VERSION, "meta": _langue(copie), "blocks": list(avec)}
    noms = {"titre": "title", "sous_titre": "subtitle", "auteur": "author", "jour": "date"}
    tete = {noms[role]: _n("MetaInlines", _mots(texte)) for role, texte in (("titre", copie.titre), *copie.tete)}
    blocs = [*corps(copie), *sources(copie, avec_titre=True)]
    return {"pandoc-api-version": VERSION, "meta": tete | _langue(copie), "blocks": blocs}


def corps(copie: Copie) -> Iterable[Noeud]:
    """Les blocs du rapport, sans sa tête ni ses sources."""
    return chain.from_iterable(map(_bloc, copie.blocs))


def sources(copie: Copie, *, avec_titre: bool) -> Iterable[Noeud]:
    """Les notes, une par alinéa, chacune à son ancre."""
    if copie.notes and avec_titre:
        yield _n("Header", [1, _NU, _mots(SOURCES)])
    for rang, note in enumerate(copie.notes, 1):
        ancre = _n("Span", [[f"source-{rang}", [], []], _ligne(dire_note(rang, note))])
        yield _style("Source", [_n("Para", [ancre])])


def _langue(copie: Copie) -> Noeud:
    return {"lang": _n("MetaString", copie.langue)}


def _n(sorte: str, contenu: Any = None) -> Noeud:
    return {"t": sorte} if contenu is None else {"t": sorte, "c": contenu}


def _style(nom: str, blocs: list[Noeud]) -> Noeud:
    return _n("Div", [["", [], [["custom-style", nom]]], blocs])


# Une espace insécable : pandoc jette un alinéa vide, et le style qui lui donne sa hauteur avec lui.
_BLANC = [_style("ALaMain", [_n("Para", [_n("Str", "\u00a0")])])]


def _mots(texte: str) -> list[Noeud]:
    suite: list[Noeud] = []
    for rang, mot in enumerate(texte.split(" ")):
        suite += ([_n("Space")] if rang else []) + ([_n("Str", mot)] if mot else [])
    return suite


def _ligne(contenu: Contenu) -> list[Noeud]:
    return [noeud for morceau in lignes(contenu) for noeud in _morceau(morceau)]


def _morceau(morceau: Net) -> list[Noeud]:
    if isinstance(morceau, Appel):
        renvoi = _n("Link", [_NU, [_n("Str", f"[{morceau.numero}]")], [f"#source-{morceau.numero}", ""]])
        return [_n("Superscript", [renvoi])]
    suite = _mots(morceau.texte)
    if isinstance(morceau, Lien):
        return [_n("Link", [_NU, suite, [morceau.adresse, ""]])]
    if morceau.italique:
        suite = [_n("Emph", suite)]
    return [_n("Strong", suite)] if morceau.fort else suite


def _bloc(bloc: Bloc) -> list[Noeud]:
    match bloc:
        case Titre():
            return [_n("Header", [bloc.niveau, _NU, _mots(bloc.texte)])]
        case Paragraphe():
            return [_n("Para", _ligne(bloc.contenu))]
        case Liste():
            elements = [[_n("Plain", _ligne(e))] for e in bloc.elements]
            if bloc.numerotee:
                return [_n("OrderedList", [[1, _n("Decimal"), _n("Period")], elements])]
            return [_n("BulletList", elements)]
        case Encadre():
            tete = _n("Para", [_n("Strong", _mots(bloc.niveau.value))])
            suite = [_n("Para", _ligne(p)) for p in bloc.paragraphes]
            return [_style(STYLES_D_ENCADRE[bloc.niveau], [tete, *suite])]
        case Fiche():
            return [_n("DefinitionList", [[_mots(t), [[_n("Plain", _ligne(d))]]] for t, d in bloc.entrees])]
        case Tableau():
            return [_tableau(bloc)]
        case Figure():
            return [_figure(bloc)]
        case SautDePage():
            return [_n("RawBlock", [forme, brut]) for forme, brut in _SAUTS.items()]


def _legende(contenu: Contenu) -> list[Any]:
    return [None, [_n("Plain", _ligne(contenu))]]


def _figure(bloc: Figure) -> Noeud:
    taille = ["", [], [["width", f"{largeur_tenable(bloc.image, bloc.largeur)}%"]]]
    image = _n("Image", [taille, _mots(bloc.alternative), [data_png(bloc.image), ""]])
    return _n("Figure", [_NU, _legende(bloc.legende), [_n("Plain", [image])]])


def _tableau(bloc: Tableau) -> Noeud:
    cotes = [_n(_COTES[c]) for c in alignements(bloc)]
    colonnes = [[cote, _n("ColWidth", part)] for cote, part in zip(cotes, parts(bloc), strict=True)]
    tete = [_NU, [_rangee(_mots(e) for e in bloc.entetes)]]
    rangees = [_rangee(map(_ligne, ligne), blancs=bloc.a_remplir) for ligne in bloc.lignes]
    partie = [_NU, int(bloc.entete_de_ligne), [], rangees]
    return _n("Table", [_NU, _legende(bloc.legende), colonnes, tete, [partie], [_NU, []]])


def _rangee(cellules: Iterable[list[Noeud]], *, blancs: bool = False) -> list[Any]:
    corps = (_BLANC if blancs and not cellule else [_n("Plain", cellule)] for cellule in cellules)
    return [_NU, [[_NU, _n("AlignDefault"), 1, 1, dedans] for dedans in corps]]
