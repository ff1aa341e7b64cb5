"""Un XML lu par morceaux, sans arbre : ni DTD, ni entité, ni réseau ; ce que sa cible n'en retient pas n'est pas tenu.

La mémoire ne dépend que de la cible : la profondeur, les noms différents et la longueur d'une balise sont bornés.
"""

from collections.abc import Iterator
from typing import IO, Protocol
from xml.parsers import expat

from django.utils.translation import gettext as _

from jumelles.sources.problemes import FichierRefuse

BLOC = 1 << 16
BALISE_MAX = 1 << 20
PROFONDEUR_MAX = 100
NOMS_MAX = 5_000
_COUPE = frozenset(expat.errors.codes[dit] for dit in (expat.errors.XML_ERROR_NO_ELEMENTS,
                    expat.errors.XML_ERROR_UNCLOSED_TOKEN, expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION))  # fmt: skip


class XmlFautif(ValueError):
    """Ce XML ne se lit pas : pourquoi, et à quelle de ses lignes (0 : partout)."""

    def __init__(self, raison: str, ligne: int = 0) -> None:
        self.raison, self.ligne = raison, ligne
        super().__init__(raison)


class DtdInterdite(XmlFautif):
    """Il porte une DTD : elle peut nommer des fichiers, ou s'enfler d'elle-même."""


class Cible(Protocol):
    """Ce qui retient ce qu'elle veut d'un XML ; un nom qualifié s'écrit « adresse}nom »."""

    def debut(self, nom: str, attributs: dict[str, str]) -> None:
        """Une balise s'ouvre."""

    def fin(self, nom: str) -> None:
        """Une balise se ferme."""

    def texte(self, donnees: str) -> None:
        """Du texte, par morceaux."""


def parcourir(flux: IO[bytes], cible: Cible) -> Iterator[None]:
    """Donner tout le flux à la cible, un bloc par pas ; XmlFautif, ou ce que la cible lève."""
    lecture = _Lecture(cible)
    while bloc := flux.read(BLOC):
        lecture.avancer(bloc)
        yield
    lecture.avancer(b"", dernier=True)
    yield


class _Lecture:
    """Le lecteur du système, bridé."""

    def __init__(self, cible: Cible) -> None:
        self._cible, self._profondeur, self._muets, self._commence = cible, 0, 0, False
        self._noms: dict[str, str] = {}
        self._expat = expat.ParserCreate(namespace_separator="}", intern=self._noms)
        self._expat.buffer_text = True
        self._expat.StartElementHandler, self._expat.EndElementHandler = self._ouvrir, self._fermer
        self._expat.CharacterDataHandler, self._expat.CommentHandler = self._lire, self._passer
        self._expat.ProcessingInstructionHandler = self._passer
        self._expat.StartNamespaceDeclHandler = self._nommer
        self._expat.StartDoctypeDeclHandler = self._refuser_dtd

    def avancer(self, bloc: bytes, *, dernier: bool = False) -> None:
        """Lire ce bloc ; une balise qui n'en finit pas, ou trop de noms, sont refusés."""
        self._muets += len(bloc)
        try:
            self._expat.Parse(bloc, dernier)
        except expat.ExpatError as erreur:
            raise XmlFautif(_dire(erreur), erreur.lineno) from erreur
        except (LookupError, ValueError) as erreur:
            if self._commence or isinstance(erreur, XmlFautif):
                raise
            raise XmlFautif(_("il annonce un codage que l'on ne sait pas lire"), 1) from erreur
        if self._muets > BALISE_MAX:
            raise XmlFautif(_("une balise ou un commentaire démesuré"), self._expat.CurrentLineNumber)
        if len(self._noms) > NOMS_MAX:
            raise XmlFautif(_("plus de %d noms de balises différents") % NOMS_MAX, self._expat.CurrentLineNumber)

    def _ouvrir(self, nom: str, attributs: dict[str, str]) -> None:
        self._muets, self._commence = 0, True
        self._profondeur += 1
        if self._profondeur > PROFONDEUR_MAX:
            raise XmlFautif(_("plus de %d balises l'une dans l'autre") % PROFONDEUR_MAX, self._expat.CurrentLineNumber)
        self._cible.debut(nom, attributs)

    def _fermer(self, nom: str) -> None:
        self._muets = 0
        self._profondeur -= 1
        self._cible.fin(nom)

    def _lire(self, donnees: str) -> None:
        self._muets = 0
        self._cible.texte(donnees)

    def _passer(self, *_args: str) -> None:
        self._muets = 0

    def _nommer(self, prefixe: str | None, _adresse: str | None) -> None:
        """Le système garde chaque préfixe : ils se comptent avec les noms."""
        self._noms.setdefault(f"xmlns:{prefixe}", "")

    def _refuser_dtd(self, *_args: object) -> None:
        raise DtdInterdite(_("il porte une DTD (« <!DOCTYPE … »), qui peut cacher des entités piégées"))


def _dire(erreur: expat.ExpatError) -> str:
    if erreur.code in _COUPE:
        return _("il s'arrête avant la fin")
    return _("une balise mal écrite ou jamais refermée")


def refuser_le_classeur(faute: XmlFautif) -> FichierRefuse:
    """Le refus d'un classeur dont une pièce est fautive : ses lignes de XML ne disent rien à une personne."""
    return FichierRefuse(
        _("le classeur est abîmé ou piégé : %s") % faute.raison,
        _("ouvrez-le dans un tableur et enregistrez-le de nouveau"),
    )
