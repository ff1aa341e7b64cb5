"""Qui parle de chaque objet d'un paquet, et depuis quand."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from jumelles.cooperations.enums import EtatDonnee
from jumelles.cooperations.regles import est_confirmee
from jumelles.provenance.enums import Certitude, NatureSource
from jumelles.provenance.models import Affirmation
from jumelles.recherche.document import Cellule
from jumelles.recherche.documents.decor import Decor

# Ce qu'on lit d'une parole, dans cet ordre : objet, source, date de l'information, certitude, jour du relevé.
CHAMPS = ("objet_id", "source_id", "date_information", "certitude", "releve_le")
Parole = tuple[int, int, str, str, date]


@dataclass(slots=True)
class Dites:
    """Ce que l'on sait des paroles sur un objet : sources (identifiants), dernière information, confirmation."""

    sources: set[int] = field(default_factory=set)
    derniere_information: str = ""
    confirmee_le: date | None = None

    def add(self, parole: Parole, decor: Decor) -> None:
        """Entendre une parole ; une personne, ou une preuve établie, confirme."""
        _, source_id, date_information, certitude, releve_le = parole
        self.sources.add(source_id)
        self.derniere_information = max(self.derniere_information, date_information)
        humaine = decor.sources[source_id].nature == NatureSource.PERSONNE
        if humaine or certitude == Certitude.ETABLIE:
            self.confirmee_le = max(self.confirmee_le or releve_le, releve_le)


def entendre(objet_type: str, ids: Iterable[int], decor: Decor) -> dict[int, Dites]:
    """Objet → ce qu'on en dit ; une requête."""
    rangees: defaultdict[int, Dites] = defaultdict(Dites)
    vivantes = Affirmation.objects.vivantes().about(objet_type, *ids).order_by()
    for parole in vivantes.values_list(*CHAMPS):
        rangees[parole[0]].add(parole, decor)
    return dict(rangees)


def codes_de_sources(sources: Iterable[int], decor: Decor) -> tuple[str, ...]:
    """Les codes de ces sources, dans l'ordre de leur nom."""
    return tuple(s.code for s in sorted((decor.sources[pk] for pk in sources), key=lambda s: (s.nom, s.code)))


def colonnes_de_sources(sources: Iterable[int], derniere_information: str, decor: Decor) -> dict[str, Cellule]:
    """Les colonnes sources, licences et derniere_information du dictionnaire."""
    rangees = sorted((decor.sources[pk] for pk in sources), key=lambda s: (s.nom, s.code))
    return {
        "sources": tuple(s.code for s in rangees), "sources_noms": tuple(s.nom for s in rangees),
        "licences": tuple(dict.fromkeys(s.licence for s in rangees)), "derniere_information": derniere_information,
    }  # fmt: skip


def fraicheur_de(confirmee_le: date | None, jour: date) -> str:
    """« confirmee » ou « a_confirmer »."""
    confirmee = est_confirmee(confirmee_le, jour)
    return EtatDonnee.CONFIRMEE.value if confirmee else EtatDonnee.A_CONFIRMER.value
