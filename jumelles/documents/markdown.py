"""Le Markdown d'un rapport (CommonMark, et les tableaux de GitHub) : tout signe qui ferait une marque est échappé."""

import base64
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

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
    Paragraphe,
    Rapport,
    SautDePage,
    Tableau,
    Texte,
    Titre,
)  # fmt: skip
from jumelles.documents.copie import SOURCES, Copie, Net, dire_note, lignes, mettre_au_net
from jumelles.documents.images import is_png
from jumelles.documents.largeurs import alignements

_MARQUES = re.compile(r"([\\`*_{}\[\]<>&|~$^@]|:(?=//)|(?<=www)\.)", re.I)
_DEBUT = re.compile(r"^(\d+)([.)])|^([#+\-=:])")
_TIRETS = {Alignement.GAUCHE: ":---", Alignement.DROITE: "---:", Alignement.CENTRE: ":---:"}


def write_markdown(rapport: Rapport) -> str:
    """Le texte Markdown, qui finit par les images en données."""
    copie = mettre_au_net(rapport)
    figures = [b for b in copie.blocs if isinstance(b, Figure)]
    rangs = iter(range(1, len(figures) + 1))
    corps = (_bloc(bloc, next(rangs) if isinstance(bloc, Figure) else 0) for bloc in copie.blocs)
    return "\n\n".join(p for p in chain(_tete(copie), corps, _sources(copie), _images(figures)) if p) + "\n"


def _echapper(texte: str) -> str:
    return _MARQUES.sub(r"\\\1", texte)


def _debuter(ligne: str) -> str:
    """Une ligne qui commencerait comme une liste, un titre ou une règle commence comme du texte."""
    return _DEBUT.sub(lambda m: rf"{m[1]}\{m[2]}" if m[1] else rf"\{m[3]}", ligne)


def _tete(copie: Copie) -> Iterator[str]:
    yield f"# {_echapper(copie.titre)}"
    yield from (_debuter(_echapper(texte)) for _, texte in copie.tete)


def _sources(copie: Copie) -> Iterator[str]:
    if copie.notes:
        yield f"## {SOURCES}"
    for rang, note in enumerate(copie.notes, 1):
        yield f'<a id="source-{rang}"></a>{_ligne(dire_note(rang, note))}'


def _images(figures: list[Figure]) -> Iterator[str]:
    for rang, figure in enumerate(figures, 1):
        sorte = "png" if is_png(figure.image) else "svg+xml"
        yield f"[figure-{rang}]: data:image/{sorte};base64,{base64.b64encode(figure.image).decode()}"


def _ligne(contenu: Contenu) -> str:
    return _debuter("".join(_morceau(m) for m in lignes(contenu)))


def _morceau(morceau: Net) -> str:
    if isinstance(morceau, Appel):
        return rf"[\[{morceau.numero}\]](#source-{morceau.numero})"
    if isinstance(morceau, Lien):
        return f"[{_echapper(morceau.texte)}](<{morceau.adresse}>)"
    texte = _echapper(morceau.texte)
    marque = "**" * morceau.fort + "*" * morceau.italique
    nu = texte.strip()
    if not marque or not nu:
        return texte
    avant, apres = texte[: len(texte) - len(texte.lstrip())], texte[len(texte.rstrip()) :]
    return f"{avant}{marque}{nu}{marque[::-1]}{apres}"


def _bloc(bloc: Bloc, rang: int) -> str:
    match bloc:
        case Titre():
            return f"{'#' * (bloc.niveau + 1)} {_echapper(bloc.texte)}"
        case Paragraphe():
            return _ligne(bloc.contenu)
        case Liste():
            puces = (f"{n}. " if bloc.numerotee else "- " for n in range(1, len(bloc.elements) + 1))
            return "\n".join(puce + _ligne(e) for puce, e in zip(puces, bloc.elements, strict=True))
        case Encadre():
            return "\n>\n".join(f"> {p}" for p in (f"**{bloc.niveau.value}**", *map(_ligne, bloc.paragraphes)))
        case Fiche():
            return "\n".join(f"- **{_echapper(terme)}** : {_ligne(dit)}" for terme, dit in bloc.entrees)
        case Tableau():
            return _tableau(bloc)
        case Figure():
            return f"![{_echapper(bloc.alternative)}][figure-{rang}]\n\n{_ligne(bloc.legende)}"
        case SautDePage():
            return "---"


def _tableau(bloc: Tableau) -> str:
    rangees = (
        [_ligne(bloc.legende), ""],
        [_rangee(map(_echapper, bloc.entetes)), _rangee(_TIRETS[c] for c in alignements(bloc))],
        (_rangee(_cellules(bloc, ligne)) for ligne in bloc.lignes),
    )
    return "\n".join(chain(*rangees))


def _cellules(bloc: Tableau, ligne: tuple[Contenu, ...]) -> Iterator[str]:
    for rang, cellule in enumerate(ligne):
        forte = bloc.entete_de_ligne and rang == 0
        morceaux = (replace(m, fort=True) if forte and isinstance(m, Texte) else m for m in lignes(cellule))
        yield "".join(map(_morceau, morceaux)).strip()


def _rangee(cellules: Iterable[str]) -> str:
    return f"| {' | '.join(cellules)} |"
