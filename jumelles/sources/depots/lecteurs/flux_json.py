"""Un JSON décodé valeur par valeur, dans un tampon borné."""

import json
import re
from collections.abc import Iterator
from typing import Any, TextIO

from jumelles.sources.problemes import FichierRefuse

OBJET_MAX = 4_000_000
_BLOC = 1 << 18
_BLANCS = re.compile(r"[ \t\r\n]*")
_REMEDE = "téléchargez-le ou exportez-le de nouveau"


def _sans_double(paires: list[tuple[str, Any]]) -> dict[str, Any]:
    rendu = dict(paires)
    if len(rendu) != len(paires):
        raise ValueError("une clé y est deux fois")
    return rendu


def _sans_constante(nom: str) -> Any:
    raise ValueError(f"{nom} n'est pas un nombre")


_DECODEUR = json.JSONDecoder(object_pairs_hook=_sans_double, parse_constant=_sans_constante)


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
            self._rang = _BLANCS.match(self._texte, self._rang).end()  # type: ignore[union-attr]
            if self._rang < len(self._texte) or not self._grow():
                return self._texte[self._rang : self._rang + 1]

    def prendre(self, signe: str) -> None:
        """Consommer ce signe ; FichierRefuse si c'en est un autre."""
        if self.peek() != signe:
            raise self._refus("JSON illisible ou coupé")
        self._rang += 1

    def valeur(self) -> Any:
        """Décoder la valeur qui attend."""
        self.peek()
        while True:
            try:
                lue, fin = _DECODEUR.raw_decode(self._texte, self._rang)
            except json.JSONDecodeError as erreur:
                if self._fini or len(self._texte) - self._rang > OBJET_MAX or not self._grow():
                    raise self._refus("JSON illisible, coupé, ou objet démesuré") from erreur
                continue
            except (ValueError, RecursionError) as erreur:
                dit = "trop profond" if isinstance(erreur, RecursionError) else str(erreur)[:80]
                raise self._refus(f"JSON refusé : {dit}") from erreur
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
            raise self._refus("du texte suit la fin du JSON")

    def _refus(self, raison: str) -> FichierRefuse:
        ligne = self.ligne + self._texte.count("\n", 0, self._rang)
        return FichierRefuse(raison, _REMEDE, ligne=ligne)
