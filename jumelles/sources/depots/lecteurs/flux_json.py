"""Un JSON décodé valeur par valeur, dans un tampon borné."""

import json
import re
from collections.abc import Iterator
from typing import Any, TextIO

from django.utils.translation import gettext as _

from jumelles.sources.problemes import FichierRefuse

OBJET_MAX = 4_000_000
_BLOC = 1 << 18
_PLEIN = re.compile(r"[^ \t\r\n]")
_CHIFFRES_MAX = 40


def _sans_double(paires: list[tuple[str, Any]]) -> dict[str, Any]:
    rendu = dict(paires)
    if len(rendu) != len(paires):
        raise ValueError(_("une clé y est deux fois"))
    return rendu


def _sans_constante(nom: str) -> Any:
    raise ValueError(_("%s n'est pas un nombre") % nom)


def _entier(chiffres: str) -> int:
    """Python refuse lui aussi un entier démesuré, mais plus loin et en anglais."""
    if len(chiffres) > _CHIFFRES_MAX:
        raise ValueError(_("un nombre de %d chiffres") % len(chiffres))
    return int(chiffres)


_DECODEUR = json.JSONDecoder(object_pairs_hook=_sans_double, parse_constant=_sans_constante, parse_int=_entier)


class FluxJson:
    """Le texte qui attend (`_texte` à partir de `_rang`), et sa ligne dans le fichier."""

    def __init__(self, fichier: TextIO) -> None:
        self._fichier = fichier
        self._texte, self._rang, self._fini = "", 0, False
        self.ligne = 1

    def _grow(self) -> bool:
        """Lire un bloc de plus ; faux à la fin du fichier."""
        self.ligne += self._texte.count("\n", 0, self._rang)
        bloc = "" if self._fini else self._fichier.read(max(_BLOC, len(self._texte) - self._rang))
        self._fini = not bloc
        self._texte, self._rang = self._texte[self._rang :] + bloc, 0
        return bool(bloc)

    def peek(self) -> str:
        """Le prochain signe qui n'est pas un blanc ; "" à la fin."""
        while True:
            plein = _PLEIN.search(self._texte, self._rang)
            self._rang = plein.start() if plein else len(self._texte)
            if self._rang < len(self._texte) or not self._grow():
                return self._texte[self._rang : self._rang + 1]

    def prendre(self, signe: str) -> None:
        """Consommer ce signe ; FichierRefuse si c'en est un autre."""
        if self.peek() != signe:
            raise self._refus(_("JSON illisible ou coupé"))
        self._rang += 1

    def valeur(self) -> Any:
        """Décoder la valeur qui attend."""
        self.peek()
        while True:
            try:
                lue, fin = _DECODEUR.raw_decode(self._texte, self._rang)
            except json.JSONDecodeError as erreur:
                if self._fini or len(self._texte) - self._rang > OBJET_MAX or not self._grow():
                    raise self._refus(_("JSON illisible, coupé, ou objet démesuré")) from erreur
                continue
            except (ValueError, RecursionError) as erreur:
                dit = _("trop profond") if isinstance(erreur, RecursionError) else str(erreur)[:80]
                raise self._refus(_("JSON refusé : %s") % dit) from erreur
            if fin < len(self._texte) or self._fini or not self._grow():
                self._rang = fin
                return lue

    def elements(self) -> Iterator[Any]:
        """Les éléments du tableau qui attend."""
        self.prendre("[")
        while self.peek() != "]":
            yield self.valeur()
            if self.peek() != "]":
                self.prendre(",")
        self.prendre("]")

    def finir(self) -> None:
        """Aller au bout : un fichier coupé après sa liste reste un fichier coupé."""
        while self.peek() == ",":
            self.prendre(",")
            self.valeur()
            self.prendre(":")
            self.valeur()
        if self.peek() == "}":
            self.prendre("}")
        if self.peek():
            raise self._refus(_("du texte suit la fin du JSON"))

    def _refus(self, raison: str) -> FichierRefuse:
        ligne = self.ligne + self._texte.count("\n", 0, self._rang)
        return FichierRefuse(raison, _("téléchargez-le ou exportez-le de nouveau"), ligne=ligne)
