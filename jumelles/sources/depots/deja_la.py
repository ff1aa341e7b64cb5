"""Reconnaître, dans un de nos exports, les fiches que le site porte déjà, et ce que la personne y a changé."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from jumelles.recherche.dictionnaire import COLONNES
from jumelles.recherche.documents import Course
from jumelles.recherche.ligne import RACINE, SEPARE, en_ligne
from jumelles.recherche.sorties.formules import retablir
from jumelles.sources.depots.correspondance import Correspondance
from jumelles.sources.depots.nombres import lire_nombre
from jumelles.sources.depots.profils.particularites import JUMELLES
from jumelles.sources.ligne_lue import LigneLue
from jumelles.sources.problemes import rendre_lisible

_PARTIES = ("collectivite", "collectivite_code", "partenaire", "pays", "partenaire_lat", "partenaire_lon")


@dataclass(frozen=True, slots=True)
class FicheConnue:
    """Une fiche du site qu'une ligne redit : son numéro, et les colonnes relues qui diffèrent."""

    numero: int
    changees: tuple[str, ...]
    memes_parties: bool


class DejaLa:
    """Compare les lignes d'un de nos exports à ce que le site dirait aujourd'hui des mêmes fiches."""

    def __init__(self, correspondance: Correspondance) -> None:
        self._actif = correspondance.profil in JUMELLES
        self._sorte = correspondance.objet
        self._relues = {c.colonne: c.champ for c in correspondance.colonnes if c.champ}

    def chercher(self, lignes: Sequence[LigneLue], jour: date) -> dict[int, FicheConnue]:
        """Numéro de ligne → la fiche de ce site qu'elle redit."""
        ids = {x.numero: int(i) for x in lignes if (i := self._numero(x.brut))} if self._actif else {}
        fiches = self._fiches(sorted(set(ids.values())), jour) if ids else {}
        return {
            x.numero: self._comparer(ids[x.numero], x.brut, fiches[ids[x.numero]])
            for x in lignes
            if ids.get(x.numero) in fiches
        }

    def _numero(self, brut: Mapping[str, str]) -> str:
        """Le numéro de la fiche, si elle est de ce site ; "" sinon."""
        numero = brut.get("id", "")
        d_ici = f"{settings.ADRESSE_PUBLIQUE}/{self._sorte}/{numero}-"
        return numero if numero.isdecimal() and len(numero) < 18 and brut.get("adresse", "").startswith(d_ici) else ""

    def _fiches(self, ids: Sequence[int], jour: date) -> dict[int, dict[str, str]]:
        noms = [c.nom for c in COLONNES[self._sorte]]
        rendues = {}
        for document in Course(jour).documents(self._sorte, ids):
            ligne = en_ligne(self._sorte, document.fiche).replace(RACINE, settings.ADRESSE_PUBLIQUE)
            rendues[document.id] = dict(zip(noms, ligne.split(SEPARE), strict=True))
        return rendues

    def _comparer(self, numero: int, brut: Mapping[str, str], fiche: Mapping[str, str]) -> FicheConnue:
        changees = tuple(nom for nom in self._relues if not _egales(brut.get(nom, ""), fiche[nom]))
        return FicheConnue(numero, changees, not any(self._relues[nom] in _PARTIES for nom in changees))


def _egales(lue: str, sue: str) -> bool:
    """Au même nombre près (un classeur écrit 2 pour 2.0), sans l'apostrophe des formules ni les fins de ligne."""
    a, b = _comparable(lue), _comparable(sue)
    return a == b or (bool(a and b) and (nombre := lire_nombre(a)) is not None and nombre == lire_nombre(b))


def _comparable(cellule: str) -> str:
    return rendre_lisible(retablir(cellule)).replace("\r\n", "\n").replace("\r", "\n")[:2000].strip()
