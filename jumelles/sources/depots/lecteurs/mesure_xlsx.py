"""Mesurer une feuille XLSX avant de l'ouvrir : le lecteur réserve tout le rectangle et recopie chaque texte."""

import re
import zipfile
from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from jumelles.sources.depots.lecteurs.flux_xml import Cible, XmlFautif, parcourir, refuser_le_classeur
from jumelles.sources.depots.limites import limites
from jumelles.sources.problemes import FichierRefuse

TEXTES = "xl/sharedStrings.xml"
_CASE = re.compile(r"([A-Z]{1,3})(\d{1,7})", re.ASCII)
_TEXTES_EN_CASE = ("v", "t")


@dataclass(slots=True)
class MesureFeuille:
    """Le rectangle qu'occupe une feuille, ses signes, ses fusions, et les formules sans valeur enregistrée."""

    lignes: int = 0
    colonnes: int = 0
    premiere: int = 0
    sans_valeur: int = 0
    fusions: int = 0
    signes: int = 0

    @property
    def cellules(self) -> int:
        """Combien de cases dans le rectangle."""
        return max(0, self.lignes - self.premiere + 1) * self.colonnes


def mesurer_feuille(archive: zipfile.ZipFile, piece: str, textes: Sequence[int]) -> MesureFeuille:
    """Parcourir la pièce de cette feuille, sans la tenir entière ; textes : la longueur de chaque texte partagé."""
    cible = _Feuille(textes)
    lire_piece(archive, piece, cible)
    return cible.mesure


def longueurs_des_textes(archive: zipfile.ZipFile) -> Sequence[int]:
    """La longueur de chaque texte partagé ; FichierRefuse s'il y en a plus que de cases permises."""
    cible = _Textes(limites().cellules)
    if trouver_piece(archive, TEXTES):
        lire_piece(archive, TEXTES, cible)
    return cible.longueurs


def lire_piece(archive: zipfile.ZipFile, piece: str, cible: Cible) -> None:
    """Donner toute une pièce à la cible ; FichierRefuse si elle manque ou si son XML est fautif."""
    trouvee = trouver_piece(archive, piece)
    if not trouvee:
        raise refuser_le_classeur(XmlFautif(_("il y manque « %s »") % piece[:80]))
    try:
        with archive.open(trouvee) as flux:
            for _pas in parcourir(flux, cible):
                pass
    except XmlFautif as faute:
        raise refuser_le_classeur(faute) from faute


def trouver_piece(archive: zipfile.ZipFile, piece: str) -> str:
    """Le nom exact de cette pièce, à la casse près comme le lecteur la cherche ; "" si elle manque."""
    voulue = piece.casefold()
    return next((nom for nom in archive.namelist() if nom.casefold() == voulue), "")


class _Textes:
    """Compte les signes de chaque texte partagé."""

    def __init__(self, maximum: int) -> None:
        self.longueurs: array[int] = array("I")
        self._maximum, self._signes = maximum, 0

    def debut(self, nom: str, attributs: dict[str, str]) -> None:
        if nom.endswith("}si"):
            self._signes = 0

    def fin(self, nom: str) -> None:
        if nom.endswith("}si"):
            self.longueurs.append(self._signes)
            if len(self.longueurs) > self._maximum:
                raise XmlFautif(_("plus de %d textes différents") % self._maximum)

    def texte(self, donnees: str) -> None:
        self._signes += len(donnees)


