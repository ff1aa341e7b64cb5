"""Ce qu'une source de référence donne à charger : des lignes figées, liées par leurs codes publics."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PaysLu:
    """Un pays ou territoire ; pma None : inconnu."""

    iso2: str
    iso3: str
    m49: str
    nom: str
    locatif: str
    nom_long: str
    nom_onu: str
    nom_anglais: str
    autres_noms: tuple[str, ...]
    continent: str
    sous_region: str
    pma: bool | None
    est_etat: bool
    note: str
    lat: float | None
    lon: float | None


@dataclass(frozen=True, slots=True)
class CollectiviteLue:
    """Une collectivité ; epci, parent : codes publics (vide : aucun) ; source : code de Source."""

    code: str
    categorie: str
    nom: str
    charniere: str
    source: str
    millesime: str
    code_insee: str = ""
    siren: str = ""
    departement: str = ""
    region: str = ""
    epci: str = ""
    parent: str = ""
    population: int | None = None
    lat: float | None = None
    lon: float | None = None
    origine_point: str = "inconnue"
    ancienne: bool = False
    debut: str = ""
    fin: str = ""


@dataclass(frozen=True, slots=True)
class NomLu:
    """Un nom porté par la collectivité de ce code."""

    collectivite: str
    texte: str
    nature: str
    source: str
    debut: str = ""
    fin: str = ""


@dataclass(frozen=True, slots=True)
class FiliationLue:
    """L'ancienne (code) mène à la nouvelle (code) ; date vide : inconnue."""

    ancienne: str
    nouvelle: str
    nature: str
    source: str
    date: str = ""


@dataclass(frozen=True, slots=True)
class LieuLu:
    """Un lieu du monde ; cles : noms normalisés distincts, le principal d'abord ; population None : inconnue."""

    geonameid: int
    nom: str
    pays: str
    division: str
    lat: float
    lon: float
    population: int | None
    autres_noms: str
    cles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EffectifLu:
    """Combien de collectivités d'une catégorie, selon une source (code) et un millésime."""

    categorie: str
    libelle: str
    millesime: str
    nombre: int
    source: str


@dataclass(frozen=True, slots=True)
class Chargement:
    """Ce qu'un chargement a fait, en lignes."""

    crees: int = 0
    modifies: int = 0
    inchanges: int = 0
    retires: int = 0

    def __add__(self, autre: "Chargement") -> "Chargement":
        return Chargement(
            self.crees + autre.crees,
            self.modifies + autre.modifies,
            self.inchanges + autre.inchanges,
            self.retires + autre.retires,
        )
