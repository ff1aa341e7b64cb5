"""Quelle feuille d'un classeur lire."""

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from jumelles.recherche.sorties.classeur import LISEZ_MOI
from jumelles.sources.depots.limites import limites
from jumelles.sources.depots.termes import Feuille
from jumelles.sources.problemes import FichierRefuse

_CITEES = 20


def check_feuilles(noms: Sequence[str]) -> None:
    """FichierRefuse s'il y a trop de feuilles, ou deux du même nom : on ne saurait laquelle est lue."""
    maximum = limites().feuilles
    if len(noms) > maximum:
        raise FichierRefuse(
            _("%(n)d feuilles dans le classeur, la limite est de %(max)d") % {"n": len(noms), "max": maximum},
            _("gardez la seule feuille utile, dans un nouveau classeur"),
        )
    if len({nom.casefold() for nom in noms}) != len(noms):
        raise FichierRefuse(
            _("deux feuilles du classeur ont le même nom"), _("enregistrez-le de nouveau depuis un tableur")
        )


def choisir(feuilles: Sequence[Feuille], porte_un_tableau: Callable[[str], bool]) -> str:
    """La première feuille visible qui porte un tableau, notre « lisez-moi » excepté ; à défaut la première visible."""
    if not feuilles:
        raise FichierRefuse(
            _("le classeur n'a aucune feuille de données"), _("enregistrez-le de nouveau depuis un tableur")
        )
    visibles = [f.nom for f in feuilles if not f.masquee and f.nom != LISEZ_MOI] or [feuilles[0].nom]
    return next((nom for nom in visibles if porte_un_tableau(nom)), visibles[0])


def exiger(choisie: str, feuilles: Sequence[Feuille]) -> None:
    """FichierRefuse si le classeur n'a pas cette feuille."""
    if choisie not in [f.nom for f in feuilles]:
        noms = ", ".join(f"« {f.nom[:60]} »" for f in feuilles[:_CITEES])
        raise FichierRefuse(_("aucune feuille « %s »") % choisie[:60], _("choisissez l'une de celles-ci : %s") % noms)
