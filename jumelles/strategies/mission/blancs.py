"""Ce que le dossier laisse à remplir : des blancs qui se voient, des gestes à cocher."""

from collections.abc import Iterator

from jumelles.documents.arbre import Bloc, Fiche, Tableau
from jumelles.referentiel.temps import DatePartielle

INCONNU = "non renseigné"
BLANC = "………………………"
_COURT = "………………"


def quand(texte: str) -> str:
    """Une date partielle ISO en toutes lettres ; « non renseigné » si elle est vide."""
    return DatePartielle.read(texte).in_french() if texte else INCONNU


def programme(jours: int) -> Iterator[Bloc]:
    """Une grille jour par jour."""
    yield Fiche(
        (("Dates", BLANC), ("Délégation", BLANC), ("Chef·fe de délégation", BLANC), ("Objet de la mission", BLANC))
    )
    yield Tableau(
        "Programme, jour par jour", ("Jour", "Moment", "Où, et avec qui", "Pour obtenir quoi"),
        tuple(
            (f"Jour {n}" if rang == 0 else "", moment, BLANC, BLANC)
            for n in range(1, jours + 1)
            for rang, moment in enumerate(("Matin", "Après-midi", "Soir"))
        ),
        entete_de_ligne=False,
    )  # fmt: skip


def a_cocher(legende: str, gestes: tuple[str, ...]) -> Tableau:
    """Une ligne par geste, avec la place de qui et de quand."""
    return Tableau(legende, ("À faire", "Par qui", "Fait le"), tuple((g, _COURT, _COURT) for g in gestes))


def a_completer() -> Bloc:
    """Trois lignes pour les partenaires que la base ne connaît pas."""
    return Tableau(
        "À compléter : les partenaires à rencontrer", ("Partenaire", "Nature du lien", "Depuis", "Interlocuteur"),
        tuple((BLANC,) * 4 for _rang in range(3)), entete_de_ligne=False,
    )  # fmt: skip
