"""IATI 2.03 : une activité, une rangée. Ni entité, ni DTD, ni réseau ; une activité à la fois en mémoire."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from jumelles.sources.depots.lecteurs.activite_iati import COLONNES, en_rangee
from jumelles.sources.depots.lecteurs.branches_xml import branches, racine
from jumelles.sources.depots.lecteurs.document import Document
from jumelles.sources.depots.lecteurs.flux_xml import DtdInterdite, XmlFautif
from jumelles.sources.problemes import FichierRefuse, Probleme
from jumelles.sources.tableau import Rangee

RACINE, ACTIVITE = "iati-activities", "iati-activity"
_VERSIONS = ("2.01", "2.02", "2.03")


def ouvrir_iati(chemin: Path) -> Document:
    """Vérifier la racine et la version ; FichierRefuse si ce n'est pas de l'IATI 2, ou s'il porte une DTD."""
    version = _check_racine(next(_elements(chemin, racine), None))
    return Document("iati", partial(_rangees, chemin), entete=COLONNES, codage=f"IATI {version}",
                    problemes=_remarques(version))  # fmt: skip


def _check_racine(lue: Element | None) -> str:
    remede = _("donnez un fichier IATI 2.03 (« iati-activities »), ou un CSV")
    if lue is None:
        raise FichierRefuse(_("XML vide"), remede)
    if lue.tag != RACINE:
        raise FichierRefuse(_("XML d'une autre sorte (« %s »)") % lue.tag[:60], remede)
    version = lue.get("version", "")
    if not version.startswith("2."):
        raise FichierRefuse(_("IATI en version « %s »") % version[:10], _("demandez une exportation en version 2.03"))
    return version


def _remarques(version: str) -> tuple[Probleme, ...]:
    if version in _VERSIONS:
        return ()
    raison = _("version d'IATI que nous n'avons pas éprouvée")
    return (Probleme(1, "version", version[:10], raison, _("relisez le résultat"), bloquant=False),)


def _elements(chemin: Path, lire: Callable[[IO[bytes]], Iterator[Element]]) -> Iterator[Element]:
    with chemin.open("rb") as fichier:
        try:
            yield from lire(fichier)
        except DtdInterdite as faute:
            raise FichierRefuse(faute.raison, _("retirez cette déclaration : un fichier IATI n'en a pas")) from faute
        except XmlFautif as faute:
            raison = _("XML illisible ou coupé (%s)") % faute.raison
            raise FichierRefuse(raison, _("exportez-le de nouveau"), ligne=faute.ligne) from faute


def _rangees(chemin: Path) -> Iterator[Rangee]:
    activites = _elements(chemin, partial(branches, voulues=(ACTIVITE,)))
    for rang, activite in enumerate(activites, start=1):
        yield Rangee(rang, en_rangee(activite))
