"""Ce que le dossier laisse à remplir au stylo : des cellules vides, hautes et larges ; des gestes à cocher."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from jumelles.documents.arbre import Bloc, Contenu, Tableau
from jumelles.referentiel.temps import dire

BLANC = ""
RENCONTRES = 8


def inconnu() -> str:
    """« non renseigné »."""
    return _("non renseigné")


def quand(texte: str) -> str:
    """Une date partielle ISO en toutes lettres ; « non renseigné » si elle est vide."""
    return dire(texte) or inconnu()


def a_ecrire(legende: str, entetes: tuple[str, ...], lignes: Iterable[tuple[Contenu, ...]]) -> Tableau:
    """Un tableau dont chaque cellule vide s'écrit à la main."""
    return Tableau(legende, entetes, tuple(lignes), entete_de_ligne=False, a_remplir=True)


def la_mission() -> Bloc:
    """Qui part, quand, pour quoi."""
    quoi = (_("Dates"), _("Qui part"), _("Chef·fe de délégation"), _("Objet de la mission"), _("Coût, et qui paie"))
    return Tableau(
        _("La mission, en cinq lignes"), (_("Quoi"), _("À écrire")), tuple((q, BLANC) for q in quoi), a_remplir=True
    )


def programme(jours: int) -> Bloc:
    """Une grille jour par jour."""
    moments = (_("Matin"), _("Après-midi"), _("Soir"))
    return a_ecrire(
        _("Programme, jour par jour"), (_("Jour"), _("Moment"), _("Où, et avec qui"), _("Pour obtenir quoi")),
        (
            (_("Jour\u00a0%(n)s") % {"n": n} if rang == 0 else "\u00a0", moment, BLANC, BLANC)
            for n in range(1, jours + 1)
            for rang, moment in enumerate(moments)
        ),
    )  # fmt: skip


def a_cocher(legende: str, gestes: tuple[str, ...]) -> Tableau:
    """Une ligne par geste, avec la place de qui et de quand."""
    lignes = tuple((g, BLANC, BLANC) for g in gestes)
    return Tableau(legende, (_("À faire"), _("Par qui"), _("Fait le")), lignes, a_remplir=True)


def a_completer() -> Bloc:
    """Des lignes pour les partenaires que la base ne connaît pas."""
    return a_ecrire(
        _("À compléter : les partenaires à rencontrer"),
        (_("Partenaire"), _("Nature du lien, depuis quand"), _("Interlocuteur")), ((BLANC,) * 3 for _rang in range(3)),
    )  # fmt: skip


def rencontres() -> Bloc:
    """De quoi noter sur place qui l'on a vu, et ce qui suit."""
    return a_ecrire(
        _("Sur place : qui a été vu, et ce qui suit"), (_("Jour, et qui"), _("Ce qui a été dit ou décidé"), _("Suite")),
        ((BLANC,) * 3 for _rang in range(RENCONTRES)),
    )  # fmt: skip
