"""Les colonnes d'une liste que l'on sait lire, et la mention que dit chaque ligne."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite

from jumelles.rapprochement.formes import COMMUNE, EPCI, METROPOLE, lire_forme
from jumelles.rapprochement.identifiants import lire_identifiant
from jumelles.rapprochement.mots_administratifs import lire_mots
from jumelles.rapprochement.normaliser import cle
from jumelles.rapprochement.termes import Mention
from jumelles.sources.depots.nombres import lire_nombre
from jumelles.sources.problemes import FichierRefuse
from jumelles.sources.rattachement import Rattacheur

NOMS = {
    "nom": ("nom", "name", "collectivite", "collectivite territoriale", "ville", "commune", "city", "label", "libelle"),
    "pays": ("pays", "country", "code pays", "pays iso2"),
    "departement": ("departement", "code departement", "dep", "dept", "department"),
    "population": ("population", "habitants", "pop", "nombre d habitants"),
    "lat": ("lat", "latitude"),
    "lon": ("lon", "lng", "long", "longitude"),
    "niveau": ("niveau", "type", "categorie", "echelon"),
    "partenaire": ("partenaire", "ville partenaire", "ville jumelee", "partner"),
    "siren": ("siren", "numero siren"),
    "insee": ("insee", "code insee", "code commune", "codegeo"),
    "geonames": ("geonames", "geonameid"),
}
# Dans une table de liens, « pays » est celui du partenaire : une « collectivité » est française.
_FRANCAISES = ("collectivite", "collectivite territoriale")
_GROUPEMENTS = ("epci", "intercommunalite", "groupement", "groupement de communes", "agglomeration", "agglo", "interco")
_POPULATION_MAX = 50_000_000


@dataclass(frozen=True, slots=True)
class MentionLue:
    """La mention d'une ligne, ce qu'on n'a pas su lire d'elle, et si le fichier a une colonne « pays »."""

    mention: Mention
    remarques: tuple[str, ...]


class Lecteur:
    """Lit la mention de chaque ligne d'après les colonnes de l'en-tête ; FichierRefuse s'il n'y a pas de nom."""

    def __init__(self, entete: Sequence[str], rattacheur: Rattacheur, *, colonne_nom: str = "") -> None:
        self._places = _reconnaitre(entete)
        if colonne_nom:
            if colonne_nom not in entete:
                raise FichierRefuse(f"aucune colonne « {colonne_nom} »", f"colonnes lues : {', '.join(entete)}")
            self._places["nom"] = colonne_nom
        elif cle(self._places.get("nom", "")) in _FRANCAISES:
            self._places.pop("pays", None)
        if "nom" not in self._places:
            raise FichierRefuse(
                "aucune colonne ne s'appelle « nom »",
                f"renommez celle qui porte les noms, ou désignez-la ; colonnes lues : {', '.join(entete)}",
            )
        self._rattacheur = rattacheur

    @property
    def has_pays(self) -> bool:
        """Vrai si le fichier a une colonne de pays."""
        return "pays" in self._places

    def lire(self, cellules: Mapping[str, str]) -> MentionLue:
        """La mention de cette ligne ; sans colonne « pays », le nom est celui d'une collectivité française."""
        dites = {champ: cellules.get(colonne, "").strip() for champ, colonne in self._places.items()}
        remarques: list[str] = []
        lat, lon = _degres(dites, remarques)
        mention = Mention(
            nom=dites["nom"],
            pays=self._pays(dites, remarques),
            niveaux=_niveaux(dites.get("niveau", ""), remarques),
            departement=_departement(dites.get("departement", "")),
            population=_population(dites.get("population", ""), remarques),
            lat=lat,
            lon=lon,
            identifiants=_identifiants(dites),
            partenaire=dites.get("partenaire", ""),
        )
        return MentionLue(mention, tuple(remarques))

    def _pays(self, dites: Mapping[str, str], remarques: list[str]) -> str:
        if not self.has_pays:
            return "FR"
        dit = dites["pays"]
        iso = self._rattacheur.find_iso(dit) if dit else ""
        if dit and not iso:
            remarques.append(f"pays « {dit[:60]} » inconnu")
        return iso


def _reconnaitre(entete: Sequence[str]) -> dict[str, str]:
    """Champ → colonne : la première dont le nom est un de ses noms, dans l'ordre où on les préfère."""
    cles: dict[str, str] = {}
    for colonne in entete:
        cles.setdefault(cle(colonne), colonne)
    return {
        champ: cles[trouvee]
        for champ, noms in NOMS.items()
        if (trouvee := next((n for n in noms if n in cles), None)) is not None
    }


def _niveaux(dit: str, remarques: list[str]) -> frozenset[str]:
    nu = cle(dit)
    if not nu:
        return frozenset()
    if nu in _GROUPEMENTS:
        return EPCI | METROPOLE
    # « commune » seul ne se lit pas comme un préfixe : on lui donne un nom à annoncer.
    niveaux = lire_forme(f"{nu} de x").niveaux
    if "commune" in nu.split() and "metropole" in nu.split():
        niveaux = COMMUNE | METROPOLE
    sorte, _ = lire_mots(f"{nu} de x")
    if not niveaux and (sorte or nu == "ville"):
        return frozenset({sorte or "ville"})
    if not niveaux:
        remarques.append(f"niveau « {dit[:60]} » inconnu")
    return niveaux


def _identifiants(dites: Mapping[str, str]) -> tuple[str, ...]:
    lus = {n: lire_identifiant(n, dites.get(n, "")) for n in ("siren", "insee", "geonames")}
    return tuple(f"{n}:{lu}" for n, lu in lus.items() if lu)


def _departement(dit: str) -> str:
    return dit.zfill(2) if dit.isdecimal() else dit


def _population(dite: str, remarques: list[str]) -> int | None:
    if not dite:
        return None
    nombre = lire_nombre(dite)
    if nombre is None or not 0 <= nombre <= _POPULATION_MAX:
        remarques.append(f"population « {dite[:40]} » illisible")
        return None
    return int(nombre) or None


def _degres(dites: Mapping[str, str], remarques: list[str]) -> tuple[float | None, float | None]:
    textes = dites.get("lat", ""), dites.get("lon", "")
    if not all(textes):
        return None, None
    try:
        lat, lon = (float(t.replace(",", ".")) for t in textes)
    except ValueError:
        lat = lon = float("nan")
    if not (isfinite(lat) and isfinite(lon) and abs(lat) <= 90 and abs(lon) <= 180):
        remarques.append("coordonnées illisibles")
        return None, None
    return lat, lon
