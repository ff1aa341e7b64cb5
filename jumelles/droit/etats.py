"""D'où l'on sait une règle : trouvée à une source, à vérifier, introuvable ; et le juriste qui l'a relue."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from jumelles.droit.lecture import TableInvalide, read_jour
from jumelles.referentiel.temps import DatePartielle


class Etat(StrEnum):
    """Trouvé : lu à la source citée. À vérifier : connu, non relu. Introuvable : cherché, pas trouvé."""

    TROUVE = "trouvé"
    A_VERIFIER = "à vérifier"
    INTROUVABLE = "introuvable"


@dataclass(frozen=True, slots=True)
class MarqueDroit:
    """La marque d'une règle : état, source (adresse ou publication), sa date, et qui l'a relue (vide : personne)."""

    etat: Etat
    source: str
    source_date: DatePartielle | None
    relu_par: str
    relu_le: date | None

    @property
    def is_relue(self) -> bool:
        """Vrai si un juriste a signé et daté sa relecture."""
        return self.relu_le is not None

    @property
    def is_sure(self) -> bool:
        """Vrai si la règle a été lue à sa source, ou relue par un juriste."""
        return self.etat is Etat.TROUVE or self.is_relue


def read_marque(ligne: dict[str, str]) -> MarqueDroit:
    """Les colonnes etat, source, source_date, relu_par, relu_le ; un nom ne va pas sans sa date (AAAA-MM-JJ)."""
    if bool(ligne["relu_par"]) != bool(ligne["relu_le"]):
        raise TableInvalide(f"relecture sans nom ou sans date : {ligne}")
    if not ligne["source"]:
        raise TableInvalide(f"règle sans source : {ligne}")
    relu_le = date.fromisoformat(ligne["relu_le"]) if ligne["relu_le"] else None
    return MarqueDroit(
        Etat(ligne["etat"]), ligne["source"], read_jour(ligne["source_date"]), ligne["relu_par"], relu_le
    )
