"""Un CSV, quel que soit son codage et son séparateur, rangée à rangée, sans jamais le tenir entier."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from jumelles.sources.depots.lecteurs.codage import Codage, trouver_codage
from jumelles.sources.depots.lecteurs.document import Document
from jumelles.sources.depots.lecteurs.separateur import NOMS, autre_separateur, trouver_separateur
from jumelles.sources.problemes import FichierRefuse, Probleme, extraire
from jumelles.sources.tableau import RANGEE_MAX, Rangee

_TETE = 65_536
_REENREGISTREZ = gettext_lazy("réenregistrez-le en « CSV UTF-8 » depuis le tableur")


def ouvrir_texte(chemin: Path) -> Document:
    """Trouver codage et séparateur ; FichierRefuse si ce n'est pas un tableau de texte."""
    codage = trouver_codage(chemin)
    separateur = trouver_separateur(_lire_tete(chemin, codage))
    return Document(
        "csv",
        lambda: _rangees(chemin, codage, separateur),
        codage=codage.nom,
        separateur=separateur,
    )


def _lire_tete(chemin: Path, codage: Codage) -> str:
    with chemin.open(encoding=codage.python, newline="") as fichier:
        try:
            return fichier.read(_TETE)
        except UnicodeError as erreur:
            raise _codage_fautif(codage, 0) from erreur


def _codage_fautif(codage: Codage, ligne: int) -> FichierRefuse:
    raison = _("ses octets ne se lisent pas jusqu'au bout en %s : il est coupé ou abîmé") % codage.nom
    return FichierRefuse(raison, str(_REENREGISTREZ), ligne=ligne)


class _Lignes:
    """Les lignes physiques, comptées et bornées, que le lecteur CSV consomme."""

    def __init__(self, fichier: TextIO, codage: Codage) -> None:
        self._fichier, self._codage = fichier, codage
        self.nombre = self._debut = self._longueur = 0
        self.is_coupee = False

    def start(self) -> int:
        """Commencer une rangée ; rendre le numéro de sa première ligne."""
        self._debut, self._longueur = self.nombre + 1, 0
        return self._debut

    def __iter__(self) -> "_Lignes":
        return self

    def __next__(self) -> str:
        try:
            ligne = self._fichier.readline(RANGEE_MAX + 1)
        except UnicodeError as erreur:
            raise _codage_fautif(self._codage, self.nombre + 1) from erreur
        if not ligne:
            raise StopIteration
        self.nombre += 1
        self._longueur += len(ligne)
        self.is_coupee = not ligne.endswith(("\n", "\r"))
        if self._longueur > RANGEE_MAX:
            raise FichierRefuse(
                _("plus de %d signes dans une rangée : une cellule démesurée, ou un guillemet jamais refermé")
                % RANGEE_MAX,
                _("fermez ce guillemet, ou raccourcissez la cellule"),
                ligne=self._debut,
            )
        if "\x00" in ligne:
            raise FichierRefuse(_("octet nul : le fichier est binaire ou abîmé"), str(_REENREGISTREZ),
                                ligne=self.nombre, colonne=ligne.index("\x00") + 1)  # fmt: skip
        return ligne


def _rangees(chemin: Path, codage: Codage, separateur: str) -> Iterator[Rangee]:
    with chemin.open(encoding=codage.python, newline="") as fichier:
        lignes = _Lignes(fichier, codage)
        lecteur = csv.reader(lignes, delimiter=separateur, strict=True)
        while True:
            debut = lignes.start()
            try:
                cellules = next(lecteur)
            except StopIteration:
                return
            except csv.Error as erreur:
                yield Rangee(debut, (), _dire(erreur, debut))
                continue
            if any(c.strip() for c in cellules):
                yield Rangee(debut, tuple(cellules), None)


def _dire(erreur: csv.Error, ligne: int) -> Probleme:
    """Une rangée mal écrite se refuse seule ; une cellule sans fin refuse le fichier."""
    texte = str(erreur)
    if "unexpected end" in texte:
        raise FichierRefuse(
            _("le fichier s'arrête au milieu d'une cellule entre guillemets : il est coupé"),
            _("téléchargez-le ou enregistrez-le de nouveau"),
            ligne=ligne,
        ) from erreur
    if "field limit" in texte:
        raise FichierRefuse(_("une cellule est démesurée"), _("raccourcissez-la"), ligne=ligne) from erreur
    remede = _("doublez les guillemets à l'intérieur d'une cellule")
    return Probleme(ligne, "", "", _("guillemets mal placés"), remede)


def dire_largeur(rangee: Rangee, separateur: str, largeur: int) -> Probleme:
    """Pourquoi cette rangée n'a pas la largeur de l'en-tête ; FichierRefuse si un autre séparateur s'y mêle."""
    if autre := autre_separateur(rangee.cellules, separateur, largeur):
        raise FichierRefuse(
            _("séparateurs mêlés : l'en-tête sépare par %(un)s, cette ligne par %(autre)s")
            % {"un": NOMS[separateur], "autre": NOMS[autre]},
            _("n'en gardez qu'un : ouvrez le fichier dans un tableur et enregistrez-le en « CSV UTF-8 »"),
            ligne=rangee.numero,
        )
    n = len(rangee.cellules)
    modele = ngettext("%(n)d cellule au lieu de %(largeur)d", "%(n)d cellules au lieu de %(largeur)d", n)
    remede = _("une cellule contient sans doute %s sans guillemets, ou la ligne est coupée") % NOMS[separateur]
    extrait = extraire(separateur.join(rangee.cellules))
    return Probleme(rangee.numero, "", extrait, modele % {"n": n, "largeur": largeur}, remede)
