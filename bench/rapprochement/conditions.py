"""Dans quelles conditions on pose les questions : le nom seul, avec la population, avec le département…"""

import csv
from dataclasses import dataclass
from pathlib import Path

from jumelles.rapprochement.moteur import Rapprocheur
from jumelles.rapprochement.poids import Bareme
from jumelles.rapprochement.termes import Mention
from jumelles.territoires.repertoires import rapprocheur

POIDS_FABRIQUE = 0.2  # un nom abîmé par nous vaut moins qu'un nom trouvé


@dataclass(frozen=True, slots=True)
class MentionOr:
    """Une mention dont on sait ce qu'elle désigne. verite : codes admis ; vide : rien du référentiel."""

    liste: str
    nom: str
    pays: str
    departement: str
    population: int | None
    lat: float | None
    lon: float | None
    verite: frozenset[str]
    existe: bool
    difficulte: str


def lire_or(dossier: Path, cote: str, liste: str) -> list[tuple[MentionOr, float]]:
    """Les mentions jugées d'une liste, avec le poids de chacune ; rien si la liste n'y est pas."""
    chemin = dossier / f"{'francais' if cote == 'france' else 'etranger'}_{liste}.csv"
    if not chemin.exists():
        return []
    with chemin.open(encoding="utf-8", newline="") as fichier:
        poids = POIDS_FABRIQUE if liste == "abimee" else 1.0
        return [(_mention(x), poids) for x in csv.DictReader(fichier) if x["existe"] != "non jugée"]


def _mention(ligne: dict[str, str]) -> MentionOr:
    nombre = ligne["population"]
    population = int(float(nombre)) if nombre else None
    return MentionOr(
        ligne["liste"], ligne["nom"], ligne["pays"], ligne.get("departement", ""), population,
        float(ligne["lat"]) if ligne["lat"] else None, float(ligne["lon"]) if ligne["lon"] else None,
        frozenset(v for v in ligne["verite"].split("|") if v), ligne["existe"] == "oui", ligne["difficulte"],
    )  # fmt: skip


def nom_seul(m: MentionOr) -> Mention | None:
    """Le nom et le pays, rien d'autre."""
    return Mention(m.nom, m.pays)


def avec_population(m: MentionOr) -> Mention | None:
    """Le nom, le pays, la population quand la ligne la donne."""
    return Mention(m.nom, m.pays, population=m.population) if m.population else None


def avec_departement(m: MentionOr) -> Mention | None:
    """Le nom et le département, comme une colonne du fichier le dirait."""
    return Mention(m.nom, m.pays, departement=m.departement) if m.departement else None


def avec_tout(m: MentionOr) -> Mention | None:
    """Le nom, le département et la population."""
    if not m.departement or not m.population:
        return None
    return Mention(m.nom, m.pays, departement=m.departement, population=m.population)


def avec_point(m: MentionOr) -> Mention | None:
    """Le nom et le point : la vérité vient du point, cette condition ne mesure pas, elle apprend les distances."""
    return Mention(m.nom, m.pays, lat=m.lat, lon=m.lon) if m.lat is not None else None


CONDITIONS = (nom_seul, avec_population, avec_departement, avec_tout, avec_point)


def ouvrir(bareme: Bareme | None = None) -> Rapprocheur:
    """Le rapprocheur de cette base, avec ce barème."""
    courant = rapprocheur()
    return courant if bareme is None else courant.avec(bareme)
