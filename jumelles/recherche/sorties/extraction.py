"""Ce qu'on demande à une sortie, et ce qu'elle doit dire d'elle-même : filtre, date, licence, sources."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jumelles.provenance.models import Source
from jumelles.recherche.dictionnaire import COLONNES, Colonne
from jumelles.recherche.filtre import Filtre, Sorte
from jumelles.recherche.moteur.port import Moteur
from jumelles.recherche.phrase import phrase

LICENCE = "Licence Ouverte / Open Licence 2.0 (Etalab)"
LICENCE_ADRESSE = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
TITRES: dict[str, str | Promise] = {
    "relations": gettext_lazy("Jumelages et partenariats"),
    "projets": gettext_lazy("Panorama des projets"),
    "acteurs": gettext_lazy("Annuaire des acteurs"),
}
SEPARATEUR = ";"


@dataclass(frozen=True, slots=True)
class SourceDite:
    """Une source de l'ensemble écrit : combien de fiches en parlent, sous quelle licence, de quand."""

    code: str
    nom: str
    editeur: str
    licence: str
    adresse: str
    date_information: str
    releve_le: str
    nombre: int


@dataclass(frozen=True, slots=True)
class Extraction:
    """Un ensemble et la façon de l'écrire. instant : quand (avec fuseau). separateur, bom : le CSV seulement."""

    sorte: Sorte
    filtre: Filtre
    instant: datetime
    separateur: str = SEPARATEUR
    bom: bool = True

    @property
    def colonnes(self) -> tuple[Colonne, ...]:
        """Les colonnes de la fiche, dans l'ordre du dictionnaire."""
        return COLONNES[self.sorte]

    @property
    def adresse(self) -> str:
        """L'adresse publique de la page qui montre cet ensemble."""
        return self._adresse(f"/{self.sorte}/")

    def adresse_de(self, extension: str, plus: tuple[tuple[str, str], ...] = ()) -> str:
        """L'adresse publique qui refait ce fichier, ou son pareil dans un autre format."""
        return self._adresse(f"/{self.sorte}.{extension}", plus)

    def _adresse(self, chemin: str, plus: tuple[tuple[str, str], ...] = ()) -> str:
        question = self.filtre.to_query(plus)
        return f"{settings.ADRESSE_PUBLIQUE}{chemin}" + (f"?{question}" if question else "")


@dataclass(frozen=True, slots=True)
class Apropos:
    """Ce que le fichier dit de lui-même. total : compté juste avant d'écrire ; phrase : le filtre en français."""

    titre: str
    phrase: str
    total: int
    adresse: str
    genere_le: str
    licence: str = LICENCE
    licence_adresse: str = LICENCE_ADRESSE
    sources: tuple[SourceDite, ...] = field(default=())

    @property
    def attribution(self) -> str:
        """Comment citer : l'éditeur, la date, puis chaque source."""
        noms = ", ".join(s.nom for s in self.sources)
        return _("Jumelles, %(jour)s ; d'après : %(sources)s") % {
            "jour": self.genere_le[:10],
            "sources": noms,
        }


def decrire(moteur: Moteur, extraction: Extraction) -> Apropos:
    """Compter, dire le filtre en français, nommer les sources de cet ensemble : deux questions au moteur."""
    filtre, sorte = extraction.filtre, extraction.sorte
    total = moteur.compter(filtre, sorte)
    comptes = moteur.facettes(filtre, sorte, ["source"], ignorer=False)["source"]
    return Apropos(
        titre=str(TITRES[sorte]), phrase=str(phrase(filtre, total, sorte)), total=total, adresse=extraction.adresse,
        genere_le=extraction.instant.isoformat(timespec="seconds"), sources=sources_dites(comptes),
    )  # fmt: skip


def sources_dites(comptes: Mapping[str, int]) -> tuple[SourceDite, ...]:
    """Les sources de ces codes, par nom."""
    return tuple(
        SourceDite(
            s.code, s.nom, s.editeur, s.licence, s.adresse, s.date_information,
            s.releve_le.isoformat() if s.releve_le else "", comptes[s.code],
        )
        for s in Source.objects.filter(code__in=list(comptes)).order_by("nom", "code")
    )  # fmt: skip
