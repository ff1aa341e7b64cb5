"""Lire un tableau de texte (CSV, TSV) : en-tête vérifié, une colonne de trop ou de moins est dite."""

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jumelles.sources.ouverture import Ouvert
from jumelles.sources.problemes import FichierRefuse, Probleme, extraire

# Une rangée plus longue est une cellule jamais refermée. La limite de `csv` ne suffit pas : elle est commune
# à tout le processus, et d'autres lectures la relèvent.
RANGEE_MAX = 131_072
_NOMS = {",": "la virgule", ";": "le point-virgule", "\t": "la tabulation"}


@dataclass(frozen=True, slots=True)
class Rangee:
    """Une rangée : numéro de sa première ligne dans le fichier, cellules ; probleme si elle est illisible."""

    numero: int
    cellules: tuple[str, ...]
    probleme: Probleme | None = None


class Tableau:
    """Un tableau ouvert ; `entete` est lu d'abord, `rangees()` rend le reste au fil de la lecture."""

    def __init__(self, ouvert: Ouvert, *, separateur: str, guillemets: bool = True) -> None:
        self._separateur = separateur
        self._lignes = _Compteur(ouvert.lignes())
        self._lecteur = csv.reader(
            self._lignes,
            delimiter=separateur,
            quoting=csv.QUOTE_MINIMAL if guillemets else csv.QUOTE_NONE,
            strict=True,
        )
        self.entete = self._read_entete()

    def _read_entete(self) -> tuple[str, ...]:
        try:
            return tuple(next(self._lecteur))
        except StopIteration:
            raise FichierRefuse("il n'a pas d'en-tête", "téléchargez-le de nouveau") from None
        except csv.Error as erreur:
            raise _refuser(erreur, 1) from erreur

    def rangees(self) -> Iterator[Rangee]:
        """Rendre les rangées ; une rangée vide est sautée, une rangée illisible porte son problème."""
        while True:
            debut = self._lignes.start()
            try:
                cellules = next(self._lecteur)
            except StopIteration:
                return
            except csv.Error as erreur:
                yield Rangee(debut, (), _dire_erreur(erreur, debut))
                continue
            if cellules:
                yield self._check(debut, cellules)

    def _check(self, debut: int, cellules: list[str]) -> Rangee:
        if len(cellules) == len(self.entete):
            return Rangee(debut, tuple(cellules))
        coupee = self._lignes.is_coupee and len(cellules) < len(self.entete)
        probleme = Probleme(
            debut,
            "",
            extraire(self._separateur.join(cellules)),
            f"{len(cellules)} colonnes au lieu de {len(self.entete)}",
            "le fichier semble coupé : téléchargez-le de nouveau"
            if coupee
            else f"une cellule contient sans doute {_NOMS[self._separateur]} sans guillemets",
        )
        return Rangee(debut, tuple(cellules), probleme)


class _Compteur:
    """Compte les lignes physiques que le lecteur CSV consomme."""

    def __init__(self, lignes: Iterator[str]) -> None:
        self._lignes = lignes
        self.nombre = 0
        self.is_coupee = False
        self._debut = 1
        self._longueur = 0

    def start(self) -> int:
        """Commencer une rangée ; rendre le numéro de sa première ligne."""
        self._debut, self._longueur = self.nombre + 1, 0
        return self._debut

    def __iter__(self) -> "_Compteur":
        return self

    def __next__(self) -> str:
        ligne = next(self._lignes)
        self.nombre += 1
        self.is_coupee = not ligne.endswith("\n")
        self._longueur += len(ligne)
        if self._longueur > RANGEE_MAX:
            raise _demesuree(self._debut)
        return ligne


def _demesuree(ligne: int) -> FichierRefuse:
    return FichierRefuse(
        "une cellule est démesurée : un guillemet ouvert n'est jamais refermé",
        "corrigez ce guillemet ou téléchargez de nouveau le fichier",
        ligne=ligne,
    )


def _refuser(erreur: csv.Error, ligne: int) -> FichierRefuse:
    texte = str(erreur)
    if "field limit" in texte:
        return _demesuree(ligne)
    if "unexpected end" in texte:
        return FichierRefuse(
            "le fichier s'arrête au milieu d'une cellule entre guillemets : il est coupé",
            "téléchargez-le de nouveau",
            ligne=ligne,
        )
    return FichierRefuse("fins de ligne ou guillemets illisibles", "réenregistrez-le en « CSV UTF-8 »", ligne=ligne)


def _dire_erreur(erreur: csv.Error, ligne: int) -> Probleme:
    """Une rangée mal écrite se refuse seule ; une cellule sans fin refuse le fichier."""
    if "field limit" in str(erreur) or "unexpected end" in str(erreur):
        raise _refuser(erreur, ligne) from erreur
    return Probleme(
        ligne, "", "", "guillemets mal placés", "doublez les guillemets à l'intérieur d'une cellule entre guillemets"
    )


def verifier_entete(lue: Sequence[str], attendues: Sequence[str], *, facultatives: Sequence[str] = ()) -> None:
    """Refuser un en-tête en double, incomplet ou inconnu ; l'ordre est libre."""
    doubles = sorted(nom for nom, n in Counter(lue).items() if n > 1)
    if doubles:
        raise FichierRefuse(
            f"colonnes en double : {_citer(doubles)}", "gardez une seule colonne de chaque nom", ligne=1
        )
    absentes = [nom for nom in attendues if nom not in lue]
    inconnues = [nom for nom in lue if nom not in attendues and nom not in facultatives]
    if not absentes and not inconnues:
        return
    if len(lue) == 1 and len(attendues) > 1:
        raise FichierRefuse(
            "une seule colonne : le séparateur n'est pas celui qu'on attend", "vérifiez la source choisie", ligne=1
        )
    dits = [f"colonnes absentes : {_citer(absentes)}"] if absentes else []
    dits += [f"colonnes inconnues : {_citer(inconnues)}"] if inconnues else []
    raise FichierRefuse(" ; ".join(dits), f"cette source attend les colonnes {_citer(list(attendues))}", ligne=1)


def _citer(noms: Sequence[str]) -> str:
    suite = ", ".join(f"« {extraire(nom)} »" for nom in noms[:30])
    return suite + (f" et {len(noms) - 30} autres" if len(noms) > 30 else "")
