"""Les projets de l'index, tels qu'on les donne aux autres moteurs : mêmes textes, mêmes facettes, ancêtres compris."""

from collections.abc import Iterator
from dataclasses import dataclass

from jumelles.recherche.document import Trouve
from jumelles.recherche.documents.classements import lignee_du_theme
from jumelles.recherche.filtre import Filtre
from jumelles.recherche.moteur import moteur

PAQUET = 2000


@dataclass(frozen=True, slots=True)
class Texte:
    """Un projet. codes : (facette, code)."""

    id: int
    texte: str
    codes: tuple[tuple[str, str], ...]


def textes() -> Iterator[Texte]:
    """Tous les projets publics, par numéro."""
    index, apres = moteur(), 0
    while fiches := index.parcourir(Filtre(), "projets", apres=apres, nombre=PAQUET):
        yield from (_texte(t) for t in fiches)
        apres = fiches[-1].id


def _texte(trouve: Trouve) -> Texte:
    f = trouve.fiche
    colonnes = ("titre", "contexte", "pays_noms", "themes_libelles", "porteurs", "partenaires", "lieux")
    morceaux = [" ".join(v) if isinstance(v, tuple) else str(v or "") for v in (f[c] for c in colonnes)]
    codes = {
        "pays": f["pays"], "theme": [a for c in _liste(f["themes"]) for a in lignee_du_theme(c)], "odd": f["odd"],
        "statut": (f["statut"],), "dispositif": (f["dispositif"],), "source": f["sources"],
        "fraicheur": (f["etat_donnee"],), "type_acteur": f["types_acteurs"],
    }  # fmt: skip
    couples = dict.fromkeys((nom, str(c)) for nom, valeurs in codes.items() for c in _liste(valeurs) if c)
    return Texte(trouve.id, " ".join(morceaux), tuple(couples))


def _liste(valeur: object) -> list[str]:
    return [str(v) for v in valeur] if isinstance(valeur, tuple | list) else [str(valeur)]
