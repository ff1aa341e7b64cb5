"""Les branches d'un XML, une à la fois : chacune un petit arbre borné, tout le reste oublié."""

from collections.abc import Collection, Iterator
from typing import IO
from xml.etree.ElementTree import Element, TreeBuilder

from django.utils.translation import gettext as _

from jumelles.sources.depots.lecteurs.flux_xml import XmlFautif, parcourir

BALISES_MAX = 100_000
SIGNES_MAX = 4_000_000


def branches(flux: IO[bytes], voulues: Collection[str], *, ouvertes: Collection[str] = ()) -> Iterator[Element]:
    """Chaque élément voulu, entier ; de ceux d'`ouvertes`, la seule balise, à son ouverture, hors des branches.

    Les noms sont à la façon d'ElementTree : « {adresse}nom ». XmlFautif si le flux ou une branche passe les bornes.
    """
    cible = _Branches(frozenset(voulues), frozenset(ouvertes))
    for _pas in parcourir(flux, cible):
        yield from cible.pretes
        cible.pretes.clear()


def racine(flux: IO[bytes]) -> Iterator[Element]:
    """La balise racine, sans rien lire au-delà ; rien si le flux n'en a pas."""
    cible = _Branches(frozenset(), None)
    for _pas in parcourir(flux, cible):
        if cible.pretes:
            yield cible.pretes[0]
            return


class _Branches:
    """Ne bâtit que la branche en cours ; ouvertes None : toutes les balises."""

    def __init__(self, voulues: frozenset[str], ouvertes: frozenset[str] | None) -> None:
        self._voulues, self._ouvertes = voulues, ouvertes
        self._batie: TreeBuilder | None = None
        self._profondeur = self._balises = self._signes = 0
        self.pretes: list[Element] = []

    def debut(self, nom: str, attributs: dict[str, str]) -> None:
        balise = _en_clair(nom)
        if self._batie is None:
            if self._ouvertes is None or balise in self._ouvertes:
                self.pretes.append(Element(balise, _tous_en_clair(attributs)))
            if balise not in self._voulues:
                return
            self._batie, self._profondeur, self._balises, self._signes = TreeBuilder(), 0, 0, 0
        self._profondeur += 1
        self._peser(1, sum(map(len, attributs.values())))
        self._batie.start(balise, _tous_en_clair(attributs))

    def fin(self, nom: str) -> None:
        if self._batie is None:
            return
        self._profondeur -= 1
        self._batie.end(_en_clair(nom))
        if not self._profondeur:
            self.pretes.append(self._batie.close())
            self._batie = None

    def texte(self, donnees: str) -> None:
        if self._batie is not None:
            self._peser(0, len(donnees))
            self._batie.data(donnees)

    def _peser(self, balises: int, signes: int) -> None:
        self._balises += balises
        self._signes += signes
        if self._balises > BALISES_MAX or self._signes > SIGNES_MAX:
            raise XmlFautif(_("une ligne ou une activité démesurée"))


def _en_clair(nom: str) -> str:
    return "{" + nom if "}" in nom else nom


def _tous_en_clair(attributs: dict[str, str]) -> dict[str, str]:
    return {_en_clair(nom): valeur for nom, valeur in attributs.items()}
