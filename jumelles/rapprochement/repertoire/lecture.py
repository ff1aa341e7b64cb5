"""Lire un répertoire : des tableaux posés sur les fichiers, dont seul ce qui sert entre en mémoire."""

import json
import mmap
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
import numpy.typing as npt

from jumelles.rapprochement.repertoire.ecriture import BLOCS, FORME
from jumelles.rapprochement.termes import Entite


class RepertoireAbsent(LookupError):
    """Le répertoire n'est pas là, ou il est d'une autre forme : `jumelles rapprocher --refaire` le refait."""


class Textes:
    """Des textes bout à bout, lus un à un."""

    def __init__(self, dossier: Path, nom: str) -> None:
        self._debuts = _vue(dossier, f"{nom}_debut")
        with (dossier / f"{nom}.txt").open("rb") as fichier:
            vide = fichier.seek(0, 2) == 0
            self._octets: mmap.mmap | bytes = b"" if vide else mmap.mmap(fichier.fileno(), 0, access=mmap.ACCESS_READ)

    def __getitem__(self, rang: int) -> str:
        return self._octets[self._debuts[rang] : self._debuts[rang + 1]].decode()


class Repertoire:
    """Un répertoire ouvert. Les entités et les noms s'y désignent par leur rang.

    niveaux, pays, departements, divisions : un par entité ; tailles : ordre de grandeur de la population, 0 pour un
    village, 4 pour une métropole.
    """

    def __init__(self, dossier: Path) -> None:
        self.dossier = dossier
        try:
            self.notice = json.loads((dossier / "notice.json").read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError) as erreur:
            raise RepertoireAbsent(f"aucun répertoire de noms dans {dossier.name}") from erreur
        if self.notice.get("forme") != FORME:
            raise RepertoireAbsent(f"le répertoire {dossier.name} est d'une forme d'avant")
        self.refs, self.noms_entites = Textes(dossier, "ref"), Textes(dossier, "nom")
        self.cles, self.textes = Textes(dossier, "cle"), Textes(dossier, "texte")
        blocs = (*BLOCS, "identifiant")
        self._blocs = {b: (_lire(dossier, f"{b}_empreinte"), _lire(dossier, f"{b}_nom")) for b in blocs}
        self._identifiants = Textes(dossier, "identifiants")
        self.nature, self.entite_du_nom, self.cible_du_nom = (_vue(dossier, n) for n in ("nature", "entite", "cible"))
        self.population = _vue(dossier, "population")
        self.lat, self.lon = _vue(dossier, "lat"), _vue(dossier, "lon")
        self.vivante = _vue(dossier, "vivante")
        self.niveaux = self._lister(dossier, "niveau")
        self.pays = self._lister(dossier, "pays")
        self.departements = self._lister(dossier, "departement")
        self.divisions = self._lister(dossier, "division")
        self.tailles = memoryview(np.log10(np.maximum(_lire(dossier, "population"), 0) + 100.0) - 2.0)
        self.entite = lru_cache(maxsize=20_000)(self._entite)

    def __len__(self) -> int:
        """Combien d'entités."""
        return len(self.vivante)

    @property
    def repere(self) -> str:
        """De quoi il a été fait."""
        return str(self.notice["repere"])

    def trouver(self, bloc: str, empreintes: Sequence[int]) -> list[npt.NDArray[np.uint32]]:
        """Pour chaque empreinte, les rangs des noms qui la portent, les plus peuplés d'abord."""
        connues, noms = self._blocs[bloc]
        cherchees = np.asarray(empreintes, dtype=np.uint32)
        debuts = np.searchsorted(connues, cherchees, side="left").tolist()
        fins = np.searchsorted(connues, cherchees, side="right").tolist()
        return [noms[d:f] for d, f in zip(debuts, fins, strict=True)]

    def identifier(self, identifiant: str) -> list[int]:
        """Les rangs des entités vivantes de cet identifiant : « insee:38185 », « siren:213801855 », « geonames:12 »."""
        rangs = self.trouver("identifiant", [crc32(identifiant.encode())])[0].tolist()
        return [r for r in rangs if self.vivante[r] and identifiant in self._identifiants[r].split()]

    def _lister(self, dossier: Path, nom: str) -> list[str]:
        valeurs: list[str] = self.notice[nom]
        return [valeurs[code] for code in _lire(dossier, nom).tolist()]

    def _entite(self, rang: int) -> Entite:
        population, lat, lon = int(self.population[rang]), float(self.lat[rang]), float(self.lon[rang])
        return Entite(
            ref=self.refs[rang], nom=self.noms_entites[rang], niveau=self.niveaux[rang],
            pays=self.pays[rang], departement=self.departements[rang],
            division=self.divisions[rang], population=None if population < 0 else population,
            lat=None if lat != lat else lat, lon=None if lon != lon else lon, vivante=bool(self.vivante[rang]),
        )  # fmt: skip


def _lire(dossier: Path, nom: str) -> Any:
    """Le tableau posé sur son fichier, sans la lenteur de numpy.memmap à chaque tranche."""
    return np.asarray(np.load(dossier / f"{nom}.npy", mmap_mode="r"))


def _vue(dossier: Path, nom: str) -> Any:
    """De quoi lire une valeur à la fois, en valeurs de Python."""
    return memoryview(_lire(dossier, nom))
