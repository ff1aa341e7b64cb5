"""Une partie telle qu'une source la désigne, avant de savoir quel acteur c'est."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Partie:
    """Une partie nommée par une source.

    L'une des deux : collectivite_code (collectivité française reconnue) ou, à l'étranger,
    pays (ISO 2) et nom, avec geonameid quand le lieu est reconnu. Degrés décimaux WGS84.
    """

    nom: str
    pays: str
    collectivite_code: str = ""
    au_titre_de_code: str = ""  # commune déléguée ou ancienne collectivité nommée par la source
    geonameid: int | None = None
    niveau: str = "non_renseigne"
    nature: str = ""  # NatureActeur ; vide : collectivité si code, sinon autorité étrangère
    lat: float | None = None
    lon: float | None = None
