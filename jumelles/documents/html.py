"""Le HTML d'un rapport, à poser dans une page ou à imprimer : ni script, ni style en attribut."""

import base64
from collections.abc import Iterable, Iterator
from html import escape
from importlib.resources import files
from itertools import chain

from jumelles.documents.arbre import (
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
    Titre,
)  # fmt: skip
from jumelles.documents.copie import SOURCES, Copie, Net, dire_note, lignes, mettre_au_net
from jumelles.documents.images import is_png
from jumelles.documents.largeurs import alignements

_FEUILLE = (files("jumelles.documents") / "impression.css").read_text(encoding="utf-8")


def write_html(rapport: Rapport) -> str:
    """La page entière, prête à imprimer, sans rien à aller chercher."""
    copie = mettre_au_net(rapport)
    return (
        f'<!doctype html>\n<html lang="{escape(copie.langue)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(copie.titre)}</title>\n<style>\n{_FEUILLE}</style>\n</head>\n"
        f"<body>\n<main>\n{_article(copie, map(_bloc, copie.blocs))}</main>\n</body>\n</html>\n"
    )


def write_fragment(rapport: Rapport) -> str:
    """L'article seul, à poser dans une page du site : une ancre par partie ; les sources se replient comme elles."""
    copie = mettre_au_net(rapport)
    plie = any(isinstance(b, Titre) and b.replie for b in copie.blocs)
    return _article(copie, _parties(copie), plie=plie)


def ancre(rang: int) -> str:
    """L'ancre de la n-ième partie (titre de niveau 1), comptée à partir de 1 ; 0 : les sources."""
    return f"partie-{rang}" if rang else "sources-du-document"


def _parties(copie: Copie) -> Iterator[str]:
    """Les blocs ; une partie repliée se déplie sans script, son titre reste un titre."""
    rang, ouvert = 0, False
    for bloc in copie.blocs:
        if not isinstance(bloc, Titre) or bloc.niveau > 1:
            yield _bloc(bloc)
            continue
        rang += 1
        titre = _bloc(bloc).replace("<h2>", f'<h2 id="{ancre(rang)}">', 1)
        yield "</details>\n" if ouvert else ""
        yield _ouvrir(titre) if bloc.replie else titre
        ouvert = bloc.replie
    yield "</details>\n" if ouvert else ""


def _ouvrir(titre: str) -> str:
    return f'<details class="document__repli">\n<summary>{titre.strip()}</summary>\n'


def _article(copie: Copie, blocs: Iterable[str], *, plie: bool = False) -> str:
    corps = chain(_tete(copie), blocs, _sources(copie, plie))
    return f'<article class="document" lang="{escape(copie.langue)}">\n{"".join(corps)}</article>\n'


def _tete(copie: Copie) -> Iterator[str]:
    yield f'<header class="document__tete">\n<h1>{escape(copie.titre)}</h1>\n'
    for role, texte in copie.tete:
        balise = f'time datetime="{copie.jour.isoformat()}"' if role == "jour" else "span"
        yield f'<p class="document__{role}"><{balise}>{escape(texte)}</{balise.split()[0]}></p>\n'
    yield "</header>\n"


def _sources(copie: Copie, plie: bool) -> Iterator[str]:
    if copie.notes:
        titre = f'<h2 id="{ancre(0)}">{SOURCES}</h2>\n'
        yield f'<section class="document__sources">\n{_ouvrir(titre) if plie else titre}'
        for rang, note in enumerate(copie.notes, 1):
            yield f'<p id="source-{rang}">{_ligne(dire_note(rang, note))}</p>\n'
        yield "</details>\n</section>\n" if plie else "</section>\n"


def _ligne(contenu: Contenu) -> str:
    return "".join(_morceau(m) for m in lignes(contenu))


def _morceau(morceau: Net) -> str:
    if isinstance(morceau, Appel):
        return f'<sup><a href="#source-{morceau.numero}">[{morceau.numero}]</a></sup>'
    if isinstance(morceau, Lien):
        return f'<a href="{escape(morceau.adresse)}">{escape(morceau.texte)}</a>'
    texte = escape(morceau.texte)
    if morceau.italique:
        texte = f"<em>{texte}</em>"
    return f"<strong>{texte}</strong>" if morceau.fort else texte


def _bloc(bloc: Bloc) -> str:
    match bloc:
        case Titre():
            return f"<h{bloc.niveau + 1}>{escape(bloc.texte)}</h{bloc.niveau + 1}>\n"
        case Paragraphe():
            return f"<p>{_ligne(bloc.contenu)}</p>\n"
        case Liste():
            balise = "ol" if bloc.numerotee else "ul"
            corps = "".join(f"<li>{_ligne(e)}</li>\n" for e in bloc.elements)
            return f"<{balise}>\n{corps}</{balise}>\n"
        case Encadre():
            corps = "".join(f"<p>{_ligne(p)}</p>\n" for p in bloc.paragraphes)
            classe = bloc.niveau.name.lower().replace("_", "-")
            return (
                f'<aside class="document__encadre document__encadre--{classe}">\n'
                f'<p class="document__niveau">{bloc.niveau.value}</p>\n{corps}</aside>\n'
            )
        case Fiche():
            corps = "".join(f"<div><dt>{escape(t)}</dt>\n<dd>{_ligne(d)}</dd></div>\n" for t, d in bloc.entrees)
            return f"<dl>\n{corps}</dl>\n"
        case Tableau():
            return _tableau(bloc)
        case Figure():
            return _figure(bloc)
        case SautDePage():
            return '<hr class="document__saut">\n'


def _tableau(bloc: Tableau) -> str:
    cotes = [f' class="document__{c.value}"' if c.value != "gauche" else "" for c in alignements(bloc)]
    tete = "".join(f'<th scope="col"{c}>{escape(e)}</th>\n' for e, c in zip(bloc.entetes, cotes, strict=True))
    corps = "".join(f"<tr>\n{_cellules(bloc, ligne, cotes)}</tr>\n" for ligne in bloc.lignes)
    return (
        f'<div class="document__tableau" tabindex="0">\n<table>\n<caption>{_ligne(bloc.legende)}</caption>\n'
        f"<thead>\n<tr>\n{tete}</tr>\n</thead>\n<tbody>\n{corps}</tbody>\n</table>\n</div>\n"
    )


def _cellules(bloc: Tableau, ligne: tuple[Contenu, ...], cotes: list[str]) -> str:
    dites = enumerate(zip(map(_ligne, ligne), cotes, strict=True))
    return "".join(_cellule(bloc, dit, rang, cote) for rang, (dit, cote) in dites)


def _cellule(bloc: Tableau, dit: str, rang: int, cote: str) -> str:
    if bloc.entete_de_ligne and rang == 0:
        return f'<th scope="row"{cote}>{dit}</th>\n'
    blanc = ' class="document__blanc"' if bloc.a_remplir and not dit else ""
    return f"<td{cote or blanc}>{dit}</td>\n"


def _figure(bloc: Figure) -> str:
    sorte = "png" if is_png(bloc.image) else "svg+xml"
    donnees = base64.b64encode(bloc.image).decode()
    return (
        f'<figure class="document__figure document__figure--{round(bloc.largeur, -1)}">\n'
        f'<img src="data:image/{sorte};base64,{donnees}" alt="{escape(bloc.alternative)}">\n'
        f"<figcaption>{_ligne(bloc.legende)}</figcaption>\n</figure>\n"
    )
