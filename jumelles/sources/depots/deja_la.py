"""Reconnaître, dans un de nos exports, les fiches que le site porte déjà à l'identique : elles n'apprennent rien."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.conf import settings

from jumelles.recherche.dictionnaire import COLONNES
from jumelles.recherche.documents import Course
from jumelles.recherche.ligne import RACINE, SEPARE, en_ligne
from jumelles.recherche.sorties.formules import retablir
from jumelles.sources.depots.correspondance import Correspondance
from jumelles.sources.depots.profils.particularites import JUMELLES
from jumelles.sources.ligne_lue import LigneLue
from jumelles.sources.problemes import rendre_lisible


class DejaLa:
    """Compare les lignes d'un de nos exports à ce que le site dirait aujourd'hui des mêmes fiches."""

    def __init__(self, correspondance: Correspondance) -> None:
        self._actif = correspondance.profil in JUMELLES
        self._sorte = correspondance.objet
        self._colonnes = tuple(c.colonne for c in correspondance.colonnes if c.champ)

    def chercher(self, lignes: Sequence[LigneLue], jour: date) -> frozenset[int]:
        """Les numéros des lignes dont toutes les colonnes relues sont déjà celles de la fiche."""
        ids = {n: int(i) for x in lignes if (n := x.numero) and (i := self._numero(x.brut))} if self._actif else {}
        if not ids:
            return frozenset()
        fiches = self._fiches(sorted(set(ids.values())), jour)
        return frozenset(
            x.numero for x in lignes if (f := fiches.get(ids.get(x.numero, 0))) is not None and self._egale(x.brut, f)
        )

    def _numero(self, brut: Mapping[str, str]) -> str:
        """Le numéro de la fiche, si elle est de ce site ; "" sinon."""
        numero = brut.get("id", "")
        d_ici = f"{settings.ADRESSE_PUBLIQUE}/{self._sorte}/{numero}-"
        return numero if numero.isdigit() and len(numero) < 18 and brut.get("adresse", "").startswith(d_ici) else ""

    def _fiches(self, ids: Sequence[int], jour: date) -> dict[int, dict[str, str]]:
        noms = [c.nom for c in COLONNES[self._sorte]]
        rendues = {}
        for document in Course(jour).documents(self._sorte, ids):
            ligne = en_ligne(self._sorte, document.fiche).replace(RACINE, settings.ADRESSE_PUBLIQUE)
            rendues[document.id] = dict(zip(noms, ligne.split(SEPARE), strict=True))
        return rendues

    def _egale(self, brut: Mapping[str, str], fiche: Mapping[str, str]) -> bool:
        return all(_comparable(brut.get(nom, "")) == _comparable(fiche[nom]) for nom in self._colonnes)


def _comparable(cellule: str) -> str:
    """Sans l'apostrophe des formules, qu'un classeur n'a pas, ni les fins de ligne que les tableurs changent."""
    return rendre_lisible(retablir(cellule)).replace("\r\n", "\n").replace("\r", "\n")[:2000]
