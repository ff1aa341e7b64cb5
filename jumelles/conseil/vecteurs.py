"""Les vecteurs des règles : une situation écrite en une ligne, que les essais exécutent."""

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from jumelles.conseil.candidats import ActeurPropose
from jumelles.conseil.conditions import Situation
from jumelles.conseil.demande import ConseilIncoherent, DemandeConseil
from jumelles.droit.cas import TypeCollectivite
from jumelles.droit.lecture import TableInvalide


def _liste(texte: str) -> tuple[str, ...]:
    return tuple(texte.split("|"))


_DEMANDE: Final[dict[str, tuple[str, Callable[[str], Any]]]] = {
    "besoin": ("besoins", _liste),
    "theme": ("themes", _liste),
    "pays": ("pays", str),
    "type": ("type", TypeCollectivite),
    "habitants": ("habitants", int),
    "apd": ("pays_apd", lambda v: {"oui": True, "non": False}[v]),
    "jour": ("jour", date.fromisoformat),
}
_ACTEUR: Final[dict[str, tuple[str, Callable[[str], Any]]]] = {
    "acteur.pays": ("pays", _liste),
    "acteur.theme": ("themes", _liste),
    "acteur.km": ("km", int),
    "acteur.annee": ("annee", int),
}


def read_situation(texte: str) -> Situation:
    """« besoin=financement pays=MG acteur.km=12 » ; TableInvalide si un mot est inconnu ou redit."""
    dits = [mot.partition("=")[::2] for mot in texte.split()]
    if not dits or len(dict(dits)) < len(dits) or dict(dits).keys() - _DEMANDE.keys() - _ACTEUR.keys():
        raise TableInvalide(f"vecteur : {texte!r}")
    try:
        demande = DemandeConseil(**_read(dits, _DEMANDE))
        acteur = _read(dits, _ACTEUR)
        return Situation(demande, ActeurPropose("essai", "Essai", "", "essai", **acteur) if acteur else None)
    except (ConseilIncoherent, ValueError, KeyError) as faute:
        raise TableInvalide(f"vecteur {texte!r} : {faute}") from faute


def _read(dits: list[tuple[str, str]], lectures: dict[str, tuple[str, Callable[[str], Any]]]) -> dict[str, Any]:
    return {lectures[champ][0]: lectures[champ][1](valeur) for champ, valeur in dits if champ in lectures}
