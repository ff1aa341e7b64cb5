"""Importer un dépôt : la correspondance fait du fichier une source comme les autres."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jumelles.sources import lots
from jumelles.sources.depots.champs import manques
from jumelles.sources.depots.conversion import Conversion
from jumelles.sources.depots.correspondance import Correspondance, CorrespondanceInvalide
from jumelles.sources.depots.lecteurs import ouvrir_table
from jumelles.sources.depots.limites import limites
from jumelles.sources.depots.planification import Planificateur
from jumelles.sources.depots.termes import FicheDepot, LigneDeFichier
from jumelles.sources.ligne_lue import LigneLue, SourceConnue
from jumelles.sources.problemes import FichierRefuse
from jumelles.sources.rapport import Rapport

_SUPPOSE = gettext_lazy("Format supposé : les colonnes de cette source ne sont pas publiées, relisez ce qui entre.")
_CITEES = 20
Dire = Callable[[str], None]
Avancer = Callable[[int], None]


def preparer_depot(
    chemin: Path,
    correspondance: Correspondance,
    fiche: FicheDepot,
    *,
    par: str,
    nom_du_fichier: str = "",
    jour: date | None = None,
    a_blanc: bool = False,
    rejouer: bool = False,
    dire: Dire | None = None,
    avancer: Avancer | None = None,
) -> Rapport:
    """Lire, rattacher, mettre en attente ; rien n'est visible avant `basculer(rapport.lot, par=…)`.

    avancer(lues) est appelé à chaque paquet de 500 lignes ; le lot le garde aussi (`Lot.rapport["lues"]`). a_blanc :
    tout dire, ne rien écrire. rejouer : reprendre un fichier déjà basculé, après de nouveaux jugements (une autre
    correspondance le reprend d'elle-même). FichierRefuse, CorrespondanceInvalide : rien n'est entré.
    """
    if phrases := manques(correspondance):
        raise CorrespondanceInvalide(" ; ".join(phrases))
    return lots.preparer_source(
        source_depot(fiche, correspondance), Path(chemin), par=par, fichier=nom_du_fichier, jour=jour,
        a_blanc=a_blanc, rejouer=rejouer, dire=dire, avancer=avancer, lecture=correspondance.lecture,
        avertissement=str(_SUPPOSE) if correspondance.suppose else "",
        taille_max=limites().octets,
    )  # fmt: skip


def basculer(lot_id: int, *, par: str, jour: date | None = None) -> Rapport:
    """Rendre visible, en une transaction, ce qu'un dépôt a préparé ; LotPerime s'il n'est plus en attente."""
    return lots.basculer(lot_id, par=par, jour=jour)


def source_depot(fiche: FicheDepot, correspondance: Correspondance) -> SourceConnue:
    """Une source bâtie de ce que la personne a dit : sa fiche, et quelle colonne dit quoi."""
    return SourceConnue(
        fiche.code, None, lambda _tete: False, partial(_lire, correspondance), Planificateur(fiche, correspondance),
        dite=fiche.en_fiche_source(), relire=partial(_relire, correspondance),
    )  # fmt: skip


def _relire(correspondance: Correspondance, numero: int, brut: dict[str, str], jour: date) -> list[LigneLue]:
    """La ligne d'un relevé gardé ; les cellules vides n'ont pas été gardées : elles se relisent vides."""
    cellules = {**dict.fromkeys(correspondance.entete, ""), **brut}
    return [Conversion(correspondance, jour).lire(LigneDeFichier(numero, cellules))]


def _lire(correspondance: Correspondance, chemin: Path, jour: date) -> Iterator[LigneLue]:
    table = ouvrir_table(chemin, feuille=correspondance.feuille, ligne_entete=correspondance.ligne_entete)
    if set(table.entete) != set(correspondance.entete):
        absentes = _citer(c for c in correspondance.entete if c not in table.entete)
        neuves = _citer(c for c in table.entete if c not in correspondance.entete)
        raison = _("ses colonnes ne sont pas celles qu'on a relues (absentes : %(a)s ; nouvelles : %(n)s)")
        raise FichierRefuse(raison % {"a": absentes, "n": neuves}, _("examinez-le de nouveau"), ligne=1)
    yield from Conversion(correspondance, jour).lignes(table.lignes())


def _citer(colonnes: Iterable[str]) -> str:
    noms = [f"« {c} »" for c in colonnes]
    autres = _(" et %d autres") % (len(noms) - _CITEES) if len(noms) > _CITEES else ""
    return ", ".join(noms[:_CITEES]) + autres if noms else _("aucune")
