"""Un rapport en texte simple : ce qu'on lit dans une fenêtre de commande ou colle n'importe où."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from jumelles.documents.arbre import (
    Bloc,
    Chiffre,
    Contenu,
    Encadre,
    Fiche,
    Figure,
    Liste,
    Note,
    Paragraphe,
    Rapport,
    Tableau,
    Titre,
)


def write_texte(rapport: Rapport) -> str:
    """Le rapport, un bloc par alinéa, sans marque ; les sources à la fin, une fois chacune."""
    notes: dict[Note, None] = {}
    lignes = [rapport.titre, rapport.sous_titre, f"{rapport.auteur}, {rapport.jour:%d/%m/%Y}"]
    for bloc in rapport.blocs:
        lignes += ["", *_bloc(bloc, notes)]
    dites = [": ".join(x for x in ("", n.source) if x) + (f", {n.date}" if n.date else "") for n in notes]
    return "\n".join([*(x for x in lignes if x is not None), "", _("Sources"), *(f"- {d}" for d in dites)]) + "\n"


def _dire(contenu: Contenu, notes: dict[Note, None]) -> str:
    morceaux = contenu if isinstance(contenu, tuple) else (contenu,)
    dits = []
    for m in morceaux:
        if isinstance(m, Note | Chiffre):
            notes[m if isinstance(m, Note) else m.note] = None
        dits.append(
            "" if isinstance(m, Note) else m if isinstance(m, str) else getattr(m, "valeur", getattr(m, "texte", ""))
        )
    return "".join(dits)


def _bloc(bloc: Bloc, notes: dict[Note, None]) -> Iterator[str]:
    if isinstance(bloc, Titre):
        yield bloc.texte.upper() if bloc.niveau == 1 else bloc.texte
    elif isinstance(bloc, Paragraphe):
        yield _dire(bloc.contenu, notes)
    elif isinstance(bloc, Liste):
        yield from (f"- {_dire(x, notes)}" for x in bloc.elements)
    elif isinstance(bloc, Tableau):
        yield f"{_dire(bloc.legende, notes)} : {' ; '.join(bloc.entetes)}"
        yield from ("- " + " ; ".join(_dire(c, notes) for c in ligne) for ligne in bloc.lignes)
    elif isinstance(bloc, Figure):
        yield bloc.alternative
    elif isinstance(bloc, Encadre):
        yield from (f"{bloc.niveau} : {_dire(x, notes)}" for x in bloc.paragraphes)
    elif isinstance(bloc, Fiche):
        yield from (f"{terme} : {_dire(x, notes)}" for terme, x in bloc.entrees)
