"""Du document aux lignes : trouver l'en-tête, nommer les colonnes, borner, ranger chaque cellule sous son nom."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext as _

from jumelles.sources.depots.lecteurs.alentours import lire_total
from jumelles.sources.depots.lecteurs.document import Document
from jumelles.sources.depots.lecteurs.entete_double import is_de_mots, sous_le_groupe, titres
from jumelles.sources.depots.lecteurs.ouverture import ouvrir
from jumelles.sources.depots.lecteurs.texte import dire_largeur
from jumelles.sources.depots.limites import Limites, limites
from jumelles.sources.depots.termes import LigneDeFichier
from jumelles.sources.problemes import FichierRefuse, Probleme, extraire, rendre_lisible
from jumelles.sources.tableau import Rangee

CHERCHEES = 30
MILLION = 1_000_000
_NOM_MAX = 120


@dataclass(frozen=True, slots=True)
class Table:
    """Un tableau prêt à lire : ses colonnes, et où est son en-tête (0 : il est connu d'avance)."""

    document: Document
    entete: tuple[str, ...]
    ligne_entete: int
    bornes: Limites

    def lignes(self) -> Iterator[LigneDeFichier]:
        """Les lignes de données, au fil de la lecture ; FichierRefuse au-delà des bornes."""
        nombre = signes = 0
        for rangee in self.document.relire():
            if rangee.numero <= self.ligne_entete:
                continue
            nombre += 1
            if nombre > self.bornes.lignes:
                raison = _("plus de %d lignes") % self.bornes.lignes
                raise FichierRefuse(raison, _("découpez le fichier"), ligne=rangee.numero)
            signes += sum(map(len, rangee.cellules))
            if signes > self.bornes.volume:
                raison = _("plus de %d millions de signes en tout") % (self.bornes.volume // MILLION)
                raise FichierRefuse(raison, _("découpez le fichier"), ligne=rangee.numero)
            yield self._ligne(rangee)

    def _ligne(self, rangee: Rangee) -> LigneDeFichier:
        cellules = _rogner(rangee.cellules, len(self.entete))
        probleme, total = rangee.probleme, lire_total(rangee.cellules)
        if probleme is None and not total and self.document.format == "csv" and len(cellules) != len(self.entete):
            probleme = dire_largeur(Rangee(rangee.numero, cellules), self.document.separateur, len(self.entete))
        if probleme is None:
            probleme = self._demesuree(rangee.numero, cellules)
        propres = [c[: self.bornes.signes] for c in cellules]
        rangees = dict(zip(self.entete, [*propres, *[""] * (len(self.entete) - len(propres))], strict=False))
        return LigneDeFichier(rangee.numero, rangees, probleme, total)

    def _demesuree(self, numero: int, cellules: Sequence[str]) -> Probleme | None:
        maximum = self.bornes.signes
        for nom, cellule in zip(self.entete, cellules, strict=False):
            if len(cellule) > maximum:
                raison = _("%(n)d signes, la limite est de %(max)d") % {"n": len(cellule), "max": maximum}
                return Probleme(numero, nom, extraire(cellule), raison, _("raccourcissez cette cellule"))
        return None


def ouvrir_table(chemin: Path, *, feuille: str = "", ligne_entete: int = 0) -> Table:
    """Ouvrir ce fichier et trouver son en-tête. ligne_entete : celle que la personne désigne, ou 0."""
    bornes = limites()
    document = ouvrir(chemin, feuille=feuille)
    if document.entete is not None:
        _check_colonnes(len(document.entete), bornes, 0)
        return Table(document, nommer(document.entete), 0, bornes)
    premieres = list(islice(document.relire(), CHERCHEES * 2))
    rangee = _designee(premieres, ligne_entete) if ligne_entete else trouver_entete(premieres)
    cellules = _rogner(titres(premieres, rangee), 0)
    _check_colonnes(max(len(_rogner(r.cellules, 0)) for r in [rangee, *premieres]), bornes, rangee.numero)
    if document.format != "csv":  # une colonne sans nom qui porte des données
        largeur = max(len(_rogner(r.cellules, 0)) for r in premieres if r.numero >= rangee.numero)
        cellules = (*cellules, *[""] * (largeur - len(cellules)))
    return Table(document, nommer(cellules), rangee.numero, bornes)


def _check_colonnes(nombre: int, bornes: Limites, ligne: int) -> None:
    if nombre > bornes.colonnes:
        raise FichierRefuse(
            _("%(n)d colonnes, la limite est de %(max)d") % {"n": nombre, "max": bornes.colonnes},
            _("ne gardez que les colonnes utiles, dans un nouveau fichier"),
            ligne=ligne,
        )


def _designee(rangees: Sequence[Rangee], ligne: int) -> Rangee:
    trouvee = next((r for r in rangees if r.numero == ligne and r.probleme is None), None)
    if trouvee is None:
        raison = _("la ligne %d n'est pas un en-tête lisible") % ligne
        raise FichierRefuse(raison, _("désignez une autre ligne"), ligne=ligne)
    return trouvee


def trouver_entete(rangees: Sequence[Rangee]) -> Rangee:
    """La première rangée assez large et faite de mots : un titre au-dessus du tableau n'en est pas un."""
    if not rangees:
        raise FichierRefuse(_("il n'a aucune ligne"), _("vérifiez que le fichier n'est pas vide"))
    largeurs = [sum(1 for c in r.cellules if c.strip()) for r in rangees]
    voulue = max(1 if max(largeurs) == 1 else 2, round(0.5 * _frequente(largeurs)))
    for rangee, largeur in zip(rangees[:CHERCHEES], largeurs, strict=False):
        if largeur >= voulue and rangee.probleme is None and is_de_mots(rangee.cellules):
            return sous_le_groupe(rangees, rangee)
    for rangee in rangees[:CHERCHEES]:
        if rangee.probleme is not None:
            raise FichierRefuse(rangee.probleme.raison, rangee.probleme.remede, ligne=rangee.numero)
    raise FichierRefuse(
        _("aucune des %d premières lignes ne nomme les colonnes") % CHERCHEES,
        _("ajoutez une première ligne qui dit ce que contient chaque colonne"),
        ligne=rangees[0].numero,
    )


def _frequente(largeurs: Sequence[int]) -> int:
    comptes = Counter(n for n in largeurs if n)
    return max(comptes.items(), key=lambda c: (c[1], c[0]))[0] if comptes else 0


def _rogner(cellules: Sequence[str], minimum: int) -> tuple[str, ...]:
    """Sans les cellules vides de la fin, au-delà de tant de colonnes."""
    fin = len(cellules)
    while fin > minimum and not cellules[fin - 1].strip():
        fin -= 1
    return tuple(cellules[:fin])


def nommer(cellules: Sequence[str]) -> tuple[str, ...]:
    """Des noms lisibles et tous différents : « nom », « nom (2) », « colonne 5 »."""
    noms: list[str] = []
    for rang, cellule in enumerate(cellules, start=1):
        nu = " ".join(rendre_lisible(cellule).split())[:_NOM_MAX] or _("colonne %d") % rang
        nom, fois = nu, 1
        while nom in noms:
            fois += 1
            nom = f"{nu} ({fois})"
        noms.append(nom)
    return tuple(noms)
