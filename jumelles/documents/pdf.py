"""Le PDF balisé (PDF/UA-1) d'un rapport, composé par typst : même rapport, mêmes octets."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst

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
from jumelles.documents.balises import completer_balises
from jumelles.documents.copie import SOURCES, Copie, Net, dire_note, lignes, mettre_au_net, mots
from jumelles.documents.images import is_png
from jumelles.documents.largeurs import alignements, parts
from jumelles.documents.polices import MANQUANT, TEXTE, TITRES, polices, sans_manquants
from jumelles.documents.refus import DocumentRefuse

_MANQUANTS = f"{MANQUANT} : un caractère que ce PDF ne sait pas dessiner ; les autres formats du document le gardent."
_PAGE = (files("jumelles.documents") / "page.typ").read_bytes()
Donnee = dict[str, Any]


def write_pdf(rapport: Rapport) -> bytes:
    """Les octets du PDF ; DocumentRefuse si le rapport ne peut pas s'écrire."""
    copie = mettre_au_net(rapport)
    with TemporaryDirectory(prefix="jumelles-pdf-") as dossier:
        poser(copie, Path(dossier))
        brut = _compose(Path(dossier), copie)
    return completer_balises(brut, copie)


def _compose(dossier: Path, copie: Copie) -> bytes:
    jour = datetime(copie.jour.year, copie.jour.month, copie.jour.day, tzinfo=UTC)
    try:
        brut = typst.compile(
            dossier / "page.typ", root=dossier, font_paths=polices(), pdf_standards=["ua-1"], timestamp=jour,
        )  # fmt: skip
    except typst.TypstError as erreur:
        raise DocumentRefuse("Ce document ne peut pas s’écrire en PDF accessible. Prenez une autre forme.") from erreur
    assert isinstance(brut, bytes)
    return brut


def poser(copie: Copie, dossier: Path) -> None:
    """Pose dans le dossier page.typ et ce qu'il lit : rapport.json et les figures."""
    (dossier / "page.typ").write_bytes(_PAGE)
    texte = json.dumps(_donnees(copie), ensure_ascii=False)
    (dossier / "rapport.json").write_text(texte.replace('"manquants": ""', _avertir(texte)), encoding="utf-8")
    for rang, figure in enumerate(b for b in copie.blocs if isinstance(b, Figure)):
        (dossier / _nom(figure, rang)).write_bytes(_dessinable(figure.image))


def _avertir(texte: str) -> str:
    return f'"manquants": {json.dumps(_MANQUANTS if MANQUANT in texte else "")}'


def _donnees(copie: Copie) -> Donnee:
    langue, _, region = copie.langue.partition("-")
    return {
        "titre": sans_manquants(copie.titre), "sous_titre": sans_manquants(copie.sous_titre),
        "auteur": sans_manquants(copie.auteur), "tete": [(r, sans_manquants(t)) for r, t in copie.tete],
        "langue": (langue, region or None), "jour_dit": copie.jour_dit, "sources": SOURCES, "manquants": "",
        "serre": copie.serre,
        "jour": {"year": copie.jour.year, "month": copie.jour.month, "day": copie.jour.day},
        "lettres": {"texte": TEXTE, "titres": TITRES},
        "blocs": list(_blocs(copie.blocs)),
        "notes": [_ligne(dire_note(rang, note)) for rang, note in enumerate(copie.notes, 1)],
    }  # fmt: skip


def _ligne(contenu: Contenu) -> list[Donnee]:
    return [_morceau(m) for m in lignes(contenu)]


def _morceau(morceau: Net) -> Donnee:
    if isinstance(morceau, Appel):
        return {"note": morceau.numero}
    texte = sans_manquants(morceau.texte)
    if isinstance(morceau, Lien):
        return {"texte": texte, "lien": morceau.adresse}
    return {"texte": texte, "fort": morceau.fort, "italique": morceau.italique}


def _blocs(blocs: tuple[Bloc, ...]) -> Iterator[Donnee]:
    figures = 0
    for bloc in blocs:
        yield _bloc(bloc, figures)
        figures += isinstance(bloc, Figure)


def _bloc(bloc: Bloc, rang: int) -> Donnee:
    match bloc:
        case Titre():
            return {"sorte": "titre", "niveau": bloc.niveau, "texte": sans_manquants(bloc.texte)}
        case Paragraphe():
            return {"sorte": "paragraphe", "contenu": _ligne(bloc.contenu)}
        case Liste():
            return {"sorte": "suite" if bloc.numerotee else "liste", "elements": list(map(_ligne, bloc.elements))}
        case Encadre():
            return {
                "sorte": "encadre", "niveau": bloc.niveau.value, "paragraphes": list(map(_ligne, bloc.paragraphes)),
            }  # fmt: skip
        case Fiche():
            return {"sorte": "fiche", "entrees": [(sans_manquants(t), _ligne(d)) for t, d in bloc.entrees]}
        case Tableau():
            return _tableau(bloc)
        case Figure():
            return {
                "sorte": "figure", "fichier": _nom(bloc, rang), "largeur": bloc.largeur,
                "alternative": sans_manquants(bloc.alternative), "legende": _ligne(bloc.legende),
            }  # fmt: skip
        case SautDePage():
            return {"sorte": "saut"}


def _tableau(bloc: Tableau) -> Donnee:
    return {
        "sorte": "tableau", "legende": _ligne(bloc.legende), "rangs": bloc.entete_de_ligne,
        "blancs": bloc.a_remplir,
        "entier": len(bloc.lignes) <= 12 and sum(len(mots(c)) for ligne in bloc.lignes for c in ligne) <= 1500,
        "entetes": [sans_manquants(e) for e in bloc.entetes], "parts": parts(bloc),
        "cotes": [c.value for c in alignements(bloc)], "lignes": [[_ligne(c) for c in ligne] for ligne in bloc.lignes],
    }  # fmt: skip


def _dessinable(image: bytes) -> bytes:
    return image if is_png(image) else sans_manquants(image.decode("utf-8", "replace")).encode()


def _nom(figure: Figure, rang: int) -> str:
    return f"figure-{rang}.{'png' if is_png(figure.image) else 'svg'}"
