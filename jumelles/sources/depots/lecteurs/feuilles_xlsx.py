"""Les feuilles d'un XLSX et la pièce de chacune, lues par nous : le lecteur ne voit que ce qui est mesuré."""

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from jumelles.sources.depots.lecteurs.choix_feuille import check_feuilles
from jumelles.sources.depots.lecteurs.flux_xml import XmlFautif, refuser_le_classeur
from jumelles.sources.depots.lecteurs.mesure_xlsx import (
    MesureFeuille,
    lire_piece,
    longueurs_des_textes,
    mesurer_feuille,
)
from jumelles.sources.depots.limites import limites
from jumelles.sources.depots.termes import Feuille

LIVRE, LIENS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
# Tenues entières par le lecteur : petites dans un vrai classeur.
_TENUES = frozenset((LIVRE, LIENS, "xl/styles.xml"))
_SORTE = "/worksheet"


@dataclass(slots=True)
class LivreXlsx:
    """Les feuilles de données, dans l'ordre ; chacune ne se mesure qu'une fois."""

    archive: zipfile.ZipFile
    feuilles: tuple[Feuille, ...]
    pieces: dict[str, str]
    mesures: dict[str, MesureFeuille] = field(default_factory=dict)
    textes: Sequence[int] | None = None

    def mesurer(self, feuille: str) -> MesureFeuille:
        """Ce qu'occupe cette feuille ; FichierRefuse si sa pièce manque ou est fautive."""
        if feuille not in self.mesures:
            if self.textes is None:
                self.textes = longueurs_des_textes(self.archive)
            self.mesures[feuille] = mesurer_feuille(self.archive, self.pieces[feuille], self.textes)
        return self.mesures[feuille]

    def porte_un_tableau(self, feuille: str) -> bool:
        """Au moins deux colonnes et deux lignes."""
        mesure = self.mesurer(feuille)
        return mesure.lignes - mesure.premiere >= 1 and mesure.colonnes > 1


def ouvrir_livre(archive: zipfile.ZipFile) -> LivreXlsx:
    """Lire le sommaire du classeur ; FichierRefuse s'il est abîmé, démesuré, ou nomme deux feuilles pareillement."""
    for piece in archive.infolist():
        if piece.filename.casefold() in _TENUES and piece.file_size > limites().tenue:
            raise refuser_le_classeur(XmlFautif(_("la pièce « %s » est démesurée") % piece.filename))
    liens, livre = _Liens(), _Livre()
    lire_piece(archive, LIENS, liens)
    lire_piece(archive, LIVRE, livre)
    feuilles = [(f, liens.cibles[lien]) for f, lien in livre.feuilles if lien in liens.cibles]
    check_feuilles([f.nom for f, _piece in feuilles])
    return LivreXlsx(archive, tuple(f for f, _piece in feuilles), {f.nom: piece for f, piece in feuilles})


class _Liens:
    """Identifiant → pièce, des seules feuilles de calcul (ni graphiques, ni macros)."""

    def __init__(self) -> None:
        self.cibles: dict[str, str] = {}

    def debut(self, nom: str, attributs: dict[str, str]) -> None:
        if nom.endswith("}Relationship") and attributs.get("Type", "").endswith(_SORTE):
            cible = attributs.get("Target", "")
            self.cibles[attributs.get("Id", "")] = cible.lstrip("/") if cible.startswith("/") else f"xl/{cible}"

    def fin(self, nom: str) -> None: ...

    def texte(self, donnees: str) -> None: ...


class _Livre:
    """Chaque feuille, et l'identifiant de sa pièce."""

    def __init__(self) -> None:
        self.feuilles: list[tuple[Feuille, str]] = []

    def debut(self, nom: str, attributs: dict[str, str]) -> None:
        if nom.endswith("}sheet"):
            lien = next((v for n, v in attributs.items() if n.endswith("/relationships}id")), "")
            masquee = attributs.get("state", "visible") != "visible"
            self.feuilles.append((Feuille(attributs.get("name", ""), masquee=masquee), lien))

    def fin(self, nom: str) -> None: ...

    def texte(self, donnees: str) -> None: ...