class _Feuille:
    """Compte les cases pleines, où elles sont, ce qu'elles portent."""

    def __init__(self, textes: Sequence[int]) -> None:
        self.mesure, self._textes = MesureFeuille(), textes
        self._ligne = self._colonne = 0
        self._type, self._lu, self._dans = "", "", ""
        self._valeur = self._formule = False

    def debut(self, nom: str, attributs: dict[str, str]) -> None:
        balise = nom.rpartition("}")[2]
        if balise == "row":
            self._ligne, self._colonne = _entier(attributs.get("r"), self._ligne + 1), 0
        elif balise == "c":
            self._situer(attributs.get("r", ""))
            self._type, self._valeur, self._formule = attributs.get("t", ""), False, False
        elif balise in _TEXTES_EN_CASE:
            self._dans, self._lu = balise, ""
        elif balise == "f":
            self._formule = True
        elif balise == "mergeCell":
            self.mesure.fusions += 1

    def fin(self, nom: str) -> None:
        balise = nom.rpartition("}")[2]
        if balise == self._dans:
            self._compter_le_texte()
        elif balise == "c" and (self._valeur or self._formule):
            self._compter_la_case()

    def texte(self, donnees: str) -> None:
        if self._dans == "v" and self._type == "s":
            self._lu += donnees if len(self._lu) < 12 else ""
        elif self._dans:
            self.mesure.signes += len(donnees)

    def _situer(self, case: str) -> None:
        trouve = _CASE.fullmatch(case)
        if trouve is None and case:
            raise XmlFautif(_("une case mal nommée : « %s »") % case[:20])
        self._colonne = rang(trouve[1]) if trouve else self._colonne + 1
        self._ligne = int(trouve[2]) if trouve else self._ligne

    def _compter_le_texte(self) -> None:
        self._valeur, self._dans = True, ""
        if self._type == "s" and self._lu.isdecimal() and int(self._lu) < len(self._textes):
            self.mesure.signes += self._textes[int(self._lu)]

    def _compter_la_case(self) -> None:
        mesure = self.mesure
        mesure.sans_valeur += self._formule and not self._valeur
        mesure.lignes = max(mesure.lignes, self._ligne)
        mesure.premiere = min(mesure.premiere or self._ligne, self._ligne)
        mesure.colonnes = max(mesure.colonnes, self._colonne)


def check_mesure(mesure: MesureFeuille, feuille: str) -> None:
    """FichierRefuse si la feuille passe les bornes d'un dépôt."""
    bornes = limites()
    if mesure.colonnes > bornes.colonnes:
        raise FichierRefuse(
            _("%(n)d colonnes dans la feuille « %(feuille)s », la limite est de %(max)d")
            % {"n": mesure.colonnes, "feuille": feuille, "max": bornes.colonnes},
            _("ne gardez que les colonnes utiles, dans un nouveau classeur"),
        )
    if mesure.cellules > bornes.cellules or mesure.lignes > bornes.lignes * 2:
        raise FichierRefuse(
            _("la feuille « %(feuille)s » va jusqu'à la ligne %(ligne)d : %(n)d cases")
            % {"feuille": feuille, "ligne": mesure.lignes, "n": mesure.cellules},
            _("effacez les lignes vides de la fin, ou découpez le classeur"),
        )
    if mesure.signes > bornes.volume:
        raise FichierRefuse(
            _("la feuille « %(feuille)s » porte %(n)d millions de signes")
            % {"feuille": feuille, "n": mesure.signes // 1_000_000},
            _("gardez les seules lignes et colonnes utiles, dans un nouveau classeur"),
        )
    if mesure.fusions > bornes.fusions:
        raise FichierRefuse(
            _("la feuille « %(feuille)s » porte %(n)d fusions") % {"feuille": feuille, "n": mesure.fusions},
            _("défusionnez ses cellules, dans un nouveau classeur"),
        )


def _entier(lu: str | None, sinon: int) -> int:
    if lu is None:
        return sinon
    if not (lu.isascii() and lu.isdecimal() and len(lu) < 8):
        raise XmlFautif(_("une ligne mal numérotée : « %s »") % lu[:20])
    return int(lu)


def rang(lettres: str) -> int:
    """Le rang d'une colonne d'après ses lettres : « A » → 1, « AB » → 28."""
    total = 0
    for lettre in lettres:
        total = total * 26 + ord(lettre) - 64
    return total
